"""Log files of any size and format, read into columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.columnar.intake import Meanings
from engine.columnar.parts import MOST_IN_MEMORY, LogParts, RowCollector
from engine.columnar.taking import TakenFile, take_file
from engine.diagnostics import Diagnostic
from engine.loading.logs import UnitTable
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.events import RowLookups
from engine.loading.logs.folders import log_files
from engine.loading.logs.holes import marks_of
from engine.loading.logs.report import Report
from engine.vocabulary import Vocabulary

OnRows = Callable[[int, float], None]
"""Told how many rows were read, and which share of all bytes that was."""


@dataclass(frozen=True)
class ReadLog:
    """What was read.

    Attributes:
        row_count: rows that were read, good and bad, over all files.
        report: the mistakes; complete once every part has been loaded.
        has_several_files: whether more than one file was given.
        has_times: whether any event has a time of day.
    """

    parts: LogParts
    row_count: int
    report: Report
    has_several_files: bool = False
    has_times: bool = False

    @property
    def marks(self) -> dict[str, str]:
        """What findings on a dossier say of rows left out that concern it, as far as known."""
        return marks_of(self.report.holes, self.has_several_files)

    @property
    def left_out(self) -> int:
        """The rows that are not used because of an error."""
        return self.report.left_out

    def diagnostics(self) -> list[Diagnostic]:
        """Return the mistakes found so far, by position."""
        return self.report.diagnostics()


def read_log(
    paths: Sequence[Path],
    vocabulary: Vocabulary,
    units: UnitTable | None,
    first_day: date,
    last_day: date,
    on_rows: OnRows | None = None,
    column_map: ColumnMap | None = None,
    most_in_memory: int = MOST_IN_MEMORY,
) -> ReadLog:
    """Return the events of all files together; equals `engine.loading.logs.load_events`, for any number of rows.

    Args:
        paths: files of any known format, or folders of such files.
        on_rows: called after every batch of rows.
        column_map: what foreign headers and cells mean; without one, that which lies beside a file.
        most_in_memory: more rows than these are cut into parts in a temporary folder.
    """
    reading = _Reading(Meanings(RowLookups(vocabulary, units, first_day, last_day)), Report(), most_in_memory)
    files = log_files(paths, reading.report)
    sizes = [path.stat().st_size for path in files]
    for place, path in enumerate(files):
        reading.read(path, _share(sizes, place, on_rows), column_map)
    parts = reading.collector.parts(reading.files, reading.report)
    return ReadLog(parts, reading.row_count, reading.report, len(files) > 1, reading.meanings.have_times)


def _share(sizes: Sequence[int], place: int, on_rows: OnRows | None) -> Callable[[int, int], None] | None:
    """Return what to tell of a file: the rows read in all, and how many of its bytes that was."""
    if on_rows is None:
        return None
    before, total = sum(sizes[:place]), max(1, sum(sizes))
    return lambda rows, done: on_rows(rows, min(1.0, (before + done) / total))


class _Reading:
    """One reading of several files."""

    def __init__(self, meanings: Meanings, report: Report, most_in_memory: int) -> None:
        levels = {name: kind.levels for name, kind in meanings.lookups.vocabulary.events.items()}
        self.meanings = meanings
        self.report = report
        self.collector = RowCollector(meanings, levels, most_in_memory)
        self.files: list[str] = []
        self.row_count = 0

    def read(self, path: Path, advance: Callable[[int, int], None] | None, column_map: ColumnMap | None) -> None:
        """Take in one file, whole or not at all."""
        number, before = len(self.files), self.row_count
        self.files.append(str(path))
        on_batch = (lambda rows, done: advance(before + rows, done)) if advance is not None else None
        found = take_file(path, number, self.meanings, self.collector.add, on_batch, column_map)
        if isinstance(found, TakenFile):
            self.row_count += found.row_count
            self.report.absorb(found.report)
        else:
            self.collector.withdraw(number)
            self.report.absorb(found)
