"""Following a dossier through the lifecycle while its story is being made up."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from engine.planning.conditions import ALWAYS, FieldIs, FieldReader, evaluate_test, fields_of
from engine.planning.plan import PlannedLifecycle, Step

States = frozenset[str]
Move = tuple[str, str | None]
"""An event, and the case that it must have."""
_SETTLED = "active"


@dataclass(frozen=True)
class LifecycleMap:
    """Where each event leads from each state; without a lifecycle, every event is possible and leads nowhere."""

    lifecycle: PlannedLifecycle | None
    steps: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _open: dict[tuple[str | None, ...], tuple[Step, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lifecycle: PlannedLifecycle | None) -> LifecycleMap:
        """Sort the steps by event."""
        steps: dict[str, tuple[Step, ...]] = {}
        for step in lifecycle.steps if lifecycle is not None else ():
            steps[step.event] = (*steps.get(step.event, ()), step)
        fields = {
            event: tuple(sorted(frozenset[str]().union(*(fields_of(step.test) for step in found))))
            for event, found in steps.items()
        }
        return cls(lifecycle, steps, fields)

    @property
    def initial(self) -> str:
        """The state of someone who has no dossier yet."""
        return self.lifecycle.initial if self.lifecycle is not None else ""

    @property
    def settled(self) -> str:
        """The state of someone who has served for years: active, or whatever most steps lead to."""
        if self.lifecycle is None:
            return ""
        if _SETTLED in self.lifecycle.states:
            return _SETTLED
        led_to = [step.to for step in self.lifecycle.steps if step.to is not None]
        return max(self.lifecycle.states, key=led_to.count)

    @property
    def all(self) -> States:
        """Every state: where a dossier could be of which nothing is known."""
        return frozenset(self.lifecycle.states) if self.lifecycle is not None else frozenset()

    def after(self, state: str, event: str, read: FieldReader) -> str | None:
        """Return the state after `event`, or None when it cannot happen in `state`."""
        steps = self._open_steps(event, read)
        if not steps:
            return state
        return next((step.to or state for step in steps if not step.origins or state in step.origins), None)

    def reach(self, states: States, event: str, read: FieldReader) -> States:
        """Return every state that may follow; none when `event` fits none of `states`."""
        steps = self._open_steps(event, read)
        if not steps:
            return states
        return frozenset(
            step.to or state for step in steps for state in states if not step.origins or state in step.origins
        )

    def way(self, state: str, event: str, read: FieldReader, usable: Container[str]) -> tuple[Move, ...] | None:
        """Return the shortest way to a state in which `event` can happen; None when `usable` events lead to none."""
        ways: dict[str, tuple[Move, ...]] = {state: ()}
        pending = deque(ways)
        while pending:
            here = pending.popleft()
            if self.after(here, event, read) is not None:
                return ways[here]
            for step, case in self._moves(usable):
                if step.to is not None and step.to not in ways and (not step.origins or here in step.origins):
                    ways[step.to] = (*ways[here], (step.event, case))
                    pending.append(step.to)
        return None

    def _moves(self, usable: Container[str]) -> Iterator[tuple[Step, str | None]]:
        """Yield the steps of usable events whose condition a case alone can meet, with that case."""
        for event, steps in self.steps.items():
            for step in steps if event in usable else ():
                cases = cases_of(step)
                if cases is not None:
                    yield step, min(cases, default=None)

    def _open_steps(self, event: str, read: FieldReader) -> tuple[Step, ...]:
        steps = self.steps.get(event, ())
        if not steps:
            return ()
        key = (event, *(read(name) for name in self.fields[event]))
        found = self._open.get(key)
        if found is None:
            found = tuple(step for step in steps if step.test == ALWAYS or evaluate_test(step.test, read) is not False)
            self._open[key] = found
        return found


def cases_of(step: Step) -> frozenset[str] | None:
    """Return the cases in which a step applies, none when it always does; None when it asks for more than the case."""
    if step.test == ALWAYS:
        return frozenset()
    return step.test.accepted if isinstance(step.test, FieldIs) and step.test.field == "case" else None
