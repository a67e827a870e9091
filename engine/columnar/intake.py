"""Rows of texts become rows of codes: what `engine.loading.logs.events` does row by row, done by whole columns.

Each distinct text of a column is looked at once, with the very readers of the row loader. A row that cannot be used is
handed to the row loader, which knows how to complain; so both leave out the same rows and say the same of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints, date_of, number_of
from engine.columnar.text_columns import TextColumn, by_runs
from engine.columnar.threads import THREADS
from engine.loading.logs.columns import Layout
from engine.loading.logs.contradictions import FILE_BITS, Pairs
from engine.loading.logs.dates import NO_TIME
from engine.loading.logs.events import RowLookups, row_reader
from engine.loading.logs.report import Problem, Report, RowProblemError
from engine.loading.logs.values import attribute_value, clean
from engine.vocabulary import Level

if TYPE_CHECKING:
    from engine.loading.logs.streams import Batch

_BAD: Final = -2
"""The code of a text that makes its row unusable."""
_DENSEST = 1 << 24

CODES: Final = ("event", "unit", "to_unit", "case", "actor", "category", "attribute")
"""The columns of a chunk that hold codes of the `Meanings`, besides `actor_unit`, which most chunks lack."""


class Glossary:
    """Distinct values in order of appearance; the code of a value is its place."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self._lock = Lock()

    def code(self, value: str) -> int:
        """Return the code of `value`, `NOTHING` when it is empty."""
        with self._lock:  # Cột đơn vị và cột đơn vị đến dùng chung một bảng, đọc cùng lúc.
            return self.codes.setdefault(value, len(self.codes)) if value else NOTHING

    def values(self) -> list[str]:
        """Return the values by code."""
        return list(self.codes)


class _Column:
    """The texts of one column and what each means, as a number; every distinct text is looked at once."""

    def __init__(self, resolve: Callable[[str], int]) -> None:
        self._resolve = resolve
        self._texts = pl.Categories.random()
        self._kept = pl.Series([""]).cast(pl.Categorical(self._texts))
        """polars forgets categories that no series uses."""
        self._meanings = np.empty(0, np.int32)

    def codes(self, texts: pl.Series) -> Ints:
        """Return what each text means; null is the empty text."""
        if texts.dtype == pl.Date:
            return self._codes_of_dates(texts)
        return by_runs(texts, self._looked_up)

    def _looked_up(self, texts: pl.Series) -> Ints:
        places = texts.fill_null("").cast(pl.Categorical(self._texts)).to_physical().to_numpy()
        known = len(self._meanings)
        if len(places) and int(places.max()) >= known:
            new = self._texts.to_series()[known:]
            more = np.fromiter((self._meaning(text) for text in new), np.int32, len(new))
            self._meanings = np.concatenate((self._meanings, more))
        found: Ints = self._meanings[places]
        return found

    def _codes_of_dates(self, dates: pl.Series) -> Ints:
        """Return the same for dates, each of which means its ISO text."""
        distinct = dates.unique()
        meanings = self.codes(distinct.cast(pl.String))
        known = distinct.to_physical()
        first, last = int(known.min() or 0), int(known.max() or 0)  # type: ignore[arg-type]
        table = np.empty(last - first + 2, np.int32)
        nothing = len(table) - 1
        table[(known - first).fill_null(nothing).to_numpy()] = meanings
        found: Ints = table[(dates.to_physical() - first).fill_null(nothing).to_numpy()]
        return found

    def _meaning(self, text: str) -> int:
        try:
            return self._resolve(text)
        except RowProblemError:
            return _BAD


class Meanings:
    """What the texts of all files mean: one code for each value, whatever file it stands in.

    Attributes:
        dates_have_times: whether any date so far came with a time of day.
        have_times: whether any row so far told a time of day, there or in a column of its own.
    """

    def __init__(self, lookups: RowLookups) -> None:
        self.lookups = lookups
        self.events, self.units, self.cases, self.actors, self.categories = (Glossary() for _ in range(5))
        self.attributes: dict[Pairs, int] = {(): 0}
        self.dates_have_times = False
        self.have_times = False
        vocabulary = lookups.vocabulary
        self._columns = {
            "date": _Column(self._day),
            "time_of_date": _Column(lambda text: lookups.days[text].milliseconds),
            "time": _Column(lambda text: lookups.times[text]),
            "recorded_at": _Column(lambda text: _recorded(lookups.recordings[text].on)),
            "actor_unit": _Column(lambda text: self.units.code(lookups.actor_units[text])),
            "unit": _Column(lambda text: self.units.code(lookups.units[text])),
            "to_unit": _Column(lambda text: self.units.code(lookups.to_units[text])),
            **{
                name: _Column(lambda text, of=reader, into=glossary: into.code(of[text]))  # type: ignore[misc]
                for name, reader, glossary in zip(
                    ("event", "actor", "case", "category"),
                    lookups.terms,
                    (self.events, self.actors, self.cases, self.categories),
                    strict=True,
                )
            },
        }
        self._kinds = vocabulary.events
        self._leaving = {case.id for case in vocabulary.transfer_cases.values() if case.leaves_scope}

    def _day(self, text: str) -> int:
        moment = self.lookups.days[text]
        self.dates_have_times |= moment.milliseconds != NO_TIME
        return number_of(moment.on)

    def codes(self, name: str, texts: pl.Series) -> Ints:
        """Return the codes, day numbers or milliseconds of a standard column; «time_of_date» is read from «date»."""
        return self._columns[name].codes(texts)

    def of_events(self, tell: Callable[[str], bool]) -> Bools:
        """Return, by code of event, whether `tell` says so; False at the end, for none."""
        return np.array([*map(tell, self.events.codes), False], bool)

    def unusable(self, codes: dict[str, Ints], has_dossier: Bools) -> Bools:
        """Tell which rows lack a cell that such an event cannot lack; equals the row loader's `_missing_subject`."""
        kinds, event = self._kinds, np.maximum(codes["event"], NOTHING)
        no_unit, no_dossier = codes["unit"] == NOTHING, ~has_dossier
        needs_dossier = self.of_events(lambda name: kinds[name].needs_dossier)[event]
        needs_unit = self.of_events(lambda name: kinds[name].needs_unit)[event]
        needs_either = self.of_events(lambda name: Level.PROVINCE not in kinds[name].levels)[event]
        lacking: Bools = event == NOTHING
        lacking |= no_dossier & needs_dossier | no_unit & (needs_unit | needs_either & no_dossier)
        moves = self.of_events(lambda name: name == "transfer_document_effective")[event]
        stays = np.array([case not in self._leaving for case in self.cases.codes] + [True])[
            np.maximum(codes["case"], NOTHING)
        ]
        lacking |= moves & stays & (codes["to_unit"] == NOTHING)
        return lacking

    def attribute_set(self, pairs: Pairs) -> int:
        """Return the code of a set of attributes."""
        return self.attributes.setdefault(pairs, len(self.attributes))


def _span_of(first: date | None, last: date | None) -> tuple[int, int]:
    """Return a first and a last day as numbers; None is without bound."""
    return number_of(first) if first is not None else EARLIEST, number_of(last) if last is not None else NEVER


def _recorded(day: date) -> int:
    return NEVER if day == date.min else number_of(day)


@dataclass(frozen=True)
class Chunk:
    """The usable rows of one batch.

    Attributes:
        dossier, ref, about, person: cleaned texts; the latter two None when there are none.
        columns: the codes of `CODES`, day numbers `day` and `recorded`, `origin`: file and line, and, where the table
            has them, `time`, `actor_unit` and `rest`.
        copied: whether they stand in every part of a log.
    """

    dossier: TextColumn
    ref: TextColumn
    columns: dict[str, Ints]
    copied: bool = False
    about: TextColumn | None = None
    person: TextColumn | None = None

    def __len__(self) -> int:
        return len(self.dossier)

    @property
    def file(self) -> int:
        """The number of the file that the rows come from; there is at least one row."""
        return int(self.columns["origin"][0]) >> FILE_BITS

    def only(self, rows: Ints | Bools) -> Chunk:
        """Return some rows."""
        columns = {name: column[rows] for name, column in self.columns.items()}
        about, person = (None if texts is None else texts.only(rows) for texts in (self.about, self.person))
        return Chunk(self.dossier.only(rows), self.ref.only(rows), columns, self.copied, about, person)


@dataclass(frozen=True)
class _AttributeColumn:
    """A column that the vocabulary knows: where it stands, and the values met in it."""

    name: str
    index: int
    texts: _Column
    values: Glossary


@dataclass
class TableIntake:
    """Takes in the batches of one table."""

    file: str
    number: int
    layout: Layout
    meanings: Meanings
    report: Report
    _attributes: list[_AttributeColumn] = field(default_factory=list)

    def __post_init__(self) -> None:
        lookups = self.meanings.lookups
        self._read_row = row_reader(self.layout, lookups)
        known = lookups.vocabulary.attributes
        for name, index in self.layout.attributes:
            if name in known:
                values = Glossary()
                column = _Column(self._attribute_reader(name, values))
                self._attributes.append(_AttributeColumn(name, index, column, values))
        self._unknown = [(index, _seed(name)) for name, index in self.layout.attributes if name not in known]

    def _attribute_reader(self, name: str, values: Glossary) -> Callable[[str], int]:
        attribute = self.meanings.lookups.vocabulary.attributes.get(name)

        def read(text: str) -> int:
            value = attribute_value(name, attribute, text)
            return _BAD if isinstance(value, Problem) else values.code(value)

        return read

    def take(self, batch: Batch) -> Chunk:
        """Return the usable rows of `batch` and report the others."""
        size = len(batch.lines)
        with ThreadPoolExecutor(THREADS) as pool:
            texts = pool.map(lambda name: self._text(name, batch), ("dossier", "ref"))
            standard = pool.map(lambda name: self._codes(name, batch), _STANDARD)
            further = list(pool.map(lambda item: item.texts.codes(batch.frame[str(item.index)]), self._attributes))
            dossier, ref = texts
            codes = dict(zip(_STANDARD, standard, strict=True))
        rare = self._rare(batch)
        bad = np.zeros(size, bool)
        for column in (*codes.values(), *rare.values(), *further):
            bad |= column == _BAD
        bad |= self.meanings.unusable(codes, ~dossier.is_missing)
        codes["attribute"] = self._sets(further, bad)
        if self._unknown:
            codes["rest"] = self._rest(batch)
        codes["day"], codes["recorded"] = codes.pop("date"), codes.pop("recorded_at")
        codes["origin"] = batch.lines.astype(np.int64) + (self.number << FILE_BITS)
        columns = {**codes, **{name: _narrowed(codes[name]) for name in CODES}, **rare}
        whole = Chunk(dossier, ref, columns, False, self._rare_text("about", batch), self._rare_text("person", batch))
        if bad.any():
            self._complain(batch, np.flatnonzero(bad))
            whole = whole.only(~bad)
        lookups, meanings = self.meanings.lookups, self.meanings
        if lookups.lifetimes:
            lives = {name: (unit.valid_from, unit.valid_until) for name, unit in lookups.lifetimes.items()}
            self._tell_outside(whole, "unit", meanings.units, lives, lookups.untimely)
        if lookups.dated:
            one = timedelta(days=1)
            words = {name: (term.begins, term.ends and term.ends - one) for name, term in lookups.dated.items()}
            self._tell_outside(whole, "event", meanings.events, words, lookups.outdated)
        return whole

    def _tell_outside(
        self,
        chunk: Chunk,
        column: str,
        glossary: Glossary,
        lives: Mapping[str, tuple[date | None, date | None]],
        wrong_with: Callable[[str, date], Problem | None],
    ) -> None:
        """Report the rows of units, or of words for events, that there are not yet or no longer.

        Args:
            lives: the first and the last day of those that begin or end.
        """
        names, always = glossary.values(), (None, None)
        spans = np.array([*(_span_of(*lives.get(name, always)) for name in names), _span_of(*always)])
        of_row, days = spans[chunk.columns[column]], chunk.columns["day"]
        for place in np.flatnonzero((days < of_row[:, 0]) | (days > of_row[:, 1])).tolist():
            wrong = wrong_with(names[chunk.columns[column][place]], date_of(int(days[place])))
            if wrong is not None:
                self.report.add(wrong, self.file, int(chunk.columns["origin"][place]) & ((1 << FILE_BITS) - 1))

    def _codes(self, name: str, batch: Batch) -> Ints:
        place = self.layout.standard[name]
        if place == self.layout.width:
            empty = {"date": _BAD, "event": _BAD, "recorded_at": NEVER}.get(name, NOTHING)
            return np.full(len(batch.lines), empty, np.int32)
        return self.meanings.codes(name, batch.frame[str(place)])

    def _rare(self, batch: Batch) -> dict[str, Ints]:
        """Return those of the columns `time` and `actor_unit` in which the batch says anything."""
        found = {
            name: self.meanings.codes(name, batch.frame[str(self.layout.standard[name])])
            for name in ("time", "actor_unit")
            if self._has(name)
        }
        dates = batch.frame[str(self.layout.standard["date"])] if self._has("date") else None
        if dates is not None and dates.dtype == pl.String and self.meanings.dates_have_times:
            of_dates = self.meanings.codes("time_of_date", dates)
            told = found.get("time")
            found["time"] = of_dates if told is None else np.where(told == NOTHING, of_dates, told)
        said = {name: column for name, column in found.items() if (column != NOTHING).any()}
        self.meanings.have_times |= "time" in said
        return said

    def _rare_text(self, name: str, batch: Batch) -> TextColumn | None:
        if not self._has(name):
            return None
        found = self._text(name, batch)
        return None if found.words.null_count() == len(found.words) else found

    def _has(self, name: str) -> bool:
        return self.layout.standard[name] != self.layout.width

    def _text(self, name: str, batch: Batch) -> TextColumn:
        place = self.layout.standard[name]
        if place == self.layout.width:
            return TextColumn(pl.Series([None], dtype=pl.String), np.zeros(len(batch.lines), np.int32))
        return TextColumn.of(batch.frame[str(place)])

    def _sets(self, columns: Sequence[Ints], bad: Bools) -> Ints:
        """Return the code of each row's set of attributes."""
        codes = np.zeros(len(bad), np.int64)
        combinations: list[tuple[int, ...]] = [()]
        for column, attribute in zip(columns, self._attributes, strict=True):
            width = len(attribute.values.codes) + 1
            codes, present = _compressed(codes * width + np.maximum(column, NOTHING) + 1, len(combinations) * width)
            combinations = [(*combinations[code // width], code % width - 1) for code in present.tolist()]
        named = [(attribute.name, attribute.values.values()) for attribute in self._attributes]
        sets = [
            tuple((name, known[code]) for (name, known), code in zip(named, found, strict=True) if code >= 0)
            for found in combinations
        ]
        return np.array([self.meanings.attribute_set(pairs) for pairs in sets], np.int32)[codes]

    def _rest(self, batch: Batch) -> Ints:
        """Return a number for what the columns say that no rule can ask for: it only tells rows apart."""
        rest = np.zeros(len(batch.lines), np.uint64)
        for index, seed in self._unknown:
            said = TextColumn.of(batch.frame[str(index)])
            rest += said.each(said.words.hash(seed).set(said.words.is_null(), 0).to_numpy())
        return rest.view(np.int64)

    def _complain(self, batch: Batch, rows: Ints) -> None:
        """Report the mistake of each of these rows, as the row loader finds it."""
        frame = batch.frame[rows]
        texts = [frame[str(index)].cast(pl.String).fill_null("") for index in range(self.layout.width)]
        place = self.layout.standard["dossier"]
        for line, cells in zip(batch.lines[rows].tolist(), zip(*texts, strict=True), strict=True):
            dossier = clean((*cells, "")[place]) or None
            try:
                self._read_row([*cells, ""])
            except RowProblemError as left:
                self.report.leave_out(left.problem, self.file, line, dossier=dossier)
            else:
                raise AssertionError(f"{self.file}:{line}: the row loader finds nothing wrong")


_STANDARD: Final = ("event", "date", "unit", "to_unit", "case", "actor", "category", "recorded_at")


def _seed(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=7).digest())


def _narrowed(codes: Ints) -> Ints:
    """Return codes in two bytes where they fit."""
    small = codes.dtype == np.int32 and (not len(codes) or int(codes.max()) < 2**15) and len(codes)
    return codes.astype(np.int16) if small and int(codes.min()) >= -(2**15) else codes


def _compressed(codes: Ints, bound: int) -> tuple[Ints, Ints]:
    """Return `codes`, which lie below `bound`, as places among their distinct values, and those values."""
    if bound > _DENSEST:
        distinct, places = np.unique(codes, return_inverse=True)
        return places, distinct
    present = np.zeros(bound, bool)
    present[codes] = True
    return (np.cumsum(present) - 1)[codes], np.flatnonzero(present)
