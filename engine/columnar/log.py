"""A log as columns of codes and day numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from engine.columnar.days import NEVER, NOTHING, Bools, Ints, date_of, number_of
from engine.columnar.threads import THREADS, WORTH_THREADS
from engine.columnar.words import Words
from engine.loading.logs import Event
from engine.loading.logs.dates import milliseconds_of, time_of

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LogColumns:
    """The events of a log, one a row, in order of dossier, day and the remaining fields.

    Every column of codes has `NOTHING` where the log says nothing. Codes of one kind are in the order of their
    texts.

    Attributes:
        dossiers, events, units, actors, cases, categories, persons: the texts behind the codes.
        refs: the numbers of documents, behind `ref` and `about`.
        attributes: the distinct sets of further columns, in order.
        day: day number of the event.
        recorded: day number of the recording, `NEVER` where not given.
        rest: what columns say that no rule can ask for, as a number; it only tells rows apart. None where there is
            no such column.
        about, time, person, actor_unit: what most logs do not say; None then. `time` in milliseconds of the day.
        copied: in a part of a log, the rows that stand in every part and are only looked up there; None for none.
    """

    dossiers: Words
    events: Words
    units: Words
    actors: Words
    cases: Words
    categories: Words
    refs: Words
    attributes: Sequence[Pairs]
    dossier: Ints
    day: Ints
    event: Ints
    ref: Ints
    unit: Ints
    to_unit: Ints
    case: Ints
    actor: Ints
    category: Ints
    attribute: Ints
    recorded: Ints
    rest: Ints | None = None
    about: Ints | None = None
    time: Ints | None = None
    person: Ints | None = None
    actor_unit: Ints | None = None
    persons: Words = field(default_factory=lambda: Words(()))
    copied: Bools | None = None

    def __len__(self) -> int:
        return len(self.day)

    def attribute_codes(self, name: str) -> tuple[Words, Ints]:
        """Return the values of one attribute, and its code in each distinct set of attributes, `NOTHING` at the end."""
        stated = [next((value for key, value in pairs if key == name), None) for pairs in self.attributes]
        values = Words.of(stated)
        return values, np.array([*map(values.code, stated), NOTHING], np.int32)

    def only(self, rows: Ints | Bools) -> LogColumns:
        """Return some rows, in the order told."""
        columns = {name: getattr(self, name) for name in (*_COLUMNS, *FURTHER_COLUMNS, "rest", "copied")}
        stated = {name: column for name, column in columns.items() if column is not None}
        if len(self) < WORTH_THREADS:
            return replace(self, **{name: column[rows] for name, column in stated.items()})
        with ThreadPoolExecutor(THREADS) as pool:
            kept = pool.map(lambda column: column[rows], stated.values())
            return replace(self, **dict(zip(stated, kept, strict=True)))

    @property
    def names_in_order(self) -> tuple[str, ...]:
        """The columns by which the events of one subject are in order; equals `engine.evaluation.history`."""
        return tuple(name for name in COLUMNS_IN_ORDER if getattr(self, name) is not None)

    def column(self, name: str, rows: Ints) -> Ints:
        """Return a column at rows, `NOTHING` throughout for one that the log lacks."""
        found: Ints | None = getattr(self, name)
        return np.full(len(rows), NOTHING, np.int32) if found is None else found[rows].astype(np.int32, copy=False)


FURTHER_COLUMNS: Final = ("about", "time", "person", "actor_unit")
"""The columns that most logs lack."""
COLUMNS_IN_ORDER: Final = (
    *("day", "time", "event", "ref", "about", "unit", "to_unit", "case", "actor", "actor_unit"),
    *("category", "attribute"),
)
"""The columns that tell events of one subject apart, in order; some may be lacking."""
_COLUMNS: Final = (*(name for name in COLUMNS_IN_ORDER if name not in FURTHER_COLUMNS), "dossier", "recorded")


def columns_of(events: Iterable[Event]) -> LogColumns:
    """Return events as columns, whatever their order; equal ones count once."""
    rows = list(dict.fromkeys(events))
    dossiers = Words.of(event.dossier for event in rows)
    names = Words.of(event.event for event in rows)
    units = Words.of(unit for event in rows for unit in (event.unit, event.to_unit, event.actor_unit))
    actors = Words.of(event.actor for event in rows)
    cases = Words.of(event.case for event in rows)
    categories = Words.of(event.category for event in rows)
    refs = Words.of(ref for event in rows for ref in (event.ref, event.about))
    persons = Words.of(event.person for event in rows)
    attributes = tuple(sorted({event.attributes for event in rows}))
    place_of = {pairs: place for place, pairs in enumerate(attributes)}
    columns: dict[str, Any] = {
        "dossier": _codes(dossiers, (event.dossier for event in rows)),
        "day": _numbers(number_of(event.on) for event in rows),
        "event": _codes(names, (event.event for event in rows)),
        "ref": _codes(refs, (event.ref for event in rows)),
        "unit": _codes(units, (event.unit for event in rows)),
        "to_unit": _codes(units, (event.to_unit for event in rows)),
        "case": _codes(cases, (event.case for event in rows)),
        "actor": _codes(actors, (event.actor for event in rows)),
        "category": _codes(categories, (event.category for event in rows)),
        "attribute": _numbers(place_of[event.attributes] for event in rows),
        "recorded": _numbers(NEVER if event.recorded_on is None else number_of(event.recorded_on) for event in rows),
    }
    further: dict[str, Any] = {
        "about": _codes(refs, (event.about for event in rows)),
        "time": _numbers(milliseconds_of(event.time) for event in rows),
        "person": _codes(persons, (event.person for event in rows)),
        "actor_unit": _codes(units, (event.actor_unit for event in rows)),
    }
    columns.update((name, column) for name, column in further.items() if (column != NOTHING).any())
    keys = ("dossier", *(name for name in COLUMNS_IN_ORDER if name in columns))
    order = np.lexsort([columns[name] for name in reversed(keys)])
    return LogColumns(
        dossiers=dossiers,
        events=names,
        units=units,
        actors=actors,
        cases=cases,
        categories=categories,
        refs=refs,
        attributes=attributes,
        persons=persons,
        **{name: column[order] for name, column in columns.items()},
    )


def _codes(words: Words, texts: Iterable[str | None]) -> Ints:
    codes = {text: code for code, text in enumerate(words)}
    return _numbers(codes[text] if text else NOTHING for text in texts)


def _numbers(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int32)


def events_of(log: LogColumns, rows: Ints) -> tuple[Event, ...]:
    """Return some rows of a log as events, in the order told."""

    def texts(words: Words, codes: Ints) -> list[str | None]:
        found = {code: words[code] for code in set(codes[rows].tolist()) if code != NOTHING}
        return [found.get(code) for code in codes[rows].tolist()]

    def further(words: Words, codes: Ints | None) -> list[str | None]:
        return [None] * len(rows) if codes is None else texts(words, codes)

    columns = (
        texts(log.dossiers, log.dossier),
        texts(log.events, log.event),
        [date_of(day) for day in log.day[rows].tolist()],
        texts(log.units, log.unit),
        texts(log.units, log.to_unit),
        texts(log.actors, log.actor),
        texts(log.cases, log.case),
        texts(log.categories, log.category),
        texts(log.refs, log.ref),
        [None if day == NEVER else date_of(day) for day in log.recorded[rows].tolist()],
        [log.attributes[code] for code in log.attribute[rows].tolist()],
        further(log.refs, log.about),
        [None] * len(rows) if log.time is None else [time_of(found) for found in log.time[rows].tolist()],
        further(log.persons, log.person),
        further(log.units, log.actor_unit),
    )
    return tuple(Event(*cells) for cells in zip(*columns, strict=True))
