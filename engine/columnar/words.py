"""Texts as codes: the distinct texts of a column in order, so that codes compare as their texts do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np

from engine.columnar.days import NOTHING, Ints


class Words(Sequence[str]):
    """Distinct texts by code: first those of a log in order, then some that only the rules or the units table know.

    A code of the log keeps its meaning when words are added.
    """

    def __init__(self, known: Sequence[str], added: tuple[str, ...] = ()) -> None:
        self._known = known
        self._added = added
        self._codes_added = {text: len(known) + place for place, text in enumerate(added)}

    @classmethod
    def of(cls, texts: Iterable[str | None]) -> Words:
        """Return the distinct texts among `texts`."""
        return cls(tuple(sorted({text for text in texts if text})))

    def __len__(self) -> int:
        return len(self._known) + len(self._added)

    def __getitem__(self, code: int) -> str:  # type: ignore[override]
        return self._known[code] if code < len(self._known) else self._added[code - len(self._known)]

    def __iter__(self) -> Iterator[str]:
        yield from self._known
        yield from self._added

    @property
    def parts(self) -> tuple[Sequence[str], tuple[str, ...]]:
        """The words of the log, and those added to them."""
        return self._known, self._added

    def code(self, text: str | None) -> int:
        """Return the code of `text`, `NOTHING` when it is None or not among the words."""
        if text is None:
            return NOTHING
        place = bisect_left(self._known, text)
        if place < len(self._known) and self._known[place] == text:
            return place
        return self._codes_added.get(text, NOTHING)

    def with_added(self, texts: Iterable[str | None]) -> Words:
        """Return these words and those among `texts` that are new."""
        new = tuple(dict.fromkeys(text for text in texts if text and self.code(text) == NOTHING))
        return Words(self._known, (*self._added, *new)) if new else self

    @cached_property
    def ranks(self) -> Ints:
        """At each code, the place of its text in order; at the end, for `NOTHING`, a place before all."""
        if not self._added:
            return np.append(np.arange(len(self), dtype=np.int32), np.int32(NOTHING))
        texts = list(self)
        found = np.empty(len(texts) + 1, np.int32)
        found[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts), dtype=np.int32)
        found[-1] = NOTHING
        return found
