"""What is known of one event: its columns, its attributes, and what follows from the units table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.evaluation.history import ARRIVALS, MOVE, NO_HISTORY, History, Subjects
from engine.evaluation.states import LifecycleFollower, Reading, StatesOfDossier
from engine.loading.logs import Event, UnitTable
from engine.planning.conditions import Fact, Happened, InState, SameUnit, evaluate_test
from engine.planning.plan import AnswerableUnit, Matched, Plan, PlannedLifecycle
from engine.vocabulary import Level


@dataclass(frozen=True)
class Setting:
    """What surrounds every event: the plan, the units, and the Department of Home Affairs among them.

    Attributes:
        departments: the units that are, or were, the Department of Home Affairs of the jurisdiction.
        members: the units of this jurisdiction when the units table names jurisdictions, else None (all of them).
        subjects: the histories of all that events happened to.
    """

    plan: Plan
    units: UnitTable | None
    departments: tuple[str, ...]
    members: frozenset[str] | None
    subjects: Subjects
    _states: dict[History, StatesOfDossier] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, plan: Plan, units: UnitTable | None, members: frozenset[str] | None, subjects: Subjects) -> Setting:
        """Look up the departments: the units of type `so_noi_vu` of the jurisdiction."""
        departments = tuple(
            unit.id
            for unit in (units.values() if units is not None else ())
            if unit.type == "so_noi_vu" and (members is None or unit.id in members)
        )
        return cls(plan, units, departments, members, subjects)

    def department_on(self, day: date) -> str | None:
        """Return the Department of Home Affairs on `day`; None unless there is exactly one."""
        there = [unit for unit in self.departments if self.exists_on(unit, day)]
        return there[0] if len(there) == 1 else None

    def exists_on(self, unit: str | None, day: date) -> bool:
        """Tell whether there is such a unit on `day`; one that is not known may be there."""
        found = self.units.get(unit) if self.units is not None and unit is not None else None
        return found is None or found.exists_on(day)

    def exists_within(self, unit: str | None, first: date, last: date) -> bool:
        """Tell whether there is such a unit on any day from `first` to `last`; one not known may be there."""
        found = self.units.get(unit) if self.units is not None and unit is not None else None
        if found is None:
            return True
        begins, ends = found.valid_from or date.min, found.valid_until or date.max
        return begins <= last and first <= ends

    def bearer(self, unit: str | None, day: date) -> str | None:
        """Return the unit that answers on `day` for what `unit` owes: itself, or who goes on with its work."""
        return unit if self.units is None or unit is None else self.units.bearer(unit, day)

    def agrees(self, pair: Matched, found: str | None, wanted: str | None, on: date) -> bool:
        """Tell whether an act of the day `on` may agree with a trigger in what they are matched by.

        What is not known excludes nothing. For a unit that has ended whoever goes on with its work may act.
        """
        if found is None or wanted is None or found == wanted:
            return True
        if not pair.is_of_units or self.units is None:
            return False
        return any(heir == found and since <= on for heir, since in self.units.heirs(wanted))

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

    def bearing_on(self, name: str, history: History, unit: str | None) -> History:
        """Return where the events called `name` that bear on a subject are: with it, its unit or the province."""
        return self._at(self.plan.event_levels.get(name, (Level.DOSSIER,))[0], history, unit)

    def evidence_for(self, name: str, history: History, unit: str | None) -> list[History]:
        """Return the same, and for what may be given for one person or for all of a unit, the unit's too."""
        first, *others = self.plan.event_levels.get(name, (Level.DOSSIER,))
        of_unit = first is Level.DOSSIER and Level.UNIT in others
        return [self._at(level, history, unit) for level in (first, *((Level.UNIT,) if of_unit else ()))]

    def _at(self, level: Level, history: History, unit: str | None) -> History:
        if level is Level.PROVINCE:
            return self.subjects.province
        return self.subjects.units.get(unit or "", NO_HISTORY) if level is Level.UNIT else history

    def happened(self, fact: Happened, history: History, unit: str | None, day: date) -> bool | None:
        """Tell whether an event has happened by `day`; None when it hangs on what is not known of such an event."""
        since: date | None = None
        if fact.since is not None:
            found = self.bearing_on(fact.since, history, unit).by_type.get(fact.since, ())
            since = max((event.on for event in found if event.on <= day), default=None)
            if since is None:
                return False
        where = self.bearing_on(fact.event, history, unit)
        holds = [
            evaluate_test(fact.test, EventFacts(event, where, self).read)
            for event in where.by_type.get(fact.event, ())
            if event.on <= day and (since is None or event.on > since or (fact.same_day and event.on == since))
        ]
        return True if True in holds else None if None in holds else False

    def states_before(self, event: Event, history: History) -> frozenset[str] | None:
        """Return the states in which a dossier could be just before `event`; None where there is no lifecycle."""
        of_dossier = event.dossier is not None and self.subjects.dossiers.get(event.dossier) is history
        if self.plan.lifecycle is None or not of_dossier:
            return None
        return self.states_of(history, self.plan.lifecycle).at(event)

    def states_of(self, history: History, lifecycle: PlannedLifecycle) -> StatesOfDossier:
        """Return the states that a dossier could be in, as time goes on."""
        if history not in self._states:
            self._states[history] = LifecycleFollower.of(lifecycle).states_of(history, self.reading(history))
        return self._states[history]

    def reading(self, history: History) -> Reading:
        """Return how conditions read the events of one subject."""
        return lambda event: EventFacts(event, history, self).read

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

    def read(self, field: str | Fact) -> str | None:
        """Return the value of a column, an attribute, a derived field or a fact; None when it is not known."""
        if not isinstance(field, str):
            return _as_text(self._holds(field))
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
            case "holder":
                return self._holder() if event.dossier is not None else None
        stated = event.attribute(field)
        return stated if stated is not None else self._derived(field)

    def _holds(self, fact: Fact) -> bool | None:
        match fact:
            case Happened():
                unit = self.event.unit or self._home()
                return self.setting.happened(fact, self.history, unit, self.event.on)
            case InState(states):
                possible = self.setting.states_before(self.event, self.history)
                return None if possible is None else in_states(possible, states)
            case SameUnit(left, right):
                one, other = self.read(left), self.read(right)
                return None if one is None or other is None else one == other

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

    def _read_for_case(self, field: str | Fact) -> str | None:
        return None if field == "case" else self.read(field)

    def answerable(self, where: AnswerableUnit) -> str | None:
        """Return the unit that answers for a duty which this event sets off."""
        event = self.event
        match where:
            case AnswerableUnit.UNIT:
                return event.unit or self._home()
            case AnswerableUnit.TO_UNIT:
                return event.to_unit or event.unit or self._home()
            case AnswerableUnit.ASKED:
                return event.to_unit
            case AnswerableUnit.HOLDER:
                return self._holder() if event.dossier is not None else event.unit
            case AnswerableUnit.HOME:
                arrived = event.to_unit if event.event in ARRIVALS else None
                return arrived or event.unit or self._home()
            case AnswerableUnit.PARENT:
                return self.setting.parent(event.unit or self._home())
            case AnswerableUnit.DEPARTMENT:
                return self.setting.department_on(self.event.on)
            case AnswerableUnit.ELSEWHERE:
                return None

    def _holder(self) -> str | None:
        return self.history.holder_on(self.event.on, self.setting.plan.moves)

    def _home(self) -> str | None:
        return self.history.home_on(self.event.on) if self.event.dossier is not None else None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as the bearer of a periodic duty, as things stand on `day`."""

    unit: str | None
    setting: Setting
    day: date

    def read(self, field: str | Fact) -> str | None:
        """Return the unit's id, type, attributes, or what has happened; nothing else is known without an event."""
        if isinstance(field, Happened):
            history = self.setting.subjects.units.get(self.unit or "", NO_HISTORY)
            return _as_text(self.setting.happened(field, history, self.unit, self.day))
        if not isinstance(field, str):
            return None
        if field == "unit":
            return self.unit
        if field in self.setting.plan.of_units:
            return self.setting.unit_attribute(self.unit, field)
        return self.setting.unit_type(self.unit) if field == "unit_type" else None


def in_states(possible: frozenset[str], states: frozenset[str]) -> bool | None:
    """Tell whether a dossier is in one of `states`; None when it could be in one of them or in another."""
    return True if possible <= states else None if possible & states else False


def _as_text(truth: bool | None) -> str | None:
    return None if truth is None else ("true" if truth else "false")
