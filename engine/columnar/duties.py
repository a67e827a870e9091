"""Duties that events set off, and times for which a thing must be kept. Equals `engine.evaluation.duties`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.columnar.clock import counted_from, resolve_dues
from engine.columnar.context import Context, certainty_of, earliness
from engine.columnar.days import NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.dues import Dues
from engine.columnar.facts import EventRows
from engine.columnar.findings import STATUS_CODE, STATUSES
from engine.columnar.fulfilment import Asked, first_acts
from engine.columnar.histories import PROVINCE
from engine.columnar.instances import Instances, Siblings, instances_of
from engine.columnar.outcomes import Outcome
from engine.columnar.periods import by_period
from engine.columnar.repeats import after_repeats
from engine.outcomes import OF_RIGHTS, Kind, Status
from engine.planning.plan import AnswerableUnit, Duty, DutyKind, Voiding
from engine.vocabulary import Level

_KINDS = {
    DutyKind.DEADLINE: Kind.DEADLINE,
    DutyKind.PERIODIC: Kind.PERIODIC,
    DutyKind.RETENTION: Kind.RETENTION,
    DutyKind.RIGHT: Kind.RIGHT,
}
_OF_RIGHTS = np.array([STATUS_CODE[OF_RIGHTS.get(status, status)] for status in STATUSES], np.int8)


@dataclass(frozen=True)
class Endings:
    """What ended instances without their being done; equals `Ending`.

    Attributes:
        days: when, `NEVER` where nothing did.
        reasons: the numbers of the reasons, as they are told.
        late: where the duty was late by then, which stands.
    """

    days: Ints
    reasons: Ints
    late: Bools


@dataclass(frozen=True)
class Settled:
    """What became of the instances of one version; equals `Settled`."""

    instances: Instances
    fulfilled: Ints
    dues: Dues
    endings: Endings

    @property
    def due(self) -> Ints:
        """The last days in time, `NEVER` where there is none."""
        return np.where(self.dues.possible, self.dues.due, NEVER)

    @property
    def over(self) -> Ints:
        """The days on which they were fulfilled or ended, `NEVER` while they are open."""
        return np.minimum(self.endings.days, self.fulfilled)

    def only(self, keep: Ints) -> Settled:
        """Return some of the instances."""
        if len(keep) == len(self.instances):
            return self
        endings = Endings(self.endings.days[keep], self.endings.reasons[keep], self.endings.late[keep])
        return Settled(self.instances.only(keep), self.fulfilled[keep], self.dues.at(keep), endings)


def judge_rule(versions: Sequence[Duty], context: Context) -> None:
    """Write a finding for every instance of a rule in all its versions; equals `evaluate_rule` over all subjects."""
    parts = [part for duty in versions for part in by_period(instances_of(duty, context), context)]
    siblings = Siblings(parts)
    settled = [item for number in range(len(parts)) for item in _versions_of(number, siblings, context)]
    parts = [item.instances for item in settled]
    kept = after_repeats(parts, [item.due for item in settled], [item.over for item in settled]) if parts else []
    for item, remaining in zip(settled, kept, strict=True):
        _write(_with_holders(item.only(remaining), context), context)


def _with_holders(settled: Settled, context: Context) -> Settled:
    """Return the same with whoever has the dossier on the due date, where that is who answers; see `_with_holder`."""
    instances = settled.instances
    if instances.duty.answerable is not AnswerableUnit.HOLDER:
        return settled
    due = settled.due
    unit = instances.triggers.holder(np.where(due == NEVER, context.as_of, due))
    held = replace(settled, instances=replace(instances, unit=unit))
    return held.only(np.flatnonzero(~context.setting.is_outside(unit)))


def _versions_of(number: int, siblings: Siblings, context: Context) -> list[Settled]:
    """Return what became of the instances of one version, those that moved to later ones apart; equals `_carried`."""
    instances = siblings.parts[number]
    asked = _asked(number, siblings)
    fulfilled = _fulfilled(instances, asked, siblings, context)
    settled = _settled(instances, fulfilled, asked, siblings, context)
    found: list[Settled] = []
    for newer in instances.duty.carries:
        begins = NEVER if newer.valid_from is None else number_of(newer.valid_from)
        is_open = settled.over >= begins
        if not newer.can_be_late:
            is_open &= settled.due >= begins
        if begins > context.as_of or not is_open.any():
            break
        stays, moves = np.flatnonzero(~is_open), np.flatnonzero(is_open)
        moved, fulfilled = settled.only(moves), settled.fulfilled[moves]
        asked = replace(asked.only(moves), is_ahead=newer.is_ahead)
        found += [settled.only(stays)] if len(stays) else []
        settled = _settled(replace(moved.instances, duty=newer), fulfilled, asked, siblings, context)
    return [*found, settled]


def _asked(number: int, siblings: Siblings) -> Asked:
    """Return what is asked of the acts on the triggers' own subjects, for the instances of one version."""
    instances = siblings.parts[number]
    triggers = instances.triggers
    opens, matters = siblings.opens(number), siblings.matters(number)
    is_timed = instances.duty.is_set_off_at_a_moment and triggers.histories.log.time is not None
    where, is_ahead = triggers.subject, instances.duty.is_ahead
    return Asked(triggers, instances.starts, opens, matters, where, is_ahead=is_ahead, is_timed=is_timed)


def _settled(instances: Instances, fulfilled: Ints, asked: Asked, siblings: Siblings, context: Context) -> Settled:
    duty, triggers = instances.duty, instances.triggers
    starts, beyond = counted_from(duty, triggers, instances.starts, context)
    dues = resolve_dues(instances, asked, siblings, starts, fulfilled, context)
    if beyond is not None:
        dues = replace(dues, possible=dues.possible & ~beyond)
    due = np.where(dues.possible, dues.due, NEVER)
    return Settled(instances, fulfilled, dues, _endings(duty, asked, siblings, fulfilled, due, context))


def _fulfilled(instances: Instances, asked: Asked, siblings: Siblings, context: Context) -> Ints:
    """Return the day on which each instance was fulfilled, `NEVER` where it was not; equals `find_fulfilment`."""
    duty, triggers, subjects = instances.duty, instances.triggers, context.subjects
    where, histories = triggers.subject, subjects.own
    units: Ints | None = None
    if duty.subject is Level.PROVINCE:
        where, histories = np.full(len(instances), PROVINCE), subjects.province_wide
    elif duty.subject is Level.UNIT:
        by_unit = (triggers.column("dossier") == NOTHING) & (triggers.unit != NOTHING)
        units = np.where(by_unit, triggers.unit, instances.unit)
        where = subjects.of_unit(units)
    acts = EventRows.of(histories, context.any_act(duty.must, histories), context.setting)
    asked = replace(asked, where=where, strict=duty.strict_matter, matched_by=duty.matched_by)
    found = first_acts(acts, asked, siblings)
    lifetimes = context.setting.lifetimes
    for places, heirs, since in lifetimes.passings(units) if lifetimes is not None and units is not None else ():
        passed = replace(asked.only(places), where=subjects.of_unit(heirs))
        found[places] = np.minimum(found[places], first_acts(acts.only(acts.day >= since), passed, siblings))
    return _come_by_now(found, context)


def _come_by_now(days: Ints, context: Context) -> Ints:
    """Return days of acts, `NEVER` for those still to come: what is known ahead has not been done."""
    return np.where(days > context.as_of, NEVER, days)


def _endings(duty: Duty, asked: Asked, siblings: Siblings, fulfilled: Ints, due: Ints, context: Context) -> Endings:
    """Return what ended each instance before it was done; equals `find_ending`."""
    size, writer = len(fulfilled), context.writer
    days, late_days = np.full(size, NEVER), np.full(size, NEVER)
    reasons, late_reasons = np.zeros(size, np.int32), np.zeros(size, np.int32)
    # Của các sự kiện cùng ngày thì lấy lý do đứng trước theo thứ tự chữ.
    for voiding in sorted(duty.voids, key=lambda voiding: voiding.reason):
        found = _first_ending(voiding, asked, siblings, context)
        ended = found < fulfilled
        is_late = ended & (due < found) & (not voiding.from_start)
        better = ended & ~is_late & (found < days)
        days = np.where(better, found, days)
        reasons[better] = writer.reason(voiding.reason)
        if duty.can_be_late:
            worse = is_late & (found <= context.as_of) & (found < late_days)
            late_days = np.where(worse, found, late_days)
            late_reasons[worse] = writer.reason(f"ended_late:{voiding.reason}")
    is_void = days != NEVER
    return Endings(
        np.where(is_void, days, late_days), np.where(is_void, reasons, late_reasons), ~is_void & (late_days != NEVER)
    )


def _first_ending(voiding: Voiding, asked: Asked, siblings: Siblings, context: Context) -> Ints:
    """Return the day of the first event that ends each instance; equals `_first_ending` of the reference."""
    own = context.subjects.own
    acts = EventRows.of(own, context.acts(voiding.act, own), context.setting)
    found = first_acts(acts, replace(asked, early=asked.is_ahead or voiding.from_start), siblings)
    return found if asked.is_ahead else _come_by_now(found, context)


def _write(settled: Settled, context: Context) -> None:
    """Write the findings; equals `_verdict` and `_build`."""
    instances, endings, dues = settled.instances, settled.endings, settled.dues
    duty, triggers, writer = instances.duty, instances.triggers, context.writer
    is_unknown = instances.unknown != 0
    is_void, ended_late = (endings.days != NEVER) & ~endings.late, endings.late
    has_due = dues.possible & ~is_void
    due = np.where(has_due, dues.due, NEVER)
    opens = np.where(has_due, dues.opens, NEVER)
    fulfilled = np.where(endings.days != NEVER, NEVER, settled.fulfilled)
    status, reason = _statuses(duty, due, has_due, fulfilled, context)
    for where, verdict in ((is_void, Status.VOID), (ended_late, Status.LATE)):
        status[where] = STATUS_CODE[verdict]
        reason[where] = endings.reasons[where]
    rare, would_be = triggers.named(), status
    if is_unknown.any():
        would_be = status.copy()
        rare["would_be"] = np.where(is_unknown, status, NOTHING)
        status[is_unknown] = STATUS_CODE[Status.UNDETERMINED]
        reason[is_unknown] = instances.unknown[is_unknown]
    over = np.where(ended_late, endings.days, fulfilled)
    if duty.id in context.plan.followed:
        outcome = Outcome(triggers, instances.unit, due, fulfilled, status, reason, would_be)
        context.outcomes.setdefault(duty.id, []).append(outcome)
    answers, inherited = context.setting.bearers(instances.unit, np.minimum(settled.over, context.as_of))
    writer.add(
        len(instances),
        norm=writer.norm(duty.id, duty.topic, _KINDS[duty.kind], duty.cites),
        dossier=triggers.column("dossier"),
        unit=answers,
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
        **rare,
        **context.lateness(status, due, over),
        **({} if context.setting.lifetimes is None else {"inherited_from": inherited}),
    )


def _statuses(duty: Duty, due: Ints, has_due: Bools, fulfilled: Ints, context: Context) -> tuple[Ints, Ints]:
    """Return status and reason of instances that arose and did not end; equals `_status`."""
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
        status = _OF_RIGHTS[status] if duty.kind is DutyKind.RIGHT else status
    no_date = has_due & (due == NEVER)
    status[no_date] = STATUS_CODE[Status.SUSPENDED] if duty.can_be_stopped else undetermined
    reason[no_date] = 0 if duty.can_be_stopped else writer.reason("no_number")
    failed = ~has_due | (unclear & ~no_date)
    status[failed], reason[failed] = undetermined, writer.reason("outside_calendar")
    return status, reason
