"""What is known of each of a column of events. Equals `engine.evaluation.facts`, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

import numpy as np

from engine.columnar.conditions import FALSE, TRUE, is_one_of, truth_of
from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.histories import ARRIVALS, MOVE, Histories
from engine.columnar.setting import INSIDE, UNDECIDED, Setting, within
from engine.columnar.words import Words
from engine.loading.logs.dates import time_of
from engine.planning.plan import AnswerableUnit

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
                return np.full(len(self), self.setting.department, np.int32)
            case AnswerableUnit.ELSEWHERE:
                return np.full(len(self), NOTHING, np.int32)
            case _:
                assert_never(where)

    def is_one_of(self, field: str, accepted: frozenset[str]) -> Ints:
        """Return the truth that a field has one of the accepted values."""
        return is_one_of(self, field, accepted)

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
    """Units as the bearers of periodic duties; equals `engine.evaluation.facts.UnitFacts`."""

    unit: Ints
    setting: Setting

    def __len__(self) -> int:
        return len(self.unit)

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
