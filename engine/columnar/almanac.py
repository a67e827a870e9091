"""The calendar of working days as tables for whole columns. Equals the methods of `engine.calendars.Calendar`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.calendars import FIRST_DAY, Calendar
from engine.columnar.days import Bools, Ints, number_of


@dataclass(frozen=True)
class Almanac:
    """Two running counts by day, and the working days in order.

    Every method may be given days outside the calendar; what it says of them means nothing, and `covers` tells
    which they are.

    Attributes:
        first: number of the calendar's first day.
        length: how many days it has.
        worked: at `n`, the working days among its first `n` days.
        estimated: at `n`, the estimated days among its first `n` days.
        working_days: the working days themselves.
    """

    first: int
    length: int
    worked: Ints
    estimated: Ints
    working_days: Ints

    @classmethod
    def of(cls, calendar: Calendar) -> Almanac:
        """Take over the tables of `calendar`."""
        first = number_of(FIRST_DAY)
        return cls(
            first=first,
            length=len(calendar.working_index),
            worked=np.concatenate(([0], np.asarray(calendar.working_index))).astype(np.int32),
            estimated=np.concatenate(([0], np.asarray(calendar.estimated_index))).astype(np.int32),
            working_days=(np.asarray(calendar.working_days) + first).astype(np.int32),
        )

    def covers(self, days: Ints) -> Bools:
        """Tell which days the calendar knows."""
        return (days >= self.first) & (days < self.first + self.length)

    def _at(self, table: Ints, places: Ints) -> Ints:
        """Return entries of a table; a place outside takes the nearest one, which is faster than clipping first."""
        found: Ints = table.take(places, mode="clip")
        return found

    def through(self, days: Ints) -> Ints:
        """Count the working days up to and with each day."""
        return self._at(self.worked, days - (self.first - 1))

    def before(self, days: Ints) -> Ints:
        """Count the working days before each day."""
        return self._at(self.worked, days - self.first)

    def is_working(self, days: Ints) -> Bools:
        """Tell which days are worked."""
        return self.through(days) > self.before(days)

    def working_day(self, positions: Ints) -> tuple[Ints, Bools]:
        """Return the working days at `positions`, counted from 1, and whether the calendar has so many."""
        there = (positions >= 1) & (positions <= len(self.working_days))
        return self._at(self.working_days, positions - 1), there

    def any_estimated(self, first: Ints, last: Ints) -> Bools:
        """Tell where any day of [first, last] is estimated."""
        return self._at(self.estimated, last - (self.first - 1)) > self._at(self.estimated, first - self.first)

    def count(self, after: Ints, until: Ints) -> Ints:
        """Count the working days in (after, until]; 0 when `until` is not after `after`."""
        counted: Ints = np.maximum(0, self.through(until) - self.through(after))
        return counted
