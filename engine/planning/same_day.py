"""The events of one day: those with a time of day come in its order, the others at any time of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

NO_RANK: Final = -1
"""Of an event whose time of day is not known."""
MOST_SETS: Final = 4096
"""So many sets of what has happened by some time of a day are followed. Beyond that, nothing about the day is known."""


def surely_before(ranks: Sequence[int]) -> tuple[int, ...]:
    """Return for each event of a day, as bits by place, those that surely come before it.

    Args:
        ranks: for each event its place among the times of that day; equal for equal times, `NO_RANK` without a time.
    """
    timed = [(place, rank) for place, rank in enumerate(ranks) if rank != NO_RANK]
    masks = {rank: sum(1 << place for place, other in timed if other < rank) for _, rank in timed}
    return tuple(masks.get(rank, 0) for rank in ranks)


def one_order(before: Sequence[int]) -> list[int]:
    """Return the places in an order that the times allow; where they leave a choice, the earlier place comes first."""
    taken = 0
    found: list[int] = []
    while len(found) < len(before):
        place = next(at for at, mask in enumerate(before) if not taken >> at & 1 and mask & ~taken == 0)
        taken |= 1 << place
        found.append(place)
    return found
