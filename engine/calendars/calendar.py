"""The calendar of working days: which days are worked and why, and counting them in constant time.

Two tables indexed by day carry all counting: `working_index` (day → how many working days up to it) and
`working_days` (how many-th working day → day). Monday to Friday are worked, Saturday and Sunday are weekly
days off; the special days, each with its document, override both ways.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate, compress

from engine.calendars.days import FIRST_DAY, LAST_DAY, DayKind, Degree, SpecialDay
from engine.calendars.errors import OutsideCalendar
from engine.calendars.files import national_days
from engine.calendars.knowledge import KnownDays, known_days
from engine.calendars.months import period_end

_ORIGIN = FIRST_DAY.toordinal()
_LENGTH = LAST_DAY.toordinal() - _ORIGIN + 1
_MARKED_DEGREES = {Degree.DERIVED: "suy từ luật", Degree.PROJECTED: "dự kiến"}
_WEEKDAY_NAMES = ("ngày làm việc",) * 5 + ("thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class DayReason:
    """Why a day counts as a working day or does not: Vietnamese words, and the document if there is one."""

    counted: bool
    reason: str
    document: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The working days of 2010-01-01 … 2050-12-31, as known at one date. Immutable; compare by `version`.

    Attributes:
        version: short digest of everything the calendar says; equal calendars have equal versions.
        known_at: what was announced after this date is not in the calendar; None when all is known.
        decided_until: last day of the officially decided years; later days are projected, hence estimated.
        working_index: per day, numbered from FIRST_DAY (0): the count of working days from then through it.
        working_days: per working day, in order: its day number from FIRST_DAY (0).
        estimated_index: per day: the count of estimated days from FIRST_DAY through it.
    """

    version: str
    known_at: date | None
    decided_until: date
    working_index: array[int]
    working_days: array[int]
    estimated_index: array[int]
    _special: dict[date, SpecialDay]

    @staticmethod
    def national(known_at: date | None = None, closures: tuple[SpecialDay, ...] = ()) -> Calendar:
        """Return the national calendar as known at the end of `known_at`, with a province's own closures.

        Args:
            known_at: None for everything that has been decided.
            closures: days of a province, cited; those announced after `known_at` are left out.
        """
        return _national(known_at, closures)

    @staticmethod
    def covers(day: date) -> bool:
        """Tell whether the calendar can say anything about `day`."""
        return FIRST_DAY <= day <= LAST_DAY

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is worked.

        Raises:
            OutsideCalendar: as for every method below, when a day leaves 2010–2050.
        """
        return self._is_working_at(_number(day))

    def special(self, day: date) -> SpecialDay | None:
        """Return what makes `day` depart from the plain week, or None."""
        _number(day)
        return self._special.get(day)

    def special_days(self, first: date, last: date) -> tuple[SpecialDay, ...]:
        """Return the special days in [first, last], in order."""
        return tuple(self._special[day] for day in sorted(self._special) if first <= day <= last)

    def is_estimated(self, day: date) -> bool:
        """Tell whether `day` rests on the statute alone: its year undecided, or itself not announced."""
        number = _number(day)
        return self.estimated_index[number] > (self.estimated_index[number - 1] if number else 0)

    def any_estimated(self, start: date, end: date) -> bool:
        """Tell whether any day of (start, end] is estimated."""
        return self.estimated_index[_number(end)] > self.estimated_index[_number(start)]

    def add_working_days(self, start: date, n: int) -> date:
        """Return the `n`-th working day after `start`; `start` itself is not counted, worked or not.

        Raises:
            ValueError: `n` is below 1 (a programming error).
        """
        _require_positive(n)
        return self._working_day(self.working_index[_number(start)] + n)

    def subtract_working_days(self, start: date, n: int) -> date:
        """Return the `n`-th working day before `start`; `start` itself is not counted, worked or not.

        Raises:
            ValueError: `n` is below 1 (a programming error).
        """
        _require_positive(n)
        number = _number(start)
        return self._working_day(self.working_index[number] - self._is_working_at(number) - n + 1)

    def count_working_days(self, after: date, until: date) -> int:
        """Return the number of working days in (after, until]; 0 when `until` is not after `after`."""
        return max(0, self.working_index[_number(until)] - self.working_index[_number(after)])

    def next_working_day(self, day: date) -> date:
        """Return `day` if it is worked, otherwise the first working day after it."""
        number = _number(day)
        return day if self._is_working_at(number) else self._working_day(self.working_index[number] + 1)

    def previous_working_day(self, day: date) -> date:
        """Return `day` if it is worked, otherwise the last working day before it."""
        return self._working_day(self.working_index[_number(day)])

    def last_working_day_of_period(self, day: date, months: int = 1) -> date:
        """Return the last working day of the calendar period of `months` months that holds `day`."""
        return self.previous_working_day(period_end(day, months))

    def why(self, day: date) -> DayReason:
        """Return whether `day` counts as a working day and the reason, in words fit for a ledger."""
        special = self.special(day)
        if special is None:
            return DayReason(day.weekday() < 5, _WEEKDAY_NAMES[day.weekday()], None)
        name = special.name
        if special.kind is not DayKind.HOLIDAY:
            name = name[:1].lower() + name[1:]
        if special.degree in _MARKED_DEGREES:
            name += f" ({_MARKED_DEGREES[special.degree]})"
        return DayReason(special.kind.is_worked, name, special.document)

    def _is_working_at(self, number: int) -> bool:
        return self.working_index[number] > (self.working_index[number - 1] if number else 0)

    def _working_day(self, position: int) -> date:
        """Return the working day at `position`, counted from 1 for the first in the calendar."""
        if not 1 <= position <= len(self.working_days):
            raise OutsideCalendar(f"lịch chỉ có từ {FIRST_DAY:%d/%m/%Y} đến {LAST_DAY:%d/%m/%Y}")
        return date.fromordinal(_ORIGIN + self.working_days[position - 1])


def _require_positive(n: int) -> None:
    if n < 1:
        raise ValueError(f"a number of working days is at least 1, not {n}")


def _number(day: date) -> int:
    """Return the day number counted from FIRST_DAY (0)."""
    number = day.toordinal() - _ORIGIN
    if not 0 <= number < _LENGTH:
        raise OutsideCalendar(f"ngày {day:%d/%m/%Y} nằm ngoài lịch ({FIRST_DAY:%d/%m/%Y} – {LAST_DAY:%d/%m/%Y})")
    return number


@lru_cache(maxsize=64)
def _national(known_at: date | None, closures: tuple[SpecialDay, ...]) -> Calendar:
    return _build(known_days(national_days(), closures, FIRST_DAY.year, LAST_DAY.year, known_at), known_at)


def _build(known: KnownDays, known_at: date | None) -> Calendar:
    first_weekday = FIRST_DAY.weekday()
    week = bytes((first_weekday + day) % 7 < 5 for day in range(7))
    worked = bytearray((week * (_LENGTH // 7 + 1))[:_LENGTH])
    undecided = (LAST_DAY - known.decided_until).days
    estimated = bytearray(_LENGTH - undecided) + bytearray(b"\x01") * undecided
    for day in known.days.values():
        number = _number(day.on)
        worked[number] = day.kind.is_worked
        estimated[number] |= day.projected
    return Calendar(
        version=_version(known.days.values(), known_at),
        known_at=known_at,
        decided_until=known.decided_until,
        working_index=array("i", accumulate(worked)),
        working_days=array("i", compress(range(_LENGTH), worked)),
        estimated_index=array("i", accumulate(estimated)),
        _special=known.days,
    )


def _version(days: Iterable[SpecialDay], known_at: date | None) -> str:
    lines = [
        f"{day.on}|{day.kind.value}|{day.name}|{day.document}|{day.announced_on}|{day.certain}|{day.projected}"
        for day in sorted(days, key=lambda day: day.on)
    ]
    return sha256("\n".join([str(known_at), *lines]).encode()).hexdigest()[:12]


__all__ = ["FIRST_DAY", "LAST_DAY", "Calendar", "DayReason", "OutsideCalendar"]
