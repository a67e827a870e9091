"""The fast way through CSV: many lines at once, as long as nothing about them is odd.

Where separators, line ends and quotation marks stand is worked out with NumPy; the rows that have one cell for each
column are then cut up by polars, the others one by one by the csv module.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.loading.collecting import without_cycle_collection
from engine.loading.logs.pieces import Lines, Row

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

_END, _QUOTE = ord("\n"), ord('"')
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Plain:
    """Lines that were understood.

    Attributes:
        frame: the rows that have one cell for each column, columns of texts.
        lines: how many physical lines come before each of them.
        odd: the other rows, in order, each with the number of physical lines before it.
        line_count: physical lines that were used.
        rest: the begin of a row that goes on after these lines.
    """

    frame: pl.DataFrame
    lines: Lines
    odd: list[Row]
    line_count: int
    rest: bytes


@dataclass(frozen=True)
class _Rows:
    """Where rows stand: a row is `data[starts[i]:ends[i]]`, its line end at `ends[i]`."""

    starts: Places
    ends: Places
    separators: Places
    line_ends_inside: Places


def read_plain(chunk: bytes, separator: str, width: int) -> Plain | None:
    """Return the rows of whole lines, or None when they need the csv module.

    They do when a quotation mark stands anywhere but around or doubled inside a cell, when a row is longer than the
    csv module lets a cell be, when none of them is whole, or when line ends of different kinds stand inside cells.

    Args:
        chunk: UTF-8; begins where a row begins.
        separator: of cells; one ASCII character.
        width: how many cells most rows have.
    """
    is_quoted = b'"' in chunk
    data = _with_plain_ends(chunk, is_quoted)
    if data is None:
        return None
    found = _quoted_rows(data, ord(separator)) if is_quoted else _unquoted_rows(data, ord(separator))
    if found is None or not len(found.ends):
        return None
    has_ends_inside = bool(found.line_ends_inside.any())
    lengths = found.ends - found.starts
    if lengths.max() > csv.field_size_limit():
        return None
    used = int(found.ends[-1]) + 1
    if b"\r" in chunk and (has_ends_inside or used < len(data)):
        return None
    is_plain = (found.separators == width - 1) & (lengths > 0)
    if has_ends_inside:
        is_plain &= found.line_ends_inside == 0
    line_ends = found.line_ends_inside + 1
    before = np.cumsum(line_ends) - line_ends if has_ends_inside else np.arange(len(lengths))
    frame = _cut(_only(data[:used], found, is_plain), separator, width, is_quoted)
    if frame.height != int(is_plain.sum()):
        return None
    odd = _read_odd(data, found, np.flatnonzero(~is_plain & (lengths > 0)), before, separator)
    # Without carriage returns `data` is `chunk`, but for a line feed that may have been added.
    rest = chunk[used:] if used < len(data) else b""
    return Plain(frame, before[is_plain], odd, int(line_ends.sum()), rest)


def _with_plain_ends(chunk: bytes, is_quoted: bool) -> bytes | None:
    """Return `chunk` with a line feed at the end of every line; None when it is not clear what is a line end."""
    if b"\r" in chunk:
        chunk = chunk.replace(b"\r\n", b"\n")
        if not is_quoted:
            chunk = chunk.replace(b"\r", b"\n")
        elif b"\r" in chunk:
            return None
    return chunk if chunk.endswith(b"\n") else chunk + b"\n"


def _unquoted_rows(data: bytes, separator: int) -> _Rows:
    codes: Bytes = np.frombuffer(data, np.uint8)
    places = np.flatnonzero((codes == _END) | (codes == separator))
    ordinals = np.flatnonzero(codes[places] == _END)
    ends = places[ordinals]
    return _Rows(_starts(ends), ends, np.diff(ordinals, prepend=-1) - 1, np.zeros(len(ends), np.int64))


def _quoted_rows(data: bytes, separator: int) -> _Rows | None:
    """Return the whole rows of `data`, or None when a quotation mark is misplaced."""
    codes: Bytes = np.frombuffer(data, np.uint8)
    places = np.flatnonzero((codes == _END) | (codes == separator) | (codes == _QUOTE))
    kinds = codes[places]
    is_quote = kinds == _QUOTE
    marks = places[is_quote]
    if not _are_well_placed(codes, marks, separator):
        return None
    is_outside = ~is_quote
    is_outside &= (np.cumsum(is_quote, dtype=np.int32) & 1) == 0
    is_end = kinds == _END
    ordinals = np.flatnonzero(is_end & is_outside)
    separators = np.cumsum(is_outside & ~is_end, dtype=np.int64)[ordinals]
    inside = np.cumsum(is_end & ~is_outside, dtype=np.int64)[ordinals]
    ends = places[ordinals]
    return _Rows(_starts(ends), ends, np.diff(separators, prepend=0), np.diff(inside, prepend=0))


def _are_well_placed(codes: Bytes, marks: Places, separator: int) -> bool:
    """Tell whether cells open and close where they should; the last one may still be open.

    Taken in turns, marks open and close. One doubled inside a cell closes it and opens it again at once.
    """
    opening, closing = marks[0::2], marks[1::2]
    before = codes[opening - 1]
    if len(opening) and opening[0] == 0:
        before[0] = _END
    after = codes[closing + 1]
    return all(
        bool(((beside == separator) | (beside == _END) | (beside == _QUOTE)).all()) for beside in (before, after)
    )


def _starts(ends: Places) -> Places:
    starts = np.empty_like(ends)
    starts[:1] = 0
    starts[1:] = ends[:-1] + 1
    return starts


def _only(data: bytes, rows: _Rows, keep: Flags) -> bytes:
    """Return the lines of the rows to keep."""
    if keep.all():
        return data
    edges = np.flatnonzero(np.diff(keep, prepend=False, append=False))
    view = memoryview(data)
    firsts, lasts = rows.starts[edges[::2]].tolist(), rows.ends[edges[1::2] - 1].tolist()
    return b"".join([view[first : last + 1] for first, last in zip(firsts, lasts, strict=True)])


def _cut(data: bytes, separator: str, width: int, is_quoted: bool) -> pl.DataFrame:
    schema = {str(place): pl.String() for place in range(width)}
    if not data:
        return pl.DataFrame(schema=schema)
    if data.startswith(_MARK):
        data = _MARK + data  # polars takes the first one for the mark of a file.
    quote = '"' if is_quoted else None
    return pl.read_csv(data, has_header=False, schema=schema, separator=separator, quote_char=quote)


def _read_odd(data: bytes, rows: _Rows, chosen: Places, before: Lines, separator: str) -> list[Row]:
    if not len(chosen):
        return []
    starts, ends = rows.starts[chosen].tolist(), rows.ends[chosen].tolist()
    text = b"".join([data[start : end + 1] for start, end in zip(starts, ends, strict=True)]).decode()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    with without_cycle_collection():
        return list(zip(before[chosen].tolist(), reader, strict=True))
