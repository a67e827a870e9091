"""The fast way through JSON Lines: lines that differ in their values only are read together.

A program writes its objects with the same keys in the same order. Such a shape is a regular expression, made from a
line that was parsed; polars then takes the values out of all lines that have it. Whatever has no shape, or an escape
in it, is parsed line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Places = NDArray[np.int64]

_MOST_SHAPES = 16
_MOST_KEYS = 40
_BLANK = r"[ \t\r]*"
_VALUE = r'("[^"\\\x00-\x1f]*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)'


@dataclass(frozen=True)
class Shape:
    """Keys in their order, and the expression that takes the values out of a line."""

    keys: tuple[str, ...]
    pattern: str

    @classmethod
    def of(cls, line: str, keys: Sequence[str]) -> Shape | None:
        """Return the shape of a line with these keys, or None when it is not a plain one."""
        if "\\" in line or not 0 < len(keys) <= _MOST_KEYS:
            return None
        comma = _BLANK + "," + _BLANK
        pairs = comma.join(f'"{re.escape(key)}"{_BLANK}:{_BLANK}{_VALUE}' for key in keys)
        return cls(tuple(keys), rf"^{_BLANK}\{{{_BLANK}{pairs}{_BLANK}\}}{_BLANK}$")

    def values(self, lines: pl.Series) -> list[pl.Series]:
        """Return the values of lines that have this shape, a column for each key; null for none."""
        found = lines.str.extract_groups(self.pattern).struct.unnest()
        is_stated = pl.all() != "null"
        return found.select(pl.when(is_stated).then(pl.all().str.strip_prefix('"').str.strip_suffix('"'))).get_columns()


class Shapes:
    """The shapes met so far in a file."""

    def __init__(self) -> None:
        self._known: list[Shape] = []

    def sorted_out(self, lines: pl.Series) -> Iterator[tuple[Shape, Places]]:
        """Yield each shape with the places of the lines that have it; those of no shape come in none."""
        left: Places = np.arange(len(lines))
        for shape in self._known:
            if not len(left):
                return
            has_shape = lines[left].str.contains(shape.pattern).to_numpy()
            if has_shape.any():
                yield shape, left[has_shape]
                left = left[~has_shape]

    def learn(self, line: str, keys: Sequence[str]) -> bool:
        """Take in the shape of a line that has none of the known ones; tell whether it is of use."""
        if len(self._known) >= _MOST_SHAPES:
            return False
        shape = Shape.of(line, keys)
        if shape is None or not pl.Series([line]).str.contains(shape.pattern)[0]:
            return False
        self._known.append(shape)
        return True


def lines_of(chunk: bytes) -> pl.Series:
    """Return the lines of a text, without their line feeds."""
    count = chunk.count(b"\n") + (not chunk.endswith(b"\n"))
    if b"\x01" not in chunk and not chunk.startswith(b"\xef\xbb\xbf"):
        options = {"has_header": False, "schema": {"0": pl.String()}, "separator": "\x01", "quote_char": None}
        lines = pl.read_csv(chunk, **options)["0"].fill_null("")  # type: ignore[arg-type]
        if len(lines) == count:
            return lines
    return pl.Series(chunk.decode().removesuffix("\n").split("\n"), dtype=pl.String)
