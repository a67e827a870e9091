"""Days on which the calendar departs from the plain week: the record and its kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

FIRST_DAY: Final = date(2010, 1, 1)
LAST_DAY: Final = date(2050, 12, 31)


class DayKind(Enum):
    """Why a day departs from the plain week of Monday to Friday."""

    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    CLOSURE = "closure"

    @property
    def is_worked(self) -> bool:
        """Whether people work on such a day; only a swapped weekend day is worked."""
        return self is DayKind.SWAP_WORK


STATUTE: Final = "Bộ luật"
"""How the name of a statute begins; it gives a day off in lieu without naming the day."""


class Degree(Enum):
    """How certain it is that a day is closed or worked, from the firmest."""

    ANNOUNCED = "announced"
    """A document names this very day."""
    STATUTE = "statute"
    """The statute names the day itself; no announcement is needed."""
    DERIVED = "derived"
    """Derived from the statute; no document that names the day is known."""
    PROJECTED = "projected"
    """Computed for a year that is not decided yet."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One cited day of the calendar.

    Attributes:
        on: the day.
        kind: why it departs from the plain week.
        name: Vietnamese name, as people know it.
        document: the document that makes it so; for a projected day the statute.
        announced_on: when that document became known; None when it always was (a statute).
        certain: whether the source is of high confidence.
        projected: whether the day is computed from the statute because no decision is known yet.
    """

    on: date
    kind: DayKind
    name: str
    document: str
    announced_on: date | None = None
    certain: bool = True
    projected: bool = False

    @property
    def degree(self) -> Degree:
        """How certain the day is."""
        if self.projected:
            return Degree.PROJECTED
        names_no_day = (
            self.kind is DayKind.COMPENSATORY and self.announced_on is None and self.document.startswith(STATUTE)
        )
        if names_no_day or (not self.certain and self.kind is not DayKind.CLOSURE):
            return Degree.DERIVED
        is_by_statute = self.kind is DayKind.HOLIDAY and self.announced_on is None
        return Degree.STATUTE if is_by_statute else Degree.ANNOUNCED

    def is_known_at(self, known_at: date | None) -> bool:
        """Tell whether the day was known at the end of `known_at`; None means everything is known."""
        return known_at is None or self.announced_on is None or self.announced_on <= known_at
