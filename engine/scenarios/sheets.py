"""Scenario files as tables: rows of a workbook or CSV, several rows a scenario.

A row may carry an event, a finding that is expected, a unit, or several of these. What is left empty under
`scenario`, `regulation` and `as_of` is as in the row above.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from engine.diagnostics import Diagnostic
from engine.findings import KEYS
from engine.loading.logs.columns import EVENT_COLUMNS, Names, layout_of
from engine.loading.logs.report import Report
from engine.loading.logs.table import fits, is_blank, open_table
from engine.scenarios.records import Draft, Given, Row
from engine.source import Place
from engine.vocabulary import standard

_SHEETS: Final = ("scenarios", "tình huống")
_FACTS: Final[Names] = {
    "scenario": ("tình huống", "tên tình huống"),
    "regulation": ("quy chế",),
    "as_of": ("xét tại ngày",),
    "known_at": ("chỉ biết đến ngày",),
    "law": ("điều khoản kiểm tra",),
    "why": ("cách tính", "vì sao"),
    "reading": ("cách hiểu",),
    "absent": ("không phát sinh",),
    "unit_type": ("loại đơn vị",),
    "parent": ("cấp trên",),
}
_EXPECTED: Final[Names] = {
    "rule": ("quy tắc",),
    "status": ("tình trạng",),
    "due_on": ("đến hạn", "hạn"),
    "opens_on": ("mở từ ngày",),
    "trigger_date": ("ngày phát sinh",),
    "fulfilled_on": ("hoàn thành", "hoàn thành ngày"),
    "reason": ("lý do",),
    "cites": ("căn cứ",),
    "certainty": ("độ chắc chắn",),
    "late_working_days": ("trễ ngày làm việc",),
    "late_calendar_days": ("trễ ngày lịch",),
    "answerable_unit": ("đơn vị chịu trách nhiệm",),
}
_COLUMNS: Final[Names] = {**_FACTS, **EVENT_COLUMNS, **_EXPECTED}
_NOTHING: Final = ("-", "–", "—")
"""Written where an expected date must not be there."""


def read_sheet_drafts(path: Path) -> tuple[list[Draft], list[Diagnostic]]:
    """Return the scenarios of one table as written, and what is wrong with its shape."""
    report = Report()
    table = open_table(path, _SHEETS, report)
    layout = layout_of(table, _COLUMNS, ("scenario",), standard(), report) if table is not None else None
    if table is None or layout is None:
        return [], report.diagnostics()
    names = [*layout.standard.items(), *layout.attributes]
    gathered: list[_Gathered] = []
    for line, cells in table.rows:
        if is_blank(cells):
            continue
        fits(cells, layout.width)
        place = Place(table.file, line)
        row = {
            name: Given(cells[index].strip(), place)
            for name, index in names
            if index < len(cells) and cells[index].strip()
        }
        if "scenario" in row and (not gathered or row["scenario"].text != gathered[-1].name):
            gathered.append(_Gathered(row["scenario"].text or "", place, gathered[-1].facts if gathered else {}))
        if gathered:
            gathered[-1].take(row)
    return [item.draft() for item in gathered], report.diagnostics()


class _Gathered:
    """The rows of one scenario."""

    def __init__(self, name: str, place: Place, above: Row) -> None:
        self.name = name
        self.place = place
        self.facts: dict[str, Given] = {key: above[key] for key in ("regulation", "as_of") if key in above}
        self.facts["name"] = Given(name, place)
        self.events: list[Row] = []
        self.expect: list[Row] = []
        self.units: dict[str, Row] = {}
        self.absent: list[Given] = []
        self.readings: dict[str, Given] = {}

    def take(self, row: Row) -> None:
        """Add one row."""
        self.facts |= {key: row[key] for key in ("regulation", "as_of", "known_at", "law", "why") if key in row}
        if "event" in row or "date" in row:
            kept = {*EVENT_COLUMNS} | (row.keys() - _COLUMNS.keys())
            self.events.append({key: row[key] for key in row if key in kept})
        if any(key in row for key in _EXPECTED):
            self.expect.append(_expectation(row))
        if "unit" in row and ("unit_type" in row or "parent" in row):
            names = {"unit": "unit", "unit_type": "type", "parent": "parent"}
            self.units[row["unit"].text or ""] = {to: row[name] for name, to in names.items() if name in row}
        for given in _split(row.get("absent")):
            self.absent.append(given)
        for given in _split(row.get("reading")):
            name, _, reading = (given.text or "").partition("=")
            self.readings[name.strip()] = Given(reading.strip(), given.at)

    def draft(self) -> Draft:
        """Return what was gathered."""
        return Draft(
            place=self.place,
            facts=self.facts,
            events=tuple(self.events),
            units=tuple(self.units.values()),
            readings=self.readings,
            expect=tuple(self.expect) or None,
            absent=tuple(self.absent),
        )


def _expectation(row: Row) -> Row:
    """Return the expected values of a row; the dossier is the row's own."""
    found = {key: row[key] for key in _EXPECTED if key in row and key in KEYS}
    if "answerable_unit" in row:
        found["unit"] = row["answerable_unit"]
    if "dossier" in row:
        found["dossier"] = row["dossier"]
    return {key: Given(None, given.at) if given.text in _NOTHING else given for key, given in found.items()}


def _split(given: Given | None) -> list[Given]:
    if given is None or given.text is None:
        return []
    return [Given(part.strip(), given.at) for part in given.text.replace(";", ",").split(",") if part.strip()]
