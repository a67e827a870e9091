"""Numbers and dates of documents: the same document with two dates, two spellings, a date that cannot be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.phrases import StartsOn
from engine.reading.defects.base import Examined, defect, note
from engine.reading.references import DocumentReference, own_head
from engine.reading.times import TimeKind

_GLUED_YEAR = re.compile(r"/\d{4}[^\W\d_]")


def check_two_dates(examined: Examined) -> Iterator[Diagnostic]:
    """One document is given two dates."""
    dated: dict[str, list[DocumentReference]] = defaultdict(list)
    for item in examined.documents:
        if item.number is not None and item.day is not None:
            dated[_key(item)].append(item)
    for found in dated.values():
        first = found[0]
        for other in found[1:]:
            if other.day != first.day:
                told = note(examined.text, first.day_span or first.span, f"nơi khác ghi «{first.day_words}»",
                            f"elsewhere «{first.day_words}»")  # fmt: skip
                yield defect(
                    examined.text, "L206", other.span, other.provision, (told,),
                    number=other.number, day=other.day_words, other=first.day_words,
                )  # fmt: skip


def check_spellings(examined: Examined) -> Iterator[Diagnostic]:
    """The number of a document lacks a stroke, or is spelt in two ways."""
    forms: dict[str, set[str]] = defaultdict(set)
    for item in examined.documents:
        if item.number is not None:
            forms[_key(item)].add(item.number)
    for item in examined.documents:
        if item.number is not None and _GLUED_YEAR.search(item.number):
            right = next((form for form in sorted(forms[_key(item)]) if not _GLUED_YEAR.search(form)), None)
            meant = right or re.sub(r"(/\d{4})(?=[^\W\d_])", r"\1/", item.number)
            yield defect(examined.text, "L207", item.span, item.provision, number=item.number, meant=meant)


def check_after_effect(examined: Examined) -> Iterator[Diagnostic]:
    """The decision is dated after the day from which it says it has effect."""
    own = own_head(examined.text)
    starts = [
        item for item in examined.times
        if item.kind is TimeKind.START and isinstance(item.deadline, StartsOn) and "hiệu lực" in item.words.lower()
    ]  # fmt: skip
    if own is None or not starts or not isinstance(starts[0].deadline, StartsOn):
        return
    effective = starts[0].deadline.on
    for item in examined.documents:
        is_own = item.number is not None and _key(item) == _key(own)
        if is_own and item.day is not None and item.day > effective:
            told = note(examined.text, starts[0].span, "ngày có hiệu lực", "the day of effect")
            yield defect(
                examined.text, "L208", item.span, item.provision, (told,),
                day=item.day_words, effective=f"{effective:%d/%m/%Y}",
            )  # fmt: skip


def check_possible_dates(examined: Examined) -> Iterator[Diagnostic]:
    """A date that no calendar holds."""
    for item in examined.documents:
        if item.day_words is not None and item.day is None:
            yield defect(examined.text, "L209", item.span, item.provision, day=item.day_words)


def _key(item: DocumentReference) -> str:
    return re.sub(r"[\W_]", "", item.number or "").upper()
