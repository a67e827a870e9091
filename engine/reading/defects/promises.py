"""The heading of an article names an act that none of its clauses performs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.defects.base import Examined, defect
from engine.reading.markers import Level
from engine.reading.provisions import LegalText, Provision
from engine.reading.verbs import ONE_VERB

_ACTS = re.compile(r"\s*(?:,|và|hoặc)\s*")
_ACT = re.compile(rf"(?P<verb>{ONE_VERB})(?!\w)", re.IGNORECASE)
_SYNONYMS = {"báo cáo": "báo", "cấp lại": "lại", "tổ chức": "", "thực hiện": "", "quyết định": ""}
_FEWEST = 2


def check_promises(examined: Examined) -> Iterator[Diagnostic]:
    """«Điều 12. Đính chính, thu hồi», and nothing below it is about taking back."""
    text = examined.text
    for article in text.nodes:
        if article.level is not Level.ARTICLE or article.heading is None:
            continue
        acts = [match for part in _ACTS.split(text.words(article.heading)) if (match := _ACT.match(part))]
        parts = _ACTS.split(text.words(article.heading))
        if len(acts) < _FEWEST or len(acts) < len(parts):
            continue
        body = _below_heading(text, article)
        for match in acts:
            verb = " ".join(match["verb"].lower().split())
            wanted = _SYNONYMS.get(verb, verb)
            if body.strip() and not any(re.search(rf"(?<!\w){part}(?!\w)", body) for part in wanted.split() or [""]):
                yield defect(text, "L124", article.heading, article, act=match.string.strip())


def _below_heading(text: LegalText, article: Provision) -> str:
    """Return what the article says below its heading, in small letters."""
    heading = text.words(article.heading) if article.heading is not None else ""
    own = [text.words(piece).split(heading, 1)[-1] for piece in article.pieces]
    below = [text.words(piece) for child in article.children for item in child.walk() for piece in item.pieces]
    return " ".join((*own, *below)).lower()
