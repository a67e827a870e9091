"""Reading calendar files: the national one that the package carries, and a province's own closures.

CSV, UTF-8 with or without BOM, `,` or `;`; columns date, kind, name, document and, if wanted, announced_on
and confidence; dates as 2026-09-02 or 02/09/2026. A row that has a mistake is left out and reported.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from engine.calendars.days import FIRST_DAY, LAST_DAY, DayKind, SpecialDay
from engine.diagnostics import Diagnostic, Note
from engine.diagnostics.os_words import refused
from engine.source import SourceText, Span

_REQUIRED = ("date", "kind", "name", "document")
_OPTIONAL = ("announced_on", "confidence")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_VIETNAMESE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_CONFIDENCES = ("high", "medium", "low")
_KINDS = {kind.value: kind for kind in DayKind}

ReadDays = tuple[tuple[SpecialDay, ...], tuple[Diagnostic, ...]]


@cache
def national_days() -> tuple[SpecialDay, ...]:
    """Return the officially decided days of 2010–2027, each with its document."""
    text = files("engine.calendars").joinpath("vn_calendar.csv").read_text(encoding="utf-8")
    days, diagnostics = read_special_days(SourceText("vn_calendar.csv", text))
    if diagnostics:
        raise AssertionError(f"the package's own calendar is damaged: {diagnostics}")
    return days


def load_special_days(path: Path) -> ReadDays:
    """Read a calendar file; every mistake, an unreadable file included, comes back as a diagnostic."""
    whole_file = SourceText(str(path), "").place(None)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return (), (refused("C101", error, whole_file),)
    except UnicodeDecodeError as error:
        return (), (Diagnostic.of("C102", whole_file, byte=error.start + 1),)
    return read_special_days(SourceText(str(path), text))


def read_special_days(source: SourceText) -> ReadDays:
    """Read the rows of a calendar file, in the order of the file.

    Returns:
        The days without a mistake, and the diagnostics in order of position.
    """
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = _Reader(SourceText(source.name, unicodedata.normalize("NFC", text)))
    return tuple(reader.days()), tuple(reader.diagnostics)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The text of a cell, stripped, and where it stands."""

    text: str
    span: Span


@dataclass
class _Reader:
    """One pass over a file; collects the diagnostics as it goes."""

    source: SourceText
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def days(self) -> Iterator[SpecialDay]:
        lines = self._lines()
        header = next(lines, None)
        if header is None:
            self.diagnostics.append(Diagnostic.of("C103", self.source.place(None)))
            return
        delimiter = ";" if header.text.count(";") > header.text.count(",") else ","
        columns = self._columns(self._cells(header, delimiter))
        if columns is None:
            return
        first_lines: dict[date, Span] = {}
        for line in lines:
            row = self._row(line, delimiter, columns)
            day = self._day(row) if row else None
            if day is None:
                continue
            if day.on in first_lines:
                self._report_duplicate(day.on, line.span, first_lines[day.on])
            else:
                first_lines[day.on] = line.span
                yield day

    def _lines(self) -> Iterator[_Cell]:
        """Yield the lines that hold anything."""
        offset = 0
        for line in self.source.text.split("\n"):
            if line.strip(" \t,;"):
                yield _Cell(line, Span(offset, offset + len(line)))
            offset += len(line) + 1

    def _cells(self, line: _Cell, delimiter: str) -> list[_Cell]:
        try:
            values = next(csv.reader([line.text], delimiter=delimiter, strict=True), [])
        except csv.Error:
            self._report("C115", line.span)
            return []
        cells, position = [], 0
        for value in (raw.strip() for raw in values):
            found = line.text.find(value, position)
            if found == -1:  # a cell with doubled quotes stands otherwise in the file: show the whole line
                cells.append(_Cell(value, line.span))
                continue
            position = found + len(value)
            cells.append(_Cell(value, Span(line.span.start + found, line.span.start + position)))
        return cells

    def _columns(self, header: list[_Cell]) -> list[str] | None:
        """Return the column names in order; None when the table cannot be read without what is missing."""
        if not header:
            return None
        names = [cell.text.lower() for cell in header]
        known = _REQUIRED + _OPTIONAL
        blocked = False
        for position, (name, cell) in enumerate(zip(names, header, strict=True)):
            if name in names[:position] and name in known:
                self._report("C116", cell.span, column=name)
                blocked = True
            elif name and name not in known:
                self._report("C105", cell.span, suggestion=_closest(name, known), column=cell.text)
        for name in _REQUIRED:
            if name not in names:
                line = Span(header[0].span.start, header[-1].span.end)
                self._report("C104", line, column=name)
                blocked = True
        return None if blocked else names

    def _row(self, line: _Cell, delimiter: str, columns: list[str]) -> dict[str, _Cell] | None:
        cells = self._cells(line, delimiter)
        if not cells:
            return None
        if len(cells) > len(columns):
            self._report("C114", line.span, found=len(cells), expected=len(columns))
            return None
        empty = _Cell("", line.span)
        row = dict.fromkeys(_REQUIRED + _OPTIONAL, empty)
        row.update({name: cell if cell.text else empty for name, cell in zip(columns, cells, strict=False)})
        return row

    def _day(self, row: Mapping[str, _Cell]) -> SpecialDay | None:
        """Return the day of one row, or None after reporting everything that is wrong with it."""
        before = len(self.diagnostics)
        on = self._date(row["date"])
        kind = self._kind(row["kind"])
        announced_on = self._date(row["announced_on"]) if row["announced_on"].text else None
        confidence = row["confidence"].text.lower() or "high"
        if confidence not in _CONFIDENCES:
            suggestion = _closest(confidence, _CONFIDENCES)
            self._report("C111", row["confidence"].span, suggestion=suggestion, value=row["confidence"].text)
        for column, code in (("name", "C110"), ("document", "C109")):
            if not row[column].text:
                self._report(code, row[column].span, day=row["date"].text)
        if on is not None and not FIRST_DAY <= on <= LAST_DAY:
            self._report("C112", row["date"].span, day=_shown(on), first=_shown(FIRST_DAY), last=_shown(LAST_DAY))
        if on is None or kind is None or len(self.diagnostics) > before:
            return None
        if kind.is_worked and on.weekday() < 5:
            self._report("C113", row["date"].span, day=_shown(on))
        return SpecialDay(on, kind, row["name"].text, row["document"].text, announced_on, confidence == "high")

    def _date(self, cell: _Cell) -> date | None:
        day = parse_date(cell.text)
        if day is None:
            self._report("C106", cell.span, value=cell.text)
        return day

    def _kind(self, cell: _Cell) -> DayKind | None:
        kind = _KINDS.get(cell.text.lower())
        if kind is None:
            self._report("C107", cell.span, suggestion=_closest(cell.text.lower(), tuple(_KINDS)), value=cell.text)
        return kind

    def _report_duplicate(self, day: date, span: Span, first: Span) -> None:
        note = Note("dòng đầu tiên cho ngày này", "the first row for this day", self.source.place(first))
        line = self.source.line_number(first.start)
        self.diagnostics.append(
            Diagnostic.of("C108", self.source.place(span), notes=(note,), day=_shown(day), line=line)
        )

    def _report(self, code: str, span: Span, suggestion: str | None = None, **args: object) -> None:
        pairs = tuple((name, str(value)) for name, value in args.items())
        self.diagnostics.append(Diagnostic(code, self.source.place(span), pairs, suggestion))


def parse_date(text: str) -> date | None:
    """Return the date written as 2026-09-02 or 02/09/2026, or None when it is neither or does not exist."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _VIETNAMESE.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _closest(word: str, words: tuple[str, ...]) -> str | None:
    return next(iter(get_close_matches(word, words, n=1)), None)


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
