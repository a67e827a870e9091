"""What can be measured in a saying, and how one measure stands to another: stricter, looser, equal or neither."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from engine.calendars import Calendar
from engine.comparison.comparability import Obstacle, Why, obstacles_between
from engine.comparison.portions import Portion, never_meet, portions_of
from engine.comparison.strictness import Horizon, Order, Timing, Verdict, decide
from engine.model.duties import Delegation, Means
from engine.planning.plan import Duty, DutyKind


@dataclass(frozen=True, slots=True)
class Rank:
    """A value on a scale that has an order of its own; a greater `level` is stricter."""

    scale: str
    level: int


@dataclass(frozen=True, slots=True)
class Form:
    """A norm without a scale: two of the same `sort` are equal, or just different and `why` says why no more."""

    sort: str
    value: object
    why: Why


Measure = Duty | Rank | Form

MEANS: Final = {Means.DIGITAL_SIGNATURE: 2, Means.CONFIRMATION: 1}
"""A signature proves who approved; a click in the software proves less. «Unspecified» has no place on the scale."""
DELEGATION: Final = {Delegation.NONE: 3, Delegation.WRITTEN: 2, Delegation.ANY_FORM: 1}
"""The fewer ways to delegate, the stricter. «Unspecified» has no place on the scale."""


class Stands(Enum):
    """How a measure stands to another one."""

    STRICTER = "stricter"
    LOOSER = "looser"
    EQUAL = "equal"
    NEITHER = "neither"
    """Comparable, but stricter on some dates and looser on others."""
    DIFFERENT = "different"
    """Two norms of one sort that say different things, of which none is the stricter."""
    INCOMPARABLE = "incomparable"

    @property
    def reversed(self) -> Stands:
        """How the other stands to it."""
        return {Stands.STRICTER: Stands.LOOSER, Stands.LOOSER: Stands.STRICTER}.get(self, self)


@dataclass(frozen=True, slots=True)
class Relation:
    """How one measure stands to another, and on what ground.

    Attributes:
        verdict: for two deadlines, what trying every start date showed.
        obstacles: why neither can be called stricter; none when they are comparable.
        cases: where a period differs by case, how it stands case by case; only cases that can come together.
    """

    stands: Stands
    verdict: Verdict | None = None
    obstacles: tuple[Obstacle, ...] = ()
    cases: tuple[CaseRelation, ...] = ()

    def verdicts(self) -> tuple[Relation, ...]:
        """Return what trying every start date has settled: this relation, or each of its cases that it settled."""
        return tuple(item for item in (self, *(case.relation for case in self.cases)) if item.verdict is not None)


@dataclass(frozen=True, slots=True)
class CaseRelation:
    """How one case of a duty stands to a case of another, in which both can be."""

    one: Portion
    other: Portion
    relation: Relation


_EARLIER_IS_STRICTER: Final = {
    Order.EARLIER: Stands.STRICTER,
    Order.LATER: Stands.LOOSER,
    Order.EQUAL: Stands.EQUAL,
    Order.NEITHER: Stands.NEITHER,
}


def relate(one: Measure, other: Measure, calendar: Calendar, horizon: Horizon) -> Relation:
    """Return how `one` stands to `other`. Of two times to keep a thing, the longer is the stricter."""
    if isinstance(one, Duty) and isinstance(other, Duty):
        return _relate_duties(one, other, calendar, horizon)
    if isinstance(one, Rank) and isinstance(other, Rank) and one.scale == other.scale:
        if one.level == other.level:
            return Relation(Stands.EQUAL)
        return Relation(Stands.STRICTER if one.level > other.level else Stands.LOOSER)
    if isinstance(one, Form) and isinstance(other, Form) and one.sort == other.sort:
        if one.value == other.value:
            return Relation(Stands.EQUAL)
        return Relation(Stands.DIFFERENT, obstacles=(Obstacle(one.why),))
    return _IN_WORDS


def timing_of(duty: Duty) -> Timing:
    """Return the duty's deadline with its conventions."""
    return Timing(duty.deadline, duty.conventions)


_IN_WORDS: Final = Relation(Stands.INCOMPARABLE, obstacles=(Obstacle(Why.IN_WORDS),))


def _relate_duties(one: Duty, other: Duty, calendar: Calendar, horizon: Horizon) -> Relation:
    if obstacles := obstacles_between(one, other):
        return Relation(Stands.INCOMPARABLE, obstacles=obstacles)
    if one.periods or other.periods:
        return _relate_cases(one, other, calendar, horizon)
    if one.stated is not None:
        return Relation(Stands.EQUAL)
    verdict = decide(timing_of(one), timing_of(other), calendar, horizon)
    if verdict is None:
        return Relation(Stands.INCOMPARABLE, obstacles=(Obstacle(Why.NO_NUMBER),))
    stands = _EARLIER_IS_STRICTER[verdict.order]
    return Relation(stands.reversed if one.kind is DutyKind.RETENTION else stands, verdict)


def _relate_cases(one: Duty, other: Duty, calendar: Calendar, horizon: Horizon) -> Relation:
    """Set case against case; the whole is stricter where some case is and none is looser or undecided."""
    cases = tuple(
        CaseRelation(here, there, _relate_duties(here.duty, there.duty, calendar, horizon))
        for here in portions_of(one)
        for there in portions_of(other)
        if not never_meet(here.duty.test, there.duty.test)
    )
    found = {case.relation.stands for case in cases}
    if not found or Stands.INCOMPARABLE in found:
        obstacles = dict.fromkeys(item for case in cases for item in case.relation.obstacles)
        return Relation(
            Stands.INCOMPARABLE, obstacles=tuple(obstacles) or (Obstacle(Why.OTHER_CONDITIONS),), cases=cases
        )
    turned = found - {Stands.EQUAL}
    return Relation(turned.pop() if len(turned) == 1 else Stands.NEITHER if turned else Stands.EQUAL, cases=cases)
