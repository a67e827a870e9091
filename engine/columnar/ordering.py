"""Sorting rows by many keys: as many as fit are packed into one number; only rows equal in it are looked at again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.columnar.days import Ints

Key = Callable[[Ints | slice], Ints]
"""Gives one key of the rows asked for."""

_BITS = 63


def order_of(keys: Sequence[Key], size: int) -> Ints:
    """Return `size` rows in order of the first key, then the second and so on; rows equal in all keep their order."""
    packed, used = _packed(keys, size)
    order = np.argsort(packed)
    if size < 2:
        return order
    same = packed[order]
    equal = same[1:] == same[:-1]
    tied = np.zeros(size, bool)
    tied[1:] = equal
    tied[:-1] |= equal
    places = np.flatnonzero(tied)
    rows = order[places]
    rest = [key(rows) for key in reversed(keys[used:])]
    order[places] = rows[np.lexsort([rows, *rest, same[places]])]
    return order


def _packed(keys: Sequence[Key], size: int) -> tuple[Ints, int]:
    """Return the foremost keys as one number that compares like them, and how many they are."""
    packed = np.zeros(size, np.int64)
    bits = 0
    for used, key in enumerate(keys):
        values = key(slice(None))
        lowest = int(values.min()) if size else 0
        width = int((int(values.max()) - lowest if size else 0).bit_length())
        bits += width
        if bits > _BITS:
            return packed, used
        packed <<= width
        packed |= values.astype(np.int64) - lowest
    return packed, len(keys)
