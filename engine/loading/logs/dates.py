"""Reading dates as people and systems write them in Viet Nam."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from functools import cache

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


def date_from(text: str, column: str) -> date | Problem:
    """Return the legal date that `text` (without blanks around it) says, or what is wrong with it.

    Understood are `yyyy-mm-dd`, ISO timestamps, and `d/m/yyyy` with or without a time. A timestamp with an offset
    is turned into the date in Asia/Ho_Chi_Minh; one without is taken as local.

    Args:
        text: the cell, NFC.
        column: the column's name, for messages.
    """
    if iso := _ISO_DATE.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3])) or problem("D153", column=column, value=text)
    if _TIMESTAMP.fullmatch(text):
        return _local_date(text) or problem("D153", column=column, value=text)
    if written := _DAY_FIRST.fullmatch(text):
        return _day_first(written) or _why_impossible(written, column)
    if _SHORT_YEAR.fullmatch(text):
        return problem("D151", column=column, value=text)
    return problem("D154" if _MONTH_WORD.search(text) else "D150", column=column, value=text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _local_date(text: str) -> date | None:
    try:
        # Only the second blank, the one before the offset, is foreign to ISO 8601 as Python reads it.
        moment = datetime.fromisoformat(text[:11] + text[11:].replace(" ", "").upper())
        return moment.date() if moment.tzinfo is None else moment.astimezone(_ho_chi_minh()).date()
    except (ValueError, OverflowError):
        return None


def _day_first(written: re.Match[str]) -> date | None:
    day, month, year, hour, minute, second = (int(part or 0) for part in written.groups())
    return _day(year, month, day) if hour < 24 and minute < 60 and second < 60 else None


def _why_impossible(written: re.Match[str], column: str) -> Problem:
    swapped = int(written[2]) > 12 and _day(int(written[3]), int(written[1]), int(written[2])) is not None
    return problem("D152" if swapped else "D153", column=column, value=written[0])


@cache
def _ho_chi_minh() -> tzinfo:
    import pendulum

    return pendulum.timezone("Asia/Ho_Chi_Minh")
