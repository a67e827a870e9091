"""Which event comes first: searching the events of a subject by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.columnar.days import EARLIEST, NEVER, Bools, Ints
from engine.columnar.histories import day_in, key_of, subject_in


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


def first_of_each(groups: Ints) -> Bools:
    """Tell, in a sorted column, where each value stands for the first time."""
    first = np.ones(len(groups), bool)
    first[1:] = groups[1:] != groups[:-1]
    return first


def stretches(begins: Ints, sizes: Ints) -> Ints:
    """Return the places in stretches of some sizes, one stretch after another."""
    shifts = begins.astype(np.int64) - np.cumsum(sizes) + sizes
    found: Ints = np.arange(int(sizes.sum())) + np.repeat(shifts, sizes)
    return found


def by_mask(masks: Bools) -> Iterable[tuple[Sequence[bool], Ints]]:
    """Yield each distinct column of `masks` and the columns that equal it."""
    if not masks.shape[1]:
        return
    packed = np.packbits(masks, axis=0)
    _, first, inverse = np.unique(packed, axis=1, return_index=True, return_inverse=True)
    inverse = inverse.ravel()
    for number, column in enumerate(first.tolist()):
        yield masks[:, column].tolist(), np.flatnonzero(inverse == number)
