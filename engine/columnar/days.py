"""Days as numbers: whole columns of dates, and plain date arithmetic on them.

A day is the number of days since 1 January 1970, a month the number of months since January 1970. `NEVER` stands
for «no such day» and lies after every day. Equals `engine.calendars.months`, column-wise.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.calendars.cycles import Cycle

Ints = NDArray[np.signedinteger[Any]]
Bools = NDArray[np.bool_]

NEVER: Final = 2**31 - 1
NOTHING: Final = -1
"""The code of a text that the log does not give."""

_EPOCH = date(1970, 1, 1).toordinal()
EARLIEST: Final = date.min.toordinal() - _EPOCH
LATEST: Final = date.max.toordinal() - _EPOCH
_WEEK_DAYS = 7
_A_MONDAY: Final = date(1970, 1, 5).toordinal() - _EPOCH
_FIRST_MONTH = -1969 * 12
_LAST_MONTH = (9999 - 1970) * 12 + 11


def number_of(day: date) -> int:
    """Return the number of `day`."""
    return day.toordinal() - _EPOCH


def date_of(number: int) -> date:
    """Return the day with that number."""
    return date.fromordinal(number + _EPOCH)


def months_of(days: Ints) -> Ints:
    """Return the month in which each day lies."""
    return days.astype(np.int64).view("M8[D]").astype("M8[M]").view(np.int64)


def first_day_of(months: Ints) -> Ints:
    """Return the first day of each month."""
    return months.astype(np.int64).view("M8[M]").astype("M8[D]").view(np.int64)


def last_day_of(months: Ints) -> Ints:
    """Return the last day of each month."""
    return first_day_of(months + 1) - 1


def clamped_days(months: Ints, day: int | Ints) -> tuple[Ints, Bools]:
    """Return that day of each month, the last one where a month lacks it; and whether the year can be written."""
    possible = (months >= _FIRST_MONTH) & (months <= _LAST_MONTH)
    near = np.clip(months, _FIRST_MONTH, _LAST_MONTH)
    return np.minimum(first_day_of(near) + day - 1, last_day_of(near)), possible


def add_months(days: Ints, months: int) -> tuple[Ints, Bools]:
    """Return each day `months` later; a month without that day ends on its last day."""
    here = months_of(days)
    return clamped_days(here + months, days - first_day_of(here) + 1)


def period_months(months: Ints, length: int) -> Ints:
    """Return the first month of the calendar period of `length` months (a divisor of 12) that holds each month."""
    return months // length * length


def period_starts(days: Ints, cycle: Cycle) -> Ints:
    """Return the first day of the period that holds each day; equals `Cycle.start`."""
    if cycle.months is None:
        return (days - _A_MONDAY) // _WEEK_DAYS * _WEEK_DAYS + _A_MONDAY
    return first_day_of(period_months(months_of(days), cycle.months))


def period_ends(starts: Ints, cycle: Cycle) -> Ints:
    """Return the last day of the period that begins on each day; equals `Cycle.end`."""
    if cycle.months is None:
        return starts + (_WEEK_DAYS - 1)
    return last_day_of(months_of(starts) + cycle.months - 1)
