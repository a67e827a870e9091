"""Compiled conditions: data that any evaluator can interpret, in a logic with «unknown»."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from engine.vocabulary import fold

FieldReader = Callable[[Any], str | None]
"""Gives the value of a field of an event, or None when it is not known.

A field is a name, or a `Fact`: then the value is «true» or «false».
"""


class Comparison(Enum):
    """How a number or a date stands to a bound."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    def holds(self, value: Decimal | date, bound: Decimal | date) -> bool:
        """Tell whether `value` stands so to `bound`; both are numbers or both are dates."""
        if isinstance(value, date) != isinstance(bound, date):
            raise TypeError(f"{value!r} cannot be compared with {bound!r}")
        one: Any = value
        match self:
            case Comparison.AT_LEAST:
                return bool(one >= bound)
            case Comparison.MORE_THAN:
                return bool(one > bound)
            case Comparison.AT_MOST:
                return bool(one <= bound)
            case Comparison.LESS_THAN:
                return bool(one < bound)


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field has one of the accepted values.

    Attributes:
        folded: whether case, spacing and Unicode form do not matter; `accepted` then holds folded texts.
    """

    field: str
    accepted: frozenset[str]
    folded: bool = False

    def accepts(self, value: str) -> bool:
        """Tell whether a value that is known is one of those accepted."""
        return (fold(value) if self.folded else value) in self.accepted


@dataclass(frozen=True, slots=True)
class FieldCompares:
    """A number or a date keeps a bound."""

    field: str
    comparison: Comparison
    bound: Decimal | date

    def holds(self, value: str) -> bool | None:
        """Tell whether a value that is known keeps the bound; None for one that is no number or no date."""
        try:
            said = date.fromisoformat(value) if isinstance(self.bound, date) else Decimal(value)
        except (ValueError, InvalidOperation):
            return None
        return self.comparison.holds(said, self.bound)

    def values_around(self, step: Decimal = Decimal(1)) -> tuple[str, ...]:
        """Return the bound and its neighbours below and above: a day, or `step` away."""
        if isinstance(self.bound, date):
            day = timedelta(days=1)
            return tuple(map(date.isoformat, (self.bound - day, self.bound, self.bound + day)))
        return tuple(f"{found:f}" for found in (self.bound - step, self.bound, self.bound + step))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every test holds; without tests, true."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one test holds."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The test does not hold."""

    test: Test


Test = FieldIs | FieldCompares | AllOf | AnyOf | Not

ALWAYS: Test = AllOf(())


def all_of(*tests: Test) -> Test:
    """Return the conjunction of `tests`, flattened."""
    flat: list[Test] = []
    for test in tests:
        if isinstance(test, AllOf):
            flat += test.tests
        else:
            flat.append(test)
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def evaluate_test(test: Test, read: FieldReader) -> bool | None:
    """Return whether `test` holds; None when the answer hangs on a field that is not known (Kleene's logic)."""
    match test:
        case FieldIs(field):
            value = read(field)
            return None if value is None else test.accepts(value)
        case FieldCompares(field):
            value = read(field)
            return None if value is None else test.holds(value)
        case AllOf(tests):
            return _conjunction(tests, read)
        case AnyOf(tests):
            unknown = False
            for inner in tests:
                holds = evaluate_test(inner, read)
                if holds:
                    return True
                unknown = unknown or holds is None
            return None if unknown else False
        case Not(inner):
            holds = evaluate_test(inner, read)
            return None if holds is None else not holds


def _conjunction(tests: tuple[Test, ...], read: FieldReader) -> bool | None:
    unknown = False
    for inner in tests:
        holds = evaluate_test(inner, read)
        if holds is False:
            return False
        unknown = unknown or holds is None
    return None if unknown else True


def missing_fields(test: Test, read: FieldReader) -> tuple[str, ...]:
    """Return the fields on which `test` hangs and that are not known, in order of name."""
    return tuple(sorted({leaf.field for leaf in leaves_of(test) if evaluate_test(leaf, read) is None}))


def fields_of(test: Test) -> frozenset[str]:
    """Return every field that `test` reads."""
    return frozenset(leaf.field for leaf in leaves_of(test))


def leaves_of(test: Test) -> Iterator[FieldIs | FieldCompares]:
    """Yield what `test` is made of in the end: single questions about single fields."""
    match test:
        case Not(inner):
            yield from leaves_of(inner)
        case AllOf(tests) | AnyOf(tests):
            for inner in tests:
                yield from leaves_of(inner)
        case _:
            yield test
