"""What is known of one event: its columns, its attributes, and what follows from the units table."""

from __future__ import annotations

from dataclasses import dataclass

from engine.evaluation.history import ARRIVALS, MOVE, History
from engine.loading.logs import Event, UnitTable
from engine.planning.conditions import evaluate_test
from engine.planning.plan import AnswerableUnit, Plan


@dataclass(frozen=True)
class Setting:
    """What surrounds every event: the plan, the units, and the Department of Home Affairs among them.

    Attributes:
        members: the units of this jurisdiction when the units table names jurisdictions, else None (all of them).
    """

    plan: Plan
    units: UnitTable | None
    department: str | None
    members: frozenset[str] | None

    @classmethod
    def of(cls, plan: Plan, units: UnitTable | None, members: frozenset[str] | None = None) -> Setting:
        """Look up the department: the single unit of type `so_noi_vu` of the jurisdiction."""
        departments = [
            unit.id
            for unit in (units.values() if units is not None else ())
            if unit.type == "so_noi_vu" and (members is None or unit.id in members)
        ]
        return cls(plan, units, departments[0] if len(departments) == 1 else None, members)

    def unit_type(self, unit: str | None) -> str | None:
        """Return the type of `unit`, None when it is not known."""
        found = self.units.get(unit) if self.units is not None and unit is not None else None
        return found.type if found is not None else None

    def in_scope(self, unit: str | None) -> bool | None:
        """Tell whether the regulation binds `unit`; None when that is not known."""
        if unit is None or self.units is None:
            return None
        if self.members is not None and unit not in self.members:
            return False
        found = self.units.get(unit)
        if found is None:
            return None
        if found.in_scope is not None:
            return found.in_scope
        if found.type is None:
            return None
        if self.plan.scope_unit_types:
            return found.type in self.plan.scope_unit_types
        return None

    def unit_attribute(self, unit: str | None, name: str) -> str | None:
        """Return what the units table says of `unit` under the attribute `name`."""
        found = self.units.get(unit) if self.units is not None and unit is not None else None
        return found.attribute(name) if found is not None else None

    def parent(self, unit: str | None) -> str | None:
        """Return the superior of `unit`."""
        found = self.units.get(unit) if self.units is not None and unit is not None else None
        return found.parent if found is not None else None


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event in its setting; `read` gives the value of a field for conditions."""

    event: Event
    history: History
    setting: Setting

    def read(self, field: str) -> str | None:
        """Return the value of a column, an attribute or a derived field; None when it is not known."""
        event = self.event
        match field:
            case "case":
                return self.case()
            case "category":
                return event.category or (self.history.category_on(event.on) if event.dossier else None)
            case "time":
                return None if event.time is None else event.time.isoformat()
            case "actor" | "unit" | "to_unit" | "ref" | "about" | "actor_unit":
                value: str | None = getattr(event, field)
                return value
            case "unit_type" | "from_unit_type":
                return self.setting.unit_type(event.unit)
            case "to_unit_type":
                return self.setting.unit_type(event.to_unit)
        stated = event.attribute(field)
        return stated if stated is not None else self._derived(field)

    def _derived(self, field: str) -> str | None:
        event = self.event
        if field in self.setting.plan.remembered:
            return self.history.attribute_on(field, event.on) if event.dossier is not None else None
        if field in self.setting.plan.of_units:
            return self.setting.unit_attribute(event.unit, field)
        match field:
            case "same_unit" if event.unit is not None and event.to_unit is not None:
                return _as_text(event.unit == event.to_unit)
            case "from_in_scope":
                return _as_text(self.setting.in_scope(event.unit))
            case "to_in_scope":
                return _as_text(self.setting.in_scope(event.to_unit))
        return None

    def case(self) -> str | None:
        """Return the case that the event names, or for a move that names none the first recognised one.

        Cases are tried in the regulation's order of precedence; an earlier case that cannot be told leaves the
        whole question open.
        """
        if self.event.case is not None or self.event.event != MOVE:
            return self.event.case
        for recognised in self.setting.plan.cases:
            if not recognised.governs(self.event.on):
                continue
            holds = evaluate_test(recognised.test, self._read_for_case)
            if holds is None:
                return None
            if holds:
                return recognised.case
        return None

    def _read_for_case(self, field: str) -> str | None:
        return None if field == "case" else self.read(field)

    def answerable(self, where: AnswerableUnit) -> str | None:
        """Return the unit that answers for a duty which this event sets off."""
        event = self.event
        match where:
            case AnswerableUnit.UNIT:
                return event.unit or self._home()
            case AnswerableUnit.TO_UNIT:
                return event.to_unit or event.unit or self._home()
            case AnswerableUnit.HOME:
                arrived = event.to_unit if event.event in ARRIVALS else None
                return arrived or event.unit or self._home()
            case AnswerableUnit.PARENT:
                return self.setting.parent(event.unit or self._home())
            case AnswerableUnit.DEPARTMENT:
                return self.setting.department
            case AnswerableUnit.ELSEWHERE:
                return None

    def _home(self) -> str | None:
        return self.history.home_on(self.event.on) if self.event.dossier is not None else None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as the bearer of a periodic duty."""

    unit: str | None
    setting: Setting

    def read(self, field: str) -> str | None:
        """Return the unit's id, its type or an attribute of units; nothing else is known without an event."""
        if field == "unit":
            return self.unit
        if field in self.setting.plan.of_units:
            return self.setting.unit_attribute(self.unit, field)
        return self.setting.unit_type(self.unit) if field == "unit_type" else None


def _as_text(truth: bool | None) -> str | None:
    return None if truth is None else ("true" if truth else "false")
