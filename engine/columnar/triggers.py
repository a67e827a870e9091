"""What sets duties off, for all subjects at once. Equals `engine.evaluation.triggers`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.columnar.context import Context
from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.facts import EventRows
from engine.columnar.histories import PROVINCE
from engine.planning.plan import Duty
from engine.vocabulary import Level


@dataclass(frozen=True)
class Triggered:
    """The occurrences of a duty's trigger; equals `Occurrence`.

    Attributes:
        rows: the events that stand for the trigger.
        starts: the trigger dates.
    """

    rows: EventRows
    starts: Ints

    def only(self, keep: Bools | Ints) -> Triggered:
        """Return some of the occurrences."""
        return Triggered(self.rows.only(keep), self.starts[keep])


def triggered(duty: Duty, context: Context) -> Triggered:
    """Return every occurrence of the duty's trigger, seen by each bearer; equals `occurrences`."""
    assert duty.trigger is not None
    own = context.subjects.own
    at = np.concatenate([own.judged(event) for event in sorted(duty.trigger.events)])
    rows = _as_each_bearer_sees(duty, EventRows.of(own, at, context.setting), context)
    return _started(duty, rows, context)


def _as_each_bearer_sees(duty: Duty, rows: EventRows, context: Context) -> EventRows:
    """Return the rows, with each event of the whole province that sets off a duty of units once for every unit."""
    known = context.setting.known
    if duty.subject is not Level.UNIT or duty.answerable.is_of_province or known is None:
        return rows
    shared = (rows.subject == PROVINCE) & (rows.column("dossier") == NOTHING) & (rows.unit == NOTHING)
    if not shared.any():
        return rows
    times = np.where(shared, len(known), 1)
    at, unit = np.repeat(rows.at, times), np.repeat(rows.unit, times)
    unit[np.repeat(shared, times)] = np.tile(known, int(shared.sum()))
    return EventRows(rows.histories, at, unit, rows.setting)


def _started(duty: Duty, rows: EventRows, context: Context) -> Triggered:
    """Return the events whose trigger date has come, with that date; equals `_starts_on`."""
    lasting = duty.trigger.lasting if duty.trigger is not None else None
    if lasting is None:
        return Triggered(rows, rows.day)
    almanac = context.almanac
    reached, there = almanac.working_day(almanac.through(rows.day) + lasting.working_days)
    ended = context.occurrences(lasting.until).first_from(rows.subject, rows.day)
    lasted = there & almanac.covers(rows.day) & (reached <= context.as_of) & (ended >= reached)
    return Triggered(rows, reached).only(lasted)
