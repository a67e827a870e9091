"""The statute alone, for years on which nothing has been decided."""

from datetime import date

import pytest

from engine.calendars import Calendar, DayKind, national_days
from engine.calendars.projection import missing_compensatory_days, second_national_day, statutory_holidays


@pytest.mark.parametrize(
    ("year", "day"),
    [(2021, 3), (2022, 1), (2023, 1), (2024, 3), (2025, 1), (2026, 1), (2027, 3), (2028, 1), (2029, 3)],
)
def test_the_second_national_day_joins_the_weekend(year, day):
    assert second_national_day(year) == date(year, 9, day)


def test_the_statute_alone_gives_every_compensatory_day_decided_so_far():
    decided = national_days()
    without = {day.on: day for day in decided if day.kind is not DayKind.COMPENSATORY}
    given = [day.on for day in missing_compensatory_days(without)]
    assert sorted(given) == [day.on for day in decided if day.kind is DayKind.COMPENSATORY]


def test_nothing_is_added_to_what_is_decided():
    decided = {day.on: day for day in national_days()}
    assert list(missing_compensatory_days(decided)) == []


def test_days_off_of_2028_follow_from_the_statute():
    calendar = Calendar.national()
    off = calendar.special_days(date(2028, 1, 1), date(2028, 12, 31))
    assert [(day.on.month, day.on.day) for day in off] == [
        *[(1, 1), (1, 3)],
        *[(1, 25), (1, 26), (1, 27), (1, 28), (1, 29), (1, 31)],
        (4, 4),
        *[(4, 30), (5, 1), (5, 2)],
        *[(9, 1), (9, 2), (9, 4)],
        (11, 24),
    ]
    assert all(day.projected and not day.certain for day in off)
    assert calendar.special(date(2028, 1, 26)).document == "Bộ luật Lao động 2019 Điều 112 khoản 1"
    assert calendar.special(date(2028, 1, 31)).document == "Bộ luật Lao động 2019 Điều 111 khoản 3"
    assert calendar.special(date(2028, 11, 24)).document == "28/2026/QH16 Điều 2"


def test_two_holidays_on_one_weekend_are_made_up_for_in_order():
    # 2030: Tết 1–5/2, thứ Bảy 2/2 và Chủ nhật 3/2 bù vào thứ Tư 6/2 và thứ Năm 7/2.
    calendar = Calendar.national()
    assert calendar.special(date(2030, 2, 6)).kind is DayKind.COMPENSATORY
    assert calendar.special(date(2030, 2, 7)).kind is DayKind.COMPENSATORY
    assert calendar.is_working(date(2030, 2, 8))


def test_under_the_older_code_tet_has_four_days_and_the_national_day_one():
    names = [day.name for day in statutory_holidays(2012)]
    assert names.count("Tết Âm lịch") == 4
    assert sum(name.startswith("Quốc khánh") for name in names) == 1
