"""From a deadline and a trigger date to a due date: every shape and its rule on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from engine.calendars import Calendar
from engine.calendars.months import period_end, period_start
from engine.counting.due import LEGAL_DEFAULTS, Conventions, Due, Pause
from engine.counting.named import (
    before_date,
    by_date,
    date_of_period,
    first_days_of_period,
    first_occurrence,
    last_days,
    last_working_days,
    next_first_days,
)
from engine.counting.walks import (
    ONE_DAY,
    add_span,
    at_once,
    calendar_span,
    fixed,
    resumed,
    span_ahead,
    working_days,
    working_days_ahead,
)
from engine.phrases.deadlines import (
    Ahead,
    AtOnce,
    BeforeDate,
    Between,
    ByDate,
    CalendarSpan,
    DatesOfYear,
    Deadline,
    Every,
    FirstDays,
    FirstWorkingDays,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    SameWorkingDay,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)


def resolve(
    deadline: Deadline,
    start: date,
    calendar: Calendar,
    conventions: Conventions = LEGAL_DEFAULTS,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Return when a duty with this deadline falls due.

    Args:
        start: the trigger date; for `Ahead` the date of the event ahead of which the duty lies.
        pauses: stops of the clock, in any order, possibly overlapping. They bear on periods that are counted forward
            (`engine.phrases.PAUSABLE`) only. One that begins after the due date has no effect; one that begins on it
            moves it to the day on which the clock goes on, for that day had not ended.

    Returns:
        The date with its ledger; without a date for Unquantified and NotStated, and while the clock stands.

    Raises:
        OutsideCalendar: the reckoning leaves the days that the calendar covers.
    """
    match deadline:
        case WorkingDays(count):
            due = working_days(count, start, calendar, pauses, first_counted=conventions.first_day_counted)
            return resumed(due, pauses, calendar, rolls=True)
        case SameWorkingDay():
            due = working_days(1, start, calendar, pauses, first_counted=True)
            return resumed(due, pauses, calendar, rolls=True)
        case StateLasts(count):
            return working_days(count, start, calendar, (), first_counted=False)
        case AtOnce():
            return resumed(at_once(start, calendar, conventions, pauses), pauses, calendar, rolls=True)
        case CalendarSpan():
            due = calendar_span(deadline, start, calendar, conventions, pauses)
            return resumed(due, pauses, calendar, rolls=conventions.span_rolls)
        case Between():
            return _between(deadline, start, calendar, conventions, pauses)
        case ByDate(on):
            return by_date(first_occurrence(on, start, days_before=0), calendar, conventions)
        case BeforeDate(on):
            return before_date(first_occurrence(on, start, days_before=1))
        case LastDays(count, months):
            return last_days(count, period_start(start, months), period_end(start, months))
        case LastWorkingDays(count, months):
            within = start
            while start > calendar.last_working_day_of_period(within, months):
                within = period_end(within, months) + ONE_DAY
            return last_working_days(count, period_start(within, months), period_end(within, months), calendar)
        case FirstDays() | FirstWorkingDays():
            return next_first_days(deadline, start, calendar)
        case Every():
            return due_of_period(deadline, deadline.cycle.start(start), calendar, conventions)
        case Ahead(by):
            if isinstance(by, WorkingDays):
                return working_days_ahead(by.count, start, calendar)
            return span_ahead(by, start)
        case KeepAtLeast():
            return fixed(add_span(start, deadline), "hết thời gian phải giữ tối thiểu")
        case StartsOn(on):
            return fixed(on, "ngày bắt đầu áp dụng")
        case Unquantified() | NotStated():
            return Due(None, None, assumed=False, estimated=False, ledger=())
        case _:
            assert_never(deadline)


def _between(
    deadline: Between, start: date, calendar: Calendar, conventions: Conventions, pauses: Sequence[Pause]
) -> Due:
    """Open on the day on which the one period ends, never rolled, and fall due when the other one does.

    Of two units the one may end after the other («10 ngày làm việc» and «12 ngày»): it then opens on the due date.
    """
    due = resolve(deadline.due, start, calendar, conventions, pauses)
    due_on = due.due_on
    bearing = [pause for pause in pauses if due_on is None or pause.from_on < due_on]
    opening = resolve(deadline.opens, start, calendar, replace(conventions, span_rolls=False), bearing)
    opens_on = opening.due_on
    return replace(
        due,
        opens_on=opens_on if opens_on is None or due_on is None else min(opens_on, due_on),
        assumed=due.assumed or opening.assumed,
        estimated=due.estimated or opening.estimated,
    )


def periods(every: Every, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the calendar periods (first day, last day) that overlap [first, last], in order."""
    start = every.cycle.start(first)
    while start <= last:
        end = every.cycle.end(start)
        yield start, end
        start = end + ONE_DAY


def due_of_period(every: Every, first_day: date, calendar: Calendar, conventions: Conventions = LEGAL_DEFAULTS) -> Due:
    """Return when the duty of the period beginning on `first_day` falls due.

    Without a date of its own it falls due on the period's last day, never rolled. A day of the month
    («ngày 25») is that of the period's last month; «năm sau», «tháng sau» count from the period's end.

    Raises:
        OutsideCalendar: the reckoning leaves the days that the calendar covers.
    """
    end = every.cycle.end(first_day)
    due = every.due
    if isinstance(due, DatesOfYear):
        assert every.cycle.months is not None
        due = due.of_part(first_day.month, every.cycle.months)
    match due:
        case None:
            return fixed(end, "ngày cuối của kỳ")
        case ByDate(on):
            return by_date(date_of_period(on, first_day, end), calendar, conventions)
        case BeforeDate(on):
            return before_date(date_of_period(on, first_day, end))
        case LastDays(count):
            return last_days(count, first_day, end)
        case LastWorkingDays(count):
            return last_working_days(count, first_day, end, calendar)
        case FirstDays() | FirstWorkingDays():
            return first_days_of_period(due, first_day, calendar)
        case _:
            assert_never(due)
