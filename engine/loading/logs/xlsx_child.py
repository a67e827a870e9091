"""Reads one sheet of a workbook and writes it to standard output as CSV, under limits of memory and time.

Run as a script in a process of its own: a workbook of 5 KB with one cell in its farthest corner makes any reader
ask for more memory than there is, which ends the process. It imports nothing of the project, so that it starts fast.

Arguments: the workbook, then the names of the wanted sheet. The first CSV record is the number of the first row.
Exit: 0 read, 3 damaged (reason on standard error), 4 too large; death by a signal means too large as well, any other
code that the reading library failed.
"""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time

MEMORY_BYTES = 2 << 30
CPU_SECONDS = 120
MOST_CELLS = 60_000_000
DAMAGED, TOO_LARGE = 3, 4


def main(path: str, wanted: list[str]) -> int:
    """Write the sheet; return the exit code."""
    _limit_resources()
    from python_calamine import CalamineError, load_workbook

    try:
        with load_workbook(path) as book:
            names = book.sheet_names
            matching = [name for name in names if _key(name) in set(map(_key, wanted))]
            if not names:
                return _fail("không có trang tính nào")
            sheet = book.get_sheet_by_name((matching or names)[0])
            if sheet.height * sheet.width > MOST_CELLS:
                return TOO_LARGE
            first_row = (sheet.start or (0, 0))[0] + 1
            _write(first_row, sheet.to_python(skip_empty_area=True))
            return 0
    except MemoryError:
        return TOO_LARGE
    except (CalamineError, OSError, ValueError, UnicodeError) as error:
        return _fail(str(error) or type(error).__name__)


def _write(first_row: int, rows: Iterable[Sequence[object]]) -> None:
    stream = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="")
    out = csv.writer(stream)
    out.writerow([first_row])
    out.writerows(map(_texts, rows))
    stream.detach().flush()


def _limit_resources() -> None:
    # Systems without that module are left with the parent's limit on time.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _fail(reason: str) -> int:
    sys.stderr.write(reason)
    return DAMAGED


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _texts(cells: Sequence[object]) -> list[str]:
    return [cell if isinstance(cell, str) else _text(cell) for cell in cells]


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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
