"""When one instance of a duty falls due, with the stops of its clock and its extensions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.calendars import OutsideCalendar
from engine.counting import Due, Pause, lengthened, resolve
from engine.evaluation.context import Context
from engine.evaluation.history import History
from engine.evaluation.instances import Instance, Siblings
from engine.evaluation.verdicts import LeftAside
from engine.loading.logs import Event
from engine.phrases import Deadline
from engine.planning.plan import Duty


@dataclass(frozen=True, slots=True)
class Reckoning:
    """When an instance falls due.

    Attributes:
        due: None when the reckoning leaves the calendar.
        pauses: the stops of the clock that bear on it.
        pauses_aside: the events that would have stopped the clock and do not count.
        extensions: the events that lengthened the period.
        extensions_aside: the events that would have lengthened it and do not count.
        counted_from: the day from which the period was counted; None when the reckoning leaves the calendar.
    """

    due: Due | None
    pauses: tuple[tuple[date, date | None], ...] = ()
    extensions: tuple[Event, ...] = ()
    counted_from: date | None = None
    pauses_aside: tuple[LeftAside, ...] = ()
    extensions_aside: tuple[LeftAside, ...] = ()

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
    stops, of_others = _pauses(instance, siblings, starts_on, fulfilment, history, context)
    pauses = [pause for pause, _ in stops]
    due = resolve(duty.deadline, starts_on, context.calendar, duty.conventions, pauses)
    used: list[Event] = []
    aside: list[LeftAside] = []
    if duty.extension is not None:
        deadline: Deadline = duty.deadline
        for event, why in _weighed(duty.extension.event, history, instance, siblings, history, context):
            is_in_time = event.on >= starts_on and (due.due_on is None or event.on <= due.due_on)
            if why is None and is_in_time and len(used) < duty.extension.at_most:
                used.append(event)
                longer = lengthened(deadline, duty.extension.by, duty.cap)
                if longer == deadline:
                    aside.append(LeftAside(event, "beyond_cap"))
                deadline = longer
                due = resolve(deadline, starts_on, context.calendar, duty.conventions, pauses)
            elif event.on >= starts_on and not (fulfilment is not None and event.on > fulfilment.on):
                aside.append(why or LeftAside(event, "beyond_at_most" if is_in_time else "after_due"))
    without_effect = {item.event for item in aside}
    late = [event for pause, event in stops if due.due_on is not None and pause.from_on > due.due_on]
    return Reckoning(
        due,
        pauses=tuple((pause.from_on, pause.until_on) for pause, event in stops if event not in late),
        pauses_aside=(*of_others, *(LeftAside(event, "after_due") for event in late)),
        extensions=tuple(event for event in used if event not in without_effect),
        extensions_aside=tuple(aside),
        counted_from=starts_on,
    )


def _pauses(
    instance: Instance,
    siblings: Siblings,
    starts_on: date,
    fulfilment: Event | None,
    history: History,
    context: Context,
) -> tuple[list[tuple[Pause, Event]], list[LeftAside]]:
    """Return the stops of the clock that begin before the duty is fulfilled, in order, and those of other matters.

    They last until it is fulfilled at most.
    """
    found: list[tuple[Pause, Event]] = []
    of_others: list[LeftAside] = []
    done = fulfilment.on if fulfilment is not None else None
    for begins, ends in instance.duty.pauses:
        where, until = (context.history_bearing_on(name, history, instance.unit) for name in (begins, ends))
        closing = _weighed(ends, until, instance, siblings, history, context)
        end_days = [event.on for event, why in closing if why is None]
        for event, why in _weighed(begins, where, instance, siblings, history, context):
            if done is not None and event.on >= done:
                continue
            if why is not None:
                of_others += [why] if event.on >= starts_on else []
                continue
            end = min((day for day in (*end_days, done) if day is not None and day >= event.on), default=None)
            if end is None or end > starts_on:
                found.append((Pause(max(event.on, starts_on), end), event))
    return sorted(found, key=lambda item: (item[0].from_on, item[0].until_on or date.max)), of_others


def _weighed(
    name: str, where: History, instance: Instance, siblings: Siblings, history: History, context: Context
) -> Iterator[tuple[Event, LeftAside | None]]:
    """Yield the events called `name` in `where`, and why they neither stop nor lengthen the period of the instance.

    Of those on its own subject not the ones about another matter or by another party; what befalls a whole unit or
    the province bears on every duty there.
    """
    for event in where.by_type.get(name, []):
        why = None
        if where is history:
            if not siblings.bears_on(event, instance):
                why = LeftAside(event, "other_ref")
            elif differences := instance.differences(context.facts_of(event, where)):
                why = LeftAside(event, "other_party", differences)
        yield event, why
