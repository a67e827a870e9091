"""The morning's first question: which units are overdue, by how much, since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from engine.compliance.tallies import Tallies
from engine.outcomes import Status
from engine.vocabulary import vietnamese_key


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """How one unit stands.

    Attributes:
        unit: its id; None for duties that no known unit answers for.
        counts: findings by status.
        oldest_due: the earliest due date among its overdue duties.
        most_days: the most calendar days by which one of them is overdue; 0 when none is.
    """

    unit: str | None
    regulation: str
    counts: Counter[Status]
    oldest_due: date | None
    most_days: int

    @property
    def overdue(self) -> int:
        """Duties not done though their day has passed."""
        return self.counts[Status.OVERDUE]


def summarise_units(tallies: Tallies, as_of: date, names: Mapping[str, str] | None = None) -> list[UnitSummary]:
    """Return the units by number of overdue duties, then violations, then late ones, then by Vietnamese name.

    Args:
        as_of: the date as of which the statuses were told.
        names: the units' names by id; a unit without one goes by its id.
    """
    counts: dict[tuple[str, str | None], Counter[Status]] = {}
    for regulation, unit, status, count in tallies.counts["unit"].iter_rows():
        counts.setdefault((regulation, unit), Counter())[Status(status)] = count
    overdue = tallies.counts["overdue"].group_by("regulation", "unit").agg(pl.col("due_on").min())
    oldest = {(regulation, unit): due_on for regulation, unit, due_on in overdue.iter_rows()}
    named = names or {}
    return sorted(
        (_summary(place, found, oldest.get(place), as_of) for place, found in counts.items()),
        key=lambda item: (
            -item.overdue,
            -item.counts[Status.VIOLATION],
            -item.counts[Status.LATE],
            vietnamese_key(named.get(item.unit or "", item.unit or "")),
            item.regulation,
        ),
    )


def _summary(
    place: tuple[str, str | None], counts: Counter[Status], oldest_due: date | None, as_of: date
) -> UnitSummary:
    """Every overdue duty is overdue by the days in (due, as_of], so the oldest one is so by most."""
    regulation, unit = place
    most_days = (as_of - oldest_due).days if oldest_due is not None else 0
    return UnitSummary(unit, regulation, counts, oldest_due, most_days)
