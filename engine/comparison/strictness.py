"""Which of two deadlines is stricter: decided on the real calendar for every start date, with witnesses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

import numpy as np

from engine.calendars import Calendar
from engine.columnar.days import Ints
from engine.comparison.duetable import NO_DATE, due_table
from engine.counting import Conventions, Due, resolve
from engine.phrases.deadlines import (
    Between,
    DatesOfYear,
    Deadline,
    Every,
    FirstDays,
    FirstWorkingDays,
    LastDays,
    LastWorkingDays,
)


class Order(Enum):
    """How the due dates of one deadline lie to those of another, over all start dates of a horizon."""

    EQUAL = "equal"
    EARLIER = "earlier"
    """On every date earlier or equal, on some earlier."""
    LATER = "later"
    """On every date later or equal, on some later."""
    NEITHER = "neither"

    @property
    def reversed(self) -> Order:
        """The order seen from the other side."""
        return {Order.EARLIER: Order.LATER, Order.LATER: Order.EARLIER}.get(self, self)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The start dates that are tried: every day of [first, last]."""

    first: date
    last: date

    @property
    def years(self) -> int:
        """How many calendar years it covers, begun ones counted."""
        return self.last.year - self.first.year + 1


TEN_YEARS: Final = Horizon(date(2018, 1, 1), date(2027, 12, 31))
"""The ten years up to the last decided one."""


@dataclass(frozen=True, slots=True)
class Timing:
    """A deadline with the conventions by which it is counted."""

    deadline: Deadline
    conventions: Conventions


@dataclass(frozen=True, slots=True)
class Verdict:
    """What trying every start date showed of deadline A against deadline B.

    Attributes:
        days: start dates on which both have a due date.
        earlier, later: on how many of them A falls due before B, and after it.
        earlier_at, later_at: the start date on which A precedes B by most, and on which B precedes A by most (the
            first of several); None when there is none.
        same_windows: False when both end alike but open on different days.
    """

    days: int
    earlier: int
    later: int
    earlier_at: date | None
    later_at: date | None
    same_windows: bool

    @property
    def order(self) -> Order:
        """How A's due dates lie to B's."""
        if self.earlier:
            return Order.NEITHER if self.later else Order.EARLIER
        return Order.LATER if self.later else Order.EQUAL

    @property
    def reversed(self) -> Verdict:
        """What it shows of B against A."""
        return Verdict(self.days, self.later, self.earlier, self.later_at, self.earlier_at, self.same_windows)


@dataclass(frozen=True, slots=True)
class Witness:
    """One start date with both reckonings, ledgers included."""

    start: date
    one: Due
    other: Due


@lru_cache(maxsize=65_536)
def decide(one: Timing, other: Timing, calendar: Calendar, horizon: Horizon = TEN_YEARS) -> Verdict | None:
    """Compare the due dates of two deadlines for every start date of `horizon`.

    Returns:
        None when one of them gives no date on any of these days («kịp thời», no period at all).
    """
    dues = _table(one, calendar, horizon)
    others = _table(other, calendar, horizon)
    if dues is None or others is None:
        return None
    if dues is others:
        days = int(np.count_nonzero(dues != NO_DATE))
        return Verdict(days, 0, 0, None, None, _same_windows(one, other)) if days else None
    gaps = others - dues
    both = (dues != NO_DATE) & (others != NO_DATE)
    if not both.all():
        gaps = np.where(both, gaps, 0)
    days = int(np.count_nonzero(both))
    if not days:
        return None
    earlier, later = int(np.count_nonzero(gaps > 0)), int(np.count_nonzero(gaps < 0))
    return Verdict(
        days=days,
        earlier=earlier,
        later=later,
        earlier_at=_day(horizon, int(gaps.argmax())) if earlier else None,
        later_at=_day(horizon, int(gaps.argmin())) if later else None,
        same_windows=_same_windows(one, other),
    )


def witness(one: Timing, other: Timing, start: date, calendar: Calendar) -> Witness:
    """Reckon both deadlines from `start`, day by day, with their ledgers.

    Raises:
        OutsideCalendar: a reckoning leaves the calendar; it does not on the dates that `decide` names.
    """
    dues = (resolve(item.deadline, start, calendar, item.conventions) for item in (one, other))
    return Witness(start, *dues)


def _table(timing: Timing, calendar: Calendar, horizon: Horizon) -> Ints | None:
    return due_table(timing.deadline, timing.conventions, calendar, horizon.first, horizon.last)


def _day(horizon: Horizon, position: int) -> date:
    return date.fromordinal(horizon.first.toordinal() + position)


def _same_windows(one: Timing, other: Timing) -> bool:
    """Tell whether neither deadline opens a window, or both open the same one."""
    return _window(one.deadline) == _window(other.deadline)


def _window(deadline: Deadline) -> Deadline | None:
    """Return what says when the window opens; None when there is none."""
    shape: Deadline | DatesOfYear | None = deadline.due if isinstance(deadline, Every) else deadline
    if isinstance(shape, Between):
        return shape.opens
    return shape if isinstance(shape, (FirstDays, FirstWorkingDays, LastDays, LastWorkingDays)) else None
