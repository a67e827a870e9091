"""Every id that a file uses is in the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.loading.rules.own_vocabulary import FAMILY_OF_KEY
from engine.model.duties import Obligation
from engine.model.procedures import Reading
from engine.source import Place
from engine.vocabulary import closest_name

_MOST_TOLD: Final = 16
"""So many ids a person reads through in advice; of more, a command tells."""

Use = tuple[Path, str, str]
"""Where an id stands, the family it must belong to, the id."""


def check_names(document: RuleDocument) -> list[Diagnostic]:
    """Report ids that neither the vocabulary nor the file's own additions know."""
    found: list[Diagnostic] = []
    for path, family, name in _uses(document):
        if name not in document.vocabulary.family(family):
            found.append(unknown_name(document, path, name, family))
    return found


def unknown_name(document: RuleDocument, path: Path, name: str, *families: str) -> Diagnostic:
    """Report an id that is in none of `families`, with those that are and the key under which a file adds to them."""
    near = next((found for family in families if (found := document.vocabulary.closest(family, name))), None)
    keys = " / ".join(key for key, family in FAMILY_OF_KEY.items() if family in families)
    known = {term for family in families for term in document.vocabulary.family(family)}
    told = told_ids(known) or ("xem «quyche schema --vocabulary»", "see «quyche schema --vocabulary»")
    return Diagnostic.of(
        "P401",
        document.place(*path),
        name=name,
        family=FAMILY_NAMES[families[0]],
        key=keys,
        known=told[0],
        known_en=told[1],
        suggestion=near,
    )


def unknown_rule(place: Place, name: str, known: Iterable[str]) -> Diagnostic:
    """Report the id of a rule that the file does not have, with the nearest one or those that it has."""
    ids = sorted(set(known))
    near = closest_name(name, ids)
    told = told_ids(ids) or ("xem khóa «id» của các mục", "see the keys «id» of the entries")
    return Diagnostic.of("P410", place, name=name, known=told[0], known_en=told[1], suggestion=near)


def told_ids(known: Collection[str]) -> tuple[str, str] | None:
    """Return ids as advice lists them, in Vietnamese and English; None when they are too many to read."""
    if len(known) > _MOST_TOLD:
        return None
    names = ", ".join(sorted(known))
    return f"đang có: {names}", f"at hand: {names}"


FAMILY_NAMES = {
    "events": "sự kiện",
    "roles": "vai",
    "unit_types": "loại đơn vị",
    "person_categories": "đối tượng",
    "states": "trạng thái",
    "transfer_cases": "trường hợp chuyển giao",
    "subtypes": "loại văn bản",
    "topics": "chủ đề so sánh",
    "prohibited_acts": "hành vi bị cấm",
    "attributes": "thuộc tính",
}


def _many(path: Path, family: str, names: tuple[str, ...]) -> Iterator[Use]:
    for position, name in enumerate(names):
        yield (*path, position), family, name


def _uses(document: RuleDocument) -> Iterator[Use]:
    file = document.file
    yield from _many(("scope", "unit_types"), "unit_types", file.scope.unit_types)
    yield from _many(("scope", "categories"), "person_categories", file.scope.categories)
    for block in ("start_dates", "obligations", "approval", "limits", "requirements", "consequences", "norms"):
        for index, item in enumerate(getattr(file, block)):
            if item.topic is not None:
                yield (block, index, "topic"), "topics", item.topic
    for index, obligation in enumerate(file.obligations):
        yield from _obligation_uses(("obligations", index), obligation)
    yield from _lifecycle_uses(document)
    for index, tier in enumerate(file.approval):
        base: Path = ("approval", index)
        yield (*base, "event"), "events", tier.event
        yield from _many((*base, "before"), "events", tier.before)
        for place, approver in enumerate(tier.approvers):
            inner: Path = (*base, "approvers", place)
            yield from _many((*inner, "by"), "roles", approver.by)
            yield from _many((*inner, "unit_types"), "unit_types", approver.unit_types)
            yield from _many((*inner, "categories"), "person_categories", approver.categories)
    for index, case in enumerate(file.transfer_cases):
        yield ("transfer_cases", index, "case"), "transfer_cases", case.case
    for index, move in enumerate(file.moves):
        yield ("moves", index, "event"), "events", move.event
    for index, limit in enumerate(file.limits):
        yield ("limits", index, "event"), "events", limit.event
        if limit.until:
            yield ("limits", index, "until"), "events", limit.until
    for index, requirement in enumerate(file.requirements):
        base = ("requirements", index)
        yield (*base, "event"), "events", requirement.event
        yield from _many((*base, "roles"), "roles", requirement.roles)
        if requirement.needs is not None:
            yield (*base, "needs", "event"), "events", requirement.needs.event
        for name in requirement.evidence:
            yield (*base, "evidence", name), "attributes", name
    for index, prohibition in enumerate(file.prohibitions):
        yield from _many(("prohibitions", index, "acts"), "prohibited_acts", prohibition.acts)
    for index, consequence in enumerate(file.consequences):
        if consequence.event:
            yield ("consequences", index, "event"), "events", consequence.event
    for index, interpretation in enumerate(file.interpretations):
        for name, reading in interpretation.readings.items():
            yield from _reading_uses(("interpretations", index, "readings", name), reading)


def _obligation_uses(base: Path, obligation: Obligation) -> Iterator[Use]:
    yield from _duty_uses(base, obligation)
    if obligation.must_not is not None:
        yield (*base, "must_not", "event"), "events", obligation.must_not.event
    if obligation.right is not None:
        yield (*base, "right", "event"), "events", obligation.right.event
    for index, pause in enumerate(obligation.suspended_while):
        yield (*base, "suspended_while", index, "from"), "events", pause.from_
        yield (*base, "suspended_while", index, "until"), "events", pause.until
    if obligation.extended_by is not None:
        yield (*base, "extended_by", "event"), "events", obligation.extended_by.event
    for index, voiding in enumerate(obligation.void_by):
        yield (*base, "void_by", index, "event"), "events", voiding.event


def _reading_uses(base: Path, reading: Reading) -> Iterator[Use]:
    yield from _duty_uses(base, reading)
    yield from _many((*base, "by"), "roles", reading.by)
    yield from _many((*base, "precedence"), "transfer_cases", reading.precedence)


def _duty_uses(base: Path, duty: Obligation | Reading) -> Iterator[Use]:
    if duty.who is not None:
        yield (*base, "who"), "roles", duty.who
    if duty.when is not None:
        yield from _many((*base, "when", "event"), "events", duty.when.event)
        for index, act in enumerate(duty.when.all):
            yield (*base, "when", "all", index, "event"), "events", act.event
        if duty.when.until is not None:
            yield (*base, "when", "until"), "events", duty.when.until
    for index, act in enumerate(duty.must):
        yield (*base, "must", index, "event"), "events", act.event


def _lifecycle_uses(document: RuleDocument) -> Iterator[Use]:
    lifecycle = document.file.lifecycle
    if lifecycle is None:
        return
    yield from _many(("lifecycle", "states"), "states", lifecycle.states)
    for index, step in enumerate(lifecycle.transitions):
        base: Path = ("lifecycle", "transitions", index)
        yield from _many((*base, "event"), "events", step.event)
        yield from _many((*base, "roles"), "roles", step.roles)
        for name in step.evidence:
            yield (*base, "evidence", name), "attributes", name
    for index, stay in enumerate(lifecycle.stays):
        yield from _many(("lifecycle", "stays", index, "event"), "events", stay.event)
