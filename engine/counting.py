"""The single definition of every convention by which a legal period becomes a date.

This is the readable reference: it walks day by day and leaves a ledger, line by line in the order of
counting, so that a clerk can trace any date back to a clause. Faster evaluators must equal it.

Sources: Bộ luật Dân sự 2015 Điều 147 khoản 2 (the first day is not counted) and Điều 148 khoản 5 (a period
that ends on a day off ends with the next working day).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, assert_never

from engine.calendars import Calendar
from engine.calendars.months import add_months, clamped_date, days_from, period_end, period_start, shift_days
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

_ONE_DAY = timedelta(days=1)
_LISTED_DAYS = 60
_FIRST_DAY_OUT = (
    "ngày đầu không tính (Điều 147 Bộ luật Dân sự 2015)",
    "Bộ luật Dân sự 2015 Điều 147 khoản 2",
)
_EVENT_DAY_OUT = "ngày diễn ra sự kiện không tính"
_ROLLED_TO = (
    "ngày làm việc tiếp theo (Điều 148 Bộ luật Dân sự 2015)",
    "Bộ luật Dân sự 2015 Điều 148 khoản 5",
)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a regulation counts: its `counting:` block.

    Attributes:
        first_day_counted: whether «kể từ ngày X» counts X itself (by law it does not, Điều 147).
        span_rolls: whether a calendar span ending on a day off runs to the next working day (Điều 148).
        by_date_rolls: whether «chậm nhất là ngày …» on a day off runs to the next working day.
        at_once_working_days: how many working days «ngay» is given; 0 means the same day.
    """

    first_day_counted: bool = False
    span_rolls: bool = True
    by_date_rolls: bool = True
    at_once_working_days: int = 1


LEGAL_DEFAULTS: Final = Conventions()


@dataclass(frozen=True, slots=True)
class Pause:
    """A stop of the clock: the days in (from_on, until_on] are not counted; None means not yet resumed."""

    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One day of the reckoning: whether it counts, why (Vietnamese), and the document behind it."""

    day: date
    counted: bool
    reason: str
    document: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due.

    Attributes:
        opens_on: first day of the window, for shapes that have one.
        due_on: last day on which it is still in time; None when there is no such date.
        assumed: whether the number of days is a convention and not in the text («ngay»).
        estimated: whether the date rests on days of the calendar that are not decided yet.
        ledger: the reckoning, in the order of counting.
    """

    opens_on: date | None
    due_on: date | None
    assumed: bool
    estimated: bool
    ledger: tuple[LedgerLine, ...]


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
        pauses: stops of the clock, in any order, possibly overlapping. They bear on WorkingDays, CalendarSpan
            and AtOnce only; one that begins on or after the due date reached so far has no effect.

    Returns:
        The date with its ledger; without a date for Unquantified and NotStated, and while the clock stands.

    Raises:
        OutsideCalendar: the reckoning leaves the days that the calendar covers.
    """
    match deadline:
        case WorkingDays(count):
            return _working_days(count, start, calendar, pauses, first_counted=conventions.first_day_counted)
        case StateLasts(count):
            return _working_days(count, start, calendar, (), first_counted=False)
        case AtOnce():
            return _at_once(start, calendar, conventions, pauses)
        case CalendarSpan():
            return _calendar_span(deadline, start, calendar, conventions, pauses)
        case ByDate(on):
            return _by_date(_first_occurrence(on, start, days_before=0), calendar, conventions)
        case BeforeDate(on):
            return _before_date(_first_occurrence(on, start, days_before=1))
        case LastDays(count, months):
            return _last_days(count, period_start(start, months), period_end(start, months))
        case LastWorkingDays(count, months):
            within = start
            while start > calendar.last_working_day_of_period(within, months):
                within = period_end(within, months) + _ONE_DAY
            return _last_working_days(count, period_start(within, months), period_end(within, months), calendar)
        case Every():
            return due_of_period(deadline, period_start(start, deadline.months), calendar, conventions)
        case Ahead(count, working):
            _require_positive(count)
            if working:
                return _working_days_ahead(count, start, calendar)
            return _days_before(start, count, _EVENT_DAY_OUT, f"ngày thứ {count} trước sự kiện")
        case KeepAtLeast(amount, unit):
            return _fixed(_add_span(start, amount, unit), "hết thời gian phải giữ tối thiểu")
        case StartsOn(on):
            return _fixed(on, "ngày bắt đầu áp dụng")
        case Unquantified() | NotStated():
            return Due(None, None, assumed=False, estimated=False, ledger=())
        case _:
            assert_never(deadline)


def periods(every: Every, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the calendar periods (first day, last day) that overlap [first, last], in order."""
    start = period_start(first, every.months)
    while start <= last:
        end = period_end(start, every.months)
        yield start, end
        start = end + _ONE_DAY


def due_of_period(every: Every, first_day: date, calendar: Calendar, conventions: Conventions = LEGAL_DEFAULTS) -> Due:
    """Return when the duty of the period beginning on `first_day` falls due.

    Without a date of its own it falls due on the period's last day, never rolled. A day of the month
    («ngày 25») is that of the period's last month; «năm sau», «tháng sau» count from the period's end.

    Raises:
        OutsideCalendar: the reckoning leaves the days that the calendar covers.
    """
    end = period_end(first_day, every.months)
    match every.due:
        case None:
            return _fixed(end, "ngày cuối của kỳ")
        case ByDate(on):
            return _by_date(_date_of_period(on, first_day, end), calendar, conventions)
        case BeforeDate(on):
            return _before_date(_date_of_period(on, first_day, end))
        case LastDays(count):
            return _last_days(count, first_day, end)
        case LastWorkingDays(count):
            return _last_working_days(count, first_day, end, calendar)
        case _:
            assert_never(every.due)


def _working_days(count: int, start: date, calendar: Calendar, pauses: Sequence[Pause], *, first_counted: bool) -> Due:
    """Walk to the `count`-th working day, `start` itself out unless `first_counted`."""
    _require_positive(count)
    ledger = [] if first_counted else [LedgerLine(start, False, *_FIRST_DAY_OUT)]
    for day in days_from(start if first_counted else start + _ONE_DAY):
        pause = _pause_on(day, pauses) if pauses else None
        ledger.append(_paused(day) if pause else _explained(day, calendar))
        count -= ledger[-1].counted
        is_stopped = pause is not None and pause.until_on is None
        if count == 0 or is_stopped:
            estimated = calendar.any_estimated(start, day) or (first_counted and calendar.is_estimated(start))
            return Due(None, None if is_stopped else day, False, estimated, tuple(ledger))
    raise AssertionError("days do not end")


def _at_once(start: date, calendar: Calendar, conventions: Conventions, pauses: Sequence[Pause]) -> Due:
    count = conventions.at_once_working_days
    if count == 0:
        due = _ending_on(start, "làm ngay trong ngày", calendar, rolls=True)
    else:
        due = _working_days(count, start, calendar, pauses, first_counted=conventions.first_day_counted)
    return replace(due, assumed=True)


def _calendar_span(
    span: CalendarSpan, start: date, calendar: Calendar, conventions: Conventions, pauses: Sequence[Pause]
) -> Due:
    """Walk as many unpaused days as the span has, then roll.

    Months and years are first turned into the days they have from `start` on; so a pause moves their end by
    the days it lasted.
    """
    length = (_add_span(start, span.amount, span.unit) - start).days
    _require_positive(length)
    lists_every_day = span.unit is SpanUnit.DAY and length <= _LISTED_DAYS
    first_counted = conventions.first_day_counted
    ledger = [] if first_counted else [LedgerLine(start, False, *_FIRST_DAY_OUT)]
    passed = 0
    for day in days_from(start if first_counted else start + _ONE_DAY):
        if pause := _pause_on(day, pauses):
            ledger.append(_paused(day))
            if pause.until_on is None:
                return Due(None, None, False, False, tuple(ledger))
            continue
        passed += 1
        if passed == length:
            last = "ngày cuối của thời hạn"
            return _ending_on(day, last, calendar, rolls=conventions.span_rolls, before=ledger, pauses=pauses)
        if lists_every_day or day == start:
            ledger.append(LedgerLine(day, True, f"ngày thứ {passed}", None))
    raise AssertionError("days do not end")


def _ending_on(
    nominal: date,
    label: str,
    calendar: Calendar,
    *,
    rolls: bool,
    before: Sequence[LedgerLine] = (),
    pauses: Sequence[Pause] = (),
) -> Due:
    """End on `nominal`, or if it is a day off and `rolls`, on the first working, unpaused day after it."""
    estimated = rolls and calendar.is_estimated(nominal)
    if not rolls or calendar.is_working(nominal):
        return Due(None, nominal, False, estimated, (*before, LedgerLine(nominal, True, label, None)))
    why = calendar.why(nominal)
    ledger = [*before, LedgerLine(nominal, True, f"{label}, {why.reason}", why.document)]
    for day in days_from(nominal + _ONE_DAY):
        pause = _pause_on(day, pauses)
        if pause and pause.until_on is None:
            return Due(None, None, False, estimated, (*ledger, _paused(day)))
        estimated = estimated or calendar.is_estimated(day)
        if pause is None and calendar.is_working(day):
            return Due(None, day, False, estimated, (*ledger, LedgerLine(day, False, *_ROLLED_TO)))
        ledger.append(_paused(day) if pause else _explained(day, calendar))
    raise AssertionError("days do not end")


def _by_date(on: date, calendar: Calendar, conventions: Conventions) -> Due:
    return _ending_on(on, "ngày ấn định", calendar, rolls=conventions.by_date_rolls)


def _before_date(on: date) -> Due:
    return _days_before(on, 1, "phải xong trước ngày này", "ngày liền trước ngày ấn định")


def _days_before(on: date, days: int, why_out: str, reason: str) -> Due:
    """Fall due `days` calendar days before a date that is itself not counted, never rolled."""
    due = shift_days(on, -days)
    return Due(None, due, False, False, (LedgerLine(on, False, why_out, None), LedgerLine(due, True, reason, None)))


def _last_days(count: int, first: date, last: date) -> Due:
    """Return the window of the last `count` calendar days of [first, last]."""
    opens_on = max(first, shift_days(last, 1 - count))
    ledger = (
        LedgerLine(opens_on, True, f"mở {count} ngày cuối kỳ", None),
        LedgerLine(last, True, "ngày cuối của kỳ", None),
    )
    return Due(opens_on, last, False, False, ledger if opens_on < last else ledger[1:])


def _last_working_days(count: int, first: date, last: date, calendar: Calendar) -> Due:
    """Walk back over the last `count` working days of [first, last]; a shorter period is open as a whole."""
    ledger: list[LedgerLine] = []
    worked: list[date] = []
    day = last
    while day >= first and len(worked) < count:
        ledger.append(_explained(day, calendar))
        if ledger[-1].counted:
            worked.append(day)
        day -= _ONE_DAY
    if not worked:
        return _fixed(last, "kỳ không có ngày làm việc nào, lấy ngày cuối kỳ")
    estimated = _any_estimated(worked[-1], last, calendar)
    return Due(worked[-1], worked[0], False, estimated, tuple(ledger))


def _working_days_ahead(count: int, event_on: date, calendar: Calendar) -> Due:
    """Walk back to the `count`-th working day before the event, whose own date is not counted."""
    ledger = [LedgerLine(event_on, False, _EVENT_DAY_OUT, None)]
    day = event_on
    while count > 0:
        day -= _ONE_DAY
        ledger.append(_explained(day, calendar))
        count -= ledger[-1].counted
    return Due(None, day, False, _any_estimated(day, event_on - _ONE_DAY, calendar), tuple(ledger))


def _fixed(on: date, reason: str) -> Due:
    """Fall due on a date that no calendar moves."""
    return Due(None, on, False, False, (LedgerLine(on, True, reason, None),))


def _first_occurrence(on: DateInPeriod, start: date, *, days_before: int) -> date:
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


def _date_of_period(on: DateInPeriod, first: date, last: date) -> date:
    """Return the named date that belongs to the period [first, last]."""
    if on.year is not None:
        return clamped_date(on.year, on.month or last.month, on.day)
    named = _occurrence(on, last, on.periods_later)
    return _occurrence(on, last, 1) if named < first else named


def _occurrence(on: DateInPeriod, day: date, later: int) -> date:
    """Return the named date `later` years (without a month: months) after the year or month of `day`."""
    if on.month is None:
        return clamped_date(day.year, day.month + later, on.day)
    return clamped_date(day.year + later, on.month, on.day)


def _add_span(start: date, amount: int, unit: SpanUnit) -> date:
    match unit:
        case SpanUnit.DAY:
            return shift_days(start, amount)
        case SpanUnit.MONTH:
            return add_months(start, amount)
        case SpanUnit.YEAR:
            return add_months(start, 12 * amount)
        case _:
            assert_never(unit)


def _require_positive(count: int) -> None:
    if count < 1:
        raise ValueError(f"a period has at least 1 day, not {count}")


@lru_cache(maxsize=32_768)
def _explained(day: date, calendar: Calendar) -> LedgerLine:
    why = calendar.why(day)
    return LedgerLine(day, why.counted, why.reason, why.document)


def _paused(day: date) -> LedgerLine:
    return LedgerLine(day, False, "tạm dừng tính thời hạn", None)


def _pause_on(day: date, pauses: Sequence[Pause]) -> Pause | None:
    """Return a pause that covers `day`; of several, one that has not ended if there is one."""
    covering = [p for p in pauses if p.from_on < day and (p.until_on is None or day <= p.until_on)]
    return min(covering, key=lambda pause: pause.until_on is not None, default=None)


def _any_estimated(first: date, last: date, calendar: Calendar) -> bool:
    """Tell whether any day of [first, last] is estimated."""
    return calendar.is_estimated(first) or (first < last and calendar.any_estimated(first, last))
