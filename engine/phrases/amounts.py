"""Numbers, amounts of time and the words that lead up to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from engine.phrases.cursor import Cursor
from engine.phrases.deadlines import CalendarSpan, KeepAtLeast, SpanUnit, WorkingDays
from engine.phrases.lexicon import HALVES, LEADS, SHORT_UNITS, UNITS, Lead, Unit
from engine.phrases.numbers import NUMBER_HEADS, number_words

# Ten years in each unit; what is to be kept may be kept for a hundred.
_MOST = {
    Unit.WORKING_DAY: 3650,
    Unit.DAY: 3650,
    Unit.WEEK: 521,
    Unit.MONTH: 120,
    Unit.QUARTER: 40,
    Unit.YEAR: 10,
}
_DAYS = frozenset((Unit.DAY, Unit.WORKING_DAY))
_RANGE_SIGNS = frozenset((",", ".", "-", "–", "—", "đến", "tới", "hoặc"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """«05 ngày làm việc»: an amount, its unit, and the tokens `[first, end)` that say it.

    Attributes:
        assumed: the words name no whole number; the amount is what the law takes them for («nửa tháng»).
    """

    amount: int
    unit: Unit
    first: int
    end: int
    assumed: bool = False


def read_number(cursor: Cursor) -> int | None:
    """Read a number in digits or words; a bracket behind it must say the same («03 (ba)»).

    A bracket that disagrees is refused (P205).
    """
    first = cursor.at
    value = _plain_number(cursor)
    if value is None or cursor.peek() != "(":
        return value
    bracket = cursor.at
    cursor.at = bracket + 1
    again = _plain_number(cursor)
    if again is None or cursor.peek() != ")":
        cursor.at = bracket
        return value
    cursor.move_to(cursor.at + 1)
    if again != value:
        cursor.refuse("P205", first, cursor.at, number=str(value), bracket=str(again))
        return None
    return value


def _plain_number(cursor: Cursor) -> int | None:
    digits = cursor.number()
    if digits is not None:
        cursor.move_to(cursor.at + 1)
        return digits
    read = number_words(cursor.words, cursor.at)
    if read is None:
        return None
    cursor.at = read[1]  # Not yet understood for certain: «năm» may be the unit.
    return read[0]


def read_lead(cursor: Cursor) -> Lead:
    """Read the words that lead up to a period, each kind at most once."""
    found = Lead.NONE
    while True:
        mark = cursor.mark()
        kind = cursor.accept(LEADS)
        if kind is None:
            return found
        is_anchor = kind in (Lead.AFTER, Lead.BEFORE) and cursor.peek() in ("khi", "ngày", "thời", "lúc")
        if kind in found or is_anchor:
            cursor.reset(mark)
            return found
        found |= kind


def may_begin_quantity(cursor: Cursor, at: int) -> bool:
    """Tell quickly whether an amount of time can begin at token `at`."""
    word = cursor.words[at]
    return cursor.tokens[at].number is not None or word in NUMBER_HEADS or word == "nửa"


def read_quantity(cursor: Cursor, *, lasting: bool = False) -> Quantity | None:
    """Read an amount of time.

    A number that is part of a date («05 tháng 12») is none. Refused: parts and ranges of a unit (P221),
    hours, minutes and parts of a day (P209), «ngày làm» without «việc» (P204), nothing or more than ten years (P206).

    Args:
        lasting: the amount says how long something is kept, up to a hundred years.
    """
    first = cursor.at
    if cursor.peek() == "nửa":
        return _half(cursor)
    amount = read_number(cursor)
    if amount is None:
        cursor.at = first
        return None
    if _is_part_of_day(cursor, first) or _is_range(cursor, first):
        return None
    unit = cursor.accept(UNITS)
    if unit is None:
        if cursor.accept(SHORT_UNITS) is not None:
            cursor.refuse("P209", first, cursor.at)
            return None
        cursor.at = first
        return None
    if cursor.number() is not None and _belongs_to_date(cursor):
        cursor.at = first
        return None
    quantity = Quantity(amount, unit, first, cursor.at)
    return quantity if _is_sound(cursor, quantity, lasting) else None


def _half(cursor: Cursor) -> Quantity | None:
    """Read «nửa tháng», «nửa năm»; half of another unit is refused."""
    first = cursor.at
    if (half := cursor.accept(HALVES)) is not None:
        return Quantity(*half, first, cursor.at, assumed=True)
    if first + 1 < len(cursor.words):
        if length := cursor.starts(UNITS, first + 1):
            is_day = cursor.words[first + 1] == "ngày"
            cursor.refuse("P209" if is_day else "P221", first, first + 1 + length)
        elif length := cursor.starts(SHORT_UNITS, first + 1):
            cursor.refuse("P209", first, first + 1 + length)
    return None


def _is_part_of_day(cursor: Cursor, first: int) -> bool:
    """Refuse «1/2 ngày», «0,5 ngày làm việc»."""
    numerator, denominator = cursor.number(-1), cursor.number(1)
    if numerator is None or denominator is None or cursor.peek() not in ("/", ",", ".") or cursor.number(3) is not None:
        return False
    is_dated = first > 0 and cursor.words[first - 1] in ("ngày", "số")
    is_part = cursor.peek() != "/" or (numerator < denominator and not is_dated)
    length = cursor.starts(UNITS, cursor.at + 2) if cursor.peek(2) == "ngày" else 0
    if not is_part or not length:
        return False
    cursor.refuse("P209", first, cursor.at + 2 + length)
    return True


def _is_unit(word: str) -> bool:
    return word in UNITS


def _is_range(cursor: Cursor, first: int) -> bool:
    """Refuse «1,5 tháng», «05-07 ngày», «05 đến 07 ngày»."""
    sign = cursor.peek()
    if sign not in _RANGE_SIGNS or cursor.number(1) is None:
        return False
    # A number in words before a sign may be no number: «hằng năm, 05 ngày cuối năm».
    if not sign.isalpha() and cursor.number(-1) is None:
        return False
    if not _is_unit(cursor.peek(2)) or cursor.number(3) is not None:
        return False
    cursor.refuse("P221", first, cursor.at + 3)
    return True


def _belongs_to_date(cursor: Cursor) -> bool:
    """Tell whether the unit just read is followed by a date's number rather than by a second amount.

    «05 tháng | 12» and «số 7 ngày | 31/12» are dates; «01 năm | 06 tháng» and «06 tháng | 01 lần» are not.
    """
    after = cursor.peek(1)
    if after == "lần":
        return False
    return not _is_unit(after) or (after in ("tháng", "năm") and cursor.number(2) is not None)


def _is_sound(cursor: Cursor, quantity: Quantity, lasting: bool) -> bool:
    first, end = quantity.first, quantity.end
    if quantity.unit is Unit.DAY and cursor.peek() == "làm":
        cursor.refuse("P204", first, end + 1)
        return False
    if cursor.peek() == "rưỡi":
        cursor.refuse("P209" if quantity.unit in _DAYS else "P221", first, end + 1)
        return False
    most = _MOST[quantity.unit] * (10 if lasting else 1)
    if not 1 <= quantity.amount <= most:
        cursor.refuse("P206", first, end, most=str(most), unit=quantity.unit.value)
        return False
    return True


def _in_span_units(quantity: Quantity) -> tuple[int, SpanUnit] | None:
    amount = quantity.amount
    match quantity.unit:
        case Unit.WORKING_DAY:
            return None
        case Unit.DAY:
            return amount, SpanUnit.DAY
        case Unit.WEEK:
            return amount * 7, SpanUnit.DAY
        case Unit.MONTH:
            return amount, SpanUnit.MONTH
        case Unit.QUARTER:
            return amount * 3, SpanUnit.MONTH
        case Unit.YEAR:
            return amount, SpanUnit.YEAR
        case _:
            assert_never(quantity.unit)


def calendar_span(quantity: Quantity) -> CalendarSpan | None:
    """Return the span in days, months or years; None for working days."""
    found = _in_span_units(quantity)
    return CalendarSpan(*found, assumed=quantity.assumed) if found is not None else None


def counted(quantity: Quantity) -> WorkingDays | CalendarSpan:
    """Return the period that the quantity says."""
    return calendar_span(quantity) or WorkingDays(quantity.amount)


def keep_at_least(quantity: Quantity) -> KeepAtLeast | None:
    """Return how long to keep, in days, months or years; None for working days and for what is only assumed."""
    found = _in_span_units(quantity) if not quantity.assumed else None
    return KeepAtLeast(*found) if found is not None else None
