"""The lines of a text, cut where a sign stands inside them, and which of them go on in the next."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.reading.markers import INSIDE, Marker, marker_of

_TERMINAL = frozenset(".;:!?/")
# A text is hard-wrapped when so great a part of its lines goes on in a line that begins with a small letter.
_WRAPPED_SHARE = 0.15
_SHORT_TITLE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a part of one, without white space at the ends.

    Attributes:
        start, end: its range in the text.
        text: what it says.
        marker: the sign that it begins with, if any.
        is_inside: it does not stand at the beginning of a line.
        after_blank: an empty line stands before it.
    """

    start: int
    end: int
    text: str
    marker: Marker | None
    is_inside: bool
    after_blank: bool


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
    return found


def _cut(raw: str, offset: int, after_blank: bool) -> list[Line]:
    cuts = [0, *(match.start() for match in INSIDE.finditer(raw) if match.start()), len(raw)]
    found: list[Line] = []
    for start, end in itertools.pairwise(cuts):
        piece = raw[start:end]
        text = piece.strip()
        if not text:
            continue
        begin = offset + start + len(piece) - len(piece.lstrip())
        is_inside = bool(found)
        found.append(Line(begin, begin + len(text), text, marker_of(text), is_inside, after_blank and not is_inside))
    return found


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether the lines were broken at a width rather than at the ends of paragraphs."""
    if len(lines) < 4:
        return False
    going_on = sum(line.text[0].islower() and line.marker is None for line in lines)
    return going_on >= _WRAPPED_SHARE * len(lines)


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as a sentence or the lead to a list does."""
    return text.rstrip(' ”"»)')[-1:] in _TERMINAL


def goes_on(before: str, line: Line, wrapped: bool) -> bool:
    """Tell whether `line` continues the paragraph that ends with `before`."""
    if before.endswith((",", "(", "–")):
        return True
    terminal = ends_sentence(before) and not before.endswith(("...", "…"))
    first = line.text[0]
    if first.islower() or first in ")]":
        return not terminal or (wrapped and before.endswith(";") and not line.after_blank)
    if terminal or line.after_blank:
        return False
    return wrapped or first.isdigit()


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
