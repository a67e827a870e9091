"""The lines of a text, cut where a sign stands inside them, and which of them go on in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from engine.reading.markers import INSIDE, Marker, marker_of

_TERMINAL = frozenset(".;:!?/")
# A text is hard-wrapped when so great a part of its lines goes on in a line that begins with a small letter.
_WRAPPED_SHARE = 0.15
_FEWEST_LINES = 4
_SHORT_TITLE = 60
# A quotation that does not end within so many lines was never closed.
_LONGEST_QUOTATION = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a part of one, without white space at the ends.

    Attributes:
        start, end: its range in the text.
        text: what it says.
        marker: the sign that it begins with, if any.
        is_inside: it does not stand at the beginning of a line.
        after_blank: an empty line stands before it.
        is_broken_off: its first word would not have fitted on the line before.
        is_quoted: a quotation that began on an earlier line goes on here, so that no sign opens a provision.
    """

    start: int
    end: int
    text: str
    marker: Marker | None
    is_inside: bool
    after_blank: bool
    is_broken_off: bool = False
    is_quoted: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the lines of `text` that say something, in order."""
    found: list[Line] = []
    position, blank = 0, True
    for raw in text.split("\n"):
        if raw.strip():
            found += _cut(raw, position, blank)
            blank = False
        else:
            blank = True
        position += len(raw) + 1
    return _with_quotations(_with_breaks(found))


def _with_breaks(lines: list[Line]) -> list[Line]:
    """Tell for each line whether its first word would not have fitted on the line before."""
    if not lines:
        return lines
    width = sorted(len(line.text) for line in lines)[len(lines) * 97 // 100]
    found = lines[:1]
    for before, line in pairwise(lines):
        first = line.text.split(maxsplit=1)[0]
        found.append(replace(line, is_broken_off=len(before.text) + 1 + len(first) > width and not line.is_inside))
    return found


def _with_quotations(lines: list[Line]) -> list[Line]:
    """Take the signs from lines inside a quotation of several lines: what an amending text puts into another one."""
    found = list(lines)
    index = 0
    while index < len(found):
        last = _end_of_quotation(found, index)
        for place in range(index + 1, last + 1):
            found[place] = replace(found[place], marker=None, is_quoted=True)
        index = last + 1
    return found


def _end_of_quotation(lines: list[Line], first: int) -> int:
    """Return the line on which the quotation left open on line `first` ends; `first` when there is none."""
    depth = _opened(lines[first].text)
    if depth <= 0:
        return first
    for place in range(first + 1, min(len(lines), first + _LONGEST_QUOTATION)):
        depth += _opened(lines[place].text)
        if depth <= 0:
            return place
    return first


def _opened(text: str) -> int:
    return text.count("“") - text.count("”")


def _cut(raw: str, offset: int, after_blank: bool) -> list[Line]:
    cuts = [0, *(match.start() for match in INSIDE.finditer(raw) if match.start()), len(raw)]
    found: list[Line] = []
    for start, end in pairwise(cuts):
        piece = raw[start:end]
        text = piece.strip()
        if not text:
            continue
        begin = offset + start + len(piece) - len(piece.lstrip())
        is_inside = bool(found)
        found.append(Line(begin, begin + len(text), text, marker_of(text), is_inside, after_blank and not is_inside))
    return found


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was laid out.

    Attributes:
        is_wrapped: its lines were broken at a width rather than at the ends of paragraphs.
        has_meaningful_blanks: empty lines stand between some lines, not after every one.
    """

    is_wrapped: bool
    has_meaningful_blanks: bool


def layout_of(lines: Sequence[Line]) -> Layout:
    """Return how a text was laid out, judged by how many lines go on in one that begins with a small letter."""
    if len(lines) < _FEWEST_LINES:
        return Layout(False, True)
    going_on = sum(line.text[0].islower() and line.marker is None for line in lines)
    after_blank = sum(line.after_blank for line in lines)
    wrapped = going_on >= _WRAPPED_SHARE * len(lines)
    return Layout(wrapped, after_blank < 0.8 * len(lines))


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence or the lead to a list does."""
    return text.rstrip(' ”"»)')[-1:] in _TERMINAL


def goes_on(before: str, line: Line, layout: Layout) -> bool:
    """Tell whether `line` continues the paragraph that ends with `before`."""
    if before.endswith((",", "(", "–")):
        return True
    terminal = ends_sentence(before) and not before.endswith(("...", "…"))
    after_blank = line.after_blank and (layout.has_meaningful_blanks or not layout.is_wrapped)
    first = line.text[0]
    if first.islower() or first in ")]":
        return not terminal or (layout.is_wrapped and before.endswith(";") and not after_blank)
    if after_blank or (terminal and before.endswith(":")):
        return False
    if terminal:
        return layout.is_wrapped and line.is_broken_off
    return layout.is_wrapped or first.isdigit()


def title_goes_on(before: str, line: Line, following: Line | None) -> bool:
    """Tell whether `line`, which begins with a capital, is the rest of a heading: short, and a sign comes next."""
    if ends_sentence(before) or ends_sentence(line.text) or len(line.text) > _SHORT_TITLE:
        return False
    return following is not None and following.marker is not None


_CAPITALS = re.compile(r"[^\W\d_]")


def is_capitals(text: str) -> bool:
    """Tell whether `text` is written in capitals, as titles are."""
    letters = _CAPITALS.findall(text)
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)
