"""What is known of each of a column of events. Equals `engine.evaluation.facts`, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

import numpy as np

from engine.columnar.conditions import FALSE, TRUE, UNKNOWN, is_one_of, truth_of
from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.dossier_days import FieldsAt
from engine.columnar.histories import ARRIVALS, MOVE, PROVINCE, Histories
from engine.columnar.matching import Occurrences
from engine.columnar.setting import INSIDE, UNDECIDED, Setting, within
from engine.columnar.states import states_of
from engine.columnar.words import Words
from engine.loading.logs.dates import time_of
from engine.planning.conditions import Fact, Happened, InState, SameUnit
from engine.planning.plan import AnswerableUnit
from engine.vocabulary import Level

TRUTH_WORDS = Words(("false", "true"))


@dataclass(frozen=True)
class EventRows:
    """Some events, and how conditions read them.

    Attributes:
        histories: where they stand.
        at: their positions there.
        unit: the unit of each; an event of the province may be seen by every unit as its own.
        case_is_open: whether the case itself is being recognised and must not be read.
    """

    histories: Histories
    at: Ints
    unit: Ints
    setting: Setting
    case_is_open: bool = False

    @classmethod
    def of(cls, histories: Histories, at: Ints, setting: Setting) -> EventRows:
        """Return the events at positions, as the log gives them."""
        return cls(histories, at, histories.column("unit", at), setting)

    def __len__(self) -> int:
        return len(self.at)

    def only(self, keep: Bools | Ints) -> EventRows:
        """Return some of these rows."""
        return EventRows(self.histories, self.at[keep], self.unit[keep], self.setting, self.case_is_open)

    def column(self, name: str) -> Ints:
        """Return a column of the log, `NOTHING` throughout for one that the log lacks."""
        return self.histories.log.column(name, self._rows)

    def named(self) -> dict[str, Ints]:
        """Return what findings about these events name without resting on it, if the log has any of it."""
        return {} if self.histories.log.about is None else {"about": self.column("about")}

    @cached_property
    def _rows(self) -> Ints:
        """Where the events stand in the log."""
        return self.histories.order[self.at]

    @cached_property
    def day(self) -> Ints:
        """The date of each event."""
        return self.column("day")

    @cached_property
    def subject(self) -> Ints:
        """What each event happened to."""
        return self.histories.subject[self.at]

    @cached_property
    def category(self) -> Ints:
        """The person's category: as stated, else as carried along; equals the field «category»."""
        stated = self.column("category")
        return self._carried(stated, "category")

    @cached_property
    def own_unit(self) -> Ints:
        """The unit of the event, else the person's."""
        return self._carried(self.unit, "home")

    def _carried(self, stated: Ints, name: str) -> Ints:
        silent = np.flatnonzero((stated == NOTHING) & (self.column("dossier") != NOTHING))
        if not len(silent):
            return stated
        found = stated.copy()
        found[silent] = self.histories.stated_by(name, self.at[silent])
        return found

    @cached_property
    def case(self) -> Ints:
        """The case of each event, recognised where a move names none; equals `EventFacts.case`."""
        stated = self.column("case")
        cases = self.setting.plan.cases
        unnamed = (stated == NOTHING) & (self.column("event") == self.histories.log.events.code(MOVE))
        if not cases or not unnamed.any():
            return stated
        where = np.flatnonzero(unnamed)
        moves = EventRows(self.histories, self.at[where], self.unit[where], self.setting, case_is_open=True)
        recognised = np.full(len(where), NOTHING, np.int32)
        open_still = np.ones(len(where), bool)
        for case in cases:
            truth = truth_of(case.test, moves)
            if case.is_bounded:
                truth = np.where(within(moves.day, case.valid_from, case.valid_until), truth, FALSE)
            recognised[open_still & (truth == TRUE)] = self.setting.cases.code(case.case)
            open_still &= truth == FALSE
        found = stated.copy()
        found[where] = recognised
        return found

    def answerable(self, where: AnswerableUnit) -> Ints:
        """Return the unit that answers for a duty which each event sets off; equals `EventFacts.answerable`."""
        match where:
            case AnswerableUnit.UNIT:
                return self.own_unit
            case AnswerableUnit.TO_UNIT:
                to_unit = self.column("to_unit")
                return np.where(to_unit != NOTHING, to_unit, self.own_unit)
            case AnswerableUnit.ASKED:
                return self.column("to_unit")
            case AnswerableUnit.HOLDER:
                return self.holder(self.day)
            case AnswerableUnit.HOME:
                events = self.histories.log.events
                arrives = np.isin(self.column("event"), [events.code(name) for name in ARRIVALS])
                if not arrives.any():
                    return self.own_unit
                to_unit = self.column("to_unit")
                return np.where(arrives & (to_unit != NOTHING), to_unit, self.own_unit)
            case AnswerableUnit.PARENT:
                return self.setting.parent[self.own_unit]
            case AnswerableUnit.DEPARTMENT:
                return self.setting.department_on(self.day)
            case AnswerableUnit.ELSEWHERE:
                return np.full(len(self), NOTHING, np.int32)
            case _:
                assert_never(where)

    def holder(self, days: Ints) -> Ints:
        """Return the unit that has each dossier on each day; for what is no dossier's, the unit of the event."""
        held = self.histories.holder(self.subject, days, self.setting.plan.moves)
        return np.where(self.column("dossier") != NOTHING, held, self.unit)

    def is_one_of(self, field: str, accepted: frozenset[str]) -> Ints:
        """Return the truth that a field has one of the accepted values."""
        return is_one_of(self, field, accepted)

    def holds(self, fact: Fact) -> Ints:
        """Return the truth of a fact; equals `EventFacts.read` of it."""
        match fact:
            case Happened():
                return happened(fact, self.histories, self.setting, (self.subject, self.own_unit, self.day))
            case InState(states):
                return self._in_states(states)
            case SameUnit(left, right):
                one, other = self.coded(left)[0], self.coded(right)[0]
                return np.where((one == NOTHING) | (other == NOTHING), UNKNOWN, np.where(one == other, TRUE, FALSE))
            case _:
                assert_never(fact)

    def _in_states(self, states: frozenset[str]) -> Ints:
        lifecycle, found = self.setting.plan.lifecycle, np.full(len(self), UNKNOWN, np.int8)
        of_dossier = np.flatnonzero(self.subject > len(self.histories.log.units))
        if lifecycle is None or not len(of_dossier):
            return found
        at = self.at[of_dossier]
        followed = states_of(self.histories, lifecycle, fields_of(self.histories, self.setting))
        found[of_dossier] = followed.truth(states, at, self.histories.key[at])
        return found

    def coded(self, field: str) -> tuple[Ints, Words]:
        """Return the codes of a column, an attribute or a derived field, and what they mean."""
        log, setting = self.histories.log, self.setting
        match field:
            case "case":
                return (self._no_codes(), setting.cases) if self.case_is_open else (self.case, setting.cases)
            case "category":
                return self.category, log.categories
            case "actor":
                return self.column("actor"), log.actors
            case "unit":
                return self.unit, setting.units
            case "to_unit":
                return self.column("to_unit"), setting.units
            case "ref":
                return self.column("ref"), log.refs
            case "about":
                return self.column("about"), log.refs
            case "actor_unit":
                return self.column("actor_unit"), setting.units
            case "time":
                return self._times()
            case "unit_type":
                return setting.unit_type[self.unit], setting.types
            case "to_unit_type":
                return setting.unit_type[self.column("to_unit")], setting.types
            case "holder":
                return np.where(self.column("dossier") != NOTHING, self.holder(self.day), NOTHING), setting.units
            case _:
                return self._attribute_or_derived(field)

    def attribute(self, name: str) -> tuple[Ints, Words]:
        """Return the codes of an attribute that is stated, and its values."""
        values, table = self.histories.log.attribute_codes(name)
        return table[self.column("attribute")], values

    def _times(self) -> tuple[Ints, Words]:
        """Return the times of day and how conditions write them; equals the field «time»."""
        found, codes = np.unique(self.column("time"), return_inverse=True)
        told = [time_of(milliseconds) for milliseconds in found.tolist()]
        words = Words.of(None if at is None else at.isoformat() for at in told)
        known = np.array([NOTHING if at is None else words.code(at.isoformat()) for at in told], np.int32)
        return known[codes], words

    def _attribute_or_derived(self, field: str) -> tuple[Ints, Words]:
        codes, values = self.attribute(field)
        if field in self.setting.plan.remembered:
            return self._carried(codes, field), values
        if field in self.setting.plan.of_units:
            of_unit, values = self.setting.unit_attribute(field, values)
            return np.where(codes == NOTHING, of_unit[self.unit], codes), values
        if field not in ("same_unit", "from_in_scope", "to_in_scope"):
            return codes, values
        values = values.with_added(TRUTH_WORDS)
        derived = np.array([values.code("false"), values.code("true"), NOTHING], np.int32)[self._derived(field)]
        return np.where(codes == NOTHING, derived, codes), values

    def _derived(self, field: str) -> Ints:
        """Return a derived truth: 0 false, 1 true, -1 not known."""
        to_unit = self.column("to_unit")
        if field == "same_unit":
            known = (self.unit != NOTHING) & (to_unit != NOTHING)
            return np.where(known, self.unit == to_unit, NOTHING)
        scope = self.setting.scope[self.unit if field == "from_in_scope" else to_unit]
        return np.where(scope == UNDECIDED, NOTHING, scope == INSIDE)

    def _no_codes(self) -> Ints:
        return np.full(len(self), NOTHING, np.int32)


@dataclass(frozen=True)
class UnitRows:
    """Units as the bearers of periodic duties, each as of a day; equals `engine.evaluation.facts.UnitFacts`."""

    unit: Ints
    setting: Setting
    histories: Histories
    day: Ints

    def __len__(self) -> int:
        return len(self.unit)

    def holds(self, fact: Fact) -> Ints:
        """Return the truth of a fact; without an event only what has happened can be known."""
        if not isinstance(fact, Happened):
            return np.full(len(self), UNKNOWN, np.int8)
        known = (self.unit >= 0) & (self.unit < len(self.histories.log.units))
        subject = np.where(known, self.unit + 1, NOTHING)
        return happened(fact, self.histories, self.setting, (subject, self.unit, self.day))

    def coded(self, field: str) -> tuple[Ints, Words]:
        """Return the codes of the unit's id, its type or an attribute of units; nothing else is known of a unit."""
        if field == "unit":
            return self.unit, self.setting.units
        if field in self.setting.plan.of_units:
            table, words = self.setting.unit_attribute(field, Words(()))
            return table[self.unit], words
        if field == "unit_type":
            return self.setting.unit_type[self.unit], self.setting.types
        return np.full(len(self), NOTHING, np.int32), self.setting.types


Standpoints = tuple[Ints, Ints, Ints]
"""From where it is asked what has happened: the subjects, their units, the days."""


def happened(fact: Happened, histories: Histories, setting: Setting, standpoints: Standpoints) -> Ints:
    """Return the truth that an event has happened by each day; equals `Setting.happened`."""
    at = histories.called(fact.event)
    truth = truth_of(fact.test, EventRows.of(histories, at, setting))
    by_day = standpoints[2]
    since = (
        np.full(len(by_day), EARLIEST)
        if fact.since is None
        else _last(fact.since, None, histories, setting, standpoints)
    )
    first = np.where(since == NEVER, NEVER, since if fact.same_day or fact.since is None else since + 1)
    may_be = _last(fact.event, at[truth != FALSE], histories, setting, standpoints)
    surely = _last(fact.event, at[truth == TRUE], histories, setting, standpoints)
    unknown = np.where((may_be != NEVER) & (may_be >= first), UNKNOWN, FALSE)
    return np.where((surely != NEVER) & (surely >= first), TRUE, unknown).astype(np.int8)


def _last(event: str, at: Ints | None, histories: Histories, setting: Setting, standpoints: Standpoints) -> Ints:
    """Return the day of the last of some events by each day that bears on each subject, `NEVER` for none."""
    subjects, units, days = standpoints
    level = setting.plan.event_levels.get(event, (Level.DOSSIER,))[0]
    if level is Level.PROVINCE:
        subjects = np.full(len(days), PROVINCE)
    elif level is Level.UNIT:
        subjects = np.where((units >= 0) & (units < len(histories.log.units)), units + 1, NOTHING)
    found = Occurrences(histories.key[histories.called(event) if at is None else at])
    return found.last_before(subjects, days + 1)


def fields_of(histories: Histories, setting: Setting) -> FieldsAt:
    """Return what gives, for positions of events, what conditions read of them."""
    return lambda at: EventRows.of(histories, at, setting)
