"""Named dates, and the first and last days of calendar periods."""

from __future__ import annotations

from datetime import date

from engine.calendars import Calendar
from engine.calendars.months import clamped_date, period_end, period_start, shift_days
from engine.counting.due import Conventions, Due, LedgerLine
from engine.counting.walks import ONE_DAY, any_estimated, ending_on, explained, fixed
from engine.phrases.deadlines import DateInPeriod, FirstDays, FirstWorkingDays


def by_date(on: date, calendar: Calendar, conventions: Conventions) -> Due:
    """Fall due on a named date, rolled where the conventions say so."""
    return ending_on(on, "ngày ấn định", calendar, rolls=conventions.by_date_rolls)


def before_date(on: date) -> Due:
    """Fall due on the day before a named date, never rolled."""
    due = shift_days(on, -1)
    lines = (
        LedgerLine(on, False, "phải xong trước ngày này", None),
        LedgerLine(due, True, "ngày liền trước ngày ấn định", None),
    )
    return Due(None, due, False, False, lines)


def last_days(count: int, first: date, last: date) -> Due:
    """Return the window of the last `count` calendar days of [first, last]."""
    opens_on = max(first, shift_days(last, 1 - count))
    ledger = (
        LedgerLine(opens_on, True, f"mở {count} ngày cuối kỳ", None),
        LedgerLine(last, True, "ngày cuối của kỳ", None),
    )
    return Due(opens_on, last, False, False, ledger if opens_on < last else ledger[1:])


def last_working_days(count: int, first: date, last: date, calendar: Calendar) -> Due:
    """Walk back over the last `count` working days of [first, last]; a shorter period is open as a whole."""
    ledger: list[LedgerLine] = []
    worked: list[date] = []
    day = last
    while day >= first and len(worked) < count:
        ledger.append(explained(day, calendar))
        if ledger[-1].counted:
            worked.append(day)
        day -= ONE_DAY
    if not worked:
        return fixed(last, "kỳ không có ngày làm việc nào, lấy ngày cuối kỳ")
    estimated = any_estimated(worked[-1], last, calendar)
    return Due(worked[-1], worked[0], False, estimated, tuple(ledger))


def next_first_days(window: FirstDays | FirstWorkingDays, start: date, calendar: Calendar) -> Due:
    """Return the window that a trigger on `start` looks to: the first one that is not over by then."""
    due = first_days_of_period(window, start, calendar)
    if due.due_on is not None and due.due_on < start:
        following = period_end(start, window.months) + ONE_DAY
        return first_days_of_period(window, following, calendar)
    return due


def first_days_of_period(window: FirstDays | FirstWorkingDays, day: date, calendar: Calendar) -> Due:
    """Return the window that belongs to the period that holds `day`; it may lie in the period after that."""
    begins = period_start(day, window.months)
    first = clamped_date(begins.year, begins.month + window.months * window.periods_later, 1)
    last = period_end(first, window.months)
    if isinstance(window, FirstDays):
        due_on = min(last, shift_days(first, window.count - 1))
        opening = LedgerLine(first, True, "ngày đầu của kỳ", None)
        closing = LedgerLine(due_on, True, f"hết {window.count} ngày đầu kỳ", None)
        return Due(first, due_on, False, False, (opening, closing) if first < due_on else (closing,))
    return _first_working_days(window.count, first, last, calendar)


def _first_working_days(count: int, first: date, last: date, calendar: Calendar) -> Due:
    """Walk over the first `count` working days of [first, last]; a shorter period is open as a whole."""
    ledger: list[LedgerLine] = []
    worked: list[date] = []
    day = first
    while day <= last and len(worked) < count:
        ledger.append(explained(day, calendar))
        if ledger[-1].counted:
            worked.append(day)
        day += ONE_DAY
    if not worked:
        return fixed(last, "kỳ không có ngày làm việc nào, lấy ngày cuối kỳ")
    estimated = any_estimated(first, worked[-1], calendar)
    return Due(worked[0], worked[-1], False, estimated, tuple(ledger))


def first_occurrence(on: DateInPeriod, start: date, *, days_before: int) -> date:
    """Return the named date that a trigger on `start` looks to.

    Args:
        days_before: how many days before the named date the duty falls due (1 for «trước ngày …»); the
            date is the first one whose duty can still be done.
    """
    if on.year is not None:
        return clamped_date(on.year, on.month or start.month, on.day)
    this_one, next_one = (_occurrence(on, start, later) for later in (on.periods_later, on.periods_later + 1))
    is_past = on.periods_later == 0 and shift_days(this_one, -days_before) < start
    return next_one if is_past else this_one


def date_of_period(on: DateInPeriod, first: date, last: date) -> date:
    """Return the named date that belongs to the period [first, last]."""
    if on.year is not None:
        return clamped_date(on.year, on.month or last.month, on.day)
    named = _occurrence(on, last, on.periods_later)
    return _occurrence(on, last, 1) if named < first else named


def _occurrence(on: DateInPeriod, day: date, later: int) -> date:
    """Return the named date `later` of its periods (years, quarters, months) after the one that holds `day`."""
    months = on.cycle.months
    assert months is not None
    begins = period_start(day, months)
    return clamped_date(begins.year, begins.month + later * months + (on.month or 1) - 1, on.day)
