"""Strictness is decided on the real calendar, and equals a day loop over the reference reckoning."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from engine.calendars import Calendar, OutsideCalendar
from engine.calendars.cycles import Cycle
from engine.columnar.days import date_of
from engine.comparison.duetable import NO_DATE, due_table
from engine.comparison.strictness import TEN_YEARS, Horizon, Order, Timing, decide, witness
from engine.counting import LEGAL_DEFAULTS, Conventions, resolve
from engine.phrases import (
    Ahead,
    AtOnce,
    BeforeDate,
    Between,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    DatesOfYear,
    Deadline,
    Every,
    FirstDays,
    FirstWorkingDays,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    Phrase,
    SameWorkingDay,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
    parse_phrase,
)

CALENDAR = Calendar.national()


def timing(phrase: str, conventions: Conventions = LEGAL_DEFAULTS) -> Timing:
    parsed = parse_phrase(phrase)
    assert isinstance(parsed, Phrase), parsed
    return Timing(parsed.deadline, conventions)


def order(one: str, other: str, horizon: Horizon = TEN_YEARS) -> Order:
    verdict = decide(timing(one), timing(other), CALENDAR, horizon)
    assert verdict is not None
    return verdict.order


def test_fewer_working_days_are_stricter_on_every_date() -> None:
    assert order("03 ngày làm việc", "05 ngày làm việc") is Order.EARLIER
    assert order("05 ngày làm việc", "03 ngày làm việc") is Order.LATER


def test_the_same_period_is_equal_however_it_is_written() -> None:
    assert order("05 ngày làm việc", "trong thời hạn 5 (năm) ngày làm việc") is Order.EQUAL
    assert order("hằng quý", "định kỳ 03 tháng") is Order.EQUAL
    assert order("12 tháng", "01 năm") is Order.EQUAL


def test_calendar_days_and_working_days_may_be_stricter_by_turns() -> None:
    """Seven calendar days always end before ten working days; before five only around days off."""
    assert order("07 ngày", "10 ngày làm việc") is Order.EARLIER
    verdict = decide(timing("07 ngày"), timing("05 ngày làm việc"), CALENDAR)
    assert verdict is not None
    assert verdict.order is Order.NEITHER


def test_witnesses_name_the_widest_gap_each_way_with_both_ledgers() -> None:
    """Seven days against five working days around 30/4/2024.

    From 26/4 the seven days end on 03/5 and the working days (2, 3, Saturday 4, 6, 7) on 07/5; from 01/5 the seven
    days end on 08/5, the same five working days on 07/5.
    """
    one, other = timing("07 ngày"), timing("05 ngày làm việc")
    verdict = decide(one, other, CALENDAR, Horizon(date(2024, 4, 26), date(2024, 5, 1)))
    assert verdict is not None
    assert (verdict.earlier_at, verdict.later_at) == (date(2024, 4, 26), date(2024, 5, 1))
    before = witness(one, other, date(2024, 4, 26), CALENDAR)
    assert (before.one.due_on, before.other.due_on) == (date(2024, 5, 3), date(2024, 5, 7))
    after = witness(one, other, date(2024, 5, 1), CALENDAR)
    assert (after.one.due_on, after.other.due_on) == (date(2024, 5, 8), date(2024, 5, 7))
    assert [line.day.day for line in after.other.ledger if line.counted] == [2, 3, 4, 6, 7]


def test_a_window_of_days_ends_no_earlier_than_one_of_working_days() -> None:
    """But after the last working day (24/01/2025, before Tết) the working window is the next month's."""
    assert order("07 ngày cuối của từng tháng", "05 ngày làm việc cuối của từng tháng") is Order.NEITHER
    year = Horizon(date(2024, 6, 1), date(2024, 6, 27))
    assert order("05 ngày làm việc cuối của từng tháng", "07 ngày cuối của từng tháng", year) is Order.EARLIER


def test_windows_that_end_alike_but_open_apart_say_so() -> None:
    verdict = decide(timing("07 ngày cuối của từng tháng"), timing("05 ngày cuối của từng tháng"), CALENDAR)
    assert verdict is not None
    assert (verdict.order, verdict.same_windows) == (Order.EQUAL, False)


def test_yearly_dates_compare_by_the_year_that_holds_the_start() -> None:
    assert order("Định kỳ hàng năm, trước ngày 15/12", "Định kỳ hàng năm, trước ngày 31/01 năm sau") is Order.EARLIER


def test_a_deadline_without_a_number_cannot_be_compared() -> None:
    assert decide(timing("kịp thời"), timing("05 ngày"), CALENDAR) is None
    assert decide(timing("none"), timing("none"), CALENDAR) is None


def test_seen_from_the_other_side_earlier_is_later() -> None:
    one, other = timing("10 ngày"), timing("07 ngày làm việc")
    there, back = decide(one, other, CALENDAR), decide(other, one, CALENDAR)
    assert there is not None
    assert there.reversed == back
    assert back is not None
    assert there.order.reversed is back.order


# Mỗi dạng thời hạn với số ngẫu nhiên; bảng tra phải bằng phép đếm từng ngày.
RNG = random.Random(20_100_101)


def _on() -> DateInPeriod:
    kind = RNG.randrange(5)
    later = RNG.choice((0, 0, 1))
    day = RNG.choice((1, 15, 25, 28, 29, 30, 31))
    if kind == 0:
        return DateInPeriod(day, periods_later=later)
    if kind == 1:
        return DateInPeriod(day, RNG.randint(1, 12), RNG.randint(2019, 2027))
    if kind == 2:
        return DateInPeriod(day, RNG.randint(1, 3), None, later, Cycle.QUARTER)
    return DateInPeriod(day, RNG.randint(1, 12), periods_later=later)


def _months() -> int:
    return RNG.choice((1, 3, 6, 12))


def _first() -> FirstDays | FirstWorkingDays:
    return RNG.choice((FirstDays, FirstWorkingDays))(RNG.randint(1, 25), _months(), RNG.choice((0, 0, 1)))


def _every() -> Every:
    cycle = RNG.choice(list(Cycle))
    if cycle is Cycle.HALF_YEAR:
        dates = (DateInPeriod(RNG.randint(1, 31), 6), DateInPeriod(RNG.randint(1, 31), 12))
        return Every(cycle, DatesOfYear(dates, is_before=RNG.random() < 0.5))
    months = cycle.months or 1
    windows = LastDays(RNG.randint(1, 20), months), LastWorkingDays(5, months), _first()
    return Every(cycle, RNG.choice((None, ByDate(_on()), BeforeDate(_on()), *windows)))


def _counted() -> WorkingDays | CalendarSpan:
    return RNG.choice((WorkingDays(RNG.randint(1, 40)), CalendarSpan(*_span())))


def _span() -> tuple[int, SpanUnit]:
    unit = RNG.choice(list(SpanUnit))
    return RNG.randint(1, {SpanUnit.DAY: 45, SpanUnit.MONTH: 14, SpanUnit.YEAR: 2}[unit]), unit


SHAPES: dict[type, Callable[[], Deadline]] = {
    WorkingDays: lambda: WorkingDays(RNG.randint(1, 60)),
    CalendarSpan: lambda: CalendarSpan(*_span()),
    AtOnce: AtOnce,
    ByDate: lambda: ByDate(_on()),
    BeforeDate: lambda: BeforeDate(_on()),
    LastDays: lambda: LastDays(RNG.randint(1, 25), _months()),
    LastWorkingDays: lambda: LastWorkingDays(RNG.randint(1, 25), _months()),
    Every: _every,
    FirstDays: _first,
    FirstWorkingDays: _first,
    SameWorkingDay: SameWorkingDay,
    Ahead: lambda: Ahead(_counted()),
    Between: lambda: Between(_counted(), _counted()),
    StateLasts: lambda: StateLasts(RNG.randint(1, 9)),
    KeepAtLeast: lambda: KeepAtLeast(*_span()),
    StartsOn: lambda: StartsOn(date(2024, 1, 1)),
    Unquantified: lambda: Unquantified("kịp thời"),
    NotStated: NotStated,
}


def _conventions() -> Conventions:
    return Conventions(RNG.random() < 0.3, RNG.random() < 0.7, RNG.random() < 0.7, RNG.choice((0, 1, 3)))


def _horizon(days: int = 250) -> Horizon:
    """Aim at both ends of the calendar, the ends of years and the days around Tết."""
    first = RNG.choice(
        (date(2010, 1, 1), date(2050, 12, 31) - timedelta(days=days - 1), date(2019, 12, 1), date(2024, 12, 20))
    )
    return Horizon(first, first + timedelta(days=days - 1))


def _day_loop(item: Timing, horizon: Horizon) -> list[date | None]:
    found: list[date | None] = []
    day = horizon.first
    while day <= horizon.last:
        try:
            found.append(resolve(item.deadline, day, CALENDAR, item.conventions).due_on)
        except OutsideCalendar:
            found.append(None)
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_table_equals_the_reckoning_of_every_day(shape: type) -> None:
    for _ in range(12):
        item, horizon = Timing(SHAPES[shape](), _conventions()), _horizon()
        table = due_table(item.deadline, item.conventions, CALENDAR, horizon.first, horizon.last)
        counted = _day_loop(item, horizon)
        if table is None:
            assert set(counted) == {None}
            continue
        assert [None if day == NO_DATE else date_of(int(day)) for day in table] == counted, (item, horizon)


def test_verdicts_equal_a_day_loop_on_random_pairs_of_all_kinds() -> None:
    kinds = list(SHAPES)
    for _ in range(150):
        one, other = (Timing(SHAPES[RNG.choice(kinds)](), _conventions()) for _ in range(2))
        horizon = _horizon(120)
        pairs = [
            (mine, theirs)
            for mine, theirs in zip(_day_loop(one, horizon), _day_loop(other, horizon), strict=True)
            if mine is not None and theirs is not None
        ]
        verdict = decide(one, other, CALENDAR, horizon)
        if not pairs:
            assert verdict is None
            continue
        assert verdict is not None
        earlier, later = sum(a < b for a, b in pairs), sum(a > b for a, b in pairs)
        assert (verdict.days, verdict.earlier, verdict.later) == (len(pairs), earlier, later), (one, other, horizon)
        for at, sign in ((verdict.earlier_at, 1), (verdict.later_at, -1)):
            if at is not None:
                found = witness(one, other, at, CALENDAR)
                assert found.one.due_on is not None
                assert found.other.due_on is not None
                widest = max((b - a).days * sign for a, b in pairs)
                assert (found.other.due_on - found.one.due_on).days * sign == widest
