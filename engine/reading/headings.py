"""What the head of a document says: its name, number, date, and from when it has effect."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from engine.phrases import StartsOn
from engine.reading.defects.base import Examined
from engine.reading.lines import is_capitals
from engine.reading.markers import UPPER, Level
from engine.reading.provisions import TextKind
from engine.reading.references import DocumentReference, own_head
from engine.reading.times import TimeKind
from engine.source import Span

_TITLE = re.compile(
    r"(?P<kind>QUY CHẾ|QUY ĐỊNH|NỘI QUY|QUY TRÌNH|NGHỊ ĐỊNH|THÔNG TƯ LIÊN TỊCH|THÔNG TƯ|NGHỊ QUYẾT|LUẬT)\W*$"
)
_GROUNDS = re.compile(r"Căn cứ|Theo đề nghị|Xét")
_SUBJECT = re.compile(r"(?:Quy chế|Quy định)\s+[^.;()\n]{10,300}")
_PROVINCE = re.compile(rf"(?:tỉnh|thành phố)[ ]+((?:[{UPPER}][^\W\d_]+)(?:[ ][{UPPER}][^\W\d_]+){{1,2}})")


@dataclass(frozen=True)
class Head:
    """Name, number and dates of a regulation; None where the text does not say.

    Attributes:
        is_name_certain: the name stands in the text as given here; titles in capitals lose those of proper names.
        province: the province named most often, a guess.
        effect_span: where the day of effect is said.
    """

    name: str | None
    is_name_certain: bool
    province: str | None
    number: str | None
    signed: date | None
    effect: date | None
    effect_span: Span | None


def head_of(examined: Examined) -> Head:
    """Return what the head of the document says."""
    own = own_head(examined.text)
    effect = next((t for t in examined.times if t.kind is TimeKind.START and "hiệu lực" in t.words.lower()), None)
    on = effect.deadline.on if effect is not None and isinstance(effect.deadline, StartsOn) else None
    attached = next(
        (d for d in examined.documents if _is_in_head(d) and d.kind == "Quyết định" and _is_attached(examined, d.span)),
        None,
    )
    number = own.number if own is not None else attached.number if attached is not None else None
    signed = own.day if own is not None else attached.day if attached is not None else None
    name, is_certain = _name(examined)
    provinces = Counter(_PROVINCE.findall(examined.text.text)).most_common(1)
    span = effect.span if effect is not None else None
    return Head(name, is_certain, provinces[0][0] if provinces else None, number, signed, on, span)


def _is_in_head(item: DocumentReference) -> bool:
    return item.provision is None or item.provision.level is Level.PART


def _is_attached(examined: Examined, span: Span) -> bool:
    before = examined.text.text[max(0, span.start - 30) : span.start].lower()
    return "kèm theo" in before


def _name(examined: Examined) -> tuple[str | None, bool]:
    text = examined.text
    if text.kind is TextKind.SUBMISSION:
        first = text.roots[0].marker.start if text.roots else len(text.text)
        found = _SUBJECT.search(text.text, 0, first)
        return (" ".join(found[0].split()), True) if found else (None, False)
    words = [text.words(piece) for piece in text.loose]
    at = next((index for index in reversed(range(len(words))) if _TITLE.match(words[index])), None)
    if at is None:
        return None, False
    parts: list[str] = []
    for said in words[at + 1 :]:
        if said.startswith(("(", "-")) or _GROUNDS.match(said) or len(parts) > 6:
            break
        parts.append(said)
    title = " ".join(parts).strip("* ")
    if not title:
        return None, False
    kind = _TITLE.match(words[at])
    in_capitals = is_capitals(title)
    said = title.lower() if in_capitals else f"{title[:1].lower()}{title[1:]}"
    return f"{kind['kind'].capitalize() if kind is not None else 'Quy chế'} {said}", not in_capitals
