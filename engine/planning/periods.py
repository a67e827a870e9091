"""From `within` of a rule file to periods, and from what a dossier states to a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from engine.loading.logs.dates import date_from
from engine.loading.logs.report import Problem
from engine.model.periods import Within
from engine.phrases import (
    AtOnce,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    Deadline,
    NotStated,
    Phrase,
    WorkingDays,
    parse_phrase,
)
from engine.planning.asking import Asking
from engine.planning.conditions import ALWAYS
from engine.planning.plan import Duty, PeriodCase, Stated

NO_PERIOD = PeriodCase(ALWAYS, "none", NotStated(), None)
"""The period where no case of a list holds, or where it cannot be told which does: none is stated."""


def understood(text: str) -> Phrase:
    """Return the meaning of a phrase that the loader has accepted."""
    parsed = parse_phrase(text)
    if not isinstance(parsed, Phrase):
        raise ValueError(f"phrase not understood, which the loader should have refused: {text!r}")
    return parsed


def cases_of(within: Within, asking: Asking) -> tuple[PeriodCase, ...]:
    """Return the periods of a list, with what holds where none of its cases does; none for a plain phrase."""
    found = []
    for case in within.cases:
        parsed = understood(case.phrase)
        found.append(PeriodCase(asking.condition(case.only_if), case.phrase, parsed.deadline, parsed.cap))
    if found and within.cases[-1].only_if is not None:
        found.append(NO_PERIOD)
    return tuple(found)


def stated_of(within: Within) -> Stated | None:
    """Return the attribute that states the period, if one does."""
    return Stated(within.attribute, within.date_in is not None) if within.attribute is not None else None


def phrase_of(within: Within) -> Phrase:
    """Return the phrase that stands for the whole period: its own, else «none», with the words of the cases."""
    if within.phrase is not None:
        return replace(understood(within.phrase), text=within.phrase)
    words = f"theo «{within.attribute}»" if within.attribute is not None else " / ".join(c.phrase for c in within.cases)
    return Phrase(words, NotStated(), None, None)


def under(duty: Duty, case: PeriodCase) -> Duty:
    """Return the duty with the period of one case."""
    return replace(duty, phrase=case.phrase, deadline=case.deadline, cap=case.cap, periods=(), stated=None)


@lru_cache(maxsize=65_536)
def stated_period(stated: Stated, value: str) -> PeriodCase | None:
    """Return the period that a value of the attribute states, None when it cannot be read as one."""
    if stated.is_date:
        on = date_from(value, stated.attribute)
        return None if isinstance(on, Problem) else PeriodCase(ALWAYS, value, _on(on), None)
    parsed = parse_phrase(value)
    if isinstance(parsed, Phrase) and isinstance(parsed.deadline, (WorkingDays, CalendarSpan, AtOnce)):
        return PeriodCase(ALWAYS, value, parsed.deadline, parsed.cap)
    return None


def _on(day: date) -> Deadline:
    return ByDate(DateInPeriod(day=day.day, month=day.month, year=day.year))
