"""Calendar periods that come back: weeks from Monday to Sunday, and parts of the year from 1 January on."""

from __future__ import annotations

from datetime import date
from enum import Enum

from engine.calendars.months import period_end, period_start, shift_days

_WEEK_DAYS = 7


class Cycle(Enum):
    """How often something comes back. Parts of the year repeat alike each year; weeks run through its end."""

    WEEK = "week"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @classmethod
    def of_months(cls, months: int) -> Cycle:
        """Return the part of the year that has so many months.

        Raises:
            ValueError: `months` does not divide a year.
        """
        for cycle, length in _MONTHS.items():
            if length == months:
                return cycle
        raise ValueError(f"{months} months do not divide a year")

    @property
    def months(self) -> int | None:
        """How many months it has; None for a week."""
        return _MONTHS.get(self)

    def start(self, day: date) -> date:
        """Return the first day of the period that holds `day`."""
        if self.months is None:
            return shift_days(day, -day.weekday())
        return period_start(day, self.months)

    def end(self, day: date) -> date:
        """Return the last day of the period that holds `day`."""
        if self.months is None:
            return shift_days(day, _WEEK_DAYS - 1 - day.weekday())
        return period_end(day, self.months)

    def before(self, first_day: date) -> date:
        """Return the first day of the period before the one that begins on `first_day`."""
        return self.start(shift_days(first_day, -1))


_MONTHS = {
    Cycle.MONTH: 1,
    Cycle.TWO_MONTHS: 2,
    Cycle.QUARTER: 3,
    Cycle.FOUR_MONTHS: 4,
    Cycle.HALF_YEAR: 6,
    Cycle.YEAR: 12,
}
