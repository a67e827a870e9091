"""When one instance of a duty falls due, with the stops of its clock and its extensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.calendars import OutsideCalendar
from engine.counting import Due, Pause, lengthened, resolve
from engine.evaluation.context import Context
from engine.evaluation.history import History
from engine.evaluation.instances import Instance
from engine.loading.logs import Event
from engine.phrases import Deadline


@dataclass(frozen=True, slots=True)
class Reckoning:
    """When an instance falls due.

    Attributes:
        due: None when the reckoning leaves the calendar.
        pauses: the stops of the clock.
        extensions: the events that lengthened the period.
    """

    due: Due | None
    pauses: tuple[tuple[date, date | None], ...] = ()
    extensions: tuple[Event, ...] = ()

    @property
    def due_on(self) -> date | None:
        """The last day in time, if there is one."""
        return self.due.due_on if self.due is not None else None


def reckon(instance: Instance, fulfilment: Event | None, history: History, context: Context) -> Reckoning:
    """Return when the instance falls due."""
    try:
        return _reckon(instance, fulfilment, history, context)
    except OutsideCalendar:
        return Reckoning(None)


def _reckon(instance: Instance, fulfilment: Event | None, history: History, context: Context) -> Reckoning:
    duty = instance.duty
    if not duty.pauses and duty.extension is None:
        return Reckoning(context.due(duty, instance.starts_on))
    pauses = _pauses(instance, fulfilment, history, context)
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
    return Reckoning(due, tuple((pause.from_on, pause.until_on) for pause in pauses), tuple(used))


def _pauses(instance: Instance, fulfilment: Event | None, history: History, context: Context) -> Sequence[Pause]:
    """Return the stops of the clock that begin before the duty is fulfilled; they last until then at most."""
    found: list[Pause] = []
    done = fulfilment.on if fulfilment is not None else None
    for begins, ends in instance.duty.pauses:
        begin_events = context.events_bearing_on(begins, history, instance.unit)
        end_days = [event.on for event in context.events_bearing_on(ends, history, instance.unit)]
        for event in begin_events:
            if done is not None and event.on >= done:
                continue
            end = min((day for day in (*end_days, done) if day is not None and day >= event.on), default=None)
            if end is None or end > instance.starts_on:
                found.append(Pause(max(event.on, instance.starts_on), end))
    return sorted(found, key=lambda pause: (pause.from_on, pause.until_on or date.max))
