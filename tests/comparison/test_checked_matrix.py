"""The matrix cell by cell against an independent reading of the texts.

The tables in `checked/` were written from the texts alone, before their authors saw the rule files.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine.comparison import Cell, compare
from engine.loading.rules import load_rules

CHECKED = Path(__file__).with_name("checked")
RULES = Path(__file__).parents[2] / "rules"
AS_OF = date(2025, 6, 1)
"""A day on which every enacted text of the five is in force."""


def _rows() -> list[tuple[str, dict[str, str]]]:
    return [
        (path.stem, row)
        for path in sorted(CHECKED.glob("*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]


@cache
def _cells(regulation: str) -> dict[str, Cell]:
    document, problems = load_rules(RULES / f"{regulation}.yaml")
    assert document is not None, problems
    return {row.topic: row.cells[0] for row in compare([document], AS_OF).rows}


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).lower()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _is_cited(place: str, cites: tuple[str, ...]) -> bool:
    """A clause is cited by itself or by a part of it («mục 2.2 gạch 2 đoạn 1» lies in «mục 2.2 gạch 2»)."""
    return any(cite == place or cite.startswith(f"{place} ") for cite in cites)


ROWS = _rows()


@pytest.mark.parametrize(("regulation", "row"), ROWS, ids=[f"{name}-{row['topic']}" for name, row in ROWS])
def test_a_cell_says_what_the_text_says(regulation: str, row: dict[str, str]) -> None:
    cell = _cells(regulation)[row["topic"]]
    text = _folded(cell.text or "")
    assert (cell.silence or "") == row["silence"], cell.text
    assert not [words for words in _parts(row["must_contain"]) if _folded(words) not in text], cell.text
    assert not [place for place in _parts(row["cites"]) if not _is_cited(place, cell.cites)], cell.cites
    assert None not in row, "một dòng của bảng có thừa dấu phẩy"


def test_every_topic_of_every_province_was_read() -> None:
    assert len(ROWS) == 5 * 33
