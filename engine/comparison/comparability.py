"""Whether two duties can be compared at all: the same act, counted from the same starting point, in a common case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from engine.phrases import NotStated, StartsOn, Unquantified
from engine.planning.conditions import AllOf, FieldIs, Test
from engine.planning.plan import Duty


class Why(Enum):
    """Why two values have no common ground, from the most telling reason to the least."""

    OTHER_START = "other_start"
    """The same act, counted from different events."""
    OTHER_CASE = "other_case"
    """The same act and event, but never for the same move, exit or person."""
    NO_NUMBER = "no_number"
    """The same act and start, but one text gives no period that a date could be reckoned from."""
    OTHER_CONDITIONS = "other_conditions"
    """The same sort of norm with other conditions or exceptions."""
    OTHER_KIND = "other_kind"
    """A duty after an event, a duty of each period, a time to keep a thing: two different ones of these."""
    OTHER_ACT = "other_act"
    """Different acts are asked for."""
    IN_WORDS = "in_words"
    """A norm in words, without anything to measure."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why two values cannot be compared, with the ids that differ (of events, cases …), one side and the other."""

    why: Why
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def obstacle_between(one: Duty, other: Duty) -> Obstacle | None:
    """Return why the due dates of two duties cannot be compared; None when they can.

    They can when both ask for the same act (the `must` event), arise in the same way, share an event from which they
    count, and no condition keeps them apart. Who bears them does not matter, nor do pauses and extensions, which lie
    in a log and not in the texts.
    """
    if one.must.event != other.must.event or _apart(one.must.test, other.must.test) is not None:
        return Obstacle(Why.OTHER_ACT, (one.must.event,), (other.must.event,))
    if one.kind is not other.kind:
        return Obstacle(Why.OTHER_KIND, (one.kind.value,), (other.kind.value,))
    if one.trigger is not None and other.trigger is not None:
        shared = one.trigger.events & other.trigger.events
        if not shared or one.trigger.lasting != other.trigger.lasting:
            return Obstacle(Why.OTHER_START, tuple(sorted(one.trigger.events)), tuple(sorted(other.trigger.events)))
    if (field := _apart(one.test, other.test)) is not None:
        return Obstacle(Why.OTHER_CASE, _values(one.test, field), _values(other.test, field))
    if not (_has_date(one) and _has_date(other)):
        return Obstacle(Why.NO_NUMBER)
    return None


def _has_date(duty: Duty) -> bool:
    return not isinstance(duty.deadline, (Unquantified, NotStated, StartsOn))


def _apart(one: Test, other: Test) -> str | None:
    """Return a field for which the two tests accept no common value, None when there is none.

    Only fields that a test demands outright are looked at; alternatives and negations keep nothing apart for sure.
    """
    if one is other:
        return None
    here, there = demanded(one), demanded(other)
    return next((field for field, accepted in here.items() if field in there and not accepted & there[field]), None)


def demanded(test: Test) -> dict[str, frozenset[str]]:
    """Return the values that each field must have one of for `test` to hold."""
    found: dict[str, frozenset[str]] = {}
    for field, accepted in _demands(test):
        found[field] = found[field] & accepted if field in found else accepted
    return found


def _demands(test: Test) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(test, FieldIs):
        yield test.field, test.accepted
    elif isinstance(test, AllOf):
        for inner in test.tests:
            yield from _demands(inner)


def _values(test: Test, field: str) -> tuple[str, ...]:
    return tuple(sorted(demanded(test)[field]))
