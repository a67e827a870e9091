"""A rule file under examination: its plan under the chosen readings, the calendar, and where each duty stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from engine.calendars import FIRST_DAY, LAST_DAY, Calendar, OutsideCalendar
from engine.calendars.months import add_months
from engine.counting import due_of_period, resolve
from engine.loading.rules import RuleDocument
from engine.phrases import Every
from engine.planning import compile_plan
from engine.planning.norms import readings_of
from engine.planning.periods import under
from engine.planning.plan import Duty, Plan
from engine.source import Place

HORIZON_YEARS: Final = 10
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlacedDuty:
    """A duty of the plan and its position in the file's `obligations`."""

    index: int
    duty: Duty


@dataclass(frozen=True)
class Examined:
    """What every check is given.

    Attributes:
        document: a rule file that was loaded without errors.
        plan: the same under the file's own choice of readings.
        calendar: all that is decided, and the projected years.
    """

    document: RuleDocument
    plan: Plan
    calendar: Calendar

    @classmethod
    def of(cls, document: RuleDocument, calendar: Calendar | None = None) -> Examined:
        """Prepare a document for examination; without a calendar, by the national one."""
        return cls(document, compile_plan(document), calendar or Calendar.national())

    @cached_property
    def duties(self) -> tuple[PlacedDuty, ...]:
        """The duties of the plan, in the order of the file."""
        choices = dict(self.plan.choices)
        kept = [
            index
            for index, item in enumerate(self.document.file.obligations)
            if not any(reading.drops for reading in readings_of(self.document, item.id, choices))
        ]
        return tuple(PlacedDuty(index, duty) for index, duty in zip(kept, self.plan.duties, strict=True))

    @cached_property
    def periods(self) -> tuple[PlacedDuty, ...]:
        """The duties of the plan, one whose period differs by case once for each case with that period."""
        return tuple(
            PlacedDuty(item.index, duty)
            for item in self.duties
            for duty in ([under(item.duty, case) for case in item.duty.periods] or [item.duty])
        )

    def duties_called(self, name: str) -> Iterator[PlacedDuty]:
        """Yield the versions of the duty `name`."""
        return (item for item in self.duties if item.duty.id == name)

    def place(self, item: PlacedDuty, key: str = "id") -> Place:
        """Return where the duty writes `key`; a key that a reading gives instead is shown at the duty's id."""
        written = key in self.document.file.obligations[item.index].model_fields_set
        return self.document.place("obligations", item.index, key if written else "id")

    def horizon(self, *duties: Duty) -> tuple[date, date]:
        """Return the trigger dates to try, first and last: ten years that the calendar has decided.

        When the duties hold on none of them: ten years from their beginning, as far as the calendar goes.
        """
        begins = max((duty.valid_from for duty in duties if duty.valid_from is not None), default=FIRST_DAY)
        ends = min((duty.valid_until for duty in duties if duty.valid_until is not None), default=LAST_DAY)
        decided = self.calendar.decided_until
        wanted = decided if begins <= decided else add_months(begins, 12 * HORIZON_YEARS) - _ONE_DAY
        last = min(ends - _ONE_DAY, wanted, LAST_DAY)
        return max(begins, FIRST_DAY, add_months(last + _ONE_DAY, -12 * HORIZON_YEARS)), last

    def starts(self, *duties: Duty) -> list[date]:
        """Return every day of the horizon."""
        first, last = self.horizon(*duties)
        return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]

    def due_on(self, duty: Duty, start: date) -> date | None:
        """Return when `duty`, set off on `start` (a periodic one: of the period of `start`), falls due.

        None when there is no such date, or the reckoning leaves the calendar.
        """
        try:
            if duty.trigger is None:
                every = duty.deadline
                if not isinstance(every, Every):
                    return None
                begins = every.cycle.start(start)
                return due_of_period(every, begins, self.calendar, duty.conventions).due_on
            return resolve(duty.deadline, start, self.calendar, duty.conventions).due_on
        except OutsideCalendar:
            return None
