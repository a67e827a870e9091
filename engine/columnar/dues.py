"""Due dates of whole columns by table lookup. Equals `engine.counting.resolve` and `due_of_period`, without ledger.

A due date depends only on the duty and the trigger date, so where there are more triggers than days it is worked
out once for every day, and then looked up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

import numpy as np

from engine.calendars.cycles import Cycle
from engine.columnar.almanac import Almanac
from engine.columnar.days import (
    EARLIEST,
    LATEST,
    NEVER,
    Bools,
    Ints,
    add_months,
    clamped_days,
    first_day_of,
    last_day_of,
    months_of,
    number_of,
    period_ends,
    period_months,
    period_starts,
)
from engine.counting import Conventions
from engine.phrases import (
    Ahead,
    AtOnce,
    BeforeDate,
    Between,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    DatesOfYear,
    Deadline,
    Every,
    FirstDays,
    FirstWorkingDays,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    SameWorkingDay,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)


@dataclass(frozen=True)
class Dues:
    """When each of a column of duties falls due.

    Attributes:
        opens: first day of the window, `NEVER` for shapes without one.
        due: last day in time, `NEVER` where there is none.
        estimated: whether undecided days of the calendar bear on it.
        possible: False where the reckoning leaves the calendar; the other columns then mean nothing.
        assumed: whether the number of days is a convention.
    """

    opens: Ints
    due: Ints
    estimated: Bools
    possible: Bools
    assumed: bool = False

    def at(self, places: Ints) -> Dues:
        """Return the rows at `places`."""
        return Dues(self.opens[places], self.due[places], self.estimated[places], self.possible[places], self.assumed)

    def replaced(self, where: Bools, other: Dues) -> Dues:
        """Return these rows, with those of `other` where told."""
        return Dues(
            np.where(where, other.opens, self.opens),
            np.where(where, other.due, self.due),
            np.where(where, other.estimated, self.estimated),
            np.where(where, other.possible, self.possible),
            self.assumed,
        )


def dues_on(deadline: Deadline, starts: Ints, almanac: Almanac, conventions: Conventions) -> Dues:
    """Return when duties set off on `starts` fall due; equals `resolve` without pauses."""
    if not len(starts):
        return _resolved(deadline, starts, almanac, conventions)
    first, last = int(starts.min()), int(starts.max())
    if last - first + 1 >= len(starts):
        return _resolved(deadline, starts, almanac, conventions)
    return _resolved(deadline, np.arange(first, last + 1), almanac, conventions).at(starts - first)


def _resolved(deadline: Deadline, starts: Ints, almanac: Almanac, conventions: Conventions) -> Dues:
    match deadline:
        case WorkingDays(count):
            return _working_days(count, starts, almanac, first_counted=conventions.first_day_counted)
        case SameWorkingDay():
            return _working_days(1, starts, almanac, first_counted=True)
        case StateLasts(count):
            return _working_days(count, starts, almanac, first_counted=False)
        case AtOnce():
            return _at_once(starts, almanac, conventions)
        case CalendarSpan():
            ends, possible = add_span(starts, deadline)
            found = _ending_on(ends - conventions.first_day_counted, possible, almanac, rolls=conventions.span_rolls)
            return replace(found, assumed=deadline.assumed)
        case Between():
            return _between(deadline, starts, almanac, conventions)
        case ByDate(on):
            named, possible = _first_occurrence(on, starts, days_before=0)
            return _ending_on(named, possible, almanac, rolls=conventions.by_date_rolls)
        case BeforeDate(on):
            named, possible = _first_occurrence(on, starts, days_before=1)
            return _fixed(named - 1, possible)
        case LastDays(count, months):
            return _last_days(count, *_period(period_months(months_of(starts), months), months))
        case LastWorkingDays(count, months):
            return _next_last_working_days(count, months, starts, almanac)
        case FirstDays() | FirstWorkingDays():
            return _next_first_days(deadline, starts, almanac)
        case Every(cycle):
            return dues_of_periods(deadline, period_starts(starts, cycle), almanac, conventions)
        case Ahead(by):
            return _ahead(by, starts, almanac)
        case KeepAtLeast():
            return _fixed(*add_span(starts, deadline))
        case StartsOn(on):
            return _fixed(np.full(len(starts), number_of(on)), np.ones(len(starts), bool))
        case Unquantified() | NotStated():
            nothing = np.full(len(starts), NEVER)
            return Dues(nothing, nothing, np.zeros(len(starts), bool), np.ones(len(starts), bool))
        case _:
            assert_never(deadline)


def dues_of_periods(every: Every, first: Ints, almanac: Almanac, conventions: Conventions) -> Dues:
    """Return when the duties of the periods that begin on the days `first` fall due; equals `due_of_period`."""
    last = period_ends(first, every.cycle)
    match every.due:
        case None:
            return _fixed(last, np.ones(len(last), bool))
        case ByDate(on):
            named, possible = _date_of_period(on, first, last)
            return _ending_on(named, possible, almanac, rolls=conventions.by_date_rolls)
        case BeforeDate(on):
            named, possible = _date_of_period(on, first, last)
            return _fixed(named - 1, possible)
        case DatesOfYear() as dates:
            return _each_in_its_part(every.cycle, dates, first, almanac, conventions)
        case LastDays(count):
            return _last_days(count, first, last)
        case LastWorkingDays(count):
            return _last_working_days(count, first, last, almanac)
        case FirstDays() | FirstWorkingDays() as window:
            return _first_days(window, period_months(months_of(first), window.months), almanac)
        case _:
            assert_never(every.due)


def _each_in_its_part(
    cycle: Cycle, dates: DatesOfYear, first: Ints, almanac: Almanac, conventions: Conventions
) -> Dues:
    """Return the dues of the parts of the year, each of which has a date of its own."""
    assert cycle.months is not None
    part = months_of(first) % 12 // cycle.months
    found: Dues | None = None
    for number in range(12 // cycle.months):
        own = Every(cycle, dates.of_part(number * cycle.months + 1, cycle.months))
        dues = dues_of_periods(own, first, almanac, conventions)
        found = dues if found is None else found.replaced(part == number, dues)
    assert found is not None
    return found


def add_span(starts: Ints, span: CalendarSpan | KeepAtLeast, times: int = 1) -> tuple[Ints, Bools]:
    """Return each day plus the span (with `times` -1 less it), and whether a date can hold it."""
    amount = times * span.amount
    match span.unit:
        case SpanUnit.DAY:
            ends = starts + amount
            return ends, (ends <= LATEST) & (ends >= EARLIEST)
        case SpanUnit.MONTH:
            return add_months(starts, amount)
        case SpanUnit.YEAR:
            return add_months(starts, 12 * amount)
        case _:
            assert_never(span.unit)


def _between(deadline: Between, starts: Ints, almanac: Almanac, conventions: Conventions) -> Dues:
    """Open when the one period ends, never rolled, at the latest when the other one does, which is the due date."""
    due = _resolved(deadline.due, starts, almanac, conventions)
    opening = _resolved(deadline.opens, starts, almanac, replace(conventions, span_rolls=False))
    estimated, possible = due.estimated | opening.estimated, due.possible & opening.possible
    return Dues(np.minimum(opening.due, due.due), due.due, estimated, possible, due.assumed or opening.assumed)


def _working_days(count: int, starts: Ints, almanac: Almanac, *, first_counted: bool) -> Dues:
    _require_positive(count)
    reached = almanac.before(starts) if first_counted else almanac.through(starts)
    due, there = almanac.working_day(reached + count)
    estimated = almanac.any_estimated(starts if first_counted else starts + 1, due)
    return Dues(_no_window(due), due, estimated, there & almanac.covers(starts))


def _at_once(starts: Ints, almanac: Almanac, conventions: Conventions) -> Dues:
    count = conventions.at_once_working_days
    if count == 0:
        found = _ending_on(starts, np.ones(len(starts), bool), almanac, rolls=True)
    else:
        found = _working_days(count, starts, almanac, first_counted=conventions.first_day_counted)
    return replace(found, assumed=True)


def _ending_on(nominal: Ints, possible: Bools, almanac: Almanac, *, rolls: bool) -> Dues:
    """End on `nominal`, or if that is a day off and `rolls`, on the first working day after it."""
    if not rolls:
        return _fixed(nominal, possible)
    worked = almanac.is_working(nominal)
    following, there = almanac.working_day(almanac.through(nominal) + 1)
    due = np.where(worked, nominal, following)
    estimated = almanac.any_estimated(nominal, due)
    return Dues(_no_window(due), due, estimated, possible & almanac.covers(nominal) & (worked | there))


def _fixed(days: Ints, possible: Bools) -> Dues:
    return Dues(_no_window(days), days, np.zeros(len(days), bool), possible & (days >= EARLIEST) & (days <= LATEST))


def _no_window(days: Ints) -> Ints:
    return np.full(len(days), NEVER)


def _period(first_months: Ints, length: int) -> tuple[Ints, Ints]:
    return first_day_of(first_months), last_day_of(first_months + length - 1)


def _last_days(count: int, first: Ints, last: Ints) -> Dues:
    always = np.ones(len(last), bool)
    return Dues(np.maximum(first, last + 1 - count), last, ~always, always)


def _last_working_days(count: int, first: Ints, last: Ints, almanac: Almanac) -> Dues:
    """Return the windows of the last `count` working days of periods; a shorter period is open as a whole."""
    ending, begun = almanac.through(last), almanac.before(first)
    due, _ = almanac.working_day(ending)
    opens, _ = almanac.working_day(np.maximum(ending - count, begun) + 1)
    estimated = almanac.any_estimated(opens, last)
    none_worked = ending == begun
    return Dues(
        np.where(none_worked, NEVER, opens),
        np.where(none_worked, last, due),
        estimated & ~none_worked,
        almanac.covers(first) & almanac.covers(last),
    )


def _next_last_working_days(count: int, length: int, starts: Ints, almanac: Almanac) -> Dues:
    """Return the window of the period of each start, of the next one where its last working day is over."""
    first_months = period_months(months_of(starts), length)
    while True:
        first, last = _period(first_months, length)
        final, there = almanac.working_day(almanac.through(last))
        too_late = (starts > final) & there & almanac.covers(last)
        if not too_late.any():
            found = _last_working_days(count, first, last, almanac)
            return Dues(found.opens, found.due, found.estimated, found.possible & there)
        first_months = np.where(too_late, first_months + length, first_months)


def _first_days(window: FirstDays | FirstWorkingDays, first_months: Ints, almanac: Almanac) -> Dues:
    """Return the windows that belong to the periods beginning with those months."""
    first, last = _period(first_months + window.months * window.periods_later, window.months)
    if isinstance(window, FirstDays):
        always = np.ones(len(last), bool)
        return Dues(first, np.minimum(last, first + (window.count - 1)), ~always, always)
    begun, ending = almanac.before(first), almanac.through(last)
    opens, _ = almanac.working_day(begun + 1)
    due, _ = almanac.working_day(np.minimum(begun + window.count, ending))
    none_worked = ending == begun
    return Dues(
        np.where(none_worked, NEVER, opens),
        np.where(none_worked, last, due),
        almanac.any_estimated(first, due) & ~none_worked,
        almanac.covers(first) & almanac.covers(last),
    )


def _next_first_days(window: FirstDays | FirstWorkingDays, starts: Ints, almanac: Almanac) -> Dues:
    """Return the window that each start looks to: the first one that is not over by then."""
    months = period_months(months_of(starts), window.months)
    own = _first_days(window, months, almanac)
    is_over = own.possible & (own.due < starts)
    return own.replaced(is_over, _first_days(window, months + window.months, almanac)) if is_over.any() else own


def _ahead(by: WorkingDays | CalendarSpan, starts: Ints, almanac: Almanac) -> Dues:
    """Count back from the days of the events, which are not counted themselves."""
    if isinstance(by, CalendarSpan):
        _require_positive(by.amount)
        return replace(_fixed(*add_span(starts, by, -1)), assumed=by.assumed)
    _require_positive(by.count)
    due, there = almanac.working_day(almanac.through(starts - 1) - by.count + 1)
    return Dues(_no_window(due), due, almanac.any_estimated(due, starts - 1), there & almanac.covers(starts - 1))


def _first_occurrence(on: DateInPeriod, starts: Ints, *, days_before: int) -> tuple[Ints, Bools]:
    """Return the named date that each trigger looks to: the first one whose duty can still be done."""
    here = months_of(starts)
    if on.year is not None:
        return _in_year(on, here)
    this_one, possible = _occurrence(on, here, on.periods_later)
    next_one, next_possible = _occurrence(on, here, on.periods_later + 1)
    if on.periods_later == 0:
        this_one = np.where(this_one - days_before < starts, next_one, this_one)
    return this_one, possible & next_possible


def _date_of_period(on: DateInPeriod, first: Ints, last: Ints) -> tuple[Ints, Bools]:
    """Return the named date that belongs to each period [first, last]."""
    here = months_of(last)
    if on.year is not None:
        return _in_year(on, here)
    named, possible = _occurrence(on, here, on.periods_later)
    following, next_possible = _occurrence(on, here, 1)
    passed = named < first
    return np.where(passed, following, named), possible & (next_possible | ~passed)


def _in_year(on: DateInPeriod, here: Ints) -> tuple[Ints, Bools]:
    assert on.year is not None
    month = np.full(len(here), on.month - 1) if on.month is not None else here % 12
    return clamped_days((on.year - 1970) * 12 + month, on.day)


def _occurrence(on: DateInPeriod, here: Ints, later: int) -> tuple[Ints, Bools]:
    """Return the named date `later` of its periods (years, quarters, months) after the one that holds each month."""
    length = on.cycle.months
    assert length is not None
    return clamped_days(period_months(here, length) + (later * length + (on.month or 1) - 1), on.day)


def _require_positive(count: int) -> None:
    if count < 1:
        raise ValueError(f"a period has at least 1 day, not {count}")
