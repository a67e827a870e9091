"""From the characters of a file to the text that is read: without noise, composed, each character with its origin."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from engine.source import Span

# What no reader sees: Word's bookmarks, bold marks of Markdown, zero-width characters, carriage returns.
_UNSEEN = r"\[bookmark:[^\]\n]*\]|\*\*+|[\u200b-\u200d\u2060\ufeff\u00ad\r]"
_MARKDOWN = r"(?m:^[ \t]*(?:\#{1,6}[ \t]+|\*(?=[^\s*])))|(?m:(?<=[^\s*])\*[ \t]*$)"
_DECOMPOSED = r"[^\u0300-\u036f][\u0300-\u036f]+"
_PIECE = re.compile(f"(?P<unseen>{_UNSEEN}|{_MARKDOWN})|(?P<decomposed>{_DECOMPOSED})")
# Signs that stand for white space: tabs, hard spaces, page and column breaks, bars of a table.
_BLANKS = {ord(char): " " for char in "\t\x0b\x0c\u00a0\u2007\u202f|"}
# A page number or a ruled line alone on its line says nothing.
_EMPTY_LINE = re.compile(r"^[ ]*(?:\d{1,3}|[-–—_=.*]{4,}|-?[ ]*\d{1,3}[ ]*-)[ ]*$", re.MULTILINE)


@dataclass(frozen=True)
class CleanText:
    """The text as it is read.

    Attributes:
        text: NFC, one line of the file a line; noise is removed or blanked.
        origins: for each character, the offset in the file at which it begins, and one more for the end.
    """

    text: str
    origins: tuple[int, ...]

    def origin(self, span: Span) -> Span:
        """Return the stretch of the file that `span` of this text was read from."""
        start = self.origins[span.start]
        return Span(start, max(start + 1, self.origins[span.end]) if span.end > span.start else start)

    def at(self, offset: int) -> int:
        """Return the character of this text that was read at or after `offset` of the file."""
        return min(bisect_left(self.origins, offset), len(self.text))


def clean(raw: str) -> CleanText:
    """Return `raw` as it is read; nothing that a reader of the printed page would see is lost."""
    chars: list[str] = []
    origins: list[int] = []
    for text, start, stands_still in _pieces(raw):
        chars.append(text)
        origins.extend([start] * len(text) if stands_still else range(start, start + len(text)))
    text = "".join(chars).translate(_BLANKS)
    text = _EMPTY_LINE.sub(lambda match: " " * len(match[0]), text)
    return CleanText(text, (*origins, len(raw)))


def _pieces(raw: str) -> Iterator[tuple[str, int, bool]]:
    """Yield what is read, where in the file, and whether it is one letter of several characters."""
    position = 0
    for match in _PIECE.finditer(raw):
        yield raw[position : match.start()], position, False
        if match["decomposed"] is not None:
            yield unicodedata.normalize("NFC", match[0]), match.start(), True
        position = match.end()
    yield raw[position:], position, False
