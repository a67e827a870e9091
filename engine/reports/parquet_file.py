"""Tables as one Parquet file, for programs that read millions of findings: dates are dates, counts are numbers."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, Final

import polars as pl
from polars.io.plugins import register_io_source

_LEVEL: Final = 1
_ROWS_OF_A_GROUP: Final = 1 << 19
_TOLD: Final = re.compile(r"\(os error (\d+)\)")


def write_parquet(tables: Iterator[pl.DataFrame], target: BinaryIO) -> None:
    """Write tables of one schema, at least one, as they come: in a stream, compressed with zstd.

    Enums are written as categories, so that the files of several provinces have one schema.

    Raises:
        OSError: the target takes no more.
    """
    tables = (table.with_columns(pl.col(pl.Enum).cast(pl.Categorical)) for table in tables)
    first = next(tables)

    def source(
        wanted: list[str] | None, _predicate: pl.Expr | None, _rows: int | None, _size: int | None
    ) -> Iterator[pl.DataFrame]:
        for table in chain([first], tables):
            yield table if wanted is None else table.select(wanted)

    stream = register_io_source(source, schema=first.schema)
    try:
        stream.sink_parquet(target, compression="zstd", compression_level=_LEVEL, row_group_size=_ROWS_OF_A_GROUP)
    except pl.exceptions.ComputeError as error:
        raise _why_refused(error, target) from error


def _why_refused(error: pl.exceptions.ComputeError, target: BinaryIO) -> OSError:
    """Return what the system said when it refused to write; where polars does not tell, it is asked again."""
    if (told := _TOLD.search(str(error))) is not None:
        return OSError(int(told[1]), os.strerror(int(told[1])))
    try:
        target.write(bytes(_ROWS_OF_A_GROUP))
        target.flush()
    except OSError as refusal:
        return refusal
    return OSError(errno.EIO, str(error))
