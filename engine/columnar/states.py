"""In which states dossiers could be just before their events. Equals `engine.evaluation.states`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.columnar.conditions import FALSE, TRUE, UNKNOWN
from engine.columnar.days import Ints
from engine.columnar.dossier_days import DossierDays, FieldsAt, StateTable, days_of, rounds
from engine.columnar.histories import Histories, subject_in
from engine.columnar.machine import Machine
from engine.planning.plan import PlannedLifecycle

_EVERYWHERE = 0


@dataclass(frozen=True)
class StatesBefore:
    """Sets of possible states, as numbers in `sets`.

    Attributes:
        sets: each with one bit a state of `names`; the first is that of all states.
        at: the positions of the events that the lifecycle speaks of, in order, and `before`: the set before each.
        key: subject and day of each day with such events, in order; `during`, `after`: the sets at any time of the
            day and after it.
    """

    names: tuple[str, ...]
    sets: list[int]
    at: Ints
    before: Ints
    key: Ints
    during: Ints
    after: Ints

    @classmethod
    def of(cls, lifecycle: PlannedLifecycle, own: Histories, fields_at: FieldsAt) -> StatesBefore:
        """Follow every dossier that is judged in `own` through the lifecycle."""
        days = days_of(lifecycle, own, fields_at)
        machine = Machine.of(lifecycle)
        table = StateTable(machine, days.meanings)
        count = len(days.meaning)
        first, after = np.zeros(count, np.int32), np.zeros(count, np.int32)
        state = np.zeros(int(days.is_first.sum()), np.int32)
        for day in rounds(days):
            first[day] = state[: len(day)]
            after[day], _ = table.after(first[day], days.meaning[day])
            state[: len(day)] = after[day]
        before, during = _within(machine, table, days, first)
        order = np.argsort(days.at, kind="stable")
        return cls(
            names=lifecycle.states,
            sets=table.sets,
            at=days.at[order],
            before=before[order],
            key=own.key[days.at[days.begins[:-1]]] if count else np.empty(0, np.int64),
            during=during,
            after=after,
        )

    def entries_into(self, state: str) -> Ints:
        """Return subject and day of each day after which a dossier surely is in `state`, not having been before."""
        if state not in self.names or not len(self.key):
            return np.empty(0, np.int64)
        alone = np.array([found == 1 << self.names.index(state) for found in self.sets], bool)
        before = np.full(len(self.after), _EVERYWHERE)
        same = subject_in(self.key[1:]) == subject_in(self.key[:-1])
        before[1:][same] = self.after[:-1][same]
        found: Ints = self.key[alone[self.after] & ~alone[before]]
        return found

    def truth(self, states: frozenset[str], at: Ints, key: Ints) -> Ints:
        """Return the truth that dossiers are in one of `states` before the events at positions, with their keys."""
        wanted = sum(1 << place for place, name in enumerate(self.names) if name in states)
        truths = [TRUE if not found & ~wanted else UNKNOWN if found & wanted else FALSE for found in self.sets]
        return np.array(truths, np.int8)[self._sets_at(at, key)]

    def _sets_at(self, at: Ints, key: Ints) -> Ints:
        found = np.full(len(at), _EVERYWHERE, np.int32)
        if not len(self.at):
            return found
        day = np.searchsorted(self.key, key, side="right") - 1
        there = day >= 0
        there[there] = subject_in(self.key[day[there]]) == subject_in(key[there])
        is_day = there & (self.key[day] == key)
        found[there] = self.after[day[there]]
        found[is_day] = self.during[day[is_day]]
        place = np.minimum(np.searchsorted(self.at, at), len(self.at) - 1)
        is_told = self.at[place] == at
        found[is_told] = self.before[place[is_told]]
        return found


def _within(machine: Machine, table: StateTable, days: DossierDays, first: Ints) -> tuple[Ints, Ints]:
    """Return the set before each event of `days.at`, and at any time of each day."""
    before, during = np.zeros(len(days.at), np.int32), np.zeros(len(days.meaning), np.int32)
    pairs = first.astype(np.int64) * len(days.meanings) + days.meaning
    distinct, inverse = np.unique(pairs, return_inverse=True)
    for number, pair in enumerate(distinct.tolist()):
        possible, meaning = divmod(pair, len(days.meanings))
        each, whole = machine.before_each(table.sets[possible], days.meanings[meaning])
        those = np.flatnonzero(inverse == number)
        during[those] = table.number(whole)
        for place, states in enumerate(each):
            before[days.begins[those] + place] = table.number(states)
    return before, during


def states_of(own: Histories, lifecycle: PlannedLifecycle, fields_at: FieldsAt) -> StatesBefore:
    """Return the states of all dossiers that are judged in `own`, followed once."""
    if "states" not in own.kept:
        own.kept["states"] = StatesBefore.of(lifecycle, own, fields_at)
    found: StatesBefore = own.kept["states"]
    return found
