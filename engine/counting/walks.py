"""Day by day through the calendar: working days, spans, stops of the clock, and where a day off rolls to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import assert_never

from engine.calendars import Calendar
from engine.calendars.months import add_months, days_from, shift_days
from engine.counting.due import Conventions, Due, LedgerLine, Pause
from engine.phrases.deadlines import CalendarSpan, KeepAtLeast, SpanUnit

ONE_DAY = timedelta(days=1)
_LISTED_DAYS = 60
_UNIT_NAMES = {SpanUnit.MONTH: "tháng", SpanUnit.YEAR: "năm"}
_FIRST_DAY_OUT = (
    "ngày đầu không tính (Điều 147 Bộ luật Dân sự 2015)",
    "Bộ luật Dân sự 2015 Điều 147 khoản 2",
)
_STOPPED_ON_LAST_DAY = ("ngày cuối chưa hết thì tạm dừng tính thời hạn", None)
_GOES_ON = "tính tiếp ngày cuối của thời hạn"
_EVENT_DAY_OUT = "ngày diễn ra sự kiện không tính"
_ROLLED_TO = (
    "ngày làm việc tiếp theo (Điều 148 Bộ luật Dân sự 2015)",
    "Bộ luật Dân sự 2015 Điều 148 khoản 5",
)


def working_days(count: int, start: date, calendar: Calendar, pauses: Sequence[Pause], *, first_counted: bool) -> Due:
    """Walk to the `count`-th working day, `start` itself out unless `first_counted`."""
    _require_positive(count)
    ledger = [] if first_counted else [LedgerLine(start, False, *_FIRST_DAY_OUT)]
    for day in days_from(start if first_counted else start + ONE_DAY):
        pause = _pause_on(day, pauses) if pauses else None
        ledger.append(_paused(day) if pause else explained(day, calendar))
        count -= ledger[-1].counted
        is_stopped = pause is not None and pause.until_on is None
        if count == 0 or is_stopped:
            estimated = calendar.any_estimated(start, day) or (first_counted and calendar.is_estimated(start))
            return Due(None, None if is_stopped else day, False, estimated, tuple(ledger))
    raise AssertionError("days do not end")


def at_once(start: date, calendar: Calendar, conventions: Conventions, pauses: Sequence[Pause]) -> Due:
    """Walk as many working days as «ngay» is given; with none, the trigger date itself, rolled."""
    count = conventions.at_once_working_days
    if count == 0:
        due = ending_on(start, "làm ngay trong ngày", calendar, rolls=True)
    else:
        due = working_days(count, start, calendar, pauses, first_counted=conventions.first_day_counted)
    return replace(due, assumed=True)


def calendar_span(
    span: CalendarSpan, start: date, calendar: Calendar, conventions: Conventions, pauses: Sequence[Pause]
) -> Due:
    """Walk as many unpaused days as the span has, then roll.

    Months and years are first turned into the days they have from `start` on; so a pause moves their end by
    the days it lasted.
    """
    due = _span_walked(span, start, calendar, conventions, pauses)
    return replace(due, assumed=True) if span.assumed else due


def _span_walked(
    span: CalendarSpan, start: date, calendar: Calendar, conventions: Conventions, pauses: Sequence[Pause]
) -> Due:
    length = (add_span(start, span) - start).days
    _require_positive(length)
    lists_every_day = span.unit is SpanUnit.DAY and length <= _LISTED_DAYS
    first_counted = conventions.first_day_counted
    ledger = [] if first_counted else [LedgerLine(start, False, *_FIRST_DAY_OUT)]
    passed = 0
    for day in days_from(start if first_counted else start + ONE_DAY):
        if pause := _pause_on(day, pauses):
            ledger.append(_paused(day))
            if pause.until_on is None:
                return Due(None, None, False, False, tuple(ledger))
            continue
        passed += 1
        if passed == length:
            last = "ngày cuối của thời hạn"
            return ending_on(day, last, calendar, rolls=conventions.span_rolls, before=ledger, pauses=pauses)
        if lists_every_day or day == start:
            ledger.append(LedgerLine(day, True, f"ngày thứ {passed}", None))
    raise AssertionError("days do not end")


def ending_on(
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
    for day in days_from(nominal + ONE_DAY):
        pause = _pause_on(day, pauses)
        if pause and pause.until_on is None:
            return Due(None, None, False, estimated, (*ledger, _paused(day)))
        estimated = estimated or calendar.is_estimated(day)
        if pause is None and calendar.is_working(day):
            return Due(None, day, False, estimated, (*ledger, LedgerLine(day, False, *_ROLLED_TO)))
        ledger.append(_paused(day) if pause else explained(day, calendar))
    raise AssertionError("days do not end")


def resumed(due: Due, pauses: Sequence[Pause], calendar: Calendar, *, rolls: bool) -> Due:
    """Return `due`, moved to the day on which the clock goes on where it stands at the end of the due date."""
    while due.due_on is not None:
        on = due.due_on
        standing = [pause.until_on for pause in pauses if pause.from_on <= on and _lasts_beyond(pause, on)]
        if not standing:
            return due
        stopped = (*due.ledger[:-1], LedgerLine(on, False, *_STOPPED_ON_LAST_DAY))
        if None in standing:
            return replace(due, due_on=None, ledger=stopped)
        goes_on = max(until for until in standing if until is not None)
        moved = ending_on(goes_on, _GOES_ON, calendar, rolls=rolls, before=stopped)
        due = replace(moved, assumed=due.assumed, estimated=due.estimated or moved.estimated)
    return due


def _lasts_beyond(pause: Pause, day: date) -> bool:
    return pause.until_on is None or pause.until_on > day


def working_days_ahead(count: int, event_on: date, calendar: Calendar) -> Due:
    """Walk back to the `count`-th working day before the event, whose own date is not counted."""
    _require_positive(count)
    ledger = [LedgerLine(event_on, False, _EVENT_DAY_OUT, None)]
    day = event_on
    while count > 0:
        day -= ONE_DAY
        ledger.append(explained(day, calendar))
        count -= ledger[-1].counted
    return Due(None, day, False, any_estimated(day, event_on - ONE_DAY, calendar), tuple(ledger))


def span_ahead(span: CalendarSpan, event_on: date) -> Due:
    """Count the span back from the event, whose own date is not counted; never rolled."""
    _require_positive(span.amount)
    due_on = add_span(event_on, span, -1)
    reason = f"ngày thứ {span.amount} trước sự kiện"
    if span.unit is not SpanUnit.DAY:
        reason = f"{span.amount} {_UNIT_NAMES[span.unit]} trước sự kiện"
    lines = (LedgerLine(event_on, False, _EVENT_DAY_OUT, None), LedgerLine(due_on, True, reason, None))
    return Due(None, due_on, span.assumed, False, lines)


def fixed(on: date, reason: str) -> Due:
    """Fall due on a date that no calendar moves."""
    return Due(None, on, False, False, (LedgerLine(on, True, reason, None),))


def add_span(start: date, span: CalendarSpan | KeepAtLeast, times: int = 1) -> date:
    """Return `start` plus the span, or with `times` -1 less the span; a month without that day ends on its last day.

    Raises:
        OutsideCalendar: the result leaves what a date can hold.
    """
    amount = times * span.amount
    match span.unit:
        case SpanUnit.DAY:
            return shift_days(start, amount)
        case SpanUnit.MONTH:
            return add_months(start, amount)
        case SpanUnit.YEAR:
            return add_months(start, 12 * amount)
        case _:
            assert_never(span.unit)


def _require_positive(count: int) -> None:
    if count < 1:
        raise ValueError(f"a period has at least 1 day, not {count}")


@lru_cache(maxsize=32_768)
def explained(day: date, calendar: Calendar) -> LedgerLine:
    """Return the ledger's line of a day: whether it is worked, and why."""
    why = calendar.why(day)
    return LedgerLine(day, why.counted, why.reason, why.document)


def _paused(day: date) -> LedgerLine:
    return LedgerLine(day, False, "tạm dừng tính thời hạn", None)


def _pause_on(day: date, pauses: Sequence[Pause]) -> Pause | None:
    """Return a pause that covers `day`; of several, one that has not ended if there is one."""
    covering = [p for p in pauses if p.from_on < day and (p.until_on is None or day <= p.until_on)]
    return min(covering, key=lambda pause: pause.until_on is not None, default=None)


def any_estimated(first: date, last: date, calendar: Calendar) -> bool:
    """Tell whether any day of [first, last] is estimated."""
    return calendar.is_estimated(first) or (first < last and calendar.any_estimated(first, last))
