"""Writing Excel workbooks: texts stay texts, dates are dates, headers stay in sight, equal content is equal bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from engine.texts import Text, printable

_MOST_ROWS: Final = 1_048_575
"""Rows of a sheet below its header."""
_LONGEST_CELL: Final = 32_767
_YES: Final = Text("có", "yes")
_NO: Final = Text("không", "no")

Cell = str | int | bool | date | None


@contextmanager
def workbook_of(title: str, made_on: date, lang: str, target: BinaryIO | None = None) -> Iterator[SheetWriter]:
    """Give a writer of sheets; when the block ends the workbook is whole and `content` returns it.

    Rows are not kept in memory but in temporary files.

    Args:
        made_on: the date written into the file as that of its making, so that equal results give equal bytes.
        target: where to write the workbook; None to keep it in memory for `content`.

    Raises:
        OSError: the target or the temporary folder takes no more.
    """
    written = target if target is not None else io.BytesIO()
    with TemporaryDirectory(prefix="quyche-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        sink = _Target(written)
        workbook = xlsxwriter.Workbook(sink, options)
        workbook.use_zip64()
        made = datetime.combine(made_on, time(), UTC).replace(tzinfo=None)
        workbook.set_properties({"title": title, "created": made, "comments": "quyche"})
        try:
            yield SheetWriter(workbook, written, lang)
            workbook.close()
        except FileCreateError as error:  # Bọc ngoài lỗi thật của hệ điều hành.
            raise (error.__context__ if isinstance(error.__context__, OSError) else OSError(str(error))) from error
        finally:
            sink.give_up()


class _Target:
    """A stream of bytes that takes everything and drops it once it is given up.

    The archive inside a workbook that could not be written tries to finish itself when it is thrown away.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: BinaryIO | None = stream

    def give_up(self) -> None:
        """From now on drop everything."""
        self._stream = None

    def write(self, content: bytes) -> int:
        """Write some bytes; return how many."""
        return self._stream.write(content) if self._stream is not None else len(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the stream."""
        return self._stream.seek(offset, whence) if self._stream is not None else 0

    def tell(self) -> int:
        """Return the place in the stream."""
        return self._stream.tell() if self._stream is not None else 0

    def flush(self) -> None:
        """Hand everything on; a refusal shows when the stream is closed."""


class SheetWriter:
    """Writes tables into one workbook with its formats."""

    def __init__(self, workbook: Any, written: BinaryIO, lang: str) -> None:
        self._workbook = workbook
        self._written = written
        self._lang = lang
        wrap = {"text_wrap": True, "valign": "top"}
        self._head = workbook.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1, **wrap})
        self._text = workbook.add_format({**wrap, "num_format": "@"})
        self._day = workbook.add_format({"valign": "top", "num_format": "dd/mm/yyyy", "align": "left"})
        self._number = workbook.add_format({"valign": "top", "num_format": "#,##0"})

    def content(self) -> bytes:
        """Return the workbook, once it is whole; only one that is kept in memory."""
        if not isinstance(self._written, io.BytesIO):
            raise TypeError("the workbook was written elsewhere")
        return self._written.getvalue()

    def sheet(
        self, title: Text, columns: Sequence[tuple[Text, int]], rows: Iterable[Sequence[Cell]], *, frozen: int = 0
    ) -> None:
        """Write a table; what exceeds a sheet goes on to another of the same name with a number.

        Args:
            columns: headings with their widths in characters.
            frozen: how many columns stay in sight beside the header.
        """
        remaining = iter(rows)
        following: Sequence[Cell] | None = next(remaining, None)
        part = 1
        while part == 1 or following is not None:
            name = title.say(self._lang) + (f" ({part})" if part > 1 else "")
            following = self._one_sheet(name, columns, following, remaining, frozen)
            part += 1

    def _one_sheet(
        self,
        name: str,
        columns: Sequence[tuple[Text, int]],
        first: Sequence[Cell] | None,
        rest: Iterator[Sequence[Cell]],
        frozen: int,
    ) -> Sequence[Cell] | None:
        """Write rows until the sheet is full; return the first that found no room."""
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, frozen)
        for column, (heading, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading.say(self._lang), self._head)
        row, cells = 0, first
        while cells is not None and row < _MOST_ROWS:
            row += 1
            for column, value in enumerate(cells):
                self._write(sheet, row, column, value)
            cells = next(rest, None)
        sheet.autofilter(0, 0, max(row, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return cells

    def _write(self, sheet: Any, row: int, column: int, value: Cell) -> None:
        if value is None or value == "":
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, datetime.combine(value, time()), self._day)
        elif isinstance(value, bool):
            sheet.write_string(row, column, (_YES if value else _NO).say(self._lang), self._text)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._number)
        else:
            sheet.write_string(row, column, printable(value)[:_LONGEST_CELL], self._text)
