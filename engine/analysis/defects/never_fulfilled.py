"""A122: a duty that can be set off but never be done."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.possible import attribute_domains, is_possible
from engine.analysis.defects.states import origins_of, reached_from
from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.conditions import cases_of_event
from engine.planning.conditions import ALWAYS, all_of
from engine.planning.plan import Duty, DutyKind, PlannedLifecycle
from engine.texts import Text
from engine.vocabulary import Level

_LEVEL = Text(
    "sự kiện phát sinh không gắn với hồ sơ nào, còn việc phải làm là của từng hồ sơ",
    "its trigger belongs to no dossier, while what must be done belongs to one",
)
_CONDITION = Text(
    "không giá trị nào thỏa điều kiện của việc phải làm", "no values satisfy the conditions of what must be done"
)
_FORBIDDEN = Text("việc phải làm bị chính quy chế cấm", "the regulation itself forbids what must be done")
_LIFECYCLE = Text(
    "vòng đời không cho việc phải làm xảy ra sau sự kiện phát sinh",
    "the lifecycle does not let it happen after the trigger",
)


def never_fulfilled(examined: Examined) -> Iterator[Defect]:
    """Report duties whose fulfilling event cannot follow their trigger; times to keep a thing have none."""
    for item in examined.duties:
        reason = _reason(examined, item.duty) if item.duty.kind is not DutyKind.RETENTION else None
        if reason is not None:
            found = Diagnostic.of(
                "A122",
                examined.place(item, "must"),
                cites=item.duty.cites,
                name=item.duty.id,
                event=", ".join(act.event for act in item.duty.must),
                reason=reason.vi,
                reason_en=reason.en,
            )
            yield Defect(found, item.duty.id)


def _reason(examined: Examined, duty: Duty) -> Text | None:
    if duty.trigger is not None and duty.subject is Level.DOSSIER:
        levels = [examined.plan.event_levels.get(event, (Level.DOSSIER,)) for event in duty.trigger.events]
        if not any(Level.DOSSIER in those for those in levels):
            return _LEVEL
    vocabulary = examined.document.vocabulary
    domains = attribute_domains(vocabulary.attributes)
    possible = [
        act for act in duty.must if is_possible(act.test, domains | {"case": cases_of_event(vocabulary, act.event)})
    ]
    if not possible:
        return _CONDITION
    if all(_is_forbidden(examined, act.event) for act in possible):
        return _FORBIDDEN
    lifecycle = examined.plan.lifecycle
    return _LIFECYCLE if lifecycle is not None and not _can_follow(lifecycle, duty) else None


def _is_forbidden(examined: Examined, event: str) -> bool:
    always = [item for item in examined.plan.requirements if item.forbidden and item.applies == ALWAYS]
    return any(item.event == event for item in always)


def _can_follow(lifecycle: PlannedLifecycle, duty: Duty) -> bool:
    """Tell whether some way through the lifecycle leads from a trigger to the fulfilment.

    What is done ahead of an event comes before its trigger by nature.
    """
    if duty.trigger is None or duty.is_ahead:
        return True
    ends = [
        origins_of(lifecycle, step)
        for step in lifecycle.steps
        for act in duty.must
        if step.event == act.event and is_possible(all_of(act.test, step.test), {})
    ]
    if not duty.done_by <= {step.event for step in lifecycle.steps} or not ends:
        return True
    for event in duty.trigger.events:
        landed = _landed(lifecycle, event, duty)
        after = reached_from(lifecycle, landed if landed is not None else [lifecycle.initial])
        if any(after & origins for origins in ends):
            return True
    return False


def _landed(lifecycle: PlannedLifecycle, event: str, duty: Duty) -> frozenset[str] | None:
    """Return the states right after the trigger; None when the lifecycle does not speak of it."""
    steps = [step for step in lifecycle.steps if step.event == event]
    if not steps:
        return None
    reached = reached_from(lifecycle, [lifecycle.initial])
    landed: set[str] = set()
    for step in steps:
        if is_possible(all_of(duty.test, step.test), {}):
            origins = origins_of(lifecycle, step) & reached
            landed |= origins if step.to is None else ({step.to} if origins else set())
    return frozenset(landed)
