"""Conditions over whole columns, in the logic with «unknown». Equals `engine.planning.conditions.evaluate_test`.

A truth is a small number, so that «and» is the least of several, «or» the greatest and «not» a reflection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Final, Protocol

import numpy as np

from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.words import Words
from engine.planning.conditions import AllOf, AnyOf, Fact, FieldCompares, FieldIs, Holds, Not, Test, leaves_of, reads_of

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2
_TRUTH_CODE: Final = {False: FALSE, None: UNKNOWN, True: TRUE}


class Fields(Protocol):
    """A column of things whose fields can be read."""

    def __len__(self) -> int: ...

    def coded(self, field: str) -> tuple[Ints, Words]:
        """Return the codes of a field, `NOTHING` where it is not known, and what they mean."""

    def holds(self, fact: Fact) -> Ints:
        """Return the truth of a fact."""


def truth_of(test: Test, fields: Fields) -> Ints:
    """Return the truth of `test` in each row."""
    match test:
        case FieldIs() if not test.folded:
            return is_one_of(fields, test.field, test.accepted)
        case FieldIs():
            return _by_word(fields, test.field, test.accepts)
        case FieldCompares():
            return _by_word(fields, test.field, test.holds)
        case Holds(fact):
            return fields.holds(fact)
        case AllOf(tests):
            return reduce(np.minimum, (truth_of(inner, fields) for inner in tests), _all(TRUE, fields))
        case AnyOf(tests):
            return reduce(np.maximum, (truth_of(inner, fields) for inner in tests), _all(FALSE, fields))
        case Not(inner):
            return TRUE - truth_of(inner, fields)


def is_one_of(fields: Fields, field: str, accepted: frozenset[str]) -> Ints:
    """Return the truth that a field has one of the accepted values."""
    codes, words = fields.coded(field)
    table = np.full(len(words) + 1, FALSE, np.int8)
    table[-1] = UNKNOWN
    for text in accepted:
        code = words.code(text)
        if code != NOTHING:
            table[code] = TRUE
    return table[codes]


def _by_word(fields: Fields, field: str, holds: Callable[[str], bool | None]) -> Ints:
    """Return what `holds` says of the value of a field; each distinct value that occurs is asked once."""
    codes, words = fields.coded(field)
    table = np.full(len(words) + 1, UNKNOWN, np.int8)
    for code in np.unique(codes).tolist():
        if code != NOTHING:
            table[code] = _TRUTH_CODE[holds(words[code])]
    return table[codes]


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
            for leaf in dict.fromkeys(leaves_of(test)):
                unknown = matters & (truth_of(leaf, fields) == UNKNOWN)
                for name in reads_of(leaf):
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
