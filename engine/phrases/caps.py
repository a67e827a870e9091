"""What a phrase says of extending its period: a cap on the whole, never a period of its own."""

from __future__ import annotations

from engine.phrases.amounts import counted, read_lead, read_number, read_quantity
from engine.phrases.cursor import CLOSING, Cursor
from engine.phrases.deadlines import CalendarSpan, Deadline, WorkingDays
from engine.phrases.lexicon import EXTENSION_CASES, EXTENSIONS, TOTAL, WITH_EXTENSIONS, Lead

Cap = WorkingDays | CalendarSpan

_JOINING = CLOSING | {"và", "nhưng", "song"}
_BEFORE_TOTAL = _JOINING | {"thì", "mà"}


def begins_extension(cursor: Cursor, at: int) -> bool:
    """Tell whether words about extending the period begin at token `at`.

    «gia hạn» in the name of an event («kể từ ngày hết thời gian gia hạn») begins none.
    """
    if cursor.starts(WITH_EXTENSIONS, at):
        return True
    if not cursor.starts(EXTENSIONS, at):
        return False
    return at == 0 or cursor.words[at] == "có" or cursor.words[at - 1] in _JOINING


def cut_extension(cursor: Cursor) -> tuple[Cursor, Cursor | None, str | None]:
    """Return the phrase without its words about extending, those words, and the case they are for."""
    for at in range(1, len(cursor.words)):
        if begins_extension(cursor, at):
            end = _before_case(cursor, at)
            case = cursor.written(end, at) or None
            while end > 1 and cursor.words[end - 1] in _JOINING:
                end -= 1
            return Cursor(cursor.text, cursor.tokens[:end]), Cursor(cursor.text, cursor.tokens[at:]), case
    return cursor, None, None


def _before_case(cursor: Cursor, end: int) -> int:
    """Return where «; đối với vụ việc phức tạp | có thể gia hạn …» begins; `end` when no such case stands there."""
    sign = next((at for at in range(end - 1, 0, -1) if cursor.words[at] in (",", ";", ".")), None)
    return sign + 1 if sign is not None and cursor.starts(EXTENSION_CASES, sign + 1) else end


def read_cap(clause: Cursor, deadline: Deadline) -> Cap | None:
    """Read «có thể gia hạn một lần nhưng tổng không quá 45 ngày», «kể cả thời gian gia hạn».

    Returns:
        The most that `deadline` may come to; None when the words are refused: they are not understood (P225), or the
        cap cannot be held against the period (P226).
    """
    if clause.accept(WITH_EXTENSIONS) is not None and clause.at_end():
        if isinstance(deadline, (WorkingDays, CalendarSpan)):
            return deadline
        clause.refuse("P226", 0, clause.trimmed_end())
        return None
    holds_all = clause.at > 0
    if not holds_all:
        clause.accept(EXTENSIONS)
        _how_often(clause)
        holds_all = clause.accept(TOTAL) is not None
    lead = read_lead(clause) if holds_all else Lead.NONE
    first = clause.at
    quantity = read_quantity(clause) if Lead.MOST in lead else None
    if quantity is None or not clause.at_end() or lead & ~(Lead.MOST | Lead.FRAME | Lead.LATEST):
        clause.refuse("P225", 0, clause.trimmed_end())
        return None
    cap = counted(quantity)
    if _reaches(cap, deadline):
        return cap
    clause.refuse("P226", first, quantity.end)
    return None


def _how_often(clause: Cursor) -> None:
    """Move past «một lần nhưng», «thì» between the words on extension and the total."""
    at = clause.at
    if read_number(clause) is None or not clause.accept_word("lần"):
        clause.at = at
    while clause.peek() in _BEFORE_TOTAL:
        clause.at += 1


def _reaches(cap: Cap, deadline: Deadline) -> bool:
    """Tell whether the cap counts in the unit of the period and is no shorter."""
    match deadline, cap:
        case WorkingDays(count), WorkingDays(most):
            return most >= count
        case CalendarSpan(amount, unit), CalendarSpan(most, other):
            return unit is other and most >= amount
        case _:
            return False
