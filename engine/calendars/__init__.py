"""The calendar of Vietnamese public administration: cited days and projected years."""

from engine.calendars.calendar import Calendar, DayReason
from engine.calendars.days import FIRST_DAY, LAST_DAY, DayKind, SpecialDay
from engine.calendars.errors import OutsideCalendar
from engine.calendars.files import load_special_days, national_days, read_special_days

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "Calendar",
    "DayKind",
    "DayReason",
    "OutsideCalendar",
    "SpecialDay",
    "load_special_days",
    "national_days",
    "read_special_days",
]
