"""Calendar periods as people write them in a report: «2025», «2025-03», «quý I/2025», «tuần 12/2025»."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = re.compile(r"(?:năm\s*)?([0-9]{4})\Z")
_YEAR_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\Z")
_MONTH_YEAR = re.compile(r"(?:tháng\s*|t)?(0?[1-9]|1[0-2])(?:/|\s+năm\s+)([0-9]{4})\Z")
_QUARTER = re.compile(r"(?:quý\s*|q)([1-4]|iv|i{1,3})(?:/|-|\s+năm\s+|\s+)([0-9]{4})\Z")
_WEEK = re.compile(r"(?:tuần(?:\s*thứ)?\s*|w)(0?[1-9]|[1-4][0-9]|5[0-3])(?:/|-|\s+năm\s+)([0-9]{4})\Z")
_ISO_WEEK = re.compile(r"([0-9]{4})-?w(0[1-9]|[1-4][0-9]|5[0-3])\Z")
_ISO_QUARTER = re.compile(r"([0-9]{4})-?q([1-4])\Z")


@lru_cache(maxsize=4096)
def parse_period(text: str) -> tuple[date, date] | None:
    """Return the first and last day of the period that `text` names, or None when it names none.

    Understood: a year («2025», «năm 2025»), a month («2025-03», «03/2025», «tháng 3 năm 2025»), a quarter
    («2025-Q1», «Q1/2025», «quý I/2025») and a week from Monday to Sunday («2025-W12», «tuần 12/2025»; ISO 8601: week 1
    holds the year's first Thursday).
    """
    folded = unicodedata.normalize("NFC", text).strip().lower()
    if match := _YEAR.match(folded):
        return _span(int(match[1]), 1, 12)
    if match := _YEAR_MONTH.match(folded):
        return _span(int(match[1]), int(match[2]), 1)
    if match := _MONTH_YEAR.match(folded):
        return _span(int(match[2]), int(match[1]), 1)
    if match := _QUARTER.match(folded):
        quarter = _ROMAN.get(match[1]) or int(match[1])
        return _span(int(match[2]), quarter * 3 - 2, 3)
    if match := _ISO_QUARTER.match(folded):
        return _span(int(match[1]), int(match[2]) * 3 - 2, 3)
    if match := _WEEK.match(folded):
        return _week(int(match[2]), int(match[1]))
    if match := _ISO_WEEK.match(folded):
        return _week(int(match[1]), int(match[2]))
    return None


def _week(year: int, week: int) -> tuple[date, date] | None:
    """Return Monday and Sunday of that week; None where the year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
        return monday, monday + timedelta(days=6)
    except (ValueError, OverflowError):
        return None


def _span(year: int, month: int, months: int) -> tuple[date, date] | None:
    if not 1 <= year <= 9999:
        return None
    last = month + months - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
