"""Vietnamese alphabetical order."""

from __future__ import annotations

import unicodedata
from functools import cache

SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
_RANK = {char: rank for rank, char in enumerate(_SIGNS + _ALPHABET)}
# Dấu: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTER_MARKS = frozenset("\u0302\u0306\u031b")


def vietnamese_key(text: str) -> SortKey:
    """Return a key that sorts names as a Vietnamese dictionary does.

    Letters decide first (a ă â b c d đ e ê …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case
    (lower first). Spaces and signs come before digits, digits before letters.
    """
    letters: list[int] = []
    tones: list[int] = []
    cases: list[int] = []
    for char in unicodedata.normalize("NFC", text):
        base, tone = _without_tone(char)
        lower = base.lower()
        letters.append(_RANK.get(lower, len(_RANK) + ord(lower[0])))
        tones.append(tone)
        cases.append(int(lower != base))
    return tuple(letters), tuple(tones), tuple(cases)


@cache
def _without_tone(char: str) -> tuple[str, int]:
    if char.isascii():
        return char, 0
    parts = unicodedata.normalize("NFD", char)
    base = unicodedata.normalize("NFC", parts[0] + "".join(mark for mark in parts[1:] if mark in _LETTER_MARKS))
    others = [mark for mark in parts[1:] if mark not in _LETTER_MARKS]
    if base.lower() not in _RANK:
        base, others = parts[0], list(parts[1:])
    return base, sum(_TONE_RANK.get(mark, ord(mark)) for mark in others)
