"""Findings counted by unit, month, topic or province: what a check of millions of findings tells at a glance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from engine import texts
from engine.compliance import URGENCY, summarise_units
from engine.outcomes import Status
from engine.reports.names import Names
from engine.texts import Text, period_name, printable
from engine.vocabulary import vietnamese_key

if TYPE_CHECKING:
    from engine.survey import Survey

BY: Final = ("unit", "month", "topic", "province")
TITLES: Final = {
    "unit": Text("Theo đơn vị", "By unit"),
    "month": Text("Theo tháng đến hạn", "By month of the due date"),
    "topic": Text("Theo chủ đề", "By topic"),
    "province": Text("Theo tỉnh", "By province"),
}
HEADS: Final = {
    "unit": texts.UNIT,
    "month": Text("Tháng", "Month"),
    "topic": Text("Chủ đề", "Topic"),
    "province": Text("Tỉnh", "Province"),
}
_NO_MONTH: Final = Text("(không có ngày)", "(no date)")
_NO_TOPIC: Final = Text("(không thuộc chủ đề nào)", "(under no topic)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a summary.

    Attributes:
        key: a unit's id, a month as «2025-03», a topic's id or a province's name; None for what has none.
        name: what people call it.
        regulation: the regulation, when the line is about a single one.
        oldest_due: the earliest due date among overdue duties; told of units only.
    """

    key: str | None
    name: str
    regulation: str | None
    counts: Counter[Status]
    oldest_due: date | None = None


def lines_by(by: str, survey: Survey, names: Names) -> list[Line]:
    """Return the lines of a summary: units and topics with most overdue duties first, months and provinces in order.

    Raises:
        ValueError: there is no summary of this name in `BY` (a programming error).
    """
    match by:
        case "unit":
            return _unit_lines(survey, names)
        case "month":
            return _month_lines(survey, names)
        case "topic":
            return _topic_lines(survey, names)
        case "province":
            return _province_lines(survey)
    raise ValueError(f"no summary by {by!r}")


def summary_table(summaries: dict[str, list[Line]]) -> pl.DataFrame:
    """Return summaries as one table for programs: which summary, key, name, regulation, a column a status, total."""
    rows = [
        (
            *(by, line.key, line.name, line.regulation),
            *(line.counts[status] for status in URGENCY),
            *(line.counts.total(), line.oldest_due),
        )
        for by, lines in summaries.items()
        for line in lines
    ]
    texts_first = dict.fromkeys(("by", "key", "name", "regulation"), pl.String)
    counts = dict.fromkeys((*(status.value for status in URGENCY), "total"), pl.Int64)
    return pl.DataFrame(rows, {**texts_first, **counts, "oldest_due": pl.Date}, orient="row")


def _unit_lines(survey: Survey, names: Names) -> list[Line]:
    return [
        Line(item.unit, names.unit(item.unit), item.regulation, item.counts, item.oldest_due)
        for item in summarise_units(survey.tallies, survey.as_of, names.of_units())
    ]


def _month_lines(survey: Survey, names: Names) -> list[Line]:
    months = _counted(survey.tallies.counts["month"], "month")
    return [
        Line(f"{month:%Y-%m}", period_name(month, month.replace(day=28), names.lang), None, months[month])
        if month is not None
        else Line(None, _NO_MONTH.say(names.lang), None, months[None])
        for month in sorted(months, key=lambda month: month or date.max)
    ]


def _topic_lines(survey: Survey, names: Names) -> list[Line]:
    table = survey.tallies.counts["rule"]
    named_by = dict(table.select("topic", "regulation").unique().sort("topic", "regulation").iter_rows())
    lines = [
        Line(
            topic,
            names.term(named_by[topic], "topics", topic) if topic is not None else _NO_TOPIC.say(names.lang),
            None,
            counts,
        )
        for topic, counts in _counted(table, "topic").items()
    ]
    return sorted(lines, key=_heaviest_first)


def _province_lines(survey: Survey) -> list[Line]:
    counts = _counted(survey.tallies.counts["certainty"], "regulation")
    provinces: dict[str, list[str]] = {}
    for item in survey.judged:
        provinces.setdefault(item.document.file.regulation.province, []).append(item.plan.regulation)
    return [
        Line(
            province,
            printable(province),
            regulations[0] if len(regulations) == 1 else None,
            sum((counts.get(regulation, Counter()) for regulation in regulations), Counter()),
        )
        for province, regulations in sorted(provinces.items(), key=lambda item: vietnamese_key(item[0]))
    ]


def _counted(table: pl.DataFrame, key: str) -> dict[Any, Counter[Status]]:
    """Return how many findings have each status, for every value of a column."""
    found: dict[Any, Counter[Status]] = {}
    for value, status, count in table.group_by(key, "status").agg(pl.col("count").sum()).iter_rows():
        found.setdefault(value, Counter())[Status(status)] = count
    return found


def _heaviest_first(line: Line) -> tuple[object, ...]:
    counts = line.counts
    return -counts[Status.OVERDUE], -counts[Status.VIOLATION], -counts[Status.LATE], vietnamese_key(line.name)
