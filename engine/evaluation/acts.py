"""Who may do an act, and with what evidence: approvals and the steps of the lifecycle.

A missing actor or attribute is unknown, not wrong: only what the log states can be a violation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.evaluation.act_verdicts import ActNorm, act_verdict, is_bound
from engine.evaluation.context import Context
from engine.evaluation.facts import EventFacts
from engine.evaluation.history import History
from engine.evaluation.verdicts import Kind, Verdict
from engine.loading.logs import Event
from engine.model.duties import ApprovalPlace, Delegation, Means
from engine.outcomes import LIFECYCLE
from engine.planning.conditions import evaluate_test
from engine.planning.grounds import Grounds
from engine.planning.plan import PlannedApprover, PlannedLifecycle, PlannedTier

DELEGATE = "unit_delegate"
ADMIN = "unit_admin"
DELEGATION = "delegation_granted"
NOT_WRITTEN = "delegation_not_written"
NOT_IN_FORCE = "delegation_not_in_force"


def check_approvals(tier: PlannedTier, history: History, context: Context) -> Iterator[Verdict]:
    """Yield what is wrong with the approvals of one tier: who, signature, place, order.

    What has to come after an approval is not held against people for whom the tier names no approver.
    """
    for event in history.by_type.get(tier.event, ()):
        if is_bound(event, context, tier):
            for reason, cites in _approval_faults(tier, EventFacts(event, history, context.setting)):
                yield act_verdict(_norm_of(tier, cites), event, history, context, reason)
    for name in sorted(tier.before):
        for event in history.by_type.get(name, ()):
            named = not tier.approvers or _entries_for(tier, EventFacts(event, history, context.setting))
            if named and is_bound(event, context, tier) and _unapproved_change(tier, event, history):
                yield act_verdict(_norm_of(tier, tier.cites), event, history, context, "before_approval")


def _norm_of(tier: PlannedTier, cites: str) -> ActNorm:
    return ActNorm(tier.id, Kind.TRANSITION, None, cites, tier.assumed)


def _approval_faults(tier: PlannedTier, facts: EventFacts) -> Iterator[tuple[str, str]]:
    event = facts.event
    entries = _entries_for(tier, facts)
    actor = event.actor
    if actor is not None and entries:
        cites = "; ".join(dict.fromkeys(entry.cites for entry in entries))
        if not _may_approve(tier, actor, entries):
            yield "role_not_allowed", cites
        elif actor == DELEGATE:
            if tier.delegation is Delegation.NONE:
                yield "delegation_not_allowed", cites
            elif tier.delegation is Delegation.WRITTEN and (fault := _fault_of_delegation(facts)) is not None:
                yield fault, cites
    if tier.means is Means.DIGITAL_SIGNATURE and event.attribute("signed") == "false":
        yield "not_signed", tier.cites
    place = event.attribute("place")
    if place is not None and tier.place is not ApprovalPlace.UNSPECIFIED and place != tier.place.value:
        yield "wrong_place", tier.cites


def _fault_of_delegation(facts: EventFacts) -> str | None:
    """Return what is wrong with acting under a delegation that must be in writing.

    A log that holds delegations of the unit is taken to hold them all: one must be in force on that day.
    """
    event = facts.event
    if event.attribute("written") == "false":
        return NOT_WRITTEN
    unit = event.unit or (facts.history.home_on(event.on) if event.dossier else None)
    of_unit = facts.setting.subjects.units.get(unit or "")
    granted = of_unit.by_type.get(DELEGATION, ()) if of_unit is not None else ()
    in_force = [one for one in granted if one.on <= event.on <= _last_day_of(one)]
    if not in_force:
        return NOT_IN_FORCE if granted else None
    return NOT_WRITTEN if all(one.attribute("written") == "false" for one in in_force) else None


def _last_day_of(delegation: Event) -> date:
    """Return the last day on which a delegation holds; one without an end holds for ever."""
    try:
        return date.fromisoformat(delegation.attribute("valid_until") or "")
    except ValueError:
        return date.max


def _entries_for(tier: PlannedTier, facts: EventFacts) -> list[PlannedApprover]:
    """Return the entries that could speak of this approval; what is not known about it fits any."""
    unit_type, category = facts.read("unit_type"), facts.read("category")
    return [
        entry
        for entry in tier.approvers
        if (unit_type is None or not entry.unit_types or unit_type in entry.unit_types)
        and (category is None or not entry.categories or category in entry.categories)
    ]


def _may_approve(tier: PlannedTier, actor: str, entries: list[PlannedApprover]) -> bool:
    if actor == ADMIN and tier.admin_may_approve:
        return True
    if actor == DELEGATE:  # Văn bản im lặng về ủy quyền thì chưa thể nói là sai.
        return True
    return any(actor in entry.roles for entry in entries)


def _unapproved_change(tier: PlannedTier, event: Event, history: History) -> bool:
    """Tell whether the last change before `event` had not been approved by then."""
    changes = [
        change.on for name in tier.after_events for change in history.by_type.get(name, ()) if change.on < event.on
    ]
    if not changes:
        return False
    last = max(changes)
    return not any(last <= approval.on <= event.on for approval in history.by_type.get(tier.event, ()))


def check_steps(lifecycle: PlannedLifecycle, history: History, context: Context) -> Iterator[Verdict]:
    """Yield acts done by a role that no step of their kind allows, or stated to lack required evidence."""
    for step_event in sorted({step.event for step in lifecycle.steps if step.roles or step.evidence}):
        for event in history.by_type.get(step_event, ()):
            read = EventFacts(event, history, context.setting).read
            steps = [
                step
                for step in lifecycle.steps
                if step.event == event.event
                and is_bound(event, context, step)
                and evaluate_test(step.test, read) is not False
            ]
            grounds = Grounds.of(lifecycle, steps)
            norm = ActNorm(LIFECYCLE, Kind.TRANSITION, None, grounds.cites, is_stated=grounds.is_stated)
            if (
                event.actor is not None
                and steps
                and all(step.roles and event.actor not in step.roles for step in steps)
            ):
                yield act_verdict(norm, event, history, context, grounds.reason("role_not_allowed"))
            for name in sorted({name for step in steps for name, _ in step.evidence}):
                stated = event.attribute(name)
                if stated is not None and all(_refuses(dict(step.evidence).get(name), stated) for step in steps):
                    yield act_verdict(norm, event, history, context, grounds.reason(f"evidence:{name}"))


def _refuses(accepted: frozenset[str] | None, stated: str) -> bool:
    return accepted is not None and stated not in accepted
