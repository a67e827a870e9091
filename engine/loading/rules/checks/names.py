"""Every id that a file uses is in the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.base import Act, Condition
from engine.model.duties import Obligation
from engine.model.procedures import Reading
from engine.vocabulary import CaseKind, Vocabulary

Use = tuple[Path, str, str]
"""Where an id stands, the family it must belong to, the id."""

EVENT_COLUMNS = ("unit", "to_unit", "ref", "about", "actor_unit")
DERIVED_FIELDS = ("unit_type", "to_unit_type")
_FAMILY_OF_FIELD = {
    "actor": "roles",
    "category": "person_categories",
    "unit_type": "unit_types",
    "to_unit_type": "unit_types",
}


def check_names(document: RuleDocument) -> list[Diagnostic]:
    """Report ids that neither the vocabulary nor the file's own additions know."""
    found: list[Diagnostic] = []
    for path, family, name in _uses(document):
        if name not in document.vocabulary.family(family):
            suggestion = document.vocabulary.closest(family, name)
            found.append(
                Diagnostic.of(
                    "P401", document.place(*path), name=name, family=_FAMILY_NAMES[family], suggestion=suggestion
                )
            )
    for path, when in _event_conditions(document):
        found += _check_fields(document, path, when)
    return found


_FAMILY_NAMES = {
    "events": "sự kiện",
    "roles": "vai",
    "unit_types": "loại đơn vị",
    "person_categories": "đối tượng",
    "states": "trạng thái",
    "transfer_cases": "trường hợp chuyển giao",
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
        if duty.when.until is not None:
            yield (*base, "when", "until"), "events", duty.when.until
    if duty.must is not None:
        yield (*base, "must", "event"), "events", duty.must.event


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


Conditioned = tuple[Path, Mapping[str, tuple[str, ...]], tuple[str, ...]]
"""Where conditions on fields stand, the fields with their accepted values, the events they are asked of."""


def _event_conditions(document: RuleDocument) -> Iterator[tuple[Path, Conditioned]]:
    file = document.file
    for index, obligation in enumerate(file.obligations):
        yield from _duty_conditions(("obligations", index), obligation)
        base: Path = ("obligations", index)
        if obligation.must_not is not None:
            yield from _act(base, "must_not", obligation.must_not)
        for place, voiding in enumerate(obligation.void_by):
            yield from _act((*base, "void_by"), place, voiding)
    for index, interpretation in enumerate(file.interpretations):
        for name, reading in interpretation.readings.items():
            yield from _duty_conditions(("interpretations", index, "readings", name), reading)
    for index, start in enumerate(file.start_dates):
        yield from _condition(("start_dates", index, "only_if"), start.only_if, ())
    for index, case in enumerate(file.transfer_cases):
        yield from _condition(("transfer_cases", index, "recognised_by"), case.recognised_by, ())
    for index, limit in enumerate(file.limits):
        yield from _condition(("limits", index, "unless"), limit.unless, (limit.event,))
    for index, requirement in enumerate(file.requirements):
        for key in ("only_if", "unless"):
            yield from _condition(("requirements", index, key), getattr(requirement, key), (requirement.event,))
    if file.lifecycle is not None:
        for index, step in enumerate(file.lifecycle.transitions):
            yield from _condition(("lifecycle", "transitions", index, "only_if"), step.only_if, step.event)


def _duty_conditions(base: Path, duty: Obligation | Reading) -> Iterator[tuple[Path, Conditioned]]:
    events: tuple[str, ...] = ()
    if duty.when is not None:
        events = duty.when.event
        yield (*base, "when"), ((*base, "when"), duty.when.fields, events)
    if duty.must is not None:
        yield from _act(base, "must", duty.must)
    yield from _condition((*base, "only_if"), duty.only_if, events)
    yield from _condition((*base, "unless"), duty.unless, events)


def _act(base: Path, key: str | int, act: Act) -> Iterator[tuple[Path, Conditioned]]:
    yield (*base, key), ((*base, key), act.fields, (act.event,))


def _condition(path: Path, condition: Condition | None, events: tuple[str, ...]) -> Iterator[tuple[Path, Conditioned]]:
    if condition is None:
        return
    yield path, (path, condition.fields, events)
    for key in ("all", "any"):
        for index, inner in enumerate(getattr(condition, key)):
            yield from _condition((*path, key, index), inner, events)
    yield from _condition((*path, "not"), condition.not_, events)


def _check_fields(document: RuleDocument, path: Path, conditioned: Conditioned) -> Iterator[Diagnostic]:
    _, fields, events = conditioned
    vocabulary = document.vocabulary
    for name, values in fields.items():
        if name == "case":
            for position, value in enumerate(values):
                yield from _check_case(document, (*path, name, position), value, events)
        elif name in _FAMILY_OF_FIELD:
            family = _FAMILY_OF_FIELD[name]
            for position, value in enumerate(values):
                if value not in vocabulary.family(family):
                    yield Diagnostic.of(
                        "P401",
                        document.place(*path, name, position),
                        name=value,
                        family=_FAMILY_NAMES[family],
                        suggestion=vocabulary.closest(family, value),
                    )
        elif name not in EVENT_COLUMNS and name not in vocabulary.attributes:
            yield Diagnostic.of(
                "P402",
                document.key_place(*path, name),
                name=name,
                suggestion=vocabulary.closest("attributes", name),
            )


def _check_case(document: RuleDocument, path: Path, value: str, events: tuple[str, ...]) -> Iterator[Diagnostic]:
    vocabulary = document.vocabulary
    if value not in vocabulary.transfer_cases and value not in vocabulary.subtypes:
        yield Diagnostic.of(
            "P401",
            document.place(*path),
            name=value,
            family=_FAMILY_NAMES["transfer_cases"],
            suggestion=vocabulary.closest("transfer_cases", value) or vocabulary.closest("subtypes", value),
        )
    elif events and not any(value in cases_of_event(vocabulary, event) for event in events):
        yield Diagnostic.of("P403", document.place(*path), case=value, event=", ".join(events))


def cases_of_event(vocabulary: Vocabulary, event: str) -> frozenset[str]:
    """Return the values that the column `case` may take on `event` (vocabulary, «How moves and exits arrive»)."""
    cases = vocabulary.transfer_cases.values()
    match event:
        case "transfer_document_effective":
            return frozenset(case.id for case in cases if case.is_move or case.kind is CaseKind.OTHER)
        case "exit_document_effective":
            return frozenset(case.id for case in cases if case.is_exit and case.id != "death")
        case "paper_dossier_sent" | "paper_dossier_received":
            return frozenset(case.id for case in cases if not case.is_exit)
        case "authority_document_issued" | "authority_document_effective":
            return frozenset(vocabulary.subtypes)
        case "death_occurred":
            return frozenset({"death"})
        case _:
            return frozenset(vocabulary.transfer_cases) | frozenset(vocabulary.subtypes)


__all__ = ["DERIVED_FIELDS", "EVENT_COLUMNS", "cases_of_event", "check_names"]
