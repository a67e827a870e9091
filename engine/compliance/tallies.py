"""Counts of findings, made from columns: what can be told of a nation's log without holding its findings.

Counts of portions add up, and those of a portion can be taken off again. The oldest overdue duty cannot be taken off,
so overdue duties are counted by due date, and the oldest date is read from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from engine.columnar.days import NEVER, Ints
from engine.columnar.findings import CERTAINTIES, STATUS_CODE, STATUSES, FindingColumns
from engine.outcomes import Status

Record = dict[str, dict[str, list[Any]]]
"""Tallies as plain values: counts by name, each a list a column."""

COUNTED: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("unit", "status"),
    "month": ("month", "status"),
    "rule": ("rule", "topic", "status"),
    "certainty": ("certainty", "status"),
    "reason": ("reason",),
    "overdue": ("unit", "due_on"),
}
"""What is counted under each regulation. `month` is that of the due date, or of the act where there is no due date, as
its first day; `reason` is about undetermined findings, `overdue` about overdue ones."""

_DAYS: Final = frozenset({"month", "due_on"})
_IN_RUNS: Final = ("regulation", "unit")
_STATUS_COUNT: Final = len(STATUSES)
_SPARSEST: Final = 4


@dataclass(frozen=True)
class Tallies:
    """Counts of findings; `counts` has a table for each name in `COUNTED`.

    A table has a column for `regulation`, those of `COUNTED` (texts, or dates for months and days; null where a finding
    has none) and `count`. Its rows are in any order, none repeats and none counts nothing.
    """

    counts: Mapping[str, pl.DataFrame]

    @classmethod
    def none(cls) -> Tallies:
        """Return the tallies of no finding."""
        return cls({name: pl.DataFrame(schema=_schema(name)) for name in COUNTED})

    @classmethod
    def of(cls, portion: FindingColumns) -> Tallies:
        """Count the findings of one portion."""
        return cls({name: _summed(name, [table]) for name, table in _tables(portion).items()})

    @classmethod
    def unsummed(cls, portion: FindingColumns) -> Tallies:
        """Count the same, with some counts in several rows: only to be summed with others."""
        return cls(_tables(portion))

    @classmethod
    def summed(cls, tallies: Sequence[Tallies]) -> Tallies:
        """Return the counts of all, of which there is at least one."""
        return cls({name: _summed(name, [item.counts[name] for item in tallies]) for name in COUNTED})

    def __len__(self) -> int:
        """Return the number of counts."""
        return sum(map(len, self.counts.values()))

    def merge(self, other: Tallies) -> Tallies:
        """Return the counts of both."""
        return Tallies.summed([self, other])

    def add(self, portion: FindingColumns) -> Tallies:
        """Return the counts with those of a portion."""
        return Tallies({name: _summed(name, [self.counts[name], table]) for name, table in _tables(portion).items()})

    def subtract(self, portion: FindingColumns) -> Tallies:
        """Return the counts without those of a portion that was added before.

        Raises:
            ValueError: the portion was not part of them.
        """
        left = {
            name: _summed(name, [self.counts[name], table.with_columns(-pl.col("count"))])
            for name, table in _tables(portion).items()
        }
        if any((table["count"] < 0).any() for table in left.values()):
            raise ValueError("these findings were never counted")
        return Tallies(left)

    @property
    def total(self) -> int:
        """How many findings there are."""
        return int(self.counts["certainty"]["count"].sum())

    @property
    def statuses(self) -> Counter[Status]:
        """How many findings have each status."""
        found = self.counts["certainty"].group_by("status").agg(pl.col("count").sum())
        return Counter({Status(status): count for status, count in found.iter_rows()})

    def breaks_the_rules(self) -> bool:
        """Tell whether any finding is a breach."""
        return any(status.breaks_the_rules for status in self.statuses)

    def to_record(self) -> Record:
        """Return the tallies as plain values for a file of JSON.

        Equal tallies have equal records. Texts stay texts, days are day numbers. Of the first columns, which say the
        same in many rows, only each change is told, with the number of rows that it holds for.
        """
        return {name: _columns_of(table.sort("regulation", *COUNTED[name])) for name, table in self.counts.items()}

    @classmethod
    def of_record(cls, record: Record) -> Tallies:
        """Return the tallies that `to_record` wrote down.

        Raises:
            KeyError, TypeError, ValueError, polars.exceptions.PolarsError: it is not such a record.
        """
        return cls({name: _table_of(record[name], _schema(name)) for name in COUNTED})


def _columns_of(table: pl.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for key, column in table.to_dict().items():
        if key in _IN_RUNS:
            runs = column.rle().struct.unnest()
            found[key] = runs["value"].to_list()
            found[f"{key}_rows"] = runs["len"].to_list()
        else:
            found[key] = column.to_physical().to_list()
    return found


def _table_of(record: Mapping[str, list[Any]], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    columns = {}
    for key, kind in schema.items():
        column = pl.Series(key, record[key], pl.Int32() if kind == pl.Date else kind).cast(kind)
        if key in _IN_RUNS:
            column = column.gather(np.repeat(np.arange(len(column)), record[f"{key}_rows"]))
        columns[key] = column
    return pl.DataFrame(columns)


def _schema(name: str) -> dict[str, pl.DataType]:
    kinds = {key: pl.Date() if key in _DAYS else pl.String() for key in ("regulation", *COUNTED[name])}
    return {**kinds, "count": pl.Int64()}


def _tables(portion: FindingColumns) -> dict[str, pl.DataFrame]:
    return {
        "unit": _unit_counts(portion),
        "month": _month_counts(portion),
        "rule": _rule_counts(portion),
        "certainty": _certainty_counts(portion),
        "reason": _reason_counts(portion),
        "overdue": _overdue_counts(portion),
    }


def _summed(name: str, tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return tables as one, each row once, those that count nothing left out."""
    together = pl.concat(tables).group_by("regulation", *COUNTED[name]).agg(pl.col("count").sum())
    return together.filter(pl.col("count") != 0)


def _table(name: str, portion: FindingColumns, counts: Ints, *columns: pl.Series) -> pl.DataFrame:
    """Return counts as a table; its rows are in any order and may repeat."""
    given = zip(COUNTED[name], columns, strict=True)
    return pl.DataFrame(
        {key: column.cast(_schema(name)[key]) for key, column in given} | {"count": counts.astype(np.int64)}
    ).select(pl.lit(portion.plan.regulation).alias("regulation"), *COUNTED[name], "count")


def _counted(first: Ints, second: Ints, width: int) -> tuple[Ints, Ints, Ints]:
    """Return the pairs that occur in two columns of numbers from 0, the second below `width`, and how often each."""
    packed = first.astype(np.int64)
    packed *= width
    packed += second
    bound = int(packed.max()) + 1 if len(packed) else 0
    if bound > _SPARSEST * len(packed) + 2**20:
        found, counts = np.unique(packed, return_counts=True)
    else:
        every = np.bincount(packed)
        found = np.flatnonzero(every)
        counts = every[found]
    return found // width, found % width, counts


def _texts(words: Sequence[str | None], places: Ints) -> pl.Series:
    return pl.Series(words, dtype=pl.String).gather(places)


def _statuses(codes: Ints) -> pl.Series:
    return _texts([status.value for status in STATUSES], codes)


def _units(portion: FindingColumns, places: Ints) -> pl.Series:
    """Return the units at places one above their codes; at place 0 is none."""
    return _texts([None, *portion.units], places)


def _places_of_days(days: Ints) -> tuple[Ints, int]:
    """Return days as their distance from the day before the first one, 0 for none, and the first one."""
    empty = days == NEVER
    first = int(days.min()) if len(days) and not empty.all() else 0
    return np.where(empty, 0, days - (first - 1)), first


def _days(places: Ints, first: int) -> pl.Series:
    """Undo `_places_of_days`."""
    days = pl.Series(places + (first - 1)).cast(pl.Int32)
    return days.set(pl.Series(places == 0), None).cast(pl.Date)


def _unit_counts(portion: FindingColumns) -> pl.DataFrame:
    units, statuses, counts = _counted(portion.columns["unit"] + 1, portion.columns["status"], _STATUS_COUNT)
    return _table("unit", portion, counts, _units(portion, units), _statuses(statuses))


def _month_counts(portion: FindingColumns) -> pl.DataFrame:
    """Count by day first: there are far fewer days than findings."""
    due = portion.columns["due_on"]
    places, first = _places_of_days(np.where(due == NEVER, portion.columns["trigger_date"], due))
    found, statuses, counts = _counted(places, portion.columns["status"], _STATUS_COUNT)
    return _table("month", portion, counts, _days(found, first).dt.month_start(), _statuses(statuses))


def _rule_counts(portion: FindingColumns) -> pl.DataFrame:
    norms, statuses, counts = _counted(portion.columns["norm"], portion.columns["status"], _STATUS_COUNT)
    rules = _texts([norm.rule for norm in portion.norms], norms)
    topics = _texts([norm.topic for norm in portion.norms], norms)
    return _table("rule", portion, counts, rules, topics, _statuses(statuses))


def _certainty_counts(portion: FindingColumns) -> pl.DataFrame:
    found, statuses, counts = _counted(portion.columns["certainty"], portion.columns["status"], _STATUS_COUNT)
    certainties = _texts([certainty.value for certainty in CERTAINTIES], found)
    return _table("certainty", portion, counts, certainties, _statuses(statuses))


def _reason_counts(portion: FindingColumns) -> pl.DataFrame:
    unknown = portion.columns["status"] == STATUS_CODE[Status.UNDETERMINED]
    counts = np.bincount(portion.columns["reason"][unknown], minlength=len(portion.reasons))
    reasons = pl.Series([text or None for text in portion.reasons], dtype=pl.String)
    return _table("reason", portion, counts, reasons)


def _overdue_counts(portion: FindingColumns) -> pl.DataFrame:
    rows = np.flatnonzero(portion.columns["status"] == STATUS_CODE[Status.OVERDUE])
    places, first = _places_of_days(portion.columns["due_on"][rows])
    units, days, counts = _counted(portion.columns["unit"][rows] + 1, places, int(places.max(initial=0)) + 1)
    return _table("overdue", portion, counts, _units(portion, units), _days(days, first))
