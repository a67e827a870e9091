"""Drawing lots. Only `random()` is used, whose sequence Python promises to keep for a seed on every platform."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from engine.calendars import Calendar

T = TypeVar("T")

_ONE_DAY = timedelta(days=1)


def stream(*parts: object) -> Random:
    """Return the source of chance that belongs to `parts`: each subject has its own, whatever the others draw."""
    return Random(":".join(map(str, parts)))


def happens(chance: Random, share: float) -> bool:
    """Tell whether something that happens in `share` of all cases happens now."""
    return chance.random() < share


def between(chance: Random, low: int, high: int) -> int:
    """Return a whole number in [low, high]."""
    return low + int(chance.random() * (high - low + 1))


def one_of(chance: Random, items: Sequence[T]) -> T:
    """Return one of `items`, all equally likely."""
    return items[int(chance.random() * len(items))]


def weighted(chance: Random, items: Sequence[tuple[T, int]]) -> T:
    """Return one of `items`, each as likely as its weight says."""
    mark = int(chance.random() * sum(weight for _, weight in items))
    for item, weight in items:
        mark -= weight
        if mark < 0:
            return item
    raise ValueError("no item has a weight")


def working_day(chance: Random, first: date, last: date, calendar: Calendar) -> date | None:
    """Return a working day in [first, last], or None when there is none."""
    count = calendar.count_working_days(first - _ONE_DAY, last)
    return calendar.add_working_days(first - _ONE_DAY, between(chance, 1, count)) if count else None
