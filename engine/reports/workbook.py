"""The result as an Excel workbook: units, breaches, all findings, the rules they rest on, how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from engine import texts
from engine.compliance import URGENCY, findings_of_frame
from engine.findings import Finding
from engine.reports import left_rows, sheets
from engine.reports.left_rows import left_in_words
from engine.reports.names import Names
from engine.reports.spreadsheet import workbook_of

if TYPE_CHECKING:
    from engine.survey import Survey


def write_workbook(survey: Survey, names: Names, target: BinaryIO) -> None:
    """Write the workbook. Texts stay texts (never formulas or links), dates are dates, equal results equal bytes.

    Raises:
        OSError: the target or the temporary folder takes no more.
    """
    with workbook_of(texts.TITLE.say(names.lang), survey.as_of, names.lang, target) as writer:
        writer.sheet(sheets.UNITS, sheets.UNIT_COLUMNS, sheets.unit_rows(survey, names))
        breaches = (sheets.breach_row(item, names) for item in _breaches(survey))
        writer.sheet(sheets.BREACHES, sheets.BREACH_COLUMNS, breaches)
        everything = (sheets.finding_row(item, names) for item in _findings(survey, survey.findings.frames()))
        writer.sheet(sheets.ALL, sheets.ALL_COLUMNS, everything)
        if survey.left_rows:
            lost = (
                (*row.cells()[:1], row.line, *row.cells()[2:]) for row in left_in_words(survey.left_rows, names.lang)
            )
            writer.sheet(left_rows.TITLE, tuple(zip(left_rows.COLUMNS, left_rows.WIDTHS, strict=True)), lost)
        writer.sheet(sheets.RULES, sheets.RULE_COLUMNS, sheets.rule_rows(survey, names))
        writer.sheet(sheets.ABOUT, sheets.ABOUT_COLUMNS, sheets.about_rows(survey, names))


def _breaches(survey: Survey) -> Iterable[Finding]:
    """Return the breaches, most pressing first; when they are too many to be sorted, unit by unit."""
    if survey.findings.is_listed_whole:
        return sorted((item for found in survey.findings.listed().values() for item in found), key=_pressing_first)
    breaking = [status.value for status in URGENCY if status.breaks_the_rules]
    some = (table.filter(pl.col("status").cast(pl.String).is_in(breaking)) for table in survey.findings.frames())
    return _findings(survey, some)


def _findings(survey: Survey, tables: Iterable[pl.DataFrame]) -> Iterator[Finding]:
    plans = {item.plan.regulation: item.plan for item in survey.judged}
    for table in tables:
        for part in table.iter_slices(_AT_ONCE):
            yield from findings_of_frame(part, plans)


def _pressing_first(finding: Finding) -> tuple[object, ...]:
    verdict = finding.verdict
    on = verdict.due_on or verdict.trigger_date or date.max
    return (
        URGENCY.index(verdict.status),
        on,
        verdict.dossier or "",
        verdict.rule,
        verdict.unit or "",
        finding.regulation,
    )


_AT_ONCE = 10_000
