"""From the lifecycle of a rule file to the steps of the plan: groups spelt out, one step for each event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from engine.model.lifecycle import SAME, Lifecycle, Staying, Transition
from engine.planning.asking import Asking
from engine.planning.conditions import ALWAYS, AnyOf, Not, Test
from engine.planning.plan import PlannedLifecycle, Step


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as one event takes it, and the part of the file that says so.

    Attributes:
        origins: the states in which it may be taken, at least one.
        to: the state after it; None keeps the state.
        begins, ends: when it may be taken, half-open; None is unbounded.
    """

    event: str
    origins: tuple[str, ...]
    to: str | None
    test: Test
    part: Transition | Staying
    begins: date | None
    ends: date | None


def planned_lifecycle(lifecycle: Lifecycle, asking: Asking) -> PlannedLifecycle:
    """Compile a lifecycle that the loader has found no fault with."""
    steps = tuple(_step(lifecycle, item, asking) for item in written_steps(lifecycle, asking))
    return PlannedLifecycle(lifecycle.initial, lifecycle.states, steps, lifecycle.why or "")


def written_steps(lifecycle: Lifecycle, asking: Asking) -> Iterator[WrittenStep]:
    """Yield every step event by event, in the order of the plan: the transitions, then what changes nothing."""
    for item in lifecycle.transitions:
        origins = lifecycle.states_named(item.from_, item.except_)
        to = None if item.to == SAME else item.to
        for event in item.event:
            yield WrittenStep(event, origins, to, asking.condition(item.only_if), item, item.begins, item.ends)
    for stay in lifecycle.stays:
        for event in stay.event:
            yield from _staying(lifecycle, stay, event, asking)


def _staying(lifecycle: Lifecycle, stay: Staying, event: str, asking: Asking) -> Iterator[WrittenStep]:
    """Yield the states in which no step of `event` applies, by the time and the condition in which that is so."""
    rivals = [
        (step, frozenset(lifecycle.states_named(step.from_, step.except_)))
        for step in lifecycle.transitions
        if event in step.event
    ]
    for begins, ends in _times(stay, [step for step, _ in rivals]):
        left: dict[Test, list[str]] = {}
        for state in lifecycle.states_named(stay.in_, stay.except_):
            tests = [
                asking.condition(step.only_if)
                for step, origins in rivals
                if state in origins and step.holds_on(begins or date.min)
            ]
            if ALWAYS not in tests:
                left.setdefault(_none_of(tests), []).append(state)
        for test, states in left.items():
            yield WrittenStep(event, tuple(states), None, test, stay, begins, ends)


def _times(stay: Staying, rivals: list[Transition]) -> Iterator[tuple[date | None, date | None]]:
    """Yield the stretches of `stay` in which the same steps hold."""
    days = {day for step in rivals for day in (step.begins, step.ends) if day is not None and stay.holds_on(day)}
    bounds = [stay.begins, *sorted(days - {stay.begins}), stay.ends]
    yield from pairwise(bounds)


def _none_of(tests: list[Test]) -> Test:
    if not tests:
        return ALWAYS
    return Not(tests[0]) if len(tests) == 1 else Not(AnyOf(tuple(tests)))


def _step(lifecycle: Lifecycle, item: WrittenStep, asking: Asking) -> Step:
    if not item.origins:
        raise ValueError(f"a step from no state, which the loader should have refused: {item.event}")
    part = item.part
    step = part if isinstance(part, Transition) else None
    return Step(
        event=item.event,
        origins=frozenset() if len(item.origins) == len(lifecycle.states) else frozenset(item.origins),
        to=item.to,
        test=item.test,
        roles=frozenset(step.roles if step is not None else ()),
        evidence=asking.evidence(step.evidence) if step is not None else (),
        cites="; ".join(part.cites),
        why=part.why or "",
        mentions="; ".join(step.mentions) if step is not None else "",
        valid_from=item.begins,
        valid_until=item.ends,
    )
