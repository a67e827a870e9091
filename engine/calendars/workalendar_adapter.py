"""Vietnam for users of workalendar, which has none: its interface, this project's cited table.

workalendar is optional (`quyche[workalendar]`), for it brings a GPL-3 library with it. Only this module
imports it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from engine.calendars.calendar import Calendar

try:
    from workalendar.core import SAT, SUN, CoreCalendar, cleaned_date
except ImportError as error:
    raise ImportError("workalendar is not installed; install it with: pip install 'quyche[workalendar]'") from error


class VietnamCivilService(CoreCalendar):  # type: ignore[misc]
    """Vietnam (civil service)

    Holidays, compensatory and swapped days of Vietnamese public administration, 2010–2050; weekend days
    worked in exchange count as working days. Years without a decision are projected from the statute.
    """

    WEEKEND_DAYS = (SAT, SUN)

    def __init__(self, calendar: Calendar | None = None, **_kwargs: Any) -> None:
        """Use `calendar`, or the national calendar with everything that has been decided."""
        super().__init__()
        self._calendar = Calendar.national() if calendar is None else calendar

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        """Return every special day off of `year` with its Vietnamese name, those on weekends included."""
        days = self._calendar.special_days(date(year, 1, 1), date(year, 12, 31))
        return [(day.on, day.name) for day in days if not day.kind.is_worked]

    def is_working_day(
        self,
        day: date,
        extra_working_days: Iterable[date] | None = None,
        extra_holidays: Iterable[date] | None = None,
    ) -> bool:
        """Tell whether `day` is worked; a swapped Saturday or Sunday is.

        Raises:
            OutsideCalendar: `day` lies outside 2010–2050.
        """
        on = cleaned_date(day)
        if on in map(cleaned_date, extra_working_days or ()):
            return True
        if on in map(cleaned_date, extra_holidays or ()):
            return False
        return self._calendar.is_working(on)

    def find_following_working_day(self, day: date) -> date:
        """Return `day` if it is worked, otherwise the next day that is, holidays considered."""
        return self._calendar.next_working_day(cleaned_date(day))
