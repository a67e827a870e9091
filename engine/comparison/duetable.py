"""Due dates of one deadline for every start date of a horizon, by the tables of the columnar evaluator."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np

from engine.calendars import Calendar
from engine.columnar.almanac import Almanac
from engine.columnar.days import NEVER, Ints, number_of
from engine.columnar.dues import dues_on
from engine.counting import Conventions
from engine.phrases import Deadline, NotStated, Unquantified

NO_DATE: Final = NEVER
"""Stands where the reckoning from a start date leaves the calendar."""


@lru_cache(maxsize=1024)
def due_table(deadline: Deadline, conventions: Conventions, calendar: Calendar, first: date, last: date) -> Ints | None:
    """Return the due date for every start date in [first, last]; None for a deadline without a date.

    Args:
        first, last: within the days that the calendar covers.

    Raises:
        ValueError: the horizon is empty or leaves the calendar (a programming error).
    """
    if not (first <= last and calendar.covers(first) and calendar.covers(last)):
        raise ValueError(f"not a horizon within the calendar: {first}–{last}")
    if isinstance(deadline, (Unquantified, NotStated)):
        return None
    starts = np.arange(number_of(first), number_of(last) + 1)
    dues = dues_on(deadline, starts, _almanac(calendar), conventions)
    found = np.where(dues.possible, dues.due, NO_DATE).astype(np.int64)
    found.flags.writeable = False
    return found


@lru_cache(maxsize=8)
def _almanac(calendar: Calendar) -> Almanac:
    return Almanac.of(calendar)
