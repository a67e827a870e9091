"""Text with positions: the lowest layer, on which every diagnostic stands."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points `[start, end)` in one source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file, as a person finds it.

    `line` and `column` count from 1; `column` and `width` count display columns, so that carets stay under
    Vietnamese text. No line means the whole file.
    """

    file: str
    line: int | None = None
    column: int | None = None
    width: int = 1
    excerpt: str | None = None


def display_width(text: str) -> int:
    """Return how many terminal columns `text` takes: combining marks none, wide letters two, a tab one."""
    width = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn"):
            continue
        width += 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
    return width


@dataclass(frozen=True)
class SourceText:
    """A named text and the offsets at which its lines begin."""

    name: str
    text: str
    _line_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        object.__setattr__(self, "_line_starts", starts)

    def line_number(self, offset: int) -> int:
        """Return the 1-based line in which `offset` stands."""
        return bisect_right(self._line_starts, offset)

    def line_text(self, line: int) -> str:
        """Return line `line` (from 1) without its line end."""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def place(self, span: Span | None) -> Place:
        """Return the place of `span`; without a span, the whole file.

        A span over several lines is shown by its first line.
        """
        if span is None:
            return Place(self.name)
        line = self.line_number(span.start)
        line_start = self._line_starts[line - 1]
        content = self.line_text(line)
        before = self.text[line_start : span.start]
        marked = self.text[span.start : min(span.end, line_start + len(content))]
        return Place(
            file=self.name,
            line=line,
            column=display_width(before) + 1,
            width=max(1, display_width(marked)),
            excerpt=content,
        )
