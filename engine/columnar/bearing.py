"""Which events stop or lengthen the periods of which instances. Equals `_bearing_on` of `engine.evaluation.clock`.

Nearly always every event of a subject bears on all its instances, which is one binary search. Only where some of them
are about one matter, or may be another party's, is it asked instance by instance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.columnar.context import Context
from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.facts import EventRows
from engine.columnar.fulfilment import Asked, values_matched
from engine.columnar.histories import key_of
from engine.columnar.instances import Siblings, matters_of
from engine.columnar.matching import Occurrences
from engine.columnar.parties import agree
from engine.planning.plan import Matched


@dataclass(frozen=True)
class Bearing:
    """The events of one type, as they bear on many instances.

    Attributes:
        all: all of them.
        of: the subject of which they bear on each instance.
        apart: for the instances on which only some of them bear, the days of these, in order.
    """

    all: Occurrences
    of: Ints
    apart: dict[int, tuple[int, ...]]

    @classmethod
    def on(
        cls,
        event: str,
        subjects: Ints,
        asked: Asked,
        siblings: Siblings,
        matched_by: tuple[Matched, ...],
        context: Context,
    ) -> Bearing:
        """Return the events of one type as they bear on the instances; they are found with `subjects`."""
        found = context.occurrences(event)
        asked = replace(asked, matched_by=matched_by)
        return cls(found, subjects, _apart(event, subjects, asked, siblings, context) if len(found.keys) else {})

    @property
    def is_apart(self) -> Bools:
        """Tell on which instances not all events bear."""
        found = np.zeros(len(self.of), bool)
        found[list(self.apart)] = True
        return found

    def days_from(self, place: int, day: int) -> tuple[int, ...]:
        """Return the days of the events that bear on one instance, from a day on."""
        if place in self.apart:
            return tuple(on for on in self.apart[place] if on >= day)
        return self.all.days_from(int(self.of[place]), day)

    def first_from(self, days: Ints, skipped: int = 0) -> Ints:
        """Return for each instance the first day from a day on, after so many; `NEVER` when there is none."""
        found = self.all.first_from(self.of, days, skipped)
        for place in self.apart:
            there = self.days_from(place, int(days[place]))[skipped:]
            found[place] = there[0] if there else NEVER
        return found


def _apart(
    event: str, subjects: Ints, asked: Asked, siblings: Siblings, context: Context
) -> dict[int, tuple[int, ...]]:
    """Return the days of the events that bear on each of the instances on which not all of them may bear."""
    if not siblings.have_matters and not asked.matched_by:
        return {}
    own = context.subjects.own
    rows = EventRows.of(own, own.called(event), context.setting)
    matters = [siblings.matter(rows.subject, column) for column in matters_of(rows)] if siblings.have_matters else []
    telling = np.full(len(rows), bool(asked.matched_by))
    for column in matters:
        telling |= column != NOTHING
    places = np.flatnonzero((subjects == asked.triggers.subject) & np.isin(subjects, rows.subject[telling]))
    if not len(places):
        return {}
    keys = own.key[rows.at]
    begins = np.searchsorted(keys, key_of(subjects[places], np.full(len(places), EARLIEST))).tolist()
    ends = np.searchsorted(keys, key_of(subjects[places] + 1, np.full(len(places), EARLIEST))).tolist()
    theirs, ours = values_matched(rows, asked) if asked.matched_by else ([], [])
    found: dict[int, tuple[int, ...]] = {}
    for place, begin, end in zip(places.tolist(), begins, ends, strict=True):
        bears = _is_of_matter([column[begin:end] for column in matters], [column[place] for column in asked.matters])
        for pair, one, other in zip(asked.matched_by, theirs, ours, strict=True):
            bears = bears & agree(pair, one[begin:end], other[place], rows.day[begin:end], rows.setting)
        found[place] = tuple(rows.day[begin:end][np.broadcast_to(bears, end - begin)].tolist())
    return found


def _is_of_matter(named: list[Ints], own: list[int]) -> Bools:
    """Tell which events belong to a matter, or name none; equals `Siblings.bears_on`."""
    names_any, shares = np.zeros(1, bool), np.zeros(1, bool)
    for column in named:
        names_any = names_any | (column != NOTHING)
        shares = shares | ((column != NOTHING) & np.isin(column, own))
    return ~names_any | shares
