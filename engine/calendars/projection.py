"""The days off that the statute itself gives, for years on which no decision is known yet.

Bộ luật Lao động 2019 Điều 112 khoản 1 (before it: 2012 Điều 115, 1994 Điều 73) names the holidays; Điều 111
khoản 3 moves a holiday that meets a weekly day off to the working day after; 28/2026/QH16 Điều 2 adds 24/11.
Which days of Tết are taken and on which side of 2/9 the second day lies is decided year by year: here they
are a projection, marked as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.calendars.days import DayKind, SpecialDay
from engine.calendars.lunar import hung_kings_day, tet

_CULTURE_DAY_FROM = 2026
_CULTURE_DAY_KNOWN_ON = date(2026, 4, 24)
_COMPENSATION_REACH = 10
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class _Statute:
    """A labour code: from when it holds, since when it is known, and where it differs from the others."""

    in_force_from: date
    passed_on: date
    holidays: str
    compensation: str
    tet_days: int
    has_second_national_day: bool


_STATUTES = (
    _Statute(
        date(2021, 1, 1),
        date(2019, 11, 20),
        "Bộ luật Lao động 2019 Điều 112 khoản 1",
        "Bộ luật Lao động 2019 Điều 111 khoản 3",
        tet_days=5,
        has_second_national_day=True,
    ),
    _Statute(
        date(2013, 5, 1),
        date(2012, 6, 18),
        "Bộ luật Lao động 2012 Điều 115",
        "Bộ luật Lao động 2012 Điều 115",
        tet_days=5,
        has_second_national_day=False,
    ),
    _Statute(
        date.min,
        date.min,
        "Bộ luật Lao động 1994 (sửa đổi 2007) Điều 73",
        "Bộ luật Lao động 1994 (sửa đổi 2007) Điều 73",
        tet_days=4,
        has_second_national_day=False,
    ),
)


def _statute(on: date, known_at: date | None) -> _Statute:
    """Return the labour code in force on that day, as far as it was known at `known_at`."""
    return next(
        statute
        for statute in _STATUTES
        if statute.in_force_from <= on and (known_at is None or statute.passed_on <= known_at)
    )


def _projected(on: date, kind: DayKind, name: str, document: str) -> SpecialDay:
    return SpecialDay(on, kind, name, document, certain=False, projected=True)


def second_national_day(year: int) -> date:
    """Return 1/9 or 3/9, whichever joins 2/9 to the weekend, as in every decided year since 2021."""
    national_day = date(year, 9, 2)
    monday, thursday, sunday = 0, 3, 6
    follows = national_day.weekday() in (monday, thursday, sunday)
    return national_day + timedelta(days=1 if follows else -1)


def statutory_holidays(year: int, known_at: date | None = None) -> Iterator[SpecialDay]:
    """Yield the holidays that the law known at `known_at` gives in `year`, without compensatory days."""
    dates = [
        (date(year, 1, 1), "Tết Dương lịch"),
        (hung_kings_day(year), "Giỗ Tổ Hùng Vương (10/3 âm lịch)"),
        (date(year, 4, 30), "Ngày Chiến thắng 30/4"),
        (date(year, 5, 1), "Quốc tế Lao động 1/5"),
        (date(year, 9, 2), "Quốc khánh 2/9"),
    ]
    new_year = tet(year)
    tet_days = _statute(new_year, known_at).tet_days
    dates += [(new_year + timedelta(days=offset), "Tết Âm lịch") for offset in range(-1, tet_days - 1)]
    for on, name in sorted(dates):
        yield _projected(on, DayKind.HOLIDAY, name, _statute(on, known_at).holidays)
    yield from second_national_holiday(year, known_at)
    if year >= _CULTURE_DAY_FROM and (known_at is None or known_at >= _CULTURE_DAY_KNOWN_ON):
        name = "Ngày Văn hóa Việt Nam 24/11"
        yield _projected(date(year, 11, 24), DayKind.HOLIDAY, name, "28/2026/QH16 Điều 2")


def second_national_holiday(year: int, known_at: date | None = None) -> Iterator[SpecialDay]:
    """Yield the second day of Quốc khánh if the law known at `known_at` gives one in `year`."""
    statute = _statute(date(year, 9, 2), known_at)
    if statute.has_second_national_day:
        on = second_national_day(year)
        yield _projected(on, DayKind.HOLIDAY, "Quốc khánh (ngày liền kề)", statute.holidays)


def missing_compensatory_days(known: Mapping[date, SpecialDay], known_at: date | None = None) -> Iterator[SpecialDay]:
    """Yield the compensatory days that the statute gives for the holidays in `known` and that `known` lacks.

    A holiday on a weekly day off is made up for on the next working day after it, in the order of the
    holidays (Bộ luật Lao động 2019 Điều 111 khoản 3). A compensatory day already in `known`, at most ten days
    after the holiday, is taken as the one for it.
    """
    taken: set[date] = set()
    for on in sorted(known):
        holiday = known[on]
        if holiday.kind is not DayKind.HOLIDAY or on.weekday() < _SATURDAY:
            continue
        following = [on + timedelta(days=days) for days in range(1, _COMPENSATION_REACH + 1)]
        stated = (day for day in following if day in known and known[day].kind is DayKind.COMPENSATORY)
        announced = next((day for day in stated if day not in taken), None)
        if announced is not None:
            taken.add(announced)
            continue
        free = (day for day in following if day.weekday() < _SATURDAY and day not in known and day not in taken)
        made_up = next(free, None)
        if made_up is not None:
            taken.add(made_up)
            document = _statute(made_up, known_at).compensation
            yield _projected(made_up, DayKind.COMPENSATORY, f"Nghỉ bù {holiday.name}", document)
