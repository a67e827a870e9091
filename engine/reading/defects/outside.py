"""A norm that says nothing itself: it is done «theo quy định», of what is not said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.defects.base import Examined, defect, own_spans
from engine.reading.verbs import find_verbs
from engine.source import Span

_SENTENCE = re.compile(r"[^.;]+")
_BY_RULE = re.compile(
    r"theo\s+(?:đúng\s+)?quy\s+định(?:\s+(?:hiện\s+hành|chung))?"
    r"(?:\s+của\s+pháp\s+luật(?:\s+(?:hiện\s+hành|có\s+liên\s+quan|về\s+[^.,;:()\d]{2,60}))?)?\s*$",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?<!\w)(?:thực\s+hiện|áp\s+dụng|tiến\s+hành|xử\s+lý)\s*$", re.IGNORECASE)
_TITLED = re.compile(r"phạm\s+vi|giải\s+thích|đối\s+tượng|căn\s+cứ|nguyên\s+tắc", re.IGNORECASE)
_EXACT = re.compile(r"(?:số|điều|khoản|điểm|năm)\s+\d|\d\s*/", re.IGNORECASE)
_MARKER = re.compile(r"^\s*(?:Điều\s+\d+[a-zđ]?\.|\d{1,2}[a-zđ]?\.|[a-zđ]\)|[-+–])\s*")
_MOST_WORDS = 32
_FEWEST_WORDS = 3


def check_only_outside(examined: Examined) -> Iterator[Diagnostic]:
    """«Việc xử lý đơn nặc danh thực hiện theo quy định của pháp luật»: which law, nobody is told."""
    text = examined.text
    timed = {item.span.start for item in examined.times if item.amount is not None and item.is_duty}
    for piece, owner in own_spans(text):
        article = text.article_of(owner)
        if article is not None and article.heading is not None and _TITLED.search(text.words(article.heading)):
            continue
        for match in _SENTENCE.finditer(text.text, piece.start, piece.end):
            said = _MARKER.sub("", match[0]).lstrip()
            rule = _BY_RULE.search(said)
            if rule is None or not _FEWEST_WORDS <= len(said.split()) <= _MOST_WORDS or _EXACT.search(said):
                continue
            before = said[: rule.start()]
            tells = _DONE.search(before) or (
                (verbs := find_verbs(before)) and (verbs[0].start() == 0 or "," not in before[-60:])
            )
            if tells and not any(match.start() <= at < match.end() for at in timed):
                at = match.end() - len(said) + rule.start()
                yield defect(text, "L214", Span(at, match.end()), owner)
