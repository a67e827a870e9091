"""A log in parts of whole dossiers, so that its size is not bound by memory.

A log of ordinary size is a single part. A larger one is laid down in files, each dossier's rows in one of them, and
every part gets the events that concern more than one dossier along with its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import polars as pl

from engine.columnar.arranging import Lexicon, arranged, gathered, rows_to_keep
from engine.columnar.days import NOTHING, Bools
from engine.columnar.intake import Chunk, Meanings
from engine.columnar.log import LogColumns
from engine.columnar.text_columns import TextColumn
from engine.loading.logs.dates import NO_TIME
from engine.loading.logs.report import Report
from engine.vocabulary import Level

MOST_IN_MEMORY: Final = 12_000_000
"""A log of more rows is cut into parts."""
PART_COUNT: Final = 16
_TEXTS: Final = ("dossier", "ref", "about", "person")
_EMPTY: Final = {"rest": 0, "time": NO_TIME, "actor_unit": NOTHING}
"""What stands for nothing in the columns that a file may lack."""


Levels = Mapping[str, Sequence[Level]]
"""What each event happens to; an event that is not among them happens to dossiers."""


@dataclass(frozen=True)
class LogParts:
    """A log in parts.

    Attributes:
        shared: the events of units and province, and others that concern more than one dossier.
        row_count: rows before equal and contradicting ones were taken out.
    """

    shared: LogColumns
    row_count: int
    _loaders: tuple[Callable[[], LogColumns], ...]
    _folder: TemporaryDirectory[str] | None = None
    """Kept so that the files live as long as the log."""

    def __len__(self) -> int:
        return len(self._loaders)

    def __iter__(self) -> Iterator[LogColumns]:
        """Load one part after another."""
        return (load() for load in self._loaders)

    @property
    def once(self) -> Iterator[LogColumns]:
        """Load one part after another, without the rows that others have, too, and those rows at the end."""
        for log in self:
            yield log if log.copied is None else log.only(~log.copied)
        if len(self) > 1:
            yield self.shared

    @classmethod
    def of(cls, log: LogColumns, levels: Levels) -> LogParts:
        """Return a log that is in memory as its only part."""
        names = list(log.events)
        of_dossier = _by_level(names, levels, Level.DOSSIER)[log.event] & (log.dossier != NOTHING)
        return cls(
            log.only(~of_dossier | _by_level(names, levels, Level.PROVINCE)[log.event]), len(log), (lambda: log,)
        )


class RowCollector:
    """Collects the usable rows of all files: in memory, or in a folder once they are many."""

    def __init__(self, meanings: Meanings, levels: Levels, most_in_memory: int = MOST_IN_MEMORY) -> None:
        self._meanings = meanings
        self._levels = levels
        self._most = most_in_memory
        self._chunks: list[Chunk] = []
        self._folder: TemporaryDirectory[str] | None = None
        self._written = 0
        self._withdrawn: list[int] = []
        self._row_count = 0

    def add(self, chunk: Chunk) -> None:
        """Add some rows."""
        self._row_count += len(chunk)
        self._chunks.append(chunk)
        if sum(map(len, self._chunks)) > (self._most if self._folder is None else self._most // PART_COUNT):
            self._lay_down()

    def withdraw(self, file: int) -> None:
        """Take back the rows of a file that turned out to be broken."""
        self._chunks = [chunk for chunk in self._chunks if not len(chunk) or chunk.file != file]
        self._withdrawn.append(file)

    def parts(self, files: Sequence[str], report: Report) -> LogParts:
        """Return what was gathered; afterwards nothing can be added.

        Args:
            files: the names behind the origins of the rows.
            report: told of contradicting rows; for a log of several parts, when a part is loaded.
        """
        lexicon = Lexicon.of(self._meanings)
        if self._folder is None:
            return LogParts.of(arranged(self._chunks, lexicon, files, report), self._levels)
        self._lay_down()
        shared = _joined([self._shared_of(chunk) for chunk in self._loaded(None)])
        log, origin = gathered([replace(shared, columns={**shared.columns})], lexicon)
        rows = rows_to_keep(log, origin, files, Report())
        copied = replace(shared.only(rows), copied=True)

        def loader(number: int) -> Callable[[], LogColumns]:
            def load() -> LogColumns:
                own = [self._own_of(chunk) for chunk in self._loaded(number)]
                return arranged([*own, replace(copied, columns={**copied.columns})], lexicon, files, report)

            return load

        return LogParts(log.only(rows), self._row_count, tuple(map(loader, range(PART_COUNT))), self._folder)

    def _lay_down(self) -> None:
        """Write the rows into one file for each part; those of a dossier always go to the same part."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="quyche-")
        while self._chunks:
            chunk = self._chunks.pop()
            part = chunk.dossier.each((chunk.dossier.words.hash(seed=1) % PART_COUNT).cast(pl.Int8).to_numpy())
            order = np.argsort(part, kind="stable")
            ends = np.searchsorted(part[order], np.arange(PART_COUNT + 1))
            self._written += 1
            for number in range(PART_COUNT):
                rows = order[ends[number] : ends[number + 1]]
                if len(rows):
                    path = Path(self._folder.name) / f"{number:02d}-{self._written:06d}.arrow"
                    _frame_of(chunk.only(rows)).write_ipc(path)

    def _loaded(self, number: int | None) -> Iterator[Chunk]:
        """Read back the rows of one part, or of all."""
        assert self._folder is not None
        for path in sorted(Path(self._folder.name).glob("*.arrow" if number is None else f"{number:02d}-*.arrow")):
            chunk = _chunk_of(pl.read_ipc(path))
            if chunk.file not in self._withdrawn:
                yield chunk

    def _shared_of(self, chunk: Chunk) -> Chunk:
        """Return the rows that concern more than one dossier."""
        return chunk.only(~self._is_of_dossier(chunk) | self._has_level(chunk, Level.PROVINCE))

    def _own_of(self, chunk: Chunk) -> Chunk:
        """Return the rows of dossiers."""
        return chunk.only(self._is_of_dossier(chunk))

    def _is_of_dossier(self, chunk: Chunk) -> Bools:
        found: Bools = ~chunk.dossier.is_missing & self._has_level(chunk, Level.DOSSIER)
        return found

    def _has_level(self, chunk: Chunk, level: Level) -> Bools:
        found: Bools = _by_level(list(self._meanings.events.codes), self._levels, level)[chunk.columns["event"]]
        return found


def _by_level(events: Sequence[str], levels: Levels, level: Level) -> Bools:
    """Return, by code of event, whether it happens at a level; False at the end, for none."""
    return np.array([*(level in levels.get(name, (Level.DOSSIER,)) for name in events), False], bool)


def _frame_of(chunk: Chunk) -> pl.DataFrame:
    texts = {name: getattr(chunk, name) for name in _TEXTS}
    return pl.DataFrame(
        {**{name: column.texts for name, column in texts.items() if column is not None}, **chunk.columns}
    )


def _chunk_of(frame: pl.DataFrame) -> Chunk:
    columns = {name: frame[name].to_numpy() for name in frame.columns if name not in _TEXTS}
    texts: dict[str, Any] = {name: TextColumn(frame[name]) for name in _TEXTS if name in frame.columns}
    return Chunk(columns=columns, **texts)


def _joined(chunks: Sequence[Chunk]) -> Chunk:
    """Return chunks as one; what one of them lacks is nothing in its rows."""
    frame = pl.concat(map(_frame_of, chunks), how="diagonal")
    filled = [pl.col(name).fill_null(empty) for name, empty in _EMPTY.items() if name in frame.columns]
    return _chunk_of(frame.with_columns(filled))
