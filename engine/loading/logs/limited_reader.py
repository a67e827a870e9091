"""XLSX and Parquet, read in a process of its own under limits of memory and time."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from engine.loading.logs import limited_child
from engine.loading.logs.report import Problem, Report, problem
from engine.loading.logs.table import Format, Row, Table, trimmed_columns

_WALL_SECONDS = 300


def read_limited(path: Path, file_format: Format, sheets: tuple[str, ...], report: Report) -> Table | None:
    """Return the table in a workbook or a Parquet file.

    Of a workbook the first sheet called like one of `sheets` is read, else the first sheet; the first row with a value
    is the header, and rows keep the numbers that Excel shows. Rows of Parquet are numbered from 1. Dates become ISO
    texts; a timestamp with a zone becomes the date in Asia/Ho_Chi_Minh. None when the file is damaged or exceeds the
    limits.
    """
    file = str(path)
    script = [sys.executable, "-I", limited_child.__file__, file_format.value, str(path.absolute())]
    try:
        child = subprocess.run([*script, *sheets], capture_output=True, timeout=_WALL_SECONDS, check=False)
    except (subprocess.TimeoutExpired, MemoryError):
        report.add(problem("D110"), file)
        return None
    if child.returncode != 0:
        report.add(_failure(child.returncode, child.stderr.decode("utf-8", "replace"), file_format), file)
        return None
    rows = _rows(child.stdout.decode("utf-8"), file, report)
    header = next(rows, (0, []))[1]
    return Table(file, trimmed_columns(header), rows)


def _failure(exit_code: int, said: str, file_format: Format) -> Problem:
    if exit_code < 0 or exit_code == limited_child.TOO_LARGE:
        return problem("D110")
    if exit_code == limited_child.NESTED:
        return problem("D134", column=said)
    reason = said if exit_code == limited_child.DAMAGED else "nội dung bị hỏng"
    return problem("D109", found=file_format.value, reason=reason)


def _rows(text: str, file: str, report: Report) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    number = int(next(reader)[0]) - 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            report.lose(problem("D131"), file, max(1, number))
            continue
        if any(cells):
            yield number, cells
