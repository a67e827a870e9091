"""Norms beyond deadlines, compiled: what acts need, how many there may be, what is forbidden, what closes a gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.loading.rules import RuleDocument
from engine.model.procedures import Reading, Requirement
from engine.model.readings import apply_reading_to_requirement, chosen_reading
from engine.planning.asking import Asking
from engine.planning.conditions import all_of
from engine.planning.plan import Act, PlannedGate, PlannedLimit, PlannedProhibition, PlannedRequirement


def assumptions(document: RuleDocument, rule: str) -> tuple[str, ...]:
    """Return the ids of the interpretations that bear on `rule`."""
    return tuple(item.id for item in document.file.interpretations if rule in item.about)


def readings_of(document: RuleDocument, about: str, chosen: Mapping[str, str]) -> list[Reading]:
    """Return the readings in use that bear on `about`."""
    used = [chosen_reading(item, chosen) for item in document.file.interpretations if about in item.about]
    return [reading for reading in used if reading is not None]


def _read_requirements(document: RuleDocument, chosen: Mapping[str, str]) -> Iterator[Requirement]:
    for item in document.file.requirements:
        readings = readings_of(document, item.id, chosen)
        if any(reading.drops for reading in readings):
            continue
        read = item
        for reading in readings:
            read = apply_reading_to_requirement(read, reading)
        yield read


def requirements(document: RuleDocument, chosen: Mapping[str, str]) -> tuple[PlannedRequirement, ...]:
    """Compile what acts need."""
    asking = Asking.of(document)
    return tuple(
        PlannedRequirement(
            id=item.id,
            label=item.label,
            topic=item.topic,
            cites="; ".join(item.cites),
            event=item.event,
            applies=all_of(asking.condition(item.only_if), asking.unless(item.unless)),
            needs=Act(item.needs.event, asking.fields(item.needs)) if item.needs is not None else None,
            evidence=asking.evidence(item.evidence),
            roles=frozenset(item.roles),
            forbidden=item.forbidden,
            assumed=assumptions(document, item.id),
            valid_from=item.begins,
            valid_until=item.ends,
        )
        for item in _read_requirements(document, chosen)
    )


def limits(document: RuleDocument, chosen: Mapping[str, str]) -> tuple[PlannedLimit, ...]:
    """Compile how many there may be."""
    asking = Asking.of(document)
    return tuple(
        PlannedLimit(
            id=item.id,
            label=item.label,
            topic=item.topic,
            cites="; ".join(item.cites),
            event=item.event,
            until=item.until,
            per=item.per,
            at_most=item.at_most,
            exempt=asking.condition(item.unless) if item.unless is not None else None,
            assumed=assumptions(document, item.id),
            valid_from=item.begins,
            valid_until=item.ends,
        )
        for item in document.file.limits
        if not any(reading.drops for reading in readings_of(document, item.id, chosen))
    )


def prohibitions(document: RuleDocument) -> tuple[PlannedProhibition, ...]:
    """Compile what nobody may do."""
    return tuple(
        PlannedProhibition(
            item.id,
            item.label,
            "; ".join(item.cites),
            frozenset(item.acts),
            assumptions(document, item.id),
            valid_from=item.begins,
            valid_until=item.ends,
        )
        for item in document.file.prohibitions
    )


def gates(document: RuleDocument) -> tuple[PlannedGate, ...]:
    """Compile which requests are not dealt with while duties are overdue; consequences without a request have none."""
    return tuple(
        PlannedGate(
            id=item.id,
            label=item.label,
            topic=item.topic,
            cites="; ".join(item.cites),
            event=item.event,
            closed_by=frozenset(item.closed_by),
            assumed=assumptions(document, item.id),
            valid_from=item.begins,
            valid_until=item.ends,
        )
        for item in document.file.consequences
        if item.event is not None and item.closed_by
    )
