"""What every reader of a format gives: the columns of a file and its rows, a piece at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.loading.collecting import without_cycle_collection
from engine.loading.logs.report import Problem

Row = tuple[int, list[str]]
"""Line (CSV, JSON Lines), row number (XLSX, Parquet) or event number (XES) from 1, and the cells; empty ones are ""."""
Lines = NDArray[np.int64]

_WHITE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What `str.strip` strips; polars by itself takes a few characters less."""


class StreamBrokenError(Exception):
    """Leaves a file that turns out to be unusable in its middle; whoever opened it reports `problem` and drops it all.

    Attributes:
        problem: what is wrong with the file.
        line: where, or None when the whole file is meant.
    """

    def __init__(self, problem: Problem, line: int | None = None) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.line = line


@dataclass(frozen=True)
class Piece:
    """Some rows of a file, none of them blank.

    Attributes:
        lines: where each row of `frame` begins, ascending.
        frame: columns «0», «1», …, as many as the file has; texts (null or empty for nothing) or dates.
        ragged: the rows that have more or fewer cells, as they were read.
    """

    lines: Lines
    frame: pl.DataFrame
    ragged: Sequence[Row] = ()


@dataclass(frozen=True)
class Reading:
    """An opened file.

    Attributes:
        columns: the header as written; trailing empty ones dropped.
        pieces: read as they are asked for; may raise `StreamBrokenError`.
    """

    columns: list[str]
    pieces: Iterator[Piece]


def trimmed_columns(cells: list[str]) -> list[str]:
    """Return the header without the empty cells at its end."""
    last = max((index for index, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: last + 1]


def is_blank(cells: Iterable[str]) -> bool:
    """Tell whether no cell of a row has a value."""
    return not any(map(str.strip, cells))


def fits(cells: list[str], width: int) -> bool:
    """Drop empty cells beyond the header's `width`; tell whether the row then has that many."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    return len(cells) == width


def piece_of_rows(rows: Iterable[Row], width: int) -> Piece:
    """Return rows, in ascending order, as a piece."""
    lines: list[int] = []
    good: list[list[str]] = []
    ragged: list[Row] = []
    with without_cycle_collection():
        for line, cells in rows:
            fitting = cells
            if len(cells) != width and not fits(fitting := cells.copy(), width):
                if not is_blank(cells):
                    ragged.append((line, cells))
                continue
            lines.append(line)
            good.append(fitting)
    columns = zip(*good, strict=True) if good else ((),) * width
    frame = pl.DataFrame({str(place): pl.Series(cells, dtype=pl.String) for place, cells in enumerate(columns)})
    return without_blanks(Piece(np.array(lines, np.int64), frame, ragged))


def piece_of_frame(lines: Lines, frame: pl.DataFrame, width: int) -> Piece:
    """Return a table as a piece; rows with a value beyond `width` are ragged."""
    names = [str(place) for place in range(frame.width)]
    frame.columns = names
    if frame.width <= width:
        return without_blanks(Piece(lines, frame))
    is_beyond = frame.select(pl.any_horizontal(~_is_empty(name, frame) for name in names[width:])).to_series()
    beyond = is_beyond.to_numpy()
    inside = frame.select(names[:width])
    if not beyond.any():
        return without_blanks(Piece(lines, inside))
    ragged = list(zip(lines[beyond].tolist(), _cells(frame.filter(is_beyond)), strict=True))
    return without_blanks(Piece(lines[~beyond], inside.filter(~is_beyond), ragged))


def without_blanks(piece: Piece) -> Piece:
    """Return `piece` without the rows that have no value.

    Column after column only the rows blank so far are looked at; mostly none are left after the first.
    """
    frame = piece.frame
    blank = np.arange(frame.height)
    for name in frame.columns:
        if not len(blank):
            return piece
        left = frame.select(name) if len(blank) == frame.height else frame.select(pl.col(name).gather(blank))
        blank = blank[left.select(_is_empty(name, left)).to_series().to_numpy()]
    if not len(blank):
        return piece
    keep = np.ones(frame.height, bool)
    keep[blank] = False
    return Piece(piece.lines[keep], frame.filter(keep), piece.ragged)


def pieces_together(pieces: Sequence[Piece]) -> Piece:
    """Return pieces with the same columns as one, its rows in the order of their lines."""
    lines = np.concatenate([piece.lines for piece in pieces])
    frame = pl.concat([piece.frame for piece in pieces])
    if (lines[1:] < lines[:-1]).any():
        order = np.argsort(lines)
        lines, frame = lines[order], frame[order]
    return Piece(lines, frame, [row for piece in pieces for row in piece.ragged])


def rows_of(piece: Piece) -> Iterator[Row]:
    """Yield all rows of `piece`, ragged ones too, in the order of their lines."""
    even = zip(piece.lines.tolist(), _cells(piece.frame), strict=True)
    if not piece.ragged:
        return even
    return iter(sorted([*even, *piece.ragged], key=lambda row: row[0]))


def _is_empty(name: str, frame: pl.DataFrame) -> pl.Expr:
    column = pl.col(name)
    return (
        (column.str.strip_chars(_WHITE) == "").fill_null(True) if frame.schema[name] == pl.String else column.is_null()
    )


def _cells(frame: pl.DataFrame) -> Iterator[list[str]]:
    texts = frame.select(pl.all().cast(pl.String).fill_null(""))
    return map(list, texts.iter_rows(buffer_size=20_000))
