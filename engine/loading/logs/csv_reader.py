"""CSV: comma, semicolon or tab, as Excel and databases write it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from engine.loading.logs.report import Report, problem
from engine.loading.logs.table import Row, Table, trimmed_columns
from engine.loading.logs.text_file import read_text

_SEPARATORS = ",;\t"
_EXCEL_SEPARATOR = re.compile(r"(?i)sep=([,;\t])\r?\n?")
_QUOTED = re.compile(r'"[^"]*"')
_TOO_LONG = "field larger than field limit"


def read_csv(path: Path, report: Report) -> Table | None:
    """Return the table in a CSV file, or None when it is not text; the first line with a value is the header."""
    text = read_text(path, report)
    if text is None:
        return None
    lines = io.StringIO(text, newline="")
    first, skipped = _first_line(lines)
    separator = None
    if chosen := _EXCEL_SEPARATOR.fullmatch(first):
        separator = chosen[1]
        first, more = _first_line(lines)
        skipped += more + 1
    lines.seek(lines.tell() - len(first))
    rows = _rows(lines, separator or _separator_of(first), skipped, str(path), report)
    header = next(rows, (0, []))[1]
    return Table(str(path), trimmed_columns(header), rows)


def _first_line(lines: io.StringIO) -> tuple[str, int]:
    """Return the next line that is not blank, and how many blank ones stood before it."""
    skipped = 0
    for line in iter(lines.readline, ""):
        if line.strip():
            return line, skipped
        skipped += 1
    return "", skipped


def _separator_of(header: str) -> str:
    plain = _QUOTED.sub("", header)
    return max(_SEPARATORS, key=plain.count)


def _rows(lines: io.StringIO, separator: str, skipped: int, file: str, report: Report) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = skipped + 1
    while True:
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = skipped + reader.line_num + 1
            return
        except csv.Error as error:
            code = "D131" if _TOO_LONG in str(error) else "D130"
            # A quotation mark that is never closed swallows the physical lines after it.
            after = skipped + reader.line_num + 1
            report.lose(problem(code), file, line, rows=after - line)
            line = after
