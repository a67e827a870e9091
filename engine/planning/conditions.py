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
class Happened:
    """An event has happened by that day, on the matter's own subject, its unit's or the province's.

    Attributes:
        test: what the event must show; it asks for fields only.
        since: only from the last event of this type on; none of it so far means that nothing has happened since.
        same_day: whether the day of that last event counts.
    """

    event: str
    test: Test
    since: str | None = None
    same_day: bool = True

    @property
    def reads(self) -> frozenset[str]:
        """The fields that may leave it open."""
        return frozenset[str]().union(*map(reads_of, leaves_of(self.test)))


@dataclass(frozen=True, slots=True)
class InState:
    """The dossier is in one of these states just before the event, whatever the order of the events of that day."""

    states: frozenset[str]

    @property
    def reads(self) -> frozenset[str]:
        """The fields that may leave it open."""
        return frozenset({"state"})


@dataclass(frozen=True, slots=True)
class SameUnit:
    """Two fields name the same unit."""

    left: str
    right: str

    @property
    def reads(self) -> frozenset[str]:
        """The fields that may leave it open."""
        return frozenset({self.left, self.right})


Fact = Happened | InState | SameUnit
"""What is known of an event beyond its own fields; to a `FieldReader` it is a field that is «true» or «false»."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A fact holds."""

    fact: Fact


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


Test = FieldIs | FieldCompares | Holds | AllOf | AnyOf | Not
Leaf = FieldIs | FieldCompares | Holds

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
        case Holds(fact):
            value = read(fact)
            return None if value is None else value == "true"
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
    unknown = [leaf for leaf in leaves_of(test) if evaluate_test(leaf, read) is None]
    return tuple(sorted(frozenset[str]().union(*map(reads_of, unknown))))


def fields_of(test: Test) -> frozenset[str]:
    """Return every field that `test` reads of the event itself."""
    return frozenset(leaf.field for leaf in leaves_of(test) if not isinstance(leaf, Holds))


def trigger_fields_of(test: Test) -> frozenset[str]:
    """Return every field by which `test` tells two events of one day and subject apart: its own, and units compared."""
    units = (frozenset({fact.left, fact.right}) for fact in facts_of(test) if isinstance(fact, SameUnit))
    return fields_of(test).union(*units)


def facts_of(test: Test) -> frozenset[Fact]:
    """Return every fact that `test` asks for."""
    return frozenset(leaf.fact for leaf in leaves_of(test) if isinstance(leaf, Holds))


def reads_of(leaf: Leaf) -> frozenset[str]:
    """Return the fields that may leave a single question open."""
    return leaf.fact.reads if isinstance(leaf, Holds) else frozenset({leaf.field})


def leaves_of(test: Test) -> Iterator[Leaf]:
    """Yield what `test` is made of in the end: single questions."""
    match test:
        case Not(inner):
            yield from leaves_of(inner)
        case AllOf(tests) | AnyOf(tests):
            for inner in tests:
                yield from leaves_of(inner)
        case _:
            yield test
