"""The events that exist, arranged by what they happened to."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from engine.loading.logs import Event
from engine.loading.logs.dates import milliseconds_of
from engine.model.duties import MoveTo
from engine.vocabulary import Level

ARRIVALS = frozenset({"paper_dossier_sent", "paper_dossier_received"})
"""Events that announce a dossier at its destination: the person's unit is the one in `to_unit`."""
MOVE = "transfer_document_effective"


def exists(event: Event, as_of: date, known_at: date | None) -> bool:
    """Tell whether `event` exists for someone who knows what was recorded by `known_at`, as of `as_of`.

    An event dated ahead exists from the day it was recorded. An event without `recorded_at` counts as recorded on
    its own date.
    """
    recorded = event.recorded_on or event.on
    if known_at is not None and recorded > known_at:
        return False
    return event.on <= as_of or (event.recorded_on is not None and event.recorded_on <= as_of)


class History:
    """The events of one subject (a dossier, a unit or the province), in order of date and time of day."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events: tuple[Event, ...] = tuple(sorted(events, key=order_of))
        by_type: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            by_type[event.event].append(event)
        self.by_type: Mapping[str, list[Event]] = by_type
        self._homes: tuple[list[date], list[str]] | None = None
        self._categories: tuple[list[date], list[str]] | None = None
        self._attributes: dict[str, tuple[list[date], list[str]]] = {}

    def home_on(self, day: date) -> str | None:
        """Return the unit of the person on `day`: where his last event so far left him, else where he is first seen."""
        if self._homes is None:
            self._homes = _steps((event.on, _home_after(event)) for event in self.events)
        return _at(self._homes, day)

    def category_on(self, day: date) -> str | None:
        """Return the person's category on `day`, as last stated by then, else as first stated."""
        if self._categories is None:
            self._categories = _steps((event.on, event.category) for event in self.events)
        return _at(self._categories, day)

    def attribute_on(self, name: str, day: date) -> str | None:
        """Return an attribute of the dossier on `day`, as last stated by then, else as first stated."""
        if name not in self._attributes:
            self._attributes[name] = _steps((event.on, event.attribute(name)) for event in self.events)
        return _at(self._attributes[name], day)

    @property
    def person(self) -> str | None:
        """The name of the person, as last stated."""
        return next((event.person for event in reversed(self.events) if event.person is not None), None)

    def holder_on(self, day: date, moves: Mapping[str, MoveTo]) -> str | None:
        """Return the unit that has the dossier on `day`: where the last move so far brought it.

        Before its first move that is the unit that handed it over then, else where the person was last seen.
        """
        last = self.last_move(day, moves)
        if last is not None:
            return moved_to(last, moves)
        first = self.last_move(date.max, moves, 0)
        sender = first.unit if first is not None and moves[first.event] is not MoveTo.UNIT else None
        return sender or self.home_on(day)

    def last_move(self, day: date, moves: Mapping[str, MoveTo], place: int = -1) -> Event | None:
        """Return the last of the moves by `day` that say where to (or the one at `place` among them); None for none."""
        so_far = [
            event
            for event in self.events
            if event.event in moves and event.on <= day and moved_to(event, moves) is not None
        ]
        return so_far[place] if so_far else None


def moved_to(event: Event, moves: Mapping[str, MoveTo]) -> str | None:
    """Return the unit to which a move brings the dossier; None when the log does not say."""
    found: str | None = getattr(event, moves[event.event].value)
    return found


def moment_of(event: Event) -> tuple[date, int, str]:
    """Return what the events of one subject are in order of, before all that tells events of one type and day apart."""
    return event.on, milliseconds_of(event.time), event.event


def order_of(event: Event) -> tuple[object, ...]:
    """Return what the events of one subject are in order of."""
    return (
        *moment_of(event),
        event.ref or "",
        event.about or "",
        event.unit or "",
        event.to_unit or "",
        event.case or "",
        event.actor or "",
        event.actor_unit or "",
        event.category or "",
        event.attributes,
        event.dossier or "",  # Của đơn vị hay tỉnh thì nhiều hồ sơ có thể khác nhau chỉ ở chỗ này.
    )


def _home_after(event: Event) -> str | None:
    if event.event == MOVE or event.event in ARRIVALS:
        return event.to_unit or event.unit
    return event.unit


def _steps(pairs: Iterable[tuple[date, str | None]]) -> tuple[list[date], list[str]]:
    days: list[date] = []
    values: list[str] = []
    for day, value in pairs:
        if value is not None:
            days.append(day)
            values.append(value)
    return days, values


def _at(steps: tuple[list[date], list[str]], day: date) -> str | None:
    days, values = steps
    if not days:
        return None
    return values[max(bisect_right(days, day) - 1, 0)]


NO_HISTORY: Final = History(())
"""The history of a subject that no event speaks of."""


class Subjects:
    """All histories of a log: by dossier, by unit, and the province's own.

    Attributes:
        province_wide: where acts of the province are looked for: its own events, and those that a unit recorded of an
            act that units and the province both do.
    """

    def __init__(self, events: Iterable[Event], levels: Mapping[str, tuple[Level, ...]]) -> None:
        dossiers: dict[str, list[Event]] = defaultdict(list)
        units: dict[str, list[Event]] = defaultdict(list)
        province: list[Event] = []
        province_wide: list[Event] = []
        for event in events:
            possible = levels.get(event.event, (Level.DOSSIER,))
            if Level.PROVINCE in possible:
                province_wide.append(event)
            if event.dossier is not None and Level.DOSSIER in possible:
                dossiers[event.dossier].append(event)
            elif event.unit is not None and Level.UNIT in possible:
                units[event.unit].append(event)
            else:
                province.append(event)
        self.dossiers = {name: History(dossiers[name]) for name in sorted(dossiers)}
        self.units = {name: History(units[name]) for name in sorted(units)}
        self.province = History(province)
        self.province_wide = History(province_wide)
        self.first_day = min((history.events[0].on for history in self._all() if history.events), default=None)

    def _all(self) -> Iterable[History]:
        return (*self.dossiers.values(), *self.units.values(), self.province)
