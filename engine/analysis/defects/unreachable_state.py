"""A131: a state of the lifecycle that no dossier can come into."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.states import reached_from
from engine.diagnostics import Diagnostic


def unreachable_state(examined: Examined) -> Iterator[Defect]:
    """Report listed states that no chain of steps leads to from the initial one."""
    lifecycle = examined.plan.lifecycle
    if lifecycle is None:
        return
    reached = reached_from(lifecycle, [lifecycle.initial])
    for position, state in enumerate(lifecycle.states):
        if state not in reached:
            place = examined.document.place("lifecycle", "states", position)
            yield Defect(Diagnostic.of("A131", place, state=state), state)
