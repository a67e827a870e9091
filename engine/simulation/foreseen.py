"""The course of a subject under rules whose duties no single event tells: the checker itself says what is owed.

After each event, everything on the agenda is taken to happen and is judged. What would then be left undone goes on the
agenda too, until nothing is: so any way in which a duty arises, is measured, stopped or ended is walked without being
known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from heapq import heapify
from random import Random

from engine.evaluation.history import moved_to
from engine.evaluation.verdicts import Verdict
from engine.loading.logs import Event
from engine.outcomes import Kind, Status
from engine.planning import Duty, DutyKind
from engine.planning.plan import Act
from engine.simulation.chances import between, happens, one_of, working_day
from engine.simulation.course import Course
from engine.simulation.foresight import Foresight
from engine.simulation.rulebook import fulfilling
from engine.simulation.tasks import Owed, Task
from engine.simulation.world import World
from engine.vocabulary import Level

_OWED = frozenset({Status.OVERDUE, Status.LAPSED})
_MOST_OWED = 60
_MOST_TRIALS = 5
_RIGHTS_USED = 0.4
_CHANCE, _RARE = 0.15, 0.03
_SOON = (1, 8)
_FIRST_HOUR, _LAST_HOUR = 8, 14
_FAULTS_FORGOTTEN = 0.25
_MOST_LATE = 15


def course_of(world: World, chance: Random, dossier: str | None = None, category: str | None = None) -> Course:
    """Return a course that has not begun, as simple as the rules allow."""
    kind = Course if world.foresight is None else ForeseenCourse
    return kind(world, chance, dossier, category)


class ForeseenCourse(Course):
    """A course whose duties are those that the checker would find."""

    def __init__(self, world: World, chance: Random, dossier: str | None = None, category: str | None = None) -> None:
        super().__init__(world, chance, dossier, category)
        assert world.foresight is not None
        self._foresight: Foresight = world.foresight
        self._own = self._foresight.of_dossier(chance) if dossier is not None else {}
        self._tried: dict[Owed, set[Act]] = {}
        self._failed: dict[Owed, int] = {}
        self._late: set[Owed] = set()

    @property
    def _first_unit(self) -> str | None:
        return self.events[0].unit if self.events else None

    def can(self, task: Task) -> bool:
        """Tell whether `task` is possible in the dossier's present state and leads on."""
        leads_on = task.event in self._foresight.triggers or super().can(task)
        return self._after(task) is not None and leads_on and self._leaves_time(task)

    def _leaves_time(self, task: Task) -> bool:
        """Tell whether what must be done ahead of an event can still be done."""
        dues = (self.world.rulebook.due(duty, task.on)[1] for duty in self._foresight.ahead_of(task.event))
        return all(due is not None and due >= self._latest_day for due in dues)

    @property
    def _latest_day(self) -> date:
        """The day of what happened last, or the first of the log."""
        return max((event.on for event in self.events), default=self.world.scenario.first_day)

    def schedule(self, task: Task) -> None:
        """Put a task on the agenda with all that its event will state."""
        stated = self._foresight.of_event(task.event, task.on, self.chance, self.world.calendar)
        task.case = task.case or stated.pop("case", None)
        task.attributes = {**stated, **task.attributes}
        if task.to_unit is None and task.dossier and task.event in self._foresight.destined:
            task.to_unit = self._destination(task)
        super().schedule(task)
        if task.serves is None and self._foresight.ahead_of(task.event):
            self._plan_what_is_owed(replace(self._event(task), on=min(task.on, self._latest_day)))

    def _destination(self, task: Task) -> str | None:
        """Return where a dossier goes, or who is asked: back where it came from, if it came from anywhere."""
        members = tuple(unit.id for unit in self.world.organisation.members)
        if task.event in self.world.plan.moves:
            before = [self._holder_after(event) for event in self._expected() if event.on <= task.on]
            holders = [holder for holder in before if holder is not None]
            if holders and task.unit in holders and self._first_unit not in (None, task.unit):
                return self._first_unit
        return self.unit_like(task.unit, members) if task.unit is not None else None

    def _event(self, task: Task) -> Event:
        event = super()._event(task)
        if event.dossier is not None and not self.events and self._own:
            event = replace(event, attributes=tuple(sorted({**self._own, **dict(event.attributes)}.items())))
        return event

    def _stamped(self, event: Event) -> Event:
        if self._foresight.is_timed:
            event = replace(event, time=self._time_on(event.on))
        return replace(event, actor_unit=event.unit) if self._foresight.asks_who_acts else event

    def _happen(self, task: Task) -> None:
        before, state = len(self.events), self.state
        if task.dossier and self.obeys and task.on <= self.world.scenario.last_day:
            self._finish_here(task)
        super()._happen(task)
        if len(self.events) > before and task.dossier and self.state != state:
            self._think_again()
            self._plan_chances(task)

    def _think_again(self) -> None:
        """In a new state, try anew what could not be done before."""
        for owed in sorted(self._failed, key=str):
            self._failed[owed] -= 1
            self._tried.pop(owed, None)
        self._failed = {owed: left for owed, left in self._failed.items() if left > 0}
        self._plan_what_is_owed(self.events[-1])

    def _time_on(self, day: date) -> time:
        """Return a time of day after all that happened on that day so far."""
        latest = max((event.time for event in self.events if event.on == day and event.time), default=None)
        if latest is not None:
            minutes = min(latest.hour * 60 + latest.minute + 1, 17 * 60)
            return time(minutes // 60, minutes % 60)
        return time(self.chance.randint(_FIRST_HOUR, _LAST_HOUR - 1), self.chance.randrange(60))

    def _holder_after(self, event: Event) -> str | None:
        """Return which unit has the dossier after an event; None when it does not change hands."""
        moves = self.world.plan.moves
        return moved_to(event, moves) if event.event in moves else None

    def _finish_here(self, task: Task) -> None:
        """Do first what is planned and would no longer be possible once `task` has led to another state."""
        for _ in range(_MOST_OWED):
            after = self._after(task)
            if after is None or after == self.state:
                return
            lost = next((other for other in self._served() if self._is_lost(other, after)), None)
            if lost is None:
                return
            self._take_off(lost)
            if self._after(lost) == self.state:
                self._happen(replace(lost, on=task.on))
            else:
                self._give_up(replace(lost, on=task.on), has_way=True)

    def _served(self) -> list[Task]:
        waits = {item.id for item in self.world.plan.duties if item.kind is DutyKind.RETENTION}
        tasks = [task for _, _, task in sorted(self._agenda, key=lambda entry: entry[:2])]
        return [task for task in tasks if task.dossier and task.serves is not None and task.serves[0] not in waits]

    def _is_lost(self, task: Task, after: str) -> bool:
        """Tell whether an act is possible now, and would not be in the state `after`."""
        return self._after(task) is not None and self._after(task, after) is None

    def _after(self, task: Task, state: str | None = None) -> str | None:
        """Return the state that an act leads to from `state`, or from the present one; None when it is not possible."""
        event = self._event(task)
        read = self.world.rulebook.reader(event)
        return self.world.lifecycle.after(self.state if state is None else state, event.event, read)

    def _take_off(self, task: Task) -> None:
        self._agenda = [entry for entry in self._agenda if entry[2] is not task]
        heapify(self._agenda)

    def _follow_up(self, event: Event, place: int) -> None:  # noqa: ARG002
        self.home = self._holder_after(event) or self.home
        self._plan_ends(event, self.world.rulebook.set_off(event))
        self._plan_what_is_owed(event)
        self._plan_sequel(event)

    def _plan_what_is_owed(self, event: Event) -> None:
        for _ in range(_MOST_OWED):
            found = next(self._owed(), None)
            if found is None:
                if self._drop_what_is_no_longer_owed():
                    continue
                return
            self.obliged += 1
            self._plan(*found, event)

    def _drop_what_is_no_longer_owed(self) -> bool:
        """Take off the agenda what was planned for a duty that, as things have come since, will not arise.

        Tell whether there was any: then others may not arise, or may arise again.
        """
        dropped = False
        arising = {owed for owed, _ in self._foreseen()}
        for _, _, task in list(self._agenda):
            if task.serves is not None and task.serves not in arising:
                self._take_off(task)
                self._tried.pop(task.serves, None)
                dropped = True
        return dropped

    def _owed(self) -> Iterator[tuple[Owed, Verdict]]:
        """Yield what would be left undone and has not been decided on, the most urgent first."""
        for owed, verdict in self._foreseen():
            in_time = verdict.due_on is not None and verdict.due_on >= self._latest_day
            if verdict.status is Status.LATE and in_time and owed not in self._late:
                yield from self._planned_too_late(owed, verdict)
            is_kept = verdict.kind is Kind.RETENTION and verdict.due_on is not None
            ends_late = verdict.status is Status.LATE and in_time
            is_owed = verdict.fulfilled_on is None and (verdict.status in _OWED or is_kept or ends_late)
            if is_owed and owed not in self._tried:
                yield owed, verdict

    def _foreseen(self) -> Iterator[tuple[Owed, Verdict]]:
        """Yield every duty that events so far and events planned set off, the most urgent first."""
        world = self.world
        verdicts = self._foresight.judged(
            self._expected(), world.scenario.last_day, world.calendar, world.organisation.table
        )
        for verdict in sorted(verdicts, key=lambda verdict: (verdict.due_on or date.max, verdict.rule)):
            trigger = verdict.trace.trigger
            if trigger is not None and verdict.dossier == self.dossier:
                yield (verdict.rule, _identity(trigger), verdict.unit), verdict

    def _planned_too_late(self, owed: Owed, verdict: Verdict) -> Iterator[tuple[Owed, Verdict]]:
        """Take off the agenda what was planned for another duty and is too late for this one, which is then planned."""
        act = verdict.trace.fulfilment
        tasks = [
            task for _, _, task in self._agenda if act is not None and task.event == act.event and task.on == act.on
        ]
        for task in tasks:
            if task.serves is not None and task.serves not in self._late:
                self._take_off(task)
                self._tried.pop(task.serves, None)
                self._tried.pop(owed, None)
                yield owed, verdict

    def _expected(self) -> list[Event]:
        """Return what has happened, and what is on the agenda as if it had."""
        return [*self.events, *(self._event(task) for _, _, task in sorted(self._agenda, key=lambda entry: entry[:2]))]

    def _plan(self, owed: Owed, verdict: Verdict, event: Event) -> None:
        """Decide whether, when and by which act something is done that would else be left undone."""
        duty, tried = self._foresight.duty(verdict), self._tried.setdefault(owed, set())
        acts = [act for act in duty.must if act not in tried]
        is_waived = duty.kind is DutyKind.RIGHT and not tried and not happens(self.chance, _RIGHTS_USED)
        day = self._foreseen_day(duty, verdict, event, owed) if acts and not is_waived else None
        if day is not None:
            act = one_of(self.chance, acts)
            tried.add(act)
            self.schedule(self._foreseen_act(duty, verdict, act, day, owed))

    def _foreseen_day(self, duty: Duty, verdict: Verdict, event: Event, owed: Owed) -> date | None:
        """Return the day on which the duty is done, None for never."""
        due, trigger = verdict.due_on, verdict.trigger_date
        if due is None or trigger is None:
            return self._in_working_days(event.on, 0, _SOON[1])
        calendar = self.world.calendar
        if duty.kind is DutyKind.RETENTION:
            return calendar.add_working_days(due, between(self.chance, *_SOON))
        if duty.can_be_late and happens(self.chance, self.world.scenario.late):
            self._late.add(owed)
            forgotten = happens(self.chance, _FAULTS_FORGOTTEN)
            return None if forgotten else calendar.add_working_days(due, between(self.chance, 1, _MOST_LATE))
        first = event.on if duty.is_ahead else max(event.on, trigger, verdict.opens_on or trigger)
        if duty.kind is DutyKind.RIGHT and not duty.is_ahead:
            first = min(max(first, trigger), due)
        if first > due:
            return due if duty.is_ahead else first
        return working_day(self.chance, first, due, calendar) or due

    def _foreseen_act(self, duty: Duty, verdict: Verdict, act: Act, day: date, owed: Owed) -> Task:
        trigger = verdict.trace.trigger
        assert trigger is not None
        wanted = fulfilling(act.test, {"case": trigger.case})
        columns: dict[str, str | None] = {}
        for pair in duty.matched_by:
            value = self.world.rulebook.value(trigger, pair.trigger)
            if value is not None and pair.act in ("unit", "to_unit", "ref", "about"):
                columns[pair.act] = value
            elif value is not None:
                wanted[pair.act] = value
        on_dossier = duty.subject is Level.DOSSIER
        unit = columns.get("unit") or (verdict.unit if on_dossier else trigger.unit or verdict.unit) or self.home
        task = self._act(act.event, trigger, day, duty.bearer, unit, wanted, on_dossier)
        task.serves = owed
        task.to_unit = columns.get("to_unit") or task.to_unit
        task.ref = columns.get("ref") or task.ref
        return task

    def _plan_chances(self, task: Task) -> None:
        """Let some of what may happen by itself in the new state happen soon; little of it is usual."""
        foresight, read = self._foresight, self.world.rulebook.reader
        awaited = {other.event for _, _, other in self._agenda}
        ends = {voiding.act.event for duty in self.world.plan.duties for voiding in duty.voids}
        for name in sorted(foresight.triggers - foresight.done - awaited):
            is_of_dossiers = self.world.rulebook.levels(name)[0] is Level.DOSSIER
            if not is_of_dossiers or name not in self.world.lifecycle.steps or self.events[0].event == name:
                continue
            if not happens(self.chance, _RARE if name in ends else _CHANCE):
                continue
            day = self._announced_day(name, self._in_working_days(task.on, *_SOON), task.on)
            if day is None:
                continue
            chance = self._act(name, self.events[-1], day, None, self.home, {})
            chance.ref = self.choose_ref("CV")
            is_possible = self.world.lifecycle.after(self.state, name, read(self._event(chance))) is not None
            if is_possible and self._leaves_time(chance):
                self.schedule(chance)
                self._plan_what_is_owed(self.events[-1])

    def _announced_day(self, name: str, day: date, since: date) -> date | None:
        """Return the first day from `day` on that leaves time for what must be done before such an event."""
        ahead = self._foresight.ahead_of(name)
        while day <= self.world.scenario.last_day:
            dues = [self.world.rulebook.due(duty, day)[1] for duty in ahead]
            if all(due is not None and due >= since for due in dues):
                return day
            day = self.world.calendar.add_working_days(day, 1)
        return None

    def _give_up(self, task: Task, *, has_way: bool) -> None:
        """Do by another act what could not be done by this one; what is owed no more is no loss."""
        owed = task.serves
        if owed is None:
            return
        tried = self._tried.pop(owed, set())
        still = next((found for found in self._owed() if found[0] == owed), None)
        self._tried[owed] = tried
        if still is None:
            return
        duty = self._foresight.duty(still[1])
        if all(act in tried for act in duty.must):
            if owed not in self._failed:
                super()._give_up(task, has_way=has_way)
            self._failed.setdefault(owed, _MOST_TRIALS)
        elif self.events:
            self._plan(*still, replace(self.events[-1], on=task.on))


def _identity(event: Event) -> tuple[str | None, ...]:
    """Return what tells an event from others of a subject, whatever else it states."""
    return (event.event, event.on.isoformat(), event.unit, event.to_unit, event.ref)
