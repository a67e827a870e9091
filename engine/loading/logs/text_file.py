"""Reading a text file a block at a time and saying where it stops being text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from engine.loading.logs.pieces import StreamBrokenError
from engine.loading.logs.report import problem

LONGEST_LINE = 16 << 20
"""Bytes of a physical line that may be read; no log has such lines, a damaged file may be one."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


class LongLineError(Exception):
    """A line exceeds `LONGEST_LINE`; it has been skipped."""


def text_blocks(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the text that `blocks` hold (UTF-8 with or without a byte order mark, or UTF-16 with one) as UTF-8.

    Line ends are left as they are; a letter may be split between two blocks, but a byte order mark may not.

    Raises:
        StreamBrokenError: it is not such a text.
    """
    codec, name, taken, line = "", "", 0, 1
    decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")()
    for stored in blocks:
        block = stored
        if not name:
            mark, codec, name = next((item for item in _MARKS if block.startswith(item[0])), (b"", "utf-8", "UTF-8"))
            decoder = codecs.getincrementaldecoder(codec)()
            taken, block = len(mark), block[len(mark) :]
        pending = len(decoder.getstate()[0])
        taken += len(block)
        if pending or codec != "utf-8" or not block.isascii():
            text = _decoded(decoder, block, taken - len(block) - pending, name)
            block = block if codec == "utf-8" else text.encode()
        if b"\0" in block:
            raise StreamBrokenError(problem("D108"), line + block.count(b"\n", 0, block.index(b"\0")))
        line += block.count(b"\n")
        if block:
            yield block
    _decoded(decoder, b"", taken - len(decoder.getstate()[0]), name, final=True)


def _decoded(decoder: codecs.IncrementalDecoder, block: bytes, offset: int, name: str, final: bool = False) -> str:
    try:
        return decoder.decode(block, final)
    except UnicodeDecodeError as error:
        raise StreamBrokenError(problem("D107", encoding=name, offset=offset + error.start)) from None


class TextLines:
    """Blocks of text as whole lines, many at once or one by one.

    Attributes:
        is_last: whether the text has been read to its end; what was given last then is its last.
    """

    def __init__(self, blocks: Iterable[bytes], old_ends: bool) -> None:
        """Read lines from `blocks`; with `old_ends` a single carriage return ends a line too."""
        self.is_last = False
        self._blocks = iter(blocks)
        self._end = re.compile(rb"\r\n?|\n" if old_ends else rb"\n")
        self._old_ends = old_ends
        self._held = b""
        self._at = 0

    def chunk(self) -> bytes:
        """Return the next lines, about a block of them, or nothing at the end of the text.

        Raises:
            LongLineError: the next line is too long.
        """
        while True:
            self._hold_more()
            if self.is_last:
                return self._take(len(self._held))
            if cut := self._last_end():
                return self._take(cut)
            if len(self._held) > LONGEST_LINE:
                self._skip_line()
                raise LongLineError

    def readline(self) -> bytes:
        """Return the next line with its end, or nothing at the end of the text.

        Raises:
            LongLineError: the line is too long.
        """
        while True:
            found = self._end.search(self._held, self._at)
            if found and self._is_whole(found):
                return self._take(found.end())
            if self.is_last:
                return self._take(len(self._held))
            if not found and len(self._held) - self._at > LONGEST_LINE:
                self._skip_line()
                raise LongLineError
            self._hold_more()

    def unread(self, lines: bytes) -> None:
        """Give back `lines`, which were the last that were read."""
        self._held, self._at = lines + self._held[self._at :], 0

    def _is_whole(self, end: re.Match[bytes]) -> bool:
        """Tell whether a line end is known in full: a carriage return may be the first half of one."""
        return self.is_last or end[0] != b"\r" or end.end() < len(end.string)

    def _take(self, until: int) -> bytes:
        taken = self._held[self._at : until]
        self._at = until
        return taken

    def _hold_more(self) -> None:
        block = next(self._blocks, None)
        if block is None:
            self.is_last = True
        else:
            self._held, self._at = self._held[self._at :] + block, 0

    def _last_end(self) -> int:
        """Return where the last whole line of what is held ends, 0 for nowhere."""
        last = self._held.rfind(b"\n")
        return 1 + (max(last, self._held.rfind(b"\r", 0, -1)) if self._old_ends else last)

    def _skip_line(self) -> None:
        """Read on past the next line end."""
        before = self._held[-1:]
        for block in self._blocks:
            self._held = before + block
            found = self._end.search(self._held)
            if found and self._is_whole(found):
                self._at = found.end()
                return
            before = block[-1:] or before
        self.is_last = True
        self._at = len(self._held)
