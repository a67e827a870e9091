"""A duty whose period differs by circumstances taken apart, and which circumstances of two texts can come together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from engine.planning.conditions import AllOf, AnyOf, Comparison, FieldCompares, FieldIs, Not, Test, all_of
from engine.planning.periods import under
from engine.planning.plan import Duty

_Bound = Decimal | date
_OPPOSITE: Final = {
    Comparison.AT_LEAST: Comparison.LESS_THAN,
    Comparison.LESS_THAN: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.MORE_THAN,
    Comparison.MORE_THAN: Comparison.AT_MOST,
}


@dataclass(frozen=True, slots=True)
class Portion:
    """A duty in one of its cases: its test asks for the case and that none before holds, its period is the case's.

    Attributes:
        place: the place of the case in its list, from 0; None for a duty whose period does not differ.
    """

    place: int | None
    duty: Duty


def portions_of(duty: Duty) -> tuple[Portion, ...]:
    """Return the duty in each of its cases, which together are all there are; itself where it has none."""
    if not duty.periods:
        return (Portion(None, duty),)
    found, before = [], list[Test]()
    for place, case in enumerate(duty.periods):
        test = all_of(duty.test, case.test, *before)
        found.append(Portion(place, replace(under(duty, case), test=test)))
        before.append(Not(case.test))
    return tuple(found)


def demanded(test: Test) -> dict[str, frozenset[str]]:
    """Return the values that each field must have one of for `test` to hold."""
    found: dict[str, frozenset[str]] = {}
    for part in _parts(test):
        if isinstance(part, FieldIs):
            found[part.field] = found[part.field] & part.accepted if part.field in found else part.accepted
    return found


def never_meet(one: Test, other: Test) -> bool:
    """Tell whether it is sure that the two tests never hold together.

    Only what a test demands outright is looked at: the values of fields, the bounds it sets, and what it excludes.
    """
    both = all_of(one, other)
    return (
        any(not accepted for accepted in demanded(both).values())
        or any(isinstance(part, Not) and _implies(both, part.test) for part in _parts(both))
        or any(_is_empty(both, part.field) for part in _parts(both) if isinstance(part, FieldCompares))
    )


def _parts(test: Test) -> Iterator[Test]:
    """Yield what a test demands at once; of a bound that must not be kept, the opposite bound."""
    if isinstance(test, AllOf):
        for inner in test.tests:
            yield from _parts(inner)
    elif isinstance(test, Not) and isinstance(test.test, FieldCompares):
        yield replace(test.test, comparison=_OPPOSITE[test.test.comparison])
    else:
        yield test


def _implies(test: Test, wanted: Test) -> bool:
    """Tell whether it is sure that `wanted` holds wherever `test` does."""
    if isinstance(wanted, AllOf):
        return all(_implies(test, inner) for inner in wanted.tests)
    if isinstance(wanted, AnyOf):
        return any(_implies(test, inner) for inner in wanted.tests)
    if isinstance(wanted, FieldIs):
        accepted = demanded(test).get(wanted.field)
        return accepted is not None and accepted <= wanted.accepted
    if isinstance(wanted, FieldCompares):
        return any(_is_within(part, wanted) for part in _parts(test) if isinstance(part, FieldCompares))
    return wanted in _parts(test)


def _is_within(part: FieldCompares, wanted: FieldCompares) -> bool:
    """Tell whether every value that keeps the bound of `part` keeps that of `wanted`."""
    if part.field != wanted.field or not _comparable(part.bound, wanted.bound):
        return False
    if _is_lower(part) != _is_lower(wanted):
        return False
    if part.bound == wanted.bound:
        return _is_strict(part) or not _is_strict(wanted)
    return wanted.comparison.holds(part.bound, wanted.bound)


def _is_empty(test: Test, field: str) -> bool:
    """Tell whether no value keeps all the bounds that `test` sets `field`."""
    bounds = [part for part in _parts(test) if isinstance(part, FieldCompares) and part.field == field]
    return any(
        not (high.comparison.holds(low.bound, high.bound) and low.comparison.holds(high.bound, low.bound))
        for low in bounds
        for high in bounds
        if _is_lower(low) and not _is_lower(high) and _comparable(low.bound, high.bound)
    )


def _comparable(one: _Bound, other: _Bound) -> bool:
    return isinstance(one, date) == isinstance(other, date)


def _is_lower(part: FieldCompares) -> bool:
    return part.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN)


def _is_strict(part: FieldCompares) -> bool:
    return part.comparison in (Comparison.MORE_THAN, Comparison.LESS_THAN)
