"""The log files of a check compared with those of an earlier one; only what is new in them is read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from engine.columnar.days import Ints
from engine.columnar.intake import Chunk, Meanings
from engine.columnar.parts import MOST_IN_MEMORY
from engine.columnar.taking import OnBatch, TakenFile, take_file, take_tail
from engine.diagnostics import Diagnostic
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.growing import begins_as, fingerprint_of
from engine.loading.logs.holes import marks_of
from engine.loading.logs.map_reader import remembered_map
from engine.loading.logs.report import Report
from engine.service.inputs import Progress
from engine.source import Place
from engine.store.known_files import KnownFile
from engine.vocabulary import Vocabulary

_THREADS: Final = 2


class TooManyRowsError(Exception):
    """The log is too large to be kept; caught by whoever reads."""


class ChangedError(Exception):
    """A file does not go on where it ended; the message is its name. Caught by whoever reads."""


@dataclass(frozen=True)
class GivenFile:
    """A log file of this check.

    Attributes:
        known: what an earlier check kept of it; None for a new file.
        has_grown: whether lines were added to it since.
        column_map: a digest of its column map; empty without one.
        stamp: size in bytes and time of the last change, before it is read.
    """

    path: Path
    known: KnownFile | None
    has_grown: bool
    column_map: str
    stamp: tuple[int, int]


def recognised(
    paths: Sequence[Path], known: Sequence[KnownFile], vocabulary: Vocabulary, column_map: ColumnMap | None
) -> tuple[list[GivenFile], list[Diagnostic]]:
    """Return the files at `paths`, and a diagnostic for every known one that is missing or was changed.

    Args:
        column_map: what foreign headers and cells mean; without one, that which lies beside a file.
    """
    by_name = {item.taken.name: item for item in known}

    def compared(path: Path) -> GivenFile | Diagnostic:
        try:
            found = _compared(path, by_name.get(str(path)), column_map or remembered_map(path, vocabulary, Report()))
        except OSError:
            found = None
        return found or Diagnostic.of("S112", Place(str(path)))

    with ThreadPoolExecutor(_THREADS) as pool:
        found = list(pool.map(compared, paths))
    missing = by_name.keys() - set(map(str, paths))
    problems = [Diagnostic.of("S111", Place(name)) for name in sorted(missing)]
    problems += [item for item in found if isinstance(item, Diagnostic)]
    return [item for item in found if isinstance(item, GivenFile)], problems


def _compared(path: Path, known: KnownFile | None, column_map: ColumnMap | None) -> GivenFile | None:
    """Return a file that is new, the same or longer; None for one that was changed otherwise."""
    status = path.stat()
    stamp = (status.st_size, status.st_mtime_ns)
    meant = hashlib.sha256(repr(column_map).encode()).hexdigest() if column_map is not None else ""
    if known is None:
        return GivenFile(path, None, False, meant, stamp)
    has_grown = status.st_size > known.mark.size
    if meant != known.column_map or (has_grown and meant) or not begins_as(path, known.mark):
        return None
    return GivenFile(path, known, has_grown, meant, stamp)


@dataclass
class FileIntake:
    """Reads what is new in the given files; their numbers are their places.

    Attributes:
        taken: what each file that can be used held.
        chunks: the new rows.
        report: the mistakes in all of them, also those that were found earlier.
        column_map: of all files, see `recognised`.
        most_rows: more new rows are too many.
    """

    given: Sequence[GivenFile]
    meanings: Meanings
    report: Report
    column_map: ColumnMap | None = None
    most_rows: int = MOST_IN_MEMORY
    taken: dict[int, TakenFile] = field(default_factory=dict)
    chunks: list[Chunk] = field(default_factory=list)
    new_rows: int = 0

    @property
    def names(self) -> list[str]:
        """The files' names by number."""
        return [str(item.path) for item in self.given]

    @property
    def marks(self) -> dict[str, str]:
        """What findings on a dossier say of rows left out that concern it."""
        return marks_of(self.report.holes, len(self.given) > 1)

    @property
    def row_count(self) -> int:
        """The rows of all files, good and bad."""
        return sum(item.row_count for item in self.taken.values())

    def numbers(self, known: Sequence[KnownFile]) -> Ints:
        """Return, by the number that each of the known files had, the one that it has now."""
        places = {name: number for number, name in enumerate(self.names)}
        found = np.zeros(1 + max((item.number for item in known), default=0), np.int64)
        for item in known:
            found[item.number] = places[item.taken.name]
        return found

    def read(self, on_progress: Progress | None = None) -> None:
        """Read everything that is new.

        Raises:
            ChangedError: what was added to a file cannot be read by itself.
            TooManyRowsError: there are too many rows.
            OSError: there is no room among the temporary files.
        """
        for number, item in enumerate(self.given):
            found = self._read(number, item, self._telling(number, on_progress))
            if isinstance(found, TakenFile):
                self.taken[number] = found
                self.report.absorb(found.report)
            else:
                self.chunks = [chunk for chunk in self.chunks if not len(chunk) or chunk.file != number]
                self.report.absorb(found)
        self.new_rows = sum(map(len, self.chunks))

    def _read(self, number: int, item: GivenFile, on_batch: OnBatch | None) -> TakenFile | Report:
        if item.known is None:
            return take_file(item.path, number, self.meanings, self._add, on_batch, self.column_map)
        if not item.has_grown:
            return item.known.taken
        found = take_tail(item.path, item.known.taken, item.known.mark, number, self.meanings, self._add)
        if found is None:
            raise ChangedError(str(item.path))
        return found

    def _add(self, chunk: Chunk) -> None:
        self.new_rows += len(chunk)
        if self.new_rows > self.most_rows:
            raise TooManyRowsError
        if len(chunk):
            self.chunks.append(chunk)

    def _telling(self, number: int, on_progress: Progress | None) -> OnBatch | None:
        if on_progress is None:
            return None
        sizes = [item.stamp[0] if item.known is None else 0 for item in self.given]
        before, total, rows_before = sum(sizes[:number]), max(1, sum(sizes)), self.new_rows
        return lambda rows, done: on_progress("read", rows_before + rows, min(1.0, (before + done) / total))

    def known_files(self) -> list[KnownFile] | None:
        """Return the files as the next check shall know them; None when one was changed while it was being read.

        Raises:
            OSError: one of them cannot be read any more.
        """
        found = []
        for number, taken in self.taken.items():
            item = self.given[number]
            is_same = item.known is not None and not item.has_grown
            mark = item.known.mark if item.known is not None and is_same else fingerprint_of(item.path)
            status = item.path.stat()
            if (status.st_size, status.st_mtime_ns) != item.stamp:
                return None
            found.append(KnownFile(number, taken, mark, item.column_map))
        return found
