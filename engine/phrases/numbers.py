"""Vietnamese number words, «một» to «chín trăm chín mươi chín»."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
# After a ten, five is «lăm»: «năm» there is the unit («mười năm» is ten years).
_AFTER_TEN = {word: value for word, value in _DIGITS.items() if word != "năm"} | {"lăm": 5, "tư": 4, "mốt": 1}
# The short forms that may follow a digit without «mươi»; «hai ba ngày» means two or three and is not a number.
_AFTER_BARE_TEN = {"mốt": 1, "lăm": 5, "tư": 4}

# Every word a number can begin with.
NUMBER_HEADS = frozenset(_DIGITS) | {"mười"}

Read = tuple[int, int]


def number_words(words: Sequence[str], at: int) -> Read | None:
    """Read the longest number in words that begins at `at`.

    Returns:
        The value (1–999) and the index of the first word after it, or None if no number begins there.
    """
    digit = _DIGITS.get(_word(words, at))
    if digit is not None and _word(words, at + 1) == "trăm":
        return _after_hundred(words, at + 2, digit * 100)
    return _below_hundred(words, at)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _after_hundred(words: Sequence[str], at: int, hundreds: int) -> Read:
    if _word(words, at) == "linh":
        digit = _DIGITS.get(_word(words, at + 1)) or {"tư": 4}.get(_word(words, at + 1))
        return (hundreds + digit, at + 2) if digit else (hundreds, at)
    rest = _below_hundred(words, at)
    # «một trăm năm» and «một trăm ba» leave open whether a hundred and a few or a hundred and tens are meant.
    if rest is not None and rest[0] >= 10:
        return hundreds + rest[0], rest[1]
    return hundreds, at


def _below_hundred(words: Sequence[str], at: int) -> Read | None:
    if _word(words, at) == "mười":
        digit = _AFTER_TEN.get(_word(words, at + 1))
        if digit is not None and _word(words, at + 1) not in ("mốt", "tư"):
            return 10 + digit, at + 2
        return 10, at + 1
    digit = _DIGITS.get(_word(words, at))
    if digit is None:
        return None
    following = _word(words, at + 1)
    if following == "mươi" and digit > 1:
        unit = _AFTER_TEN.get(_word(words, at + 2))
        return (digit * 10 + unit, at + 3) if unit is not None else (digit * 10, at + 2)
    if following in _AFTER_BARE_TEN and digit > 1:
        return digit * 10 + _AFTER_BARE_TEN[following], at + 2
    return digit, at + 1
