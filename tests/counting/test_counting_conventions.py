"""Every convention of counting, with dates worked out by hand around Tết, swaps, month ends and year ends."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendars import Calendar, DayKind, OutsideCalendar, SpecialDay
from engine.calendars.cycles import Cycle
from engine.counting import LEGAL_DEFAULTS, Conventions, due_of_period, periods, resolve
from engine.phrases.deadlines import (
    Ahead,
    AtOnce,
    BeforeDate,
    ByDate,
    CalendarSpan,
    DateInPeriod,
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

DAY, MONTH, YEAR = SpanUnit.DAY, SpanUnit.MONTH, SpanUnit.YEAR
FIRST_DAY_COUNTED = Conventions(first_day_counted=True)
NO_ROLLING = Conventions(span_rolls=False, by_date_rolls=False)


def on(text):
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def due(deadline, start, conventions=LEGAL_DEFAULTS):
    return resolve(deadline, on(start), Calendar.national(), conventions).due_on


def window(deadline, start):
    found = resolve(deadline, on(start), Calendar.national())
    return found.opens_on, found.due_on


@pytest.mark.parametrize(
    ("count", "start", "expected"),
    [
        (3, "24/01/2025", "05/02/2025"),  # Tết 2025 nghỉ 27–31/01: 03, 04, 05/02
        (3, "29/01/2025", "05/02/2025"),  # bắt đầu giữa kỳ nghỉ Tết
        (5, "13/02/2026", "27/02/2026"),  # Tết 2026 nghỉ 16–20/02: 23–27/02
        (1, "16/02/2026", "23/02/2026"),
        (3, "31/12/2025", "07/01/2026"),  # 01/01 nghỉ lễ, 02/01 hoán đổi: 05, 06, 07/01
        (2, "08/01/2026", "10/01/2026"),  # thứ Bảy 10/01 làm bù
        (3, "20/08/2026", "24/08/2026"),  # 21, thứ Bảy 22 (làm bù), 24/08
        (1, "28/08/2026", "03/09/2026"),  # 31/08 hoán đổi, 01–02/09 Quốc khánh
        (4, "26/04/2024", "06/05/2024"),  # 02, 03, thứ Bảy 04 (làm bù), 06/05
        (1, "23/11/2026", "25/11/2026"),  # 24/11 Ngày Văn hóa Việt Nam
        (1, "08/03/2025", "10/03/2025"),  # bắt đầu ngày thứ Bảy
    ],
)
def test_working_days_end_on_the_nth_working_day_after_the_trigger(count, start, expected):
    assert due(WorkingDays(count), start) == on(expected)


@pytest.mark.parametrize(
    ("amount", "unit", "start", "expected"),
    [
        (10, DAY, "03/03/2025", "13/03/2025"),
        (10, DAY, "17/01/2025", "03/02/2025"),  # 27/01 nghỉ Tết, lùi đến thứ Hai 03/02
        (10, DAY, "12/08/2026", "22/08/2026"),  # thứ Bảy 22/08 làm bù: không lùi
        (10, DAY, "21/08/2026", "03/09/2026"),  # 31/08 hoán đổi
        (1, DAY, "31/12/2025", "05/01/2026"),  # 01–04/01 đều nghỉ
        (1, DAY, "23/11/2026", "25/11/2026"),
        (1, MONTH, "31/01/2025", "28/02/2025"),  # tháng Hai không có ngày 31
        (1, MONTH, "31/01/2024", "29/02/2024"),  # năm nhuận
        (3, MONTH, "30/11/2025", "02/03/2026"),  # 28/02/2026 là thứ Bảy
        (3, MONTH, "29/01/2024", "02/05/2024"),  # 29/04 hoán đổi, 30/04, 01/05
        (1, MONTH, "31/12/2024", "03/02/2025"),  # 31/01/2025 nghỉ Tết
        (1, YEAR, "29/02/2024", "28/02/2025"),
        (1, YEAR, "01/01/2025", "05/01/2026"),
        (75, DAY, "03/03/2025", "19/05/2025"),  # 17/05 là thứ Bảy
    ],
)
def test_a_calendar_span_ends_on_its_day_or_rolls_to_the_next_working_day(amount, unit, start, expected):
    assert due(CalendarSpan(amount, unit), start) == on(expected)


def test_a_calendar_span_stays_on_a_day_off_where_a_regulation_does_not_roll():
    assert due(CalendarSpan(10, DAY), "17/01/2025", NO_ROLLING) == date(2025, 1, 27)
    assert due(CalendarSpan(3, MONTH), "30/11/2025", NO_ROLLING) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("deadline", "start", "expected"),
    [
        (WorkingDays(3), "10/03/2025", "12/03/2025"),
        (WorkingDays(3), "08/03/2025", "12/03/2025"),  # ngày đầu là thứ Bảy: không phải ngày làm việc
        (WorkingDays(1), "10/03/2025", "10/03/2025"),
        (CalendarSpan(10, DAY), "10/03/2025", "19/03/2025"),
        (CalendarSpan(1, MONTH), "01/03/2025", "31/03/2025"),
        (CalendarSpan(1, DAY), "10/03/2025", "10/03/2025"),
        (CalendarSpan(1, DAY), "08/03/2025", "10/03/2025"),
        (AtOnce(), "10/03/2025", "10/03/2025"),
        (StateLasts(2), "07/02/2025", "11/02/2025"),  # trạng thái: ngày đầu luôn không tính
    ],
)
def test_the_first_day_counts_where_a_regulation_says_so(deadline, start, expected):
    assert due(deadline, start, FIRST_DAY_COUNTED) == on(expected)


@pytest.mark.parametrize(
    ("named", "start", "expected"),
    [
        (DateInPeriod(31, 12), "01/05/2023", "02/01/2024"),  # 31/12/2023 Chủ nhật, 01/01 nghỉ lễ
        (DateInPeriod(31, 12), "31/12/2023", "02/01/2024"),
        (DateInPeriod(31, 12), "01/01/2024", "31/12/2024"),
        (DateInPeriod(31, 1, periods_later=1), "15/06/2024", "03/02/2025"),  # 31/01/2025 nghỉ Tết
        (DateInPeriod(31, 1, periods_later=1), "15/01/2024", "03/02/2025"),
        (DateInPeriod(31, 12, year=2025), "15/06/2024", "31/12/2025"),
        (DateInPeriod(31, 12, year=2025), "15/06/2026", "31/12/2025"),
        (DateInPeriod(25), "26/01/2025", "25/02/2025"),
        (DateInPeriod(25), "20/01/2025", "03/02/2025"),  # 25/01/2025 thứ Bảy, rồi Tết
        (DateInPeriod(31), "10/02/2025", "28/02/2025"),
        (DateInPeriod(5, periods_later=1), "31/12/2025", "05/01/2026"),
        (DateInPeriod(29, 2), "01/02/2025", "28/02/2025"),
    ],
)
def test_by_date_is_that_date_or_the_next_working_day(named, start, expected):
    assert due(ByDate(named), start) == on(expected)


def test_by_date_stays_on_a_day_off_where_a_regulation_does_not_roll():
    assert due(ByDate(DateInPeriod(31, 12)), "01/05/2023", NO_ROLLING) == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("named", "start", "expected"),
    [
        (DateInPeriod(31, 1, periods_later=1), "15/06/2025", "30/01/2026"),
        (DateInPeriod(31, 1, periods_later=1), "15/06/2026", "30/01/2027"),  # thứ Bảy: không lùi
        (DateInPeriod(31, 1), "30/01/2026", "30/01/2026"),
        (DateInPeriod(31, 1), "31/01/2026", "30/01/2027"),
        (DateInPeriod(1, 1), "31/12/2025", "31/12/2025"),
        (DateInPeriod(1), "31/03/2026", "31/03/2026"),
        (DateInPeriod(1, 3, year=2024), "10/01/2024", "29/02/2024"),
    ],
)
def test_before_a_date_is_the_day_before_and_never_rolls(named, start, expected):
    assert due(BeforeDate(named), start) == on(expected)


@pytest.mark.parametrize(
    ("deadline", "start", "opens_on", "due_on"),
    [
        (LastDays(7), "10/02/2025", "22/02/2025", "28/02/2025"),
        (LastDays(7), "10/02/2024", "23/02/2024", "29/02/2024"),
        (LastDays(7), "31/01/2026", "25/01/2026", "31/01/2026"),  # thứ Bảy: không lùi
        (LastDays(1), "10/02/2025", "28/02/2025", "28/02/2025"),
        (LastDays(10, 3), "01/04/2025", "21/06/2025", "30/06/2025"),
        (LastDays(31), "10/02/2025", "01/02/2025", "28/02/2025"),
    ],
)
def test_the_last_days_are_a_window_that_never_rolls(deadline, start, opens_on, due_on):
    assert window(deadline, start) == (on(opens_on), on(due_on))


@pytest.mark.parametrize(
    ("deadline", "start", "opens_on", "due_on"),
    [
        (LastWorkingDays(5), "02/01/2025", "20/01/2025", "24/01/2025"),  # 27–31/01 nghỉ Tết
        (LastWorkingDays(5), "24/01/2025", "20/01/2025", "24/01/2025"),
        (LastWorkingDays(5), "25/01/2025", "24/02/2025", "28/02/2025"),  # đã qua: sang tháng sau
        (LastWorkingDays(7), "01/08/2026", "21/08/2026", "28/08/2026"),  # có thứ Bảy 22/08 làm bù
        (LastWorkingDays(1), "01/05/2025", "30/05/2025", "30/05/2025"),  # 31/05 thứ Bảy
        (LastWorkingDays(2, 3), "01/07/2025", "29/09/2025", "30/09/2025"),
        (LastWorkingDays(30), "01/02/2025", "03/02/2025", "28/02/2025"),
        (LastWorkingDays(5), "31/12/2025", "25/12/2025", "31/12/2025"),
    ],
)
def test_the_last_working_days_are_a_window_of_working_days(deadline, start, opens_on, due_on):
    assert window(deadline, start) == (on(opens_on), on(due_on))


def test_a_month_without_a_working_day_has_no_last_working_days():
    closures = tuple(
        SpecialDay(date(2025, 2, day), DayKind.CLOSURE, "Ngừng làm việc", "Văn bản thử") for day in range(1, 29)
    )
    calendar = Calendar.national(closures=closures)
    found = resolve(LastWorkingDays(5), date(2025, 2, 10), calendar)
    assert (found.opens_on, found.due_on) == (date(2025, 3, 25), date(2025, 3, 31))
    monthly = due_of_period(Every(Cycle.MONTH, LastWorkingDays(5)), date(2025, 2, 1), calendar)
    assert monthly.due_on == date(2025, 2, 28)


def test_at_once_is_one_working_day_and_assumed():
    found = resolve(AtOnce(), date(2025, 1, 24), Calendar.national())
    assert (found.due_on, found.assumed) == (date(2025, 2, 3), True)
    assert due(AtOnce(), "10/03/2025", Conventions(at_once_working_days=2)) == date(2025, 3, 12)


def test_at_once_may_mean_the_same_day():
    same_day = Conventions(at_once_working_days=0)
    assert due(AtOnce(), "10/03/2025", same_day) == date(2025, 3, 10)
    assert due(AtOnce(), "08/03/2025", same_day) == date(2025, 3, 10)


def test_only_at_once_is_assumed():
    calendar = Calendar.national()
    assert not resolve(WorkingDays(1), date(2025, 3, 10), calendar).assumed
    assert not resolve(CalendarSpan(1, DAY), date(2025, 3, 10), calendar).assumed


@pytest.mark.parametrize(
    ("deadline", "start", "expected"),
    [
        (Every(Cycle.MONTH), "10/02/2024", "29/02/2024"),
        (Every(Cycle.MONTH), "01/05/2025", "31/05/2025"),  # thứ Bảy: không lùi
        (Every(Cycle.QUARTER), "15/05/2025", "30/06/2025"),
        (Every(Cycle.HALF_YEAR), "01/07/2025", "31/12/2025"),
        (Every(Cycle.YEAR), "01/01/2023", "31/12/2023"),  # Chủ nhật: không lùi
        (Every(Cycle.YEAR, ByDate(DateInPeriod(31, 12))), "01/06/2025", "31/12/2025"),
        (Every(Cycle.YEAR, ByDate(DateInPeriod(31, 12))), "01/06/2023", "02/01/2024"),
        (Every(Cycle.YEAR, BeforeDate(DateInPeriod(31, 1, periods_later=1))), "01/06/2025", "30/01/2026"),
        # 05/04 thứ Bảy, 07/04 Giỗ Tổ
        (Every(Cycle.QUARTER, ByDate(DateInPeriod(5, periods_later=1))), "10/02/2025", "08/04/2025"),
        (Every(Cycle.QUARTER, ByDate(DateInPeriod(25))), "10/02/2025", "25/03/2025"),
        (Every(Cycle.MONTH, ByDate(DateInPeriod(25))), "28/01/2025", "03/02/2025"),
        (Every(Cycle.HALF_YEAR, BeforeDate(DateInPeriod(15, 6))), "10/02/2025", "14/06/2025"),
        (Every(Cycle.YEAR, ByDate(DateInPeriod(31, 12, year=2024))), "10/02/2025", "31/12/2024"),
    ],
)
def test_a_periodic_duty_falls_due_with_its_calendar_period(deadline, start, expected):
    found = resolve(deadline, on(start), Calendar.national())
    assert (found.opens_on, found.due_on) == (None, on(expected))


def test_a_periodic_duty_may_have_a_window_in_its_period():
    assert window(Every(Cycle.MONTH, LastWorkingDays(5)), "28/01/2025") == (date(2025, 1, 20), date(2025, 1, 24))
    assert window(Every(Cycle.QUARTER, LastDays(7)), "10/05/2025") == (date(2025, 6, 24), date(2025, 6, 30))


def test_periods_are_those_that_overlap_the_days_asked_for():
    quarters = list(periods(Every(Cycle.QUARTER), date(2025, 2, 10), date(2025, 7, 1)))
    assert quarters == [
        (date(2025, 1, 1), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 9, 30)),
    ]
    last_day = date(2025, 12, 31)
    assert list(periods(Every(Cycle.YEAR), last_day, last_day)) == [(date(2025, 1, 1), last_day)]
    assert list(periods(Every(Cycle.MONTH), date(2025, 3, 2), date(2025, 2, 1))) == []


@pytest.mark.parametrize(
    ("deadline", "event_on", "expected"),
    [
        (Ahead(WorkingDays(5)), "06/02/2025", "23/01/2025"),  # 05, 04, 03/02, 24, 23/01
        (Ahead(WorkingDays(1)), "03/09/2026", "28/08/2026"),
        (Ahead(WorkingDays(1)), "24/08/2026", "22/08/2026"),  # thứ Bảy làm bù
        (Ahead(WorkingDays(2)), "29/01/2025", "23/01/2025"),  # sự kiện vào ngày nghỉ
        (Ahead(CalendarSpan(90, DAY)), "01/05/2026", "31/01/2026"),  # thứ Bảy: không lùi
        (Ahead(CalendarSpan(1, DAY)), "01/03/2024", "29/02/2024"),
    ],
)
def test_ahead_counts_back_from_the_event_and_never_rolls(deadline, event_on, expected):
    assert due(deadline, event_on) == on(expected)


def test_a_state_has_lasted_on_the_nth_working_day_after_it_began():
    assert due(StateLasts(2), "07/02/2025") == date(2025, 2, 11)
    assert due(StateLasts(2), "24/01/2025") == date(2025, 2, 4)


@pytest.mark.parametrize(
    ("deadline", "start", "expected"),
    [
        (KeepAtLeast(3, MONTH), "30/11/2024", "28/02/2025"),
        (KeepAtLeast(1, MONTH), "01/01/2025", "01/02/2025"),  # thứ Bảy: không lùi
        (KeepAtLeast(70, YEAR), "01/06/2025", "01/06/2095"),  # quá lịch cũng được, vì không tính ngày làm việc
        (KeepAtLeast(5, DAY), "01/06/2025", "06/06/2025"),
        (StartsOn(date(2024, 1, 1)), "10/03/2025", "01/01/2024"),
    ],
)
def test_dates_that_no_calendar_moves(deadline, start, expected):
    assert due(deadline, start) == on(expected)


@pytest.mark.parametrize("deadline", [Unquantified("kịp thời"), NotStated()])
def test_no_number_gives_no_date(deadline):
    found = resolve(deadline, date(2025, 3, 10), Calendar.national())
    assert (found.opens_on, found.due_on, found.ledger) == (None, None, ())


@pytest.mark.parametrize(
    ("deadline", "start", "is_estimated"),
    [
        (WorkingDays(2), "29/12/2027", False),  # 30, 31/12
        (WorkingDays(3), "29/12/2027", True),  # 04/01/2028
        (CalendarSpan(10, DAY), "21/12/2027", False),  # 31/12/2027 thứ Sáu
        (CalendarSpan(11, DAY), "21/12/2027", True),
        (CalendarSpan(2, YEAR), "01/06/2026", True),
        (CalendarSpan(1, YEAR), "01/06/2026", False),
        (ByDate(DateInPeriod(31, 12)), "01/06/2027", False),
        (ByDate(DateInPeriod(31, 12)), "01/06/2028", True),
        (BeforeDate(DateInPeriod(31, 12)), "01/06/2028", False),
        (LastDays(7), "01/06/2030", False),
        (LastWorkingDays(5), "01/06/2030", True),
        (Every(Cycle.YEAR), "01/06/2030", False),
        (KeepAtLeast(10, YEAR), "01/06/2030", False),
        (Ahead(WorkingDays(1)), "01/01/2028", False),  # 31/12/2027
        (Ahead(WorkingDays(2)), "05/01/2028", True),
        (Ahead(CalendarSpan(90, DAY)), "05/01/2030", False),
        (AtOnce(), "31/12/2027", True),
        (StateLasts(1), "30/12/2027", False),
    ],
)
def test_a_date_is_estimated_when_it_rests_on_undecided_days(deadline, start, is_estimated):
    assert resolve(deadline, on(start), Calendar.national()).estimated is is_estimated


def test_a_span_that_never_rolls_is_never_estimated():
    assert not resolve(CalendarSpan(2, YEAR), date(2027, 6, 1), Calendar.national(), NO_ROLLING).estimated


def test_a_compensatory_day_not_yet_announced_makes_the_date_estimated():
    before, after = Calendar.national(date(2026, 4, 9)), Calendar.national(date(2026, 4, 10))
    assert resolve(WorkingDays(1), date(2026, 4, 24), before).due_on == date(2026, 4, 28)
    assert resolve(WorkingDays(1), date(2026, 4, 24), before).estimated
    assert not resolve(WorkingDays(1), date(2026, 4, 24), after).estimated


def test_a_swap_announced_later_does_not_bear_on_what_was_known():
    span = CalendarSpan(3, MONTH)
    assert resolve(span, date(2024, 1, 29), Calendar.national(date(2024, 4, 11))).due_on == date(2024, 4, 29)
    assert resolve(span, date(2024, 1, 29), Calendar.national(date(2024, 4, 12))).due_on == date(2024, 5, 2)


@pytest.mark.parametrize(
    ("deadline", "start"),
    [
        (WorkingDays(1), date(2050, 12, 31)),
        (WorkingDays(1), date(2009, 12, 31)),
        (CalendarSpan(1, YEAR), date(2050, 6, 1)),
        (ByDate(DateInPeriod(31, 12)), date(2051, 1, 1)),
        (LastWorkingDays(5), date(2051, 1, 1)),
        (Ahead(WorkingDays(5)), date(2010, 1, 5)),
        (CalendarSpan(9000, YEAR), date(2025, 1, 1)),
        (CalendarSpan(10**9, DAY), date(2025, 1, 1)),
        (KeepAtLeast(9000, YEAR), date(2025, 1, 1)),
    ],
)
def test_a_reckoning_beyond_the_calendar_is_refused(deadline, start):
    with pytest.raises(OutsideCalendar):
        resolve(deadline, start, Calendar.national())


@pytest.mark.parametrize(
    "deadline",
    [WorkingDays(0), StateLasts(0), CalendarSpan(0, DAY), Ahead(WorkingDays(0)), Ahead(CalendarSpan(0, DAY))],
)
def test_a_number_below_one_is_a_programming_error(deadline):
    with pytest.raises(ValueError, match="at least"):
        resolve(deadline, date(2025, 3, 10), Calendar.national())


def days_around_exceptions():
    special = [d.on for d in Calendar.national().special_days(date(2010, 4, 20), date(2028, 12, 31))]
    near = [date.fromordinal(day.toordinal() + shift) for day in special for shift in range(-4, 5)]
    return st.sampled_from(near)


@settings(max_examples=300, deadline=None)
@given(start=days_around_exceptions(), count=st.integers(1, 60))
def test_the_walk_equals_the_tables(start, count):
    calendar = Calendar.national()
    assert resolve(WorkingDays(count), start, calendar).due_on == calendar.add_working_days(start, count)
    assert resolve(Ahead(WorkingDays(count)), start, calendar).due_on == (calendar.subtract_working_days(start, count))
    nominal = date.fromordinal(start.toordinal() + count)
    assert resolve(CalendarSpan(count, DAY), start, calendar).due_on == calendar.next_working_day(nominal)


@settings(max_examples=100, deadline=None)
@given(start=days_around_exceptions(), count=st.integers(1, 30))
def test_a_later_trigger_never_falls_due_earlier(start, count):
    calendar = Calendar.national()
    starts = [date.fromordinal(start.toordinal() + shift) for shift in range(12)]
    for deadline in (WorkingDays(count), CalendarSpan(count, DAY), CalendarSpan(count, MONTH), AtOnce()):
        dates = [resolve(deadline, day, calendar).due_on for day in starts]
        assert all(earlier <= later for earlier, later in pairwise(dates))
