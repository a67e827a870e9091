"""What was known of the calendar at a given date: the decided days, filled up from the statute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from engine.calendars.days import DayKind, SpecialDay
from engine.calendars.lunar import tet
from engine.calendars.projection import (
    missing_compensatory_days,
    second_national_holiday,
    statutory_holidays,
)


@dataclass(frozen=True, slots=True)
class KnownDays:
    """The special days by date, and the last day of the unbroken run of decided years."""

    days: dict[date, SpecialDay]
    decided_until: date


def known_days(
    national: Iterable[SpecialDay],
    closures: Iterable[SpecialDay],
    first_year: int,
    last_year: int,
    known_at: date | None,
) -> KnownDays:
    """Return every special day of those years as it was known at the end of `known_at` (None: all is known).

    A year is decided once its Tết is. An undecided year is projected from the statute; what is known of it
    stands. In a decided year only two things may still be projected, both due by law but not yet announced:
    a compensatory day, and the second day of Quốc khánh. Swaps not announced are simply not known.
    A province's day off closes a day that was worked, and never replaces a national day off; a province's
    worked day stands above both.
    """
    days = {day.on: day for day in national if day.is_known_at(known_at)}
    decided = [tet(year) in days for year in range(first_year, last_year + 1)]
    for year, is_decided in zip(range(first_year, last_year + 1), decided, strict=True):
        for day in second_national_holiday(year, known_at) if is_decided else statutory_holidays(year, known_at):
            if not _is_settled(day, days):
                days[day.on] = day
    days.update({day.on: day for day in missing_compensatory_days(days, known_at)})
    for closure in closures:
        if closure.is_known_at(known_at) and (closure.kind.is_worked or _is_worked(closure.on, days)):
            days[closure.on] = closure
    decided_years = decided.index(False) if False in decided else len(decided)
    return KnownDays(days, date(first_year + decided_years, 1, 1) - timedelta(days=1))


def _is_settled(projected: SpecialDay, days: dict[date, SpecialDay]) -> bool:
    """Tell whether what is known leaves no room for a projected holiday."""
    if projected.on in days:
        return True
    beside_national_day = (date(projected.on.year, 9, 1), date(projected.on.year, 9, 3))
    return projected.on in beside_national_day and any(
        day in days and days[day].kind is DayKind.HOLIDAY for day in beside_national_day
    )


def _is_worked(on: date, days: dict[date, SpecialDay]) -> bool:
    special = days.get(on)
    return on.weekday() < 5 if special is None else special.kind.is_worked
