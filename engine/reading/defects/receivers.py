"""The clock of one who receives runs from an act of the one who sends: he may learn of it late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.reading.clauses import clause_at, names_bearer
from engine.reading.defects.base import Examined, defect
from engine.reading.times import TimeKind

_SENDS = r"(?:gửi|ban\s+hành|ký|chuyển|phát\s+hành|trình|thông\s+báo|ra\s+(?:thông\s+báo|quyết\s+định))"
_BY_ANOTHER = re.compile(rf"(?P<sender>[^,;]{{3,80}}?)\s+{_SENDS}(?!\w)", re.IGNORECASE)
_ISSUED = re.compile(
    r"(?:ban\s+hành|ký|gửi|phát\s+hành)\s+(?:thông\s+báo|quyết\s+định|kết\s+luận|văn\s+bản|phiếu)", re.IGNORECASE
)
_RECEIVERS = re.compile(r"(?<!\w)(?:được|bị)\s", re.IGNORECASE)
_ANSWERS = re.compile(
    r"(?:nộp|khắc\s+phục|chấp\s+hành|thi\s+hành|bổ\s+sung|giải\s+trình|trả\s+lời)(?!\w)", re.IGNORECASE
)
_RECEIVES = re.compile(r"(?<!\w)nhận(?!\w)", re.IGNORECASE)


def check_receivers_clock(examined: Examined) -> Iterator[Diagnostic]:
    """«trả lời trong 05 ngày kể từ ngày cơ quan A gửi văn bản»: not from the day on which it is received."""
    for item in examined.times:
        if item.kind not in (TimeKind.PERIOD, TimeKind.RIGHT) or item.anchor is None or _RECEIVES.search(item.anchor):
            continue
        clause = clause_at(examined.text, item)
        act, bearer = clause.act or "", clause.bearer or ""
        by_another = _BY_ANOTHER.match(item.anchor)
        if by_another is not None and bearer and _is_one(by_another["sender"]):
            is_other = by_another["sender"].lower() not in bearer.lower() and bearer.lower() not in item.anchor.lower()
        else:
            is_receiver = _RECEIVERS.search(bearer) is not None or _ANSWERS.match(act) is not None
            is_other = _ISSUED.match(item.anchor) is not None and is_receiver
        if is_other:
            yield defect(examined.text, "L315", item.span, item.provision, anchor=item.anchor)


def _is_one(sender: str) -> bool:
    """Tell whether the words before the verb name an office or a person («hết hạn đăng | ký» does not)."""
    return sender[:1].isupper() or names_bearer(sender, at_start=True)
