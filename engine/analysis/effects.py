"""What a change does to real verdicts: how many turn in which way, where, and which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from operator import add
from typing import Final

from engine.analysis.comparing import TURNS, Compared
from engine.analysis.turns import Pair, Turn, order_of_pairs

_PLACE: Final = {turn: place for place, turn in enumerate(TURNS)}


@dataclass(frozen=True)
class Effects:
    """What a change does to the verdicts on one log. Everything is counted; only what is asked for becomes objects.

    Attributes:
        parts: regulation by regulation, and part by part of the log.
        unchanged: how many verdicts are the same.
    """

    parts: tuple[Compared, ...]
    unchanged: int

    @classmethod
    def of(cls, parts: Iterable[Compared], untouched: int = 0) -> Effects:
        """Put parts together.

        Args:
            untouched: how many verdicts the change cannot touch.
        """
        known = tuple(parts)
        return cls(known, untouched + sum(part.unchanged for part in known))

    @cached_property
    def counts(self) -> Counter[Turn]:
        """How many turned in which way."""
        return reduce(add, (part.counts for part in self.parts), Counter[Turn]())

    @property
    def does_harm(self) -> bool:
        """Tell whether anything becomes a breach."""
        return harm(self.counts) > 0

    def by_unit(self) -> dict[str | None, Counter[Turn]]:
        """Return the counts for each unit with a flip, the most harmed first."""
        return _most_harmed_first(chain.from_iterable(part.by_unit() for part in self.parts))

    def by_topic(self) -> dict[str | None, Counter[Turn]]:
        """Return the counts for each topic with a flip, the most harmed first; None for rules without one."""
        return _most_harmed_first(chain.from_iterable(part.by_topic() for part in self.parts))

    @property
    def flip_count(self) -> int:
        """How many begin or cease to be breaches."""
        return sum(count for turn, count in self.counts.items() if turn.is_flip)

    def flips(self, most: int | None = None) -> tuple[Pair, ...]:
        """Return those that begin or cease to be breaches, by how they turn and in order; at most so many, if told.

        Their traces are bare.
        """
        found = [pair for part in self.parts for pair in part.flips(most)]
        return tuple(sorted(found, key=lambda pair: (_PLACE[pair.turn], order_of_pairs(pair)))[:most])

    def otherwise(self) -> tuple[Pair, ...]:
        """Return those that change without beginning or ceasing to be breaches, in order; their traces are bare."""
        return tuple(sorted((pair for part in self.parts for pair in part.otherwise()), key=order_of_pairs))


def harm(counts: Counter[Turn]) -> int:
    """Return how many become breaches."""
    return sum(count for turn, count in counts.items() if turn.is_harm)


def merged(parts: Iterable[Effects]) -> Effects:
    """Return the effects on several regulations together."""
    known = tuple(parts)
    return Effects(tuple(chain.from_iterable(part.parts for part in known)), sum(part.unchanged for part in known))


def _most_harmed_first(
    counted: Iterable[tuple[str | None, Turn, int]],
) -> dict[str | None, Counter[Turn]]:
    found: dict[str | None, Counter[Turn]] = defaultdict(Counter)
    for key, turn, count in counted:
        found[key][turn] += count
    return dict(sorted(found.items(), key=lambda item: (-harm(item[1]), -item[1].total(), item[0] or "")))


__all__ = ["Effects", "Pair", "Turn", "harm", "merged"]
