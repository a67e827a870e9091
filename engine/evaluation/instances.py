"""The instances of one rule on one subject, and how they bear on each other: matters and previous instances."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.evaluation.context import Context
from engine.evaluation.facts import EventFacts
from engine.evaluation.history import History, moment_of
from engine.evaluation.matters import matters_of
from engine.evaluation.periods import Weighed, chosen_period
from engine.evaluation.triggers import Occurrence, Settled, occurrences
from engine.evaluation.verdicts import Difference
from engine.loading.logs import Event
from engine.outcomes import MISSING
from engine.planning.conditions import evaluate_test, missing_fields
from engine.planning.plan import AnswerableUnit, Duty, Matched

Series = tuple[str | None, tuple[tuple[Matched, str | None], ...]]
"""Who answers and what the acts are matched by: instances that agree in both follow upon each other."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One duty set off by one event.

    Attributes:
        duty: the version of the rule, with the period that counts for this instance.
        starts_on: the trigger date; for a state that must have lasted, the day on which it has.
        unknown: why it cannot be told whether the duty arose, or None.
        matched: what the acts are matched by, and the value that the trigger has.
        with_events: the other events that it took to set the duty off.
        handover: the move by which the unit that answers got the dossier.
        weighed: for each version that lists periods, by its first day, the cases looked at.
    """

    duty: Duty
    trigger: Event
    starts_on: date
    unit: str | None
    case: str | None
    unknown: str | None
    matched: tuple[tuple[Matched, str | None], ...]
    with_events: tuple[Event, ...] = ()
    handover: Event | None = None
    weighed: Weighed = ()

    @property
    def series(self) -> Series:
        """What instances that follow upon each other agree in."""
        return self.unit, self.matched

    def differences(self, facts: EventFacts) -> tuple[Difference, ...]:
        """Return in what an event differs of that which acts are matched by; it is then surely another party's."""
        found = []
        for pair, wanted in self.matched:
            value = facts.read(pair.act)
            if not facts.setting.agrees(pair, value, wanted, facts.event.on):
                found.append(Difference(pair.act, value or "", pair.trigger, wanted or ""))
        return tuple(found)


def instances_of(versions: Sequence[Duty], history: History, context: Context, followed: Settled) -> list[Instance]:
    """Return what the events of one subject set off, in order, under the version that governs each trigger date.

    Triggers of one day and one matter are one instance unless they differ in a field that the rule reads: a clerk's
    name typed differently makes no second duty. The first in the order of the history stands for them.
    """
    found: list[Instance] = []
    for duty in versions:
        distinct: dict[object, Instance] = {}
        for occurrence in sorted(occurrences(duty, history, context, followed), key=lambda item: moment_of(item.event)):
            instance = _instance(duty, occurrence, history, context)
            if instance is not None:
                distinct.setdefault(_identity(duty, instance, history, context), instance)
        found += distinct.values()
    return sorted(found, key=lambda instance: (instance.starts_on, moment_of(instance.trigger)))


def _identity(duty: Duty, instance: Instance, history: History, context: Context) -> object:
    facts = EventFacts(instance.trigger, history, context.setting)
    read = tuple(facts.read(name) for name in duty.fields_read)
    return instance.starts_on, instance.trigger.ref, instance.trigger.about, instance.series, read


def _instance(duty: Duty, occurrence: Occurrence, history: History, context: Context) -> Instance | None:
    trigger, starts_on = occurrence.event, occurrence.starts_on
    if not duty.governs(starts_on):
        return None
    facts = EventFacts(trigger, history, context.setting)
    unit = facts.answerable(duty.answerable)
    # Nơi có hồ sơ vào ngày đến hạn thì đến lúc biết ngày ấy mới xét có thuộc phạm vi hay không.
    if duty.answerable is not AnswerableUnit.HOLDER and context.setting.in_scope(unit) is False:
        return None
    category = facts.read("category") if context.plan.scope_categories else None
    if category is not None and category not in context.plan.scope_categories:
        return None
    holds = evaluate_test(duty.test, facts.read)
    if holds is False:
        return None
    unknown = occurrence.unknown + (missing_fields(duty.test, facts.read) if holds is None else ())
    for start in duty.start_dates:
        if starts_on < start.on:
            early = evaluate_test(start.test, facts.read)
            if early:
                return None
            if early is None:
                unknown += missing_fields(start.test, facts.read)
    period = chosen_period(duty, facts)
    unknown += period.unknown
    reason = MISSING + ",".join(sorted(set(unknown))) if unknown else period.reason
    matched = tuple((pair, facts.read(pair.trigger)) for pair in duty.matched_by)
    return Instance(
        duty=period.duty,
        trigger=trigger,
        starts_on=starts_on,
        unit=unit,
        case=facts.case(),
        unknown=reason,
        matched=matched,
        with_events=occurrence.with_events,
        weighed=period.weighed,
    )


def _is_earlier_that_day(act: Event, instance: Instance) -> bool:
    """Tell whether an act surely came before the event that set the duty off, on the same day."""
    trigger = instance.trigger
    if act.time is None or trigger.time is None or act.on != trigger.on:
        return False
    return instance.duty.is_set_off_at_a_moment and act.time < trigger.time


class Siblings:
    """All instances of one rule on one subject."""

    def __init__(self, instances: Iterable[Instance]) -> None:
        by_matter: dict[str, list[date]] = defaultdict(list)
        by_series: dict[Series, list[date]] = defaultdict(list)
        for instance in instances:
            by_series[instance.series].append(instance.starts_on)
            for number in matters_of(instance.trigger):
                by_matter[number].append(instance.starts_on)
        self._by_matter: Mapping[str, Sequence[date]] = {key: sorted(days) for key, days in by_matter.items()}
        self._by_series: Mapping[Series, Sequence[date]] = {key: sorted(days) for key, days in by_series.items()}

    def named_by(self, act: Event) -> Iterator[Sequence[date]]:
        """Yield the trigger dates of each matter that `act` names, in order."""
        for number in matters_of(act):
            if number in self._by_matter:
                yield self._by_matter[number]

    def counts(self, act: Event, instance: Instance) -> bool:
        """Tell whether `act` belongs to the instance: by its matter when it names one, and not too early.

        An act that names no matter belongs to every instance, from the day on which its acts count; on the day of the
        trigger not from before it, where both have a time. One that names the matter may also come before the trigger,
        as long as it does not belong to an earlier trigger that it names.
        """
        named = list(self.named_by(act))
        if not named:
            opens = self.opens_after(instance)
            if opens is not None:
                return act.on > opens
            return act.on >= instance.starts_on and not _is_earlier_that_day(act, instance)
        if not matters_of(act) & matters_of(instance.trigger):
            return False
        if act.on >= instance.starts_on:
            return True
        if instance.duty.is_ahead:
            return instance.starts_on == min(day for days in named for day in days if day >= act.on)
        return all(days[0] > act.on for days in named)

    def bears_on(self, event: Event, instance: Instance) -> bool:
        """Tell whether an event belongs to the instance's matter, or names none of this rule."""
        return not any(self.named_by(event)) or bool(matters_of(event) & matters_of(instance.trigger))

    def opens_after(self, instance: Instance) -> date | None:
        """Return the day after which acts count for a duty ahead of its trigger: the previous trigger date.

        Without a previous instance they count from the beginning (`date.min`). None for a duty that follows its
        trigger: acts count from the trigger date on.
        """
        if not instance.duty.is_ahead:
            return None
        days = self._by_series[instance.series]
        before = bisect_left(days, instance.starts_on)
        return days[before - 1] if before else date.min
