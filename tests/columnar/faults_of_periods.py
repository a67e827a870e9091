"""Faults of periods and due dates, to be put into the columnar evaluator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.calendars.cycles import Cycle
from engine.columnar import clock, dues, periodic
from engine.columnar.almanac import Almanac
from engine.counting import Conventions
from engine.phrases import CalendarSpan, Every, SameWorkingDay, WorkingDays

Patch = pytest.MonkeyPatch


def pass_the_cap(patch: Patch) -> None:
    right = clock.lengthened
    patch.setattr(clock, "lengthened", lambda deadline, by, _: right(deadline, by))


def begin_weeks_on_sunday(patch: Patch) -> None:
    right = periodic.period_starts

    def wrong(days: Any, cycle: Cycle) -> Any:
        return right(days + 1, cycle) - 1 if cycle is Cycle.WEEK else right(days, cycle)

    patch.setattr(periodic, "period_starts", wrong)


def keep_a_late_trigger_at_the_first_days_of_its_own_month(patch: Patch) -> None:
    def wrong(window: Any, starts: Any, almanac: Almanac) -> dues.Dues:
        return dues._first_days(window, dues.period_months(dues.months_of(starts), window.months), almanac)

    patch.setattr(dues, "_next_first_days", wrong)


def roll_what_is_counted_back(patch: Patch) -> None:
    right = dues._ahead

    def wrong(by: Any, starts: Any, almanac: Almanac) -> dues.Dues:
        found = right(by, starts, almanac)
        return dues._ending_on(found.due, found.possible, almanac, rolls=True)

    patch.setattr(dues, "_ahead", wrong)


def roll_the_opening_of_a_window(patch: Patch) -> None:
    def wrong(deadline: Any, starts: Any, almanac: Almanac, conventions: Conventions) -> dues.Dues:
        due, opening = (dues._resolved(part, starts, almanac, conventions) for part in (deadline.due, deadline.opens))
        return replace(due, opens=np.minimum(opening.due, due.due))

    patch.setattr(dues, "_between", wrong)


def give_both_halves_of_the_year_the_first_date(patch: Patch) -> None:
    def wrong(cycle: Cycle, dates: Any, first: Any, almanac: Almanac, conventions: Conventions) -> dues.Dues:
        return dues.dues_of_periods(Every(cycle, dates.of_part(1, 6)), first, almanac, conventions)

    patch.setattr(dues, "_each_in_its_part", wrong)


def put_the_same_working_day_off(patch: Patch) -> None:
    right = dues._resolved

    def wrong(deadline: Any, *rest: Any) -> dues.Dues:
        return right(WorkingDays(1) if isinstance(deadline, SameWorkingDay) else deadline, *rest)

    patch.setattr(dues, "_resolved", wrong)


def call_half_a_month_stated(patch: Patch) -> None:
    right = dues._resolved

    def wrong(deadline: Any, *rest: Any) -> dues.Dues:
        return right(replace(deadline, assumed=False) if isinstance(deadline, CalendarSpan) else deadline, *rest)

    patch.setattr(dues, "_resolved", wrong)


FAULTS_OF_PERIODS: tuple[Callable[[Patch], None], ...] = (
    pass_the_cap,
    begin_weeks_on_sunday,
    keep_a_late_trigger_at_the_first_days_of_its_own_month,
    roll_what_is_counted_back,
    roll_the_opening_of_a_window,
    give_both_halves_of_the_year_the_first_date,
    put_the_same_working_day_off,
    call_half_a_month_stated,
)
