"""The result as an Excel workbook: units, breaches, all findings, the rules they rest on, how it was made."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from engine import texts
from engine.compliance import breaches
from engine.reports import sheets
from engine.reports.names import Names
from engine.reports.overview import rows_of
from engine.texts import Text, printable

if TYPE_CHECKING:
    from engine.service import CheckResult

_MOST_ROWS: Final = 1_048_575
"""Rows of a sheet below its header."""
_LONGEST_CELL: Final = 32_767

Cell = str | int | bool | date | None


def result_as_workbook(result: CheckResult, names: Names) -> bytes:
    """Return the workbook. Texts stay texts (never formulas or links), dates are dates, equal results equal bytes."""
    written = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(written, options)
    workbook.use_zip64()
    made = datetime.combine(result.as_of, time(), UTC).replace(tzinfo=None)
    workbook.set_properties({"title": texts.TITLE.say(names.lang), "created": made, "comments": "quyche"})
    writer = _Writer(workbook, names.lang)
    overdue = [row.finding for row in rows_of(breaches(result.findings), names)]
    writer.sheet(sheets.UNITS, sheets.UNIT_COLUMNS, sheets.unit_rows(result, names))
    writer.sheet(sheets.BREACHES, sheets.BREACH_COLUMNS, (sheets.breach_row(item, names) for item in overdue))
    writer.sheet(sheets.ALL, sheets.ALL_COLUMNS, (sheets.finding_row(item, names) for item in result.findings))
    writer.sheet(sheets.RULES, sheets.RULE_COLUMNS, sheets.rule_rows(result, names))
    writer.sheet(sheets.ABOUT, sheets.ABOUT_COLUMNS, sheets.about_rows(result, names))
    workbook.close()
    return written.getvalue()


class _Writer:
    """Writes tables into one workbook with its formats."""

    def __init__(self, workbook: Any, lang: str) -> None:
        self._workbook = workbook
        self._lang = lang
        wrap = {"text_wrap": True, "valign": "top"}
        self._head = workbook.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1, **wrap})
        self._text = workbook.add_format({**wrap, "num_format": "@"})
        self._day = workbook.add_format({"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"})
        self._number = workbook.add_format({"valign": "top", "num_format": "#,##0"})

    def sheet(self, title: Text, columns: Sequence[tuple[Text, int]], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a table; what exceeds a sheet goes on to another of the same name with a number."""
        remaining = iter(rows)
        following: Sequence[Cell] | None = next(remaining, None)
        part = 1
        while part == 1 or following is not None:
            name = title.say(self._lang) + (f" ({part})" if part > 1 else "")
            following = self._one_sheet(name, columns, following, remaining)
            part += 1

    def _one_sheet(
        self,
        name: str,
        columns: Sequence[tuple[Text, int]],
        first: Sequence[Cell] | None,
        rest: Iterator[Sequence[Cell]],
    ) -> Sequence[Cell] | None:
        """Write rows until the sheet is full; return the first that found no room."""
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading.say(self._lang), self._head)
        row, cells = 0, first
        while cells is not None and row < _MOST_ROWS:
            row += 1
            for column, value in enumerate(cells):
                self._write(sheet, row, column, value)
            cells = next(rest, None)
        sheet.autofilter(0, 0, max(row, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return cells

    def _write(self, sheet: Any, row: int, column: int, value: Cell) -> None:
        if value is None or value == "":
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), self._day)
        elif isinstance(value, bool):
            sheet.write_string(row, column, sheets.truth(value, self._lang), self._text)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._number)
        else:
            sheet.write_string(row, column, printable(value)[:_LONGEST_CELL], self._text)
