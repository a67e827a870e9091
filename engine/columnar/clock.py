"""Periods that may be stopped or lengthened. Equals `_due` and `_pauses` of `engine.evaluation.duties`.

Most periods are looked up in tables. Only where a stop of the clock began within the period is it counted day by
day, through `engine.counting` itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.calendars import OutsideCalendar
from engine.columnar.bearing import Bearing
from engine.columnar.context import Context
from engine.columnar.days import EARLIEST, NEVER, Bools, Ints, date_of, number_of
from engine.columnar.dues import Dues, dues_on
from engine.columnar.facts import EventRows
from engine.columnar.fulfilment import Asked
from engine.columnar.histories import day_in, key_of, subject_in
from engine.columnar.instances import Instances, Siblings
from engine.counting import Due, Pause, lengthened, resolve
from engine.loading.logs.dates import milliseconds_of
from engine.planning.plan import Duty


@dataclass(frozen=True)
class Stops:
    """The stops of the clock that begin with one event and end with another, as they bear on many instances.

    Attributes:
        begins: the events that stop the clock.
        ends: the events that set it going again.
    """

    begins: Bearing
    ends: Bearing

    @classmethod
    def of(
        cls, pair: tuple[str, str], instances: Instances, asked: Asked, siblings: Siblings, context: Context
    ) -> Stops:
        """Return the stops between the two events of `pair`."""
        subjects, matched_by = instances.triggers.subject, instances.duty.matched_by
        where = (context.bearing_on(event, subjects, instances.unit) for event in pair)
        return cls(
            *(
                Bearing.on(event, found, asked, siblings, matched_by, context)
                for event, found in zip(pair, where, strict=True)
            )
        )

    def any_in(self, starts: Ints, before: Ints) -> Bools:
        """Tell for which instances a stop begins before a day and is not over by the trigger date."""
        keys = self.begins.all.keys
        if not len(keys):
            return np.zeros(len(starts), bool)
        if (self.begins.of != self.ends.of).any():
            found, apart = np.zeros(len(starts), bool), np.arange(len(starts))
        else:
            found = self._any_of_all(keys, starts, before)
            apart = np.flatnonzero(self.begins.is_apart | self.ends.is_apart)
        for place in apart.tolist():
            found[place] = any(True for _ in self.bearing_on(place, int(starts[place]), int(before[place])))
        return found

    def _any_of_all(self, keys: Ints, starts: Ints, before: Ints) -> Bools:
        """Tell the same where all events of a subject bear on its instances."""
        subjects = subject_in(keys)
        # Khóa gộp (đối tượng, ngày kết thúc) tăng theo đối tượng nên cực đại lũy tiến tự bắt đầu lại.
        longest = np.maximum.accumulate((subjects << 32) + self.ends.all.first_from(subjects, day_in(keys)))
        places = np.searchsorted(keys, key_of(self.begins.of, before)) - 1
        near = longest[np.maximum(places, 0)]
        there: Bools = (places >= 0) & (near >> 32 == self.begins.of)
        return there & ((near & 0xFFFFFFFF) > starts)

    def bearing_on(self, instance: int, start: int, done: int) -> Iterator[Pause]:
        """Yield the stops that begin before one instance is done and are not over by its trigger date.

        They last until it is done at most.
        """
        ends = self.ends.days_from(instance, EARLIEST)
        for day in self.begins.days_from(instance, EARLIEST):
            if day >= done:
                break
            after = bisect_left(ends, day)
            end = min(ends[after], done) if after < len(ends) else done
            if end > start:
                yield Pause(date_of(max(day, start)), date_of(end) if end != NEVER else None)


def counted_from(duty: Duty, triggers: EventRows, starts: Ints, context: Context) -> tuple[Ints, Bools | None]:
    """Return the days from which the periods are counted; equals `counted_from` of the reference.

    Also where the calendar has no such day: None when it has them all.
    """
    cut_off, almanac = duty.conventions.cut_off, context.almanac
    if cut_off is None or triggers.histories.log.time is None or not duty.is_set_off_at_a_moment:
        return starts, None
    is_after = triggers.column("time") > milliseconds_of(cut_off)
    following, there = almanac.working_day(almanac.through(starts) + 1)
    beyond = is_after & ~(there & almanac.covers(starts))
    return np.where(is_after, following, starts), beyond if beyond.any() else None


def resolve_dues(
    instances: Instances, asked: Asked, siblings: Siblings, starts: Ints, fulfilled: Ints, context: Context
) -> Dues:
    """Return when instances of a duty, whose periods are counted from `starts`, fall due."""
    duty, lengthening = instances.duty, None
    if duty.extension is not None:
        subjects = instances.triggers.subject
        lengthening = Bearing.on(duty.extension.event, subjects, asked, siblings, duty.matched_by, context)
    dues = _extended(duty, lengthening, starts, context)
    if not duty.pauses or not duty.can_be_stopped:
        return dues
    stops = [Stops.of(pair, instances, asked, siblings, context) for pair in duty.pauses]
    # Lần dừng bắt đầu ngay ngày đến hạn còn có tác dụng: ngày ấy chưa hết.
    reckoned_until = np.minimum(np.where(dues.possible, dues.due.astype(np.int64) + 1, NEVER), fulfilled)
    affected = np.logical_or.reduce([stop.any_in(starts, reckoned_until) for stop in stops])
    return _walked(duty, np.flatnonzero(affected), lengthening, starts, fulfilled, stops, dues, context)


def _extended(duty: Duty, lengthening: Bearing | None, starts: Ints, context: Context) -> Dues:
    """Return the due dates with all extensions that came in time, stops of the clock left aside."""
    deadline = duty.deadline
    dues = dues_on(deadline, starts, context.almanac, duty.conventions)
    if duty.extension is None or lengthening is None:
        return dues
    in_time = np.ones(len(starts), bool)
    for number in range(duty.extension.at_most):
        days = lengthening.first_from(starts, skipped=number)
        in_time &= dues.possible & (days != NEVER) & (days <= dues.due)
        if not in_time.any():
            break
        deadline = lengthened(deadline, duty.extension.by, duty.cap)
        dues = dues.replaced(in_time, dues_on(deadline, starts, context.almanac, duty.conventions))
    return dues


def _walked(
    duty: Duty,
    places: Ints,
    lengthening: Bearing | None,
    starts: Ints,
    fulfilled: Ints,
    stops: list[Stops],
    dues: Dues,
    context: Context,
) -> Dues:
    """Return `dues` with those at `places` counted day by day."""
    opens, due = dues.opens.copy(), dues.due.copy()
    estimated, possible = dues.estimated.copy(), dues.possible.copy()
    known: dict[tuple[int, tuple[Pause, ...], tuple[int, ...]], Due | None] = {}
    for place in places.tolist():
        start = int(starts[place])
        pauses = tuple(pause for stop in stops for pause in stop.bearing_on(place, start, int(fulfilled[place])))
        days = lengthening.days_from(place, start) if lengthening is not None else ()
        key = (start, pauses, days)
        if key not in known:
            known[key] = _walk(duty, start, pauses, days, context)
        found = known[key]
        possible[place] = found is not None
        opens[place], due[place], estimated[place] = NEVER, NEVER, False
        if found is not None:
            opens[place] = NEVER if found.opens_on is None else number_of(found.opens_on)
            due[place] = NEVER if found.due_on is None else number_of(found.due_on)
            estimated[place] = found.estimated
    return Dues(opens, due, estimated, possible, dues.assumed)


def _walk(duty: Duty, start: int, pauses: tuple[Pause, ...], days: tuple[int, ...], context: Context) -> Due | None:
    """Return when one instance falls due, None when that leaves the calendar."""
    deadline, used = duty.deadline, 0
    begins = date_of(start)
    try:
        due = resolve(deadline, begins, context.calendar, duty.conventions, pauses)
        for day in days:
            in_time = due.due_on is None or date_of(day) <= due.due_on
            if duty.extension is not None and in_time and used < duty.extension.at_most:
                used += 1
                deadline = lengthened(deadline, duty.extension.by, duty.cap)
                due = resolve(deadline, begins, context.calendar, duty.conventions, pauses)
    except OutsideCalendar:
        return None
    return due
