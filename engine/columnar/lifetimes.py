"""Units that begin, end and pass on what they owe, as tables by code. Equals what `UnitTable` says of one unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.matching import stretches
from engine.columnar.words import Words
from engine.loading.logs import Unit, UnitTable


@dataclass(frozen=True)
class Lifetimes:
    """Tables by code of unit, each with one entry more for a unit that is not known.

    Attributes:
        first, last: the days between which there is such a unit.
        heirs: for each step of passing on, the units that have it next and since when; `NOTHING` for none.
    """

    first: Ints
    last: Ints
    heirs: tuple[tuple[Ints, Ints], ...]

    @classmethod
    def of(cls, units: Words, table: UnitTable | None) -> Lifetimes | None:
        """Return the lifetimes; None when no unit begins or ends, which costs nothing then."""
        if table is None or not table.has_lifetimes:
            return None
        spans = [_span(table.get(name)) for name in units]
        first, last = (np.array([*(span[place] for span in spans), end]) for place, end in ((0, EARLIEST), (1, NEVER)))
        chains = [list(table.heirs(name)) if name in table else [] for name in units]
        heirs = []
        for step in range(max(map(len, chains), default=0)):
            heir, since = np.full(len(units) + 1, NOTHING, np.int32), np.full(len(units) + 1, NEVER)
            for code, chain in enumerate(chains):
                if step < len(chain):
                    heir[code], since[code] = units.code(chain[step][0]), number_of(chain[step][1])
            heirs.append((heir, since))
        return cls(first, last, tuple(heirs))

    def exist(self, units: Ints, days: Ints | int) -> Bools:
        """Tell which units there are on a day; one that is not known may be there."""
        there: Bools = (self.first[units] <= days) & (days <= self.last[units])
        return there

    def bearers(self, units: Ints, days: Ints) -> Ints:
        """Return which units answer on each day for what others owe; equals `UnitTable.bearer`."""
        found = units
        for heir, since in self.heirs:
            found = np.where(since[units] <= days, heir[units], found)
        return found

    def have_passed(self, heirs: Ints, units: Ints, days: Ints) -> Bools:
        """Tell where, by a day, one unit goes on with the work of another."""
        found = np.zeros(np.broadcast_shapes(heirs.shape, units.shape, days.shape), bool)
        for heir, since in self.heirs:
            found |= (heir[units] == heirs) & (heirs != NOTHING) & (since[units] <= days)
        return found

    def predecessors(self, units: Ints, days: Ints) -> tuple[Ints, Ints]:
        """Return the places of units that, on their day, go on with the work of others, and each time one of these."""
        places, others = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for heir, since in self.heirs:
            ended = np.flatnonzero(heir != NOTHING)
            ended = ended[np.argsort(heir[ended], kind="stable")]
            begins = np.searchsorted(heir[ended], units)
            sizes = np.searchsorted(heir[ended], units, side="right") - begins
            at, codes = np.repeat(np.arange(len(units)), sizes), ended[stretches(begins, sizes)]
            passed = since[codes] <= days[at]
            places.append(at[passed])
            others.append(codes[passed])
        return np.concatenate(places), np.concatenate(others)

    def passings(self, units: Ints) -> Iterator[tuple[Ints, Ints, int]]:
        """Yield which of some units passed on what they owed, to which, and on which day, all of one day together."""
        for heir, since in self.heirs:
            days = since[units]
            for day in np.unique(days[days != NEVER]).tolist():
                places = np.flatnonzero(days == day)
                yield places, heir[units[places]], day


def _span(unit: Unit | None) -> tuple[int, int]:
    first, last = (unit.valid_from, unit.valid_until) if unit is not None else (None, None)
    return number_of(first) if first is not None else EARLIEST, number_of(last) if last is not None else NEVER
