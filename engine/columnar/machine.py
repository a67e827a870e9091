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
from engine.planning.same_day import MOST_SETS, one_order, surely_before

Steps = tuple[int, ...]
"""The steps that one event may be, by number; none when no step speaks of it."""
Day = tuple[tuple[Steps, int], ...]
"""The events of a day, in the lifecycle's own order, each with its rank among the times of the day."""


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
        for place in one_order(_order_of(day)):
            steps, _ = day[place]
            reached = self._reach(possible, steps)
            if not reached:
                violations.append(place)
                reached = self._landing(steps)
            possible = reached or possible
        return possible, tuple(violations)

    def _in_any_order(self, before: int, day: Day) -> int:
        """Return the states after all events in any order that is possible, none when no order is."""
        if len(day) == 1:
            return self._reach(before, day[0][0])
        reached = self._reached_by(before, day)
        return self._anything(before, day) if reached is None else reached.get((1 << len(day)) - 1, 0)

    def before_each(self, before: int, day: Day) -> tuple[tuple[int, ...], int]:
        """Return the states just before each event of a day, and those at any time of it; equals `states_of`."""
        if self._in_any_order(before, day):
            return self._within(before, day)
        found, during = [0] * len(day), before
        possible = before
        for place in one_order(_order_of(day)):
            steps, _ = day[place]
            found[place] = possible
            during |= possible
            possible = self._reach(possible, steps) or self._landing(steps) or possible
        return tuple(found), during | possible

    def _within(self, before: int, day: Day) -> tuple[tuple[int, ...], int]:
        reached = self._reached_by(before, day)
        if reached is None:
            anything = self._anything(before, day)
            return (anything,) * len(day), anything
        order, whole = _order_of(day), (1 << len(day)) - 1
        ending, each, during = {whole: self.everywhere}, [0] * len(day), 0
        for taken in reversed(reached):  # Tập lớn hơn luôn đứng sau tập nhỏ hơn.
            for place, (steps, _) in enumerate(day):
                if not taken >> place & 1 and not order[place] & ~taken:
                    leads = self._leading(ending.get(taken | 1 << place, 0), steps)
                    each[place] |= reached[taken] & leads
                    ending[taken] = ending.get(taken, 0) | leads
            during |= reached[taken] & ending.get(taken, 0)
        return tuple(each), during

    def _reached_by(self, before: int, day: Day) -> dict[int, int] | None:
        """Return the states after each set of events that may come first, small sets first; None for too many sets."""
        order = _order_of(day)
        reached = level = {0: before}
        while level:
            following: dict[int, int] = {}
            for taken, states in level.items():
                for place, (steps, _) in enumerate(day):
                    if not taken >> place & 1 and not order[place] & ~taken and (to := self._reach(states, steps)):
                        following[taken | 1 << place] = following.get(taken | 1 << place, 0) | to
            reached, level = {**reached, **following}, following
            if len(reached) > MOST_SETS:
                return None
        return reached

    def _anything(self, before: int, day: Day) -> int:
        """Return every state to which some of the events, in some order, could lead."""
        found, previous = before, -1
        while found != previous:
            previous = found
            found |= _union(self._reach(found, steps) for steps, _ in day)
        return found

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


def _order_of(day: Day) -> tuple[int, ...]:
    return surely_before([rank for _, rank in day])
