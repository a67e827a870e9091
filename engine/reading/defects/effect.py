"""The day on which the text takes effect, told by another day instead of a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from engine.diagnostics import Diagnostic
from engine.reading.defects.base import Examined, defect, own_spans
from engine.reading.headings import head_of
from engine.source import Span

_EFFECT = re.compile(
    r"(?:(?:Quy\s+chế|Quy\s+định|Quyết\s+định|Nghị\s+định|Thông\s+tư|Nghị\s+quyết|Nội\s+quy|Quy\s+trình|Luật)(?:\s+này)?\s+)"
    r"(?P<words>có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:sau\s+(?P<days>\d{1,3})\s+ngày,?\s+)?(?:kể\s+)?từ\s+ngày\s+"
    r"(?P<of>ký(?:\s+ban\s+hành)?|ban\s+hành|công\s+bố))(?!\w)",
    re.IGNORECASE,
)


def check_relative_effect(examined: Examined) -> Iterator[Diagnostic]:
    """«có hiệu lực kể từ ngày ký»: both dates are told, when the day of signing stands in the text."""
    text = examined.text
    for piece, owner in own_spans(text):
        for match in _EFFECT.finditer(text.text, piece.start, piece.end):
            signed = head_of(examined).signed
            if signed is None:
                told = ("văn bản chưa ghi ngày đó", "the text does not give that day")
            else:
                effect = signed + timedelta(days=int(match["days"] or 0))
                told = (
                    f"ghi ngày {signed:%d/%m/%Y}, tức là từ ngày {effect:%d/%m/%Y}",
                    f"dated {signed:%d/%m/%Y}, so from {effect:%d/%m/%Y}",
                )
            yield defect(text, "L216", Span(*match.span("words")), owner, dates=told[0], dates_en=told[1])
