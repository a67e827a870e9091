"""Citations: «Điều 8 khoản 2 điểm a», «Quyết định Điều 2», «mục 2.7 gạch 3»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Thứ tự chữ cái của điểm trong văn bản quy phạm: có «đ», không có «f», «j», «w», «z».
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"

_LEVELS = ("quyết định", "mục", "điều", "khoản", "điểm", "gạch", "cộng", "đoạn")
_PART = re.compile(
    r"\s*(quyết định|mục|điều|khoản|điểm|gạch|cộng|đoạn)"
    r"(?:\s+([0-9]{1,4}(?:\.[0-9]{1,4})*[a-zđ]?|[ivx]+(?:\.[0-9]+)*|[a-zđ])(?!\w))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a legal text, as its parts from the widest to the narrowest, e.g. (("điều", "8"), ("khoản", "2"))."""

    parts: tuple[tuple[str, str], ...]

    @property
    def parent(self) -> Citation | None:
        """The provision that encloses it, or None for an article."""
        return Citation(self.parts[:-1]) if len(self.parts) > 1 else None

    def within(self, other: Citation) -> bool:
        """Tell whether it lies in `other` or is the same."""
        return self.parts[: len(other.parts)] == other.parts

    def sort_key(self) -> tuple[tuple[int, tuple[int, ...], str], ...]:
        """Order as the text reads: the decision first, then by article, clause, point."""
        return tuple((_LEVELS.index(kind), _number_key(number), number) for kind, number in self.parts)

    def __str__(self) -> str:
        names = {"quyết định": "Quyết định", "điều": "Điều"}
        return " ".join(f"{names.get(kind, kind)} {number}".strip() for kind, number in self.parts)


def _number_key(number: str) -> tuple[int, ...]:
    if number in POINT_LETTERS and len(number) == 1:
        return (POINT_LETTERS.index(number) + 1,)
    return tuple(int(digits) for digits in re.findall(r"[0-9]+", number))


@lru_cache(maxsize=4096)
def parse_citation(text: str) -> Citation | None:
    """Return the citation that `text` writes, or None when it is not understood.

    The parts go from wide to narrow: «Quyết định», «mục», «Điều», «khoản», «điểm», «gạch» (a dash), «cộng» (a plus
    under a dash), «đoạn» (an unnumbered paragraph).
    """
    parts: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None or match.end() == position:
            return None
        kind, number = match[1].lower(), (match[2] or "").lower() if match[1].lower() != "mục" else (match[2] or "")
        if (kind == "quyết định") != (number == ""):
            return None
        if parts and _LEVELS.index(kind) <= _LEVELS.index(parts[-1][0]):
            return None
        parts.append((kind, number))
        position = match.end()
        while position < len(text) and text[position] in " ,":
            position += 1
    return Citation(tuple(parts)) if parts else None


def runs_of(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Return `citations` in the order of the text, those that follow each other without a gap together."""
    runs: list[list[Citation]] = []
    for citation in sorted(set(citations), key=Citation.sort_key):
        if runs and _follows(runs[-1][-1], citation):
            runs[-1].append(citation)
        else:
            runs.append([citation])
    return runs


def _follows(before: Citation, after: Citation) -> bool:
    """Tell whether `after` is the next number beside `before`."""
    (kind, number), (other_kind, other) = before.parts[-1], after.parts[-1]
    if before.parts[:-1] != after.parts[:-1] or kind != other_kind:
        return False
    first, second = _number_key(number), _number_key(other)
    return first[:-1] == second[:-1] and bool(first) and second[-1] - first[-1] in (0, 1)


def run_in_words(provisions: Sequence[str]) -> str:
    """Return «Điều 4» for one provision, «Điều 4 … Điều 118 (115)» for several in a row."""
    if len(provisions) == 1:
        return provisions[0]
    return f"{provisions[0]} … {provisions[-1]} ({len(provisions)})"
