"""Rules for named dates, recurring duties, starts, and words without a number."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from engine.phrases.amounts import read_lead, read_number, read_quantity
from engine.phrases.anchors import read_anchor
from engine.phrases.cursor import Cursor
from engine.phrases.dates import ReadDate, read_date
from engine.phrases.deadlines import (
    AtOnce,
    BeforeDate,
    ByDate,
    Every,
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
from engine.phrases.period_rules import keep_part, last_day, last_days

# «thường xuyên, liên tục ngay sau khi …» is still at once.
_BESIDE_AT_ONCE = frozenset(("thường xuyên", "liên tục", "kịp thời", "nhanh chóng"))

Due = ByDate | BeforeDate | LastDays | LastWorkingDays


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
    """«chậm nhất là ngày 31 tháng 12», «trước ngày 31/01 năm sau», «ngày 25 hằng tháng»."""
    cursor.accept(DUTIES)
    recurs = cursor.accept(PERIODIC) is not None
    found = _due_date(cursor)
    if found is None:
        return None
    due, read = found
    if cursor.at_end() and not recurs:
        if not read.wants_month:
            return due
        cursor.refuse("P223", read.first, read.end)
        return None
    cursor.accept_word(",")
    cursor.accept_word("của")
    cursor.accept(PERIODIC)
    if cursor.accept(EACH) is None:
        return None
    months = _months_of_each(cursor, cursor.at - 1)
    return _every(cursor, months, due, (read.first, cursor.at)) if months is not None else None


def _due_date(cursor: Cursor) -> tuple[ByDate | BeforeDate, ReadDate] | None:
    is_before = cursor.accept(BEFORE_DATE) is not None
    if not is_before:
        cursor.accept(DATE_LEADS)
    read = read_date(cursor)
    if read is None:
        return None
    return (BeforeDate(read.on) if is_before else ByDate(read.on)), read


def every(cursor: Cursor) -> Every | None:
    """«hằng tháng», «định kỳ 03 tháng», «06 tháng một lần», with when it is due and how long it is kept."""
    cursor.accept(DUTIES)
    months = _frequency(cursor)
    if months is None:
        return None
    cursor.accept(DUTIES)
    found = Every(months)
    while not cursor.at_end():
        cursor.accept_word(",")
        cursor.accept_word("và")
        start = cursor.at
        if (kept := keep_part(cursor)) is not None:
            if found.kept_for is not None:
                return None
            found = Every(months, found.due, kept)
            continue
        cursor.at = start
        due = _due_part(cursor)
        if due is None or found.due is not None:
            return None
        dated = _every(cursor, months, due, (start, cursor.at))
        if dated is None:
            return None
        found = Every(months, dated.due, found.kept_for)
    return found


def _due_part(cursor: Cursor) -> Due | None:
    start = cursor.at
    for part in (last_days, last_day):
        cursor.at = start
        if cursor.problem is None and (last := part(cursor)) is not None:
            return last
    cursor.at = start
    found = _due_date(cursor) if cursor.problem is None else None
    return found[0] if found is not None else None


def _every(cursor: Cursor, months: int, due: Due, said: tuple[int, int]) -> Every | None:
    """Join a period and its due date; refuse those that do not go together («hằng tháng, trước ngày 31/12»)."""
    if not _fits(due, months):
        cursor.refuse("P212", *said)
        return None
    return Every(months, due)


def _fits(due: Due, months: int) -> bool:
    match due:
        case LastDays() | LastWorkingDays():
            return due.months == months
        case ByDate(on) | BeforeDate(on):
            return on.year is None and months == (1 if on.month is None else 12)
        case _:
            assert_never(due)


def _frequency(cursor: Cursor) -> int | None:
    """Read how often, in months; a period shorter than a month (P210) or one that cuts years (P211) is refused."""
    start = cursor.at
    at_least = read_lead(cursor)
    if at_least not in (Lead.NONE, Lead.LEAST):
        return None
    is_periodic = cursor.accept(PERIODIC) is not None
    if not is_periodic and cursor.accept_word("theo") and cursor.peek() not in EACH:
        return None
    first = cursor.at
    if _accept_times(cursor, start):
        return _months_of_each(cursor, start) if _accept_per(cursor) else None
    if cursor.accept(EACH) is not None:
        months = _months_of_each(cursor, first)
        said_once = _accept_times(cursor, start)
        return months if said_once or not at_least else None
    quantity = read_quantity(cursor, lasting=bool(at_least))
    if quantity is None:
        return None
    if not _accept_times(cursor, start) and (not is_periodic or at_least):
        return None
    return _in_months(cursor, quantity.amount, quantity.unit, first)


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


def _months_of_each(cursor: Cursor, first: int) -> int | None:
    """Read «tháng», «quý», «năm», «03 tháng» after «hằng», «mỗi», «từng»."""
    # «hằng năm ngày …» is each year, not each five days; only «mỗi» takes a number.
    quantity = read_quantity(cursor) if cursor.words[cursor.at - 1] not in ("hằng", "từng") else None
    if quantity is not None:
        return _in_months(cursor, quantity.amount, quantity.unit, first)
    if cursor.problem is not None:
        return None
    if cursor.accept(SHORT_UNITS) is not None:
        cursor.refuse("P210", first, cursor.at)
        return None
    unit = cursor.accept(UNITS)
    return _in_months(cursor, 1, unit, first) if unit is not None else None


def _in_months(cursor: Cursor, amount: int, unit: Unit, first: int) -> int | None:
    match unit:
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
        return months
    cursor.refuse("P211", first, cursor.at)
    return None


def without_number(cursor: Cursor) -> AtOnce | Unquantified | None:
    """«ngay sau khi có sự thay đổi», «kịp thời», «thường xuyên, liên tục»."""
    cursor.accept(DUTIES)
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
