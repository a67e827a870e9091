"""Reading dates and times of day as people and systems write them in Viet Nam."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from functools import cache
from typing import Final, NamedTuple

from engine.loading.logs.report import Problem, problem

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?:\s?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{1,3})")
_MONTH_WORD = re.compile(
    r"tháng|[0-9][\s,./-]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+[0-9]",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?|\s?(?:h|g|giờ)\s?(?:([0-9]{1,2})(?:\s?phút)?)?)"
    r"(?:\s?(am|pm|sa|ch))?",
    re.IGNORECASE,
)
_AFTERNOON = frozenset({"pm", "ch"})
NO_TIME: Final = -1
"""The milliseconds of a day whose time is not told."""


class Moment(NamedTuple):
    """A legal date, and how many milliseconds of that day had passed, `NO_TIME` when that is not told."""

    on: date
    milliseconds: int


def date_from(text: str, column: str) -> date | Problem:
    """Return the legal date that `text` says, or what is wrong with it; see `moment_from`."""
    found = moment_from(text, column)
    return found if isinstance(found, Problem) else found.on


def moment_from(text: str, column: str) -> Moment | Problem:
    """Return the legal date and time that `text` (without blanks around it) says, or what is wrong with it.

    Understood are `yyyy-mm-dd`, ISO timestamps, and `d/m/yyyy` with or without a time. A timestamp with an offset
    is turned into that of Asia/Ho_Chi_Minh; one without is taken as local. Midnight is how systems write a date
    without a time, so it is none.

    Args:
        text: the cell, NFC.
        column: the column's name, for messages.
    """
    if iso := _ISO_DATE.fullmatch(text):
        return _moment(_day(int(iso[1]), int(iso[2]), int(iso[3]))) or problem("D153", column=column, value=text)
    if _TIMESTAMP.fullmatch(text):
        return _local(text) or problem("D153", column=column, value=text)
    if written := _DAY_FIRST.fullmatch(text):
        return _day_first(written) or _why_impossible(written, column)
    if _SHORT_YEAR.fullmatch(text):
        return problem("D151", column=column, value=text)
    return problem("D154" if _MONTH_WORD.search(text) else "D150", column=column, value=text)


def milliseconds_from(text: str, column: str) -> int | Problem:
    """Return the time of day that `text` says, in milliseconds, or what is wrong with it.

    Understood are `15:00`, `15:00:30`, `15h30`, `15 giờ 30`, each also with SA/CH or AM/PM, and whole timestamps.
    """
    if written := _CLOCK.fullmatch(text):
        found = _clock(written)
        return found if found is not None else problem("D156", column=column, value=text)
    moment = moment_from(text, column)
    if isinstance(moment, Problem) or moment.milliseconds == NO_TIME:
        return problem("D156", column=column, value=text)
    return moment.milliseconds


def milliseconds_of(at: time | None) -> int:
    """Return how many milliseconds of the day have passed, `NO_TIME` for none."""
    if at is None:
        return NO_TIME
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1000 + at.microsecond // 1000


def time_of(milliseconds: int) -> time | None:
    """Return the time of day after so many milliseconds, None for `NO_TIME`."""
    if milliseconds == NO_TIME:
        return None
    seconds, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    return time(minutes // 60, minutes % 60, second, rest * 1000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(on: date | None, at: time = time.min) -> Moment | None:
    return None if on is None else Moment(on, milliseconds_of(at) or NO_TIME)


def _local(text: str) -> Moment | None:
    try:
        # Only the second blank, the one before the offset, is foreign to ISO 8601 as Python reads it.
        moment = datetime.fromisoformat(text[:11] + text[11:].replace(" ", "").upper())
        local = moment if moment.tzinfo is None else moment.astimezone(_ho_chi_minh())
    except (ValueError, OverflowError):
        return None
    return _moment(local.date(), local.time())


def _day_first(written: re.Match[str]) -> Moment | None:
    day, month, year, hour, minute, second = (int(part or 0) for part in written.groups())
    is_time = hour < 24 and minute < 60 and second < 60
    return _moment(_day(year, month, day), time(hour, minute, second)) if is_time else None


def _clock(written: re.Match[str]) -> int | None:
    hour, minute, second = int(written[1]), int(written[2] or written[5] or 0), int(written[3] or 0)
    half = (written[6] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return ((hour * 60 + minute) * 60 + second) * 1000 + int((written[4] or "0").ljust(3, "0")[:3])


def _why_impossible(written: re.Match[str], column: str) -> Problem:
    swapped = int(written[2]) > 12 and _day(int(written[3]), int(written[1]), int(written[2])) is not None
    return problem("D152" if swapped else "D153", column=column, value=written[0])


@cache
def _ho_chi_minh() -> tzinfo:
    import pendulum

    return pendulum.timezone("Asia/Ho_Chi_Minh")
