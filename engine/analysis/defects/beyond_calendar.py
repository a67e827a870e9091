"""A143: a period so long that its end is never officially known when it begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.wording import day
from engine.calendars import FIRST_DAY, OutsideCalendar
from engine.counting import due_of_period, resolve
from engine.diagnostics import Diagnostic
from engine.phrases import Every, NotStated, Unquantified
from engine.planning.plan import Duty


def beyond_calendar(examined: Examined) -> Iterator[Defect]:
    """Report periods that end on an undecided day even when begun on the day the calendar was last announced.

    On no day is more of the future decided than on that one.
    """
    announced = last_announcement(examined)
    for item in examined.periods:
        start = max(announced, item.duty.valid_from or announced)
        if not item.duty.governs(start) or not _ends_undecided(examined, item.duty, start):
            continue
        found = Diagnostic.of(
            "A143",
            examined.place(item, "within"),
            cites=item.duty.cites,
            name=item.duty.id,
            phrase=item.duty.phrase,
            start=day(start),
            decided=day(examined.calendar.decided_until),
        )
        yield Defect(found, item.duty.id)


def last_announcement(examined: Examined) -> date:
    """Return the latest day on which a day of the decided years was announced."""
    days = examined.calendar.special_days(FIRST_DAY, examined.calendar.decided_until)
    return max((item.announced_on for item in days if item.announced_on is not None), default=FIRST_DAY)


def _ends_undecided(examined: Examined, duty: Duty, start: date) -> bool:
    if isinstance(duty.deadline, (NotStated, Unquantified)):
        return False
    try:
        if duty.trigger is None and isinstance(duty.deadline, Every):
            first = duty.deadline.cycle.start(start)
            return due_of_period(duty.deadline, first, examined.calendar, duty.conventions).estimated
        return resolve(duty.deadline, start, examined.calendar, duty.conventions).estimated
    except OutsideCalendar:
        return True
