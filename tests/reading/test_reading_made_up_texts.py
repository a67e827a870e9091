"""Whole texts written for these tests, in the style of decrees of other fields; every finding was judged by hand.

What the grammar of deadlines refuses (L310) is left out: it is judged with the grammar, which both commands share.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from engine.phrases import PhraseProblem, parse_phrase
from engine.reading import Examined, LegalText, TimeKind, find_defects, read_text
from engine.source import SourceText

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "texts").glob("*.txt"))
EACH = pytest.mark.parametrize("name", NAMES)


@cache
def examined(name: str) -> Examined:
    text = read_text(SourceText(f"{name}.txt", (HERE / "texts" / f"{name}.txt").read_text(encoding="utf-8")))
    assert isinstance(text, LegalText)
    return Examined(text)


def judged() -> list[dict[str, str]]:
    with (HERE / "made_up_checked.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@EACH
def test_every_finding_was_judged_by_hand(name: str) -> None:
    found = find_defects(examined(name))
    reported = {(item.code, item.cites or "", dict(item.args)["words"]) for item in found if item.code != "L310"}
    assert reported == {(row["code"], row["citation"], row["words"]) for row in judged() if row["text"] == name}


def test_at_most_one_finding_in_twenty_is_false() -> None:
    rows = judged()
    assert all(row["why"] for row in rows)
    assert sum(row["verdict"] == "wrong" for row in rows) <= len(rows) / 20


@EACH
def test_what_one_command_refuses_the_other_refuses_and_nothing_is_cut_off_to_be_understood(name: str) -> None:
    for item in examined(name).times:
        parsed = parse_phrase(item.words)
        is_refused = isinstance(parsed, PhraseProblem)
        assert is_refused or item.deadline == parsed.deadline or item.kind is TimeKind.WITHOUT_NUMBER
        assert item.problem is None or is_refused


@pytest.mark.parametrize(
    ("name", "citation", "words", "kind"),
    [
        ("mot-cua", "Điều 8 khoản 2", "không quá 15 ngày", TimeKind.EXTENSION),
        ("mot-cua", "Điều 8 khoản 3", "không quá 45 ngày (kể cả thời gian gia hạn)", TimeKind.EXTENSION),
        ("mot-cua", "Điều 8 khoản 4", "Trong thời hạn 10 ngày làm việc kể từ ngày nhận hồ sơ", TimeKind.PERIOD),
        ("mot-cua", "Điều 10 khoản 1", "chậm nhất 05 ngày làm việc trước ngày họp", TimeKind.PERIOD),
        ("mot-cua", "Điều 12 khoản 1", "trước ngày 15 hằng tháng", TimeKind.PERIODIC),
        ("tuyen-dung", "Điều 3 khoản 4", "02 năm", TimeKind.MEASURE),
        ("tuyen-dung", "Điều 9 khoản 3",
         "không quá 15 ngày kể từ ngày hết thời hạn quy định tại khoản 2 Điều này", TimeKind.EXTENSION),
        ("tuyen-dung", "Điều 4 khoản 3",
         "trước ngày hết thời hạn nhận phiếu ít nhất 05 ngày làm việc", TimeKind.PERIOD),
        ("khieu-nai", "Điều 8 đoạn 1", "Trước khi tổ chức đối thoại 03 ngày làm việc", TimeKind.PERIOD),
        ("luu-tru", "Điều 7 khoản 2", "trước ngày họp ít nhất 07 ngày", TimeKind.PERIOD),
        ("sua-doi", "Điều 1 khoản 4", "15 ngày", TimeKind.MEASURE),
    ],
)  # fmt: skip
def test_an_expression_is_taken_whole_and_for_what_it_does(
    name: str, citation: str, words: str, kind: TimeKind
) -> None:
    found = [item for item in examined(name).times if item.provision and str(item.provision.citation) == citation]
    assert (words, kind) in [(item.words, item.kind) for item in found]


def test_articles_inside_a_quotation_are_those_of_the_text_that_is_changed() -> None:
    assert [str(item.citation) for item in examined("sua-doi").text.provisions] == [
        "Điều 1",
        *(f"Điều 1 khoản {number}" for number in range(1, 6)),
        "Điều 2",
        "Điều 3",
        "Điều 3 khoản 1",
        "Điều 3 khoản 2",
        "Điều 4",
    ]
    assert examined("sua-doi").references == ()
