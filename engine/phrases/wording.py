"""The canonical words for each deadline: what the editor offers and reports print."""

from __future__ import annotations

from typing import assert_never

from engine.calendars.cycles import Cycle
from engine.phrases.deadlines import (
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

_UNITS_VI = {SpanUnit.DAY: "ngày", SpanUnit.MONTH: "tháng", SpanUnit.YEAR: "năm"}
_PERIODS_VI = {1: "tháng", 3: "quý", 12: "năm"}
_PERIODS_EN = {1: "month", 3: "quarter", 12: "year"}
_CYCLES_VI = {Cycle.WEEK: "tuần", Cycle.MONTH: "tháng", Cycle.QUARTER: "quý", Cycle.YEAR: "năm"}
_CYCLES_EN = {Cycle.WEEK: "week", Cycle.MONTH: "month", Cycle.QUARTER: "quarter", Cycle.YEAR: "year"}
_MONTHS_OF_QUARTER_VI = {1: "tháng đầu", 2: "tháng thứ hai", 3: "tháng cuối"}
_LAST_DAY = 31
_HALVES = {
    CalendarSpan(15, SpanUnit.DAY, assumed=True): ("nửa tháng", "half a month"),
    CalendarSpan(6, SpanUnit.MONTH, assumed=True): ("nửa năm", "half a year"),
}
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


def _vietnamese(deadline: Deadline | DatesOfYear) -> str:
    match deadline:
        case WorkingDays(count):
            return f"{count} ngày làm việc"
        case SameWorkingDay():
            return "trong ngày làm việc"
        case CalendarSpan():
            return _span_vi(deadline)
        case AtOnce():
            return "ngay"
        case ByDate(on):
            return f"chậm nhất là {_date_vi(on)}"
        case BeforeDate(on):
            return f"trước {_date_vi(on)}"
        case DatesOfYear(dates, is_before):
            return ("trước " if is_before else "chậm nhất là ") + " và ".join(map(_date_vi, dates))
        case LastDays(count, months):
            return f"{count} ngày cuối của từng {_period(months, _PERIODS_VI)}"
        case LastWorkingDays(count, months):
            return f"{count} ngày làm việc cuối của từng {_period(months, _PERIODS_VI)}"
        case FirstDays(count) | FirstWorkingDays(count):
            unit = "ngày" if isinstance(deadline, FirstDays) else "ngày làm việc"
            return f"{count} {unit} đầu của {_period_later_vi(deadline)}"
        case Every():
            return _every_vi(deadline)
        case Ahead(by):
            return f"chậm nhất {_vietnamese(by)} trước ngày diễn ra sự kiện"
        case Between(opens, due):
            return f"không ít hơn {_vietnamese(opens)} và không quá {_vietnamese(due)}"
        case StateLasts(count):
            return f"{count} ngày làm việc liên tiếp"
        case KeepAtLeast(amount, span_unit):
            return f"tối thiểu {amount} {_UNITS_VI[span_unit]}"
        case StartsOn(on_date):
            return f"bắt đầu từ ngày {on_date:%d/%m/}{on_date.year:04d}"
        case Unquantified(word):
            return f"{word} diễn ra sự kiện" if word == "trước khi" else word
        case NotStated():
            return "không quy định"
        case _:
            assert_never(deadline)


def _span_vi(span: CalendarSpan) -> str:
    if not span.assumed:
        return f"{span.amount} {_UNITS_VI[span.unit]}"
    if span not in _HALVES:
        raise ValueError(f"no phrase says {span}")
    return _HALVES[span][0]


def _period(months: int, names: dict[int, str]) -> str:
    if months not in names:
        raise ValueError(f"no phrase speaks of the first or last days of a period of {months} months")
    return names[months]


def _period_later_vi(window: FirstDays | FirstWorkingDays) -> str:
    if not 0 <= window.periods_later <= 1:
        raise ValueError(f"no phrase says {window}")
    name = _period(window.months, _PERIODS_VI)
    return f"{name} sau" if window.periods_later else f"từng {name}"


def _date_vi(on: DateInPeriod) -> str:
    if not 0 <= on.periods_later <= 1 or (on.year is not None and (on.month is None or on.periods_later)):
        raise ValueError(f"no phrase says {on}")
    if on.month is None:
        return f"ngày {on.day} " + ("tháng sau" if on.periods_later else "của tháng")
    if on.within is Cycle.QUARTER and on.month in _MONTHS_OF_QUARTER_VI:
        day = "cuối cùng của" if on.day == _LAST_DAY else str(on.day)
        return f"ngày {day} {_MONTHS_OF_QUARTER_VI[on.month]} quý" + (" sau" if on.periods_later else "")
    if on.within is not Cycle.YEAR:
        raise ValueError(f"no phrase says {on}")
    year = f" năm {on.year}" if on.year is not None else " năm sau" if on.periods_later else ""
    return f"ngày {on.day} tháng {on.month}{year}"


def _every_vi(every: Every) -> str:
    name = _CYCLES_VI.get(every.cycle)
    parts = [f"hằng {name}" if name else f"định kỳ {every.cycle.months} tháng"]
    parts += [_vietnamese(part) for part in (every.due, every.kept_for) if part is not None]
    return ", ".join(parts)


def _english(deadline: Deadline | DatesOfYear) -> str:
    match deadline:
        case WorkingDays(count):
            return _counted(count, "working day")
        case SameWorkingDay():
            return "within the working day"
        case CalendarSpan():
            return _HALVES[deadline][1] if deadline in _HALVES else _counted(deadline.amount, deadline.unit.value)
        case AtOnce():
            return "at once"
        case ByDate(on):
            return f"no later than {_date_en(on)}"
        case BeforeDate(on):
            return f"before {_date_en(on)}"
        case DatesOfYear(dates, is_before):
            return ("before " if is_before else "no later than ") + " and ".join(map(_date_en, dates))
        case LastDays(count, months):
            return f"{_edge_en('last', count, 'day')} of each {_period(months, _PERIODS_EN)}"
        case LastWorkingDays(count, months):
            return f"{_edge_en('last', count, 'working day')} of each {_period(months, _PERIODS_EN)}"
        case FirstDays(count) | FirstWorkingDays(count):
            days = _edge_en("first", count, "day" if isinstance(deadline, FirstDays) else "working day")
            name = _period(deadline.months, _PERIODS_EN)
            return f"{days} of the next {name}" if deadline.periods_later else f"{days} of each {name}"
        case Every():
            return _every_en(deadline)
        case Ahead(by):
            return f"at least {_english(by)} before the event"
        case Between(opens, due):
            return f"not less than {_english(opens)} and not more than {_english(due)}"
        case StateLasts(count):
            return f"after {_counted(count, 'consecutive working day')}"
        case KeepAtLeast(amount, span_unit):
            return f"kept for at least {_counted(amount, span_unit.value)}"
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


def _edge_en(edge: str, count: int, noun: str) -> str:
    return f"the {edge} {noun}" if count == 1 else f"the {edge} {count} {noun}s"


def _date_en(on: DateInPeriod) -> str:
    if on.month is None:
        return f"day {on.day} of the {'next ' if on.periods_later else ''}month"
    if on.within is Cycle.QUARTER:
        day = "the last day" if on.day == _LAST_DAY else f"day {on.day}"
        return f"{day} of month {on.month} of the {'next ' if on.periods_later else ''}quarter"
    year = f" {on.year}" if on.year is not None else " of the next year" if on.periods_later else ""
    return f"{on.day} {_MONTHS_EN[on.month - 1]}{year}"


def _every_en(every: Every) -> str:
    name = _CYCLES_EN.get(every.cycle)
    parts = [f"every {name}" if name else f"every {every.cycle.months} months"]
    parts += [_english(part) for part in (every.due, every.kept_for) if part is not None]
    return ", ".join(parts)
