"""The lifecycle as moves between sets of states, each worked out once. Equals `engine.evaluation.lifecycle`.

A set of states is a number with one bit a state. What a day does to a set depends only on the set and on which
steps the day's events may be, so it is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.planning.plan import PlannedLifecycle

Steps = tuple[int, ...]
"""The steps that one event may be, by number; none when no step speaks of it."""
Day = tuple[Steps, ...]
"""The events of a day, in the lifecycle's own order."""

MOST_EVENTS_PERMUTED = 8
"""Orders of one day are tried up to this many events; a longer day is taken in the order of the lifecycle."""


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
