"""A duty in time that nobody bears: the sentence says what is done, not by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.phrases import Ahead, CalendarSpan, WorkingDays
from engine.reading.clauses import clause_at, names_bearer
from engine.reading.defects.base import TAKES_EFFECT, Examined, defect, piece_of
from engine.reading.provisions import LegalText, Provision
from engine.reading.times import TimeKind

_BY = re.compile(r"(?<!\w)(?:do|bởi|giao|thuộc\s+trách\s+nhiệm)(?!\w)", re.IGNORECASE)
_DUTIES_OF = re.compile(r"(?:trách\s+nhiệm|nhiệm\s+vụ|quyền|nghĩa\s+vụ)\s+của", re.IGNORECASE)
_LENGTH = re.compile(r"(?:thời\s+hạn|thời\s+gian)\s", re.IGNORECASE)


def check_bearers(examined: Examined) -> Iterator[Diagnostic]:
    """«Kết quả được gửi trong thời hạn 05 ngày»: who sends it, no word of the clause tells."""
    text, told = examined.text, set[int]()
    for item in examined.times:
        is_counted = item.deadline is None or isinstance(item.deadline, (Ahead, WorkingDays, CalendarSpan))
        is_duty = is_counted and item.kind is TimeKind.PERIOD and item.is_duty and not TAKES_EFFECT.match(item.words)
        if item.provision is None or not is_duty:
            continue
        clause = clause_at(text, item)
        said = text.words(piece_of(text, item.span))
        if clause.act is None or clause.bearer is not None or not clause.is_passive or _BY.search(said):
            continue
        if id(item.provision) not in told and not _is_told_above(text, item.provision):
            told.add(id(item.provision))
            yield defect(text, "L317", item.span, item.provision, act=clause.act)


def _is_told_above(text: LegalText, item: Provision) -> bool:
    """Tell whether the heading of the article or the words that lead to the points name who must act."""
    for above in (item, *text.ancestors(item)):
        if above.citation is None:
            continue
        if above.heading is not None and (_DUTIES_OF.search(title := text.words(above.heading)) or names_bearer(title)):
            return True
        if above is not item and above.pieces and names_bearer(text.words(above.pieces[-1])):
            return True
    return False
