"""Plain date arithmetic: days, months, calendar periods. No calendar of working days is needed here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta

from engine.calendars.errors import OutsideCalendar


def shift_days(day: date, days: int) -> date:
    """Return `day` plus `days`, which may be negative.

    Raises:
        OutsideCalendar: the result leaves what a date can hold.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise OutsideCalendar(f"{days} ngày kể từ {day:%d/%m/%Y} nằm ngoài lịch") from None


def days_from(day: date) -> Iterator[date]:
    """Yield `day` and every day after it."""
    while True:
        yield day
        day = shift_days(day, 1)


def clamped_date(year: int, month: int, day: int) -> date:
    """Return that date; a month without that day ends on its last day (31/02 is 28/02 or 29/02).

    `month` may lie outside 1–12 and then moves the year.

    Raises:
        OutsideCalendar: the year leaves what a date can hold.
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= MAXYEAR:
        raise OutsideCalendar(f"năm {year} nằm ngoài lịch")
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(start: date, months: int) -> date:
    """Return `start` plus `months`; a month without that day ends on its last day."""
    return clamped_date(start.year, start.month + months, start.day)


def period_start(day: date, months: int) -> date:
    """Return the first day of the calendar period of `months` months (a divisor of 12) that holds `day`."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def period_end(day: date, months: int) -> date:
    """Return the last day of the calendar period of `months` months (a divisor of 12) that holds `day`."""
    return clamped_date(day.year, period_start(day, months).month + months - 1, 31)
