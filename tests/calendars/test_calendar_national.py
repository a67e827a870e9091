"""The national calendar against its own data file, day by day, and against figures counted by hand."""

import csv
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import pytest

from engine.calendars import FIRST_DAY, LAST_DAY, Calendar, DayKind, OutsideCalendar

DECIDED = [date(2010, 1, 1) + timedelta(days=n) for n in range(6574)]


@cache
def naive_working_days() -> tuple[bool, ...]:
    """Read the file with nothing but the csv module: weekdays without a day off, and worked weekend days."""
    text = files("engine.calendars").joinpath("vn_calendar.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    off = {row["date"] for row in rows if row["kind"] != "swap_work"}
    worked = {row["date"] for row in rows if row["kind"] == "swap_work"}
    return tuple((day.weekday() < 5 and str(day) not in off) or str(day) in worked for day in DECIDED)


def test_decided_days_are_6574_from_2010_through_2027():
    assert DECIDED[-1] == date(2027, 12, 31)


def test_every_decided_day_is_worked_exactly_as_the_file_says():
    calendar = Calendar.national()
    assert tuple(calendar.is_working(day) for day in DECIDED) == naive_working_days()


def test_why_agrees_with_is_working_on_every_day():
    calendar = Calendar.national()
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    assert [d for d in days if calendar.why(d).counted != calendar.is_working(d)] == []


@pytest.mark.parametrize(
    ("year", "working_days"),
    [
        # 2024: 262 ngày thứ Hai–thứ Sáu, trừ 1/1, Tết 8, 9, 12, 13, 14/2, 18/4, 29/4, 30/4, 1/5, 2/9, 3/9; thêm 4/5.
        (2024, 262 - 12 + 1),
        # 2025: 261, trừ 1/1, Tết 27–31/1 (5), 7/4, 30/4, 1/5, 2/5, 1/9, 2/9; thêm 26/4.
        (2025, 261 - 12 + 1),
        # 2026: 261, trừ 1/1, 2/1, Tết 16–20/2 (5), 27/4, 30/4, 1/5, 31/8, 1/9, 2/9, 24/11; thêm 10/1 và 22/8.
        (2026, 261 - 14 + 2),
    ],
)
def test_working_days_of_a_year_equal_the_count_by_hand(year, working_days):
    counted = Calendar.national().count_working_days(date(year - 1, 12, 31), date(year, 12, 31))
    assert counted == working_days


def test_adding_and_counting_equal_a_walk_over_the_days_from_every_start():
    calendar = Calendar.national()
    worked = naive_working_days()
    last_start = len(DECIDED) - 140
    for number in range(last_start):
        start, reached, position = DECIDED[number], 0, number
        while reached < 60:
            position += 1
            if worked[position]:
                reached += 1
                assert calendar.add_working_days(start, reached) == DECIDED[position]
            assert calendar.count_working_days(start, DECIDED[position]) == reached


def test_subtracting_equals_a_walk_back_from_every_start():
    calendar = Calendar.national()
    worked = naive_working_days()
    for number in range(140, len(DECIDED)):
        reached, position = 0, number
        while reached < 60:
            position -= 1
            if worked[position]:
                reached += 1
                assert calendar.subtract_working_days(DECIDED[number], reached) == DECIDED[position]


def test_from_26_april_2024_four_working_days_are_2_3_4_and_6_may():
    calendar = Calendar.national()
    start = date(2024, 4, 26)
    assert [calendar.add_working_days(start, n) for n in (1, 2, 3, 4)] == [
        date(2024, 5, 2),
        date(2024, 5, 3),
        date(2024, 5, 4),
        date(2024, 5, 6),
    ]
    assert calendar.count_working_days(start, date(2024, 5, 6)) == 4


@pytest.mark.parametrize(
    ("day", "is_worked", "reason", "document"),
    [
        (date(2026, 1, 1), False, "Tết Dương lịch", "Bộ luật Lao động 2019 Điều 112 khoản 1"),
        (
            date(2026, 1, 2),
            False,
            "nghỉ hoán đổi dịp Tết Dương lịch 2026 (làm bù 10/01/2026)",
            "12729/VPCP-KGVX",
        ),
        (date(2026, 1, 10), True, "làm bù dịp Tết Dương lịch 2026 (nghỉ 02/01/2026)", "12729/VPCP-KGVX"),
        (
            date(2026, 8, 22),
            True,
            "làm bù dịp Quốc khánh 2026 (nghỉ 31/08/2026)",
            "9859/VPCP-KGVX; 9441/TB-BNV",
        ),
        (
            date(2026, 8, 31),
            False,
            "nghỉ hoán đổi dịp Quốc khánh 2026 (làm bù 22/08/2026)",
            "9859/VPCP-KGVX; 9441/TB-BNV",
        ),
        (date(2026, 3, 10), True, "ngày làm việc", None),
        (date(2026, 3, 14), False, "thứ Bảy", None),
        (date(2026, 3, 15), False, "Chủ nhật", None),
        (
            date(2026, 4, 27),
            False,
            "nghỉ bù Giỗ Tổ Hùng Vương (10/3 âm lịch)",
            "3383/BNV-CVL",
        ),
    ],
)
def test_every_day_gives_its_reason_and_its_document(day, is_worked, reason, document):
    why = Calendar.national().why(day)
    assert (why.counted, why.reason, why.document) == (is_worked, reason, document)


def test_a_worked_sunday_counts():
    calendar = Calendar.national()
    assert calendar.is_working(date(2011, 1, 30))
    assert calendar.add_working_days(date(2011, 1, 28), 2) == date(2011, 1, 30)
    assert calendar.special(date(2011, 1, 30)).kind is DayKind.SWAP_WORK


def test_the_nearest_working_day_is_the_day_itself_when_it_is_worked():
    calendar = Calendar.national()
    assert calendar.next_working_day(date(2026, 8, 22)) == date(2026, 8, 22)
    assert calendar.next_working_day(date(2026, 8, 29)) == date(2026, 9, 3)
    assert calendar.previous_working_day(date(2026, 8, 22)) == date(2026, 8, 22)
    assert calendar.previous_working_day(date(2026, 9, 2)) == date(2026, 8, 28)
    assert calendar.last_working_day_of_period(date(2026, 8, 3)) == date(2026, 8, 28)
    assert calendar.last_working_day_of_period(date(2026, 8, 3), 3) == date(2026, 9, 30)


def test_an_empty_interval_holds_no_working_day():
    calendar = Calendar.national()
    assert calendar.count_working_days(date(2026, 3, 10), date(2026, 3, 10)) == 0
    assert calendar.count_working_days(date(2026, 3, 10), date(2026, 3, 2)) == 0


def test_the_coverage_ends_are_2010_and_2050():
    calendar = Calendar.national()
    assert calendar.covers(date(2010, 1, 1))
    assert calendar.covers(date(2050, 12, 31))
    assert not calendar.covers(date(2009, 12, 31))
    assert not calendar.is_working(date(2010, 1, 1))
    assert calendar.next_working_day(date(2010, 1, 1)) == date(2010, 1, 4)


@pytest.mark.parametrize(
    "ask",
    [
        lambda calendar: calendar.is_working(date(2009, 12, 31)),
        lambda calendar: calendar.why(date(2051, 1, 1)),
        lambda calendar: calendar.add_working_days(date(2050, 12, 31), 1),
        lambda calendar: calendar.subtract_working_days(date(2010, 1, 4), 1),
        lambda calendar: calendar.previous_working_day(date(2010, 1, 3)),
        lambda calendar: calendar.next_working_day(date(2050, 12, 31)),
        lambda calendar: calendar.any_estimated(date(2027, 1, 1), date(2051, 1, 1)),
    ],
)
def test_days_outside_the_calendar_are_refused(ask):
    with pytest.raises(OutsideCalendar):
        ask(Calendar.national())


def test_a_count_below_one_is_a_programming_error():
    with pytest.raises(ValueError, match="at least 1"):
        Calendar.national().add_working_days(date(2026, 1, 5), 0)


def test_the_tables_say_the_same_as_the_questions():
    calendar = Calendar.national()
    assert len(calendar.working_index) == len(calendar.estimated_index) == 14975
    assert calendar.working_index[0] == 0
    assert calendar.working_index[3] == 1
    assert calendar.working_days[0] == 3
    assert calendar.working_index[-1] == len(calendar.working_days)


def test_calendars_are_shared_and_told_apart_by_version():
    assert Calendar.national() is Calendar.national()
    assert Calendar.national().version != Calendar.national(date(2026, 1, 1)).version
    assert len(Calendar.national().version) == 12
