"""One log file taken in: its usable rows are handed over batch by batch, the rest is told at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from engine.columnar.intake import Chunk, Meanings, TableIntake
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.columns import EVENT_COLUMNS, layout_of
from engine.loading.logs.events import SHEETS
from engine.loading.logs.growing import Fingerprint, cut_tail, moved
from engine.loading.logs.map_reader import remembered_map
from engine.loading.logs.report import Report, problem
from engine.loading.logs.streams import Batch, StreamBrokenError, open_stream
from engine.loading.logs.table import Table

_OPEN_QUOTE: Final = "D130"
"""A cell that was open at the end of the file goes on in what was added."""

OnBatch = Callable[[int, int], None]
"""Told how many rows of the file were read, and how many of its bytes that was."""


@dataclass(frozen=True)
class TakenFile:
    """What a log file held besides its usable rows.

    Attributes:
        name: for messages.
        columns: its header.
        row_count: rows that were read, good and bad.
        header: the mistakes that have nothing to do with single rows.
        rows: the mistakes in rows.
    """

    name: str
    columns: tuple[str, ...]
    row_count: int
    header: Report
    rows: Report

    @property
    def report(self) -> Report:
        """All that is wrong with the file."""
        report = _together(self.header, self.rows)
        if not self.row_count:
            report.add(problem("D105"), self.name)
        return report


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Yield batches, each read while the one before is being taken in."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def take_file(
    path: Path,
    number: int,
    meanings: Meanings,
    add: Callable[[Chunk], None],
    on_batch: OnBatch | None = None,
    column_map: ColumnMap | None = None,
) -> TakenFile | Report:
    """Read a log file.

    Args:
        number: the origin of its rows says it.
        meanings: what its texts mean.
        add: takes the usable rows.
        column_map: what foreign headers and cells mean; without one, that which lies beside the file.

    Returns:
        What the file held; for one that cannot be used the reasons, and then the rows that were handed over do not
        count.
    """
    notes = Report()
    vocabulary = meanings.lookups.vocabulary
    meant = column_map or remembered_map(path, vocabulary, notes)
    report, done = Report(), [0]
    stream = open_stream(path, SHEETS, report, lambda count: done.__setitem__(0, count), meant)
    layout = None
    if stream is not None:
        table = Table(stream.file, stream.columns, iter(()))
        layout = layout_of(table, EVENT_COLUMNS, ("event", "date"), vocabulary, report)
    before = _together(report)
    header = _together(notes, report)
    if stream is None or layout is None:
        return header
    intake = TableIntake(stream.file, number, layout, meanings, report)
    count = 0
    try:
        for batch in _ahead(stream.batches):
            count += len(batch.lines)
            add(intake.take(batch))
            if on_batch is not None:
                on_batch(count, done[0])
    except StreamBrokenError as broken:
        notes.add(broken.problem, stream.file, broken.line)
        return notes
    name, columns = stream.file, tuple(stream.columns)
    return TakenFile(name, columns, count + report.unread, header, _since(before, report))


def _together(*reports: Report) -> Report:
    found = Report()
    for report in reports:
        found.absorb(report)
    return found


def _since(before: Report, now: Report) -> Report:
    """Return what a report has gathered since it held as much as `before`."""
    counts = Counter(now.counts)
    counts.subtract(before.counts)
    kept = now.kept[len(before.kept) :]
    left_out, unread = now.left_out - before.left_out, now.unread - before.unread
    return Report.of(kept, +counts, left_out, unread, now.left_rows[len(before.left_rows) :], now.holes)


def take_tail(
    path: Path,
    known: TakenFile,
    mark: Fingerprint,
    number: int,
    meanings: Meanings,
    add: Callable[[Chunk], None],
) -> TakenFile | None:
    """Read what was added to the end of a log file, which has no column map.

    Args:
        known: what the file held before.
        mark: its fingerprint then.

    Returns:
        What the whole file holds now; None when its end cannot be read by itself.

    Raises:
        OSError: the file cannot be read, or there is no room among the temporary files.
    """
    if _OPEN_QUOTE in known.rows.counts:
        return None
    with TemporaryDirectory(prefix="quyche-") as folder:
        tail = cut_tail(path, mark, known.columns, Path(folder))
        if tail is None or mark.line_count is None:
            return None
        shift = mark.line_count - tail.header_lines

        def add_moved(chunk: Chunk) -> None:
            chunk.columns["origin"] += shift
            add(chunk)

        found = take_file(tail.path, number, meanings, add_moved)
    if not isinstance(found, TakenFile) or found.columns[: len(known.columns)] != known.columns:
        return None
    return TakenFile(
        known.name,
        found.columns,
        known.row_count + found.row_count - found.header.unread,
        moved(found.header, known.name, 0),
        _together(known.rows, moved(found.rows, known.name, shift)),
    )
