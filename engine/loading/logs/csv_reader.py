"""CSV: comma, semicolon or tab, as Excel and databases write it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

from engine.loading.logs.csv_chunks import read_plain
from engine.loading.logs.pieces import (
    Piece,
    Reading,
    Row,
    piece_of_frame,
    piece_of_rows,
    pieces_together,
    trimmed_columns,
)
from engine.loading.logs.report import Report, problem
from engine.loading.logs.text_file import LongLineError, TextLines, text_blocks

_SEPARATORS = ",;\t"
_EXCEL_SEPARATOR = re.compile(r"(?i)sep=([,;\t])\r?\n?")
_QUOTED = re.compile(r'"[^"]*"')
_TOO_LONG = "field larger than field limit"


def read_csv(blocks: Iterable[bytes], file: str, report: Report) -> Reading:
    """Return the table in a CSV file; the first line with a value is the header.

    Args:
        blocks: the bytes of the file.
        file: its name, for messages.
        report: where mistakes go.

    Raises:
        StreamBrokenError: the file is not text.
    """
    return _CsvFile(TextLines(text_blocks(blocks), old_ends=True), file, report).read()


class _CsvFile:
    """A file being read: where it stands, and at which line."""

    def __init__(self, lines: TextLines, file: str, report: Report) -> None:
        self._lines = lines
        self._file = file
        self._report = report
        self._line = 1
        self._separator = ","

    def read(self) -> Reading:
        """Read the header; the rows are read as they are asked for."""
        first = self._first_line()
        if chosen := _EXCEL_SEPARATOR.fullmatch(first):
            self._line += 1
            first = self._first_line()
        self._separator = chosen[1] if chosen else _separator_of(first)
        self._lines.unread(first.encode())
        header = self._header()
        columns = trimmed_columns(header)
        return Reading(columns, self._pieces(len(columns), len(header)))

    def _first_line(self) -> str:
        """Return the next line that is not blank; the place stays before it."""
        while line := self._next(self._lines.readline).decode():
            if line.strip():
                return line
            self._line += 1
        return ""

    def _header(self) -> list[str]:
        while line := self._next(self._lines.readline):
            for _, cells in self._carefully(line):
                return cells
        return []

    def _pieces(self, width: int, cells: int) -> Iterator[Piece]:
        while chunk := self._next(self._lines.chunk):
            plain = read_plain(chunk, self._separator, cells)
            if plain is None:
                yield piece_of_rows(self._carefully(chunk), width)
                continue
            if plain.rest:
                self._lines.unread(plain.rest)
            even = piece_of_frame(plain.lines + self._line, plain.frame, width)
            odd = [(self._line + before, row) for before, row in plain.odd]
            self._line += plain.line_count
            yield pieces_together([even, piece_of_rows(odd, width)]) if odd else even

    def _carefully(self, chunk: bytes) -> Iterator[Row]:
        """Read the rows that begin in `chunk` with the csv module; the last may go on in the lines after it."""
        feed = _Feed(chunk, self._lines)
        reader = csv.reader(feed, delimiter=self._separator, strict=True)
        first = self._line
        while not feed.is_past:
            line = self._line
            cells: list[str] = []
            code = None
            try:
                cells = next(reader, [])
            except LongLineError:
                code = "D137"
            except csv.Error as error:
                code = "D131" if _TOO_LONG in str(error) else "D130"
            self._line = first + feed.count
            if code is not None:
                # A quotation mark that is never closed swallows the physical lines after it.
                self._report.lose(problem(code), self._file, line, rows=self._line - line)
            elif cells:
                yield line, cells

    def _next(self, read: Callable[[], bytes]) -> bytes:
        """Return what `read` gives after the lines that are too long."""
        while True:
            try:
                return read()
            except LongLineError:
                self._report.lose(problem("D137"), self._file, self._line)
                self._line += 1


class _Feed:
    """The physical lines that the csv module asks for: those of a chunk, then those after it.

    Attributes:
        count: lines given so far.
        is_past: whether all lines of the chunk were given.
    """

    def __init__(self, chunk: bytes, lines: TextLines) -> None:
        text = chunk.decode()
        self.count = 0
        self.is_past = False
        self._length = len(text)
        self._text = io.StringIO(text, newline="")
        self._lines = lines

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        try:
            line = self._lines.readline().decode() if self.is_past else self._text.readline()
        except LongLineError:
            self.count += 1
            raise
        if not line:
            raise StopIteration
        self.count += 1
        self.is_past = self.is_past or self._text.tell() == self._length
        return line


def _separator_of(header: str) -> str:
    plain = _QUOTED.sub("", header)
    return max(_SEPARATORS, key=plain.count)
