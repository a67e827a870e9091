"""Going through a lifecycle whose events nobody foresaw, and telling which of its steps a log leaves out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from engine.planning import Plan
from engine.planning.plan import Step
from engine.simulation.customs import ARRIVALS, MOVE, OCCASIONS, Occasion, Stage
from engine.simulation.states import LifecycleMap, cases_of
from engine.vocabulary import Level

BY_THEMSELVES = frozenset({item.event for item in OCCASIONS} | {MOVE, "exit_status_updated"} | ARRIVALS)
"""What nobody does for the sake of another act: nobody is recruited or retires so that something can be recorded."""
_ENTRIES = frozenset(item.event for item in OCCASIONS if item.stage is Stage.ENTRY)


@dataclass
class Walk:
    """What a simulated log does with the steps of the lifecycle.

    Attributes:
        steps: the events of the lifecycle.
        bridges: events that may be done so that another act becomes possible; what a duty brings about is left to it.
        occasions: what happens by itself because a lifecycle begins with no event that is known to begin one.
        seen: the events of the lifecycle that happened so far.
        left_undone: acts that no way through the lifecycle led to, by event.
    """

    steps: frozenset[str]
    bridges: frozenset[str]
    occasions: tuple[Occasion, ...]
    seen: set[str] = field(default_factory=set)
    left_undone: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, plan: Plan, lifecycle: LifecycleMap) -> Walk:
        """Look at the lifecycle before anything happens."""
        steps = frozenset(lifecycle.steps)
        of_dossiers = {name for name in steps if _is_of_dossiers(plan, name)}
        ordered = {act.event for duty in plan.duties for act in duty.must}
        return cls(steps, frozenset(of_dossiers - BY_THEMSELVES - ordered), _own_occasions(plan, lifecycle))

    @property
    def own(self) -> frozenset[str]:
        """The events of `occasions`."""
        return frozenset(item.event for item in self.occasions)

    @property
    def never_taken(self) -> tuple[str, ...]:
        """The events of the lifecycle that have not happened, in order."""
        return tuple(sorted(self.steps - self.seen))

    def begin(self) -> None:
        """Forget what has happened."""
        self.seen.clear()
        self.left_undone.clear()


def _own_occasions(plan: Plan, lifecycle: LifecycleMap) -> tuple[Occasion, ...]:
    """Return an occasion for each event that moves a dossier on, unless the lifecycle begins as lifecycles do.

    What duties bring about is left to them, but for what alone begins a lifecycle.
    """
    moving = [step for found in lifecycle.steps.values() for step in found if step.to is not None]
    begins = [step for step in moving if step.to != lifecycle.initial and _leaves(step, lifecycle.initial)]
    starts = {step.event for step in begins if any(_leaves(other, str(step.to)) for other in moving)}
    if not moving or starts & _ENTRIES:
        return ()
    ordered = {act.event for duty in plan.duties for act in duty.must}
    found: dict[tuple[str, tuple[str, ...]], Occasion] = {}
    for step in moving:
        stage = Stage.ENTRY if step.event in starts else Stage.SERVICE
        cases = cases_of(step)
        is_wanted = step.event not in ordered or (stage is Stage.ENTRY and starts <= ordered)
        if cases is not None and is_wanted and _is_of_dossiers(plan, step.event):
            key = (step.event, tuple(sorted(cases)))
            found[key] = Occasion(step.event, stage, 2, key[1], by_document=True)
    return tuple(found.values())


def _leaves(step: Step, state: str) -> bool:
    return step.to != state and (not step.origins or state in step.origins)


def _is_of_dossiers(plan: Plan, event: str) -> bool:
    return plan.event_levels.get(event, (Level.DOSSIER,))[0] is Level.DOSSIER
