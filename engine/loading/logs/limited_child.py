"""Reads one binary file and writes its table to standard output, block by block, under limits of memory and time.

Run as a script in a process of its own: a workbook of 5 KB with one cell in its farthest corner, or a damaged
Parquet page, makes the reading library ask for more memory than there is, which ends the process. It imports nothing
of the project, so that it starts fast.

Arguments: the format («XLSX», «Parquet»), the file, the names of the wanted sheet. Every block is its length in eight
bytes, little-endian, and the content; the last has the length 0. The first block is a JSON object: `columns`, the
names of the columns, `row`, the number of the first row after them, and `rows`, how many there are. The others are
rows: of a workbook a JSON array of arrays of texts; of Parquet only where they begin and how many were read without
harm, which the asking process then reads itself. Exit: 0 read, 3
damaged (reason on standard error), 4 too large, 5 nested column (its name on standard error); death by a signal means
too large as well, any other code that the library failed.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from itertools import islice

GIB = 1 << 30
MEMORY_BYTES = {"XLSX": 2 * GIB, "Parquet": 8 * GIB}
CPU_SECONDS = 120
CPU_SECONDS_PER_GIB = 1_200
MOST_CELLS = 60_000_000
DAMAGED, TOO_LARGE, NESTED = 3, 4, 5
CELLS_OF_PARQUET, MOST_ROWS_OF_PARQUET = 8_000_000, 500_000
"""In one block: some 64 MB of text and its copies."""
CELLS_OF_WORKBOOK = 400_000


def main(file_format: str, path: str, wanted: list[str]) -> int:
    """Write the table; return the exit code."""
    _limit_resources(MEMORY_BYTES[file_format], os.stat(path).st_size)
    try:
        return _write_parquet(path) if file_format == "Parquet" else _write_workbook(path, wanted)
    except MemoryError:
        return TOO_LARGE


def _limit_resources(memory: int, size: int) -> None:
    # Systems without that module are left with the parent's limit on time.
    with suppress(ImportError, ValueError, OSError):
        import resource

        seconds = CPU_SECONDS + CPU_SECONDS_PER_GIB * size // GIB
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _fail(code: int, reason: str) -> int:
    sys.stderr.write(reason)
    return code


def _write_block(content: bytes) -> None:
    sys.stdout.buffer.write(len(content).to_bytes(8, "little"))
    sys.stdout.buffer.write(content)


def _write_json(value: object) -> None:
    _write_block(json.dumps(value, ensure_ascii=False).encode())


def _write_end() -> int:
    _write_block(b"")
    sys.stdout.buffer.flush()
    return 0


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
            _write_sheet(sheet.iter_rows(), sheet.total_height, max(1, CELLS_OF_WORKBOOK // max(1, sheet.width)))
            return _write_end()
    except (CalamineError, OSError, ValueError) as error:
        return _fail(DAMAGED, str(error) or type(error).__name__)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _write_sheet(rows: Iterable[Sequence[object]], height: int, at_once: int) -> None:
    texts: Iterator[list[str]] = ([cell if isinstance(cell, str) else _text(cell) for cell in cells] for cells in rows)
    row, columns = next(
        ((row, cells) for row, cells in enumerate(texts, 1) if any(map(str.strip, cells))), (height, [])
    )
    _write_json({"columns": columns, "row": row + 1, "rows": height - row})
    while block := list(islice(texts, at_once)):
        _write_json(block)


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

    try:
        table = pl.scan_parquet(path, glob=False)
        schema = table.collect_schema()
        nested = [name for name, kind in schema.items() if kind.is_nested()]
        if nested:
            return _fail(NESTED, nested[0])
        rows = table.select(pl.len()).collect().item()
        at_once = min(MOST_ROWS_OF_PARQUET, max(1, CELLS_OF_PARQUET // max(1, len(schema))))
        _write_json({"columns": list(schema), "row": 1, "rows": rows})
        for first in range(0, rows if schema else 0, at_once):
            _write_json([first, table.slice(first, at_once).collect().height])
            sys.stdout.buffer.flush()
        return _write_end()
    except (OSError, ValueError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        return _fail(DAMAGED, str(error).partition("\n")[0] or type(error).__name__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
