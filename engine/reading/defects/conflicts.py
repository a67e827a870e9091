"""What contradicts itself: one act with two periods from one event, a number that its bracket tells otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.phrases import CalendarSpan, PhraseProblem, WorkingDays, parse_phrase
from engine.reading.defects.base import Examined, defect, note, own_spans, piece_of, sentence_before
from engine.reading.times import TimeExpression, TimeKind
from engine.source import Span

_NUMBER_IN_WORDS = re.compile(r"(?<![\w/.,])(?P<number>\d{1,3})\s*\((?P<words>[^\W\d_]+(?:\s+[^\W\d_]+){0,4})\)")
_SENTENCE_END = re.compile(r"[.;:](?=\s|$)")
_MARKER = re.compile(r"^\W*(?:\d{1,2}[a-zđ]?\.\s|[a-zđ]\)\s|[-+–]\s)")
# Two lengths for two cases are no contradiction.
_CASE = re.compile(
    r"(?<!\w)(?:đối với|trường hợp|riêng|nếu|hoặc|khi|gia hạn|kéo dài)(?!\w)".replace(" ", r"\s+"),
    re.IGNORECASE,
)
# Words that a sentence about the same act may have or lack.
_LIGHT = frozenset(
    ("phải", "được", "và", "thì", "có", "trách", "nhiệm", "của", "cho", "các", "những", "này", "là", "bị", "sẽ", "việc")
)
_FEWEST_WORDS = 3


def check_contradictions(examined: Examined) -> Iterator[Diagnostic]:
    """One act is given two periods that run from the same event; told once for each further period."""
    told: defaultdict[str, list[tuple[frozenset[str], TimeExpression]]] = defaultdict(list)
    for item in examined.times:
        is_counted = isinstance(item.deadline, (WorkingDays, CalendarSpan)) and item.kind is TimeKind.PERIOD
        if not is_counted or item.anchor is None:
            continue
        act = _act(examined, item)
        if act is None:
            continue
        known = told[" ".join(item.anchor.lower().split())]
        other = next((one for words, one in known if words <= act or act <= words), None)
        if other is not None and other.deadline != item.deadline:
            yield defect(
                examined.text, "L314", item.span, item.provision,
                (note(examined.text, other.span, "thời hạn kia", "the other period"),),
                other=other.words, other_at=str(other.provision.citation) if other.provision is not None else "",
            )  # fmt: skip
        known.append((act, item))


def _act(examined: Examined, item: TimeExpression) -> frozenset[str] | None:
    """Return the words of the sentence without its time; None when they tell a case or too little to compare."""
    text = examined.text
    behind = text.text[item.span.end : piece_of(text, item.span).end]
    said = f"{_MARKER.sub('', sentence_before(text, item.span))} {_SENTENCE_END.split(behind, maxsplit=1)[0]}"
    if _CASE.search(said):
        return None
    words = frozenset(re.findall(r"\w+", said.lower())) - _LIGHT
    return words if len(words) >= _FEWEST_WORDS else None


def check_numbers_in_words(examined: Examined) -> Iterator[Diagnostic]:
    """A number in digits and the one in the bracket behind it differ: «15 (mười) ngày»."""
    for piece, owner in own_spans(examined.text):
        for match in _NUMBER_IN_WORDS.finditer(examined.text.text, piece.start, piece.end):
            parsed = parse_phrase(f"{match['number']} ({match['words']}) ngày")
            if isinstance(parsed, PhraseProblem) and parsed.code == "P205":
                said = dict(parsed.args)
                yield defect(
                    examined.text, "L122", Span(*match.span()), owner, number=said["number"], bracket=said["bracket"]
                )
