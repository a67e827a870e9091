"""Against other libraries: the exceptions are known, typed out, and each has its document."""

from datetime import date, timedelta

import pytest

from engine.calendars import Calendar, OutsideCalendar

# Ngày mà gói «holidays» 0.109 tính khác: (ngày, ngày đó có làm việc không, văn bản).
KNOWN_EXCEPTIONS = [
    (date(2010, 9, 3), False, "5971/VPCP-KGVX"),
    (date(2010, 9, 11), True, "5971/VPCP-KGVX"),
    (date(2011, 1, 29), True, "9529/VPCP-KGVX"),
    (date(2011, 1, 30), True, "9529/VPCP-KGVX"),
    (date(2011, 1, 31), False, "9529/VPCP-KGVX"),
    (date(2011, 2, 1), False, "9529/VPCP-KGVX"),
    (date(2011, 4, 9), True, "9529/VPCP-KGVX"),
    (date(2011, 4, 11), False, "9529/VPCP-KGVX"),
    (date(2012, 12, 31), False, "VPCP ngày 23/11/2012"),
    (date(2013, 1, 5), True, "VPCP ngày 23/11/2012"),
    (date(2013, 2, 23), True, "VPCP ngày 23/11/2012"),
    (date(2014, 1, 25), True, "10525/VPCP-KGVX"),
    (date(2014, 1, 28), False, "10525/VPCP-KGVX"),
    (date(2014, 2, 5), False, "10525/VPCP-KGVX"),
    (date(2014, 2, 8), True, "10525/VPCP-KGVX"),
    (date(2026, 1, 2), False, "12729/VPCP-KGVX"),
    (date(2026, 1, 10), True, "12729/VPCP-KGVX"),
]


def test_the_package_holidays_differs_on_seventeen_days_and_no_other():
    holidays = pytest.importorskip("holidays")
    theirs = holidays.VN(years=range(2009, 2029))
    calendar = Calendar.national()
    days = [date(2010, 1, 1) + timedelta(days=n) for n in range(6574)]
    differing = [day for day in days if calendar.is_working(day) != theirs.is_working_day(day)]
    assert [(day, calendar.is_working(day), calendar.why(day).document) for day in differing] == KNOWN_EXCEPTIONS


@pytest.fixture
def civil_service():
    pytest.importorskip("workalendar")
    from engine.calendars.workalendar_adapter import VietnamCivilService

    return VietnamCivilService()


def test_workalendar_users_get_worked_saturdays(civil_service):
    assert civil_service.is_working_day(date(2024, 5, 4))
    assert not civil_service.is_working_day(date(2024, 4, 29))
    assert civil_service.add_working_days(date(2024, 4, 26), 4) == date(2024, 5, 6)
    assert civil_service.add_working_days(date(2024, 5, 6), -3) == date(2024, 5, 2)
    assert civil_service.get_working_days_delta(date(2024, 4, 26), date(2024, 5, 6)) == 4
    assert civil_service.find_following_working_day(date(2026, 8, 29)) == date(2026, 9, 3)


def test_workalendar_users_get_the_holidays_of_a_year_with_their_names(civil_service):
    holidays = dict(civil_service.holidays(2026))
    assert len(holidays) == 15
    assert holidays[date(2026, 2, 17)] == "Tết Âm lịch"
    assert date(2026, 1, 10) not in holidays
    assert civil_service.get_holiday_label(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam 24/11"
    assert civil_service.is_holiday(date(2026, 8, 31))
    assert civil_service.name == "Vietnam (civil service)"


def test_workalendar_extra_days_override_the_table(civil_service):
    saturday, monday = date(2026, 3, 14), date(2026, 3, 16)
    assert civil_service.is_working_day(saturday, extra_working_days=[saturday])
    assert not civil_service.is_working_day(monday, extra_holidays=[monday])
    assert civil_service.is_working_day(monday, extra_working_days=[monday], extra_holidays=[monday])


def test_workalendar_agrees_with_the_calendar_on_every_decided_day(civil_service):
    calendar = Calendar.national()
    days = [date(2010, 1, 1) + timedelta(days=n) for n in range(6574)]
    assert all(civil_service.is_working_day(day) == calendar.is_working(day) for day in days)


def test_workalendar_users_are_refused_days_that_nobody_knows(civil_service):
    with pytest.raises(OutsideCalendar):
        civil_service.is_working_day(date(2051, 1, 2))
