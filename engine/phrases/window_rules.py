"""Rules for the first and the last days of calendar periods."""

from __future__ import annotations

from engine.phrases.amounts import Quantity, read_lead, read_quantity
from engine.phrases.cursor import Cursor
from engine.phrases.deadlines import FirstDays, FirstWorkingDays, LastDays, LastWorkingDays
from engine.phrases.lexicon import EACH, FIRST, LAST, PERIODS, UNITS, Lead, Unit


def last_day(cursor: Cursor) -> LastDays | LastWorkingDays | None:
    """«ngày làm việc cuối cùng của quý»: the last day of each period, without a number."""
    lead = read_lead(cursor)
    cursor.accept_word("vào")
    first = cursor.at
    unit = cursor.accept(UNITS)
    if unit not in (Unit.DAY, Unit.WORKING_DAY) or cursor.peek() not in LAST:
        return None
    return last_of_period(cursor, lead, Quantity(1, unit, first, cursor.at))


def last_of_period(cursor: Cursor, lead: Lead, quantity: Quantity) -> LastDays | LastWorkingDays | None:
    """Read «cuối [cùng] của [từng] tháng»; several last days are a window, which cannot be «at the latest»."""
    cursor.accept(LAST)
    period = _of_period(cursor)
    if period is None or period[1] or cursor.peek() in FIRST or cursor.peek() in LAST or cursor.peek() == "thứ":
        return None
    months, _ = period
    if Lead.LEAST in lead or (quantity.amount > 1 and lead & (Lead.MOST | Lead.LATEST)):
        return None
    if not _is_in_days(cursor, quantity):
        return None
    return (LastDays if quantity.unit is Unit.DAY else LastWorkingDays)(quantity.amount, months)


def first_of_period(cursor: Cursor, lead: Lead, quantity: Quantity) -> FirstDays | FirstWorkingDays | None:
    """Read «đầu [tiên] của [từng] tháng [sau]»."""
    cursor.accept(FIRST)
    period = _of_period(cursor)
    if period is None or lead & (Lead.LEAST | Lead.AFTER | Lead.BEFORE) or not _is_in_days(cursor, quantity):
        return None
    return (FirstDays if quantity.unit is Unit.DAY else FirstWorkingDays)(quantity.amount, *period)


def _of_period(cursor: Cursor) -> tuple[int, int] | None:
    """Read «của từng tháng», «tháng sau»: how many months the period has, and how many periods later it is."""
    cursor.accept_word("của")
    cursor.accept(EACH)
    return cursor.accept(PERIODS)


def _is_in_days(cursor: Cursor, quantity: Quantity) -> bool:
    """Refuse «02 tuần cuối của tháng», «nửa tháng đầu của quý»."""
    if quantity.unit in (Unit.DAY, Unit.WORKING_DAY) and not quantity.assumed:
        return True
    cursor.refuse("P217", quantity.first, cursor.at)
    return False


def days_of_period(cursor: Cursor) -> LastDays | LastWorkingDays | FirstDays | FirstWorkingDays | None:
    """«trong 05 ngày làm việc cuối của từng tháng» as a part of another phrase."""
    lead = read_lead(cursor)
    quantity = read_quantity(cursor)
    if quantity is None:
        return None
    if cursor.peek() in LAST:
        return last_of_period(cursor, lead, quantity)
    return first_of_period(cursor, lead, quantity) if cursor.peek() in FIRST else None
