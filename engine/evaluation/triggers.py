"""What sets a duty off: the occurrences of its trigger in the history of one subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from engine.calendars import OutsideCalendar
from engine.counting import resolve
from engine.evaluation.context import Context
from engine.evaluation.facts import EventFacts
from engine.evaluation.history import History, order_of
from engine.evaluation.matters import matters_of
from engine.evaluation.verdicts import Status, Verdict
from engine.loading.logs import Event
from engine.outcomes import MISSING
from engine.planning.conditions import evaluate_test, missing_fields
from engine.planning.plan import Act, AllHappened, Completed, Duty, Entered, Expired, Happens, Lasting, Trigger
from engine.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which the trigger of a duty came about.

    Attributes:
        event: the event that stands for the trigger; matter, unit and case are read off it.
        starts_on: the trigger date; for a state that must have lasted, the day on which it has.
        with_events: the other events that it took.
        unknown: fields that would have to be known to tell whether it came about.
    """

    event: Event
    starts_on: date
    with_events: tuple[Event, ...] = ()
    unknown: tuple[str, ...] = ()


Settled = Mapping[str, Sequence[Verdict]]
"""The verdicts on one subject so far, by rule: of the rules whose outcome sets other duties off."""


def occurrences(duty: Duty, history: History, context: Context, settled: Settled) -> Iterator[Occurrence]:
    """Yield every occurrence of the duty's trigger, seen by each bearer."""
    if duty.trigger is None:
        return
    for occurrence in _occurrences(duty.trigger, duty, history, context, settled):
        for seen in _as_each_bearer_sees(occurrence.event, duty, context):
            yield replace(occurrence, event=seen)


def _occurrences(
    trigger: Trigger, duty: Duty, history: History, context: Context, settled: Settled
) -> Iterator[Occurrence]:
    match trigger.source:
        case Happens():
            yield from (Occurrence(event, event.on) for event in _events(trigger, history))
        case Lasting() as lasting:
            yield from _lasted(lasting, trigger, duty, history, context)
        case AllHappened(acts):
            yield from _all_happened(acts, history, context)
        case Entered(state):
            yield from _entered(state, trigger, history, context)
        case Expired(rule):
            yield from sorted(_expired(settled.get(rule, ())), key=_order)
        case Completed(rule):
            by_unit = _is_of_units(rule, context)
            yield from sorted(_completed(settled.get(rule, ()), by_unit=by_unit), key=_order)
        case _:
            assert_never(trigger.source)


def _order(occurrence: Occurrence) -> tuple[object, ...]:
    return order_of(occurrence.event), occurrence.starts_on


def _events(trigger: Trigger, history: History) -> Iterator[Event]:
    for event_type in sorted(trigger.events):
        yield from history.by_type.get(event_type, ())


def _lasted(lasting: Lasting, trigger: Trigger, duty: Duty, history: History, context: Context) -> Iterator[Occurrence]:
    """Yield the states that have lasted long enough.

    The length is reckoned like any period, and a day is over only when it has passed: a state that ends on the very
    day that completes the length has not lasted it (Bộ luật Dân sự 2015, Điều 148 khoản 2).
    """
    begun = list(_events(trigger, history))
    known = frozenset[str]().union(*map(matters_of, begun))
    for event in begun:
        try:
            reached = resolve(lasting.length, event.on, context.calendar, duty.conventions).due_on
        except OutsideCalendar:
            continue
        ends = (end for end in history.by_type.get(lasting.until, ()) if end.on >= event.on)
        ended = min((end.on for end in ends if _ends(end, event, known, duty, history, context)), default=None)
        if reached is not None and reached < context.as_of and (ended is None or ended > reached):
            yield Occurrence(event, reached + timedelta(days=1) if lasting.exceeded else reached)


def _ends(end: Event, begun: Event, known: frozenset[str], duty: Duty, history: History, context: Context) -> bool:
    """Tell whether an event ends the state that another began: not the state of another matter or another party.

    Args:
        known: the documents named by all events that begin such a state on this subject.
    """
    own, named = matters_of(begun), matters_of(end)
    if (named & known and not named & own) or (duty.strict_matter and own and not named & own):
        return False
    here, there = context.facts_of(end, history), context.facts_of(begun, history)
    agrees = context.setting.agrees
    return all(agrees(pair, here.read(pair.act), there.read(pair.trigger), end.on) for pair in duty.matched_by)


def _all_happened(acts: Sequence[Act], history: History, context: Context) -> Iterator[Occurrence]:
    """Yield each event after which all acts have happened since the last time that they all had.

    An act whose conditions cannot be told counts, but leaves the occurrence in doubt when none is sure beside it.
    """
    seen: dict[int, Event] = {}
    doubtful: dict[int, tuple[str, ...]] = {}
    for event in history.events:
        read = EventFacts(event, history, context.setting).read
        for place, act in enumerate(acts):
            holds = evaluate_test(act.test, read) if event.event == act.event else False
            if holds is False or (place in seen and not (holds and place in doubtful)):
                continue
            seen[place] = event
            doubtful.pop(place, None)
            if holds is None:
                doubtful[place] = missing_fields(act.test, read)
        if len(seen) == len(acts):
            others = tuple(found for _, found in sorted(seen.items()) if found is not event)
            yield Occurrence(event, event.on, others, tuple(name for names in doubtful.values() for name in names))
            seen, doubtful = {}, {}


def _entered(state: str, trigger: Trigger, history: History, context: Context) -> Iterator[Occurrence]:
    """Yield each day after which a dossier surely is in the state, and before which it surely was not known to be.

    The first event of that day that leads into the state stands for it.
    """
    lifecycle = context.plan.lifecycle
    is_dossier = bool(history.events) and context.subjects.dossiers.get(history.events[0].dossier or "") is history
    if lifecycle is None or not is_dossier:
        return
    states = context.setting.states_of(history, lifecycle)
    before = states.at_first
    for on, _, after in states.days:
        if after == {state} and before != {state}:
            there = (event for event in history.events if event.on == on and event.event in trigger.events)
            event = next(there, None)
            if event is not None:
                yield Occurrence(event, on)
        before = after


_RAN_OUT = (Status.OVERDUE, Status.LATE, Status.LAPSED)


def _expired(verdicts: Sequence[Verdict]) -> Iterator[Occurrence]:
    """Yield the duties that were not done by their due date; what was done later does not undo it.

    A duty that may not have arisen sets off one that may not have, for want of the same fields.
    """
    for verdict in verdicts:
        trigger = verdict.trace.trigger
        ran_out = verdict.status in _RAN_OUT or (verdict.would_be in _RAN_OUT and _missing(verdict))
        if ran_out and verdict.due_on is not None and trigger is not None:
            yield Occurrence(trigger, verdict.due_on, unknown=_missing(verdict))


def _is_of_units(rule: str, context: Context) -> bool:
    return any(duty.id == rule and duty.subject is Level.UNIT for duty in context.plan.duties)


def _completed(verdicts: Sequence[Verdict], *, by_unit: bool) -> Iterator[Occurrence]:
    """Yield each matter in which every duty is done, on the day of the last; what is void does not matter.

    It is in doubt where an open duty, or the last that was done, may not have arisen. Of matters that one duty ends on
    one day the least doubtful stands: it is enough that one of them came to its end.
    """
    found: dict[tuple[Event, date], Occurrence] = {}
    units = sorted({verdict.first_unit or "" for verdict in verdicts}) if by_unit else [None]
    for unit in units:
        mine = [verdict for verdict in verdicts if unit is None or (verdict.first_unit or "") == unit]
        for matter in _matters(mine):
            owed = [verdict for verdict in matter if not _fell_away(verdict)]
            done = [verdict for verdict in owed if verdict.fulfilled_on is not None]
            open_still = [verdict for verdict in owed if verdict.fulfilled_on is None]
            doubts = [_missing(verdict) for verdict in open_still]
            if done and all(doubts):
                last = min(done, key=_latest_first)
                assert last.fulfilled_on is not None
                assert last.trace.trigger is not None
                acts = tuple(verdict.trace.fulfilment for verdict in done if verdict.trace.fulfilment is not None)
                unknown = tuple(name for names in (*doubts, _missing(last)) for name in names)
                occurrence = Occurrence(last.trace.trigger, last.fulfilled_on, acts, tuple(sorted(set(unknown))))
                key = (last.trace.trigger, last.fulfilled_on)
                found[key] = min(found.get(key, occurrence), occurrence, key=_doubt)
    yield from found.values()


def _doubt(occurrence: Occurrence) -> tuple[int, tuple[str, ...]]:
    return len(occurrence.unknown), occurrence.unknown


def _latest_first(verdict: Verdict) -> tuple[object, ...]:
    assert verdict.fulfilled_on is not None
    assert verdict.trace.trigger is not None
    return -verdict.fulfilled_on.toordinal(), order_of(verdict.trace.trigger)


def _fell_away(verdict: Verdict) -> bool:
    return verdict.status is Status.VOID or (verdict.status is Status.LATE and verdict.fulfilled_on is None)


def _missing(verdict: Verdict) -> tuple[str, ...]:
    """Return the fields for want of which it is not known whether the duty arose; none when it surely did."""
    reason = verdict.reason or ""
    is_open = verdict.status is Status.UNDETERMINED and reason.startswith(MISSING)
    return tuple(reason.removeprefix(MISSING).split(",")) if is_open else ()


def _matters(verdicts: Sequence[Verdict]) -> Iterator[list[Verdict]]:
    """Yield the duties matter by matter: those that share a document number, each with those that name none."""
    unnamed = [verdict for verdict in verdicts if not _numbers(verdict)]
    waiting = [verdict for verdict in verdicts if _numbers(verdict)]
    if not waiting and unnamed:
        yield unnamed
    while waiting:
        numbers, members = set(_numbers(waiting[0])), [waiting.pop(0)]
        while joining := [verdict for verdict in waiting if numbers & _numbers(verdict)]:
            members += joining
            waiting = [verdict for verdict in waiting if verdict not in joining]
            numbers |= {number for verdict in joining for number in _numbers(verdict)}
        yield members + unnamed


def _numbers(verdict: Verdict) -> frozenset[str]:
    return matters_of(verdict.trace.trigger) if verdict.trace.trigger is not None else frozenset()


def _as_each_bearer_sees(trigger: Event, duty: Duty, context: Context) -> Iterable[Event]:
    """Return the trigger; one of the whole province that sets off a duty of units, once for each known unit."""
    units, members = context.setting.units, context.setting.members
    of_units = duty.subject is Level.UNIT and not duty.answerable.is_of_province
    if not of_units or trigger.dossier is not None or trigger.unit is not None or units is None:
        return (trigger,)
    known = [unit for unit in units if members is None or unit in members]
    return [replace(trigger, unit=unit) for unit in known if context.setting.exists_on(unit, trigger.on)]
