"""What a log and a units table are once read: plain immutable records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from engine.loading.logs.report import LeftRow

TimeOfDay = time


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, with ids of the vocabulary; None where the log says nothing.

    Attributes:
        dossier: the person's dossier; None for an event of a unit or of the province.
        event: event type.
        on: the legal date, in Asia/Ho_Chi_Minh.
        unit: where it happened; for a transfer the sending unit.
        to_unit: the receiving unit.
        actor: role of whoever acted.
        case: transfer case, reason of exit, or type of document.
        category: person category.
        ref: number of the document.
        recorded_on: the day it was entered, in Asia/Ho_Chi_Minh; None means on its own date.
        attributes: further columns that have a value, sorted by name; truth values are «true» and «false», dates
            are ISO.
        about: number of the document that this act answers, carries out or continues.
        time: the time of day, in Asia/Ho_Chi_Minh, to the millisecond.
        person: the name of the person, to be shown only: events that differ in nothing else are equal.
        actor_unit: the unit of whoever acted.
    """

    dossier: str | None
    event: str
    on: date
    unit: str | None = None
    to_unit: str | None = None
    actor: str | None = None
    case: str | None = None
    category: str | None = None
    ref: str | None = None
    recorded_on: date | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    about: str | None = None
    time: TimeOfDay | None = None
    person: str | None = field(default=None, compare=False)
    actor_unit: str | None = None

    def attribute(self, name: str) -> str | None:
        """Return the value of attribute `name`, or None when the log does not give it."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None


@dataclass(frozen=True)
class EventLog:
    """A log without its duplicates and bad rows.

    Attributes:
        events: each once, sorted by dossier, date, event and the remaining fields.
        row_count: rows that were read, good and bad, over all files.
        left_out: rows among them that are not used because of an error.
        digest: SHA-256 of the events; equal for logs that mean the same.
        marks: what findings on a dossier say of rows left out that concern it, by dossier.
        left_rows: the rows left out, as many as are told one by one.
    """

    events: tuple[Event, ...]
    row_count: int
    left_out: int
    digest: str
    marks: Mapping[str, str] = field(default_factory=dict)
    left_rows: tuple[LeftRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation or a part of one; None where the table says nothing.

    Attributes:
        id: as written in the log.
        name: what people call it.
        type: unit type of the vocabulary.
        parent: the unit directly above.
        in_scope: whether the regulation binds it, when the table says so.
        jurisdiction: the province whose regulation applies.
        attributes: further columns that have a value (`org_level`, `can_sync`, …), sorted by name.
        valid_from: the first day on which there is such a unit.
        valid_until: the last such day; what it owes then passes to `successor`.
        successor: the unit that goes on with its work; in the table, and never, over others, the unit itself.
    """

    id: str
    name: str
    type: str | None = None
    parent: str | None = None
    in_scope: bool | None = None
    jurisdiction: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None

    def attribute(self, name: str) -> str | None:
        """Return the value of attribute `name`, or None when the table does not give it."""
        return next((value for key, value in self.attributes if key == name), None)

    def exists_on(self, day: date) -> bool:
        """Tell whether there is such a unit on `day`."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day <= self.valid_until)


class UnitTable(Mapping[str, Unit]):
    """Units by id. Every parent and successor is in the table; no unit is above itself or succeeds itself."""

    def __init__(self, units: Mapping[str, Unit] | None = None) -> None:
        self._units = dict(sorted((units or {}).items()))
        children: dict[str, list[Unit]] = {}
        for unit in self._units.values():
            if unit.parent is not None:
                children.setdefault(unit.parent, []).append(unit)
        self._children = {parent: tuple(found) for parent, found in children.items()}

    def __getitem__(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    @property
    def has_lifetimes(self) -> bool:
        """Tell whether any unit begins or ends."""
        return any(unit.valid_from is not None or unit.valid_until is not None for unit in self._units.values())

    def heirs(self, unit_id: str) -> Iterator[tuple[str, date]]:
        """Yield the units to which what `unit_id` owes passes one after another, each with the first day it has it."""
        unit, since, seen = self._units.get(unit_id), date.min, {unit_id}
        while unit is not None and unit.valid_until is not None and unit.successor not in {None, *seen}:
            since = max(since, unit.valid_until + timedelta(days=1))
            unit = self._units[unit.successor or ""]
            seen.add(unit.id)
            yield unit.id, since

    def bearer(self, unit_id: str, day: date) -> str:
        """Return the unit that answers on `day` for what `unit_id` owes."""
        bearer = unit_id
        for heir, since in self.heirs(unit_id):
            if since > day:
                break
            bearer = heir
        return bearer

    def children(self, unit_id: str) -> tuple[Unit, ...]:
        """Return the units directly under `unit_id`, by id."""
        return self._children.get(unit_id, ())

    def superior(self, unit_id: str) -> Unit | None:
        """Return the unit directly above `unit_id`, or None when there is none or it is not known."""
        unit = self._units.get(unit_id)
        return None if unit is None or unit.parent is None else self._units[unit.parent]

    def superiors(self, unit_id: str) -> tuple[Unit, ...]:
        """Return the units above `unit_id`, nearest first."""
        found: list[Unit] = []
        above = self.superior(unit_id)
        while above is not None:
            found.append(above)
            above = self.superior(above.id)
        return tuple(found)
