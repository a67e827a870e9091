"""Rules for named dates, recurring duties, starts, and words without a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import assert_never

from engine.calendars.cycles import Cycle
from engine.phrases.amounts import read_lead, read_number, read_quantity
from engine.phrases.anchors import read_anchor
from engine.phrases.cursor import Cursor
from engine.phrases.dates import ReadDate, read_date
from engine.phrases.deadlines import (
    AtOnce,
    BeforeDate,
    ByDate,
    DatesOfYear,
    DueInPeriod,
    Every,
    FirstDays,
    FirstWorkingDays,
    LastDays,
    LastWorkingDays,
    NotStated,
    StartsOn,
    Unquantified,
)
from engine.phrases.lexicon import (
    AT_ONCE,
    AT_ONCE_ANCHORS,
    BEFORE_DATE,
    BY_RULE,
    DATE_LEADS,
    DUTIES,
    EACH,
    EFFECTS,
    MANNERS,
    NOT_STATED,
    PERIODIC,
    SHORT_UNITS,
    START_HEADS,
    SUBJECTS,
    UNITS,
    UNQUANTIFIED,
    VAGUE_ANCHORS,
    Lead,
    Unit,
)
from engine.phrases.period_rules import keep_part
from engine.phrases.window_rules import days_of_period, last_day

# «thường xuyên, liên tục ngay sau khi …» is still at once.
_BESIDE_AT_ONCE = frozenset(("thường xuyên", "liên tục", "kịp thời", "nhanh chóng"))


def not_stated(cursor: Cursor) -> NotStated | None:
    """`none`, «không quy định»."""
    return NotStated() if cursor.accept(NOT_STATED) is not None else None


def starts_on(cursor: Cursor) -> StartsOn | None:
    """«bắt đầu từ ngày 01/01/2024», «có hiệu lực thi hành kể từ ngày 05 tháng 12 năm 2023»."""
    cursor.accept(SUBJECTS)
    cursor.accept(EFFECTS)
    if cursor.accept(START_HEADS) is None:
        return None
    read = read_date(cursor)
    if read is None or not cursor.at_end():
        return None
    on = read.on
    if on.month is None or on.year is None:
        cursor.refuse("P219", read.first, read.end)
        return None
    return StartsOn(date(on.year, on.month, on.day))


def named_date(cursor: Cursor) -> ByDate | BeforeDate | Every | None:
    """«chậm nhất là ngày 31 tháng 12», «trước ngày 31/01 năm sau», «15/6 và 15/12 hằng năm»."""
    cursor.accept(DUTIES)
    recurs = cursor.accept(PERIODIC) is not None
    found = _due_date(cursor)
    if found is None:
        return None
    due, read = found
    if cursor.at_end() and not recurs:
        if not read.wants_month:
            return None if isinstance(due, DatesOfYear) else due
        cursor.refuse("P223", read.first, read.end)
        return None
    cursor.accept_word(",")
    cursor.accept_word("của")
    cursor.accept(PERIODIC)
    if cursor.accept(EACH) is None:
        return None
    cycle = _each(cursor, cursor.at - 1)
    return _every(cursor, cycle, due, (read.first, cursor.at)) if cycle is not None else None


def _due_date(cursor: Cursor) -> tuple[ByDate | BeforeDate | DatesOfYear, ReadDate] | None:
    is_before = cursor.accept(BEFORE_DATE) is not None
    if not is_before:
        cursor.accept(DATE_LEADS)
    read = read_date(cursor)
    if read is None:
        return None
    more = _further_dates(cursor, is_before=is_before) if read.on.cycle is Cycle.YEAR else []
    if not more:
        return (BeforeDate(read.on) if is_before else ByDate(read.on)), read
    whole = ReadDate(read.on, read.first, more[-1].end)
    dates = sorted((item.on for item in (read, *more)), key=lambda on: (on.month or 0, on.day))
    return DatesOfYear(tuple(dates), is_before), whole


def _further_dates(cursor: Cursor, *, is_before: bool) -> list[ReadDate]:
    """Read «, 30/9 và trước ngày 31/12» after a first date."""
    found: list[ReadDate] = []
    while cursor.problem is None:
        mark = cursor.mark()
        if not any(map(cursor.accept_word, (",", "và"))):
            break
        cursor.accept(BEFORE_DATE if is_before else DATE_LEADS)
        read = read_date(cursor)
        if read is None:
            cursor.reset(mark)
            break
        found.append(read)
    return found


def every(cursor: Cursor) -> Every | None:
    """«hằng tháng», «định kỳ 03 tháng», «06 tháng một lần», with when it is due and how long it is kept."""
    cursor.accept(DUTIES)
    cycle = _frequency(cursor)
    if cycle is None:
        return None
    cursor.accept(DUTIES)
    found = Every(cycle)
    while not cursor.at_end():
        cursor.accept_word(",")
        cursor.accept_word("và")
        start = cursor.at
        if (kept := keep_part(cursor)) is not None:
            if found.kept_for is not None:
                return None
            found = replace(found, kept_for=kept)
            continue
        cursor.at = start
        due = _due_part(cursor)
        if due is None or found.due is not None:
            return None
        dated = _every(cursor, cycle, due, (start, cursor.at))
        if dated is None:
            return None
        found = replace(dated, kept_for=found.kept_for)
    return found


def _due_part(cursor: Cursor) -> DueInPeriod | None:
    start = cursor.at
    for part in (days_of_period, last_day):
        cursor.at = start
        if cursor.problem is None and (window := part(cursor)) is not None:
            return window
    cursor.at = start
    found = _due_date(cursor) if cursor.problem is None else None
    return found[0] if found is not None else None


def _every(cursor: Cursor, cycle: Cycle, due: DueInPeriod, said: tuple[int, int]) -> Every | None:
    """Join a period and its due date; refuse those that do not go together («hằng tháng, trước ngày 31/12»)."""
    if isinstance(due, DatesOfYear):
        part = _part_for_each(due)
        if part is not None and cycle in (part, Cycle.YEAR):
            return Every(part, due)
    elif _fits(due, cycle):
        return Every(cycle, due)
    cursor.refuse("P212", *said)
    return None


def _part_for_each(due: DatesOfYear) -> Cycle | None:
    """Return the part of the year that holds one of the dates each; None when they do not lie so."""
    months = [on.month for on in due.dates if on.month is not None and on.year is None and on.periods_later == 0]
    if len(months) != len(due.dates) or 12 % len(months):
        return None
    length = 12 // len(months)
    lies_so = [(month - 1) // length for month in months] == list(range(len(months)))
    return Cycle.of_months(length) if lies_so else None


def _fits(due: DueInPeriod, cycle: Cycle) -> bool:
    match due:
        case LastDays() | LastWorkingDays() | FirstDays() | FirstWorkingDays():
            return due.months == cycle.months
        case ByDate(on) | BeforeDate(on):
            return on.year is None and on.cycle is cycle
        case DatesOfYear():
            return False
        case _:
            assert_never(due)


def _frequency(cursor: Cursor) -> Cycle | None:
    """Read how often; days and several weeks (P210) and a period that cuts years (P211) are refused."""
    start = cursor.at
    at_least = read_lead(cursor)
    if at_least not in (Lead.NONE, Lead.LEAST):
        return None
    is_periodic = cursor.accept(PERIODIC) is not None
    if not is_periodic and cursor.accept_word("theo") and cursor.peek() not in EACH:
        return None
    first = cursor.at
    if _accept_times(cursor, start):
        return _each(cursor, start) if _accept_per(cursor) else None
    if cursor.accept(EACH) is not None:
        cycle = _each(cursor, first)
        at_least = at_least or read_lead(cursor)  # «mỗi năm | ít nhất 01 lần»
        if at_least not in (Lead.NONE, Lead.LEAST):
            return None
        said_once = _accept_times(cursor, start)
        return cycle if said_once or not at_least else None
    quantity = read_quantity(cursor, lasting=bool(at_least))
    if quantity is None:
        return None
    if not _accept_times(cursor, start) and (not is_periodic or at_least):
        return None
    return _cycle(cursor, quantity.amount, quantity.unit, first)


def _accept_per(cursor: Cursor) -> bool:
    """Move past «/», «mỗi», «trong một» between «một lần» and its period."""
    cursor.accept_word("trong")
    return any([cursor.accept_word("/"), cursor.accept_word("mỗi"), cursor.accept_word("một")])


def _accept_times(cursor: Cursor, start: int) -> bool:
    """Move past «một lần», «/lần»; several times a period are refused (P211)."""
    at = cursor.at
    if cursor.peek() == "/" and cursor.peek(1) == "lần":
        cursor.move_to(at + 2)
        return True
    times = read_number(cursor)
    if times is None or not cursor.accept_word("lần"):
        cursor.at = at
        return False
    if times != 1:
        cursor.refuse("P211", start, cursor.at)
    return True


def _each(cursor: Cursor, first: int) -> Cycle | None:
    """Read «tuần», «tháng», «quý», «năm», «03 tháng» after «hằng», «mỗi», «từng»."""
    # «hằng năm ngày …» is each year, not each five days; only «mỗi» takes a number.
    quantity = read_quantity(cursor) if cursor.words[cursor.at - 1] not in ("hằng", "từng") else None
    if quantity is not None:
        return _cycle(cursor, quantity.amount, quantity.unit, first)
    if cursor.problem is not None:
        return None
    if cursor.accept(SHORT_UNITS) is not None:
        cursor.refuse("P210", first, cursor.at)
        return None
    unit = cursor.accept(UNITS)
    return _cycle(cursor, 1, unit, first) if unit is not None else None


def _cycle(cursor: Cursor, amount: int, unit: Unit, first: int) -> Cycle | None:
    match unit:
        case Unit.WEEK if amount == 1:
            return Cycle.WEEK
        case Unit.WORKING_DAY | Unit.DAY | Unit.WEEK:
            cursor.refuse("P210", first, cursor.at)
            return None
        case Unit.MONTH:
            months = amount
        case Unit.QUARTER:
            months = amount * 3
        case Unit.YEAR:
            months = amount * 12
        case _:
            assert_never(unit)
    if 12 % months == 0:
        return Cycle.of_months(months)
    cursor.refuse("P211", first, cursor.at)
    return None


def without_number(cursor: Cursor) -> AtOnce | Unquantified | None:
    """«ngay sau khi có sự thay đổi», «kịp thời», «thường xuyên, liên tục»."""
    cursor.accept(DUTIES)
    _accept_manner(cursor)
    words = _unquantified_words(cursor)
    if cursor.accept(AT_ONCE) is not None:
        if not _BESIDE_AT_ONCE.issuperset(words):
            return None
        cursor.accept(DUTIES)
        read_anchor(cursor, AT_ONCE_ANCHORS)
        return AtOnce()
    if not words or len(set(words)) < len(words):
        return None
    cursor.accept(DUTIES)
    cursor.accept(BY_RULE)
    read_anchor(cursor, VAGUE_ANCHORS)
    return Unquantified(", ".join(words))


def _accept_manner(cursor: Cursor) -> None:
    """Move past «đúng, đủ, chính xác,» and a comma before «kịp thời»."""
    while cursor.accept(MANNERS) is not None or cursor.peek() in (",", "và"):
        if cursor.peek() in (",", "và"):
            cursor.at += 1
        if cursor.at >= len(cursor.words):
            return


def _unquantified_words(cursor: Cursor) -> list[str]:
    words: list[str] = []
    at = cursor.at
    while (word := cursor.accept(UNQUANTIFIED)) is not None:
        words.append(word.removeprefix("theo "))
        at = cursor.at
        if cursor.peek() in (",", "và"):
            cursor.at += 1
    if cursor.peek() not in AT_ONCE:
        cursor.at = at
    return words
