"""A file as a table of texts, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from engine.diagnostics.os_words import reasons_of
from engine.loading.logs.report import Report, problem

Row = tuple[int, list[str]]
"""Line (CSV, JSON Lines) or row number (XLSX, Parquet) from 1, and the cells; an empty cell is an empty text."""


@dataclass(frozen=True)
class Table:
    """A header and the rows under it.

    Attributes:
        file: its name, for messages.
        columns: as written; trailing empty ones dropped.
        rows: read as they are asked for; rows without any value may be among them.
    """

    file: str
    columns: list[str]
    rows: Iterator[Row]


class Format(Enum):
    """The formats of logs and tables; the value is how people call them."""

    CSV = "CSV"
    XLSX = "XLSX"
    JSON_LINES = "JSON Lines"
    PARQUET = "Parquet"


_BY_SUFFIX = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".json": Format.JSON_LINES,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
}
_BY_MAGIC = {b"PK\x03\x04": Format.XLSX, b"PAR1": Format.PARQUET}
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "bảng tính XLS cũ hoặc tệp có mật khẩu",
    b"%PDF": "PDF",
    b"\x1f\x8b": "tệp nén gzip",
}
_BINARY = (Format.XLSX, Format.PARQUET)


def open_table(path: Path, sheets: tuple[str, ...], report: Report) -> Table | None:
    """Return the table in `path`, or None when the file cannot be used; the reason is in `report`.

    The format is the one of the file name's ending, checked against the first bytes; without a known ending the
    first bytes decide.

    Args:
        path: the file.
        sheets: names of the wanted sheet of a workbook; without such a sheet the first is read.
        report: where mistakes go.
    """
    head = _first_bytes(path, report)
    if head is None:
        return None
    file_format = _format_of(path, head, report)
    # The readers are imported here: most runs need one of them, and some are heavy.
    match file_format:
        case None:
            return None
        case Format.CSV:
            from engine.loading.logs.csv_reader import read_csv

            return read_csv(path, report)
        case Format.JSON_LINES:
            from engine.loading.logs.jsonl_reader import read_json_lines

            return read_json_lines(path, report)
        case Format.XLSX | Format.PARQUET:
            from engine.loading.logs.limited_reader import read_limited

            return read_limited(path, file_format, sheets, report)


def trimmed_columns(cells: list[str]) -> list[str]:
    """Return the header without the empty cells at its end."""
    last = max((index for index, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: last + 1]


def is_blank(cells: list[str]) -> bool:
    """Tell whether no cell of a row has a value."""
    return not any(map(str.strip, cells))


def fits(cells: list[str], width: int) -> bool:
    """Drop empty cells beyond the header's `width`; tell whether the row then has that many."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return len(cells) == width


def _first_bytes(path: Path, report: Report) -> bytes | None:
    file = str(path)
    try:
        if not path.exists():
            report.add(problem("D101"), file)
            return None
        if not path.is_file():
            report.add(problem("D102"), file)
            return None
        with path.open("rb") as stream:
            head = stream.read(64)
    except (OSError, ValueError) as error:
        report.add(problem("D103", **reasons_of(error)), file)
        return None
    if not head:
        report.add(problem("D104"), file)
        return None
    return head


def _format_of(path: Path, head: bytes, report: Report) -> Format | None:
    named = _BY_SUFFIX.get(path.suffix.lower())
    foreign = next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), None)
    binary = next((found for magic, found in _BY_MAGIC.items() if head.startswith(magic)), None)
    if foreign is not None:
        report.add(problem("D106", found=foreign, suffix=path.suffix), str(path))
        return None
    if named is None:
        return binary or (Format.JSON_LINES if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{") else Format.CSV)
    if binary is not None and binary is not named:
        report.add(problem("D106", found=binary.value, suffix=path.suffix), str(path))
        return None
    if binary is None and named in _BINARY:
        report.add(problem("D109", found=named.value, reason="phần đầu tệp không đúng định dạng"), str(path))
        return None
    return named
