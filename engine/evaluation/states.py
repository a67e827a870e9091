"""The states that a dossier could be in, followed through the lifecycle as a set.

A log often starts mid-life, and the events of one day have no order but that of their times. So following begins with
every state, and only an event that fits none of them, in any order that is possible, is a violation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from engine.evaluation.history import History
from engine.evaluation.machine import Moves, moves_of
from engine.loading.logs import Event
from engine.planning.conditions import ALWAYS, FieldReader, evaluate_test
from engine.planning.grounds import Grounds
from engine.planning.plan import PlannedLifecycle
from engine.planning.same_day import MOST_SETS, NO_RANK, one_order, surely_before

States = frozenset[str]
Reading = Callable[[Event], FieldReader]
"""How the conditions on an event's steps read its fields."""


@dataclass(frozen=True)
class StatesOfDossier:
    """The states that a dossier could be in, as time goes on.

    Attributes:
        at_first: the states before its first day.
        before: the states just before each event that the lifecycle speaks of.
        days: for each day with such events, in order: the states at any time of it, and after it.
    """

    at_first: States
    before: dict[Event, States] = field(default_factory=dict)
    days: list[tuple[date, States, States]] = field(default_factory=list)

    def at(self, event: Event) -> States:
        """Return the states just before `event`; one that no step speaks of may come at any time of its day."""
        if event in self.before:
            return self.before[event]
        possible = self.at_first
        for on, during, after in self.days:
            if on == event.on:
                return during
            if on > event.on:
                break
            possible = after
        return possible


@dataclass(frozen=True)
class LifecycleFollower:
    """Follows dossiers through one lifecycle."""

    lifecycle: PlannedLifecycle
    moves: Moves
    steps_of: dict[str, tuple[int, ...]]
    conditional: frozenset[str]
    _reached: dict[tuple[States, tuple[int, ...]], States] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lifecycle: PlannedLifecycle) -> LifecycleFollower:
        """Prepare the machine's moves."""
        steps: dict[str, tuple[int, ...]] = {}
        for number, step in enumerate(lifecycle.steps):
            steps[step.event] = (*steps.get(step.event, ()), number)
        conditional = frozenset(step.event for step in lifecycle.steps if step.test != ALWAYS or step.is_bounded)
        return cls(lifecycle, moves_of(lifecycle), steps, conditional)

    def violations(self, history: History, reading: Reading) -> Iterator[tuple[Event, States, Grounds]]:
        """Yield each event that fits no state the dossier could have been in, with those states, and why not."""
        possible: States = frozenset(self.lifecycle.states)
        relevant = [event for event in history.events if event.event in self.steps_of]
        for _, group in groupby(relevant, key=_day):
            day = self._in_lifecycle_order(group)
            steps, before = [self._open_steps(event, reading) for event in day], _surely_before(day)
            after = self._after_day(possible, steps, before)
            if after:
                possible = after
                continue
            for place in one_order(before):
                reached = self._reach(possible, steps[place])
                if not reached:
                    yield day[place], possible, self._grounds(steps[place])
                    reached = self._landing(steps[place])
                possible = reached or possible

    def states_of(self, history: History, reading: Reading) -> StatesOfDossier:
        """Return the states that a dossier could be in before each of its events and after each of its days."""
        possible: States = frozenset(self.lifecycle.states)
        found = StatesOfDossier(possible)
        relevant = [event for event in history.events if event.event in self.steps_of]
        for on, group in groupby(relevant, key=_day):
            day = self._in_lifecycle_order(group)
            steps, order = [self._open_steps(event, reading) for event in day], _surely_before(day)
            after = self._after_day(possible, steps, order)
            if after:
                before, during = self._within(possible, steps, order)
                possible = after
            else:
                before, during, possible = self._one_by_one(possible, steps, order)
            found.before.update(zip(day, before, strict=True))
            found.days.append((on, during, possible))
        return found

    def _within(
        self, possible: States, steps: list[tuple[int, ...]], order: tuple[int, ...]
    ) -> tuple[list[States], States]:
        """Return the states before each event of a day, and at any time of it, over all orders that are possible."""
        reached = self._reached_sets(possible, steps, order)
        if reached is None:
            anything = self._anything(possible, steps)
            return [anything] * len(steps), anything
        whole = (1 << len(steps)) - 1
        leading: dict[int, States] = {whole: frozenset(self.lifecycle.states)}
        before = [frozenset[str]()] * len(steps)
        for taken in sorted(reached, key=int.bit_count, reverse=True):
            there = frozenset[str]()
            for place in _next_places(taken, order):
                back = self._leading(leading.get(taken | 1 << place, frozenset()), steps[place])
                before[place] |= reached[taken] & back
                there |= back
            leading[taken] = there if taken != whole else leading[whole]
        during = frozenset[str]().union(*(reached[taken] & leading[taken] for taken in reached))
        return before, during

    def _reached_sets(
        self, possible: States, steps: list[tuple[int, ...]], order: tuple[int, ...]
    ) -> dict[int, States] | None:
        """Return the states after each set of a day's events that may have happened first; None for too many sets."""
        reached: dict[int, States] = {0: possible}
        level = [0]
        while level:
            following: dict[int, States] = {}
            for taken in level:
                for place in _next_places(taken, order):
                    states = self._reach(reached[taken], steps[place])
                    if states:
                        wider = taken | 1 << place
                        following[wider] = following.get(wider, frozenset()) | states
            reached |= following
            if len(reached) > MOST_SETS:
                return None
            level = list(following)
        return reached

    def _anything(self, possible: States, steps: list[tuple[int, ...]]) -> States:
        """Return every state to which some of these events, in some order, could lead."""
        found, before = possible, None
        while found != before:
            before = found
            found = found.union(*(self._reach(found, step) for step in steps))
        return found

    def _leading(self, states: States, steps: tuple[int, ...]) -> States:
        """Return the states from which an event that may be one of `steps` can lead into `states`."""
        return frozenset(one for one in self.lifecycle.states if self._reach(frozenset({one}), steps) & states)

    def _one_by_one(
        self, possible: States, steps: list[tuple[int, ...]], order: tuple[int, ...]
    ) -> tuple[list[States], States, States]:
        """Return the same, and the states in the end, for a day that no order can explain: one order is taken."""
        before: dict[int, States] = {}
        for place in one_order(order):
            before[place] = possible
            possible = self._reach(possible, steps[place]) or self._landing(steps[place]) or possible
        return [before[place] for place in range(len(steps))], possible.union(*before.values()), possible

    def _open_steps(self, event: Event, reading: Reading) -> tuple[int, ...]:
        """Return the steps that `event` may be, by their dates and the conditions that they put on it."""
        numbers = self.steps_of[event.event]
        if event.event not in self.conditional:
            return numbers
        read = reading(event)
        steps = self.lifecycle.steps
        governing = (number for number in numbers if steps[number].governs(event.on))
        return tuple(number for number in governing if evaluate_test(steps[number].test, read) is not False)

    def _reach(self, states: States, steps: tuple[int, ...]) -> States:
        if not steps:  # No step of the lifecycle speaks of this event in these circumstances.
            return states
        found = self._reached.get((states, steps))
        if found is None:
            pairs = ((state, number) for state in states for number in steps)
            found = frozenset(self.moves[pair] for pair in pairs if pair in self.moves)
            self._reached[(states, steps)] = found
        return found

    def _landing(self, steps: tuple[int, ...]) -> States:
        """Return the states after an event that came out of order: wherever it leads."""
        return frozenset(to for (_, number), to in self.moves.items() if number in steps)

    def _grounds(self, steps: tuple[int, ...]) -> Grounds:
        return Grounds.of(self.lifecycle, (self.lifecycle.steps[number] for number in steps))

    def _after_day(self, before: States, steps: list[tuple[int, ...]], order: tuple[int, ...]) -> States:
        """Return the states after all events of a day in any order that is possible, or none if no order is."""
        if len(steps) == 1:
            return self._reach(before, steps[0])
        reached = self._reached_sets(before, steps, order)
        if reached is None:
            return self._anything(before, steps)
        return reached.get((1 << len(steps)) - 1, frozenset())

    def _in_lifecycle_order(self, day: Iterable[Event]) -> list[Event]:
        return sorted(day, key=lambda event: self.steps_of[event.event][0])


def _day(event: Event) -> date:
    return event.on


def _surely_before(day: list[Event]) -> tuple[int, ...]:
    times = sorted({event.time for event in day if event.time is not None})
    return surely_before([times.index(event.time) if event.time is not None else NO_RANK for event in day])


def _next_places(taken: int, order: tuple[int, ...]) -> Iterator[int]:
    """Yield the events of a day that may come next when those in `taken` have happened."""
    return (place for place, mask in enumerate(order) if not taken >> place & 1 and mask & ~taken == 0)
