"""Duties that events set off, and times for which a thing must be kept. Equals `engine.evaluation.duties`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.columnar.clock import resolve_dues
from engine.columnar.conditions import FALSE, TRUE, UNKNOWN, missing_reasons, truth_of
from engine.columnar.context import Context, certainty_of, earliness
from engine.columnar.days import NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.doubts import both_reasons
from engine.columnar.facts import EventRows
from engine.columnar.findings import STATUS_CODE
from engine.columnar.histories import PROVINCE
from engine.columnar.matching import Fulfilments, Occurrences
from engine.columnar.outcomes import Outcome
from engine.columnar.repeats import after_repeats
from engine.columnar.setting import within
from engine.columnar.triggers import triggered
from engine.model.duties import OnRepeat
from engine.outcomes import Kind, Status
from engine.planning.plan import Duty, DutyKind
from engine.vocabulary import Level

_KINDS = {DutyKind.DEADLINE: Kind.DEADLINE, DutyKind.PERIODIC: Kind.PERIODIC, DutyKind.RETENTION: Kind.RETENTION}


@dataclass(frozen=True)
class Instances:
    """One duty as set off by many events.

    Attributes:
        triggers: the events.
        starts: the trigger dates; for a state that must have lasted, the days on which it has.
        unit: the units that answer.
        unknown: the number of the reason why it cannot be told whether the duty arose, 0 for none.
    """

    triggers: EventRows
    starts: Ints
    unit: Ints
    unknown: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def only(self, keep: Bools | Ints) -> Instances:
        """Return some of the instances."""
        return Instances(self.triggers.only(keep), self.starts[keep], self.unit[keep], self.unknown[keep])


def judge_duty(duty: Duty, context: Context) -> None:
    """Write a finding for every instance of `duty`; equals `evaluate_duty` over all subjects."""
    instances = _instances(duty, context)
    if not len(instances):
        return
    fulfilled = _fulfilled(duty, instances, context)
    if duty.on_repeat is not OnRepeat.EACH:
        kept = after_repeats(duty.on_repeat, instances.triggers, instances.starts, fulfilled)
        instances, fulfilled = instances.only(kept), fulfilled[kept]
    _write(duty, instances, fulfilled, context)


def _instances(duty: Duty, context: Context) -> Instances:
    """Return what sets the duty off; equals `_instance`."""
    found = triggered(duty, context)
    found = found.only(within(found.starts, duty.valid_from, duty.valid_until))
    triggers, starts = found.rows, found.starts
    unit = triggers.answerable(duty.answerable)
    inside = ~context.setting.is_outside(unit)
    if context.plan.scope_categories:
        inside &= triggers.is_one_of("category", context.plan.scope_categories) != FALSE
    triggers, starts, unit = triggers.only(inside), starts[inside], unit[inside]
    holds = truth_of(duty.test, triggers)
    arises = holds != FALSE
    asked = [(duty.test, holds == UNKNOWN)]
    for start in duty.start_dates:
        before = starts < number_of(start.on)
        if before.any():
            truth = truth_of(start.test, triggers)
            arises &= ~(before & (truth == TRUE))
            asked.append((start.test, before & (truth == UNKNOWN)))
    numbers, texts = missing_reasons(asked, triggers)
    unknown = context.writer.reasons_of(numbers, texts)
    if found.doubts is not None:
        unknown = both_reasons(found.doubts[inside], unknown, context.writer)
    return Instances(triggers, starts, unit, unknown).only(arises)


def _fulfilled(duty: Duty, instances: Instances, context: Context) -> Ints:
    """Return the day on which each instance was fulfilled, `NEVER` where it was not; equals `find_fulfilment`."""
    triggers, subjects = instances.triggers, context.subjects
    where, histories = triggers.subject, subjects.own
    if duty.subject is Level.PROVINCE:
        where, histories = np.full(len(instances), PROVINCE), subjects.province_wide
    elif duty.subject is Level.UNIT:
        by_unit = (triggers.column("dossier") == NOTHING) & (triggers.unit != NOTHING)
        where = subjects.of_unit(np.where(by_unit, triggers.unit, instances.unit))
    acts = Fulfilments.of(histories, context.acts(duty.must, histories))
    return acts.earliest(where, instances.starts, triggers.column("ref"))


def _void_reasons(duty: Duty, instances: Instances, fulfilled: Ints, context: Context) -> Ints:
    """Return the reason why each instance is void, 0 where it is not; equals `_voided`."""
    reasons = np.zeros(len(instances), np.int32)
    earliest = np.full(len(instances), NEVER)
    own = context.subjects.own
    # Của các sự kiện cùng ngày thì lấy lý do đứng trước theo thứ tự chữ.
    for voiding in sorted(duty.voids, key=lambda voiding: voiding.reason):
        acts = Occurrences(own.key[context.acts(voiding.act, own)])
        days = acts.first_from(instances.triggers.subject, instances.starts)
        better = (days < fulfilled) & (days < earliest)
        earliest = np.where(better, days, earliest)
        reasons[better] = context.writer.reason(voiding.reason)
    return reasons


def _write(duty: Duty, instances: Instances, fulfilled: Ints, context: Context) -> None:
    """Write the findings; equals `_verdict` and `_build`."""
    triggers, writer = instances.triggers, context.writer
    size = len(instances)
    void = _void_reasons(duty, instances, fulfilled, context)
    is_unknown, is_void = instances.unknown != 0, void != 0
    reckoned = ~(is_unknown | is_void)
    dues, paused = resolve_dues(duty, triggers, instances.unit, instances.starts, fulfilled, context)
    has_due = reckoned & dues.possible
    due = np.where(has_due, dues.due, NEVER)
    opens = np.where(has_due, dues.opens, NEVER)
    status, reason = _statuses(duty, due, has_due, paused, fulfilled, context)
    status[is_unknown] = STATUS_CODE[Status.UNDETERMINED]
    reason[is_unknown] = instances.unknown[is_unknown]
    only_void = is_void & ~is_unknown
    status[only_void] = STATUS_CODE[Status.VOID]
    reason[only_void] = void[only_void]
    if duty.id in context.plan.followed:
        outcome = Outcome(triggers, instances.unit, due, fulfilled, status, reason)
        context.outcomes.setdefault(duty.id, []).append(outcome)
    writer.add(
        size,
        norm=writer.norm(duty.id, duty.topic, _KINDS[duty.kind], duty.cites),
        dossier=triggers.column("dossier"),
        unit=instances.unit,
        bearer=context.setting.roles.code(duty.bearer),
        case=triggers.case,
        trigger_event=triggers.column("event"),
        trigger_date=instances.starts,
        opens_on=opens,
        due_on=due,
        fulfilled_on=fulfilled,
        status=status,
        reason=reason,
        certainty=certainty_of(bool(duty.assumed), dues, has_due),
        early=earliness(opens, fulfilled),
        ref=triggers.column("ref"),
        **triggers.named(),
        **context.lateness(status, due, fulfilled),
    )


def _statuses(
    duty: Duty, due: Ints, has_due: Bools, paused: Bools, fulfilled: Ints, context: Context
) -> tuple[Ints, Ints]:
    """Return status and reason of instances that arose; equals `_status` and what `_verdict` makes of failures."""
    writer = context.writer
    undetermined = STATUS_CODE[Status.UNDETERMINED]
    reason = np.zeros(len(due), np.int32)
    if duty.kind is DutyKind.RETENTION:
        kept = STATUS_CODE[Status.MET], STATUS_CODE[Status.PENDING]
        status = np.where(due <= context.as_of, *kept).astype(np.int8)
        broken = fulfilled < due
        status[broken] = STATUS_CODE[Status.VIOLATION]
        reason[broken] = writer.reason(duty.premature)
        unclear = np.zeros(len(due), bool)
    else:
        status, unclear = context.standing(due, fulfilled, duty.warn)
    no_date = has_due & (due == NEVER)
    status[no_date] = np.where(paused[no_date], STATUS_CODE[Status.SUSPENDED], undetermined)
    reason[no_date] = np.where(paused[no_date], 0, writer.reason("no_number"))
    failed = ~has_due | (unclear & ~no_date)
    status[failed], reason[failed] = undetermined, writer.reason("outside_calendar")
    return status, reason
