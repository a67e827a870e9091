"""Which event comes first: searching the events of a subject by day and document number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.histories import Histories, day_in, key_of, subject_in


@dataclass(frozen=True)
class Occurrences:
    """Events of one kind by subject and day, as sorted keys."""

    keys: Ints

    def first_from(self, subjects: Ints, days: Ints, skipped: int = 0) -> Ints:
        """Return the day of the first event of each subject on or after each day, `NEVER` when there is none.

        Args:
            skipped: how many such events are left aside.
        """
        return self._day(np.searchsorted(self.keys, key_of(subjects, days)) + skipped, subjects)

    def days_from(self, subject: int, day: int) -> tuple[int, ...]:
        """Return the days of all events of one subject on or after a day."""
        ends = key_of(np.array([subject, subject + 1]), np.array([day, EARLIEST]))
        first, last = np.searchsorted(self.keys, ends).tolist()
        return tuple(day_in(self.keys[first:last]).tolist())

    def last_before(self, subjects: Ints, days: Ints) -> Ints:
        """Return the day of the last event of each subject before each day, `NEVER` when there is none."""
        return self._day(np.searchsorted(self.keys, key_of(subjects, days)) - 1, subjects)

    def _day(self, places: Ints, subjects: Ints) -> Ints:
        if not len(self.keys):
            return np.full(len(places), NEVER)
        near = self.keys[np.clip(places, 0, len(self.keys) - 1)]
        there = (places >= 0) & (places < len(self.keys)) & (subject_in(near) == subjects)
        return np.where(there, day_in(near), NEVER)


@dataclass(frozen=True)
class Fulfilments:
    """The events that can fulfil a duty, in order of subject and day."""

    keys: Ints
    refs: Ints

    @classmethod
    def of(cls, histories: Histories, at: Ints) -> Fulfilments:
        """Take the events at positions, which are in order."""
        return cls(histories.key[at], histories.column("ref", at))

    def earliest(self, subjects: Ints, days: Ints, refs: Ints) -> Ints:
        """Return on which day a duty set off on each day was fulfilled; equals `find_fulfilment`.

        That is the earliest event not before the day, with the same number when both have one; an earlier event
        counts only with the same number.
        """
        numbered = refs != NOTHING
        if not numbered.any():
            return self._any.first_from(subjects, days)
        found = np.full(len(days), NEVER)
        plain = ~numbered
        if plain.any():
            found[plain] = self._any.first_from(subjects[plain], days[plain])
        subjects, days, refs = subjects[numbered], days[numbered], refs[numbered]
        found[numbered] = np.minimum(
            self._unnumbered.first_from(subjects, days), self._first_of_document(subjects, refs)
        )
        return found

    @cached_property
    def _any(self) -> Occurrences:
        return Occurrences(self.keys)

    @cached_property
    def _unnumbered(self) -> Occurrences:
        return Occurrences(self.keys[self.refs == NOTHING])

    @cached_property
    def _by_document(self) -> tuple[Ints, Ints]:
        """Return (subject, number) as sorted keys, and the first day of each."""
        numbered = self.refs != NOTHING
        keys = self.keys[numbered]
        pairs = _pair(subject_in(keys), self.refs[numbered])
        order = np.argsort(pairs, kind="stable")
        return pairs[order], day_in(keys[order])

    def _first_of_document(self, subjects: Ints, refs: Ints) -> Ints:
        pairs, days = self._by_document
        if not len(pairs):
            return np.full(len(subjects), NEVER)
        wanted = _pair(subjects, refs)
        places = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        return np.where(pairs[places] == wanted, days[places], NEVER)


def _pair(subjects: Ints, refs: Ints) -> Ints:
    return (subjects.astype(np.int64) << 32) + refs


def first_of_each(groups: Ints) -> Bools:
    """Tell, in a sorted column, where each value stands for the first time."""
    first = np.ones(len(groups), bool)
    first[1:] = groups[1:] != groups[:-1]
    return first


def by_mask(masks: Bools) -> Iterable[tuple[Sequence[bool], Ints]]:
    """Yield each distinct column of `masks` and the columns that equal it."""
    if not masks.shape[1]:
        return
    packed = np.packbits(masks, axis=0)
    _, first, inverse = np.unique(packed, axis=1, return_index=True, return_inverse=True)
    inverse = inverse.ravel()
    for number, column in enumerate(first.tolist()):
        yield masks[:, column].tolist(), np.flatnonzero(inverse == number)
