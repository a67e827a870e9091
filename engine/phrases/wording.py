"""The canonical words for each deadline: what the editor offers and reports print."""

from __future__ import annotations

from typing import assert_never

from engine.phrases.deadlines import (
    Ahead,
    AtOnce,
    BeforeDate,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    Deadline,
    Every,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)

_UNITS_VI = {SpanUnit.DAY: "ngày", SpanUnit.MONTH: "tháng", SpanUnit.YEAR: "năm"}
_PERIODS_VI = {1: "tháng", 3: "quý", 12: "năm"}
_PERIODS_EN = {1: "month", 3: "quarter", 12: "year"}
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNQUANTIFIED_EN = {
    "kịp thời": "in good time",
    "thường xuyên": "regularly",
    "liên tục": "continuously",
    "định kỳ": "periodically",
    "đồng thời": "at the same time",
    "lâu dài": "for the long term",
    "nhanh chóng": "quickly",
    "sớm nhất": "as early as possible",
    "trong thời gian sớm nhất": "as soon as possible",
    "khẩn trương": "urgently",
    "đúng hạn": "on time",
    "đúng thời hạn": "on time",
    "đột xuất": "on demand",
    "trước khi": "before the event takes place",
}


def phrase_in_words(deadline: Deadline, lang: str = "vi") -> str:
    """Return the canonical wording of `deadline` in `lang` («vi» or «en»).

    Reading the Vietnamese wording again gives the same deadline. The event that an `Ahead` counts back from
    is not part of it, so the wording speaks of «sự kiện».

    Raises:
        ValueError: no phrase says this, e.g. the last days of each half-year (a programming error:
            the grammar never yields it).
    """
    return _english(deadline) if lang == "en" else _vietnamese(deadline)


def _vietnamese(deadline: Deadline) -> str:
    match deadline:
        case WorkingDays(count):
            return f"{count} ngày làm việc"
        case CalendarSpan(amount, unit):
            return f"{amount} {_UNITS_VI[unit]}"
        case AtOnce():
            return "ngay"
        case ByDate(on):
            return f"chậm nhất là {_date_vi(on)}"
        case BeforeDate(on):
            return f"trước {_date_vi(on)}"
        case LastDays(count, months):
            return f"{count} ngày cuối của từng {_period(months, _PERIODS_VI)}"
        case LastWorkingDays(count, months):
            return f"{count} ngày làm việc cuối của từng {_period(months, _PERIODS_VI)}"
        case Every():
            return _every_vi(deadline)
        case Ahead(count, working):
            unit_words = "ngày làm việc" if working else "ngày"
            return f"chậm nhất {count} {unit_words} trước ngày diễn ra sự kiện"
        case StateLasts(count):
            return f"{count} ngày làm việc liên tiếp"
        case KeepAtLeast(amount, unit):
            return f"tối thiểu {amount} {_UNITS_VI[unit]}"
        case StartsOn(on_date):
            return f"bắt đầu từ ngày {on_date:%d/%m/}{on_date.year:04d}"
        case Unquantified(word):
            return f"{word} diễn ra sự kiện" if word == "trước khi" else word
        case NotStated():
            return "không quy định"
        case _:
            assert_never(deadline)


def _period(months: int, names: dict[int, str]) -> str:
    if months not in names:
        raise ValueError(f"no phrase speaks of the last days of a period of {months} months")
    return names[months]


def _date_vi(on: DateInPeriod) -> str:
    if not 0 <= on.periods_later <= 1 or (on.year is not None and (on.month is None or on.periods_later)):
        raise ValueError(f"no phrase says {on}")
    if on.month is None:
        return f"ngày {on.day} " + ("tháng sau" if on.periods_later else "của tháng")
    year = f" năm {on.year}" if on.year is not None else " năm sau" if on.periods_later else ""
    return f"ngày {on.day} tháng {on.month}{year}"


def _every_vi(every: Every) -> str:
    name = _PERIODS_VI.get(every.months)
    parts = [f"hằng {name}" if name else f"định kỳ {every.months} tháng"]
    parts += [_vietnamese(part) for part in (every.due, every.kept_for) if part is not None]
    return ", ".join(parts)


def _english(deadline: Deadline) -> str:
    match deadline:
        case WorkingDays(count):
            return _counted(count, "working day")
        case CalendarSpan(amount, unit):
            return _counted(amount, unit.value)
        case AtOnce():
            return "at once"
        case ByDate(on):
            return f"no later than {_date_en(on)}"
        case BeforeDate(on):
            return f"before {_date_en(on)}"
        case LastDays(count, months):
            return _last_en(count, "day", months)
        case LastWorkingDays(count, months):
            return _last_en(count, "working day", months)
        case Every():
            return _every_en(deadline)
        case Ahead(count, working):
            unit_words = _counted(count, "working day" if working else "day")
            return f"at least {unit_words} before the event"
        case StateLasts(count):
            return f"after {_counted(count, 'consecutive working day')}"
        case KeepAtLeast(amount, unit):
            return f"kept for at least {_counted(amount, unit.value)}"
        case StartsOn(on_date):
            return f"from {on_date.isoformat()}"
        case Unquantified(word):
            return ", ".join(_UNQUANTIFIED_EN.get(part, part) for part in word.split(", "))
        case NotStated():
            return "not stated"
        case _:
            assert_never(deadline)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _last_en(count: int, noun: str, months: int) -> str:
    days = noun if count == 1 else f"{count} {noun}s"
    return f"the last {days} of each {_period(months, _PERIODS_EN)}"


def _date_en(on: DateInPeriod) -> str:
    if on.month is None:
        return f"day {on.day} of the {'next ' if on.periods_later else ''}month"
    year = f" {on.year}" if on.year is not None else " of the next year" if on.periods_later else ""
    return f"{on.day} {_MONTHS_EN[on.month - 1]}{year}"


def _every_en(every: Every) -> str:
    name = _PERIODS_EN.get(every.months)
    parts = [f"every {name}" if name else f"every {every.months} months"]
    parts += [_english(part) for part in (every.due, every.kept_for) if part is not None]
    return ", ".join(parts)
