"""How duties hang together: which step feeds which, and on what dates two of them can be held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.analysis.defects.examined import Examined, PlacedDuty
from engine.analysis.defects.possible import is_possible
from engine.phrases import Every
from engine.planning.conditions import all_of
from engine.planning.plan import Completed, Duty

Pair = tuple[PlacedDuty, PlacedDuty]
"""The step that feeds, and the step that is fed."""


def feeding_pairs(examined: Examined) -> Iterator[Pair]:
    """Yield every pair of steps that the file puts one after the other and that hold at one time.

    Sources: `after`, and the duties of approval tiers in the order of the tiers.
    """
    told: set[tuple[int, int]] = set()
    for step in examined.duties:
        for name in (*step.duty.after, *_earlier_tiers(examined, step.duty.id)):
            for feeder in examined.duties_called(name):
                key = (feeder.index, step.index)
                if key not in told and feeder.index != step.index and _hold_together(feeder.duty, step.duty):
                    told.add(key)
                    yield feeder, step


def _earlier_tiers(examined: Examined, name: str) -> tuple[str, ...]:
    tiers = examined.document.file.approval
    own = [tier.tier for tier in tiers if name in tier.duties]
    return tuple(duty for tier in tiers for duty in tier.duties if own and tier.tier < min(own))


def _hold_together(one: Duty, other: Duty) -> bool:
    begins = max((duty.valid_from for duty in (one, other) if duty.valid_from is not None), default=date.min)
    ends = min((duty.valid_until for duty in (one, other) if duty.valid_until is not None), default=date.max)
    return begins < ends


def are_set_off_together(one: Duty, other: Duty) -> bool:
    """Tell whether one event can set off both duties on its own date, or the end of one duty both."""
    if one.trigger is None or other.trigger is None:
        return False
    if not (one.trigger.is_a_moment and other.trigger.is_a_moment) and one.trigger != other.trigger:
        return False
    if one.trigger.lasting is not None:
        return False
    return bool(one.trigger.events & other.trigger.events) and is_possible(all_of(one.test, other.test), {})


def sets_off(feeder: Duty, step: Duty) -> bool:
    """Tell whether doing the one is what sets off the other on that day."""
    if step.trigger is None:
        return False
    if isinstance(step.trigger.source, Completed):
        return step.trigger.source.rule == feeder.id
    return step.trigger.is_a_moment and not feeder.done_by.isdisjoint(step.trigger.events)


def come_with_one_period(one: Duty, other: Duty) -> bool:
    """Tell whether both come back with the same calendar period."""
    return (
        one.trigger is None
        and other.trigger is None
        and isinstance(one.deadline, Every)
        and isinstance(other.deadline, Every)
        and one.deadline.cycle is other.deadline.cycle
    )


def comparable_starts(examined: Examined, one: Duty, other: Duty) -> list[date]:
    """Return the dates on which both duties begin: trigger dates they share, or first days of their periods."""
    if are_set_off_together(one, other):
        return examined.starts(one, other)
    if come_with_one_period(one, other) and isinstance(one.deadline, Every):
        cycle = one.deadline.cycle
        return sorted({cycle.start(day) for day in examined.starts(one, other)})
    return []
