"""Which cell of a row is the strictest and which the loosest, among those that have common ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from engine.calendars import Calendar
from engine.comparison.comparability import Why
from engine.comparison.measures import Measure, Relation, Stands, relate
from engine.comparison.sayings import Said
from engine.comparison.strictness import Horizon

Side = Sequence[Said]
"""What one regulation says on a topic; empty when it is silent."""


class Mark(Enum):
    """How a cell stands among the others of its row."""

    STRICTEST = "strictest"
    """At least as strict as every value it can be compared with, stricter than some."""
    LOOSEST = "loosest"
    EQUAL = "equal"
    """Equal to every value it can be compared with."""
    INCOMPARABLE = "incomparable"
    """Other texts speak too, but about something else or from another start."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rule of a cell stands to the rule of the point of reference that comes nearest to it.

    Attributes:
        column, reference: the places of the two columns.
        rule, reference_rule: the ids of the two rules; None for the regulation itself.
        measures: the two measures, for their witnesses.
        cases: the circumstances of each period of the two rules in words, where they have several.
    """

    column: int
    rule: str | None
    reference: int
    reference_rule: str | None
    relation: Relation
    measures: tuple[Measure, Measure]
    cases: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


_WHYS: Final = tuple(Why)
_TELLING: Final = (Stands.NEITHER, Stands.STRICTER, Stands.LOOSER, Stands.EQUAL, Stands.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Marks:
    """The mark of each side (None for a silent one, one that speaks alone, and one that is neither end).

    Attributes:
        differs: whether the sides do not all say the same; where all are silent they do.
    """

    of: tuple[Mark | None, ...]
    differs: bool


def marks_of(sides: Sequence[Side], calendar: Calendar, horizon: Horizon, knows: Sequence[bool] | None = None) -> Marks:
    """Set each measure of a side against every measure of every other side.

    A side is strictest when none of its measures is looser than another and one is stricter; it is equal when it
    agrees altogether with each side that it has common ground with. What cannot be compared does not count.

    Args:
        sides: what each regulation says.
        calendar: by which dates are reckoned.
        horizon: the start dates that are tried.
        knows: whether the topic is one of each regulation's own matters; a side that does not know it differs from
            none. None when all do.
    """
    measures = [_measures(side) for side in sides]
    speaking = [place for place, side in enumerate(sides) if side]
    found: list[set[Stands]] = [set() for _ in sides]
    agreed = len(speaking) in (0, sum(knows) if knows is not None else len(sides))
    partly = set[int]()
    for at, place in enumerate(speaking):
        for other in speaking[at + 1 :]:
            stands = [
                [relate(one, two, calendar, horizon).stands for two in measures[other]] for one in measures[place]
            ]
            seen = {item for row in stands for item in row}
            found[place] |= seen
            found[other] |= {item.reversed for item in seen}
            if not _agree(stands):
                agreed = False
                if Stands.EQUAL in seen:
                    partly |= {place, other}
    if len(speaking) < 2:
        return Marks((None,) * len(sides), not agreed)
    marks = (_mark(found[place], place in partly) if side else None for place, side in enumerate(sides))
    return Marks(tuple(marks), not agreed)


def _measures(side: Side) -> list[Measure]:
    return [measure for said in side for measure in said.measures]


def _agree(stands: Sequence[Sequence[Stands]]) -> bool:
    """Tell whether each measure of one side has its equal on the other and the other way round."""
    columns = list(zip(*stands, strict=True))
    return bool(columns) and all(Stands.EQUAL in line for line in (*stands, *columns))


def _mark(found: set[Stands], is_partly_equal: bool) -> Mark | None:
    ordered = found - {Stands.INCOMPARABLE, Stands.DIFFERENT}
    if not ordered or (ordered == {Stands.EQUAL} and Stands.DIFFERENT in found):
        return Mark.INCOMPARABLE
    if ordered == {Stands.EQUAL}:
        return None if is_partly_equal else Mark.EQUAL
    if ordered <= {Stands.STRICTER, Stands.EQUAL}:
        return Mark.STRICTEST
    return Mark.LOOSEST if ordered <= {Stands.LOOSER, Stands.EQUAL} else None


def standings_of(
    sides: Sequence[Side], marks: Sequence[Mark | None], base: int | None, calendar: Calendar, horizon: Horizon
) -> tuple[Standing, ...]:
    """Return how each rule of each side stands to the point of reference; nothing when that one is silent or alone."""
    reference = base if base is not None else _reference(sides, marks)
    if reference is None or not sides[reference]:
        return ()
    return tuple(
        standing
        for column, side in enumerate(sides)
        if column != reference
        for standing in _against(column, side, reference, sides[reference], calendar, horizon)
    )


def _reference(sides: Sequence[Side], marks: Sequence[Mark | None]) -> int | None:
    speaking = [place for place, side in enumerate(sides) if side]
    if len(speaking) < 2:
        return None
    strictest = (place for place in speaking if marks[place] is Mark.STRICTEST)
    comparable = (place for place in speaking if marks[place] is not Mark.INCOMPARABLE)
    return next(strictest, next(comparable, speaking[0]))


def _against(
    column: int, side: Side, reference: int, there: Side, calendar: Calendar, horizon: Horizon
) -> Iterator[Standing]:
    """Yield, for each rule that says something measurable, its most telling relation to the reference."""
    for said in side:
        found = [
            Standing(
                column,
                said.rule,
                reference,
                other.rule,
                relate(one, two, calendar, horizon),
                (one, two),
                (said.cases, other.cases),
            )
            for one in said.measures
            for other in there
            for two in other.measures
        ]
        if found:
            yield min(found, key=lambda standing: _weight(standing.relation))


def _weight(relation: Relation) -> tuple[int, bool, int, int]:
    """Order relations from the most telling; of those without common ground the nearest miss first.

    Two rules of one kind that miss each other say more than a rule beside mere words.
    """
    if relation.stands is not Stands.INCOMPARABLE:
        return _TELLING.index(relation.stands), False, 0, 0
    whys = [item.why for item in relation.obstacles]
    return len(_TELLING), Why.IN_WORDS in whys, len(whys), min(_WHYS.index(why) for why in whys)
