"""When one instance of a duty falls due, with the stops of its clock and its extensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.calendars import OutsideCalendar
from engine.counting import Due, Pause, lengthened, resolve
from engine.evaluation.context import Context
from engine.evaluation.history import History
from engine.evaluation.instances import Instance, Siblings
from engine.loading.logs import Event
from engine.phrases import Deadline
from engine.planning.plan import Duty


@dataclass(frozen=True, slots=True)
class Reckoning:
    """When an instance falls due.

    Attributes:
        due: None when the reckoning leaves the calendar.
        pauses: the stops of the clock.
        extensions: the events that lengthened the period.
        counted_from: the day from which the period was counted; None when the reckoning leaves the calendar.
    """

    due: Due | None
    pauses: tuple[tuple[date, date | None], ...] = ()
    extensions: tuple[Event, ...] = ()
    counted_from: date | None = None

    @property
    def due_on(self) -> date | None:
        """The last day in time, if there is one."""
        return self.due.due_on if self.due is not None else None


def reckon(
    instance: Instance, siblings: Siblings, fulfilment: Event | None, history: History, context: Context
) -> Reckoning:
    """Return when the instance falls due."""
    try:
        return _reckon(instance, siblings, fulfilment, history, context)
    except OutsideCalendar:
        return Reckoning(None)


def counted_from(duty: Duty, trigger: Event, starts_on: date, context: Context) -> date:
    """Return the day from which the period is counted: the next working day for an event after the cut-off time.

    A duty that lies ahead of its trigger, and one that no single moment sets off, is counted from the trigger date.
    """
    cut_off = duty.conventions.cut_off
    if cut_off is None or trigger.time is None or trigger.time <= cut_off or not duty.is_set_off_at_a_moment:
        return starts_on
    return context.calendar.add_working_days(starts_on, 1)


def _reckon(
    instance: Instance, siblings: Siblings, fulfilment: Event | None, history: History, context: Context
) -> Reckoning:
    duty, starts_on = instance.duty, counted_from(instance.duty, instance.trigger, instance.starts_on, context)
    if not duty.pauses and duty.extension is None:
        return Reckoning(context.due(duty, starts_on), counted_from=starts_on)
    pauses = _pauses(instance, siblings, starts_on, fulfilment, history, context)
    deadline: Deadline = duty.deadline
    due = resolve(deadline, starts_on, context.calendar, duty.conventions, pauses)
    used: list[Event] = []
    if duty.extension is not None:
        for event in _bearing_on(duty.extension.event, history, instance, siblings, history, context):
            in_time = event.on >= starts_on and (due.due_on is None or event.on <= due.due_on)
            if in_time and len(used) < duty.extension.at_most:
                used.append(event)
                deadline = lengthened(deadline, duty.extension.by, duty.cap)
                due = resolve(deadline, starts_on, context.calendar, duty.conventions, pauses)
    return Reckoning(due, tuple((pause.from_on, pause.until_on) for pause in pauses), tuple(used), starts_on)


def _pauses(
    instance: Instance,
    siblings: Siblings,
    starts_on: date,
    fulfilment: Event | None,
    history: History,
    context: Context,
) -> Sequence[Pause]:
    """Return the stops of the clock that begin before the duty is fulfilled; they last until then at most."""
    found: list[Pause] = []
    done = fulfilment.on if fulfilment is not None else None
    for begins, ends in instance.duty.pauses:
        where, until = (context.history_bearing_on(name, history, instance.unit) for name in (begins, ends))
        end_days = [event.on for event in _bearing_on(ends, until, instance, siblings, history, context)]
        for event in _bearing_on(begins, where, instance, siblings, history, context):
            if done is not None and event.on >= done:
                continue
            end = min((day for day in (*end_days, done) if day is not None and day >= event.on), default=None)
            if end is None or end > starts_on:
                found.append(Pause(max(event.on, starts_on), end))
    return sorted(found, key=lambda pause: (pause.from_on, pause.until_on or date.max))


def _bearing_on(
    name: str, where: History, instance: Instance, siblings: Siblings, history: History, context: Context
) -> list[Event]:
    """Return the events called `name` in `where` that stop or lengthen the period of the instance.

    Of those on its own subject not the ones about another matter or by another party; what befalls a whole unit or
    the province bears on every duty there.
    """
    events = where.by_type.get(name, [])
    if where is not history:
        return events
    return [
        event
        for event in events
        if siblings.bears_on(event, instance) and not instance.is_of_another(context.facts_of(event, where))
    ]
