"""Free words: the event a period starts from, and remarks in brackets. Neither may hide a second limit."""

from __future__ import annotations

from dataclasses import dataclass

from engine.phrases.amounts import Quantity, may_begin_quantity, read_lead, read_quantity
from engine.phrases.cursor import CLOSING, Cursor
from engine.phrases.dates import read_date
from engine.phrases.lexicon import (
    ANCHORS,
    COUNTING_REMARKS,
    DATE_LIMITS,
    EXCLUSIONS,
    LEADS,
    LIMITS,
    REMARK_EXCLUSIONS,
    SECOND_ANCHORS,
    Lead,
    Lexicon,
)

# What free words must not contain, and how it is refused.
_FOREIGN: tuple[tuple[Lexicon[str], str], ...] = (
    (EXCLUSIONS, "P213"),
    (SECOND_ANCHORS, "P220"),
    (LIMITS, "P208"),
)
_FOREIGN_TO_ANCHOR = (*_FOREIGN, (DATE_LIMITS, "P208"))
_FOREIGN_TO_REMARK = (*_FOREIGN, (REMARK_EXCLUSIONS, "P213"))
_FOREIGN_TO_REMARK_START = (*_FOREIGN_TO_REMARK, (DATE_LIMITS, "P208"), (COUNTING_REMARKS, "P213"))


def read_anchor(cursor: Cursor, heads: Lexicon[str] = ANCHORS) -> bool:
    """Read one of `heads` and the words after it up to the end of the phrase; they become the anchor.

    Returns:
        True when read; False when no head stands here or the phrase is refused.
    """
    start = cursor.at
    if cursor.peek() == ",":
        cursor.at += 1
    head = cursor.at
    if cursor.accept(heads) is None:
        cursor.at = start
        return False
    return take_anchor(cursor, head, cursor.trimmed_end())


def take_anchor(cursor: Cursor, head: int, end: int) -> bool:
    """Take the tokens from here to `end` as the anchor; `head` is where its first word of grammar stands."""
    first = cursor.at
    words = cursor.words[first:end]
    if not any(word.isalnum() for word in words) or words[0] in CLOSING:
        cursor.refuse("P215", head, first)
        return False
    if cursor.number() is not None:
        at_date(cursor)  # Refuses an impossible date.
    if cursor.problem is not None or not is_free_text(cursor, first, end):
        return False
    cursor.anchor = cursor.written(first, end)
    cursor.move_to(end)
    return True


def is_free_text(cursor: Cursor, first: int, end: int, *, in_brackets: bool = False) -> bool:
    """Tell whether tokens `[first, end)` bear no time of their own; if they do, the phrase is refused.

    Args:
        in_brackets: the words are a remark, which may name dates but not begin with one.
    """
    mark = cursor.mark()
    for at in range(first, end):
        for table, code in _foreign_tables(in_brackets, at == first):
            if length := cursor.starts(table, at):
                cursor.refuse(code, at, at + length)
        if may_begin_quantity(cursor, at) and not _inside_number(cursor, at, first):
            _refuse_quantity(cursor, at)
        if cursor.problem is not None:
            return False
    cursor.reset(mark)
    return True


def _foreign_tables(in_brackets: bool, is_first: bool) -> tuple[tuple[Lexicon[str], str], ...]:
    if not in_brackets:
        return _FOREIGN_TO_ANCHOR
    return _FOREIGN_TO_REMARK_START if is_first else _FOREIGN_TO_REMARK


def _inside_number(cursor: Cursor, at: int, first: int) -> bool:
    """Tell whether the token stands inside a date or a document's number, as 3 does in «15/3 ngày»."""
    return at > first + 1 and cursor.words[at - 1] in ("/", "-", ".") and cursor.tokens[at - 2].number is not None


def _refuse_quantity(cursor: Cursor, at: int) -> None:
    cursor.at = at
    quantity = read_quantity(cursor)
    if quantity is not None:
        cursor.refuse("P208", quantity.first, quantity.end)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """An amount of time behind free words: where its lead begins, the lead, the amount, where it ends."""

    at: int
    lead: Lead
    quantity: Quantity
    end: int


def find_period(cursor: Cursor, leads: Lead, *, must_lead: bool) -> FoundPeriod | None:
    """Find the first amount of time from here on; the cursor stays.

    «hết thời hạn 05 ngày» is no period to count but the name of one, so it is refused (P208).

    Args:
        leads: the leads that may stand before it.
        must_lead: skip amounts that no lead stands before.
    """
    mark = cursor.mark()
    for at in range(cursor.at, len(cursor.words)):
        if cursor.words[at] not in LEADS and not may_begin_quantity(cursor, at):
            continue
        cursor.at = at
        lead = read_lead(cursor)
        quantity = read_quantity(cursor, lasting=Lead.LEAST in lead) if lead or not must_lead else None
        if cursor.problem is not None:
            return None
        if quantity is None:
            continue
        if lead & ~leads:
            cursor.refuse("P208", at, quantity.end)
            return None
        end = cursor.at
        cursor.reset(mark)
        return FoundPeriod(at, lead, quantity, end)
    cursor.reset(mark)
    return None


def at_date(cursor: Cursor) -> bool:
    """Tell whether a date, not an event, stands here."""
    mark = cursor.mark()
    cursor.at -= cursor.peek(-1) == "ngày"
    found = read_date(cursor) is not None
    cursor.reset(mark)
    return found
