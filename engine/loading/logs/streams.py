"""Logs of any size: a file as a stream of batches of texts, whatever its format."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from engine.loading.logs.byte_blocks import OnBytes, Packing, byte_blocks
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.finished import finished_only
from engine.loading.logs.folders import log_files
from engine.loading.logs.formats import Format, format_of
from engine.loading.logs.pieces import Lines, Piece, Reading, StreamBrokenError, pieces_together
from engine.loading.logs.report import Report, problem

_MOST_ROWS = 1_000_000
_ENOUGH_ROWS = 250_000
_ENOUGH_BYTES = 64 << 20

__all__ = ["Batch", "Stream", "StreamBrokenError", "log_files", "open_reading", "open_stream"]


@dataclass(frozen=True)
class Batch:
    """Some rows of a file, all with one cell for each column and none of them blank.

    Attributes:
        lines: line (CSV, JSON Lines), row number (XLSX, Parquet) or event number (XES) of each row, ascending.
        frame: columns «0», «1», …, one for each of `Stream.columns`; texts, null or empty for nothing, or dates
            (Parquet only), which mean their ISO texts.
    """

    lines: Lines
    frame: pl.DataFrame


@dataclass(frozen=True)
class Stream:
    """A file whose rows are read as they are asked for.

    What is wrong with single rows goes to the report as the batches are read, so it is best to give each file a
    report of its own: such rows are not in the batches, and `Report.unread` counts them.

    Attributes:
        file: its name, for messages.
        columns: the header as written, trailing empty ones dropped; at least one.
        batches: the rows. Raises `StreamBrokenError` when the file turns out to be unusable: then nothing of it
            counts, neither rows nor what was reported, and the error's problem is to be said instead.
    """

    file: str
    columns: list[str]
    batches: Iterator[Batch]


def open_stream(
    path: Path,
    sheets: tuple[str, ...],
    report: Report,
    on_bytes: OnBytes | None = None,
    column_map: ColumnMap | None = None,
) -> Stream | None:
    """Return the rows of the file at `path`, or None when it cannot be used; the reason is in `report`.

    Args:
        path: CSV, JSON Lines or XES, as they are or compressed with gzip or zstd; XLSX; Parquet.
        sheets: names of the wanted sheet of a workbook; without such a sheet the first is read.
        report: where mistakes go.
        on_bytes: called with how many bytes of the stored file are done.
        column_map: what the headers and cells of another program mean.
    """
    reading = open_reading(path, sheets, report, on_bytes, column_map)
    if reading is None:
        return None
    file = str(path)
    return Stream(file, reading.columns, _batches(reading.pieces, file, len(reading.columns), report))


def open_reading(
    path: Path,
    sheets: tuple[str, ...],
    report: Report,
    on_bytes: OnBytes | None = None,
    column_map: ColumnMap | None = None,
) -> Reading | None:
    """Return the same as `open_stream`, but with the rows of wrong width among the others."""
    told = format_of(path, report)
    if told is None:
        return None
    file, unread = str(path), report.unread
    done = column_map.done if column_map is not None else ()
    try:
        reading = _opened(path, *told, sheets, report, on_bytes, done)
    except StreamBrokenError as broken:
        report.add(broken.problem, file, broken.line)
        return None
    if reading.columns:
        reading = finished_only(reading, done, file, report)
        return reading if column_map is None else column_map.applied_to(reading, file, report)
    if report.unread == unread:
        report.add(problem("D104"), file)
    return None


def _batches(pieces: Iterator[Piece], file: str, width: int, report: Report) -> Iterator[Batch]:
    problem_of = cache(lambda found: problem("D132", found=found, expected=width))
    held: list[Piece] = []
    rows, size = 0, 0.0
    for piece in pieces:
        for line, cells in piece.ragged:
            report.lose(problem_of(len(cells)), file, line)
        if piece.frame.height:
            held.append(Piece(piece.lines, piece.frame))
            rows += piece.frame.height
            size += piece.frame.estimated_size()
        if rows >= _ENOUGH_ROWS or size >= _ENOUGH_BYTES:
            yield from _sliced(pieces_together(held))
            held, rows, size = [], 0, 0.0
    if held:
        yield from _sliced(pieces_together(held))


def _sliced(piece: Piece) -> Iterator[Batch]:
    for first in range(0, piece.frame.height, _MOST_ROWS):
        yield Batch(piece.lines[first : first + _MOST_ROWS], piece.frame.slice(first, _MOST_ROWS))


def _opened(
    path: Path,
    file_format: Format,
    packing: Packing,
    sheets: tuple[str, ...],
    report: Report,
    on_bytes: OnBytes | None,
    done: Collection[str],
) -> Reading:
    # The readers are imported here: most runs need one of them.
    match file_format:
        case Format.CSV:
            from engine.loading.logs.csv_reader import read_csv

            return read_csv(byte_blocks(path, packing, on_bytes), str(path), report)
        case Format.JSON_LINES:
            from engine.loading.logs.jsonl_reader import read_json_lines

            return read_json_lines(path, packing, report, on_bytes)
        case Format.XES:
            from engine.loading.logs.xes_reader import read_xes

            return read_xes(path, packing, report, on_bytes, done)
        case Format.XLSX | Format.PARQUET:
            from engine.loading.logs.limited_reader import read_limited

            return read_limited(path, file_format, sheets, report, on_bytes)
