"""The signs that open a provision: «Điều 9.», «3.», «đ)», «-», «+», «Chương II», «IV.», «2.7.»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capital letters of Vietnamese, for a class of a regular expression."""
_OPENING = f'{UPPER}“"(«'
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Level(IntEnum):
    """What a provision is, from the widest to the narrowest; the order is that of nesting."""

    PART = 0
    CHAPTER = 1
    DIVISION = 2
    SECTION = 3
    ITEM = 4
    SUBITEM = 5
    ARTICLE = 6
    CLAUSE = 7
    POINT = 8
    DASH = 9
    PLUS = 10
    PARAGRAPH = 11


@dataclass(frozen=True, slots=True)
class Marker:
    """A sign found: what it opens, the number it bears (empty for dashes), how many characters it takes."""

    level: Level
    number: str
    length: int


_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.CHAPTER, re.compile(r"(?:Chương|CHƯƠNG)\s+([IVXLC]+|\d{1,2})(?![\w/])[.:]?\s*")),
    (Level.DIVISION, re.compile(rf"(?:Mục|MỤC)\s+([IVX]+|\d{{1,2}})\s*(?:[.:]\s*|$|\s(?=[{UPPER}]{{2}}))")),
    (Level.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,3}[a-zđ]?)\s*(?:[.:]\s*|$)")),
    (Level.SECTION, re.compile(rf"([IVX]{{1,6}})\.\s*(?=[{_OPENING}])")),
    (Level.SUBITEM, re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s+(?=[^\W\d_])")),
    (Level.CLAUSE, re.compile(rf"(\d{{1,2}}[a-zđ]?)\s?\.\s*(?=[{_OPENING}])")),
    (Level.POINT, re.compile(r"([a-eghiklmnopqrstuvxyđ])\)\s*(?=\S)")),
    (Level.DASH, re.compile(r"[-–—]()\s*(?=[^\W_])")),
    (Level.PLUS, re.compile(r"\+()\s*(?=[^\W_])")),
)

# Signs inside a line: a heading glued to the sentence before it, a point or a clause behind a full stop or semicolon.
INSIDE = re.compile(
    r"(?<=[\w.;:)”/])(?=(?:Điều|Chương)\s+[\dIVX]+\s*[.:]?\s)"
    r"|(?<=[.;:])(?=\s{1,4}(?:Điều\s+\d{1,3}\s*\.\s))"
    rf"|(?<=[.;:])(?=\s{{0,4}}[a-zđ]\)\s+[^\W\d_])"
    rf"|(?<=[.;])(?=\s{{1,4}}\d{{1,2}}\.\s+[{_OPENING}])"
)


def marker_of(text: str) -> Marker | None:
    """Return the marker that `text` begins with; whether it really opens a provision is for the outline to decide."""
    for level, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is not None:
            return Marker(level, match[1], match.end())
    return None


def roman_value(number: str) -> int:
    """Return the value of a roman or arabic number; 0 when it is neither."""
    if number.isdigit():
        return int(number)
    total = 0
    values = [_ROMAN_VALUES.get(char, 0) for char in number]
    for value, following in zip(values, [*values, 0][1:], strict=True):
        total += -value if value < following else value
    return max(total, 0)
