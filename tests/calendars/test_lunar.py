"""The lunar calendar of Vietnam, against dates that are published."""

from datetime import date

import pytest

from engine.calendars import DayKind, national_days
from engine.calendars.lunar import first_of_lunar_month, hung_kings_day, new_moon, solar_longitude, tet

TET = [
    "2010-02-14",
    "2011-02-03",
    "2012-01-23",
    "2013-02-10",
    "2014-01-31",
    "2015-02-19",
    "2016-02-08",
    "2017-01-28",
    "2018-02-16",
    "2019-02-05",
    "2020-01-25",
    "2021-02-12",
    "2022-02-01",
    "2023-01-22",
    "2024-02-10",
    "2025-01-29",
    "2026-02-17",
    "2027-02-06",
    "2028-01-26",
    "2029-02-13",
    "2030-02-02",
    "2031-01-23",
    "2032-02-11",
    "2033-01-31",
    "2034-02-19",
    "2035-02-08",
]


@pytest.mark.parametrize("day", TET)
def test_tet_falls_on_its_published_date(day):
    assert tet(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize("year", [1985, 2007], ids=["one month before China", "one day before China"])
def test_tet_follows_the_hour_of_vietnam_and_not_of_china(year):
    assert tet(year) == {1985: date(1985, 1, 21), 2007: date(2007, 2, 17)}[year]


def test_hung_kings_day_equals_every_decided_year():
    decided = {
        day.on.year: day.on for day in national_days() if day.kind is DayKind.HOLIDAY and day.name.startswith("Giỗ Tổ")
    }
    assert sorted(decided) == list(range(2010, 2028))
    assert {year: hung_kings_day(year) for year in decided} == decided


def test_a_leap_month_is_not_counted():
    # 2023 nhuận tháng 2: tháng 3 bắt đầu 20/4. 2028 nhuận tháng 5, sau tháng 3.
    assert first_of_lunar_month(2023, 2) == date(2023, 2, 20)
    assert first_of_lunar_month(2023, 3) == date(2023, 4, 20)
    assert hung_kings_day(2028) == date(2028, 4, 4)


def test_new_moon_equals_the_worked_example_of_meeus():
    assert new_moon(-283) == pytest.approx(2443192.65118, abs=2e-5)


def test_solar_longitude_equals_the_worked_example_of_meeus():
    assert solar_longitude(2448908.5) == pytest.approx(199.90895, abs=2e-5)
