"""A103: two windows or periods that end together, so that the later step may be left without a working day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from engine.analysis.defects.chains import come_with_one_period, comparable_starts, feeding_pairs, sets_off
from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined, PlacedDuty
from engine.analysis.defects.wording import day
from engine.diagnostics import Diagnostic, Note
from engine.phrases import BeforeDate, ByDate, Every, FirstDays, FirstWorkingDays, LastDays, LastWorkingDays
from engine.texts import Text

_ENDS_WITH_THE_CALENDAR: Final = (
    *(FirstDays, FirstWorkingDays, LastDays, LastWorkingDays),
    *(Every, ByDate, BeforeDate),
)
_MOST_WITNESSES: Final = 12


def no_time_left(examined: Examined) -> Iterator[Defect]:
    """Report steps that have no working day left when the step before is done on its last day.

    Only where both end with the calendar: a period that is counted ends with a window by chance.
    """
    for feeder, step in feeding_pairs(examined):
        if not all(isinstance(item.duty.deadline, _ENDS_WITH_THE_CALENDAR) for item in (feeder, step)):
            continue
        ends = sorted(_common_ends(examined, feeder, step))
        if not ends:
            continue
        note = Note("bước trước ở đây", "the step before stands here", examined.place(feeder, "within"))
        found = Diagnostic.of(
            "A103",
            examined.place(step, "within"),
            cites=step.duty.cites,
            notes=(note,),
            step=step.duty.id,
            feeder=feeder.duty.id,
            count=len(ends),
        )
        yield Defect(found, step.duty.id, tuple(_witness(on) for on in ends[:_MOST_WITNESSES]))


def _common_ends(examined: Examined, feeder: PlacedDuty, step: PlacedDuty) -> set[date]:
    """Return the last days of the step before on which no working day is left for the next."""
    if sets_off(feeder.duty, step.duty):
        done = {examined.due_on(feeder.duty, on) for on in examined.starts(feeder.duty, step.duty)}
        return {on for on in done if on is not None and _is_over(examined, on, examined.due_on(step.duty, on))}
    if come_with_one_period(feeder.duty, step.duty):
        starts = comparable_starts(examined, feeder.duty, step.duty)
        pairs = [(examined.due_on(feeder.duty, on), examined.due_on(step.duty, on)) for on in starts]
        return {on for on, due in pairs if on is not None and on == due}
    return set()


def _is_over(examined: Examined, done: date, due: date | None) -> bool:
    return due is not None and examined.calendar.count_working_days(done, due) == 0


def _witness(on: date) -> Witness:
    vi = f"{day(on)}: bước trước xong vào ngày cuối thì bước sau không còn ngày làm việc nào"
    en = f"{day(on)}: when the step before is done on its last day, the next has no working day left"
    return Witness(on, Text(vi, en))
