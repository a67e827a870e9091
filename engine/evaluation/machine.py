"""The lifecycle as a state machine, built with `transitions` from validated names only.

`transitions` imports and calls dotted names that it finds in its configuration, so it is never given anything from
a rule file but states and triggers that the loader has checked against the vocabulary, and no callbacks at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from transitions import Machine

from engine.planning.plan import PlannedLifecycle, Step

Moves = Mapping[tuple[str, int], str]
"""(state, number of the step) → state after it."""


class Dossier:
    """The model that a machine moves: it holds nothing but a state."""

    state: Enum


def state_enum(lifecycle: PlannedLifecycle) -> type[Enum]:
    """Return the states as an enum, whose members are what the machine is fed with."""
    return Enum("State", {name: name for name in lifecycle.states})  # type: ignore[return-value]


def build_machine(lifecycle: PlannedLifecycle) -> tuple[Machine, Dossier]:
    """Return a machine in the initial state, with one trigger a step («step_3» for the fourth), and its dossier."""
    states = state_enum(lifecycle)
    dossier = Dossier()
    machine = Machine(
        model=dossier,
        states=states,
        initial=states[lifecycle.initial],
        auto_transitions=False,
        send_event=False,
        ignore_invalid_triggers=True,
    )
    for number, step in enumerate(lifecycle.steps):
        for origin in origins(lifecycle, step):
            machine.add_transition(f"step_{number}", states[origin], states[step.to or origin])
    return machine, dossier


def origins(lifecycle: PlannedLifecycle, step: Step) -> tuple[str, ...]:
    """Return the states in which `step` may be taken."""
    return tuple(state for state in lifecycle.states if not step.origins or state in step.origins)


@lru_cache(maxsize=64)
def moves_of(lifecycle: PlannedLifecycle) -> Moves:
    """Return every move of the machine as a table, read off the machine itself."""
    machine, _ = build_machine(lifecycle)
    found: dict[tuple[str, int], str] = {}
    for number in range(len(lifecycle.steps)):
        for move in machine.get_transitions(trigger=f"step_{number}"):
            found[(str(move.source), number)] = str(move.dest)
    return found
