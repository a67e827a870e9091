"""Compiled conditions: data that any evaluator can interpret, in a logic with «unknown»."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.model.base import Condition

FieldReader = Callable[[str], str | None]
"""Gives the value of a field of an event, or None when it is not known."""


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field has one of the accepted values."""

    field: str
    accepted: frozenset[str]


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


Test = FieldIs | AllOf | AnyOf | Not

ALWAYS: Test = AllOf(())


def test_of_fields(fields: Mapping[str, tuple[str, ...]]) -> Test:
    """Return the test that all `fields` have an accepted value."""
    return all_of(*(FieldIs(name, frozenset(values)) for name, values in sorted(fields.items())))


def test_of_condition(condition: Condition | None) -> Test:
    """Return the test that a condition of a rule file states; without a condition, always true."""
    if condition is None:
        return ALWAYS
    parts = [test_of_fields(condition.fields)]
    parts += [test_of_condition(inner) for inner in condition.all]
    if condition.any:
        parts.append(AnyOf(tuple(test_of_condition(inner) for inner in condition.any)))
    if condition.not_ is not None:
        parts.append(Not(test_of_condition(condition.not_)))
    return all_of(*parts)


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
        case FieldIs(field, accepted):
            value = read(field)
            return None if value is None else value in accepted
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
    """Return the fields of `test` that are not known, in order of name."""
    return tuple(sorted(name for name in fields_of(test) if read(name) is None))


def fields_of(test: Test) -> frozenset[str]:
    """Return every field that `test` reads."""
    match test:
        case FieldIs(field, _):
            return frozenset({field})
        case Not(inner):
            return fields_of(inner)
        case AllOf(tests) | AnyOf(tests):
            return frozenset[str]().union(*(fields_of(inner) for inner in tests))
