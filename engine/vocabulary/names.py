"""Finding a term by what a person wrote: the same word in another case, spacing or accent placement."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WITHOUT_TONES = dict.fromkeys(map(ord, _TONES))


def fold(text: str) -> str:
    """Return the form under which two spellings of one name are equal.

    Case, runs of white space and the Unicode form do not matter, nor does where the tone of a syllable is
    written («hủy», «huỷ»).
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(map(_tones_last, unicodedata.normalize("NFD", text.casefold()).split()))


def _tones_last(syllable: str) -> str:
    letters = syllable.translate(_WITHOUT_TONES)
    if len(letters) == len(syllable):
        return letters
    return letters + "".join(sorted(char for char in syllable if char in _TONES))


def edit_distance(left: str, right: str, limit: int) -> int:
    """Return the number of insertions, deletions, replacements and swaps of neighbours between two texts.

    Any distance above `limit` is returned as `limit + 1`.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return min(above[-1], limit + 1)


def closest_name(text: str, names: Iterable[str]) -> str | None:
    """Return the name that `text` most likely misspells, or None when none is near enough to suggest.

    A third of the letters may differ, at most four; of equally near names the first in order wins.
    """
    wanted = fold(text)
    limit = min(4, max(1, len(wanted) // 3)) if len(wanted) > 2 else 0
    best: str | None = None
    for name in names:
        distance = edit_distance(wanted, fold(name), limit)
        if distance <= limit:
            best, limit = name, distance - 1
        if limit < 0:
            break
    return best
