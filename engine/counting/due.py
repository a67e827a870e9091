"""What counting is given and what it gives: conventions, stops of the clock, a due date with its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Final


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a regulation counts: its `counting:` block.

    Attributes:
        first_day_counted: whether «kể từ ngày X» counts X itself (by law it does not, Điều 147).
        span_rolls: whether a calendar span ending on a day off runs to the next working day (Điều 148).
        by_date_rolls: whether «chậm nhất là ngày …» on a day off runs to the next working day.
        at_once_working_days: how many working days «ngay» is given; 0 means the same day.
        cut_off: the time of day after which an event counts as of the next working day; None for no such time.
    """

    first_day_counted: bool = False
    span_rolls: bool = True
    by_date_rolls: bool = True
    at_once_working_days: int = 1
    cut_off: time | None = None


LEGAL_DEFAULTS: Final = Conventions()


@dataclass(frozen=True, slots=True)
class Pause:
    """A stop of the clock: the days in (from_on, until_on] are not counted; None means not yet resumed."""

    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One day of the reckoning: whether it counts, why (Vietnamese), and the document behind it."""

    day: date
    counted: bool
    reason: str
    document: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due.

    Attributes:
        opens_on: first day of the window, for shapes that have one.
        due_on: last day on which it is still in time; None when there is no such date.
        assumed: whether the number of days is a convention and not in the text («ngay», «nửa tháng»).
        estimated: whether the date rests on days of the calendar that are not decided yet.
        ledger: the reckoning, in the order of counting.
    """

    opens_on: date | None
    due_on: date | None
    assumed: bool
    estimated: bool
    ledger: tuple[LedgerLine, ...]
