"""XLSX and Parquet, read in a process of its own under limits of memory and time."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO

import numpy as np
import polars as pl

from engine.loading.logs import limited_child
from engine.loading.logs.byte_blocks import OnBytes
from engine.loading.logs.formats import Format
from engine.loading.logs.pieces import (
    Lines,
    Piece,
    Reading,
    StreamBrokenError,
    piece_of_frame,
    piece_of_rows,
    trimmed_columns,
)
from engine.loading.logs.report import Problem, Report, problem

_SECONDS_FOR_A_BLOCK = 300


def read_limited(
    path: Path, file_format: Format, sheets: tuple[str, ...], report: Report, on_bytes: OnBytes | None = None
) -> Reading:
    """Return the table in a workbook or a Parquet file.

    Of a workbook the first sheet called like one of `sheets` is read, else the first sheet; the first row with a value
    is the header, and rows keep the numbers that Excel shows. Rows of Parquet are numbered from 1. Timestamps of
    Parquet are in Asia/Ho_Chi_Minh; a column of nothing but midnights holds dates.

    Raises:
        StreamBrokenError: the file is damaged or exceeds the limits.
    """
    script = [sys.executable, "-I", limited_child.__file__, file_format.value, str(path.absolute()), *sheets]
    blocks = _blocks(script, file_format)
    head = json.loads(next(blocks))
    columns = trimmed_columns(head["columns"])
    progress = _Progress(path, head["rows"], on_bytes)
    rows = _rows_of_parquet(path, blocks) if file_format is Format.PARQUET else _rows_of_sheet(blocks, head["row"])
    return Reading(columns, _pieces(rows, head["row"], len(columns), str(path), report, progress))


class _Progress:
    """Says how far the file has been read; taken from the share of its rows."""

    def __init__(self, path: Path, rows: int, on_bytes: OnBytes | None) -> None:
        self._size = path.stat().st_size
        self._rows = max(1, rows)
        self._on_bytes = on_bytes

    def tell(self, rows: int) -> None:
        if self._on_bytes is not None:
            self._on_bytes(self._size * min(rows, self._rows) // self._rows)


def _pieces(
    rows: Iterator[tuple[Lines, pl.DataFrame | list[list[str]]]],
    first: int,
    width: int,
    file: str,
    report: Report,
    progress: _Progress,
) -> Iterator[Piece]:
    for lines, cells in rows:
        if isinstance(cells, pl.DataFrame):
            piece = piece_of_frame(lines, cells, width)
        else:
            piece = piece_of_rows(zip(lines.tolist(), cells, strict=True), width)
        progress.tell(int(lines[-1]) + 1 - first)
        yield _without_long_cells(piece, file, report)


def _rows_of_sheet(blocks: Iterator[bytes], first: int) -> Iterator[tuple[Lines, list[list[str]]]]:
    for block in blocks:
        rows = json.loads(block)
        yield np.arange(first, first + len(rows)), rows
        first += len(rows)


def _rows_of_parquet(path: Path, blocks: Iterator[bytes]) -> Iterator[tuple[Lines, pl.DataFrame]]:
    """Yield what the child has read without harm, read once more: that is far cheaper than handing it over."""
    table = pl.scan_parquet(path, glob=False)
    schema = table.collect_schema()
    timed = _with_times(table, schema)
    cells = [_plain(name, kind, timed).alias(str(place)) for place, (name, kind) in enumerate(schema.items())]
    for block in blocks:
        first, count = json.loads(block)
        yield np.arange(first + 1, first + count + 1), table.slice(first, count).select(cells).collect()


def _with_times(table: pl.LazyFrame, schema: pl.Schema) -> frozenset[str]:
    """Return the columns of timestamps of which any is not a midnight."""
    stamps = [name for name, kind in schema.items() if isinstance(kind, pl.Datetime)]
    if not stamps:
        return frozenset()
    found = table.select((_local(name, schema[name]).dt.time() != time.min).any() for name in stamps).collect()
    return frozenset(name for name in stamps if found[name].item())


def _local(name: str, kind: pl.DataType) -> pl.Expr:
    aware = isinstance(kind, pl.Datetime) and kind.time_zone is not None
    return pl.col(name).dt.convert_time_zone("Asia/Ho_Chi_Minh") if aware else pl.col(name)


def _plain(name: str, kind: pl.DataType, timed: frozenset[str]) -> pl.Expr:
    """Return the column as dates or texts."""
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        stamp = _local(name, kind)
        return stamp.dt.strftime("%Y-%m-%dT%H:%M:%S%.3f") if name in timed else stamp.dt.date()
    if isinstance(kind, pl.Date):
        return column
    if kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        digits = whole.cast(pl.String)
        return pl.when(whole.cast(kind) == column).then(digits).otherwise(column.cast(pl.String))
    return column.cast(pl.String)


def _without_long_cells(piece: Piece, file: str, report: Report) -> Piece:
    limit = csv.field_size_limit()
    texts = [name for name, kind in piece.frame.schema.items() if kind == pl.String]
    lengths = piece.frame.select(pl.col(texts).str.len_bytes().max())
    if not any((longest or 0) > limit for longest in lengths.rows()[0] if texts):
        return piece
    is_long = piece.frame.select(pl.any_horizontal(pl.col(texts).str.len_chars() > limit).fill_null(False)).to_series()
    chosen = is_long.to_numpy()
    for line in piece.lines[chosen].tolist():
        report.lose(problem("D131"), file, line)
    return Piece(piece.lines[~chosen], piece.frame.filter(~is_long), piece.ragged)


def _blocks(script: list[str], file_format: Format) -> Iterator[bytes]:
    """Run the child and yield the blocks that it writes; it ends with this iterator."""
    try:
        with (
            TemporaryFile() as said,
            subprocess.Popen(script, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said) as child,
        ):
            assert child.stdout is not None
            try:
                while length := int.from_bytes(_read(child, child.stdout, 8), "little"):
                    yield _read(child, child.stdout, length)
            except EOFError:
                exit_code = child.wait()
                said.seek(0)
                reason = said.read().decode("utf-8", "replace")
                raise StreamBrokenError(_failure(exit_code, reason, file_format)) from None
            finally:
                child.kill()
    except (MemoryError, OSError):
        raise StreamBrokenError(problem("D110")) from None


def _read(child: subprocess.Popen[bytes], stream: IO[bytes], length: int) -> bytes:
    watchdog = Timer(_SECONDS_FOR_A_BLOCK, child.kill)
    watchdog.start()
    try:
        content = stream.read(length)
    finally:
        watchdog.cancel()
    if len(content) < length:
        raise EOFError
    return content


def _failure(exit_code: int, said: str, file_format: Format) -> Problem:
    if exit_code < 0 or exit_code == limited_child.TOO_LARGE:
        return problem("D110")
    if exit_code == limited_child.NESTED:
        return problem("D134", column=said)
    if exit_code == limited_child.DAMAGED:
        return problem("D109", found=file_format.value, reason=said, reason_en=said)
    return problem("D109", found=file_format.value, reason="nội dung bị hỏng", reason_en="its content is damaged")
