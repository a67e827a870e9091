"""What sets duties off, for all subjects at once. Equals `engine.evaluation.triggers`."""

from __future__ import annotations

from typing import assert_never

import numpy as np

from engine.columnar.context import Context
from engine.columnar.days import NOTHING, Ints
from engine.columnar.dues import dues_on
from engine.columnar.facts import EventRows, fields_of
from engine.columnar.findings import STATUS_CODE
from engine.columnar.histories import PROVINCE
from engine.columnar.lasting import ends_of
from engine.columnar.outcomes import Outcome, joined_outcomes
from engine.columnar.states import states_of
from engine.columnar.together import all_happened, completed, in_doubt
from engine.columnar.triggered import Triggered
from engine.outcomes import Status
from engine.planning.plan import AllHappened, Completed, Duty, Entered, Expired, Happens, Lasting, Trigger
from engine.vocabulary import Level

_RAN_OUT = [STATUS_CODE[status] for status in (Status.OVERDUE, Status.LATE, Status.LAPSED)]


def triggered(duty: Duty, context: Context) -> Triggered:
    """Return every occurrence of the duty's trigger, seen by each bearer; equals `occurrences`."""
    assert duty.trigger is not None
    match duty.trigger.source:
        case Happens():
            rows = _events(duty.trigger, context)
            found = Triggered(rows, rows.day)
        case Lasting() as lasting:
            found = _lasted(lasting, duty, _events(duty.trigger, context), context)
        case AllHappened(acts):
            found = all_happened(acts, context)
        case Entered(state):
            found = _entered(state, duty.trigger, context)
        case Expired(rule):
            found = _expired(joined_outcomes(context.outcomes.get(rule, ())), context)
        case Completed(rule):
            found = completed(joined_outcomes(context.outcomes.get(rule, ())), rule, context)
        case _:
            assert_never(duty.trigger.source)
    return _as_each_bearer_sees(duty, found, context)


def _events(trigger: Trigger, context: Context) -> EventRows:
    own = context.subjects.own
    return EventRows.of(own, np.concatenate([own.judged(event) for event in sorted(trigger.events)]), context.setting)


def _as_each_bearer_sees(duty: Duty, found: Triggered, context: Context) -> Triggered:
    """Return the occurrences, with each of the whole province that sets off a duty of units once for every unit."""
    known, rows = context.setting.known, found.rows
    if duty.subject is not Level.UNIT or duty.answerable.is_of_province or known is None:
        return found
    shared = (rows.subject == PROVINCE) & (rows.column("dossier") == NOTHING) & (rows.unit == NOTHING)
    if not shared.any():
        return found
    times = np.where(shared, len(known), 1)
    at, unit = np.repeat(rows.at, times), np.repeat(rows.unit, times)
    each = np.repeat(shared, times)
    unit[each] = np.tile(known, int(shared.sum()))
    doubts = np.repeat(found.doubts, times) if found.doubts is not None else None
    seen = Triggered(EventRows(rows.histories, at, unit, rows.setting), np.repeat(found.starts, times), doubts)
    lifetimes = context.setting.lifetimes
    if lifetimes is None:
        return seen
    there = lifetimes.exist(unit, seen.rows.day)
    return seen.only(~each | there)


def _lasted(lasting: Lasting, duty: Duty, rows: EventRows, context: Context) -> Triggered:
    """Return the states that have lasted long enough; equals `_lasted`."""
    reached = dues_on(lasting.length, rows.day, context.almanac, duty.conventions)
    ended = ends_of(lasting, duty, rows, context)
    lasted = reached.possible & (reached.due < context.as_of) & (ended > reached.due)
    return Triggered(rows, reached.due + lasting.exceeded).only(lasted)


def _entered(state: str, trigger: Trigger, context: Context) -> Triggered:
    """Return the events that brought dossiers into a state; equals `_entered`."""
    own, lifecycle = context.subjects.own, context.plan.lifecycle
    at = np.sort(np.concatenate([np.empty(0, np.int64), *(own.judged(event) for event in trigger.events)]))
    if lifecycle is not None and len(at):
        keys = own.key[at]
        wanted = states_of(own, lifecycle, fields_of(own, context.setting)).entries_into(state)
        places = np.searchsorted(keys, wanted)
        there = places < len(keys)
        there[there] = keys[places[there]] == wanted[there]
        at = at[places[there]]
    else:
        at = at[:0]
    rows = EventRows.of(own, at, context.setting)
    return Triggered(rows, rows.day)


def _expired(outcome: Outcome | None, context: Context) -> Triggered:
    """Return the duties that were not done by their due date; equals `_expired`."""
    if outcome is None:
        nothing: Ints = np.empty(0, np.int64)
        return Triggered(EventRows.of(context.subjects.own, nothing, context.setting), nothing)
    doubts = np.where(in_doubt(outcome, context), outcome.reason, 0)
    ran_out = np.isin(outcome.status, _RAN_OUT) | ((doubts != 0) & np.isin(outcome.would_be, _RAN_OUT))
    places = np.flatnonzero(ran_out)
    order = np.lexsort((outcome.due[places], outcome.rows.unit[places], outcome.rows.at[places]))
    found, doubts = outcome.only(places[order]), doubts[places[order]]
    return Triggered(found.rows, found.due, doubts if doubts.any() else None)
