"""A verb of duty with nothing that it is done to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.clauses import names_bearer
from engine.reading.defects.base import Examined, defect, own_spans
from engine.source import Span

_VERB = (
    r"(?:xử\s+lý|giải\s+quyết|khắc\s+phục|tiến\s+hành|chấp\s+hành|thực\s+hiện|hoàn\s+thành|công\s+khai|thông\s+báo|cung\s+cấp|"
    r"đăng\s+tải|cập\s+nhật|bổ\s+sung|kiểm\s+tra|tổ\s+chức)"
)
_BARE = re.compile(
    rf"(?<!\w)(?:phải|có\s+trách\s+nhiệm)\s+(?P<verb>{_VERB})\s*(?=[.;]|$)"
    r"|(?<!\w)(?:phải|có\s+trách\s+nhiệm)\s+(?P<posts>đăng\s+tải|công\s+khai|niêm\s+yết)\s+(?=(?:trên|tại|lên)\s)",
    re.IGNORECASE,
)
# «kiểm tra trong vòng 01 ngày … | và xử lý»: the verb before has no object either.
_AND = re.compile(r"(?<!\w)và\s+(?P<verb>xử\s+lý|giải\s+quyết)\s*(?=[.;]|$)", re.IGNORECASE)
_WITHOUT = re.compile(
    r"(?:kiểm\s+tra|thông\s+báo|báo\s+cáo|tiến\s+hành|xem\s+xét)\s+(?:trong|ngay|kịp\s+thời|cho\s|chậm)[^.;]*$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|do)(?!\w)", re.IGNORECASE)
_LEAD = re.compile(
    r"^\s*(?:Điều\s+\d+[a-zđ]?\.|\d{1,2}[a-zđ]?\.|[a-zđ]\)|[-+–])\s*|^.*(?:(?<!\w)thì|,)\s+", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^.;]+")


def check_objects(examined: Examined) -> Iterator[Diagnostic]:
    """«Người đứng đầu cơ sở phải chấp hành.»: what, the sentence does not say."""
    text = examined.text
    for piece, owner in own_spans(text):
        for sentence in _CLAUSE.finditer(text.text, piece.start, piece.end):
            for match in _BARE.finditer(text.text, sentence.start(), sentence.end()):
                subject = _LEAD.sub("", " ".join(text.text[sentence.start() : match.start()].split()))
                subject = _LEAD.sub("", subject)
                if names_bearer(subject, at_start=True) and not _PASSIVE.search(subject):
                    yield defect(text, "L123", Span(*match.span()), owner)
            for match in _AND.finditer(text.text, sentence.start(), sentence.end()):
                if _WITHOUT.search(text.text, sentence.start(), match.start()):
                    yield defect(text, "L123", Span(*match.span()), owner)
