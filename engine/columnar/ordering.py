"""The order of findings: by unit, due date, dossier, rule and the rest. Equals `engine.findings.in_order`.

Blocks of dossiers come in order of dossier, so each is put in order by itself from the dossier on, and all of them
together need only two stable sorts more: by due date, then by unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Ints
from engine.outcomes import Status

Key = Callable[[Ints | slice], Ints]
"""Gives one key of the rows asked for."""

_BITS = 63
_NARROW = 2**15


def ranks_of(texts: Sequence[str]) -> Ints:
    """Return the place of each text in order; equal texts share one."""
    place = {text: rank for rank, text in enumerate(sorted(set(texts)))}
    return np.array([place[text] for text in texts], np.int32)


WOULD_BE_RANKS = np.append(ranks_of([status.value for status in Status]), np.int32(NOTHING))
"""At each code of a status, the place of its name in order; at the end, for `NOTHING`, a place before all."""


def order_within_units(
    columns: Mapping[str, Ints], rules: Ints, reasons: Ints, cases: Ints, roles: Ints, units: Ints
) -> Ints:
    """Return the rows of one block in order of dossier, rule, trigger and what else tells findings apart.

    Args:
        rules, reasons, cases, roles, units: at each code, the place of its text in order.
    """
    keys: tuple[Key, ...] = (
        lambda rows: columns["dossier"][rows],
        lambda rows: rules[columns["norm"][rows]],
        lambda rows: _empty_first(columns["trigger_date"][rows]),
        lambda rows: columns["trigger_event"][rows],
        lambda rows: reasons[columns["reason"][rows]],
        lambda rows: columns["ref"][rows],
        lambda rows: _empty_first(columns["fulfilled_on"][rows]),
        lambda rows: cases[columns["case"][rows]],
        *([lambda rows: columns["about"][rows]] if "about" in columns else []),
        lambda rows: roles[columns["bearer"][rows]],
        *([lambda rows: units[columns["inherited_from"][rows]]] if "inherited_from" in columns else []),
        *([lambda rows: WOULD_BE_RANKS[columns["would_be"][rows]]] if "would_be" in columns else []),
    )
    return order_of(keys, len(columns["norm"]))


def order_by_unit_and_due(columns: Mapping[str, Ints], units: Ints) -> Ints:
    """Return the rows by unit and due date; rows equal in both keep their order.

    Args:
        units: at each code, the place of the unit in order.
    """
    order = _stable_order(_empty_first(columns["due_on"]))
    return order[_stable_order(units[columns["unit"][order]])]


def _stable_order(values: Ints) -> Ints:
    """Sort numbers of a small range digit by digit, which NumPy does with two bytes only."""
    if len(values):
        lowest = int(values.min())
        if int(values.max()) - lowest < _NARROW:
            values = (values - lowest).astype(np.int16)
    return np.argsort(values, kind="stable")


def _empty_first(days: Ints) -> Ints:
    """Put `NEVER` just before the first day that there is, so that the range stays small."""
    empty = days == NEVER
    first = int(days.min()) if len(days) and not empty.all() else EARLIEST
    return np.where(empty, first - 1, days)


def order_of(keys: Sequence[Key], size: int) -> Ints:
    """Return `size` rows in order of the first key, then the second and so on; rows equal in all keep their order.

    As many keys as fit are packed into one number, and only rows equal in it are looked at again.
    """
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
        width = (int(values.max()) - lowest if size else 0).bit_length()
        bits += width
        if bits > _BITS:
            return packed, used
        packed <<= width
        packed |= values.astype(np.int64) - lowest
    return packed, len(keys)
