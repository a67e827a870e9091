"""Rules for amounts of time: from an event, ahead of one, as long as a state lasts."""

from __future__ import annotations

from engine.phrases.amounts import Quantity, counted, keep_at_least, read_lead, read_quantity
from engine.phrases.anchors import FoundPeriod, at_date, find_period, read_anchor, take_anchor
from engine.phrases.cursor import Cursor
from engine.phrases.deadlines import (
    Ahead,
    Between,
    CalendarSpan,
    FirstDays,
    FirstWorkingDays,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    StateLasts,
    Unquantified,
    WorkingDays,
)
from engine.phrases.lexicon import (
    ANCHORS,
    BEFORE_EVENT,
    CONDITIONS,
    CONSECUTIVE,
    DUTIES,
    EFFECTS,
    EXCLUSIONS,
    FIRST,
    FOLLOWING,
    LAST,
    LATEST,
    STATES,
    SUBJECTS,
    TOWARDS_EVENT,
    UNITS,
    YEAR_ANCHORS,
    Lead,
    Unit,
)
from engine.phrases.window_rules import first_of_period, last_of_period

Window = LastDays | LastWorkingDays | FirstDays | FirstWorkingDays
Period = WorkingDays | CalendarSpan | Between | Window | StateLasts | Ahead | KeepAtLeast

# «không quá 05 ngày trước ngày họp» may mean at the latest or at the earliest five days before.
_WINDOW_BEFORE = Lead.WINDOW | Lead.MOST
# «06 tháng tính đến ngày nghỉ hưu» alone may name a length of service.
_BY_THEN = Lead.LATEST | Lead.LEAST
_CONTRADICTORY = Lead.MOST | Lead.LATEST | Lead.WINDOW


def period(cursor: Cursor) -> Period | None:
    """«trong thời hạn 05 ngày làm việc kể từ ngày …» and whatever else begins with an amount of time."""
    cursor.accept(SUBJECTS)
    takes_effect = cursor.accept(EFFECTS) is not None
    is_notice = not takes_effect and cursor.accept(DUTIES) is not None
    start = cursor.at
    lead = read_lead(cursor)
    quantity = read_quantity(cursor, lasting=Lead.LEAST in lead)
    if quantity is None:
        _refuse_missing_amount(cursor, start, lead)
        return None
    is_after = Lead.AFTER in lead
    if takes_effect and not is_after:
        cursor.refuse("P204", start, quantity.end)
        return None
    if is_after and not takes_effect and Lead.LATEST not in lead:
        cursor.refuse("P214", start, quantity.end)
        return None
    if Lead.BEFORE in lead:
        return _counted_back(cursor, start, lead, quantity, is_notice=is_notice)
    return _after_amount(cursor, start, lead, quantity)


def _counted_back(cursor: Cursor, start: int, lead: Lead, quantity: Quantity, *, is_notice: bool) -> Ahead | None:
    """Read «trước 06 tháng | tính đến ngày nghỉ hưu»; «báo trước 45 ngày» counts back from the event of the rule."""
    if lead & (_WINDOW_BEFORE | Lead.AFTER) or (not cursor.at_end() and cursor.starts(ANCHORS, cursor.at)):
        cursor.refuse("P216", start, cursor.trimmed_end())
        return None
    if cursor.at_end() and is_notice:
        return Ahead(counted(quantity))
    cursor.accept_word(",")
    head = cursor.at
    if cursor.accept(TOWARDS_EVENT) is None and cursor.accept(BEFORE_EVENT) is None:
        if cursor.at_end():
            cursor.refuse("P215", start, quantity.end)
        return None
    return _ahead(cursor, (start, head), lead, quantity)


def _refuse_missing_amount(cursor: Cursor, start: int, lead: Lead) -> None:
    """Refuse a lead or a unit that has no number (P203); leave the rest to other rules."""
    if cursor.problem is not None or cursor.at >= len(cursor.words):
        if lead and cursor.problem is None:
            cursor.refuse("P203", start, cursor.at)
        return
    at = cursor.at
    cursor.accept(UNITS)
    cursor.accept_word(",")
    bare = cursor.at_end() or cursor.starts(ANCHORS, cursor.at) > 0
    if bare and (cursor.at > at or lead & ~Lead.AFTER):
        cursor.refuse("P203", start, cursor.at)
    cursor.at = at


def _after_amount(cursor: Cursor, start: int, lead: Lead, quantity: Quantity) -> Period | None:
    if Lead.LEAST in lead and lead & _CONTRADICTORY:
        cursor.refuse("P204", start, quantity.end)
        return None
    if cursor.accept(CONSECUTIVE) is not None:
        if lead & (Lead.MOST | Lead.LATEST):
            cursor.refuse("P204", start, cursor.at)
        return _consecutive(cursor, quantity)
    if cursor.peek() in LAST:
        return last_of_period(cursor, lead, quantity)
    if cursor.peek() in FIRST:
        return first_of_period(cursor, lead, quantity)
    head = cursor.at
    if cursor.accept(BEFORE_EVENT) is not None:
        return _ahead(cursor, (start, head), lead, quantity)
    if cursor.accept(TOWARDS_EVENT) is not None:
        return _ahead(cursor, (start, head), lead if lead & _BY_THEN else lead | Lead.WINDOW, quantity)
    if (between := _between(cursor, lead, quantity)) is not None:
        return between
    if cursor.problem is not None or _refuse_second_amount(cursor) or _refuse_condition(cursor):
        return None
    _accept_following(cursor, lead)
    if _refuse_year(cursor):
        return None
    read_anchor(cursor)
    return _plain(cursor, lead, quantity)


def _refuse_year(cursor: Cursor) -> bool:
    """Refuse «05 năm kể từ năm công việc kết thúc»: the text names no day to count from (P227)."""
    at = cursor.at + (cursor.peek() == ",")
    if at < len(cursor.words) and (length := cursor.starts(YEAR_ANCHORS, at)):
        cursor.refuse("P227", at, at + length)
    return cursor.problem is not None


def _accept_following(cursor: Cursor, lead: Lead) -> None:
    """Move past «tiếp theo» behind a window; the words are kept as a remark."""
    if not lead & (Lead.LEAST | Lead.AFTER) and (said := cursor.accept(FOLLOWING)) is not None:
        cursor.remark = said


def _plain(cursor: Cursor, lead: Lead, quantity: Quantity) -> WorkingDays | CalendarSpan | KeepAtLeast | None:
    if Lead.LEAST not in lead:
        return counted(quantity)
    kept = keep_at_least(quantity)
    if kept is not None:
        return kept
    cursor.refuse("P217", quantity.first, quantity.end)
    return None


def _refuse_second_amount(cursor: Cursor) -> bool:
    """Refuse «01 năm 06 tháng», «05 ngày làm việc hoặc 10 ngày»."""
    mark = cursor.mark()
    while cursor.peek() in (",", ";", "và", "hoặc", "nhưng", "đến"):
        cursor.at += 1
    read_lead(cursor)
    second = read_quantity(cursor)
    if second is not None:
        cursor.refuse("P208", second.first, second.end)
    cursor.reset(mark)
    return cursor.problem is not None


def _refuse_condition(cursor: Cursor) -> bool:
    """Refuse «10 ngày, không kể ngày nghỉ» (P213) and «10 ngày khi có thay đổi» (P222)."""
    at = cursor.at + (cursor.peek() == ",")
    if at < len(cursor.words):
        if length := cursor.starts(EXCLUSIONS, at):
            cursor.refuse("P213", at, at + length)
        elif cursor.starts(CONDITIONS, at):
            cursor.refuse("P222", at, cursor.trimmed_end())
    return cursor.problem is not None


def _consecutive(cursor: Cursor, quantity: Quantity) -> StateLasts | None:
    if quantity.unit is not Unit.WORKING_DAY:
        cursor.refuse("P217", quantity.first, cursor.at)
        return None
    return StateLasts(quantity.amount)


def _ahead(cursor: Cursor, said: tuple[int, int], lead: Lead, quantity: Quantity) -> Ahead | None:
    """Take the words from here on as the event; `said` is where the phrase and the words before the event begin."""
    start, head = said
    if lead & (_WINDOW_BEFORE | Lead.AFTER):
        cursor.refuse("P216", start, cursor.at)
        return None
    if at_date(cursor):
        cursor.refuse("P208", head, cursor.trimmed_end())
        return None
    if not take_anchor(cursor, head, cursor.trimmed_end()):
        return None
    return Ahead(counted(quantity))


def _between(cursor: Cursor, lead: Lead, quantity: Quantity) -> Between | None:
    """Read the second half of «không ít hơn 05 ngày và không quá 10 ngày», in either order; then the anchor."""
    mark = cursor.mark()
    if Lead.LEAST not in lead and Lead.MOST not in lead:
        return None
    cursor.accept_word(",")
    if not any(map(cursor.accept_word, ("và", "nhưng"))):
        cursor.reset(mark)
        return None
    other = read_lead(cursor)
    if other not in (Lead.LEAST, Lead.MOST) or other in lead:
        cursor.reset(mark)
        return None
    second = read_quantity(cursor)
    if second is None or cursor.problem is not None:
        cursor.reset(mark)
        return None
    opens, due = (quantity, second) if Lead.LEAST in lead else (second, quantity)
    if opens.unit is due.unit and opens.amount > due.amount:
        cursor.refuse("P224", quantity.first, second.end)
        return None
    if _refuse_second_amount(cursor) or _refuse_condition(cursor):
        return None
    read_anchor(cursor)
    return Between(counted(opens), counted(due))


def ahead_of_event(cursor: Cursor) -> Ahead | Unquantified | None:
    """«trước ngày họp 05 ngày làm việc»; «trước khi đồng bộ» without an amount is an order, not a date."""
    start = cursor.at
    lead = read_lead(cursor)
    head = cursor.at
    said = cursor.accept(BEFORE_EVENT)
    if said is None or cursor.number() is not None or lead & ~Lead.LATEST:
        return None
    found = find_period(cursor, Lead.LATEST | Lead.LEAST | _WINDOW_BEFORE, must_lead=False)
    if cursor.problem is not None:
        return None
    if found is not None:
        if found.lead & _WINDOW_BEFORE:
            cursor.refuse("P216", found.at, found.end)
        return Ahead(counted(found.quantity)) if _anchor_before(cursor, head, found) else None
    if said == "trước khi" and not lead:
        return Unquantified(said) if take_anchor(cursor, head, cursor.trimmed_end()) else None
    cursor.refuse("P203", start, cursor.trimmed_end())
    return None


def _anchor_before(cursor: Cursor, head: int, found: FoundPeriod) -> bool:
    """Take the words between here and the period as the anchor and stand behind the period."""
    if not take_anchor(cursor, head, _before_comma(cursor, found.at)):
        return False
    cursor.move_to(found.end)
    return True


def _before_comma(cursor: Cursor, at: int) -> int:
    return at - 1 if cursor.words[at - 1] in (",", ";") else at


def after_event(cursor: Cursor) -> Period | None:
    """«kể từ ngày văn bản có hiệu lực, trong thời hạn 05 ngày làm việc»: the starting point said first.

    The amount behind it must be led up to, unless the phrase opens with «chậm nhất»: «sau khi họp 05 ngày»
    alone could mean not before.
    """
    opened = cursor.accept(LATEST) is not None
    head = cursor.at
    if cursor.accept(ANCHORS) is None:
        return None
    found = find_period(cursor, ~(Lead.FRAME | Lead.AFTER | Lead.BEFORE), must_lead=not opened)
    if cursor.problem is not None:
        return None
    if found is None:
        cursor.refuse("P203", head, cursor.trimmed_end())
        return None
    if not _anchor_before(cursor, head, found):
        return None
    anchor, cursor.anchor = cursor.anchor, None
    understood = _after_amount(cursor, found.at, found.lead, found.quantity)
    if cursor.anchor is not None:
        second = found.end + (cursor.words[found.end] == ",")
        cursor.refuse("P220", second, cursor.at)
    cursor.anchor = anchor
    return understood


def while_state(cursor: Cursor) -> StateLasts | None:
    """«khi phần mềm ngừng hoạt động trong 02 ngày làm việc liên tiếp»: the state is the anchor."""
    head = cursor.at
    conditional = cursor.accept(CONDITIONS) is not None
    if not conditional and (cursor.at_end() or not cursor.starts(STATES, cursor.at)):
        return None
    found = find_period(cursor, Lead.WINDOW, must_lead=True)
    if cursor.problem is not None:
        return None
    if found is None:
        if conditional:
            cursor.refuse("P203", head, cursor.trimmed_end())
        return None
    if not _anchor_before(cursor, head, found):
        return None
    if cursor.accept(CONSECUTIVE) is None:
        cursor.refuse("P222", head, _before_comma(cursor, found.at))
        return None
    return _consecutive(cursor, found.quantity)


def keep_part(cursor: Cursor) -> KeepAtLeast | None:
    """«tối thiểu 03 (ba) tháng» as a part of another phrase."""
    mark = cursor.mark()
    cursor.accept(DUTIES)
    if read_lead(cursor) == Lead.LEAST and (quantity := read_quantity(cursor, lasting=True)) is not None:
        kept = keep_at_least(quantity)
        if kept is None:
            cursor.refuse("P217", quantity.first, quantity.end)
        return kept
    cursor.reset(mark)
    return None
