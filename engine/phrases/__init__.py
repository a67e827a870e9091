"""The grammar of Vietnamese deadline phrases."""

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
    Phrase,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)
from engine.phrases.parser import parse_phrase
from engine.phrases.problems import PhraseProblem
from engine.phrases.wording import phrase_in_words

__all__ = [
    "Ahead",
    "AtOnce",
    "BeforeDate",
    "ByDate",
    "CalendarSpan",
    "DateInPeriod",
    "Deadline",
    "Every",
    "KeepAtLeast",
    "LastDays",
    "LastWorkingDays",
    "NotStated",
    "Phrase",
    "PhraseProblem",
    "SpanUnit",
    "StartsOn",
    "StateLasts",
    "Unquantified",
    "WorkingDays",
    "parse_phrase",
    "phrase_in_words",
]
