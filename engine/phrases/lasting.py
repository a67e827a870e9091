"""For how long a state must last: «02 ngày làm việc liên tiếp», «30 ngày liên tục», «quá 30 ngày»."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from engine.phrases.deadlines import CalendarSpan, StateLasts, WorkingDays
from engine.phrases.parser import parse_phrase
from engine.phrases.problems import PhraseProblem
from engine.source import Span

_BEGINNING: Final = re.compile(
    r"\s*(?:(?:đã\s+)?kéo\s+dài\s+|đã\s+)?(?:(?P<over>quá|trên|hơn)\s+|đủ\s+)?", re.IGNORECASE
)
_RUNNING: Final = re.compile(r"\s+(?:liên\s+tục|liên\s+tiếp|liền)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LastingPhrase:
    """For how long a state must last, and whether it must last longer than that («quá», «trên»)."""

    length: WorkingDays | CalendarSpan | StateLasts
    exceeded: bool


@lru_cache(maxsize=256)
def parse_lasting(text: str) -> LastingPhrase | PhraseProblem | None:
    """Read how long a state must last.

    Returns:
        Its meaning; the reason why it is refused, with its place in `text`; or None for a phrase that is understood
        but is no length of time.
    """
    beginning = _BEGINNING.match(unicodedata.normalize("NFC", text))
    skipped = beginning.end() if beginning is not None and unicodedata.is_normalized("NFC", text) else 0
    exceeded = skipped > 0 and beginning is not None and beginning["over"] is not None
    rest = text[skipped:]
    parsed = parse_phrase(rest)
    if isinstance(parsed, PhraseProblem) and parsed.code == "P217":  # Ngày thường «liên tục» cũng là ngày lịch.
        parsed = parse_phrase(_RUNNING.sub("", rest))
    if isinstance(parsed, PhraseProblem):
        return replace(parsed, span=Span(parsed.span.start + skipped, parsed.span.end + skipped))
    if isinstance(parsed.deadline, (WorkingDays, CalendarSpan, StateLasts)) and parsed.anchor is None:
        return LastingPhrase(parsed.deadline, exceeded)
    return None
