"""What a broken or hostile file gets: a code and a place, never a crash or a hang."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.loading.rules import load_rules, load_rules_text
from engine.source import SourceText


def codes(text: str) -> list[str]:
    _, problems = load_rules_text(SourceText("x.yaml", text))
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a:\n\tb: 1\n", "P103"),
        ("a: b: c\n", "P104"),
        ("a: [1, 2\n", "P104"),
        ("a: 'x\n", "P104"),
        ("", "P113"),
        ("# chỉ có chú thích\n", "P113"),
        ("a: 1\n---\nb: 2\n", "P109"),
        ("? [a, b]\n: 1\n", "P114"),
        ("a: \x07\n", "P116"),
        ("{" * 30_000, "P110"),
        ("- " * 30_000, "P110"),
        ("a: &x [1]\nb: *x\n", "P106"),
        ("- 1\n- 2\n", "P309"),
        ("chỉ là chữ", "P309"),
        ("[" + "1," * 210_000 + "1]", "P111"),
    ],
)
def test_a_broken_file_gets_its_code(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize("number", ["99999999999", "9" * 5_000])
def test_an_article_whose_number_no_text_has_is_refused_at_once(number: str) -> None:
    written = MINIMAL + f"provisions:\n  - {{at: Điều {number}, none: phạm vi}}\n"
    assert "P440" in codes(written)


def test_a_date_beyond_any_calendar_is_refused_at_its_place() -> None:
    _, problems = load_rules_text(SourceText("x.yaml", MINIMAL + "  in_force_from: 9999-12-31\n"))
    assert [(item.code, item.place.line) for item in problems if item.place and item.code == "P307"]


def test_a_file_over_two_megabytes_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "to.yaml"
    big.write_text("a: " + "x" * 2_000_001, encoding="utf-8")
    _, problems = load_rules(big)
    assert [problem.code for problem in problems] == ["P101"]


def test_an_old_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cu.yaml"
    path.write_bytes("format: 1\nname: Quảng\n".encode("utf-16"))
    _, problems = load_rules(path)
    assert [(problem.code, problem.place.line) for problem in problems if problem.place] == [("P102", 1)]


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert [problem.code for problem in load_rules(tmp_path / "khong-co.yaml")[1]] == ["P115"]
    assert [problem.code for problem in load_rules(tmp_path)[1]] == ["P115"]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.encode())
    assert [problem.code for problem in load_rules(path)[1]] == ["P447"]


def test_separate_marks_are_read_and_noted_once() -> None:
    import unicodedata

    assert sorted(codes(unicodedata.normalize("NFD", MINIMAL))) == ["P112", "P447"]


def test_two_keys_that_differ_only_in_their_letters_form_are_the_same_key() -> None:
    import unicodedata

    both = "điều: 1\n" + unicodedata.normalize("NFD", "điều") + ": 2\n"
    assert "P105" in codes(both)


def test_plain_words_and_figures_stay_what_the_clerk_typed() -> None:
    text = MINIMAL.replace("name: Ví dụ", "name: no").replace("province: Ví dụ", "province: 010")
    document, _ = load_rules_text(SourceText("x.yaml", text))
    assert document is not None
    assert (document.file.regulation.name, document.file.regulation.province) == ("no", "010")


MINIMAL = "format: 1\nregulation:\n  id: vi-du\n  name: Ví dụ\n  province: Ví dụ\n  status: draft\n"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab:-?[]{}#&*!|>'\"%@`,\n \t0đ")), max_size=80))
def test_no_text_makes_the_loader_raise(text: str) -> None:
    load_rules_text(SourceText("x.yaml", text))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damage_to_a_good_file_makes_the_loader_raise(data: st.DataObject) -> None:
    good = (Path(__file__).parent / "bad" / "ngu-nghia.yaml").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 200)))
    patch = data.draw(st.sampled_from(["", ":", "- ", "[", "{a: ", "null", "2025-02-30", "\n", "'", "1e9", "🙂"]))
    load_rules_text(SourceText("x.yaml", good[:start] + patch + good[end:]))
