"""Conditions over whole columns, in the logic with «unknown». Equals `engine.planning.conditions.evaluate_test`.

A truth is a small number, so that «and» is the least of several, «or» the greatest and «not» a reflection.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Final, Protocol

import numpy as np

from engine.columnar.days import Bools, Ints
from engine.planning.conditions import AllOf, AnyOf, FieldIs, Not, Test, fields_of

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2


class Fields(Protocol):
    """A column of things whose fields can be read."""

    def __len__(self) -> int: ...

    def is_one_of(self, field: str, accepted: frozenset[str]) -> Ints:
        """Return the truth that a field has one of the accepted values."""

    def is_unknown(self, field: str) -> Bools:
        """Tell where a field is not known."""


def truth_of(test: Test, fields: Fields) -> Ints:
    """Return the truth of `test` in each row."""
    match test:
        case FieldIs(field, accepted):
            return fields.is_one_of(field, accepted)
        case AllOf(tests):
            return reduce(np.minimum, (truth_of(inner, fields) for inner in tests), _all(TRUE, fields))
        case AnyOf(tests):
            return reduce(np.maximum, (truth_of(inner, fields) for inner in tests), _all(FALSE, fields))
        case Not(inner):
            return TRUE - truth_of(inner, fields)


def _all(truth: int, fields: Fields) -> Ints:
    return np.full(len(fields), truth, np.int8)


def missing_reasons(asked: Iterable[tuple[Test, Bools]], fields: Fields) -> tuple[Ints, list[str]]:
    """Return why rows cannot be judged: a number of a reason, 0 for none, and the reasons by number.

    Args:
        asked: tests, and in which rows each one's unknown fields matter.

    The reason names every unknown field of the tests that matter in the row; equals `missing_fields`.
    """
    missing: dict[str, Bools] = {}
    for test, matters in asked:
        if matters.any():
            for name in fields_of(test):
                unknown = matters & fields.is_unknown(name)
                missing[name] = missing[name] | unknown if name in missing else unknown
    reasons = [""]
    numbers = np.zeros(len(fields), np.int32)
    for name in sorted(missing):
        unknown = missing[name]
        longer: dict[int, int] = {}
        for number in np.unique(numbers[unknown]).tolist():
            longer[number] = len(reasons)
            reasons.append(f"{reasons[number]},{name}" if number else f"missing:{name}")
        if longer:
            table = np.arange(len(reasons))
            table[list(longer)] = list(longer.values())
            numbers[unknown] = table[numbers[unknown]]
    return numbers, reasons
