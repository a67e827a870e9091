"""What contradicts itself: one act with two periods from one event, a number that its bracket tells otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from engine.diagnostics import Diagnostic
from engine.phrases import CalendarSpan, PhraseProblem, WorkingDays, parse_phrase
from engine.reading.defects.base import Examined, defect, note, own_spans, piece_of, sentence_before
from engine.reading.times import TimeExpression, TimeKind
from engine.reading.verbs import find_verbs
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
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị)\s+$", re.IGNORECASE)


def check_contradictions(examined: Examined) -> Iterator[Diagnostic]:
    """One act is given two periods that run from the same event; told once for each further period."""
    told: defaultdict[str, list[tuple[_Act, TimeExpression]]] = defaultdict(list)
    for item in examined.times:
        is_counted = isinstance(item.deadline, (WorkingDays, CalendarSpan)) and item.kind is TimeKind.PERIOD
        if not is_counted or item.anchor is None:
            continue
        act = _act(examined, item)
        if act is None:
            continue
        known = told[" ".join(item.anchor.lower().split())]
        other = next((one for known_act, one in known if known_act.is_same(act)), None)
        if other is not None and other.deadline != item.deadline:
            yield defect(
                examined.text, "L314", item.span, item.provision,
                (note(examined.text, other.span, "thời hạn kia", "the other period"),),
                other=other.words, other_at=str(other.provision.citation) if other.provision is not None else "",
            )  # fmt: skip
        known.append((act, item))


@dataclass(frozen=True)
class _Act:
    """What a sentence tells to do: its words, and those from the verb on; a passive sentence names no one.

    «Phòng Đào tạo giải quyết đơn bảo lưu» and «Đơn xin bảo lưu được giải quyết» are one act.
    """

    words: frozenset[str]
    from_verb: frozenset[str]
    is_passive: bool

    def is_same(self, other: _Act) -> bool:
        """Tell whether one holds all that the other tells."""
        if self.words <= other.words or other.words <= self.words:
            return True
        if self.is_passive == other.is_passive:
            return False
        active, passive = (other, self) if self.is_passive else (self, other)
        return len(active.from_verb) >= _FEWEST_WORDS and active.from_verb <= passive.words


def _act(examined: Examined, item: TimeExpression) -> _Act | None:
    """Return the act of the sentence without its time; None when it tells a case or too little to compare."""
    text = examined.text
    behind = text.text[item.span.end : piece_of(text, item.span).end]
    said = f"{_MARKER.sub('', sentence_before(text, item.span))} {_SENTENCE_END.split(behind, maxsplit=1)[0]}"
    if _CASE.search(said):
        return None
    words, verb = _weighty(said), next(iter(find_verbs(said)), None)
    if len(words) < _FEWEST_WORDS:
        return None
    is_passive = verb is not None and _PASSIVE.search(said[: verb.start()]) is not None
    return _Act(words, _weighty(said[verb.start() :]) if verb is not None else words, is_passive)


def _weighty(said: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", said.lower())) - _LIGHT


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
