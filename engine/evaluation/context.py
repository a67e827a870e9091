"""What stays the same throughout one evaluation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.calendars import Calendar, OutsideCalendar
from engine.counting import Due, resolve
from engine.evaluation.facts import EventFacts, Setting
from engine.evaluation.history import NO_HISTORY, History, Subjects
from engine.evaluation.verdicts import Certainty, Status
from engine.loading.logs import Event
from engine.phrases import Deadline
from engine.planning.plan import Duty, Plan

NOTHING = NO_HISTORY


@dataclass(frozen=True)
class Context:
    """The inputs of one evaluation and the due dates already worked out in it.

    A due date depends only on the duty and the trigger date, so each is walked once and its ledger shared.
    """

    plan: Plan
    setting: Setting
    subjects: Subjects
    calendar: Calendar
    as_of: date
    _joined: dict[str, History] = field(default_factory=dict, repr=False)
    _joined_ids: set[int] = field(default_factory=set, repr=False)
    _dues: dict[tuple[str, date | None, Deadline, date], Due] = field(default_factory=dict, repr=False)

    def due(self, duty: Duty, start: date) -> Due:
        """Return when `duty`, set off on `start`, falls due, without pauses or extensions."""
        key = (duty.id, duty.valid_from, duty.deadline, start)
        found = self._dues.get(key)
        if found is None:
            found = resolve(duty.deadline, start, self.calendar, duty.conventions)
            self._dues[key] = found
        return found

    def history_bearing_on(self, name: str, history: History, unit: str | None) -> History:
        """Return where the events called `name` that bear on a subject are: with it, its unit or the province."""
        return self.setting.bearing_on(name, history, unit)

    def history_of_unit(self, unit: str | None) -> History:
        """Return the events of a unit, and from its end on those of whoever goes on with its work."""
        own = self.subjects.units.get(unit or "", NO_HISTORY)
        table = self.setting.units
        heirs = list(table.heirs(unit)) if table is not None and unit is not None else []
        if not heirs:
            return own
        if unit not in self._joined:
            later = (
                event
                for heir, since in heirs
                for event in self.subjects.units.get(heir, NO_HISTORY).events
                if event.on >= since
            )
            self._joined[unit or ""] = History((*own.events, *later))
            self._joined_ids.add(id(self._joined[unit or ""]))
        return self._joined[unit or ""]

    def facts_of(self, event: Event, where: History) -> EventFacts:
        """Return what is known of an event found in `where`, which may be a unit's history joined with its heirs'."""
        units = self.subjects.units
        is_joined = id(where) in self._joined_ids and event.unit in units
        return EventFacts(event, units[event.unit or ""] if is_joined else where, self.setting)

    def standing(self, due_on: date, fulfilled_on: date | None, warn: int) -> Status:
        """Return the status of a duty that has a due date."""
        if fulfilled_on is not None:
            return Status.MET if fulfilled_on <= due_on else Status.LATE
        if due_on < self.as_of:
            return Status.OVERDUE
        soon = self.calendar.count_working_days(self.as_of, due_on) <= warn
        return Status.DUE_SOON if soon else Status.PENDING

    def lateness(self, status: Status, due_on: date | None, fulfilled_on: date | None) -> tuple[int | None, int | None]:
        """Return the working and calendar days in (due, fulfilled] or (due, as_of]; None unless late or overdue.

        Working days that the calendar does not cover cannot be counted: None, though the duty is late all the same.
        """
        if due_on is None or status not in (Status.LATE, Status.OVERDUE):
            return None, None
        until = fulfilled_on if status is Status.LATE and fulfilled_on is not None else self.as_of
        try:
            working: int | None = self.calendar.count_working_days(due_on, until)
        except OutsideCalendar:
            working = None
        return working, (until - due_on).days


def certainty_of(duty: Duty, due: Due | None) -> Certainty:
    """Return how firm a verdict is: the weakest of what it rests on."""
    if due is not None and due.estimated:
        return Certainty.ESTIMATED
    if duty.assumed or (due is not None and due.assumed):
        return Certainty.ASSUMED
    return Certainty.STATED
