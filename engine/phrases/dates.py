"""Dates as regulations write them: «31/12», «ngày 31 tháng 12 năm 2025», «ngày 05 của tháng sau»."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

from engine.calendars.cycles import Cycle
from engine.phrases.amounts import read_number
from engine.phrases.cursor import Cursor
from engine.phrases.deadlines import DateInPeriod
from engine.phrases.lexicon import (
    EACH,
    LAST,
    MONTH_OF_QUARTER,
    NEXT_MONTH,
    NEXT_QUARTER,
    NEXT_YEAR,
    SAME_MONTH,
    SAME_YEAR,
)

_YEARS = range(1900, 2200)
_LEAP_YEAR = 2000
_LAST_DAY = 31
_LAST_WEEKDAY = 7


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date, the tokens `[first, end)` that say it, and whether it still wants its month («ngày 25»)."""

    on: DateInPeriod
    first: int
    end: int
    wants_month: bool = False


def read_date(cursor: Cursor) -> ReadDate | None:
    """Read a date; an impossible one is refused (P207), as is a day of the next quarter (P212)."""
    first = cursor.at
    said_day = cursor.accept_word("ngày")
    if said_day and (last := _last_day(cursor, first)) is not None:
        return last
    is_numbered = said_day and _is_day_of_month(cursor) and cursor.accept_word("thứ")
    in_digits = cursor.number() is not None
    day = read_number(cursor)
    # Without «ngày», a day in words is an amount: «năm tháng».
    if day is None or cursor.problem is not None or not (said_day or in_digits):
        cursor.at = first
        return None
    if not is_numbered and (month_year := _month_and_year(cursor, in_digits)) is not None:
        return _dated(cursor, first, day, *month_year)
    if said_day and in_digits:
        cursor.move_to(cursor.at)
        return _day_of_month(cursor, first, day)
    cursor.at = first
    return None


def _last_day(cursor: Cursor, first: int) -> ReadDate | None:
    """Read «cuối cùng của tháng sau», «cuối cùng của tháng đầu quý sau» after «ngày»."""
    start = cursor.at
    if cursor.accept(LAST) is not None:
        if cursor.accept(NEXT_MONTH) is not None:
            return ReadDate(DateInPeriod(_LAST_DAY, periods_later=1), first, cursor.at)
        if (in_quarter := _in_quarter(cursor, first, _LAST_DAY)) is not None:
            return in_quarter
    cursor.at = start
    return None


def _in_quarter(cursor: Cursor, first: int, day: int) -> ReadDate | None:
    """Read «tháng đầu [của] quý sau» after a day; «tháng cuối mỗi quý» leaves «mỗi quý» to the caller."""
    start = cursor.at
    month = cursor.accept(MONTH_OF_QUARTER)
    if month is None:
        return None
    later = 0
    if cursor.accept(NEXT_QUARTER) is not None:
        later = 1
    elif not cursor.accept_word("quý") and not (cursor.peek() in EACH and cursor.peek(1) == "quý"):
        cursor.at = start
        return None
    return ReadDate(DateInPeriod(day, month, None, later, Cycle.QUARTER), first, cursor.at)


def _is_day_of_month(cursor: Cursor) -> bool:
    """Tell whether «thứ 20» numbers a day of the month; «thứ 7» may be a Saturday, «thứ 07» is not."""
    number = cursor.number(1)
    return number is not None and (number > _LAST_WEEKDAY or cursor.peek(1).startswith("0"))


def _month_and_year(cursor: Cursor, in_digits: bool) -> tuple[int, int | None] | None:
    """Read what follows the day: a month and perhaps a year."""
    sign = cursor.peek()
    second, third = cursor.number(1), cursor.number(3)
    whole = third if cursor.peek(2) == sign else None
    if in_digits and second is not None and sign in ("/", "-", "."):
        if whole is not None:
            cursor.move_to(cursor.at + 4)
            return second, whole
        if sign == "/":
            cursor.move_to(cursor.at + 2)
            return second, _year_in_words(cursor)
        return None
    before = cursor.at
    cursor.at += sign == "của"
    if cursor.peek() == "tháng":
        cursor.at += 1
        month = read_number(cursor)
        if month is not None:
            cursor.move_to(cursor.at)
            return month, _year_in_words(cursor)
    cursor.at = before
    return None


def _year_in_words(cursor: Cursor) -> int | None:
    start = cursor.at + (cursor.peek() in ("của", ","))
    year = cursor.number(start - cursor.at + 1)
    if year is None or start >= len(cursor.words) or cursor.words[start] != "năm":
        return None
    cursor.move_to(start + 2)
    return year


def _dated(cursor: Cursor, first: int, day: int, month: int, year: int | None) -> ReadDate | None:
    if not _exists(day, month, year):
        cursor.refuse("P207", first, cursor.at)
        return None
    later = 0
    if year is None:
        if cursor.accept(NEXT_YEAR) is not None:
            later = 1
        else:
            cursor.accept(SAME_YEAR)
    return ReadDate(DateInPeriod(day, month, year, later), first, cursor.at)


def _exists(day: int, month: int, year: int | None) -> bool:
    """Tell whether the date can occur; without a year, 29/02 can."""
    if not 1 <= month <= 12 or (year is not None and year not in _YEARS):
        return False
    return 1 <= day <= calendar.monthrange(year or _LEAP_YEAR, month)[1]


def _day_of_month(cursor: Cursor, first: int, day: int) -> ReadDate | None:
    if not 1 <= day <= 31:
        cursor.refuse("P207", first, cursor.at)
        return None
    if (in_quarter := _in_quarter(cursor, first, day)) is not None:
        return in_quarter
    if cursor.accept(NEXT_QUARTER) is not None:
        cursor.refuse("P212", first, cursor.at)
        return None
    if cursor.accept(NEXT_MONTH) is not None:
        return ReadDate(DateInPeriod(day, periods_later=1), first, cursor.at)
    if cursor.peek(1 if cursor.peek() == "của" else 0) in ("hằng", "mỗi", "từng"):
        return ReadDate(DateInPeriod(day), first, cursor.at, wants_month=True)
    said = cursor.accept(SAME_MONTH) is not None
    return ReadDate(DateInPeriod(day), first, cursor.at, wants_month=not said)
