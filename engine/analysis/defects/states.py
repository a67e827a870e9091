"""The lifecycle as a graph: which states can be reached, and from which ones a dossier cannot go on."""

from __future__ import annotations

from collections.abc import Iterable

from engine.planning.plan import PlannedLifecycle, Step

ARCHIVED = "archived"
_INACTIVE = "inactive_"


def is_final(state: str) -> bool:
    """Tell whether a dossier may rest in `state` for good."""
    return state == ARCHIVED or state.startswith(_INACTIVE)


def origins_of(lifecycle: PlannedLifecycle, step: Step) -> frozenset[str]:
    """Return the states in which the step may be taken; states that are not listed are left out."""
    listed = frozenset(lifecycle.states)
    return listed & step.origins if step.origins else listed


def reached_from(lifecycle: PlannedLifecycle, starts: Iterable[str]) -> frozenset[str]:
    """Return the states that can be reached from `starts`, these included, whatever the conditions of the steps."""
    reached = set(starts)
    pending = list(reached)
    while pending:
        state = pending.pop()
        for step in lifecycle.steps:
            after = step.to
            if after is not None and after not in reached and state in origins_of(lifecycle, step):
                reached.add(after)
                pending.append(after)
    return frozenset(reached)


def leads_to(lifecycle: PlannedLifecycle, goals: frozenset[str]) -> frozenset[str]:
    """Return the states from which one of `goals` can be reached, the goals included."""
    found = set(goals)
    grew = True
    while grew:
        more = {
            origin
            for step in lifecycle.steps
            if step.to in found
            for origin in origins_of(lifecycle, step)
            if origin not in found
        }
        found |= more
        grew = bool(more)
    return frozenset(found)
