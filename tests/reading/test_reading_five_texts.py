"""The five real texts, wherever a folder `shared/sources` stands beside the project; skipped aloud elsewhere."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from engine.analysis.sources import compare_with_text, text_of
from engine.loading.rules import load_rules
from engine.loading.rules.document import RuleDocument
from engine.model.citations import parse_citation
from engine.model.periods import plain_phrase
from engine.phrases import Deadline, Phrase, parse_phrase
from engine.reading import Examined, LegalText, draft_duties, find_defects, read_text
from engine.source import SourceText

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT.parent / "shared" / "sources"
NAMES = ("haiphong", "laichau", "longan", "quangninh", "tuyenquang")

pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason=f"KHÔNG CÓ năm văn bản gốc tại {SOURCES}: các phép thử trên văn bản thật bị bỏ qua"
)
EACH = pytest.mark.parametrize("name", NAMES)


@cache
def text(name: str) -> LegalText:
    raw = (SOURCES / f"{name}.txt").read_text(encoding="utf-8")
    found = read_text(SourceText(f"{name}.txt", raw))
    assert isinstance(found, LegalText)
    return found


@cache
def rules(name: str) -> RuleDocument:
    document, _ = load_rules(ROOT / "rules" / f"{name}.yaml")
    assert document is not None
    return document


@EACH
def test_every_provision_of_the_rule_file_is_found_in_the_text(name: str) -> None:
    known = text(name).by_citation
    listed = [item.at for item in rules(name).file.provisions]
    assert [at for at in listed if parse_citation(at) not in known] == []


@EACH
def test_every_provision_found_in_the_text_stands_in_the_rule_file(name: str) -> None:
    assert [item.message() for item in compare_with_text(rules(name), text(name)) if item.code == "L353"] == []


@EACH
def test_every_provision_stands_where_its_number_is_printed(name: str) -> None:
    lines = (SOURCES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    for item in text(name).provisions:
        place = text(name).place(item.marker)
        assert place.line is not None
        sign = text(name).words(item.marker)
        kind, number = item.citation.parts[-1] if item.citation else ("", "")
        assert sign.split(" ")[0] in lines[place.line - 1] or kind == "đoạn"
        if kind in ("điều", "khoản", "điểm"):
            assert number in sign


@pytest.mark.parametrize(
    ("name", "citation", "line"),
    [
        ("quangninh", "Điều 3", 85),
        ("tuyenquang", "Điều 5 khoản 2 điểm đ", 148),
        ("longan", "Điều 2 khoản 4", 87),
        ("haiphong", "Điều 9 khoản 3 đoạn 2", 68),
        ("laichau", "mục 2.2 gạch 2 đoạn 3", 52),
        ("laichau", "mục 2.10", 88),
    ],
)
def test_provisions_in_awkward_places_are_found_at_their_lines(name: str, citation: str, line: int) -> None:
    item = text(name).by_citation[parse_citation(citation)]  # type: ignore[index]
    assert text(name).place(item.pieces[0]).line == line


def _checked() -> list[dict[str, str]]:
    with (Path(__file__).parent / "defects_checked.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sample_checked_by_hand_is_large_and_right_enough() -> None:
    rows = _checked()
    assert len(rows) >= 40
    assert sum(row["verdict"] == "right" for row in rows) >= 36
    assert {row["text"] for row in rows} == set(NAMES)
    assert all(row["why"] for row in rows)


@EACH
def test_what_was_checked_by_hand_is_still_reported_and_false_alarms_are_not(name: str) -> None:
    reported = {(item.code, item.cites or "", dict(item.args)["words"]) for item in find_defects(Examined(text(name)))}
    rows = [row for row in _checked() if row["text"] == name]
    right = {(row["code"], row["citation"], row["words"]) for row in rows if row["verdict"] == "right"}
    wrong = {(row["code"], row["citation"], row["words"]) for row in rows if row["verdict"] == "wrong"}
    assert right <= reported
    assert not wrong & reported


@pytest.mark.parametrize(
    ("name", "code", "citation"),
    [
        ("haiphong", "L202", "Điều 9 khoản 1 điểm b"),
        ("haiphong", "L202", "Điều 9 khoản 4"),
        ("haiphong", "L205", "Điều 9 khoản 5"),
        ("haiphong", "L202", "Điều 14 khoản 1"),
        ("laichau", "L119", "mục IV.2 gạch 3"),
        ("laichau", "L120", "mục IV.2"),
        ("laichau", "L203", "mục 2.7 gạch 4"),
        ("laichau", "L301", "mục 2.7 gạch 5"),
        ("laichau", "L309", "mục 2.3 gạch 2"),
        ("longan", "L110", "Điều 2 khoản 4"),
        ("quangninh", "L206", None),
        ("quangninh", "L307", "Điều 9 khoản 2"),
        ("tuyenquang", "L308", "Điều 10 khoản 2"),
        ("tuyenquang", "L312", "Điều 9 khoản 1"),
        ("tuyenquang", "L116", "Điều 13"),
    ],
)
def test_defects_known_from_reading_the_texts_are_found(name: str, code: str, citation: str | None) -> None:
    assert (code, citation) in {(item.code, item.cites) for item in find_defects(Examined(text(name)))}


@EACH
def test_no_phrase_or_citation_of_the_rule_file_is_foreign_to_its_text(name: str) -> None:
    found = compare_with_text(rules(name), text(name))
    assert [item.message() for item in found if item.code in ("L350", "L351", "L352")] == []


@EACH
def test_the_text_is_found_in_a_folder_by_the_regulations_id(name: str) -> None:
    found, problems = text_of(rules(name), SOURCES)
    assert problems == []
    assert found is not None
    assert found.text == text(name).text


def test_a_draft_finds_seventy_in_a_hundred_of_the_duties_that_people_encoded() -> None:
    hits = total = 0
    for name in NAMES:
        drafted = draft_duties(Examined(text(name)))
        for duty in rules(name).file.obligations:
            cites = [parse_citation(cite) for cite in duty.cites]
            places = {text(name).by_citation[cite].citation for cite in cites if cite in text(name).by_citation}
            near = [d for d in drafted if any(place is not None and d.cites.within(place) for place in places)]
            hits += any(_same_time(d.within, plain_phrase(duty.within) or "none") for d in near)
            total += 1
    assert hits / total >= 0.7, f"{hits}/{total}"


def _same_time(one: str, other: str) -> bool:
    return one.lower() == other.lower() or (_meaning(one) is not None and _meaning(one) == _meaning(other))


def _meaning(words: str) -> Deadline | None:
    parsed = parse_phrase(words)
    return parsed.deadline if isinstance(parsed, Phrase) else None
