"""Lines and column headings that the reports for people have in common."""

from __future__ import annotations

from dataclasses import dataclass

from engine import texts
from engine.clock import shown
from engine.evaluation import Status
from engine.reports.names import Names
from engine.reports.overview import Overview, Row, UnitPart
from engine.texts import Text, number

UNIT_COLUMNS: tuple[Text, ...] = (
    texts.UNIT,
    texts.OVERDUE,
    texts.LATE,
    texts.VIOLATIONS,
    texts.DUE_SOON,
    texts.OLDEST_DUE,
)
ROW_COLUMNS: tuple[Text, ...] = (
    texts.DATE,
    texts.DAYS_LATE,
    texts.SUBJECT,
    texts.STATUS,
    texts.DUTY,
    texts.CITES,
)
_SEE_ALL_OF_MANY = Text(
    "Xem đủ {count} việc: thêm --out ketqua.parquet (hoặc .csv, .xlsx)",
    "For all {count}: add --out results.parquet (or .csv, .xlsx)",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a report lists: units, rows of one unit, day ledgers in all."""

    units: int
    rows: int
    ledgers: int = 0


def counts_line(overview: Overview, names: Names) -> str:
    """Return how many findings have each status: «quá hạn 3 · đúng hạn 1.204»."""
    told = (f"{names.status(status.value)} {number(count, names.lang)}" for status, count in overview.counts)
    return " · ".join(told)


def unit_cells(part: UnitPart, names: Names) -> tuple[str, ...]:
    """Return a unit's line for UNIT_COLUMNS."""
    counts = part.summary.counts
    numbers = (counts[status] for status in (Status.OVERDUE, Status.LATE, Status.VIOLATION, Status.DUE_SOON))
    return (
        unit_name(part, names),
        *(number(count, names.lang) for count in numbers),
        shown(part.summary.oldest_due),
    )


def row_cells(row: Row) -> tuple[str, ...]:
    """Return a finding's line for ROW_COLUMNS, the mark behind its due date."""
    return f"{shown(row.on)}{row.mark}", row.late, row.subject, row.status_text, row.duty, row.cites


def unit_name(part: UnitPart, names: Names) -> str:
    """Return a unit's name, with the regulation when several were applied."""
    return f"{part.name} ({part.summary.regulation})" if len(names.applied) > 1 else part.name


def closing_lines(overview: Overview, names: Names) -> list[str]:
    """Return what stands below the tables: what could not be determined, the rest, what the marks mean."""
    lines: list[str] = []
    if overview.quiet_units and overview.units:
        lines.append(texts.CLEAN_UNITS.say(names.lang, units=number(overview.quiet_units, names.lang)))
    if overview.unknown is not None:
        lines.append(overview.unknown)
    return [*lines, *overview.legend]


def verdict_line(overview: Overview, lang: str) -> str | None:
    """Return the good news when there is nothing to complain of, or why there is none."""
    if not overview.is_complete:
        return texts.NOT_ALL_READ.say(lang) if overview.is_clear else None
    if not overview.counts:
        return texts.NOTHING_FOUND.say(lang)
    return texts.ALL_CLEAR.say(lang) if overview.is_clear else None


def more(text: Text, left: int, lang: str) -> str | None:
    """Return how many items are not listed, or None when all are."""
    return text.say(lang, count=number(left, lang)) if left > 0 else None


def where_the_rest_is(overview: Overview, lang: str) -> str:
    """Return how to get what was not listed."""
    if overview.is_whole:
        return texts.SEE_EVERYTHING.say(lang)
    return _SEE_ALL_OF_MANY.say(lang, count=number(overview.row_count, lang))
