"""Putting events from several places together, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, replace
from datetime import date

from engine.loading.logs.dates import milliseconds_of
from engine.loading.logs.records import Event, EventLog


def with_events(log: EventLog, further: Iterable[Event]) -> EventLog:
    """Return `log` with `further` events; equal ones count once, recorded when they were first known.

    An event that does not say when it was recorded is known on its own date, so it is compared by that.
    """
    found: dict[Event, Event] = {}
    for event in (*log.events, *further):
        key = replace(event, recorded_on=None)
        other = found.get(key)
        if other is None or (event.recorded_on or event.on) < (other.recorded_on or other.on):
            found[key] = event
    events = tuple(sorted(found.values(), key=_order))
    digest = hashlib.sha256("\n".join(repr(astuple(event)) for event in events).encode()).hexdigest()
    return replace(log, events=events, row_count=log.row_count + len(events) - len(log.events), digest=digest)


def _order(event: Event) -> tuple[object, ...]:
    return (
        event.dossier or "",
        event.on,
        event.event,
        event.unit or "",
        event.to_unit or "",
        event.actor or "",
        event.case or "",
        event.category or "",
        event.ref or "",
        event.attributes,
        event.about or "",
        milliseconds_of(event.time),
        event.actor_unit or "",
        event.recorded_on or date.min,
    )
