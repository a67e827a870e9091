"""Writing a simulated log and its units table, row by row, in the formats that logs are read in."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TextIO

from engine.simulation.simulate import Simulation
from engine.simulation.untidy import Row, header, rows

FORMATS = ("csv", "jsonl", "xlsx", "parquet")
BINARY_FORMATS = ("xlsx", "parquet")
MOST_SHEET_ROWS = 1_048_575
_UNIT_COLUMNS = ("unit", "name", "type", "parent", "in_scope", "jurisdiction")
_MADE_ON = datetime(2025, 1, 1)


class TooManyRowsError(Exception):
    """A worksheet cannot hold so many rows."""


def write_events(
    simulation: Simulation, path: Path, style: str, on_progress: Callable[[int], None] | None = None
) -> int:
    """Write the log to `path` and return the number of rows; memory does not grow with it.

    Raises:
        TooManyRowsError: for a workbook of more rows than a sheet has.
        OSError: the file cannot be written.
    """
    return _write(header(simulation), rows(simulation, simulation.events(on_progress)), path, style, "events")


def print_events(
    simulation: Simulation, out: TextIO, style: str, on_progress: Callable[[int], None] | None = None
) -> int:
    """Write the log as text (CSV or JSON Lines) to an open stream."""
    return _write_text(header(simulation), rows(simulation, simulation.events(on_progress)), out, style)


def write_units(simulations: Sequence[Simulation], path: Path, style: str) -> int:
    """Write one units table for all `simulations` to `path` and return the number of units."""
    attributes = _unit_attributes(simulations)
    table = chain.from_iterable(unit_rows(simulation, attributes) for simulation in simulations)
    return _write([*_UNIT_COLUMNS, *attributes], table, path, style, "units")


def _unit_attributes(simulations: Sequence[Simulation]) -> tuple[str, ...]:
    """Return the attributes of units that any of the regulations asks for."""
    foreseen = [simulation.world.foresight for simulation in simulations]
    return tuple(sorted({name for item in foreseen if item is not None for name in item.of_units}))


def unit_rows(simulation: Simulation, attributes: Sequence[str] = ()) -> Iterator[Row]:
    """Yield a row for each unit, those of the regulation first."""
    organisation = simulation.world.organisation
    for unit in (*organisation.members, *organisation.outside):
        in_scope = "" if unit.in_scope is None else str(unit.in_scope).lower()
        own = dict(unit.attributes)
        known = [unit.id, unit.name, unit.type or "", unit.parent or "", in_scope, unit.jurisdiction or ""]
        yield [*known, *(own.get(name, "") for name in attributes)]


def _write(columns: Row, table: Iterable[Row], path: Path, style: str, sheet: str) -> int:
    match style:
        case "xlsx":
            return _write_workbook(columns, table, path, sheet)
        case "parquet":
            return _write_parquet(columns, table, path)
        case _:
            with path.open("w", encoding="utf-8", newline="") as out:
                return _write_text(columns, table, out, style)


def _write_text(columns: Row, table: Iterable[Row], out: TextIO, style: str) -> int:
    count = 0
    writer = csv.writer(out, lineterminator="\n")
    if style == "csv":
        writer.writerow(columns)
    for row in table:
        count += 1
        if style == "csv":
            writer.writerow(row)
        else:
            record = {name: value for name, value in zip(columns, row, strict=True) if value}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count


def _write_workbook(columns: Row, table: Iterable[Row], path: Path, sheet: str) -> int:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _MADE_ON})
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, columns)
        for count, row in enumerate(table, 1):
            if count > MOST_SHEET_ROWS:
                raise TooManyRowsError
            for place, value in enumerate(row):
                if value:
                    page.write_string(count, place, value)
    return count


def _write_parquet(columns: Row, table: Iterable[Row], path: Path) -> int:
    """Write a text file first: Parquet is written by columns, and they need not fit in memory."""
    import polars

    with _beside(path) as text:
        with text.open("w", encoding="utf-8", newline="") as out:
            count = _write_text(columns, table, out, "csv")
        polars.scan_csv(text, infer_schema=False).sink_parquet(path)
    return count


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    text = path.with_name(f"{path.name}.csv.tmp")
    try:
        yield text
    finally:
        text.unlink(missing_ok=True)
