"""Every condition asks for a field that there is, with values and bounds that such a field can have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from engine.diagnostics import Diagnostic
from engine.loading.logs.report import Problem
from engine.loading.logs.values import attribute_value
from engine.loading.rules.checks.names import unknown_name
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.base import Act, Bounds, Condition, Happening, When
from engine.model.duties import Obligation
from engine.model.matching import UNIT_FIELDS
from engine.model.procedures import Reading
from engine.vocabulary import Attribute, AttributeKind, CaseKind, Vocabulary, closest_name

EVENT_COLUMNS = ("unit", "to_unit", "ref", "about", "actor_unit")
DERIVED_FIELDS = ("unit_type", "to_unit_type")
_FAMILY_OF_FIELD = {
    "actor": "roles",
    "category": "person_categories",
    "unit_type": "unit_types",
    "to_unit_type": "unit_types",
}
_OF_CASE: Final = ("transfer_cases", "subtypes")
"""The families that share the column `case`."""
"""The fields of an event that name a unit; `holder` is the one that has the dossier on that day."""
_SAME_UNIT: Final = "same_unit"
_FACTS: Final = ("has", "has_not", "holding", "state")
_OF_CASES = (
    "nhận biết trường hợp thì chỉ hỏi cột và thuộc tính",
    "cases are recognised by columns and attributes only",
)
_OF_STEPS = ("bước của vòng đời đã có «from»", "a step of the lifecycle has its «from»")
_NO_LIFECYCLE = ("tệp không có vòng đời («lifecycle»)", "the file has no lifecycle")
_PERIODIC = (
    "nghĩa vụ định kỳ là của đơn vị, không gắn với hồ sơ nào",
    "a periodic duty is a unit's and concerns no dossier",
)
_ORDERED: Final = {AttributeKind.NUMBER, AttributeKind.DATE}
_TAKEN: Final = {
    AttributeKind.BOOL: ("true hoặc false", "true or false"),
    AttributeKind.NUMBER: ("một số", "a number"),
    AttributeKind.DATE: ("một ngày", "a date"),
    AttributeKind.TEXT: ("một trong: {values}", "one of: {values}"),
}
_WRITTEN: Final = {
    AttributeKind.BOOL: ("true khi có, false khi không", "true or false"),
    AttributeKind.NUMBER: (
        "chỉ con số; so với một mốc thì ghi mốc thành khóa, ví dụ «at_least: 10»",
        "the number alone; a bound is written as a key, for example «at_least: 10»",
    ),
    AttributeKind.DATE: (
        "ngày dạng 2025-12-31 hoặc 31/12/2025; so với một ngày thì ghi thành khóa, ví dụ «at_least: 2025-12-31»",
        "a date as 2025-12-31 or 31/12/2025; a bound is written as a key, for example «at_least: 2025-12-31»",
    ),
    AttributeKind.TEXT: ("một giá trị trong danh sách đó", "one of these values"),
}
"""How a value of each kind is written."""


def check_conditions(document: RuleDocument) -> list[Diagnostic]:
    """Report conditions on fields that do not exist, and values that their fields never have."""
    found: list[Diagnostic] = []
    for path, part, events in _event_conditions(document):
        found += _check_fields(document, path, part, events)
        if isinstance(part, Condition):
            found += _check_facts(document, path, part)
        for name, bounds in part.compared.items():
            found += _check_bounds(document, (*path, name), name, bounds)
    for path, name, values in _evidence(document):
        found += _check_values(document, path, document.vocabulary.attributes.get(name), values)
    return found


Conditioned = tuple[Path, When | Act | Condition, tuple[str, ...]]
"""Where conditions on fields stand, what holds them, the events they are asked of."""


def _event_conditions(document: RuleDocument) -> Iterator[Conditioned]:
    file = document.file
    for index, obligation in enumerate(file.obligations):
        yield from _duty_conditions(("obligations", index), obligation)
        base: Path = ("obligations", index)
        if obligation.must_not is not None:
            yield from _act(base, "must_not", obligation.must_not)
        if obligation.right is not None:
            yield from _act(base, "right", obligation.right)
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


def _duty_conditions(base: Path, duty: Obligation | Reading) -> Iterator[Conditioned]:
    events: tuple[str, ...] = ()
    if duty.when is not None:
        events = duty.when.event
        yield (*base, "when"), duty.when, events
        for index, act in enumerate(duty.when.all):
            yield from _act((*base, "when", "all"), index, act)
    for index, act in enumerate(duty.must):
        yield from _act((*base, "must"), index, act)
    for index, case in enumerate(duty.within.cases if duty.within is not None else ()):
        yield from _condition((*base, "within", index, "only_if"), case.only_if, events)
    yield from _condition((*base, "only_if"), duty.only_if, events)
    yield from _condition((*base, "unless"), duty.unless, events)


def _act(base: Path, key: str | int, act: Act) -> Iterator[Conditioned]:
    yield (*base, key), act, (act.event,)


def _condition(path: Path, condition: Condition | None, events: tuple[str, ...]) -> Iterator[Conditioned]:
    if condition is None:
        return
    yield path, condition, events
    for key in ("has", "has_not"):
        if (happening := getattr(condition, key)) is not None:
            yield (*path, key), happening, (happening.event,)
    for key in ("all", "any"):
        for index, inner in enumerate(getattr(condition, key)):
            yield from _condition((*path, key, index), inner, events)
    yield from _condition((*path, "not"), condition.not_, events)


def _evidence(document: RuleDocument) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Yield what acts must be accompanied by: where it stands, the attribute, the values that are enough."""
    for index, requirement in enumerate(document.file.requirements):
        for name, values in requirement.evidence.items():
            yield ("requirements", index, "evidence", name), name, values
    lifecycle = document.file.lifecycle
    for index, step in enumerate(lifecycle.transitions if lifecycle is not None else ()):
        for name, values in step.evidence.items():
            yield ("lifecycle", "transitions", index, "evidence", name), name, values


def _check_fields(
    document: RuleDocument, path: Path, part: When | Act | Condition, events: tuple[str, ...]
) -> Iterator[Diagnostic]:
    vocabulary = document.vocabulary
    for name, values in part.fields.items():
        if not values:
            yield Diagnostic.of("P308", document.key_place(*path, name), key=name)
        if name == "case":
            for position, value in enumerate(values):
                yield from _check_case(document, (*path, name, position), value, events)
        elif name in _FAMILY_OF_FIELD:
            yield from _check_family(document, (*path, name), _FAMILY_OF_FIELD[name], values)
        elif name == _SAME_UNIT and any(value in UNIT_FIELDS for value in values):
            if not is_pair_of_units(name, values):
                yield Diagnostic.of("P508", document.key_place(*path, name))
        elif name in vocabulary.attributes:
            yield from _check_values(document, (*path, name), vocabulary.attributes[name], values)
        elif name not in EVENT_COLUMNS:
            yield _no_such_field(document, (*path, name), name)


def is_pair_of_units(name: str, values: tuple[str, ...]) -> bool:
    """Tell whether a key asks that two fields name one unit: `same_unit: [unit, holder]`."""
    return name == _SAME_UNIT and len(set(values)) == len(values) == 2 and all(value in UNIT_FIELDS for value in values)


def _check_facts(document: RuleDocument, path: Path, condition: Condition) -> Iterator[Diagnostic]:
    """Report questions about what has happened that cannot be asked where they stand, or of what does not exist."""
    lifecycle, vocabulary = document.file.lifecycle, document.vocabulary
    for at, event in _events_asked(path, condition):
        if event not in vocabulary.events:
            yield unknown_name(document, at, event, "events")
    for key in _FACTS:
        if getattr(condition, key) and (why := _why_not_here(document, path, key, condition)) is not None:
            yield Diagnostic.of("P507", document.key_place(*path, key), key=key, why=why[0], why_en=why[1])
    if _excludes(condition.has_not, condition.has):
        yield Diagnostic.of("P510", document.key_place(*path, "has_not"))
    for place, state in enumerate(condition.state):
        if lifecycle is not None and state not in lifecycle.states and state not in lifecycle.groups:
            near = closest_name(state, (*lifecycle.states, *lifecycle.groups))
            yield Diagnostic.of("P450", document.place(*path, "state", place), state=state, suggestion=near)


def _excludes(not_happened: Happening | None, happened: Happening | None) -> bool:
    """Tell whether what has not happened is all that would have to have happened."""
    if not_happened is None or happened is None:
        return False
    is_same = (not_happened.event, not_happened.since) == (happened.event, happened.since)
    is_wider = not not_happened.compared and not_happened.fields.items() <= happened.fields.items()
    return is_same and (is_wider or not_happened == happened)


def _events_asked(path: Path, condition: Condition) -> Iterator[tuple[Path, str]]:
    for key in ("has", "has_not"):
        happening = getattr(condition, key)
        if happening is not None:
            yield (*path, key, "event"), happening.event
            if happening.since is not None:
                yield (*path, key, "since"), happening.since
    if condition.holding is not None:
        yield (*path, "holding", "event"), condition.holding.event
        yield (*path, "holding", "until"), condition.holding.until


def _why_not_here(document: RuleDocument, path: Path, key: str, condition: Condition) -> tuple[str, str] | None:
    block = path[0]
    if block == "transfer_cases":
        return _OF_CASES
    if key == "state" and block == "lifecycle":
        return _OF_STEPS
    if key == "state" and document.file.lifecycle is None:
        return _NO_LIFECYCLE
    if block == "obligations" and isinstance(path[1], int) and document.file.obligations[path[1]].when is None:
        events = [
            document.vocabulary.events.get(event) for at, event in _events_asked(path, condition) if at[-2] == key
        ]
        of_dossiers = any(event is not None and event.needs_dossier for event in events)
        return _PERIODIC if key == "state" or of_dossiers else None
    return None


def _check_family(document: RuleDocument, path: Path, family: str, values: tuple[str, ...]) -> Iterator[Diagnostic]:
    for position, value in enumerate(values):
        if value not in document.vocabulary.family(family):
            yield unknown_name(document, (*path, position), value, family)


def _no_such_field(document: RuleDocument, path: Path, name: str) -> Diagnostic:
    suggestion = document.vocabulary.closest("attributes", name)
    return Diagnostic.of("P402", document.key_place(*path), name=name, suggestion=suggestion)


def _check_values(
    document: RuleDocument, path: Path, attribute: Attribute | None, values: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Report values that the log reader would refuse in a cell, so that no event can ever have them."""
    for position, value in enumerate(values):
        if attribute is not None and isinstance(attribute_value(attribute.id, attribute, value), Problem):
            yield _not_such_a_value(document, (*path, position), attribute, value)


def _not_such_a_value(document: RuleDocument, path: Path, attribute: Attribute, value: str) -> Diagnostic:
    values = ", ".join(term.id for term in attribute.values or ())
    taken, taken_en = (words.format(values=values) for words in _TAKEN[attribute.kind])
    way, way_en = _WRITTEN[attribute.kind]
    return Diagnostic.of(
        "P504",
        document.place(*path),
        value=value,
        name=attribute.id,
        taken=taken,
        taken_en=taken_en,
        way=way,
        way_en=way_en,
    )


def _check_bounds(document: RuleDocument, path: Path, name: str, bounds: Bounds) -> Iterator[Diagnostic]:
    attribute = document.vocabulary.attributes.get(name)
    if attribute is None:
        if name in EVENT_COLUMNS or name in _FAMILY_OF_FIELD or name == "case":
            yield Diagnostic.of("P505", document.key_place(*path), name=name)
        else:
            yield _no_such_field(document, path, name)
        return
    if attribute.kind not in _ORDERED:
        yield Diagnostic.of("P505", document.key_place(*path), name=name)
        return
    read: dict[str, Decimal | date] = {}
    for key in Bounds.model_fields:
        written = getattr(bounds, key)
        value = attribute_value(name, attribute, written) if written is not None else None
        if isinstance(value, Problem):
            yield _not_such_a_value(document, (*path, key), attribute, written)
        elif value is not None:
            read[key] = date.fromisoformat(value) if attribute.kind is AttributeKind.DATE else Decimal(value)
    if _leaves_nothing(read):
        yield Diagnostic.of("P506", document.key_place(*path), name=name)


def _leaves_nothing(bounds: dict[str, Decimal | date]) -> bool:
    """Tell whether no number or date keeps all bounds."""
    low = [(value, key == "more_than") for key, value in bounds.items() if key in ("at_least", "more_than")]
    high = [(value, key == "less_than") for key, value in bounds.items() if key in ("at_most", "less_than")]
    pairs = ((a, b, open_a or open_b) for a, open_a in low for b, open_b in high)
    return any(a > b or (a == b and is_open) for a, b, is_open in pairs)  # type: ignore[operator]


def _check_case(document: RuleDocument, path: Path, value: str, events: tuple[str, ...]) -> Iterator[Diagnostic]:
    vocabulary = document.vocabulary
    if value not in vocabulary.transfer_cases and value not in vocabulary.subtypes:
        yield unknown_name(document, path, value, *_families_of_case(vocabulary, events))
    elif events and not any(value in cases_of_event(vocabulary, event) for event in events):
        yield Diagnostic.of("P403", document.place(*path), case=value, event=", ".join(events))


def _families_of_case(vocabulary: Vocabulary, events: tuple[str, ...]) -> tuple[str, ...]:
    """Return the families from which the column `case` may take its values on `events`; both where events are open."""
    possible = frozenset[str]().union(*(cases_of_event(vocabulary, event) for event in events))
    moves, documents = frozenset(vocabulary.transfer_cases), frozenset(vocabulary.subtypes)
    own = (possible & moves - documents, possible & documents - moves)  # Vài mã, như «retirement», có ở cả hai họ.
    return tuple(family for family, values in zip(_OF_CASE, own, strict=True) if values) or _OF_CASE


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


__all__ = ["DERIVED_FIELDS", "EVENT_COLUMNS", "cases_of_event", "check_conditions"]
