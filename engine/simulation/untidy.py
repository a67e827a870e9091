"""From events to the rows of a table, with the untidiness of real ones; none of it changes what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random
from typing import TypeVar

from engine.loading.logs import Event
from engine.simulation.chances import between, happens, stream
from engine.simulation.simulate import COLUMNS, TIME, Simulation
from engine.vocabulary import Vocabulary

Row = list[str]
T = TypeVar("T")

_WINDOW = 2000
_EVENT, _DATE, _ACTOR, _RECORDED = (COLUMNS.index(name) for name in ("event", "date", "actor", "recorded_at"))


def header(simulation: Simulation) -> Row:
    """Return the names of the columns."""
    return [*COLUMNS, *simulation.attributes]


def rows(simulation: Simulation, events: Iterable[Event]) -> Iterator[Row]:
    """Yield a row for each event, untidy to the degree that the scenario asks."""
    disorder = simulation.scenario.disorder
    if not disorder:
        return (_row(event, simulation.attributes) for event in events)
    chance = stream(simulation.world.plan.regulation, simulation.scenario.seed, "rows")
    return _shuffled(_with_slips(events, simulation.attributes, chance, disorder, simulation.vocabulary), chance)


def _row(event: Event, attributes: tuple[str, ...]) -> Row:
    own = dict(event.attributes)
    if event.time is not None:
        own[TIME] = f"{event.time:%H:%M}"
    if event.actor_unit is not None:
        own["actor_unit"] = event.actor_unit
    row = [
        event.dossier or "",
        event.event,
        event.on.isoformat(),
        event.unit or "",
        event.to_unit or "",
        event.actor or "",
        event.case or "",
        event.category or "",
        event.ref or "",
        event.recorded_on.isoformat() if event.recorded_on is not None else "",
        *(own.pop(name, "") for name in attributes),
    ]
    if own:
        raise ValueError(f"no column for {sorted(own)} of {event.event}")
    return row


def _with_slips(
    events: Iterable[Event], attributes: tuple[str, ...], chance: Random, disorder: float, vocabulary: Vocabulary
) -> Iterator[Row]:
    """Yield the rows, a share of them with a slip of the pen: a label, another date format, late, or twice."""
    for event in events:
        row = _row(event, attributes)
        if happens(chance, disorder):
            match between(chance, 1, 4):
                case 1:
                    row[_EVENT] = vocabulary.events[event.event].label
                    if event.actor is not None:
                        row[_ACTOR] = vocabulary.roles[event.actor].label
                case 2:
                    row[_DATE] = f"{event.on:%d/%m/%Y}"
                case 3 if event.recorded_on is None:
                    row[_RECORDED] = (event.on + timedelta(days=between(chance, 1, 20))).isoformat()
                case _:
                    yield row
        yield row


def _shuffled(items: Iterable[T], chance: Random) -> Iterator[T]:
    """Yield `items` out of order, no more than some thousands held at a time."""
    held: list[T] = []
    for item in items:
        if len(held) < _WINDOW:
            held.append(item)
            continue
        place = int(chance.random() * _WINDOW)
        yield held[place]
        held[place] = item
    while held:
        place = int(chance.random() * len(held))
        held[place], held[-1] = held[-1], held[place]
        yield held.pop()
