"""Parquet, through polars."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from engine.loading.logs.report import Report, problem
from engine.loading.logs.table import Row, Table

_UNREADABLE = (OSError, ValueError, MemoryError, pl.exceptions.PolarsError, pl.exceptions.PanicException)


def read_parquet(path: Path, report: Report) -> Table | None:
    """Return the table in a Parquet file, or None when it is damaged; rows are numbered from 1.

    Dates become ISO texts; a timestamp with a zone becomes the date in Asia/Ho_Chi_Minh.
    """
    file = str(path)
    try:
        frame = pl.read_parquet(path, glob=False)
        nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
        if nested:
            report.add(problem("D134", column=nested[0]), file)
            return None
        texts = frame.select(_as_text(name, kind) for name, kind in frame.schema.items())
    except _UNREADABLE as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        report.add(problem("D109", found="Parquet", reason=reason), file)
        return None
    return Table(file, texts.columns, _rows(texts))


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        if kind.time_zone is not None:
            column = column.dt.convert_time_zone("Asia/Ho_Chi_Minh")
        column = column.dt.date()
    elif kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        column = pl.when(whole.cast(kind) == column).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
    elif kind == pl.Binary:
        column = column.cast(pl.String, strict=False)
    return column.cast(pl.String).fill_null("").alias(name)


def _rows(texts: pl.DataFrame) -> Iterator[Row]:
    for number, cells in enumerate(texts.iter_rows(), 1):
        yield number, list(cells)
