"""JSON Lines: one object a line, its keys being the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from engine.loading.logs.byte_blocks import OnBytes, Packing, byte_blocks, half_of
from engine.loading.logs.json_shapes import Places, Shape, Shapes, lines_of
from engine.loading.logs.pieces import Piece, Reading, piece_of_frame, piece_of_rows, pieces_together
from engine.loading.logs.report import Problem, Report, problem
from engine.loading.logs.text_file import LongLineError, TextLines, text_blocks

Cells = dict[str, str]

_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=lambda name: [name])


def read_json_lines(path: Path, packing: Packing, report: Report, on_bytes: OnBytes | None = None) -> Reading:
    """Return the table in a JSON Lines file; it is read twice, first for its columns.

    The columns are all keys in order of appearance; a key missing from a line is an empty cell there. Numbers keep the
    digits they are written with.

    Raises:
        StreamBrokenError: the file is not text.
    """
    columns: dict[str, int] = {}
    for chunk in _chunks(path, packing, Report(), half_of(path, 1, on_bytes)):
        appearing = [(int(places[0]), shape.keys) for shape, places in chunk.alike]
        appearing += [(place, tuple(cells)) for place, cells in chunk.apart]
        for _, keys in sorted(appearing):
            for key in keys:
                columns.setdefault(key, len(columns))
    chunks = _chunks(path, packing, report, half_of(path, 2, on_bytes))
    if not columns:
        for _ in chunks:
            """Only what is wrong with the lines is left to report."""
        return Reading([], iter(()))
    return Reading(list(columns), (_piece(chunk, columns) for chunk in chunks))


@dataclass(frozen=True)
class _Chunk:
    """Lines of a file.

    Attributes:
        lines: their texts.
        before: how many lines stand before them.
        alike: shapes and the places of the lines that have them.
        apart: the other objects, with their places.
    """

    lines: pl.Series
    before: int
    alike: list[tuple[Shape, Places]]
    apart: list[tuple[int, Cells]]


def _piece(chunk: _Chunk, columns: dict[str, int]) -> Piece:
    rows = ((chunk.before + place + 1, [cells.get(name, "") for name in columns]) for place, cells in chunk.apart)
    pieces = [piece_of_rows(rows, len(columns))] if chunk.apart or not chunk.alike else []
    nothing = pl.Series([None], dtype=pl.String)
    for shape, places in chunk.alike:
        found = dict(zip(shape.keys, shape.values(chunk.lines[places]), strict=True))
        absent = nothing.new_from_index(0, len(places))
        frame = pl.DataFrame([found.get(name, absent).alias(str(place)) for name, place in columns.items()])
        pieces.append(piece_of_frame(chunk.before + places + 1, frame, len(columns)))
    return pieces_together(pieces)


def _chunks(path: Path, packing: Packing, report: Report, on_bytes: OnBytes | None) -> Iterator[_Chunk]:
    """Yield the lines that are objects; the others are reported."""
    text = TextLines(text_blocks(byte_blocks(path, packing, on_bytes)), old_ends=False)
    file, before = str(path), 0
    shapes = Shapes()
    while not text.is_last:
        try:
            content = text.chunk()
        except LongLineError:
            before += 1
            report.lose(problem("D137"), file, before)
            continue
        lines = lines_of(content)
        alike, apart = _sorted_out(lines, shapes)
        objects: list[tuple[int, Cells]] = []
        for place, found in apart:
            if isinstance(found, Problem):
                report.lose(found, file, before + place + 1)
            else:
                objects.append((place, found))
        yield _Chunk(lines, before, alike, objects)
        before += len(lines)


def _sorted_out(
    lines: pl.Series, shapes: Shapes
) -> tuple[list[tuple[Shape, Places]], list[tuple[int, Cells | Problem]]]:
    """Return the lines that are alike, by shape, and the others parsed one by one."""
    alike: list[tuple[Shape, Places]] = []
    apart: list[tuple[int, Cells | Problem]] = []
    left: Places = np.arange(len(lines))
    while len(left):
        found = [(shape, left[places]) for shape, places in shapes.sorted_out(lines[left])]
        alike += found
        left = np.setdiff1d(left, np.concatenate([places for _, places in found])) if found else left
        parsed = 0
        for place, line in zip(left.tolist(), lines[left], strict=True):
            parsed += 1
            if not line.strip():
                continue
            cells = _cells(line)
            apart.append((place, cells))
            if not isinstance(cells, Problem) and shapes.learn(line, tuple(cells)):
                break
        left = left[parsed:]
    return alike, apart


def _cells(line: str) -> Cells | Problem:
    try:
        pairs = _DECODER.decode(line.strip())
    except (ValueError, RecursionError):
        return problem("D133")
    if not isinstance(pairs, tuple):
        return problem("D133")
    cells: Cells = {}
    for name, value in pairs:
        if name in cells:
            return problem("D135", column=name)
        if isinstance(value, list | tuple):
            return problem("D134", column=name)
        cells[name] = value if isinstance(value, str) else _text(value)
    if "\\u" in line and not _is_text("".join([*cells, *cells.values()])):
        return problem("D136")
    return cells


def _is_text(text: str) -> bool:
    """Tell whether `text` can be written out: escapes may hide half of a surrogate pair or a NUL."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _text(value: bool | None) -> str:
    return "" if value is None else "true" if value else "false"
