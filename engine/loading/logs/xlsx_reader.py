"""XLSX, read in a process of its own under limits of memory and time."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from engine.loading.logs import xlsx_child
from engine.loading.logs.report import Report, problem
from engine.loading.logs.table import Row, Table, trimmed_columns

_WALL_SECONDS = 300


def read_xlsx(path: Path, sheets: tuple[str, ...], report: Report) -> Table | None:
    """Return the table in a workbook: the first sheet called like one of `sheets`, else the first sheet.

    The first row with a value is the header; rows keep the numbers that Excel shows. None when the workbook is
    damaged or exceeds the limits.
    """
    file = str(path)
    command = [sys.executable, "-I", xlsx_child.__file__, str(path.absolute()), *sheets]
    try:
        child = subprocess.run(command, capture_output=True, timeout=_WALL_SECONDS, check=False)
    except (subprocess.TimeoutExpired, MemoryError):
        report.add(problem("D110"), file)
        return None
    if child.returncode < 0 or child.returncode == xlsx_child.TOO_LARGE:
        report.add(problem("D110"), file)
        return None
    if child.returncode != 0:
        known = child.returncode == xlsx_child.DAMAGED
        reason = child.stderr.decode("utf-8", "replace") if known else "nội dung bị hỏng"
        report.add(problem("D109", found="XLSX", reason=reason), file)
        return None
    rows = _rows(child.stdout.decode("utf-8"))
    header = next(rows, (0, []))[1]
    return Table(file, trimmed_columns(header), rows)


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    first = int(next(reader)[0])
    for number, cells in enumerate(reader, first):
        if any(cells):
            yield number, cells
