"""Findings as lines of text, JSON or comma-separated: the same bytes as writing one finding after another.

Few values occur in many rows, and neighbouring columns have few combinations, so every value and every combination of a
table is written once; a line is put together from what is written already.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, repeat
from typing import BinaryIO, Final

import numpy as np
import polars as pl

from engine.columnar.days import Ints, date_of

_BOM: Final = "\ufeff"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_MOST_COMBINATIONS: Final = 1 << 12
_WIDEST: Final = 1 << 20
_LINES_AT_ONCE: Final = 1 << 11

Value = str | int | bool | date | None


def write_json_lines(tables: Iterator[pl.DataFrame], target: BinaryIO) -> None:
    """Write one JSON object a line, UTF-8, with the columns as keys.

    Args:
        tables: at least one, all of one schema, as those of `FindingSource`.

    Raises:
        OSError: the target takes no more.
    """
    first = next(tables)
    leads = {key: f"{', ' if place else '{'}{json.dumps(key)}: " for place, key in enumerate(first.columns)}
    writer = _LineWriter(leads, _JSON, "}\n")
    for table in chain([first], tables):
        writer.write(table, target)


def write_comma_table(tables: Iterator[pl.DataFrame], target: BinaryIO) -> None:
    """Write a header and a line a row: UTF-8 with BOM, comma, dates ISO, empty for null.

    A text that a spreadsheet would take for a formula is led by an apostrophe.

    Args:
        tables: at least one, all of one schema, as those of `FindingSource`.

    Raises:
        OSError: the target takes no more.
    """
    first = next(tables)
    target.write((_BOM + ",".join(first.columns) + "\r\n").encode())
    leads = {key: "," if place else "" for place, key in enumerate(first.columns)}
    writer = _LineWriter(leads, _COMMA, "\r\n")
    for table in chain([first], tables):
        writer.write(table, target)


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def comma_cell(value: Value) -> str:
    """Return one value as it stands between commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    told = defused(str(value))
    return '"' + told.replace('"', '""') + '"' if any(sign in told for sign in '",\r\n') else told


def _json_cell(value: Value) -> str:
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Form:
    """How values are written.

    Attributes:
        quote: what stands on either side of a text without anything `special` (a regular expression) in it.
    """

    cell: Callable[[Value], str]
    quote: str
    special: str


_JSON: Final = _Form(_json_cell, '"', r'["\\\x00-\x1f]')
_COMMA: Final = _Form(comma_cell, "", r'[",\r\n]|^[=+\-@\t]')


@dataclass(frozen=True, slots=True)
class _Coded:
    """A column, or several that stand side by side, as numbers from 0 below `width`."""

    codes: Ints
    width: int
    said: Callable[[int], bytes]
    """Writes what a number means."""

    def beside(self, other: _Coded) -> _Coded:
        """Return both columns as one."""
        codes = self.codes * other.width + other.codes
        return _Coded(codes, self.width * other.width, lambda code: self._said_with(other, code))

    def _said_with(self, other: _Coded, code: int) -> bytes:
        first, second = divmod(code, other.width)
        return self.said(first) + other.said(second)

    def written(self) -> list[bytes]:
        """Return each row, every number written once."""
        table = np.empty(self.width, object)
        used = np.zeros(self.width, bool)
        used[self.codes] = True
        for code in np.flatnonzero(used).tolist():
            table[code] = self.said(code)
        found: list[bytes] = table[self.codes].tolist()
        return found


@dataclass(frozen=True)
class _LineWriter:
    """Writes tables of one schema; remembers how values are written.

    Attributes:
        leads: what stands before each column.
        end: what stands behind the last column.
    """

    leads: dict[str, str]
    form: _Form
    end: str
    _known: dict[tuple[str, int | None], bytes] = field(default_factory=dict)

    def write(self, table: pl.DataFrame, target: BinaryIO) -> None:
        """Write the rows of a table as lines, some thousands at a time, which stay in a processor's cache."""
        pieces, end = list(self._pieces(table)), self.end.encode()
        for first in range(0, len(table), _LINES_AT_ONCE):
            rows = [piece[first : first + _LINES_AT_ONCE] for piece in pieces]
            target.write(b"".join(chain.from_iterable(zip(*rows, repeat(end), strict=False))))

    def _pieces(self, table: pl.DataFrame) -> Iterator[list[bytes]]:
        """Yield what the columns say; neighbours with few combinations are written together."""
        waiting: _Coded | None = None
        for key in self.leads:
            column = self._coded(key, table[key])
            if column is None or waiting is None or waiting.width * column.width > _MOST_COMBINATIONS:
                if waiting is not None:
                    yield waiting.written()
                waiting = column
            else:
                waiting = waiting.beside(column)
            if column is None:
                yield self._one_by_one(key, table[key])
        if waiting is not None:
            yield waiting.written()

    def _coded(self, key: str, column: pl.Series) -> _Coded | None:
        """Return a column as numbers, null being 0; None when it would take too many."""
        if column.dtype == pl.String:
            return None
        numbers = column.to_physical().cast(pl.Int64)
        lowest, highest = (0, 0) if numbers.null_count() == len(numbers) else (numbers.min(), numbers.max())
        assert isinstance(lowest, int)
        assert isinstance(highest, int)
        if highest - lowest >= _WIDEST:
            return None
        codes = (numbers - (lowest - 1)).fill_null(0).to_numpy()
        meaning = _meaning_of(column.dtype)
        return _Coded(
            codes, highest - lowest + 2, lambda code: self._said(key, lowest + code - 1 if code else None, meaning)
        )

    def _said(self, key: str, number: int | None, meaning: Callable[[int], Value]) -> bytes:
        """Return what a number in a column says, behind its lead."""
        found = self._known.get((key, number))
        if found is None:
            value = meaning(number) if number is not None else None
            found = self._known[(key, number)] = self._cell(key, value)
        return found

    def _one_by_one(self, key: str, column: pl.Series) -> list[bytes]:
        """Write a column whose values hardly repeat."""
        form = self.form
        if column.dtype != pl.String or column.str.contains(form.special).any():
            return [self._cell(key, value) for value in column.to_list()]
        lead, empty = self.leads[key], self._cell(key, None).decode()
        said = pl.select(pl.lit(lead + form.quote) + column + pl.lit(form.quote)).to_series().fill_null(empty)
        return said.cast(pl.Binary).to_list()

    def _cell(self, key: str, value: Value) -> bytes:
        return (self.leads[key] + self.form.cell(value)).encode()


def _meaning_of(kind: pl.DataType) -> Callable[[int], Value]:
    """Return what the numbers of a column stand for."""
    if isinstance(kind, pl.Enum):
        return kind.categories.to_list().__getitem__
    if kind == pl.Date:
        return date_of
    return bool if kind == pl.Boolean else int
