"""The acts that fulfil a duty, what they must share with its trigger, and what ends it go together."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.conditions import DERIVED_FIELDS, EVENT_COLUMNS
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.duties import Obligation
from engine.model.procedures import Reading
from engine.model.readings import apply_reading
from engine.phrases import Ahead, Phrase, parse_phrase
from engine.vocabulary import AttributeKind, Vocabulary

_KINDS = {
    **dict.fromkeys(("unit", "to_unit", "actor_unit"), ("đơn vị", "a unit")),
    **dict.fromkeys(DERIVED_FIELDS, ("loại đơn vị", "a type of unit")),
    **dict.fromkeys(("ref", "about"), ("số văn bản", "the number of a document")),
    "case": ("trường hợp", "a case"),
    "category": ("đối tượng", "a person category"),
    "actor": ("vai", "a role"),
}
_ATTRIBUTE_KINDS = {
    AttributeKind.BOOL: ("đúng hay sai", "a truth"),
    AttributeKind.NUMBER: ("số", "a number"),
    AttributeKind.DATE: ("ngày", "a date"),
    AttributeKind.TEXT: ("chữ", "a text"),
}


def check_fulfilment(document: RuleDocument) -> list[Diagnostic]:
    """Report acts that cannot fulfil one duty, duties that end as they arise, and fields that never agree."""
    found: list[Diagnostic] = []
    obligations = {item.id: item for item in document.file.obligations}
    for index, obligation in enumerate(document.file.obligations):
        found += _check(document, ("obligations", index), obligation, obligation)
        found += _ended_at_once(document, ("obligations", index), obligation)
    for index, item in enumerate(document.file.interpretations):
        for name, reading in item.readings.items():
            for rule in item.about:
                if rule in obligations and (reading.must or reading.matched_by):
                    path: Path = ("interpretations", index, "readings", name)
                    found += _check(document, path, reading, apply_reading(obligations[rule], reading))
    return list(dict.fromkeys(found))


def _check(document: RuleDocument, path: Path, given: Obligation | Reading, read: Obligation) -> Iterator[Diagnostic]:
    """Check what a part of the file gives of a duty, in view of the whole duty."""
    if given.must:
        yield from _levels(document, path, given)
        yield from _both_done_and_ended(document, path, read)
    if given.matched_by:
        place = document.key_place(*path, "matched_by")
        if read.when is None and read.within is not None:
            yield Diagnostic.of("P651", place)
        for act, trigger in given.matched_by.items():
            yield from _pair(document, (*path, "matched_by"), act, trigger)


def _levels(document: RuleDocument, path: Path, given: Obligation | Reading) -> Iterator[Diagnostic]:
    events = document.vocabulary.events
    names = [act.event for act in given.must]
    levels = [frozenset(events[name].levels) for name in names if name in events]
    if len(levels) > 1 and not frozenset.intersection(*levels):
        yield Diagnostic.of("P652", document.key_place(*path, "must"), events=", ".join(dict.fromkeys(names)))


def _both_done_and_ended(document: RuleDocument, path: Path, read: Obligation) -> Iterator[Diagnostic]:
    """Report an act that ends the duty whenever it fulfils it."""
    for done in read.must:
        ends = (void for void in read.void_by if void.event == done.event)
        if any(done.model_dump() == void.model_dump(exclude={"reason", "from_start"}) for void in ends):
            yield Diagnostic.of("P654", document.key_place(*path, "must"), event=done.event)


def _ended_at_once(document: RuleDocument, path: Path, duty: Obligation) -> Iterator[Diagnostic]:
    """Report a duty that the very event by which it arises ends, whatever it says."""
    begun = duty.when.event if duty.when is not None and duty.when.lasting is None and not _is_ahead(duty) else ()
    for place, voiding in enumerate(duty.void_by):
        is_bare = not voiding.fields and not voiding.compared
        if is_bare and voiding.event in begun and not voiding.from_start:
            yield Diagnostic.of("P655", document.place(*path, "void_by", place, "event"), event=voiding.event)


def _is_ahead(duty: Obligation) -> bool:
    """Tell whether a duty is owed before its trigger, so that the trigger may well end it."""
    texts = duty.within.phrases() if duty.within is not None else ()
    parsed = [parse_phrase(text) for _, text in texts]
    return any(isinstance(item, Phrase) and isinstance(item.deadline, Ahead) for item in parsed)


def _pair(document: RuleDocument, path: Path, act: str, trigger: str) -> Iterator[Diagnostic]:
    vocabulary = document.vocabulary
    kinds = [_kind(vocabulary, name) for name in (act, trigger)]
    for name, kind in dict(zip((act, trigger), kinds, strict=True)).items():
        if kind is None:
            suggestion = vocabulary.closest("attributes", name)
            place = document.key_place(*path, act) if name == act else document.place(*path, act)
            yield Diagnostic.of("P402", place, name=name, suggestion=suggestion)
    one, other = kinds
    if one is not None and other is not None and one != other:
        yield Diagnostic.of(
            "P653",
            document.place(*path, act),
            act=act,
            trigger=trigger,
            one=one[0],
            other=other[0],
            one_en=one[1],
            other_en=other[1],
        )


def _kind(vocabulary: Vocabulary, name: str) -> tuple[str, str] | None:
    """Return what the values of a field are, in Vietnamese and English; None when there is no such field."""
    if name in _KINDS:
        return _KINDS[name]
    attribute = vocabulary.attributes.get(name)
    return _ATTRIBUTE_KINDS[attribute.kind] if attribute is not None and name not in EVENT_COLUMNS else None
