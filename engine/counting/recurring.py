"""The first due date of what comes back with the calendar, and the period that it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from engine.calendars import Calendar, OutsideCalendar
from engine.calendars.cycles import Cycle
from engine.counting.due import LEGAL_DEFAULTS, Conventions, Due
from engine.counting.resolving import due_of_period, resolve
from engine.counting.walks import ONE_DAY
from engine.phrases.deadlines import Deadline, Every, FirstDays, FirstWorkingDays, LastDays, LastWorkingDays

# A period falls due at the latest one period later, and a few days off after that.
_PERIODS_BACK = 2


@dataclass(frozen=True, slots=True)
class PeriodDue:
    """When a duty of one calendar period falls due.

    Attributes:
        first_day, last_day: of the period it is for; None for a deadline that does not come back.
    """

    first_day: date | None
    last_day: date | None
    due: Due


def first_due(
    deadline: Deadline, start: date, calendar: Calendar, conventions: Conventions = LEGAL_DEFAULTS
) -> PeriodDue:
    """Return the first due date not before `start` of a deadline that comes back; any other as `resolve` does.

    Raises:
        OutsideCalendar: the reckoning leaves the days that the calendar covers.
    """
    if isinstance(deadline, Every):
        return _first_of(deadline, start, calendar, conventions)
    due = resolve(deadline, start, calendar, conventions)
    cycle = _cycle_of_window(deadline)
    if cycle is None or due.due_on is None:
        return PeriodDue(None, None, due)
    first = cycle.start(due.due_on)
    if isinstance(deadline, (FirstDays, FirstWorkingDays)):
        for _ in range(deadline.periods_later):
            first = cycle.before(first)
    return PeriodDue(first, cycle.end(first), due)


def _first_of(every: Every, start: date, calendar: Calendar, conventions: Conventions) -> PeriodDue:
    first = every.cycle.start(start)
    for _ in range(_PERIODS_BACK):
        first = every.cycle.before(first)
    for number in count():
        last = every.cycle.end(first)
        try:
            due = due_of_period(every, first, calendar, conventions)
        except OutsideCalendar:
            if number >= _PERIODS_BACK:
                raise
        else:
            if due.due_on is not None and due.due_on >= start:
                return PeriodDue(first, last, due)
        first = last + ONE_DAY
    raise AssertionError("periods do not end")


def _cycle_of_window(deadline: Deadline) -> Cycle | None:
    if isinstance(deadline, (LastDays, LastWorkingDays, FirstDays, FirstWorkingDays)):
        return Cycle.of_months(deadline.months)
    return None
