"""The fast reading of CSV equals the plain one: the csv module over the whole text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.loading.logs.csv_reader import read_csv
from engine.loading.logs.pieces import Row, StreamBrokenError, fits, is_blank, rows_of, trimmed_columns
from engine.loading.logs.report import Report

Read = tuple[list[str], list[Row], list[tuple[str, int | None]], int]
"""Columns, rows, codes with their lines, rows lost."""


def plainly(content: bytes) -> Read | tuple[str, int | None]:
    """Read a whole CSV file, the definition; or return code and line of what makes it unusable."""
    marks = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-8"))
    mark, codec = next(pair for pair in marks if content.startswith(pair[0]))
    try:
        text = content[len(mark) :].decode(codec)
    except UnicodeDecodeError:
        return "D107", None
    if "\0" in text:
        return "D108", text[: text.index("\0")].count("\n") + 1
    lines = io.StringIO(text, newline="").readlines()
    first = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    separator = None
    if first < len(lines) and (chosen := re.fullmatch(r"(?i)sep=([,;\t])\r?\n?", lines[first])):
        separator = chosen[1]
        first = next((place for place, line in enumerate(lines) if place > first and line.strip()), len(lines))
    if separator is None and first < len(lines):
        separator = max(",;\t", key=re.sub(r'"[^"]*"', "", lines[first]).count)
    reader = csv.reader(iter(lines[first:]), delimiter=separator or ",", strict=True)
    rows: list[Row] = []
    lost: list[tuple[str, int | None]] = []
    unread = 0
    while reader.line_num < len(lines) - first:
        line = first + reader.line_num + 1
        try:
            cells = next(reader)
        except csv.Error as error:
            lost.append(("D131" if "limit" in str(error) else "D130", line))
            unread += first + reader.line_num + 1 - line
        else:
            rows += [(line, cells)] if cells else []
    columns = trimmed_columns(rows[0][1]) if rows else []
    return columns, rows[1:], lost, unread


def fitted(rows: list[Row], width: int) -> list[Row]:
    """Return the rows that have a value, without empty cells beyond the header."""
    for _, cells in rows:
        fits(cells, width)
    return [row for row in rows if not is_blank(row[1])]


def fast(content: bytes, block: int) -> Read | tuple[str, int | None]:
    """Read the same with the reader, in blocks of a few bytes."""
    report = Report()
    try:
        reading = read_csv((content[at : at + block] for at in range(0, len(content), block)), "a.csv", report)
        rows = [row for piece in reading.pieces for row in rows_of(piece)] if reading.columns else []
    except StreamBrokenError as broken:
        return broken.problem.code, broken.line
    diagnostics = [(item.code, item.place.line if item.place else None) for item in report.diagnostics()]
    return reading.columns, rows, diagnostics, report.unread


@contextmanager
def longest_cell(characters: int) -> Iterator[None]:
    """Let no cell be longer."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def assert_same(content: bytes, block: int, limit: int = 131_072) -> None:
    with longest_cell(limit):
        expected, found = plainly(content), fast(content, block)
    if not expected[0] or not found[0]:
        return  # A file without a header is not read on.
    if len(expected) == 2 or len(found) == 2:
        if expected == ("D107", None):
            # Whichever of the two stands first in the file is found first.
            assert found[0] in ("D107", "D108")
        else:
            assert found == expected
        return
    width = len(expected[0])
    assert found[0] == expected[0]
    assert fitted(found[1], width) == fitted(expected[1], width)
    assert found[2:] == expected[2:]


CELL = st.one_of(
    st.sampled_from(["", "a", "bb", '"c"', '""', '"d,e"', '"f;g"', '"h""i"', '""""', 'x"y', '"open', ' "z" ', '"a" ']),
    st.sampled_from(
        ['"l\nm"', '"n\r\no"', '"p\rq"', " ", "\u00a0", "\x1c", "\u200b", "\ufeff", "Đơn vị", "𝔸", "c" * 9]
    ),
    st.text(alphabet='a,;\t"\r\n é', max_size=4),
)
END = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\n\n", ",\n", ",,\r\n"])


@st.composite
def nasty(draw: st.DrawFn) -> str:
    """Draw a table with much that is wrong about it."""
    separator = draw(st.sampled_from(",;\t"))
    width = draw(st.integers(1, 4))
    end = draw(st.one_of(st.none(), st.sampled_from(["\n", "\r\n", "\r"])))
    tame = draw(st.booleans())
    cell = st.sampled_from(["", "a", "Sở", '"b"', '"c""d"']) if tame else CELL
    text = draw(st.sampled_from(["", "", "\n \r\n", "sep=;\r\n", "SEP=,\n\n", "sep=\t\r"]))
    text += separator.join("abcd"[:width]) + draw(st.sampled_from(["", "", separator * 2])) + (end or draw(END))
    for _ in range(draw(st.integers(0, 8))):
        cells = (
            draw(st.lists(cell, min_size=width, max_size=width)) if draw(st.integers(0, 5)) else draw(st.lists(cell))
        )
        text += separator.join(cells) + (end or draw(END))
    return text if draw(st.booleans()) else text.rstrip("\r\n")


@given(nasty(), st.integers(3, 60), st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16"]))
@settings(max_examples=400, deadline=None)
@example('a,b\n1,"x\r\ny"\n2,z\n', 8, "utf-8")
@example('a,b,c\r\n\r\n,,"open\r\n,,"', 6, "utf-8")
@example("a\n\ufeffb\n\ufeffc\n", 3, "utf-8")
def test_nasty_files_are_read_as_by_the_csv_module(text: str, block: int, encoding: str) -> None:
    assert_same(text.encode(encoding), block)


@given(nasty(), st.integers(3, 40), st.integers(1, 12))
@settings(max_examples=150, deadline=None)
@example('a\n" ', 7, 1)
def test_long_cells_are_lost_as_by_the_csv_module(text: str, block: int, limit: int) -> None:
    assert_same(text.encode(), block, limit)


@given(nasty(), st.integers(3, 40), st.lists(st.tuples(st.integers(0, 200), st.binary(min_size=1, max_size=3))))
@settings(max_examples=150, deadline=None)
def test_bytes_that_are_no_text_make_the_file_unusable(text: str, block: int, wrong: list[tuple[int, bytes]]) -> None:
    content = bytearray(text.encode())
    for place, damage in wrong:
        content[place : place + 1] = damage
    assert_same(bytes(content), block)


@pytest.mark.parametrize("block", [3, 7, 1_000])
def test_offset_of_the_first_wrong_byte_counts_from_the_begin_of_the_file(block: int) -> None:
    content = b"\xef\xbb\xbfa,b\nS\xe1\xbb\x9f,1\n\xe1\xbb,2\n"
    with pytest.raises(StreamBrokenError) as broken:
        list(read_csv((content[at : at + block] for at in range(0, len(content), block)), "a.csv", Report()).pieces)
    assert broken.value.problem.args == (("encoding", "UTF-8"), ("offset", "14"))
