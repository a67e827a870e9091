"""A body that the text has given a name is called by a part of that name elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.defects.base import Examined, defect, own_spans
from engine.reading.provisions import LegalText, Provision
from engine.reading.verbs import ONE_VERB
from engine.source import Span

_BODIES = ("hội đồng", "tổ", "ban", "đội", "đoàn", "trung tâm", "văn phòng", "chi cục", "quỹ", "ủy ban", "hệ thống")
_ENDS = re.compile(
    rf"\s*(?:[.,;:)]|$)|\s+(?:phải|có|được|họp|gồm|thì|trong|chậm|theo|và\s+(?:gửi|báo)|{ONE_VERB})(?!\w)",
    re.IGNORECASE,
)


def check_short_names(examined: Examined) -> Iterator[Diagnostic]:
    """«Hội đồng tư vấn» was named, «kết luận của Hội đồng» stands in an article that knows of none."""
    text = examined.text
    told: set[tuple[str, int]] = set()
    names = _names(examined)
    whole = [re.compile(re.escape(said).replace(r"\ ", r"\s+"), re.IGNORECASE) for said in _all_names(examined)]
    for name in names:
        for cut in _beginnings(name):
            pattern = re.compile(rf"(?<![\w/]){re.escape(cut)}".replace(r"\ ", r"\s+"))
            for piece, owner in own_spans(text):
                for match in pattern.finditer(text.text, piece.start, piece.end):
                    if any(said.match(text.text, match.start()) for said in whole):
                        continue
                    key = (cut, id(text.article_of(owner)))
                    if key in told or not _ENDS.match(text.text, match.end()) or _knows(examined, owner, cut):
                        continue
                    told.add(key)
                    yield defect(text, "L215", Span(*match.span()), owner, name=name)


def _names(examined: Examined) -> list[str]:
    """Return the full names of bodies that the text defines, each once, longest first."""
    named: dict[str, None] = {}
    for item in examined.definitions:
        for said in (item.short_for, item.term):
            words = " ".join((said or "").split())
            if len(words.split()) > 2 and words.lower().startswith(_BODIES) and words[:1].isupper():
                named[words] = None
    return sorted(named, key=len, reverse=True)


def _all_names(examined: Examined) -> list[str]:
    found = [said for item in examined.definitions for said in (item.short_for, item.term) if said is not None]
    return [" ".join(said.split()) for said in found]


def _beginnings(name: str) -> list[str]:
    words = name.split()
    heads = [" ".join(words[:count]) for count in range(1, len(words))]
    return [head for head in heads if len(head.split()) > 1 and head.split()[-1].isalpha()]


def _knows(examined: Examined, owner: Provision, cut: str) -> bool:
    """Tell whether the article names, in full, a body that begins so: then the part stands for it."""
    text = examined.text
    article = text.article_of(owner) or owner
    words = " ".join(_said(text, article))
    longer = re.compile(rf"(?<!\w){re.escape(cut)}\s+(?!{_ENDS.pattern})[^\W\d_]+", re.IGNORECASE)
    defined = any(item.term == cut for item in examined.definitions)
    return defined or any(not _ENDS.match(words, found.start() + len(cut)) for found in longer.finditer(words))


def _said(text: LegalText, article: Provision) -> Iterator[str]:
    for item in article.walk():
        for piece in item.pieces:
            yield text.words(piece)
