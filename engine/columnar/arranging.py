"""From usable rows to a log in order: equal rows once, contradicting rows left out."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

import numpy as np
import polars as pl

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints, date_of
from engine.columnar.intake import Chunk, Meanings
from engine.columnar.log import LogColumns, Pairs
from engine.columnar.text_columns import TextColumn, coded_columns
from engine.columnar.threads import THREADS
from engine.columnar.words import Words
from engine.loading.logs.contradictions import NO_NAME, Key, Seen, contradicting
from engine.loading.logs.dates import NO_TIME
from engine.loading.logs.report import Report

Value = TypeVar("Value", str, Pairs)
Columns = dict[str, Ints]

_MINUTES: Final = 24 * 60
_MILLISECONDS: Final = 60_000
"""In a minute."""
_DEATH: Final = "death_occurred"
_DOCUMENT: Final = ("dossier", "day", "event", "ref")
_CLAIMED: Final = ("case", "unit", "to_unit")
"""What the rows of one document cannot say differently."""


@dataclass(frozen=True)
class Lexicon:
    """The meanings of all rows as words in order; `places` has, for each kind of code, its place among them."""

    events: Words
    units: Words
    cases: Words
    actors: Words
    categories: Words
    attributes: tuple[Pairs, ...]
    places: dict[str, Ints]

    @classmethod
    def of(cls, meanings: Meanings) -> Lexicon:
        """Put what was met so far in order."""
        glossaries = {
            "event": meanings.events,
            "unit": meanings.units,
            "case": meanings.cases,
            "actor": meanings.actors,
            "category": meanings.categories,
        }
        found = {name: _sorted(glossary.values()) for name, glossary in glossaries.items()}
        words = {name: Words(texts) for name, (texts, _) in found.items()}
        sets, places = _sorted(list(meanings.attributes))
        return cls(
            events=words["event"],
            units=words["unit"],
            cases=words["case"],
            actors=words["actor"],
            categories=words["category"],
            attributes=sets,
            places={
                **{name: order for name, (_, order) in found.items()},
                "to_unit": found["unit"][1],
                "attribute": places,
            },
        )


def _sorted(values: list[Value]) -> tuple[tuple[Value, ...], Ints]:
    """Return `values` in order, and the place of each, with `NOTHING` at the end for none."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places = np.full(len(values) + 1, NOTHING, np.min_scalar_type(-len(values) - 1))
    places[order] = np.arange(len(values))
    return tuple(values[place] for place in order), places


def arranged(chunks: list[Chunk], lexicon: Lexicon, files: Sequence[str], report: Report) -> LogColumns:
    """Return the rows of all chunks as a log; the chunks are used up.

    Rows that say the same count once, recorded when first known; rows that contradict each other are left out and
    reported.
    """
    log, origin = gathered(chunks, lexicon)
    rows = rows_to_keep(log, origin, files, report)
    return log if len(rows) == len(log) and (rows[1:] > rows[:-1]).all() else log.only(rows)


def rows_to_keep(log: LogColumns, origin: Ints, files: Sequence[str], report: Report) -> Ints:
    """Return the rows that stand for all others, in the order of `LogColumns`."""
    return sorted_out(log, origin, files, report)[0]


def sorted_out(log: LogColumns, origin: Ints, files: Sequence[str], report: Report) -> tuple[Ints, Ints]:
    """Return the same, and the rows that contradict each other."""
    rows, places = _rows_in_order(log)
    tied = rows[places]
    repeated = _repeats(log, tied, places)
    own = tied if log.copied is None else tied[~log.copied[tied]]
    left_out = _contradicting(log, origin, own, files, report)
    if not repeated.any() and not len(left_out):
        return rows, left_out
    gone = np.zeros(len(rows), bool)
    gone[places[repeated]] = True
    if len(left_out):
        gone |= np.isin(rows, left_out)
    return rows[~gone], left_out


def gathered(chunks: list[Chunk], lexicon: Lexicon) -> tuple[LogColumns, Ints]:
    """Return the rows of all chunks as they come, and where each stands; the chunks are used up."""
    sizes = [len(chunk) for chunk in chunks]
    copied = [chunk.copied for chunk in chunks]
    parts = [chunk.columns for chunk in chunks]

    def whole(name: str) -> Ints:
        found = np.concatenate([part.pop(name) for part in parts]) if parts else np.empty(0, np.int32)
        return lexicon.places[name][found] if name in lexicon.places else found

    def rare(name: str, empty: int, kind: type[np.signedinteger]) -> Ints | None:
        if not any(name in part for part in parts):
            return None
        return np.concatenate(
            [part.get(name, np.full(size, empty, kind)) for part, size in zip(parts, sizes, strict=True)]
        )

    names = (*lexicon.places, "day", "recorded", "origin")
    with ThreadPoolExecutor(THREADS) as pool:
        numbers = pool.submit(_documents, chunks)
        people = pool.submit(_persons, chunks)
        named = pool.submit(coded_columns, [chunk.dossier for chunk in chunks])
        columns: Columns = dict(zip(names, pool.map(whole, names), strict=True))
        (ref, about, refs), (person, persons), (dossier, dossiers) = numbers.result(), people.result(), named.result()
    chunks.clear()
    origin = columns.pop("origin")
    actor_unit = rare("actor_unit", NOTHING, np.int32)
    log = LogColumns(
        dossiers=dossiers,
        events=lexicon.events,
        units=lexicon.units,
        actors=lexicon.actors,
        cases=lexicon.cases,
        categories=lexicon.categories,
        refs=refs,
        attributes=lexicon.attributes,
        dossier=dossier,
        ref=ref,
        rest=rare("rest", 0, np.int64),
        about=about,
        time=rare("time", NO_TIME, np.int32),
        person=person,
        actor_unit=None if actor_unit is None else lexicon.places["unit"][actor_unit],
        persons=persons,
        copied=np.repeat(copied, sizes) if any(copied) else None,
        **columns,
    )
    return log, origin


def _documents(chunks: Sequence[Chunk]) -> tuple[Ints, Ints | None, Words]:
    """Return the codes of `ref` and `about`, and the numbers behind both."""
    columns = [chunk.ref for chunk in chunks]
    if all(chunk.about is None for chunk in chunks):
        ref, refs = coded_columns(columns)
        return ref, None, refs
    codes, refs = coded_columns([*columns, *(chunk.about or _no_text(len(chunk)) for chunk in chunks)])
    half = len(codes) // 2
    return codes[:half], codes[half:], refs


def _persons(chunks: Sequence[Chunk]) -> tuple[Ints | None, Words]:
    if all(chunk.person is None for chunk in chunks):
        return None, Words(())
    return coded_columns([chunk.person or _no_text(len(chunk)) for chunk in chunks])


def _no_text(size: int) -> TextColumn:
    return TextColumn(pl.Series([None], dtype=pl.String), np.zeros(size, np.int32))


def _rows_in_order(log: LogColumns) -> tuple[Ints, Ints]:
    """Return the rows in the order of `LogColumns`, and the places of those that are alike in `_leading_key`."""
    key = _leading_key(log)
    rows: Ints = np.arange(len(key), dtype=np.int32 if len(key) < NEVER else np.int64)
    if (key[1:] < key[:-1]).any():
        rows = np.argsort(key, kind="stable").astype(rows.dtype)
        key = key[rows]
    tied = np.zeros(len(key), bool)
    tied[1:] = key[1:] == key[:-1]
    tied[:-1] |= tied[1:]
    places = np.flatnonzero(tied)
    alike = rows[places]
    # Không ghi ngày nhập thì kể là biết sớm nhất, không ghi họ tên thì đứng sau, như khi nạp nhật ký.
    ranked: list[Ints] = []
    if log.person is not None:
        person = log.person[alike]
        ranked.append(np.where(person == NOTHING, len(log.persons), person))
    known = log.recorded[alike]
    ranked += [np.where(known == NEVER, EARLIEST, known)]
    ranked += [log.rest[alike]] if log.rest is not None else []
    ranked += [getattr(log, name)[alike] for name in reversed(log.names_in_order) if name != "day"]
    rows[places] = alike[np.lexsort([*ranked, key[places]])]
    return rows, places


def _leading_key(log: LogColumns) -> Ints:
    """Return dossier, day and event as one number that compares like the three.

    In a log with times of day, which come before the event, the minute stands in its place.
    """
    if not len(log):
        return np.empty(0, np.int64)
    first = int(log.day.min())
    key = log.dossier.astype(np.int64) + 1
    key *= int(log.day.max()) - first + 1
    key += log.day - first
    if log.time is not None:
        key *= _MINUTES + 1
        key += np.where(log.time == NO_TIME, 0, log.time // _MILLISECONDS + 1)
        return key
    key *= len(log.events)
    key += log.event
    return key


def _repeats(log: LogColumns, rows: Ints, places: Ints) -> Bools:
    """Tell which of `rows`, which go to `places`, say the same as the row placed just before them."""
    repeats: Bools = np.diff(places, prepend=-2) == 1
    repeats[1:] &= _same(log, rows, ("dossier", *log.names_in_order))
    for name in ("rest", "copied"):
        if getattr(log, name) is not None:
            repeats[1:] &= _same(log, rows, (name,))
    return repeats


def _same(log: LogColumns, rows: Ints, names: Sequence[str]) -> Bools:
    """Tell where a row says the same in these columns as the one before it."""
    same = np.ones(max(0, len(rows) - 1), bool)
    for name in names:
        values = getattr(log, name)[rows]
        same &= values[1:] == values[:-1]
    return same


def _contradicting(log: LogColumns, origin: Ints, tied: Ints, files: Sequence[str], report: Report) -> Ints:
    """Return the rows that contradict each other, after reporting them; which they are, the row loader tells."""
    suspects = np.concatenate((_of_disputed_documents(log, tied), _of_disputed_deaths(log)))
    if not len(suspects):
        return suspects
    seen: dict[Key, Seen] = {}
    keys: dict[int, Key] = {}
    for row in np.unique(suspects).tolist():
        keys[row] = key = _key(log, row)
        known = int(log.recorded[row])
        recorded = date.min if known == NEVER else date_of(known)
        told, first, count = seen.get(key, ((recorded, NO_NAME), int(origin[row]), 0))
        seen[key] = (min(told, (recorded, NO_NAME)), min(first, int(origin[row])), count + 1)
    found = contradicting(seen, files, report)
    return np.array([row for row, key in keys.items() if key in found], np.int64)


def _of_disputed_documents(log: LogColumns, rows: Ints) -> Ints:
    """Return all rows of documents of which two rows say different things.

    Args:
        rows: those that share dossier, day and event with another, in order.
    """
    if log.time is not None:  # Cùng một văn bản ghi vào những giờ khác nhau thì không đứng cạnh nhau.
        own = (log.ref != NOTHING) & (log.dossier != NOTHING)
        rows = np.flatnonzero(own if log.copied is None else own & ~log.copied)
        rows = rows[np.lexsort([getattr(log, name)[rows] for name in reversed(_DOCUMENT)])]
    same = _same(log, rows, _DOCUMENT) & (log.ref[rows][1:] != NOTHING) & (log.dossier[rows][1:] != NOTHING)
    disputed = same & ~_same(log, rows, _CLAIMED)
    if not disputed.any():
        return np.empty(0, np.int64)
    group = np.concatenate(([0], np.cumsum(~same)))
    return rows[np.isin(group, group[1:][disputed])]


def _of_disputed_deaths(log: LogColumns) -> Ints:
    """Return all rows about the death of a dossier that has two dates of it."""
    code = log.events.code(_DEATH)
    deaths = np.flatnonzero((log.event == code) & (log.dossier != NOTHING))
    if log.copied is not None:
        deaths = deaths[~log.copied[deaths]]
    if code == NOTHING or not len(deaths):
        return np.empty(0, np.int64)
    deaths = deaths[np.lexsort((log.day[deaths], log.dossier[deaths]))]
    dossier = log.dossier[deaths]
    twice = (dossier[1:] == dossier[:-1]) & ~_same(log, deaths, ("day",))
    return deaths[np.isin(dossier, dossier[1:][twice])]


def _key(log: LogColumns, row: int) -> Key:
    def text(words: Words, codes: Ints) -> str:
        return words[int(codes[row])] if codes[row] != NOTHING else ""

    return (
        text(log.dossiers, log.dossier),
        date_of(int(log.day[row])),
        text(log.events, log.event),
        text(log.units, log.unit),
        text(log.units, log.to_unit),
        text(log.actors, log.actor),
        text(log.cases, log.case),
        text(log.categories, log.category),
        text(log.refs, log.ref),
        (*log.attributes[int(log.attribute[row])], *([("", str(log.rest[row]))] if log.rest is not None else [])),
        "" if log.about is None else text(log.refs, log.about),
        NO_TIME if log.time is None else int(log.time[row]),
        "" if log.actor_unit is None else text(log.units, log.actor_unit),
    )
