"""The few findings that a report for people lists, picked from every portion as it comes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl

from engine.columnar.days import NEVER, Ints
from engine.columnar.findings import STATUS_CODE, STATUSES, FindingColumns
from engine.columnar.ordering import Key, order_of, ranks_of
from engine.compliance.frames import findings_of_frame
from engine.compliance.portions import Picks
from engine.compliance.runs import in_order
from engine.findings import Finding
from engine.outcomes import Status
from engine.planning import Plan

URGENCY: Final = (
    Status.OVERDUE,
    Status.VIOLATION,
    Status.LATE,
    Status.DUE_SOON,
    Status.SUSPENDED,
    Status.UNDETERMINED,
    Status.PENDING,
    Status.OPEN,
    Status.MET,
    Status.USED,
    Status.LAPSED,
    Status.VOID,
)
"""The statuses in the order in which a tired person wants to read."""
PRESSING: Final = frozenset({Status.OVERDUE, Status.VIOLATION, Status.LATE, Status.DUE_SOON})
MOST_LISTED: Final = 2_000
PER_UNIT: Final = 20

_URGENCY_OF: Final = np.array([URGENCY.index(status) for status in STATUSES], np.int8)
_MOST_KEPT: Final = 500_000

Place = tuple[str, str | None]
"""A regulation and a unit under it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What will be asked of findings once all have come; the others are only counted.

    Attributes:
        rows: every finding, in order.
        statuses: those that are listed, unit by unit.
        oldest: so many of the longest overdue duties.
        most_listed: when more are to be listed, each unit keeps the most pressing only.
        per_unit: so many.
    """

    rows: bool = False
    statuses: frozenset[Status] = PRESSING
    oldest: int = 0
    most_listed: int = MOST_LISTED
    per_unit: int = PER_UNIT


EVERYTHING: Final = Wanted(rows=True)


@dataclass
class Shortlist:
    """Keeps what is `Wanted` for listing; portions as for `engine.compliance.outlet`."""

    wanted: Wanted
    _met: int = 0
    _listed: Picks = field(default_factory=Picks)
    _oldest: Picks = field(default_factory=Picks)
    _plans: dict[str, Plan] = field(default_factory=dict)
    _bounds: _Bounds | None = None
    _oldest_days: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    """The due dates of the longest overdue duties so far."""

    def add(self, portion: FindingColumns, met: int | None = None) -> None:
        """Pick from a portion.

        Args:
            met: how many findings with a wanted status there are, when the portion has but those that may be picked.
        """
        self._plans[portion.plan.regulation] = portion.plan
        rows = _with_status(portion, self.wanted.statuses)
        self._met += len(rows) if met is None else met
        if self.is_whole:
            chosen = in_order(portion.take(rows))
        else:
            bounds = self._bounds_of(portion)
            chosen = in_order(portion.take(bounds.within(portion, rows)))
            chosen = chosen.take(_most_pressing(chosen, self.wanted.per_unit))
            bounds.tighten(chosen)
        self._listed.add(chosen)
        if not self.is_whole and len(self._listed) > _MOST_KEPT:
            self._listed.keep(self._shortened())
        if self.wanted.oldest:
            self._add_oldest(portion)

    def _bounds_of(self, portion: FindingColumns) -> _Bounds:
        """Return the bounds of the units of a portion; portions with units of their own begin anew."""
        if self._bounds is None or not self._bounds.are_of(portion):
            self._bounds = _Bounds(portion, self.wanted.per_unit)
        return self._bounds

    def _add_oldest(self, portion: FindingColumns) -> None:
        rows = _with_status(portion, {Status.OVERDUE})
        if len(self._oldest_days) == self.wanted.oldest:
            rows = rows[portion.columns["due_on"][rows] <= self._oldest_days[-1]]
        overdue = in_order(portion.take(rows))
        oldest = overdue.take(order_of(_oldest_first(overdue), len(overdue))[: self.wanted.oldest])
        self._oldest.add(oldest)
        days = np.concatenate((self._oldest_days, oldest.columns["due_on"]))
        self._oldest_days = np.sort(days)[: self.wanted.oldest]

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing that may be listed was left out."""
        return self._met <= self.wanted.most_listed

    def listed(self, places: Collection[Place] | None = None) -> dict[Place, list[Finding]]:
        """Return the findings to list under each regulation and unit, most pressing first.

        Args:
            places: look at these only; None for all.
        """
        table = self._shortened()
        found: dict[Place, list[Finding]] = {}
        if places is not None:
            wanted = pl.DataFrame(list(places), schema={"regulation": pl.String, "unit": pl.String}, orient="row")
            table = table.join(wanted, on=["regulation", "unit"], how="semi", nulls_equal=True, maintain_order="left")
        for finding in findings_of_frame(table, self._plans):
            found.setdefault((finding.regulation, finding.verdict.unit), []).append(finding)
        return found

    def oldest(self) -> list[Finding]:
        """Return the overdue duties that have been open longest, oldest first."""
        keys = ("due_on", "dossier", "rule", "unit", "trigger_date", "trigger_event", "regulation")
        table = self._oldest.table().sort(keys, maintain_order=True).head(self.wanted.oldest)
        return findings_of_frame(table, self._plans)

    def _shortened(self) -> pl.DataFrame:
        """Return what is kept, most pressing first in each unit, no more than is wanted."""
        urgency = pl.col("status").replace_strict({status.value: URGENCY.index(status) for status in URGENCY})
        on = pl.coalesce("due_on", "trigger_date")
        keys = [pl.col("regulation"), pl.col("unit"), urgency, on.is_null(), on, "dossier", "rule", "due_on"]
        keys += ["trigger_date", "trigger_event", "reason"]
        table = self._listed.table().sort(keys, maintain_order=True)
        if self.is_whole:
            return table
        return table.filter(pl.int_range(pl.len()).over("regulation", "unit") < self.wanted.per_unit)


class _Bounds:
    """For each unit how pressing the last of its findings is that may still be listed.

    Most findings come after so many more pressing ones that they need not even be put in order.
    """

    def __init__(self, portion: FindingColumns, per_unit: int) -> None:
        self._plan, self._units, self._per_unit = portion.plan, portion.units, per_unit
        self._last = np.full(len(portion.units) + 1, np.iinfo(np.int64).max)

    def are_of(self, portion: FindingColumns) -> bool:
        """Tell whether the units of a portion are these."""
        return portion.plan is self._plan and portion.units is self._units

    def within(self, portion: FindingColumns, rows: Ints) -> Ints:
        """Return those of some rows that may be listed."""
        kept: Ints = rows[_pressure(portion, rows) <= self._last[portion.columns["unit"][rows]]]
        return kept

    def tighten(self, most_pressing: FindingColumns) -> None:
        """Take into account the most pressing findings of each unit, so many at most as are listed."""
        units = most_pressing.columns["unit"]
        last = np.full(len(self._last), np.iinfo(np.int64).min)
        np.maximum.at(last, units, _pressure(most_pressing, slice(None)))
        counts = np.zeros(len(last), np.int64)
        np.add.at(counts, units, 1)
        full = counts >= self._per_unit
        self._last[full] = np.minimum(self._last[full], last[full])


def _pressure(portion: FindingColumns, rows: Ints | slice) -> Ints:
    """Return numbers that are lower the more pressing findings are; equal ones are told apart by dossier and rule."""
    found: Ints = (_URGENCY_OF[portion.columns["status"][rows]].astype(np.int64) << 32) + _on(portion, rows)
    return found


def _on(portion: FindingColumns, rows: Ints | slice) -> Ints:
    due = portion.columns["due_on"][rows]
    return np.where(due == NEVER, portion.columns["trigger_date"][rows], due)


def _with_status(portion: FindingColumns, statuses: Collection[Status]) -> Ints:
    """Return the rows of the findings with one of some statuses."""
    wanted = np.zeros(len(STATUSES), bool)
    wanted[[STATUS_CODE[status] for status in statuses]] = True
    return np.flatnonzero(wanted[portion.columns["status"]])


def _most_pressing(portion: FindingColumns, per_unit: int) -> Ints:
    """Return the rows of the most pressing findings of each unit."""
    order = by_urgency(portion)
    return np.sort(order[first_of_units(portion.columns["unit"][order], per_unit)])


def by_urgency(portion: FindingColumns) -> Ints:
    """Return the rows of a portion, which is in order, by unit and the most pressing first."""
    units = portion.columns["unit"]
    return order_of([lambda rows: units[rows], *_most_pressing_first(portion)], len(portion))


def first_of_units(units: Ints, count: int) -> Ints:
    """Return the first `count` rows of each unit; those of a unit lie together."""
    firsts = np.flatnonzero(np.append(True, units[1:] != units[:-1])[: len(units)])
    ends = np.append(firsts[1:], len(units))[: len(firsts), np.newaxis]
    places: Ints = firsts[:, np.newaxis] + np.arange(count)
    return places[places < ends]


def _most_pressing_first(portion: FindingColumns) -> Sequence[Key]:
    """Equals the order of `_shortened` within a unit."""
    status = portion.columns["status"]
    return (
        lambda rows: _URGENCY_OF[status[rows]],
        lambda rows: _on(portion, rows),
        *_then_dossier_and_rule(portion),
    )


def _oldest_first(portion: FindingColumns) -> Sequence[Key]:
    return (lambda rows: portion.columns["due_on"][rows], *_then_dossier_and_rule(portion))


def _then_dossier_and_rule(portion: FindingColumns) -> Iterator[Key]:
    rules = ranks_of([norm.rule for norm in portion.norms])
    yield lambda rows: portion.columns["dossier"][rows]
    yield lambda rows: rules[portion.columns["norm"][rows]]
