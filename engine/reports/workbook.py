"""The result as an Excel workbook: units, breaches, all findings, the rules they rest on, how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import texts
from engine.compliance import breaches
from engine.reports import sheets
from engine.reports.names import Names
from engine.reports.overview import rows_of
from engine.reports.spreadsheet import workbook_of

if TYPE_CHECKING:
    from engine.service import CheckResult


def result_as_workbook(result: CheckResult, names: Names) -> bytes:
    """Return the workbook. Texts stay texts (never formulas or links), dates are dates, equal results equal bytes."""
    overdue = [row.finding for row in rows_of(breaches(result.findings), names)]
    with workbook_of(texts.TITLE.say(names.lang), result.as_of, names.lang) as writer:
        writer.sheet(sheets.UNITS, sheets.UNIT_COLUMNS, sheets.unit_rows(result, names))
        writer.sheet(sheets.BREACHES, sheets.BREACH_COLUMNS, (sheets.breach_row(item, names) for item in overdue))
        writer.sheet(sheets.ALL, sheets.ALL_COLUMNS, (sheets.finding_row(item, names) for item in result.findings))
        writer.sheet(sheets.RULES, sheets.RULE_COLUMNS, sheets.rule_rows(result, names))
        writer.sheet(sheets.ABOUT, sheets.ABOUT_COLUMNS, sheets.about_rows(result, names))
    return writer.content()
