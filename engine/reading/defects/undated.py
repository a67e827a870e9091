"""What comes back each month, quarter or year without a day by which it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.phrases import Every
from engine.reading.defects.base import Examined, defect, piece_of
from engine.reading.times import TimeKind

_REPORTS = re.compile(r"(?<!\w)(?:báo\s+cáo|gửi|nộp|tổng\s+kết|sơ\s+kết|hướng\s+dẫn)(?!\w)", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"kỳ\s+họp|kiểm\s+tra|đôn\s+đốc|thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|trước\s+\d|vào\s+(?:tuần|tháng|quý|ngày|dịp|cuối|đầu)|tháng\s+\d|ngày\s+\d|lần|khi\s+có\s+yêu\s+cầu",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)")


def check_undated(examined: Examined) -> Iterator[Diagnostic]:
    """«Hằng năm, Sở Y tế báo cáo Bộ Y tế»: by which day of the year is not said."""
    text = examined.text
    for item in examined.times:
        if item.kind is not TimeKind.PERIODIC or not isinstance(item.deadline, Every) or item.deadline.due is not None:
            continue
        if not item.is_duty and not item.words.lower().startswith(("hằng", "hàng")):
            continue
        piece = piece_of(text, item.span)
        start = max(
            (end.end() for end in _SENTENCE_END.finditer(text.text, piece.start, item.span.start)), default=piece.start
        )
        end = _SENTENCE_END.search(text.text, item.span.end, piece.end)
        stop = end.start() if end is not None else piece.end
        said = text.text[start:stop]
        others = any(
            start <= other.span.start < stop and other is not item and other.deadline for other in examined.times
        )
        if _REPORTS.search(said) and not _OTHERWISE.search(said) and not others:
            yield defect(text, "L316", item.span, item.provision)
