"""Under which period an instance stands: of several cases the first that holds, or what the dossier states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from engine.evaluation.facts import EventFacts
from engine.evaluation.verdicts import WeighedCase
from engine.outcomes import UNREADABLE
from engine.planning.conditions import evaluate_test, missing_fields
from engine.planning.periods import NO_PERIOD, stated_period, under
from engine.planning.plan import Duty

Weighed = tuple[tuple[date | None, tuple[WeighedCase, ...]], ...]
"""For each version that lists periods, by its first day: the cases looked at, in order."""


@dataclass(frozen=True, slots=True)
class ChosenPeriod:
    """The period of one instance.

    Attributes:
        duty: the duty with that period alone.
        unknown: the fields that would have to be known to tell which period counts.
        reason: why there is none though all is known, or None.
        weighed: which cases were looked at.
    """

    duty: Duty
    unknown: tuple[str, ...] = ()
    reason: str | None = None
    weighed: Weighed = ()


def chosen_period(duty: Duty, facts: EventFacts) -> ChosenPeriod:
    """Return the period of an instance that an event sets off, and those of the versions that it may move to."""
    chosen = _chosen(duty, facts)
    if not any(newer.has_choices for newer in duty.carries):
        return chosen
    later = [_chosen(newer, facts) for newer in duty.carries]
    return ChosenPeriod(
        replace(chosen.duty, carries=tuple(item.duty for item in later)),
        chosen.unknown + tuple(name for item in later for name in item.unknown),
        next((item.reason for item in (chosen, *later) if item.reason is not None), None),
        chosen.weighed + tuple(pair for item in later for pair in item.weighed),
    )


def _chosen(duty: Duty, facts: EventFacts) -> ChosenPeriod:
    if duty.stated is not None:
        value = facts.read(duty.stated.attribute)
        if value is None:
            return ChosenPeriod(under(duty, NO_PERIOD), unknown=(duty.stated.attribute,))
        stated = stated_period(duty.stated, value)
        if stated is None:
            return ChosenPeriod(under(duty, NO_PERIOD), reason=UNREADABLE + duty.stated.attribute)
        return ChosenPeriod(under(duty, stated))
    seen: list[WeighedCase] = []
    for case in duty.periods:
        holds = evaluate_test(case.test, facts.read)
        seen.append(WeighedCase(case.phrase, holds))
        if holds is False:
            continue
        unknown = missing_fields(case.test, facts.read) if holds is None else ()
        weighed = ((duty.valid_from, tuple(seen)),)
        return ChosenPeriod(under(duty, case if holds else NO_PERIOD), unknown=unknown, weighed=weighed)
    return ChosenPeriod(duty)
