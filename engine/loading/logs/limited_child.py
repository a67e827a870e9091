"""Reads one binary file and writes its table to standard output as CSV, under limits of memory and time.

Run as a script in a process of its own: a workbook of 5 KB with one cell in its farthest corner, or a damaged
Parquet page, makes the reading library ask for more memory than there is, which ends the process. It imports nothing
of the project, so that it starts fast.

Arguments: the format («XLSX», «Parquet»), the file, the names of the wanted sheet. The first CSV record is the number
of the first row. Exit: 0 read, 3 damaged (reason on standard error), 4 too large, 5 nested column (its name on
standard error); death by a signal means too large as well, any other code that the library failed.
"""

from __future__ import annotations

import csv
import io
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time

GIB = 1 << 30
MEMORY_BYTES = {"XLSX": 2 * GIB, "Parquet": 8 * GIB}
CPU_SECONDS = 120
MOST_CELLS = 60_000_000
DAMAGED, TOO_LARGE, NESTED = 3, 4, 5


def main(file_format: str, path: str, wanted: list[str]) -> int:
    """Write the table; return the exit code."""
    _limit_resources(MEMORY_BYTES[file_format])
    try:
        return _write_parquet(path) if file_format == "Parquet" else _write_workbook(path, wanted)
    except MemoryError:
        return TOO_LARGE


def _limit_resources(memory: int) -> None:
    # Systems without that module are left with the parent's limit on time.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _fail(code: int, reason: str) -> int:
    sys.stderr.write(reason)
    return code


def _write_workbook(path: str, wanted: list[str]) -> int:
    from python_calamine import CalamineError, load_workbook

    try:
        with load_workbook(path) as book:
            names = book.sheet_names
            matching = [name for name in names if _key(name) in set(map(_key, wanted))]
            if not names:
                return _fail(DAMAGED, "không có trang tính nào")
            sheet = book.get_sheet_by_name((matching or names)[0])
            if sheet.height * sheet.width > MOST_CELLS:
                return TOO_LARGE
            first_row = (sheet.start or (0, 0))[0] + 1
            _write(first_row, sheet.to_python(skip_empty_area=True))
            return 0
    except (CalamineError, OSError, ValueError) as error:
        return _fail(DAMAGED, str(error) or type(error).__name__)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _write(first_row: int, rows: Iterable[Sequence[object]]) -> None:
    stream = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="")
    out = csv.writer(stream)
    out.writerow([first_row])
    out.writerows([cell if isinstance(cell, str) else _text(cell) for cell in cells] for cells in rows)
    stream.detach().flush()


def _text(cell: object) -> str:
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)


def _write_parquet(path: str) -> int:
    # Every thread reserves address space, which is limited here.
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    import polars as pl

    def as_text(name: str, kind: pl.DataType) -> pl.Expr:
        column = pl.col(name)
        if isinstance(kind, pl.Datetime):
            if kind.time_zone is not None:
                column = column.dt.convert_time_zone("Asia/Ho_Chi_Minh")
            column = column.dt.date()
        elif kind.is_float():
            whole = column.cast(pl.Int64, strict=False)
            digits = whole.cast(pl.String)
            column = pl.when(whole.cast(kind) == column).then(digits).otherwise(column.cast(pl.String))
        return column.cast(pl.String).fill_null("").alias(name)

    try:
        frame = pl.read_parquet(path, glob=False)
        nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
        if nested:
            return _fail(NESTED, nested[0])
        texts = frame.select(as_text(name, kind) for name, kind in frame.schema.items())
        sys.stdout.buffer.write(b"0\n")
        if texts.width:
            texts.write_csv(sys.stdout.buffer, quote_style="non_numeric")
        sys.stdout.buffer.flush()
        return 0
    except (OSError, ValueError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        return _fail(DAMAGED, str(error).partition("\n")[0] or type(error).__name__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
