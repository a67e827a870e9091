"""Which act fulfils a duty, and which event ends it without its being done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.evaluation.context import Context
from engine.evaluation.facts import EventFacts
from engine.evaluation.history import History, order_of
from engine.evaluation.instances import Instance, Siblings
from engine.evaluation.matters import matters_of
from engine.evaluation.verdicts import LeftAside
from engine.loading.logs import Event
from engine.planning.conditions import evaluate_test, missing_fields
from engine.planning.plan import Act, Duty, Voiding
from engine.vocabulary import Level

PassedOver = tuple[LeftAside, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """The event that ended a duty without its being done.

    Attributes:
        is_late: whether the duty was late by then, which stands.
    """

    event: Event
    reason: str
    is_late: bool


def find_fulfilment(
    instance: Instance, siblings: Siblings, history: History, context: Context
) -> tuple[Event | None, PassedOver]:
    """Return the earliest act that fulfils the duty, and those before it that do not count, each with the reason."""
    where = _where_fulfilled(instance, history, context)
    passed_over: list[LeftAside] = []
    for event, act in acts_of(instance.duty, where):
        why = _why_not(event, act, instance, siblings, where, context)
        if why is None:
            return event, tuple(passed_over)
        passed_over.append(why)
    return None, tuple(passed_over)


def doubts_about(fulfilment: Event, instance: Instance, history: History, context: Context) -> tuple[str, ...]:
    """Return the fields that the act's conditions ask for and the log does not tell; none where all are known to hold.

    What is not known is not wrong, so the act counts; whoever reads the verdict is to know on what it rests.
    """
    read = context.facts_of(fulfilment, _where_fulfilled(instance, history, context)).read
    tests = [act.test for act in instance.duty.must if act.event == fulfilment.event]
    if any(evaluate_test(test, read) for test in tests):
        return ()
    return tuple(sorted(frozenset[str]().union(*(missing_fields(test, read) for test in tests))))


def acts_of(duty: Duty, where: History) -> Iterator[tuple[Event, Act]]:
    """Yield the events that may show one of the acts asked for, in order, each with that act."""
    acts = duty.must
    if len(acts) == 1:
        yield from ((event, acts[0]) for event in where.by_type.get(acts[0].event, ()))
        return
    pairs = [(event, act) for act in acts for event in where.by_type.get(act.event, ())]
    yield from sorted(pairs, key=lambda pair: order_of(pair[0]))


def _why_not(
    event: Event, act: Act, instance: Instance, siblings: Siblings, where: History, context: Context
) -> LeftAside | None:
    """Return why an event does not fulfil the duty; None when it does."""
    if event.on > context.as_of:
        return LeftAside(event, "still_to_come")
    facts = context.facts_of(event, where)
    if differences := instance.differences(facts):
        return LeftAside(event, "other_party", differences)
    own = matters_of(instance.trigger)
    if instance.duty.strict_matter and own and not own & matters_of(event):
        return LeftAside(event, "other_ref")
    if not siblings.counts(event, instance):
        is_of_other = any(siblings.named_by(event)) and not own & matters_of(event)
        return LeftAside(event, "other_ref" if is_of_other else "before_trigger")
    return LeftAside(event, "condition") if evaluate_test(act.test, facts.read) is False else None


def _where_fulfilled(instance: Instance, history: History, context: Context) -> History:
    """Return the history in which the fulfilling event is looked for."""
    duty, subjects = instance.duty, context.subjects
    if duty.subject is Level.PROVINCE:
        return subjects.province_wide
    if duty.subject is Level.UNIT:
        of_unit = duty.trigger is not None and instance.trigger.dossier is None and instance.trigger.unit is not None
        unit = instance.trigger.unit if of_unit else instance.unit
        return context.history_of_unit(unit)
    return history


def find_ending(
    instance: Instance,
    siblings: Siblings,
    fulfilment: Event | None,
    due_on: date | None,
    history: History,
    context: Context,
) -> Ending | None:
    """Return what ended the duty before it was done.

    A duty that ends on or before its due date is void, and so is one whose trigger is annulled, whenever that is.
    One that was already overdue stays late, up to the day on which it ended; such an end must have come by `as_of`.
    """
    found: list[tuple[date, str, Event, bool]] = []
    for voiding in instance.duty.voids:
        event = _first_ending(voiding, instance, siblings, history, context)
        if event is None or (fulfilment is not None and event.on >= fulfilment.on):
            continue
        is_late = not voiding.from_start and due_on is not None and due_on < event.on
        found.append((event.on, voiding.reason, event, is_late))
    in_time = [item for item in found if not item[3]]
    late = [item for item in found if item[3] and instance.duty.can_be_late and item[0] <= context.as_of]
    chosen = min(in_time or late, key=lambda item: item[:2], default=None)
    return Ending(chosen[2], chosen[1], chosen[3]) if chosen is not None else None


def _first_ending(
    voiding: Voiding, instance: Instance, siblings: Siblings, history: History, context: Context
) -> Event | None:
    """Return the first event that ends the duty; one dated ahead ends only a duty ahead of its trigger.

    What ends a duty comes when its acts count; only a trigger may be annulled before its own date, by name.
    """
    is_ahead = instance.duty.is_ahead
    for event in history.by_type.get(voiding.act.event, ()):
        if event.on > context.as_of and not is_ahead:
            return None
        in_time = is_ahead or voiding.from_start or event.on >= instance.starts_on
        read = EventFacts(event, history, context.setting).read
        if in_time and siblings.counts(event, instance) and evaluate_test(voiding.act.test, read) is not False:
            return event
    return None
