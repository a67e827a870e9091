"""From `when` of a rule file to the trigger of a duty."""

from __future__ import annotations

from engine.model.base import When
from engine.model.triggers import TriggerEvents
from engine.phrases import StateLasts, WorkingDays
from engine.phrases.lasting import LastingPhrase, parse_lasting
from engine.planning.asking import Asking
from engine.planning.plan import (
    Act,
    AllHappened,
    Completed,
    Entered,
    Expired,
    Happens,
    Lasting,
    PlannedLifecycle,
    Source,
    Trigger,
)


def trigger_of(when: When | None, events: TriggerEvents, asking: Asking) -> Trigger | None:
    """Return the trigger that `when` states; None for a duty that comes back with the calendar."""
    if when is None:
        return None
    return Trigger(frozenset(events.of(when)), _source(when, asking))


def entering(lifecycle: PlannedLifecycle | None) -> dict[str, tuple[str, ...]]:
    """Return the events that lead into each state from another one, in the order of the steps."""
    found: dict[str, tuple[str, ...]] = {}
    for step in lifecycle.steps if lifecycle is not None else ():
        if step.to is not None and (not step.origins or step.origins - {step.to}):
            found[step.to] = (*found.get(step.to, ()), step.event)
    return found


def _source(when: When, asking: Asking) -> Source:
    if when.entered is not None:
        return Entered(when.entered)
    if when.expired is not None:
        return Expired(when.expired)
    if when.completed is not None:
        return Completed(when.completed)
    if when.all:
        return AllHappened(tuple(Act(act.event, asking.fields(act)) for act in when.all))
    if when.until is not None and when.lasting is not None:
        return _lasting(when.until, when.lasting)
    return Happens()


def _lasting(until: str, words: str) -> Lasting:
    parsed = parse_lasting(words)
    if not isinstance(parsed, LastingPhrase):
        raise ValueError(f"not a lasting state, which the loader should have refused: {words!r}")
    length = StateLasts(parsed.length.count) if isinstance(parsed.length, WorkingDays) else parsed.length
    return Lasting(until, length, parsed.exceeded)
