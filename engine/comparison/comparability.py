"""Whether two duties can be compared at all: the same act, counted from the same starting point, in a common case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from engine.comparison.portions import demanded, never_meet
from engine.phrases import NotStated, StartsOn, Unquantified
from engine.planning.conditions import Test
from engine.planning.plan import Act, Duty


class Why(Enum):
    """Why two values have no common ground, from the nearest miss to the farthest."""

    NO_NUMBER = "no_number"
    """One text gives no period that a date could be reckoned from."""
    STATED_IN_LOG = "stated_in_log"
    """In one text the dossier itself states the date or the period."""
    OTHER_START = "other_start"
    """Counted from different events."""
    OTHER_CASE = "other_case"
    """Never for the same move, exit or person."""
    OTHER_ACT = "other_act"
    """Different acts are asked for."""
    OTHER_KIND = "other_kind"
    """A duty after an event, a duty of each period, a time to keep a thing: two different ones of these."""
    OTHER_CONDITIONS = "other_conditions"
    """The same sort of norm with other conditions or exceptions."""
    NO_ORDER = "no_order"
    """Different values of which none is stricter (dates from which a text applies, where a text stands)."""
    IN_WORDS = "in_words"
    """A norm in words, without anything to measure."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why two values cannot be compared, with the ids that differ (of events, cases …) on each side."""

    why: Why
    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def reversed(self) -> Obstacle:
        """The same reason seen from the other side."""
        return Obstacle(self.why, self.other, self.one)


def obstacles_between(one: Duty, other: Duty) -> tuple[Obstacle, ...]:
    """Return every reason why the due dates of two duties cannot be compared; none when they can.

    They can when both ask for the same act (of several in `must`, for a common one), arise in the same way, share an
    event from which they count, and no condition keeps them apart. Who bears them does not matter, nor do pauses and
    extensions, which lie in a log and not in the texts. Where a period differs by case, each case is another matter
    (`engine.comparison.portions`) and no obstacle yet.
    """
    return tuple(_obstacles(one, other))


def _obstacles(one: Duty, other: Duty) -> Iterator[Obstacle]:
    if one.stated is not None or other.stated is not None:
        if one.stated != other.stated or one.conventions != other.conventions:
            yield Obstacle(Why.STATED_IN_LOG)
    elif not (_has_date(one) and _has_date(other)):
        yield Obstacle(Why.NO_NUMBER)
    if one.trigger is not None and other.trigger is not None:
        shared = one.trigger.events & other.trigger.events
        if not shared or one.trigger.source != other.trigger.source:
            yield Obstacle(Why.OTHER_START, tuple(sorted(one.trigger.events)), tuple(sorted(other.trigger.events)))
        elif (field := _apart(one.test, other.test)) is not None:
            yield Obstacle(Why.OTHER_CASE, _values(one.test, field), _values(other.test, field))
        elif never_meet(one.test, other.test):
            yield Obstacle(Why.OTHER_CASE)
    if not any(_same_act(act, asked) for act in one.must for asked in other.must):
        yield Obstacle(Why.OTHER_ACT, tuple(sorted(one.done_by)), tuple(sorted(other.done_by)))
    if one.kind is not other.kind:
        yield Obstacle(Why.OTHER_KIND, (one.kind.value,), (other.kind.value,))


def _same_act(one: Act, other: Act) -> bool:
    return one.event == other.event and _apart(one.test, other.test) is None


def _has_date(duty: Duty) -> bool:
    return bool(duty.periods) or not isinstance(duty.deadline, (Unquantified, NotStated, StartsOn))


def _apart(one: Test, other: Test) -> str | None:
    """Return a field for which the two tests accept no common value, None when there is none.

    Only fields that a test demands outright are looked at; alternatives and negations keep nothing apart for sure.
    """
    if one is other:
        return None
    here, there = demanded(one), demanded(other)
    return next((field for field, accepted in here.items() if field in there and not accepted & there[field]), None)


def _values(test: Test, field: str) -> tuple[str, ...]:
    return tuple(sorted(demanded(test)[field]))
