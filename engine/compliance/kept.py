"""The findings of one regulation, kept between checks: those of some dossiers are replaced, the rest stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engine.columnar.days import NEVER, Bools, Ints
from engine.columnar.findings import FIELDS, RARE, STATUSES, FindingColumns
from engine.columnar.matching import stretches
from engine.compliance.shortlist import URGENCY, Wanted, by_urgency, first_of_units
from engine.compliance.tallies import Tallies
from engine.outcomes import Status


@dataclass(frozen=True)
class KeptFindings:
    """All findings of one regulation.

    Attributes:
        portion: in the order of `engine.findings`; its numbers may be narrow.
        by_dossier: the rows in order of dossier, those of none first.
        starts: where in `by_dossier` those of each dossier begin; at the end their number.
        by_urgency: the rows by unit, those of none first, and the most pressing first.
        unit_starts: where in `by_urgency` those of each unit end and the next begin.
        first_days: the first day in the events of each dossier, `NEVER` where there is none.
        tallies: the counts of all.
    """

    portion: FindingColumns
    by_dossier: Ints
    starts: Ints
    by_urgency: Ints
    unit_starts: Ints
    first_days: Ints
    tallies: Tallies

    @classmethod
    def of(cls, portion: FindingColumns, first_days: Ints) -> KeptFindings:
        """Keep a portion that is in order."""
        dossier = portion.columns["dossier"]
        return cls(
            portion=portion,
            by_dossier=np.argsort(dossier, kind="stable").astype(np.int32),
            starts=np.cumsum(np.bincount(dossier + 1, minlength=len(portion.dossiers) + 1)),
            by_urgency=by_urgency(portion).astype(np.int32),
            unit_starts=np.cumsum(np.bincount(portion.columns["unit"] + 1, minlength=len(portion.units) + 1)),
            first_days=first_days,
            tallies=Tallies.of(portion),
        )

    def about(self, dossiers: Ints) -> Ints:
        """Return the rows about dossiers, told by code, and about none."""
        sizes = self.starts[dossiers + 1] - self.starts[dossiers]
        places = stretches(self.starts[dossiers], sizes)
        return np.concatenate((self.by_dossier[: int(self.starts[0])], self.by_dossier[places]))

    def take(self, rows: Ints | Bools) -> FindingColumns:
        """Return some rows, as they were found."""
        columns = self.portion.columns
        fields = {**FIELDS, **{name: field for name, field in RARE.items() if name in columns}}
        taken = {name: columns[name][rows].astype(kind, copy=False) for name, (kind, _) in fields.items()}
        return replace(self.portion, columns=taken)

    def without(self, dossiers: Ints) -> Remainder:
        """Return what stays when all about some dossiers, and about none, is taken away."""
        gone = self.about(dossiers)
        stays = np.ones(len(self.portion), bool)
        stays[gone] = False
        is_same = np.ones(len(self.first_days), bool)
        is_same[dossiers] = False
        days = self.first_days[is_same]
        return Remainder(self, stays, self.take(gone), int(days.min()) if len(days) else NEVER)


@dataclass(frozen=True)
class Remainder:
    """The findings that stay.

    Attributes:
        stays: tells for each row whether it does.
        gone: the others.
        first_day: the first day in the events of the dossiers that stay, `NEVER` where there is none.
    """

    kept: KeptFindings
    stays: Bools
    gone: FindingColumns
    first_day: int

    @cached_property
    def tallies(self) -> Tallies:
        """Their counts."""
        return self.kept.tallies.subtract(self.gone)

    def whole(self) -> FindingColumns:
        """Return all of them, in order."""
        return self.kept.take(self.stays)

    def of_rules(self, rules: Collection[str]) -> FindingColumns:
        """Return those under some rules."""
        portion = self.kept.portion
        if not rules:
            return self.kept.take(np.empty(0, np.int64))
        wanted = np.array([norm.rule in rules for norm in portion.norms], bool)
        rows: Bools = wanted[portion.columns["norm"]] if len(wanted) else np.zeros(0, bool)
        return self.kept.take(rows & self.stays)

    def to_list(self, wanted: Wanted) -> tuple[FindingColumns, int]:
        """Return those that come into question for a list, and how many there are with a status that is listed."""
        met = sum(self.tallies.statuses[status] for status in wanted.statuses)
        rows = self._having(wanted.statuses) if met <= wanted.most_listed else self._most_pressing(wanted)
        if wanted.oldest:
            rows = np.union1d(rows, self._oldest(wanted.oldest))
        return self.kept.take(rows), met

    def _having(self, statuses: Collection[Status]) -> Ints:
        """Return the rows with one of some statuses."""
        return np.flatnonzero(self.stays & _among(statuses)[self.kept.portion.columns["status"]])

    def _most_pressing(self, wanted: Wanted) -> Ints:
        """Return the rows that each unit lists, by looking at no more rows of it than may be needed."""
        columns = self.kept.portion.columns
        ends = self.kept.unit_starts
        sizes = np.diff(ends, prepend=0)
        if wanted.statuses == frozenset(URGENCY[: len(wanted.statuses)]):
            gone = np.bincount(self.gone.columns["unit"] + 1, minlength=len(sizes))
            rows = self.kept.by_urgency[stretches(ends - sizes, np.minimum(sizes, gone + wanted.per_unit))]
        else:
            rows = self.kept.by_urgency
        rows = rows[self.stays[rows] & _among(wanted.statuses)[columns["status"][rows]]]
        return np.sort(rows[first_of_units(columns["unit"][rows], wanted.per_unit)])

    def _oldest(self, count: int) -> Ints:
        """Return the rows of the `count` longest overdue, ties included."""
        rows = self._having({Status.OVERDUE})
        days = self.kept.portion.columns["due_on"][rows]
        return rows[days <= np.partition(days, count - 1)[count - 1]] if len(rows) > count else rows


def _among(statuses: Collection[Status]) -> Bools:
    """Tell by code which statuses are among some."""
    return np.array([status in statuses for status in STATUSES], bool)
