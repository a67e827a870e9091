"""What ties drafted duties together: one begins when another has run out; clauses lengthen or stop another's period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.model.citations import Citation
from engine.reading.defects.base import Examined, piece_of
from engine.reading.drafting.drafted import DraftedDuty
from engine.reading.provisions import Provision
from engine.reading.times import TimeKind
from engine.source import Span

_RAN_OUT = r"(?:sau\s+khi\s+)?(?:hết|quá)\s+(?:thời\s+(?:hạn|gian)|hạn)"
RAN_OUT = re.compile(rf"{_RAN_OUT}(?!\w)", re.IGNORECASE)
"""«hết thời hạn lấy ý kiến»: the end of another period."""
LAPSED = re.compile(rf"{_RAN_OUT}(?!\w)[^.;]{{0,160}}?\s(?:mà|nếu)\s[^.;]{{3,240}}?\s+thì\s+", re.IGNORECASE)
"""«Quá thời hạn quy định tại khoản 2 Điều này mà … không trả lời thì»: nothing was done in another period."""
TAKEN_AS = re.compile(r"(?:được\s+|bị\s+)?coi\s+(?:là|như)|mặc\s+nhiên", re.IGNORECASE)
"""«thì được coi là đồng ý»: what follows is no act of anyone."""
_NAMED = re.compile(
    rf"{_RAN_OUT}\s+(?P<what>(?!quy\s+định|nêu|này|trên|theo|tại|mà|nếu|\d)[^,.;]{{3,60}}?)(?=\s+(?:mà|nếu|quy\s+định|tại|theo|thì)\s|[,.;]|$)",
    re.IGNORECASE,
)
_OWN_LENGTH = re.compile(rf"{_RAN_OUT}\s+\d", re.IGNORECASE)
_AHEAD = re.compile(r"trước\s+(?:khi|ngày|lúc)\s*$", re.IGNORECASE)
_STOPS = re.compile(r"(?:thời\s+(?:gian|hạn))[^.;]{3,160}?\skhông\s+(?:được\s+)?tính\s+vào\s", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;]+")
_LIGHT = frozenset(("thời", "hạn", "gian", "việc", "của", "các", "được", "và", "theo", "quy", "định"))


def linked(examined: Examined, duties: Sequence[DraftedDuty]) -> tuple[DraftedDuty, ...]:
    """Return the duties with what other clauses say of them; what cannot be told for certain stays as it was."""
    found = {duty.id: duty for duty in duties}
    for duty in duties:
        if (before := _run_out(examined, duty, duties)) is not None:
            condition = None if duty.condition and RAN_OUT.match(duty.condition) else duty.condition
            found[duty.id] = replace(found[duty.id], expired=before, when=None, condition=condition)
    for words, place, target in _from_other_clauses(examined, duties):
        duty, told = found[target], f"{words} ({place})"
        if _STOPS.match(words):
            found[target] = replace(duty, pauses=(*duty.pauses, told))
        else:
            found[target] = replace(duty, extensions=(*duty.extensions, told))
    return tuple(found.values())


def _run_out(examined: Examined, duty: DraftedDuty, duties: Sequence[DraftedDuty]) -> str | None:
    """Return the id of the one duty whose running out sets off `duty`; None when there is none or it is in doubt."""
    region = _expiry_region(examined, duty)
    if region is None or _OWN_LENGTH.match(examined.text.words(region)):
        return None
    can_run_out = [other for other in duties if other.id != duty.id and other.needs_start and not other.keeps]
    others = [other for other in can_run_out if not _sets_off(duty.id, other, duties)]
    if targets := _referred(examined, region):
        return _only(other for other in others if _is_under(other.cites, targets))
    article = _article(examined, duty.span)
    if (named := _NAMED.match(examined.text.words(region))) is not None:
        asked = _words(named["what"])
        fits = [other for other in others if asked and asked <= _words(_called(other))]
        near = [other for other in fits if _article(examined, other.span) is article]
        return _only(near or fits)
    before = [other for other in others if other.span.start < duty.span.start]
    return next((other.id for other in reversed(before) if _article(examined, other.span) is article), None)


def _expiry_region(examined: Examined, duty: DraftedDuty) -> Span | None:
    """Return where the text tells that a period has run out: in the starting point of `duty`, or before its act."""
    text = examined.text.text
    sentence = _sentence_at(examined, duty.span)
    if (lapsed := LAPSED.search(text, sentence.start, sentence.end)) is not None:
        return Span(*lapsed.span()) if lapsed.start() <= duty.span.start or duty.span == sentence else None
    if duty.starts is None or not RAN_OUT.match(duty.starts):
        return None
    found = RAN_OUT.search(text, duty.span.start, duty.span.end)
    if found is None or _AHEAD.search(text[: found.start()][-20:]):
        return None
    return Span(found.start(), duty.span.end)


def _sets_off(target: str, duty: DraftedDuty, duties: Sequence[DraftedDuty]) -> bool:
    """Tell whether `duty` itself begins when `target` has run out, so that the two would wait for each other."""
    by_id = {other.id: other for other in duties}
    seen: set[str] = set()
    while duty.expired is not None and duty.id not in seen:
        seen.add(duty.id)
        if duty.expired == target:
            return True
        duty = by_id[duty.expired]
    return False


def _from_other_clauses(examined: Examined, duties: Sequence[DraftedDuty]) -> Iterable[tuple[str, Citation, str]]:
    """Yield what one clause says of the period of another: the words, where they stand, the duty that is meant."""
    text = examined.text
    for piece, owner in text.stretches:
        if owner is None or owner.citation is None:
            continue
        for match in _SENTENCE.finditer(text.text, piece.start, piece.end):
            sentence = Span(*match.span())
            stops = _STOPS.search(text.text, sentence.start, sentence.end)
            if stops is None and not _only_lengthens(examined, sentence, duties):
                continue
            words = text.words(Span(stops.start(), sentence.end) if stops is not None else sentence)
            for target in _meant(examined, owner, sentence, duties):
                yield words, owner.citation, target.id


def _only_lengthens(examined: Examined, sentence: Span, duties: Sequence[DraftedDuty]) -> bool:
    """Tell whether a sentence lengthens a period and sets none of its own."""
    if any(sentence.start <= duty.span.start < sentence.end for duty in duties):
        return False
    return any(
        item.kind is TimeKind.EXTENSION and sentence.start <= item.span.start < sentence.end for item in examined.times
    )


def _meant(examined: Examined, owner: Provision, sentence: Span, duties: Sequence[DraftedDuty]) -> list[DraftedDuty]:
    """Return the duties that the sentence is about: those it refers to, else the last before it in its article."""
    counted = [duty for duty in duties if not duty.is_right and duty.needs_start]
    if targets := _referred(examined, sentence):
        return [duty for duty in counted if _is_under(duty.cites, targets)]
    article = examined.text.article_of(owner)
    before = [duty for duty in counted if duty.span.start < sentence.start and _article(examined, duty.span) is article]
    return before[-1:]


def _referred(examined: Examined, region: Span) -> tuple[Citation, ...]:
    """Return the provisions of this text to which the words of `region` refer."""
    inside = (item for item in examined.references if region.start <= item.span.start < region.end)
    return tuple(target for item in inside for target in item.targets)


def _is_under(cites: Citation, targets: Sequence[Citation]) -> bool:
    return any(cites.parts[: len(target.parts)] == target.parts for target in targets)


def _only(found: Iterable[DraftedDuty]) -> str | None:
    ids = [duty.id for duty in found]
    return ids[0] if len(ids) == 1 else None


def _called(duty: DraftedDuty) -> str:
    role = duty.role.label if duty.role is not None else duty.bearer or ""
    return f"{duty.label} {role}"


def _words(said: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", said.lower())) - _LIGHT


def _article(examined: Examined, span: Span) -> Provision | None:
    owner = examined.text.at(span.start)
    return examined.text.article_of(owner) if owner is not None else None


def _sentence_at(examined: Examined, span: Span) -> Span:
    """Return the sentence of its paragraph in which `span` begins."""
    text = examined.text.text
    piece = piece_of(examined.text, span)
    for match in _SENTENCE.finditer(text, piece.start, piece.end):
        if match.start() <= span.start < match.end():
            return Span(*match.span())
    return piece
