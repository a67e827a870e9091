"""What sets a duty off: the occurrences of its trigger in the history of one subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from engine.calendars import OutsideCalendar
from engine.evaluation.context import Context
from engine.evaluation.history import History
from engine.loading.logs import Event
from engine.planning.plan import Duty
from engine.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which the trigger of a duty came about.

    Attributes:
        event: the event that stands for the trigger; matter, unit and case are read off it.
        starts_on: the trigger date; for a state that must have lasted, the day on which it has.
    """

    event: Event
    starts_on: date


def occurrences(duty: Duty, history: History, context: Context) -> Iterator[Occurrence]:
    """Yield every occurrence of the duty's trigger, seen by each bearer."""
    if duty.trigger is None:
        return
    for event_type in sorted(duty.trigger.events):
        for event in history.by_type.get(event_type, ()):
            for seen in _as_each_bearer_sees(event, duty, context):
                starts_on = _starts_on(duty, seen, history, context)
                if starts_on is not None:
                    yield Occurrence(seen, starts_on)


def _as_each_bearer_sees(trigger: Event, duty: Duty, context: Context) -> Iterable[Event]:
    """Return the trigger; one of the whole province that sets off a duty of units, once for each known unit."""
    units, members = context.setting.units, context.setting.members
    of_units = duty.subject is Level.UNIT and not duty.answerable.is_of_province
    if not of_units or trigger.dossier is not None or trigger.unit is not None or units is None:
        return (trigger,)
    return [replace(trigger, unit=unit) for unit in units if members is None or unit in members]


def _starts_on(duty: Duty, trigger: Event, history: History, context: Context) -> date | None:
    """Return the trigger date; for a state that must last, the day it has lasted, if it did and that day has come."""
    lasting = duty.trigger.lasting if duty.trigger is not None else None
    if lasting is None:
        return trigger.on
    try:
        reached = context.calendar.add_working_days(trigger.on, lasting.working_days)
    except OutsideCalendar:
        return None
    ended = min((event.on for event in history.by_type.get(lasting.until, ()) if event.on >= trigger.on), default=None)
    if reached > context.as_of or (ended is not None and ended < reached):
        return None
    return reached
