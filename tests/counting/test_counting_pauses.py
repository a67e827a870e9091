"""The clock stands during a pause, measured in the deadline's own unit."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendars import Calendar
from engine.calendars.cycles import Cycle
from engine.counting import Pause, resolve
from engine.phrases.deadlines import Ahead, AtOnce, CalendarSpan, Every, SpanUnit, WorkingDays


def march(day):
    return date(2025, 3, day)


def pauses(*pairs):
    return [Pause(march(first), None if last is None else march(last)) for first, last in pairs]


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        ([], 10),  # 04, 05, 06, 07, 10/3
        ([(4, 6)], 12),  # 05, 06 không tính
        ([(4, 6), (5, 7)], 13),  # chồng nhau chỉ tính một lần
        ([(5, 7), (4, 6)], 13),
        ([(4, 5), (5, 6)], 12),
        ([(7, 9)], 10),  # chỉ trùng ngày nghỉ
        ([(1, 5)], 12),  # bắt đầu trước sự kiện
        ([(10, 20)], 20),  # ngày đến hạn chưa hết thì dừng: tính tiếp vào ngày hết dừng
        ([(10, 22)], 24),  # hết dừng vào thứ Bảy: ngày làm việc tiếp theo
        ([(10, 20), (18, 25)], 25),  # chồng nhau: đến khi hết dừng hẳn
        ([(10, 20), (20, 21)], 21),  # lại dừng đúng ngày tính tiếp
        ([(10, 10)], 10),
        ([(11, 20)], 10),  # sau ngày đến hạn: không còn gì để dừng
        ([(11, None)], 10),
        ([(4, 6), (11, 12)], 13),  # lần sau rơi vào phần kéo dài: 04, 07, 10, 11, 13/3
        ([(4, 6), (13, None)], 12),
        ([(5, 5)], 10),
    ],
)
def test_five_working_days_from_3_march_2025(stops, expected):
    found = resolve(WorkingDays(5), march(3), Calendar.national(), pauses=pauses(*stops))
    assert found.due_on == march(expected)


@pytest.mark.parametrize("stops", [[(3, None)], [(9, None)], [(4, 6), (11, None)], [(4, 6), (5, None)]])
def test_an_open_pause_that_begins_before_the_due_date_leaves_no_date(stops):
    found = resolve(WorkingDays(5), march(3), Calendar.national(), pauses=pauses(*stops))
    assert found.due_on is None
    assert (found.ledger[-1].counted, found.ledger[-1].reason) == (False, "tạm dừng tính thời hạn")


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        ([], 13),
        ([(5, 8)], 17),  # 16/3 là Chủ nhật
        ([(5, 8), (14, 15)], 17),
        ([(14, None)], 13),
        ([(13, 18)], 18),
        ([(12, 13)], 14),
    ],
)
def test_ten_days_from_3_march_2025(stops, expected):
    found = resolve(CalendarSpan(10, SpanUnit.DAY), march(3), Calendar.national(), pauses=pauses(*stops))
    assert found.due_on == march(expected)


def test_a_month_ends_later_by_the_days_that_were_paused():
    # 03/4 + 3 ngày = Chủ nhật 06/4, 07/4 Giỗ Tổ.
    month = CalendarSpan(1, SpanUnit.MONTH)
    assert resolve(month, march(3), Calendar.national()).due_on == date(2025, 4, 3)
    assert resolve(month, march(3), Calendar.national(), pauses=pauses((5, 8))).due_on == date(2025, 4, 8)
    assert resolve(month, march(3), Calendar.national(), pauses=pauses((5, None))).due_on is None


def test_a_span_that_ends_on_a_day_off_does_not_roll_onto_a_paused_day():
    span = CalendarSpan(5, SpanUnit.DAY)  # thứ Bảy 08/3
    assert resolve(span, march(3), Calendar.national()).due_on == march(10)
    assert resolve(span, march(3), Calendar.national(), pauses=pauses((8, 11))).due_on == march(12)
    assert resolve(span, march(3), Calendar.national(), pauses=pauses((8, None))).due_on is None
    assert resolve(span, march(3), Calendar.national(), pauses=pauses((10, None))).due_on is None
    assert resolve(span, march(3), Calendar.national(), pauses=pauses((11, None))).due_on == march(10)


@pytest.mark.parametrize(("deadline", "due"), [(WorkingDays(5), 10), (CalendarSpan(10, SpanUnit.DAY), 13)])
def test_a_clock_stopped_on_the_last_day_and_not_resumed_leaves_no_date(deadline, due):
    found = resolve(deadline, march(3), Calendar.national(), pauses=pauses((due, None)))
    assert found.due_on is None
    assert (found.ledger[-1].day, found.ledger[-1].counted) == (march(due), False)
    assert found.ledger[-1].reason == "ngày cuối chưa hết thì tạm dừng tính thời hạn"


def test_at_once_can_pause_too():
    found = resolve(AtOnce(), march(3), Calendar.national(), pauses=pauses((3, 5)))
    assert (found.due_on, found.assumed) == (march(6), True)
    assert resolve(AtOnce(), march(3), Calendar.national(), pauses=pauses((3, None))).assumed


def test_other_shapes_do_not_pause():
    stops = pauses((3, None))
    assert resolve(Every(Cycle.MONTH), march(3), Calendar.national(), pauses=stops).due_on == march(31)
    assert resolve(Ahead(WorkingDays(1)), march(5), Calendar.national(), pauses=stops).due_on == march(4)


@settings(max_examples=200, deadline=None)
@given(
    count=st.integers(1, 15),
    first=st.integers(0, 40),
    length=st.integers(0, 20),
    cut=st.integers(0, 20),
    unit=st.sampled_from(["working", "day", "month"]),
)
def test_a_pause_never_makes_a_date_earlier_and_may_be_told_in_two_pieces(count, first, length, cut, unit):
    calendar, start = Calendar.national(), date(2024, 4, 15)
    deadline = {
        "working": WorkingDays(count),
        "day": CalendarSpan(count, SpanUnit.DAY),
        "month": CalendarSpan(count, SpanUnit.MONTH),
    }[unit]

    def shifted(days):
        return date.fromordinal(start.toordinal() + days)

    middle = first + min(cut, length)
    whole = resolve(deadline, start, calendar, pauses=[Pause(shifted(first), shifted(first + length))])
    halves = [Pause(shifted(middle), shifted(first + length)), Pause(shifted(first), shifted(middle))]
    assert resolve(deadline, start, calendar, pauses=halves).due_on == whole.due_on
    plain = resolve(deadline, start, calendar).due_on
    assert plain <= whole.due_on
    assert (shifted(first) <= plain) or whole.due_on == plain
