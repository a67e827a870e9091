"""Duties that an event sets off, and times for which a thing must be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.calendars import OutsideCalendar
from engine.evaluation.clock import Reckoning, reckon
from engine.evaluation.context import Context, certainty_of
from engine.evaluation.fulfilment import Ending, PassedOver, doubts_about, find_ending, find_fulfilment
from engine.evaluation.history import History
from engine.evaluation.instances import Instance, Siblings, instances_of
from engine.evaluation.repeats import after_repeats
from engine.evaluation.triggers import Settled as Followed
from engine.evaluation.verdicts import Kind, Status, Trace, Verdict
from engine.loading.logs import Event
from engine.outcomes import OF_RIGHTS
from engine.planning.plan import AnswerableUnit, Duty, DutyKind

_KINDS = {
    DutyKind.DEADLINE: Kind.DEADLINE,
    DutyKind.PERIODIC: Kind.PERIODIC,
    DutyKind.RETENTION: Kind.RETENTION,
    DutyKind.RIGHT: Kind.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an instance.

    Attributes:
        fulfilment: the act that fulfilled it, or that broke a time to keep.
        doubted: what the log does not tell of that act and its conditions ask for.
        passed_over: the events that might have fulfilled it and do not count.
        ending: what ended it without its being done.
    """

    instance: Instance
    fulfilment: Event | None
    doubted: tuple[str, ...]
    passed_over: PassedOver
    reckoning: Reckoning
    ending: Ending | None

    @property
    def due_on(self) -> date | None:
        """The last day in time, None when there is none."""
        return self.reckoning.due_on

    @property
    def fulfilled_on(self) -> date | None:
        """The day on which it was fulfilled; None where it had ended by then: what is not owed is not fulfilled."""
        return self.fulfilment.on if self.fulfilment is not None and self.ending is None else None

    @property
    def over_on(self) -> date | None:
        """The day on which it was fulfilled or ended, None while it is open."""
        if self.ending is not None:
            return self.ending.event.on
        return self.fulfilment.on if self.fulfilment is not None else None


def evaluate_rule(
    versions: Sequence[Duty], history: History, context: Context, followed: Followed
) -> Iterator[Verdict]:
    """Yield a verdict for every instance of a rule, in all its versions, that the events of one subject set off.

    Args:
        followed: the verdicts on the duties whose outcome sets this one off.
    """
    instances = instances_of(versions, history, context, followed)
    siblings = Siblings(instances)
    settled = [
        _carried(_settled(instance, siblings, history, context), siblings, history, context) for instance in instances
    ]
    for item in after_repeats(settled):
        held = _with_holder(item, history, context)
        if held is not None:
            yield _verdict(held, context)


def _with_holder(settled: Settled, history: History, context: Context) -> Settled | None:
    """Return the same with the unit that answers where that is whoever has the dossier on the due date.

    None when the regulation does not bind that unit. Without a due date it is whoever has it on the day of judging.
    """
    instance = settled.instance
    if instance.duty.answerable is not AnswerableUnit.HOLDER:
        return settled
    if instance.trigger.dossier is not None:
        day, moves = settled.due_on or context.as_of, context.plan.moves
        unit, handover = history.holder_on(day, moves), history.last_move(day, moves)
        settled = replace(settled, instance=replace(instance, unit=unit, handover=handover))
    return None if context.setting.in_scope(settled.instance.unit) is False else settled


def _settled(instance: Instance, siblings: Siblings, history: History, context: Context) -> Settled:
    fulfilment, passed_over = find_fulfilment(instance, siblings, history, context)
    reckoning = reckon(instance, siblings, fulfilment, history, context)
    ending = find_ending(instance, siblings, fulfilment, reckoning.due_on, history, context)
    doubted = doubts_about(fulfilment, instance, history, context) if fulfilment is not None else ()
    return Settled(instance, fulfilment, doubted, passed_over, reckoning, ending)


def _carried(settled: Settled, siblings: Siblings, history: History, context: Context) -> Settled:
    """Return the instance under the last version to which it moved, being open on the first day of that version."""
    for newer in settled.instance.duty.carries:
        begins = newer.valid_from
        if begins is None or begins > context.as_of or not _is_open(settled, begins):
            break
        settled = _settled(replace(settled.instance, duty=newer), siblings, history, context)
    return settled


def _is_open(settled: Settled, day: date) -> bool:
    """Tell whether a duty was neither done nor ended before `day`; a time to keep is over with its last day, too."""
    kept = not settled.instance.duty.can_be_late and settled.due_on is not None and settled.due_on < day
    return not kept and (settled.over_on is None or settled.over_on >= day)


def _verdict(settled: Settled, context: Context) -> Verdict:
    instance, ending = settled.instance, settled.ending
    duty = instance.duty
    would_be, reason = _outcome(settled, context)
    status = would_be
    if instance.unknown is not None:
        status, reason = Status.UNDETERMINED, instance.unknown
    shown = Reckoning(None) if would_be is Status.VOID else settled.reckoning
    trace = Trace(
        trigger=instance.trigger,
        with_events=instance.with_events,
        handover=instance.handover,
        phrase=duty.phrase,
        cases=dict(instance.weighed).get(duty.valid_from, ()),
        counted_from=shown.counted_from,
        due=shown.due,
        fulfilment=settled.fulfilment,
        doubted=settled.doubted,
        passed_over=settled.passed_over,
        pauses=shown.pauses,
        pauses_aside=shown.pauses_aside,
        extensions=shown.extensions,
        extensions_aside=shown.extensions_aside,
        voided_by=ending.event if ending is not None else None,
        assumed=duty.assumed,
        carried_on=None if duty.governs(instance.starts_on) else duty.valid_from,
    )
    found = _build(settled, context, trace, status, reason)
    return found if instance.unknown is None else replace(found, would_be=would_be)


def _outcome(settled: Settled, context: Context) -> tuple[Status, str | None]:
    """Return how an instance stands, and why, provided that it arose."""
    ending = settled.ending
    if ending is not None and not ending.is_late:
        return Status.VOID, ending.reason
    if ending is not None:
        return Status.LATE, f"ended_late:{ending.reason}"
    try:
        return _status(settled.instance.duty, settled.reckoning, settled.fulfilment, context)
    except OutsideCalendar:
        return Status.UNDETERMINED, "outside_calendar"


def _status(duty: Duty, reckoning: Reckoning, fulfilment: Event | None, context: Context) -> tuple[Status, str | None]:
    due_on = reckoning.due_on
    if reckoning.due is None:
        return Status.UNDETERMINED, "outside_calendar"
    if due_on is None:
        return (Status.SUSPENDED, None) if duty.can_be_stopped else (Status.UNDETERMINED, "no_number")
    if duty.kind is DutyKind.RETENTION:
        return _kept(duty, due_on, fulfilment, context)
    status = context.standing(due_on, fulfilment.on if fulfilment is not None else None, duty.warn)
    return (OF_RIGHTS.get(status, status) if duty.kind is DutyKind.RIGHT else status), None


def _kept(duty: Duty, due_on: date, act: Event | None, context: Context) -> tuple[Status, str | None]:
    """Judge a time to keep or to wait: an act before it ends is a violation, afterwards the duty is met."""
    if act is not None and act.on < due_on:
        return Status.VIOLATION, duty.premature
    return (Status.MET if context.as_of >= due_on else Status.PENDING), None


def _build(settled: Settled, context: Context, trace: Trace, status: Status, reason: str | None) -> Verdict:
    instance, due = settled.instance, trace.due
    duty = instance.duty
    due_on = due.due_on if due is not None and status is not Status.SUSPENDED else None
    opens_on = due.opens_on if due is not None else None
    fulfilled_on = settled.fulfilled_on
    late_working, late_calendar = context.lateness(status, due_on, settled.over_on)
    early = fulfilled_on < opens_on if opens_on is not None and fulfilled_on is not None else None
    answers = context.setting.bearer(instance.unit, min(settled.over_on or context.as_of, context.as_of))
    return Verdict(
        rule=duty.id,
        topic=duty.topic,
        kind=_KINDS[duty.kind],
        cites=duty.cites,
        dossier=instance.trigger.dossier,
        unit=answers,
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
        inherited_from=instance.unit if answers != instance.unit else None,
    )
