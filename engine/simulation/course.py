"""The course of one subject's events: what happens, what that obliges to, and when that is done.

A subject is a person's dossier, a unit, or the province. Things happen one after another; each sets off the duties
of the plan, and each duty puts its fulfilment on the agenda: in time, or for a share of them late or never.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from random import Random

from engine.counting import resolve
from engine.loading.logs import Event
from engine.planning import Duty, DutyKind
from engine.planning.conditions import evaluate_test
from engine.planning.plan import Act, Lasting
from engine.simulation.chances import between, happens, one_of, working_day
from engine.simulation.customs import ARRIVALS, MOVE, SEQUELS
from engine.simulation.rulebook import Arising, fulfilling
from engine.simulation.tasks import Task
from engine.simulation.walk import BY_THEMSELVES
from engine.simulation.world import World
from engine.vocabulary import Level

_NEVER = 0.25
_PATIENCE = 30
_USUAL_LAG = 10
_MOST_LATE = 15
_INHERITING = "case"
_AT_DESTINATION = frozenset({"edossier_received", "reported_for_work"})


class Course:
    """One subject's events so far, and its agenda.

    Attributes:
        home: the unit where the dossier lies.
        state: the dossier's state; `possible`: those that its log alone would leave open.
        obeys: whether what is out of order is left undone.
        obliged: how many duties have arisen so far.
    """

    def __init__(self, world: World, chance: Random, dossier: str | None = None, category: str | None = None) -> None:
        self.world = world
        self.chance = chance
        self.dossier = dossier
        self.category = category
        self.events: list[Event] = []
        self.home: str | None = None
        self.state = world.lifecycle.initial
        self.possible = world.lifecycle.all
        self.obeys = True
        self.obliged = 0
        self._agenda: list[tuple[date, int, Task]] = []
        self._planned = 0

    def schedule(self, task: Task) -> None:
        """Put a task on the agenda."""
        self._planned += 1
        heappush(self._agenda, (task.on, self._planned, task))

    def run(self) -> None:
        """Let everything on the agenda happen, with all that follows from it."""
        while self._agenda:
            self._happen(heappop(self._agenda)[2])

    def can(self, task: Task) -> bool:
        """Tell whether `task` is possible in the dossier's present state and sets anything off."""
        event = self._event(task)
        rulebook = self.world.rulebook
        if self.world.lifecycle.after(self.state, event.event, rulebook.reader(event)) is None:
            return False
        if event.event in self.world.walk.own:
            return True
        sequel = SEQUELS.get(event.event)
        return bool(rulebook.set_off(event)) or (sequel is not None and self.world.follows(sequel.event))

    def is_impossible(self, task: Task) -> bool:
        """Tell whether `task` fits none of the states that the dossier could be in, as far as its log shows."""
        event = self._event(task)
        return not self.world.lifecycle.reach(self.possible, event.event, self.world.rulebook.reader(event))

    def _happen(self, task: Task) -> None:
        world = self.world
        if task.on > world.scenario.last_day:
            return
        if self.obeys and self._is_postponed(task):
            return
        event = self._event(task)
        if self.obeys and not self._is_allowed(event):
            self._give_up(task, has_way=True)
            return
        if event.dossier is not None:
            read = world.rulebook.reader(event)
            state = world.lifecycle.after(self.state, event.event, read)
            if state is None and self.obeys:
                state = self._made_possible(event)
                if state is None:
                    self._give_up(task, has_way=False)
                    return
            world.walk.seen.add(event.event)
            self.state = self.state if state is None else state
            self.possible = world.lifecycle.reach(self.possible, event.event, read)
            if event.event == MOVE or event.event in ARRIVALS:
                self.home = event.to_unit or event.unit
        place = len(self.events)
        event = self._stamped(event)
        self.events.append(event)
        self._follow_up(event, place)

    def _stamped(self, event: Event) -> Event:
        """Return an event that happens now as the log has it."""
        return event

    def _give_up(self, task: Task, *, has_way: bool) -> None:
        """Leave an act undone; that no way through the lifecycle led to it is told."""
        if not has_way:
            self.world.walk.left_undone[task.event] += 1

    def _made_possible(self, event: Event) -> str | None:
        """Do first what the lifecycle wants done before `event`; return the state after it, None if there is no way."""
        lifecycle, read = self.world.lifecycle, self.world.rulebook.reader(event)
        usable = self.world.walk.bridges.union(task.event for _, _, task in self._agenda if task.dossier)
        for name, case in lifecycle.way(self.state, event.event, read, usable - BY_THEMSELVES) or ():
            self._happen(self._brought_forward(name, event.on) or self._bridge(name, case, event))
        return lifecycle.after(self.state, event.event, read)

    def _brought_forward(self, name: str, day: date) -> Task | None:
        """Take an act off the agenda to do it on `day` already."""
        entry = next((entry for entry in sorted(self._agenda, key=_place) if entry[2].event == name), None)
        if entry is None:
            return None
        self._agenda.remove(entry)
        heapify(self._agenda)
        return replace(entry[2], on=day)

    def _bridge(self, name: str, case: str | None, event: Event) -> Task:
        wanted = {_INHERITING: case} if case is not None else {}
        return self._act(name, event, event.on, None, event.unit or self.home, wanted)

    def _is_postponed(self, task: Task) -> bool:
        """Put off what may only come after an approval that is still on the agenda."""
        for tier in self.world.plan.tiers:
            if task.event not in tier.before:
                continue
            changed = max((event.on for event in self.events if event.event in tier.after_events), default=None)
            approvals = [event.on for event in self.events if event.event == tier.event]
            awaited = [other.on for _, _, other in self._agenda if other.event == tier.event]
            if awaited and changed is not None and max(approvals, default=date.min) < changed:
                task.on = max(task.on, min(awaited))
                self.schedule(task)
                return True
        return False

    def _is_allowed(self, event: Event) -> bool:
        """Tell whether no limit and no ban stands in the way; what the act needs first is done first."""
        world = self.world
        read = world.rulebook.reader(event)
        for limit in world.rulebook.limits.get(event.event, ()):
            exempt = limit.exempt is not None and evaluate_test(limit.exempt, read) is True
            begun = sum(earlier.event == limit.event for earlier in self.events)
            ended = sum(earlier.event == limit.until for earlier in self.events)
            if not exempt and begun - ended >= limit.at_most:
                return False
        for rule in world.rulebook.requirements.get(event.event, ()):
            if not evaluate_test(rule.applies, read):
                continue
            if rule.forbidden:
                return False
            needs = rule.needs
            forgotten = happens(self.chance, world.scenario.disorder) if world.scenario.disorder else False
            if needs is not None and not forgotten and all(earlier.event != needs.event for earlier in self.events):
                on_dossier = event.dossier is not None and Level.DOSSIER in world.rulebook.levels(needs.event)
                wanted = fulfilling(needs.test, {})
                self._happen(self._act(needs.event, event, event.on, None, event.unit, wanted, on_dossier))
                if all(earlier.event != needs.event for earlier in self.events):
                    return False
        return True

    def _event(self, task: Task) -> Event:
        attributes = dict(task.attributes)
        for name, values in self.world.rulebook.stated.get(task.event, {}).items():
            truth = {"from_unit_type": self.world.rulebook.unit_type(task.unit), "person_category": self.category}
            attributes.setdefault(name, truth.get(name) or values[task.on.toordinal() % len(values)])
        return Event(
            dossier=self.dossier if task.dossier else None,
            event=task.event,
            on=task.on,
            unit=task.unit,
            to_unit=task.to_unit,
            actor=task.actor,
            case=task.case,
            category=self.category if task.dossier else None,
            ref=task.ref,
            attributes=tuple(sorted(attributes.items())),
        )

    def _follow_up(self, event: Event, place: int) -> None:
        """Put on the agenda what `event` obliges to and what usually follows it."""
        world = self.world
        arising = world.rulebook.set_off(event)
        self.obliged += len(arising)
        duties = {item.duty.id for item in arising}
        done: dict[tuple[str, str | None], date] = {}
        self._plan_ends(event, arising)
        for item in sorted(arising, key=lambda item: sum(name in duties for name in item.duty.after)):
            start = self._start(item.duty, event)
            if start is None:
                continue
            opens_on, due_on = world.rulebook.due(item.duty, start)
            if due_on is not None and due_on < start:
                self._do_ahead(item, event, due_on, place)
                continue
            latest = self._latest(item, arising, start, due_on)
            before = [done[name, item.unit] for name in item.duty.after if (name, item.unit) in done]
            earliest = max([start, *before])
            if self._is_planned(item, start, due_on):
                continue
            day = self._day(item.duty, max(earliest, opens_on or earliest), earliest, latest, due_on)
            if day is not None:
                done[item.duty.id, item.unit] = day
                self.schedule(self._fulfilment(item, day))
        self._plan_sequel(event)

    def _latest(self, item: Arising, arising: list[Arising], start: date, due_on: date | None) -> date | None:
        """Return the last day that leaves time for the duties which this one feeds."""
        if due_on is None:
            return None
        fed = [other.duty for other in arising if item.duty.id in other.duty.after]
        return min([due_on, *(self.world.rulebook.due(duty, start)[1] or due_on for duty in fed)])

    def _plan_sequel(self, event: Event) -> None:
        """Put on the agenda what usually follows `event`, unless a duty has seen to it."""
        sequel = SEQUELS.get(event.event)
        if sequel is None or not self.world.follows(sequel.event) or self._awaits(sequel.event):
            return
        day = self._in_working_days(event.on, sequel.soonest, sequel.latest)
        unit = event.to_unit or event.unit if sequel.event in _AT_DESTINATION else event.unit
        self.schedule(self._act(sequel.event, event, day, sequel.by, unit, dict(sequel.attributes)))

    def _plan_ends(self, event: Event, arising: list[Arising]) -> None:
        """Let a state that some duty measures end, soon before or soon after it has lasted long enough."""
        for item in arising:
            lasting = item.duty.trigger.lasting if item.duty.trigger is not None else None
            if lasting is not None and not self._awaits(lasting.until):
                reached = self._lasted_on(item.duty, lasting, event.on)
                length = self.world.calendar.count_working_days(event.on, reached)
                day = self._in_working_days(event.on, 0, 2 * length)
                self.schedule(self._act(lasting.until, event, day, None, event.unit, {}))

    def _start(self, duty: Duty, event: Event) -> date | None:
        """Return when the duty begins to run; None for a state that ends before it has lasted."""
        lasting = duty.trigger.lasting if duty.trigger is not None else None
        if lasting is None:
            return event.on
        reached = self._lasted_on(duty, lasting, event.on)
        if any(task.on <= reached for _, _, task in self._agenda if task.event == lasting.until):
            return None
        return reached + timedelta(days=1) if lasting.exceeded else reached

    def _lasted_on(self, duty: Duty, lasting: Lasting, begun: date) -> date:
        """Return the day that completes the length which a state must last."""
        reached = resolve(lasting.length, begun, self.world.calendar, duty.conventions).due_on
        assert reached is not None, "a length of time ends"
        return reached

    def _is_planned(self, item: Arising, start: date, due_on: date | None) -> bool:
        """Tell whether the agenda already holds an act in time that this duty can share; it then serves both."""
        duty, ref = item.duty, item.seen.ref
        if duty.kind is DutyKind.RETENTION:
            return False
        for _, _, task in self._agenda:
            on_dossier = duty.subject is Level.DOSSIER
            act = next((act for act in duty.must if act.event == task.event), None)
            if act is None or task.dossier != on_dossier:
                continue
            same = on_dossier or task.unit == self._unit_of_fulfilment(item)
            refs_agree = ref is None or task.ref is None or task.ref == ref
            if same and refs_agree and start <= task.on and (due_on is None or task.on <= due_on):
                wanted = fulfilling(act.test, {_INHERITING: task.case, **task.attributes})
                if wanted.pop(_INHERITING, task.case) != task.case:
                    continue
                task.attributes.update(wanted)
                return True
        return False

    def _day(self, duty: Duty, opens_on: date, earliest: date, latest: date | None, due_on: date | None) -> date | None:
        """Return the day on which the duty is done, None for never."""
        chance, calendar = self.chance, self.world.calendar
        if due_on is None or latest is None:
            return self._in_working_days(earliest, 0, _USUAL_LAG)
        is_late = happens(chance, self.world.scenario.late)
        if duty.kind is DutyKind.RETENTION:
            if is_late and due_on > earliest:
                return working_day(chance, earliest, due_on - timedelta(days=1), calendar)
            return calendar.add_working_days(due_on, between(chance, 1, _USUAL_LAG))
        if is_late:
            if happens(chance, _NEVER):
                return None
            return calendar.add_working_days(due_on, between(chance, 1, _MOST_LATE))
        last = min(latest, calendar.add_working_days(opens_on, _PATIENCE))
        found = working_day(chance, opens_on, last, calendar) if opens_on <= last else None
        # A window without a working day (Tết) is met by working ahead of it; failing that, on the last day allowed.
        return found or working_day(chance, earliest, latest, calendar) or due_on

    def _do_ahead(self, item: Arising, event: Event, due_on: date, place: int) -> None:
        """Do what must be done before an event that is known in advance; the log had it some days before."""
        calendar, scenario = self.world.calendar, self.world.scenario
        known_on = calendar.subtract_working_days(due_on, _USUAL_LAG)
        late = happens(self.chance, scenario.late)
        first, last = (due_on + timedelta(days=1), event.on) if late else (known_on, due_on)
        day = working_day(self.chance, first, last, calendar) or last
        if place < len(self.events):
            self.events[place] = replace(self.events[place], recorded_on=known_on)
        if scenario.first_day <= day:
            self.schedule(self._fulfilment(item, day))

    def _in_working_days(self, start: date, soonest: int, latest: int) -> date:
        """Return a working day so many working days after `start`; 0 is the first worked day from `start` on."""
        calendar = self.world.calendar
        count = between(self.chance, soonest, latest)
        first = calendar.next_working_day(start)
        return first if count == 0 else calendar.add_working_days(start, count)

    def _awaits(self, event: str) -> bool:
        return any(task.event == event for _, _, task in self._agenda)

    def choose_act(self, duty: Duty) -> Act:
        """Return one of the acts by which the duty may be done."""
        return duty.must[0] if len(duty.must) == 1 else one_of(self.chance, duty.must)

    def _fulfilment(self, item: Arising, day: date) -> Task:
        duty, trigger = item.duty, item.seen
        act = self.choose_act(duty)
        wanted = fulfilling(act.test, {_INHERITING: trigger.case})
        unit, on_dossier = self._unit_of_fulfilment(item), duty.subject is Level.DOSSIER
        return self._act(act.event, trigger, day, duty.bearer, unit, wanted, on_dossier)

    def _unit_of_fulfilment(self, item: Arising) -> str | None:
        """Return where the act takes place; one on a dossier where the dossier lies, not where its approver sits."""
        trigger, world = item.seen, self.world
        match item.duty.subject:
            case Level.PROVINCE:
                return world.rulebook.place_of(item.duty.must[0].event)
            case Level.UNIT:
                return trigger.unit if trigger.dossier is None and trigger.unit is not None else item.unit
            case Level.DOSSIER:
                if item.unit is not None and item.unit in (trigger.unit, trigger.to_unit):
                    return item.unit
                return self.home if item.unit == world.organisation.department else item.unit or self.home

    def _act(
        self, event: str, trigger: Event, day: date, bearer: str | None, unit: str | None,
        attributes: dict[str, str], dossier: bool | None = None,
    ) -> Task:  # fmt: skip
        """Return an act that follows on `trigger`, in good form but for the asked share of faults."""
        world = self.world
        on_dossier = trigger.dossier is not None if dossier is None else dossier
        asked = (*world.lifecycle.fields.get(event, ()), *world.rulebook.fields.get(event, ()))
        carries_case = _INHERITING in asked and event != MOVE
        case = attributes.pop(_INHERITING, None) or (_case_of(trigger) if carries_case else None)
        actor, evidence = world.acts.perform(
            self.chance, event, bearer, case, world.rulebook.unit_type(unit),
            self.category if on_dossier else None, world.scenario.disorder,
        )  # fmt: skip
        moves = event.startswith("edossier") and trigger.to_unit is not None
        return Task(
            day, event, unit, trigger.to_unit if moves else None, case, trigger.ref, actor,
            on_dossier, {**evidence, **attributes},
        )  # fmt: skip

    def choose_ref(self, documents: str) -> str:
        """Return a document number that this subject has not had."""
        taken = {event.ref for event in self.events}
        while True:
            ref = f"{between(self.chance, 1, 3999)}/{documents}"
            if ref not in taken:
                return ref

    def unit_like(self, unit: str, units: tuple[str, ...]) -> str:
        """Return another unit than `unit`, or `unit` when there is none."""
        others = [name for name in units if name != unit]
        return one_of(self.chance, others) if others else unit


def _case_of(trigger: Event) -> str | None:
    return "death" if trigger.event == "death_occurred" else trigger.case


def _place(entry: tuple[date, int, Task]) -> tuple[date, int]:
    return entry[:2]
