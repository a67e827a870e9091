"""A log as columns of codes and day numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.columnar.days import NEVER, NOTHING, Bools, Ints, date_of, number_of
from engine.columnar.threads import THREADS, WORTH_THREADS
from engine.columnar.words import Words
from engine.loading.logs import Event

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LogColumns:
    """The events of a log, one a row, in order of dossier, day and the remaining fields.

    Every column of codes has `NOTHING` where the log says nothing. Codes of one kind are in the order of their
    texts.

    Attributes:
        dossiers, events, units, actors, cases, categories, refs: the texts behind the codes.
        attributes: the distinct sets of further columns, in order.
        day: day number of the event.
        recorded: day number of the recording, `NEVER` where not given.
        rest: what columns say that no rule can ask for, as a number; it only tells rows apart. None where there is
            no such column.
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
    copied: Bools | None = None

    def __len__(self) -> int:
        return len(self.day)

    def only(self, rows: Ints | Bools) -> LogColumns:
        """Return some rows, in the order told."""
        columns = {name: getattr(self, name) for name in (*_COLUMNS, "rest", "copied")}
        stated = {name: column for name, column in columns.items() if column is not None}
        if len(self) < WORTH_THREADS:
            return replace(self, **{name: column[rows] for name, column in stated.items()})
        with ThreadPoolExecutor(THREADS) as pool:
            kept = pool.map(lambda column: column[rows], stated.values())
            return replace(self, **dict(zip(stated, kept, strict=True)))


COLUMNS_IN_ORDER = ("day", "event", "ref", "unit", "to_unit", "case", "actor", "category", "attribute")
"""The order of the events of one subject; equals `engine.evaluation.history`."""
_COLUMNS = ("dossier", *COLUMNS_IN_ORDER, "recorded")


def columns_of(events: Iterable[Event]) -> LogColumns:
    """Return events as columns, whatever their order; equal ones count once."""
    rows = list(dict.fromkeys(events))
    dossiers = Words.of(event.dossier for event in rows)
    names = Words.of(event.event for event in rows)
    units = Words.of(unit for event in rows for unit in (event.unit, event.to_unit))
    actors = Words.of(event.actor for event in rows)
    cases = Words.of(event.case for event in rows)
    categories = Words.of(event.category for event in rows)
    refs = Words.of(event.ref for event in rows)
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
    order = np.lexsort([columns[name] for name in reversed(("dossier", *COLUMNS_IN_ORDER))])
    return LogColumns(
        dossiers=dossiers,
        events=names,
        units=units,
        actors=actors,
        cases=cases,
        categories=categories,
        refs=refs,
        attributes=attributes,
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
    )
    return tuple(Event(*cells) for cells in zip(*columns, strict=True))
