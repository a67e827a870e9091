"""The windows at the beginning or the end of each period, with how many working days each one has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined, PlacedDuty
from engine.analysis.defects.wording import day
from engine.calendars import FIRST_DAY, LAST_DAY
from engine.calendars.months import period_end, period_start
from engine.counting import resolve
from engine.diagnostics import Diagnostic
from engine.phrases import Every, FirstDays, LastDays
from engine.texts import Text

_ONE_DAY: Final = timedelta(days=1)
_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Window:
    """The first or last days of one period: its first and last day, and the working days among them.

    Attributes:
        estimated: whether a day of it is not decided yet.
    """

    opens_on: date
    closes_on: date
    working_days: int
    estimated: bool


def windows_of(examined: Examined, item: PlacedDuty) -> Iterator[Window]:
    """Yield every window of calendar days of the duty, while it holds, in the whole calendar (2010–2050)."""
    shape = item.duty.deadline
    if isinstance(shape, Every) and isinstance(shape.due, (FirstDays, LastDays)):
        shape = shape.due
    if isinstance(shape, FirstDays):
        shape = replace(shape, periods_later=0)
    if not isinstance(shape, (FirstDays, LastDays)):
        return
    begins = max(FIRST_DAY, item.duty.valid_from or FIRST_DAY)
    ends = min(LAST_DAY, (item.duty.valid_until or date.max) - _ONE_DAY)
    first = period_start(begins, shape.months)
    while first <= ends:
        due = resolve(shape, first, examined.calendar, item.duty.conventions)
        first = period_end(first, shape.months) + _ONE_DAY
        if due.opens_on is None or due.due_on is None or not begins <= due.due_on <= ends:
            continue
        count = examined.calendar.count_working_days(due.opens_on - _ONE_DAY, due.due_on)
        days = range((due.due_on - due.opens_on).days + 1)
        estimated = any(examined.calendar.is_estimated(due.opens_on + timedelta(days=offset)) for offset in days)
        yield Window(due.opens_on, due.due_on, count, estimated)


def windows_with(examined: Examined, code: str, working_days: int) -> Iterator[Defect]:
    """Yield a defect for each duty that has windows with exactly so many working days, with all such windows."""
    for item in examined.periods:
        found = [window for window in windows_of(examined, item) if window.working_days == working_days]
        if not found:
            continue
        decided = [window for window in found if not window.estimated]
        names = ", ".join(f"{window.closes_on:%m/%Y}" for window in decided[:_MOST_NAMED]) or "–"
        diagnostic = Diagnostic.of(
            code,
            examined.place(item, "within"),
            cites=item.duty.cites,
            name=item.duty.id,
            months=names + (", …" if len(decided) > _MOST_NAMED else ""),
            decided=len(decided),
            projected=len(found) - len(decided),
        )
        yield Defect(diagnostic, item.duty.id, tuple(_witness(window) for window in found))


def _witness(window: Window) -> Witness:
    span = f"{window.opens_on:%d/%m}–{day(window.closes_on)}"
    vi = f"tháng {window.closes_on:%m/%Y}: {span} có {window.working_days} ngày làm việc"
    en = f"{window.closes_on:%m/%Y}: {span} has {window.working_days} working days"
    if window.estimated:
        vi, en = vi + " (dự kiến)", en + " (projected)"
    return Witness(window.opens_on, Text(vi, en))
