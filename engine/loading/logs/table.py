"""A file as a table of texts, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.pieces import Row, StreamBrokenError, fits, is_blank, rows_of
from engine.loading.logs.report import Report
from engine.loading.logs.streams import open_reading

__all__ = ["Row", "Table", "fits", "is_blank", "open_table"]


@dataclass(frozen=True)
class Table:
    """A header and the rows under it.

    Attributes:
        file: its name, for messages.
        columns: as written; trailing empty ones dropped.
        rows: in the order of the file, without blank ones; some may have more or fewer cells than the header.
        lost: how many rows could not be read.
    """

    file: str
    columns: list[str]
    rows: Iterator[Row]
    lost: int = 0


def open_table(
    path: Path, sheets: tuple[str, ...], report: Report, column_map: ColumnMap | None = None
) -> Table | None:
    """Return the table in `path`, or None when the file cannot be used; the reason is in `report`.

    Args:
        path: a file of any format that `open_stream` reads.
        sheets: names of the wanted sheet of a workbook; without such a sheet the first is read.
        report: where mistakes go.
        column_map: what the headers and cells of another program mean.
    """
    own = Report()
    reading = open_reading(path, sheets, own, column_map=column_map)
    if reading is None:
        report.absorb(own)
        return None
    try:
        pieces = list(reading.pieces)
    except StreamBrokenError as broken:
        report.add(broken.problem, str(path), broken.line)
        return None
    report.absorb(own)
    return Table(str(path), reading.columns, chain.from_iterable(map(rows_of, pieces)), own.unread)
