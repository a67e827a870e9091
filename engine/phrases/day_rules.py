"""Rules for a single day told from the event: the same working day, the next one, the twentieth day."""

from __future__ import annotations

from engine.phrases.amounts import read_lead
from engine.phrases.anchors import at_date, read_anchor, take_anchor
from engine.phrases.cursor import Cursor
from engine.phrases.deadlines import Ahead, CalendarSpan, FirstWorkingDays, SameWorkingDay, SpanUnit, WorkingDays
from engine.phrases.lexicon import (
    ANCHORS,
    BEFORE_EVENT,
    DATE_LEADS,
    DUTIES,
    EACH,
    NEXT_WORKING_DAY,
    PERIODS,
    SAME_WORKING_DAY,
    START_OF_DAY,
    UNITS,
    Lead,
    Unit,
)

_MOST_DAYS = 3650


def same_working_day(cursor: Cursor) -> SameWorkingDay | None:
    """«trong ngày làm việc», «ngay trong ngày làm việc kể từ khi nhận»."""
    cursor.accept(DUTIES)
    if cursor.accept(SAME_WORKING_DAY) is None:
        return None
    if not cursor.at_end():
        read_anchor(cursor)
    return SameWorkingDay()


def next_working_day(cursor: Cursor) -> WorkingDays | None:
    """«ngày làm việc tiếp theo»; of «đầu giờ ngày làm việc tiếp theo» the hour is kept as a remark."""
    cursor.accept(DUTIES)
    if cursor.accept(DATE_LEADS) is None and read_lead(cursor) & ~(Lead.WINDOW | Lead.LATEST | Lead.MOST | Lead.FRAME):
        return None
    first = cursor.at
    cursor.accept_word("vào")
    if cursor.accept(START_OF_DAY) is not None:
        cursor.remark = "đầu giờ"
    if cursor.accept(NEXT_WORKING_DAY) is None:
        cursor.at, cursor.remark = first, None
        return None
    if not cursor.at_end() and not read_anchor(cursor) and cursor.peek(-1) == "sau":
        cursor.at -= 1  # «liền kề | sau ngày nhận»
        read_anchor(cursor)
    return WorkingDays(1)


def nth_day(cursor: Cursor) -> WorkingDays | CalendarSpan | Ahead | FirstWorkingDays | None:
    """«chậm nhất vào ngày thứ 20 kể từ ngày nhận», «ngày làm việc thứ 05 trước ngày họp», «… thứ 05 của tháng sau»."""
    cursor.accept(DUTIES)
    cursor.accept(DATE_LEADS)
    first = cursor.at
    unit = cursor.accept(UNITS)
    if unit not in (Unit.DAY, Unit.WORKING_DAY) or not cursor.accept_word("thứ"):
        return None
    number = cursor.number()
    if number is None or cursor.at + 1 >= len(cursor.words):
        return None
    cursor.move_to(cursor.at + 1)
    if not 1 <= number <= _MOST_DAYS:
        cursor.refuse("P206", first, cursor.at, most=str(_MOST_DAYS), unit=unit.value)
        return None
    if unit is Unit.WORKING_DAY and (period := _of_period(cursor)) is not None:
        return FirstWorkingDays(number, *period)
    by = WorkingDays(number) if unit is Unit.WORKING_DAY else CalendarSpan(number, SpanUnit.DAY)
    if cursor.starts(ANCHORS, cursor.at):
        return by if read_anchor(cursor) else None
    if cursor.accept(BEFORE_EVENT) is None or at_date(cursor):
        return None
    return Ahead(by) if take_anchor(cursor, cursor.at - 2, cursor.trimmed_end()) else None


def _of_period(cursor: Cursor) -> tuple[int, int] | None:
    """Read «của tháng», «của từng tháng», «tháng sau»: months of the period, and how many periods later it is."""
    at = cursor.at
    cursor.accept_word("của")
    cursor.accept(EACH)
    period = cursor.accept(PERIODS)
    if period is None:
        cursor.at = at
    return period
