"""A132: a state in which a dossier is caught."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.states import is_final, leads_to, origins_of, reached_from
from engine.diagnostics import Diagnostic
from engine.vocabulary import standard


def dead_end_state(examined: Examined) -> Iterator[Defect]:
    """Report reachable states from which a dossier can never come to rest; without final states, those with no way on.

    Final are the inactive states, the archive, and states of the file's own that no step leaves.
    """
    lifecycle = examined.plan.lifecycle
    if lifecycle is None:
        return
    steps = [(step, origins_of(lifecycle, step)) for step in lifecycle.steps]
    left = frozenset(state for step, origins in steps for state in origins if step.to not in (None, state))
    own = frozenset(lifecycle.states) - standard().states.keys()
    finals = frozenset(state for state in lifecycle.states if is_final(state)) | (own - left)
    going_on = leads_to(lifecycle, finals) if finals else left
    reached = reached_from(lifecycle, [lifecycle.initial])
    for position, state in enumerate(lifecycle.states):
        if state in reached and state not in going_on:
            place = examined.document.place("lifecycle", "states", position)
            yield Defect(Diagnostic.of("A132", place, state=state), state)
