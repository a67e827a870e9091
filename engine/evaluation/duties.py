"""Duties that an event sets off, and times for which a thing must be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from engine.calendars import OutsideCalendar
from engine.counting import Due, Pause, lengthened, resolve
from engine.evaluation.context import NOTHING, Context, certainty_of
from engine.evaluation.facts import EventFacts
from engine.evaluation.history import History
from engine.evaluation.triggers import Occurrence, Settled, occurrences
from engine.evaluation.verdicts import Kind, Status, Trace, Verdict
from engine.loading.logs import Event
from engine.model.duties import OnRepeat
from engine.outcomes import MISSING
from engine.phrases import Deadline
from engine.planning.conditions import evaluate_test, missing_fields
from engine.planning.plan import Duty, DutyKind
from engine.vocabulary import Level

_KINDS = {
    DutyKind.DEADLINE: Kind.DEADLINE,
    DutyKind.PERIODIC: Kind.PERIODIC,
    DutyKind.RETENTION: Kind.RETENTION,
}


@dataclass(frozen=True, slots=True)
class Instance:
    """One duty set off by one event.

    Attributes:
        starts_on: the trigger date; for a state that must have lasted, the day on which it has.
        unknown: why it cannot be told whether the duty arose, or None.
        with_events: the other events that it took to set the duty off.
    """

    duty: Duty
    trigger: Event
    starts_on: date
    unit: str | None
    case: str | None
    unknown: str | None
    with_events: tuple[Event, ...] = ()


def evaluate_duty(duty: Duty, history: History, context: Context, settled: Settled) -> Iterator[Verdict]:
    """Yield a verdict for every instance of `duty` that the events of one subject set off.

    Args:
        settled: the verdicts on the duties whose outcome sets this one off.
    """
    found: list[Verdict] = []
    for occurrence in occurrences(duty, history, context, settled):
        instance = _instance(duty, occurrence, history, context)
        if instance is not None:
            found.append(_verdict(instance, history, context))
    yield from _after_repeats(duty, found)


def _instance(duty: Duty, occurrence: Occurrence, history: History, context: Context) -> Instance | None:
    trigger, starts_on = occurrence.event, occurrence.starts_on
    if not duty.governs(starts_on):
        return None
    facts = EventFacts(trigger, history, context.setting)
    unit = facts.answerable(duty.answerable)
    if context.setting.in_scope(unit) is False:
        return None
    category = facts.read("category") if context.plan.scope_categories else None
    if category is not None and category not in context.plan.scope_categories:
        return None
    holds = evaluate_test(duty.test, facts.read)
    if holds is False:
        return None
    unknown = occurrence.unknown + (missing_fields(duty.test, facts.read) if holds is None else ())
    for start in duty.start_dates:
        if starts_on < start.on:
            early = evaluate_test(start.test, facts.read)
            if early:
                return None
            if early is None:
                unknown += missing_fields(start.test, facts.read)
    reason = MISSING + ",".join(sorted(set(unknown))) if unknown else None
    return Instance(duty, trigger, starts_on, unit, facts.case(), reason, occurrence.with_events)


def _verdict(instance: Instance, history: History, context: Context) -> Verdict:
    duty = instance.duty
    where = _where_fulfilled(instance, history, context)
    fulfilment, passed_over = find_fulfilment(duty, instance, where, context)
    voided = _voided(duty, instance, fulfilment, history, context) if duty.voids else None
    status: Status
    reason: str | None
    due: Due | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()
    extensions: tuple[Event, ...] = ()
    if instance.unknown is not None:
        status, reason = Status.UNDETERMINED, instance.unknown
    elif voided is not None:
        status, reason = Status.VOID, voided[1]
    else:
        try:
            due, pauses, extensions = _due(instance, fulfilment, history, context)
            status, reason = _status(duty, due, fulfilment, bool(pauses), context)
        except OutsideCalendar:
            status, reason = Status.UNDETERMINED, "outside_calendar"
    trace = Trace(
        trigger=instance.trigger,
        with_events=instance.with_events,
        due=due,
        fulfilment=fulfilment,
        passed_over=passed_over,
        pauses=pauses,
        extensions=extensions,
        voided_by=voided[0] if voided else None,
        assumed=duty.assumed,
    )
    return _build(instance, context, trace, status, reason)


def _status(
    duty: Duty, due: Due, fulfilment: Event | None, has_pauses: bool, context: Context
) -> tuple[Status, str | None]:
    if due.due_on is None:
        return (Status.SUSPENDED, None) if has_pauses else (Status.UNDETERMINED, "no_number")
    if duty.kind is DutyKind.RETENTION:
        return _kept(duty, due.due_on, fulfilment, context)
    return context.standing(due.due_on, fulfilment.on if fulfilment is not None else None, duty.warn), None


def _kept(duty: Duty, due_on: date, act: Event | None, context: Context) -> tuple[Status, str | None]:
    """Judge a time to keep or to wait: an act before it ends is a violation, afterwards the duty is met."""
    if act is not None and act.on < due_on:
        return Status.VIOLATION, duty.premature
    return (Status.MET if context.as_of >= due_on else Status.PENDING), None


def _where_fulfilled(instance: Instance, history: History, context: Context) -> History:
    """Return the history in which the fulfilling event is looked for."""
    duty, subjects = instance.duty, context.subjects
    if duty.subject is Level.PROVINCE:
        return subjects.province_wide
    if duty.subject is Level.UNIT:
        of_unit = duty.trigger is not None and instance.trigger.dossier is None and instance.trigger.unit is not None
        unit = instance.trigger.unit if of_unit else instance.unit
        return subjects.units.get(unit or "", NOTHING)
    return history


def find_fulfilment(
    duty: Duty, instance: Instance, where: History, context: Context
) -> tuple[Event | None, tuple[tuple[Event, str], ...]]:
    """Return the event that fulfils the duty, and those of its type that do not count, each with the reason.

    It is the earliest event of the `must` type that is not before the trigger, with the same `ref` when both have
    one; an earlier event counts only with the same `ref` (design §4).
    """
    passed_over: list[tuple[Event, str]] = []
    reference = instance.trigger.ref
    for event in where.by_type.get(duty.must.event, ()):
        same = reference is not None and event.ref == reference
        if reference is not None and event.ref is not None and not same:
            passed_over.append((event, "other_ref"))
        elif event.on < instance.starts_on and not same:
            passed_over.append((event, "before_trigger"))
        elif evaluate_test(duty.must.test, EventFacts(event, where, context.setting).read) is False:
            passed_over.append((event, "condition"))
        else:
            return event, tuple(passed_over)
    return None, tuple(passed_over)


def _voided(
    duty: Duty, instance: Instance, fulfilment: Event | None, history: History, context: Context
) -> tuple[Event, str] | None:
    found: list[tuple[Event, str]] = []
    for voiding in duty.voids:
        for event in history.by_type.get(voiding.act.event, ()):
            in_time = event.on >= instance.starts_on and (fulfilment is None or event.on < fulfilment.on)
            if (
                in_time
                and evaluate_test(voiding.act.test, EventFacts(event, history, context.setting).read) is not False
            ):
                found.append((event, voiding.reason))
                break
    return min(found, key=lambda pair: (pair[0].on, pair[1]), default=None)


def _due(
    instance: Instance, fulfilment: Event | None, history: History, context: Context
) -> tuple[Due, tuple[tuple[date, date | None], ...], tuple[Event, ...]]:
    duty = instance.duty
    if not duty.pauses and duty.extension is None:
        return context.due(duty, instance.starts_on), (), ()
    pauses = _pauses(duty, instance, fulfilment, history, context)
    deadline: Deadline = duty.deadline
    due = resolve(deadline, instance.starts_on, context.calendar, duty.conventions, pauses)
    used: list[Event] = []
    if duty.extension is not None:
        for event in history.by_type.get(duty.extension.event, ()):
            in_time = event.on >= instance.starts_on and (due.due_on is None or event.on <= due.due_on)
            if in_time and len(used) < duty.extension.at_most:
                used.append(event)
                deadline = lengthened(deadline, duty.extension.by, duty.cap)
                due = resolve(deadline, instance.starts_on, context.calendar, duty.conventions, pauses)
    return due, tuple((pause.from_on, pause.until_on) for pause in pauses), tuple(used)


def _pauses(
    duty: Duty, instance: Instance, fulfilment: Event | None, history: History, context: Context
) -> Sequence[Pause]:
    """Return the stops of the clock that begin before the duty is fulfilled."""
    found: list[Pause] = []
    for begins, ends in duty.pauses:
        begin_events = context.events_bearing_on(begins, history, instance.unit)
        end_days = [event.on for event in context.events_bearing_on(ends, history, instance.unit)]
        for event in begin_events:
            end = min((day for day in end_days if day >= event.on), default=None)
            over = end is not None and end <= instance.starts_on
            if over or (fulfilment is not None and event.on >= fulfilment.on):
                continue
            found.append(Pause(max(event.on, instance.starts_on), end))
    return sorted(found, key=lambda pause: (pause.from_on, pause.until_on or date.max))


def _build(instance: Instance, context: Context, trace: Trace, status: Status, reason: str | None) -> Verdict:
    duty, due = instance.duty, trace.due
    due_on = due.due_on if due is not None and status is not Status.SUSPENDED else None
    opens_on = due.opens_on if due is not None else None
    fulfilled_on = trace.fulfilment.on if trace.fulfilment is not None else None
    late_working, late_calendar = context.lateness(status, due_on, fulfilled_on)
    early = fulfilled_on < opens_on if opens_on is not None and fulfilled_on is not None else None
    return Verdict(
        rule=duty.id,
        topic=duty.topic,
        kind=_KINDS[duty.kind],
        cites=duty.cites,
        dossier=instance.trigger.dossier,
        unit=instance.unit,
        bearer=duty.bearer,
        case=instance.case,
        trigger_event=instance.trigger.event,
        trigger_date=instance.starts_on,
        opens_on=opens_on,
        due_on=due_on,
        fulfilled_on=fulfilled_on,
        status=status,
        reason=reason,
        late_working_days=late_working,
        late_calendar_days=late_calendar,
        certainty=certainty_of(duty, due),
        early=early,
        trace=trace,
    )


def _after_repeats(duty: Duty, verdicts: list[Verdict]) -> Iterator[Verdict]:
    """Leave out what a second trigger replaces (restart) or what a first one covers (ignore)."""
    if duty.on_repeat is OnRepeat.EACH:
        yield from verdicts
        return
    ordered = sorted(verdicts, key=lambda verdict: (verdict.trigger_date or date.min, verdict.trigger_event or ""))
    kept: list[Verdict] = []
    for verdict in ordered:
        clash = next((index for index, other in enumerate(kept) if _still_open(other, verdict)), None)
        if clash is None:
            kept.append(verdict)
        elif duty.on_repeat is OnRepeat.RESTART:
            kept[clash] = verdict
    yield from kept


def _still_open(earlier: Verdict, later: Verdict) -> bool:
    """Tell whether the earlier duty was open when the later trigger came, on the same matter."""
    one, other = earlier.trace.trigger, later.trace.trigger
    if one is None or other is None or (one.ref and other.ref and one.ref != other.ref):
        return False
    return earlier.fulfilled_on is None or earlier.fulfilled_on > other.on
