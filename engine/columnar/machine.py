"""The lifecycle as moves between sets of states, each worked out once. Equals `engine.evaluation.lifecycle`.

A set of states is a number with one bit a state. What a day does to a set depends only on the set and on which
steps the day's events may be, so it is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from engine.planning.plan import PlannedLifecycle

Steps = tuple[int, ...]
"""The steps that one event may be, by number; none when no step speaks of it."""
Day = tuple[Steps, ...]
"""The events of a day, in the lifecycle's own order."""

MOST_EVENTS_PERMUTED = 8
"""Orders of one day are tried up to this many events; a longer day is taken in the order of the lifecycle."""


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


@dataclass(frozen=True)
class Machine:
    """One lifecycle.

    Attributes:
        everywhere: the set of all states.
        moves: for each step, pairs of (bit of the state before, bit of the state after).
    """

    everywhere: int
    moves: tuple[tuple[tuple[int, int], ...], ...]
    _reached: dict[tuple[int, Steps], int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lifecycle: PlannedLifecycle) -> Machine:
        """Read the moves off the lifecycle."""
        bit = {state: 1 << place for place, state in enumerate(lifecycle.states)}
        moves = tuple(
            tuple(
                (bit[state], bit[step.to or state])
                for state in lifecycle.states
                if not step.origins or state in step.origins
            )
            for step in lifecycle.steps
        )
        return cls((1 << len(lifecycle.states)) - 1, moves)

    def after(self, before: int, day: Day) -> tuple[int, tuple[int, ...]]:
        """Return the set of states after a day, and the places of the day's events that fit no possible state."""
        after = self._in_any_order(before, day)
        if after:
            return after, ()
        possible, violations = before, []
        for place, steps in enumerate(day):
            reached = self._reach(possible, steps)
            if not reached:
                violations.append(place)
                reached = self._landing(steps)
            possible = reached or possible
        return possible, tuple(violations)

    def _in_any_order(self, before: int, day: Day) -> int:
        """Return the states after all events in any order that is possible, none when no order is."""
        count = len(day)
        if count == 1:
            return self._reach(before, day[0])
        if count > MOST_EVENTS_PERMUTED:
            return 0
        reached = [before]
        for taken in range(1, 1 << count):
            union = 0
            for place in range(count):
                if taken >> place & 1:
                    union |= self._reach(reached[taken ^ (1 << place)], day[place])
            reached.append(union)
        return reached[-1]

    def before_each(self, before: int, day: Day) -> tuple[tuple[int, ...], int]:
        """Return the states just before each event of a day, and those at any time of it; equals `states_of`."""
        if self._in_any_order(before, day):
            return self._within(before, day)
        found, during = [], before
        possible = before
        for steps in day:
            found.append(possible)
            during |= possible
            possible = self._reach(possible, steps) or self._landing(steps) or possible
        return tuple(found), during | possible

    def _within(self, before: int, day: Day) -> tuple[tuple[int, ...], int]:
        count = len(day)
        whole = (1 << count) - 1
        reached, ending = [before], [self.everywhere]
        for taken in range(1, whole + 1):
            places = [place for place in range(count) if taken >> place & 1]
            reached.append(_union(self._reach(reached[taken ^ 1 << place], day[place]) for place in places))
            ending.append(_union(self._leading(ending[taken ^ 1 << place], day[place]) for place in places))
        each = tuple(
            _union(
                reached[taken] & self._leading(ending[whole ^ taken ^ 1 << place], day[place])
                for taken in range(whole + 1)
                if not taken >> place & 1
            )
            for place in range(count)
        )
        return each, _union(reached[taken] & ending[whole ^ taken] for taken in range(whole + 1))

    def _leading(self, states: int, steps: Steps) -> int:
        """Return the states from which an event that may be one of `steps` can lead into `states`."""
        if not steps:
            return states
        return _union(origin for step in steps for origin, to in self.moves[step] if states & to)

    def _reach(self, states: int, steps: Steps) -> int:
        if not steps or not states:
            return states
        found = self._reached.get((states, steps))
        if found is None:
            found = 0
            for step in steps:
                for origin, to in self.moves[step]:
                    if states & origin:
                        found |= to
            self._reached[(states, steps)] = found
        return found

    def _landing(self, steps: Steps) -> int:
        """Return the states after an event that came out of order: wherever it leads."""
        found = 0
        for step in steps:
            for _, to in self.moves[step]:
                found |= to
        return found
