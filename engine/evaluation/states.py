"""The states that a dossier could be in, followed through the lifecycle as a set.

A log often starts mid-life, and the events of one day have no order. So following begins with every state, and only
an event that fits none of them, in any order of its day, is a violation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from engine.evaluation.history import History
from engine.evaluation.machine import Moves, moves_of
from engine.loading.logs import Event
from engine.planning.conditions import ALWAYS, FieldReader, evaluate_test
from engine.planning.grounds import Grounds
from engine.planning.plan import PlannedLifecycle

_MOST_EVENTS_PERMUTED = 8
"""Orders of one day are tried up to this many events; a longer day is taken in the order of the lifecycle."""

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
            day = list(group)
            steps = [self._open_steps(event, reading) for event in day]
            after = self._after_day(possible, steps)
            if after:
                possible = after
                continue
            for place in self._in_lifecycle_order(day):
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
            day = list(group)
            steps = [self._open_steps(event, reading) for event in day]
            after = self._after_day(possible, steps)
            before, during = self._within(possible, steps) if after else self._one_by_one(possible, day, steps)
            found.before.update(zip(day, before, strict=True))
            possible = after or self._reached_in_the_end(possible, day, steps)
            found.days.append((on, during, possible))
        return found

    def _within(self, possible: States, steps: list[tuple[int, ...]]) -> tuple[list[States], States]:
        """Return the states before each event of a day, and at any time of it, over all orders that are possible."""
        count = len(steps)
        whole = (1 << count) - 1
        reached, ending = [possible], [frozenset(self.lifecycle.states)]
        for taken in range(1, whole + 1):
            places = [place for place in range(count) if taken >> place & 1]
            reached.append(frozenset().union(*(self._reach(reached[taken ^ 1 << at], steps[at]) for at in places)))
            ending.append(frozenset().union(*(self._leading(ending[taken ^ 1 << at], steps[at]) for at in places)))
        before = [
            frozenset().union(
                *(
                    reached[taken] & self._leading(ending[whole ^ taken ^ 1 << place], steps[place])
                    for taken in range(whole + 1)
                    if not taken >> place & 1
                )
            )
            for place in range(count)
        ]
        during = frozenset[str]().union(*(reached[taken] & ending[whole ^ taken] for taken in range(whole + 1)))
        return before, during

    def _leading(self, states: States, steps: tuple[int, ...]) -> States:
        """Return the states from which an event that may be one of `steps` can lead into `states`."""
        return frozenset(one for one in self.lifecycle.states if self._reach(frozenset({one}), steps) & states)

    def _one_by_one(
        self, possible: States, day: list[Event], steps: list[tuple[int, ...]]
    ) -> tuple[list[States], States]:
        """Return the same for a day that no order can explain: its events are taken in the lifecycle's order."""
        before: dict[int, States] = {}
        for place in self._in_lifecycle_order(day):
            before[place] = possible
            possible = self._reach(possible, steps[place]) or self._landing(steps[place]) or possible
        return [before[place] for place in range(len(day))], possible.union(*before.values())

    def _reached_in_the_end(self, possible: States, day: list[Event], steps: list[tuple[int, ...]]) -> States:
        for place in self._in_lifecycle_order(day):
            possible = self._reach(possible, steps[place]) or self._landing(steps[place]) or possible
        return possible

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

    def _after_day(self, before: States, steps: list[tuple[int, ...]]) -> States:
        """Return the states after all events of a day in any order that is possible, or none if no order is."""
        count = len(steps)
        if count == 1:
            return self._reach(before, steps[0])
        if count > _MOST_EVENTS_PERMUTED:
            return frozenset()
        reached: dict[int, States] = {0: before}
        for taken in range(1, 1 << count):
            union: set[str] = set()
            for place in range(count):
                if taken & (1 << place):
                    union |= self._reach(reached.get(taken ^ (1 << place), frozenset()), steps[place])
            reached[taken] = frozenset(union)
        return reached[(1 << count) - 1]

    def _in_lifecycle_order(self, day: list[Event]) -> list[int]:
        return sorted(range(len(day)), key=lambda place: (self.steps_of[day[place].event][0], place))


def _day(event: Event) -> date:
    return event.on
