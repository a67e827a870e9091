"""A133: a step of the lifecycle names a state that the lifecycle does not list."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic

_NO_STATE = ("any", "same")


def unlisted_state(examined: Examined) -> Iterator[Defect]:
    """Report states in `from`, `to` and `initial` that are missing from `states`."""
    lifecycle = examined.document.file.lifecycle
    if lifecycle is None:
        return
    listed = {*lifecycle.states, *_NO_STATE}
    uses: list[tuple[tuple[str | int, ...], str]] = [(("lifecycle", "initial"), lifecycle.initial)]
    for index, step in enumerate(lifecycle.transitions):
        base = ("lifecycle", "transitions", index)
        uses += [((*base, "from", place), state) for place, state in enumerate(step.from_)]
        uses.append(((*base, "to"), step.to))
    for path, state in uses:
        if state not in listed:
            yield Defect(Diagnostic.of("A133", examined.document.place(*path), state=state), state)
