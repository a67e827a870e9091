"""An appendix that the text names as its own and that is not at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.defects.base import Examined, defect, own_spans
from engine.reading.provisions import TextKind
from engine.source import Span

_NUMBER = r"(?:(?:số\s+)?(?P<number>\d{1,2}|[IVX]{1,5}|[A-Z])(?![\w/]))"
_NAMED = re.compile(rf"(?<!\w)Phụ\s+lục(?:\s+{_NUMBER})?")
_HEADING = re.compile(rf"^\W*PHỤ\s+LỤC(?:\s+(?i:{_NUMBER}))?", re.MULTILINE)
# «Phụ lục II ban hành kèm theo Thông tư số 01/2024/TT-BNV»: another document's.
_OF_ANOTHER = re.compile(
    r"\s*[,)]?\s*(?:(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo|của|tại)\s+(?!Quyết\s+định\s+này)(?:[^\W\d_]+\s+){1,4}?(?:số\s+\d|ngày\s+\d|năm\s+\d|hợp\s+đồng)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"(?<!\w)(?:bãi\s+bỏ|sửa\s+đổi|thay\s+thế|bổ\s+sung)\s[^.;]{0,160}$", re.IGNORECASE)


def check_appendices(examined: Examined) -> Iterator[Diagnostic]:
    """«theo Phụ lục II», but no Phụ lục II follows; each is told once, where it is first named."""
    text = examined.text
    if text.kind is TextKind.SUBMISSION:
        return
    present = {(found["number"] or "").upper() for found in _HEADING.finditer(text.text)}
    told: set[str] = set()
    for piece, owner in own_spans(text):
        for match in _NAMED.finditer(text.text, piece.start, piece.end):
            number = (match["number"] or "").upper()
            is_there = number in present or (not number and present)
            is_heading = match.start() == piece.start
            if _CHANGED.search(text.text, piece.start, match.start()):
                continue
            if is_there or is_heading or number in told or _OF_ANOTHER.match(text.text, match.end()):
                continue
            told.add(number)
            yield defect(text, "L212", Span(*match.span()), owner)
