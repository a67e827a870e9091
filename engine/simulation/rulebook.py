"""The plan seen from one event: which duties it sets off, for whom, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from engine.calendars import Calendar, OutsideCalendar
from engine.counting import resolve
from engine.loading.logs import Event
from engine.planning import Duty, Plan
from engine.planning.conditions import (
    AllOf,
    AnyOf,
    FieldCompares,
    FieldIs,
    FieldReader,
    Holds,
    Not,
    Test,
    evaluate_test,
    fields_of,
)
from engine.planning.plan import AnswerableUnit, PlannedLimit, PlannedRequirement
from engine.simulation.customs import ARRIVALS
from engine.simulation.organisations import Organisation
from engine.vocabulary import Level

_FROM_COLUMNS = frozenset(
    {
        "case",
        "category",
        "actor",
        "unit",
        "to_unit",
        "ref",
        "about",
        "actor_unit",
        "unit_type",
        "to_unit_type",
        "same_unit",
    }
    | {"from_in_scope", "to_in_scope"}
)


@dataclass(frozen=True, slots=True)
class Arising:
    """A duty that an event sets off.

    Attributes:
        unit: the unit answerable for it.
        seen: the event as the one bearing the duty sees it: what concerns the whole province happens in each unit.
    """

    duty: Duty
    unit: str | None
    seen: Event


@dataclass(frozen=True)
class Rulebook:
    """A plan with its duties sorted by trigger. Answers that depend on few things are remembered.

    Attributes:
        fields: for each trigger, the fields that decide which duties it sets off.
        stated: for each event, the attributes that rules ask about and the values they ask for.
    """

    plan: Plan
    organisation: Organisation
    calendar: Calendar
    by_trigger: Mapping[str, tuple[Duty, ...]]
    fields: Mapping[str, tuple[str, ...]]
    stated: Mapping[str, Mapping[str, tuple[str, ...]]]
    requirements: Mapping[str, tuple[PlannedRequirement, ...]]
    limits: Mapping[str, tuple[PlannedLimit, ...]]
    _arising: dict[tuple[str | None, ...], tuple[tuple[Duty, date | None], ...]] = field(
        default_factory=dict, repr=False
    )
    _dues: dict[tuple[str, date | None, date], tuple[date | None, date | None]] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def of(cls, plan: Plan, organisation: Organisation, calendar: Calendar) -> Rulebook:
        """Sort the duties by trigger and note which fields decide on them."""
        found: dict[str, tuple[Duty, ...]] = {}
        for duty in plan.duties:
            if duty.trigger is None or not duty.trigger.is_an_event:
                continue  # Phát sinh từ kết cục của việc khác: người mô phỏng không làm, nhật ký cho thấy việc bỏ sót.
            for event in sorted(duty.trigger.events):
                found[event] = (*found.get(event, ()), duty)
        tests: dict[str, list[Test]] = {
            event: [test for duty in duties for test in (duty.test, *(start.test for start in duty.start_dates))]
            for event, duties in found.items()
        }
        for step in plan.lifecycle.steps if plan.lifecycle is not None else ():
            tests.setdefault(step.event, []).append(step.test)
        fields = {event: tuple(sorted(_fields(tests[event]))) for event in found}
        stated = {event: values_asked(items) for event, items in tests.items() if values_asked(items)}
        requirements: dict[str, tuple[PlannedRequirement, ...]] = {}
        for rule in plan.requirements:
            requirements[rule.event] = (*requirements.get(rule.event, ()), rule)
        limits: dict[str, tuple[PlannedLimit, ...]] = {}
        for limit in plan.limits:
            limits[limit.event] = (*limits.get(limit.event, ()), limit)
        return cls(plan, organisation, calendar, found, fields, stated, requirements, limits)

    def reader(self, event: Event) -> FieldReader:
        """Return what a condition sees of `event`."""
        return lambda name: self.value(event, name)

    def value(self, event: Event, name: str) -> str | None:
        """Return a column, an attribute, or what follows from the units."""
        match name:
            case "case" | "category" | "actor" | "unit" | "to_unit" | "ref" | "about" | "actor_unit":
                value: str | None = getattr(event, name)
                return value
            case "unit_type":
                return self.unit_type(event.unit)
            case "to_unit_type":
                return self.unit_type(event.to_unit)
            case "same_unit" if event.unit is not None and event.to_unit is not None:
                return "true" if event.unit == event.to_unit else "false"
            case "from_in_scope":
                return _as_text(self.in_scope(event.unit))
            case "to_in_scope":
                return _as_text(self.in_scope(event.to_unit))
        return event.attribute(name)

    def unit_type(self, unit: str | None) -> str | None:
        """Return the type of a unit."""
        return self.organisation.table[unit].type if unit is not None else None

    def in_scope(self, unit: str | None) -> bool | None:
        """Tell whether the regulation binds a unit; None for no unit."""
        return None if unit is None else self.organisation.table[unit].in_scope is not False

    def set_off(self, event: Event) -> list[Arising]:
        """Return the duties that `event` sets off on its date, as the evaluator would see it."""
        if event.event not in self.by_trigger:
            return []
        if event.dossier is not None or event.unit is not None:
            return self._set_off(event)
        each = [replace(event, unit=unit.id) for unit in self.organisation.members]
        found = [item for seen in each for item in self._set_off(seen) if _binds_each_unit(item.duty)]
        return [*(item for item in self._set_off(event) if not _binds_each_unit(item.duty)), *found]

    def _set_off(self, event: Event) -> list[Arising]:
        kind = event.event
        key = (kind, event.category, *(self.value(event, name) for name in self.fields[kind]))
        candidates = self._arising.get(key)
        if candidates is None:
            candidates = self._candidates(event)
            self._arising[key] = candidates
        found = []
        for duty, starts in candidates:
            if duty.governs(event.on) and (starts is None or event.on >= starts):
                unit = self.answerable(duty.answerable, event)
                if self.in_scope(unit) is not False:
                    found.append(Arising(duty, unit, event))
        return found

    def _candidates(self, event: Event) -> tuple[tuple[Duty, date | None], ...]:
        read = self.reader(event)
        scope = self.plan.scope_categories
        if event.category is not None and scope and event.category not in scope:
            return ()
        found = []
        for duty in self.by_trigger[event.event]:
            if evaluate_test(duty.test, read):
                starts = [start.on for start in duty.start_dates if evaluate_test(start.test, read) is not False]
                found.append((duty, max(starts, default=None)))
        return tuple(found)

    def answerable(self, where: AnswerableUnit, event: Event) -> str | None:
        """Return the unit that answers for a duty set off by `event`."""
        match where:
            case AnswerableUnit.UNIT | AnswerableUnit.HOLDER:
                return event.unit
            case AnswerableUnit.TO_UNIT:
                return event.to_unit or event.unit
            case AnswerableUnit.ASKED:
                return event.to_unit
            case AnswerableUnit.HOME:
                return (event.to_unit if event.event in ARRIVALS else None) or event.unit
            case AnswerableUnit.PARENT:
                return self.organisation.table[event.unit].parent if event.unit is not None else None
            case AnswerableUnit.DEPARTMENT:
                return self.organisation.department
            case AnswerableUnit.ELSEWHERE:
                return None

    def place_of(self, event: str) -> str | None:
        """Return where an event of the province is noted: at the department, unless it is meant for every unit."""
        for_all = any(_binds_each_unit(duty) for duty in self.by_trigger.get(event, ()))
        return None if for_all else self.organisation.department

    def due(self, duty: Duty, start: date) -> tuple[date | None, date | None]:
        """Return when a duty opens and falls due; None for no such date."""
        key = (duty.id, duty.valid_from, start)
        found = self._dues.get(key)
        if found is None:
            try:
                due = resolve(duty.deadline, start, self.calendar, duty.conventions)
                found = (due.opens_on, due.due_on)
            except OutsideCalendar:
                found = (None, None)
            self._dues[key] = found
        return found

    def levels(self, event: str) -> tuple[Level, ...]:
        """Return what `event` happens to."""
        return self.plan.event_levels.get(event, (Level.DOSSIER,))


def _binds_each_unit(duty: Duty) -> bool:
    return duty.subject is Level.UNIT and not duty.answerable.is_of_province


def fulfilling(test: Test, known: Mapping[str, str | None]) -> dict[str, str]:
    """Return values of fields under which `test` holds, keeping those that are `known` and fit."""
    match test:
        case FieldIs(name, accepted):
            value = known.get(name)
            return {name: value if value is not None and test.accepts(value) else min(accepted)}
        case FieldCompares(name):
            value = known.get(name)
            fitting = (near for near in (value, *test.values_around()) if near is not None and test.holds(near))
            return {name: next(fitting)}
        case AllOf(tests):
            merged: dict[str, str] = {}
            for inner in tests:
                merged.update(fulfilling(inner, {**known, **merged}))
            return merged
        case AnyOf(tests):
            return fulfilling(tests[0], known) if tests else {}
        case Not() | Holds():
            return {}


def _fields(tests: list[Test]) -> frozenset[str]:
    return frozenset[str]().union(*(fields_of(test) for test in tests))


def values_asked(tests: list[Test]) -> dict[str, tuple[str, ...]]:
    """Return, for each attribute that some tests read and no column tells, the values they ask for, by name."""
    found: dict[str, set[str]] = {}
    for test in tests:
        for name, value in _accepted(test):
            if name not in _FROM_COLUMNS:
                found.setdefault(name, set()).add(value)
    for values in found.values():
        if values & {"true", "false"}:
            values |= {"true", "false"}
    return {name: tuple(sorted(values)) for name, values in sorted(found.items())}


def _accepted(test: Test) -> list[tuple[str, str]]:
    match test:
        case FieldIs(name, accepted):
            return [(name, value) for value in sorted(accepted)]
        case FieldCompares(name):
            return [(name, value) for value in test.values_around()]
        case Holds():
            return []
        case Not(inner):
            return _accepted(inner)
        case AllOf(tests) | AnyOf(tests):
            return [pair for inner in tests for pair in _accepted(inner)]


def _as_text(truth: bool | None) -> str | None:
    return None if truth is None else ("true" if truth else "false")
