"""Due dates of one deadline for every start date at once.

Equals `engine.counting.resolve` day by day (a test compares them for every shape); that one walks and explains, this
one looks up two tables of the calendar. Dates are day numbers as `date.toordinal` counts them; NO_DATE where the
reckoning leaves the calendar.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final, assert_never

import numpy as np
import numpy.typing as npt

from engine.calendars import FIRST_DAY, Calendar
from engine.counting import Conventions
from engine.phrases.deadlines import (
    Ahead,
    AtOnce,
    BeforeDate,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    Deadline,
    Every,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)

Days = npt.NDArray[np.int64]
"""Day numbers, one for each start date."""

NO_DATE: Final = 0
_ORIGIN: Final = FIRST_DAY.toordinal()
_EPOCH: Final = date(1970, 1, 1).toordinal()
_LAST_ORDINAL: Final = date.max.toordinal()


@lru_cache(maxsize=1024)
def due_table(
    deadline: Deadline, conventions: Conventions, calendar: Calendar, first: date, last: date
) -> Days | None:
    """Return the due date for every start date in [first, last]; None for a deadline without a date.

    Args:
        first, last: within the days that the calendar covers.

    Raises:
        ValueError: the horizon is empty or leaves the calendar (a programming error).
    """
    if not (first <= last and calendar.covers(first) and calendar.covers(last)):
        raise ValueError(f"not a horizon within the calendar: {first}–{last}")
    starts = np.arange(first.toordinal(), last.toordinal() + 1, dtype=np.int64)
    found = _due(deadline, starts, conventions, _Tables(calendar))
    if found is None:
        return None
    found = np.where((found < 1) | (found > _LAST_ORDINAL), NO_DATE, found)
    found.flags.writeable = False
    return found


def _due(deadline: Deadline, starts: Days, conventions: Conventions, tables: _Tables) -> Days | None:
    match deadline:
        case WorkingDays(count):
            return tables.nth_working_day(starts, count, first_counted=conventions.first_day_counted)
        case StateLasts(count):
            return tables.nth_working_day(starts, count, first_counted=False)
        case AtOnce():
            count = conventions.at_once_working_days
            if count == 0:
                return tables.rolled(starts)
            return tables.nth_working_day(starts, count, first_counted=conventions.first_day_counted)
        case CalendarSpan(amount, unit):
            nominal = _add_span(starts, amount, unit) - conventions.first_day_counted
            return tables.rolled(nominal) if conventions.span_rolls else nominal
        case ByDate(on):
            return _by_date(_first_occurrence(on, starts, days_before=0), conventions, tables)
        case BeforeDate(on):
            return _first_occurrence(on, starts, days_before=1) - 1
        case LastDays(_, months):
            return _period_end(starts, months)
        case LastWorkingDays(_, months):
            return _last_working_day_not_before(starts, months, tables)
        case Every():
            return _due_of_period(deadline, starts, conventions, tables)
        case Ahead(count, working):
            return tables.nth_working_day_before(starts, count) if working else starts - count
        case KeepAtLeast(amount, unit):
            return _add_span(starts, amount, unit)
        case StartsOn(on):
            return np.full_like(starts, on.toordinal())
        case Unquantified() | NotStated():
            return None
        case _:
            assert_never(deadline)


class _Tables:
    """The calendar's tables, looked up for many days at once; what they do not hold is NO_DATE."""

    def __init__(self, calendar: Calendar) -> None:
        self._index = np.concatenate(([0], np.asarray(calendar.working_index, dtype=np.int64)))
        self._working_days = np.asarray(calendar.working_days, dtype=np.int64) + _ORIGIN

    def nth_working_day(self, starts: Days, count: int, *, first_counted: bool) -> Days:
        """Return the `count`-th working day after each start, or from it on."""
        return self._at_position(self._count_through(starts - first_counted) + count)

    def nth_working_day_before(self, starts: Days, count: int) -> Days:
        """Return the `count`-th working day before each start, which is itself not counted."""
        return self._at_position(self._count_through(starts - 1) - count + 1)

    def rolled(self, days: Days) -> Days:
        """Return each day if it is worked, otherwise the first working day after it."""
        return self._within(days, lambda inside: self._at_position(self._count_through(inside - 1) + 1))

    def last_working_day(self, days: Days) -> Days:
        """Return each day if it is worked, otherwise the last working day before it."""
        return self._within(days, lambda inside: self._at_position(self._count_through(inside)))

    def _count_through(self, days: Days) -> Days:
        """Return how many working days there are from the calendar's first day through each day."""
        found: Days = self._index[days - _ORIGIN + 1]
        return found

    def _at_position(self, positions: Days) -> Days:
        inside = (positions >= 1) & (positions <= len(self._working_days))
        found: Days = np.where(inside, self._working_days[np.clip(positions - 1, 0, len(self._working_days) - 1)], 0)
        return found

    def _within(self, days: Days, look_up: Callable[[Days], Days]) -> Days:
        last = _ORIGIN + len(self._index) - 2
        inside = (days >= _ORIGIN) & (days <= last)
        return np.where(inside, look_up(np.clip(days, _ORIGIN, last)), NO_DATE)


def _by_date(on: Days, conventions: Conventions, tables: _Tables) -> Days:
    return tables.rolled(on) if conventions.by_date_rolls else on


def _due_of_period(every: Every, starts: Days, conventions: Conventions, tables: _Tables) -> Days:
    """Equal `counting.due_of_period` for the period that holds each start."""
    first, end = _period_start(starts, every.months), _period_end(starts, every.months)
    match every.due:
        case None | LastDays():
            return end
        case ByDate(on):
            return _by_date(_date_of_period(on, first, end), conventions, tables)
        case BeforeDate(on):
            return _date_of_period(on, first, end) - 1
        case LastWorkingDays():
            worked = tables.last_working_day(end)
            return np.where((worked >= first) | (worked == NO_DATE), worked, end)
        case _:
            assert_never(every.due)


def _last_working_day_not_before(starts: Days, months: int, tables: _Tables) -> Days:
    """Return the end of the first window of last working days that a start does not come too late for."""
    within = starts
    while True:
        end = _period_end(within, months)
        worked = tables.last_working_day(end)
        missed = (starts > worked) & (worked != NO_DATE)
        if not missed.any():
            first = _period_start(within, months)
            return np.where((worked >= first) | (worked == NO_DATE), worked, end)
        within = np.where(missed, end + 1, within)


def _first_occurrence(on: DateInPeriod, starts: Days, *, days_before: int) -> Days:
    """Equal `counting._first_occurrence`: the named date that a trigger on each start looks to."""
    if on.year is not None:
        return _fixed_year(on, on.year, starts)
    this_one, next_one = _occurrence(on, starts, on.periods_later), _occurrence(on, starts, on.periods_later + 1)
    if on.periods_later != 0:
        return this_one
    return np.where(this_one - days_before < starts, next_one, this_one)


def _date_of_period(on: DateInPeriod, first: Days, end: Days) -> Days:
    if on.year is not None:
        return _fixed_year(on, on.year, end)
    named = _occurrence(on, end, on.periods_later)
    return np.where(named < first, _occurrence(on, end, 1), named)


def _fixed_year(on: DateInPeriod, year: int, days: Days) -> Days:
    months = np.full_like(days, on.month - 1) if on.month is not None else _months(days) % 12
    return _clamped((year - 1970) * 12 + months, np.full_like(days, on.day))


def _occurrence(on: DateInPeriod, days: Days, later: int) -> Days:
    months = _months(days)
    if on.month is None:
        return _clamped(months + later, np.full_like(days, on.day))
    return _clamped((months // 12 + later) * 12 + on.month - 1, np.full_like(days, on.day))


def _add_span(starts: Days, amount: int, unit: SpanUnit) -> Days:
    match unit:
        case SpanUnit.DAY:
            return starts + amount
        case SpanUnit.MONTH | SpanUnit.YEAR:
            months = _months(starts)
            more = amount if unit is SpanUnit.MONTH else 12 * amount
            return _clamped(months + more, starts - _first_of_month(months) + 1)
        case _:
            assert_never(unit)


def _period_start(days: Days, months: int) -> Days:
    return _first_of_month(_months(days) // months * months)


def _period_end(days: Days, months: int) -> Days:
    return _first_of_month(_months(days) // months * months + months) - 1


def _months(days: Days) -> Days:
    """Return the month of each day, counted from January 1970 (0)."""
    found: Days = (days - _EPOCH).astype("M8[D]").astype("M8[M]").astype(np.int64)
    return found


def _first_of_month(months: Days) -> Days:
    found: Days = months.astype("M8[M]").astype("M8[D]").astype(np.int64) + _EPOCH
    return found


def _clamped(months: Days, day: Days) -> Days:
    """Return that day of each month; a month without it ends on its last day."""
    return np.minimum(_first_of_month(months) + day - 1, _first_of_month(months + 1) - 1)
