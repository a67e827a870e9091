"""Every phrase means what the table says; every bad phrase is refused where it breaks."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phrase_tables import BAD, GOOD, told

from engine.diagnostics import entries
from engine.phrases import Phrase, PhraseProblem, parse_phrase

SPACES = ("  ", "\n   ", "\t", "\u00a0", "\u202f", "\u3000", "\u200b \ufeff")


def meaning(text: str) -> str:
    parsed = parse_phrase(text)
    return told(parsed) if isinstance(parsed, Phrase) else f"{parsed.code} at {parsed.span}"


def refused(text: str) -> PhraseProblem:
    parsed = parse_phrase(text)
    assert isinstance(parsed, PhraseProblem), parsed
    return parsed


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["phrase"])
def test_phrase_means_what_the_table_says(row: dict[str, str]) -> None:
    parsed = parse_phrase(row["phrase"])
    assert isinstance(parsed, Phrase), parsed
    assert told(parsed) == row["expected"]
    assert parsed.anchor == (row["anchor"] or None)
    assert parsed.remark == (row["remark"] or None)


@pytest.mark.parametrize("row", BAD, ids=lambda row: row["phrase"] or "empty")
def test_bad_phrase_is_refused_where_it_breaks(row: dict[str, str]) -> None:
    problem = refused(row["phrase"])
    assert problem.code == row["code"]
    assert row["phrase"][problem.span.start : problem.span.end] == row["marked"]


def test_every_code_has_a_bad_phrase_and_an_explanation() -> None:
    catalogued = {code: entry for code, entry in entries().items() if code.startswith("P2")}
    assert {row["code"] for row in BAD} | {"P202"} == set(catalogued)
    assert all(entry.why and entry.hint and entry.hint_en for entry in catalogued.values())


@pytest.mark.parametrize("row", BAD, ids=lambda row: row["phrase"] or "empty")
def test_message_and_hint_can_be_written_in_both_languages(row: dict[str, str]) -> None:
    problem = refused(row["phrase"])
    entry = entries()[problem.code]
    for template in (entry.message, entry.message_en, entry.hint, entry.hint_en):
        assert "{" not in template.format(**dict(problem.args))


def test_overlong_phrase_is_refused_whole() -> None:
    problem = refused("ngay " * 300)
    assert problem.code == "P202"
    assert (problem.span.start, problem.span.end) == (0, 1500)


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["phrase"])
def test_case_accents_and_white_space_make_no_difference(row: dict[str, str]) -> None:
    phrase = row["phrase"]
    chooser = random.Random(phrase)
    spaced = "".join(chooser.choice(SPACES) if char == " " else char for char in phrase)
    for variant in (
        unicodedata.normalize("NFD", phrase),
        phrase.upper(),
        phrase.capitalize(),
        spaced,
        f"  {phrase}\n",
        f"({phrase})",
        unicodedata.normalize("NFD", spaced.upper()),
    ):
        assert meaning(variant) == row["expected"], variant


@pytest.mark.parametrize("row", BAD, ids=lambda row: row["phrase"] or "empty")
def test_position_refers_to_decomposed_text_as_given(row: dict[str, str]) -> None:
    decomposed = "  \n" + unicodedata.normalize("NFD", row["phrase"])
    problem = refused(decomposed)
    assert problem.code == row["code"]
    if row["code"] != "P201":
        marked = decomposed[problem.span.start : problem.span.end]
        assert unicodedata.normalize("NFC", marked) == row["marked"]


def test_text_of_the_phrase_is_composed_and_folded() -> None:
    parsed = parse_phrase(unicodedata.normalize("NFD", " Trong\n05\u00a0ngày  làm việc,  kể từ ngày Ký\u200b "))
    assert isinstance(parsed, Phrase)
    assert parsed.text == "Trong 05 ngày làm việc, kể từ ngày Ký"
    assert parsed.anchor == "Ký"


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("05 ngay lam viec ke tu ngay nhan", "05 ngày làm việc kể từ ngày nhan"),
        ("ngay lam viec", "ngày làm việc"),
        ("mười lăm ngày làm", "mười lăm ngày làm việc"),
        ("05 ngày làm vệc", "05 ngày làm việc"),
        ("trong thòi hạn 05 ngày", "trong thời hạn 05 ngày"),
        ("hang thang", "hằng tháng"),
        ("cham nhat la ngay 31 thang 12", "chậm nhất là ngày 31 tháng 12"),
        ("05 thág", "05 tháng"),
        ("hai ba ngày", None),
        ("abc xyz", None),
    ],
)
def test_typing_errors_are_met_with_the_likely_phrase(phrase: str, meant: str | None) -> None:
    assert refused(phrase).suggestion == meant


@pytest.mark.parametrize(
    ("phrase", "example"),
    [
        ("mười lăm ngày làm", "15 ngày làm việc kể từ ngày ..."),
        ("30 ngày nhé", "30 ngày kể từ ngày ..."),
        ("05 ngày làm", "05 ngày làm việc kể từ ngày ..."),
        ("05 ngày làm kể từ ngày nhận", ""),
        ("foo 07", ""),
        ("hằng năm vào mùa xuân", ""),
        ("độ 31/12", ""),
        ("trong 06 tháng trước kỳ họp", ""),
        ("xong trước hẳn 06 tháng", ""),
        ("15 tháng cuối nhiệm kỳ", ""),
        ("ít nhất độ 05 ngày", ""),
    ],
)
def test_hint_shows_the_nearest_form_only_where_it_leaves_nothing_out(phrase: str, example: str) -> None:
    assert dict(refused(phrase).args)["example"] == example


def test_suggestion_is_always_understood() -> None:
    for row in BAD:
        suggestion = refused(row["phrase"]).suggestion
        assert suggestion is None or isinstance(parse_phrase(suggestion), Phrase)


WORDS = sorted(
    {word for row in GOOD + BAD for word in row["phrase"].split()} | set("()/,.-") | {"…", "٣", "²", "\u0301"}
)


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=60))
@settings(max_examples=1500, deadline=None)
def test_any_text_is_understood_or_refused_within_its_bounds(text: str) -> None:
    parsed = parse_phrase(text)
    if isinstance(parsed, PhraseProblem):
        assert 0 <= parsed.span.start <= parsed.span.end <= len(text)
        assert parsed.code in entries()
        entry = entries()[parsed.code]
        assert entry.message.format(**dict(parsed.args))
        assert entry.hint.format(**dict(parsed.args))


@given(st.sampled_from(GOOD), st.data())
@settings(max_examples=500, deadline=None)
def test_a_strange_word_anywhere_before_the_free_words_is_never_skipped(
    row: dict[str, str], data: st.DataObject
) -> None:
    words = row["phrase"].split()
    grammar = len(words) if not row["anchor"] else len(row["phrase"].split(row["anchor"].split()[0])[0].split())
    at = data.draw(st.integers(0, grammar))
    if row["anchor"] or row["remark"]:
        at = 0
    assert isinstance(parse_phrase(" ".join([*words[:at], "xyz", *words[at:]])), PhraseProblem)


def test_repeating_a_phrase_gives_a_refusal_not_a_choice() -> None:
    quantities = ["05 ngày làm việc", "10 ngày", "03 tháng", "hằng năm", "ngay", "chậm nhất là ngày 31 tháng 12"]
    for first, second in pairwise([*quantities, quantities[0]]):
        assert isinstance(parse_phrase(f"{first} {second}"), PhraseProblem), (first, second)
