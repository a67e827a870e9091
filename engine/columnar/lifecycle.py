"""The order of events in the lifecycle, for all dossiers at once. Equals `engine.evaluation.lifecycle`.

All dossiers go forward together: first the first day of each, then the second day of those that have one, and so
on. What a day does to a set of possible states is looked up in a table that fills itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.columnar.act_findings import governs, is_bound, write_acts
from engine.columnar.conditions import FALSE, truth_of
from engine.columnar.context import Context
from engine.columnar.days import Bools, Ints
from engine.columnar.facts import EventRows
from engine.columnar.histories import Histories
from engine.columnar.machine import Day, Machine, Steps
from engine.columnar.matching import first_of_each
from engine.columnar.setting import Setting
from engine.outcomes import LIFECYCLE, Kind
from engine.planning.conditions import ALWAYS
from engine.planning.grounds import Grounds
from engine.planning.plan import PlannedLifecycle, Step

_UNKNOWN = -1


def judge_lifecycle(lifecycle: PlannedLifecycle, context: Context) -> None:
    """Write a violation for each event of a dossier that came out of order while the regulation was in force."""
    days = days_of(lifecycle, context.subjects.own, context.setting)
    places = _violations(Machine.of(lifecycle), days)
    places = places[np.argsort(days.at[places], kind="stable")]
    rows = EventRows.of(context.subjects.own, days.at[places], context.setting)
    bound = is_bound(rows, context)
    _write(rows.only(bound), days.kind[places[bound]], [_grounds(lifecycle, kind) for kind in days.kinds], context)


def _grounds(lifecycle: PlannedLifecycle, steps: Steps) -> Grounds:
    return Grounds.of(lifecycle, (lifecycle.steps[number] for number in steps))


def _write(rows: EventRows, kind: Ints, grounds: list[Grounds], context: Context) -> None:
    """Write the events that came out of order; what they might have been says on what clause or whose word."""
    norm, reason = np.zeros(len(rows), np.int32), np.zeros(len(rows), np.int32)
    assumed = np.zeros(len(rows), bool)
    for number in np.unique(kind).tolist():
        is_it, ground = kind == number, grounds[number]
        norm[is_it] = context.writer.norm(LIFECYCLE, None, Kind.TRANSITION, ground.cites)
        reason[is_it] = context.writer.reason(ground.reason("out_of_order"))
        assumed[is_it] = not ground.is_stated
    write_acts(rows, context, norm=norm, reason=reason, assumed=assumed)


@dataclass(frozen=True)
class DossierDays:
    """The days of all dossiers, each dossier's together and in order.

    Attributes:
        at: the positions of the events, day by day, within a day in the lifecycle's own order.
        begins: where each day begins in `at`; one more at the end.
        kind: which steps each event may be, as a number in `kinds`.
        meaning: what happened on each day, as a number in `meanings`.
        is_first: whether it is the first day of its dossier.
    """

    at: Ints
    begins: Ints
    kind: Ints
    kinds: list[Steps]
    meaning: Ints
    meanings: list[Day]
    is_first: Bools


def days_of(lifecycle: PlannedLifecycle, own: Histories, setting: Setting) -> DossierDays:
    """Return what happened to the dossiers that are judged in `own`, as far as the lifecycle speaks of it."""
    steps_of: dict[str, Steps] = {}
    for number, step in enumerate(lifecycle.steps):
        steps_of[step.event] = (*steps_of.get(step.event, ()), number)
    events = own.log.events
    order_of_event = np.full(len(events) + 1, _UNKNOWN, np.int32)
    for name, numbers in steps_of.items():
        order_of_event[events.code(name)] = numbers[0]
    order_of_event[-1] = _UNKNOWN
    first = own.judged_from
    place = order_of_event[own.log.event[own.order[first:]]]
    at = np.flatnonzero((place != _UNKNOWN) & (own.subject[first:] > len(own.log.units))) + first
    place, key = place[at - first], own.key[at]
    if len(at):
        at = _in_lifecycle_order(at, key, place)
    is_new = first_of_each(key)
    begins = np.flatnonzero(is_new) if len(at) else np.empty(0, np.int64)
    kind, kinds = _kinds(lifecycle, steps_of, at, own, setting)
    meaning, meanings = _meanings(kind, kinds, np.append(begins, len(at)))
    is_first = first_of_each(own.subject[at[begins]]) if len(at) else np.empty(0, bool)
    return DossierDays(at, np.append(begins, len(at)), kind, kinds, meaning, meanings, is_first)


def _in_lifecycle_order(at: Ints, key: Ints, place: Ints) -> Ints:
    """Return the positions with the events of each day in the lifecycle's order; most days have one event."""
    shared = np.zeros(len(at), bool)
    same = key[1:] == key[:-1]
    shared[1:] |= same
    shared[:-1] |= same
    where = np.flatnonzero(shared)
    found = at.copy()
    found[where] = at[where[np.lexsort((place[where], key[where]))]]
    return found


def _kinds(
    lifecycle: PlannedLifecycle, steps_of: dict[str, Steps], at: Ints, own: Histories, setting: Setting
) -> tuple[Ints, list[Steps]]:
    """Return which steps each event may be, by the conditions that the steps put on it, as a number in a list."""
    numbers: dict[Steps, int] = {}
    of_event = np.zeros(len(own.log.events) + 1, np.int32)
    for name, steps in steps_of.items():
        of_event[own.log.events.code(name)] = numbers.setdefault(steps, len(numbers))
    event = own.log.event[own.order[at]]
    kind = of_event[event]
    for name, steps in steps_of.items():
        code = own.log.events.code(name)
        if code < 0 or not any(_is_conditional(lifecycle.steps[number]) for number in steps):
            continue
        places = np.flatnonzero(event == code)
        rows = EventRows.of(own, at[places], setting)
        mask = np.zeros(len(rows), np.int64)
        for bit, number in enumerate(steps):
            step = lifecycle.steps[number]
            may_be = (truth_of(step.test, rows) != FALSE) & governs(step, rows)
            mask |= may_be.astype(np.int64) << bit
        distinct, inverse = np.unique(mask, return_inverse=True)
        open_steps = [
            tuple(number for bit, number in enumerate(steps) if value >> bit & 1) for value in distinct.tolist()
        ]
        codes = np.array([numbers.setdefault(found, len(numbers)) for found in open_steps], np.int32)
        kind[places] = codes[inverse]
    return kind, list(numbers)


def _is_conditional(step: Step) -> bool:
    return step.test != ALWAYS or step.is_bounded


def _meanings(kind: Ints, kinds: list[Steps], begins: Ints) -> tuple[Ints, list[Day]]:
    """Return what happened on each day as a number, and the days by number; equal days share one."""
    starts, sizes = begins[:-1], np.diff(begins)
    meanings: list[Day] = [(steps,) for steps in kinds]
    if not len(starts):
        return np.empty(0, np.int64), meanings
    meaning = kind[starts].astype(np.int64)
    for place in range(1, int(sizes.max())):
        longer = np.flatnonzero(sizes > place)
        pairs = meaning[longer] * len(kinds) + kind[starts[longer] + place]
        distinct, inverse = np.unique(pairs, return_inverse=True)
        first_new = len(meanings)
        for pair in distinct.tolist():
            before, last = divmod(pair, len(kinds))
            meanings.append((*meanings[before], kinds[last]))
        meaning[longer] = first_new + inverse
    return meaning, meanings


def rounds(days: DossierDays) -> Iterator[Ints]:
    """Yield the first day of every dossier, then the second of those that have one, and so on; longest ones first."""
    first = np.flatnonzero(days.is_first)
    lengths = np.diff(np.append(first, len(days.is_first)))
    longest_first = np.argsort(-lengths, kind="stable")
    first, lengths = first[longest_first], lengths[longest_first]
    going = len(first)
    for number in range(int(lengths[0]) if len(lengths) else 0):
        going = int(np.searchsorted(-lengths[:going], -number, side="left"))
        yield first[:going] + number


def _violations(machine: Machine, days: DossierDays) -> Ints:
    """Return the places in `days.at` of the events that fit no state their dossier could have been in."""
    table = StateTable(machine, days.meanings)
    state = np.zeros(int(days.is_first.sum()), np.int32)
    found: list[Ints] = []
    for day in rounds(days):
        before, meaning = state[: len(day)], days.meaning[day]
        after, is_broken = table.after(before, meaning)
        if is_broken.any():
            for place in np.flatnonzero(is_broken).tolist():
                broken = table.violations[(int(before[place]), int(meaning[place]))]
                found.append(days.begins[day[place]] + np.array(broken))
        state[: len(day)] = after
    return np.concatenate(found) if found else np.empty(0, np.int64)


class StateTable:
    """What each day does to each set of states, both as numbers; filled as it is asked."""

    def __init__(self, machine: Machine, meanings: list[Day]) -> None:
        self._machine = machine
        self._meanings = meanings
        self.sets = [machine.everywhere]
        self._number = {machine.everywhere: 0}
        self._after = np.full((8, len(meanings)), _UNKNOWN, np.int32)
        self._broken = np.zeros((8, len(meanings)), bool)
        self.violations: dict[tuple[int, int], tuple[int, ...]] = {}

    def after(self, before: Ints, meaning: Ints) -> tuple[Ints, Bools]:
        """Return the numbers of the sets after a day, and where the day held a violation."""
        after = self._after[before, meaning]
        unknown = np.flatnonzero(after == _UNKNOWN)
        if len(unknown):
            for pair in set(zip(before[unknown].tolist(), meaning[unknown].tolist(), strict=True)):
                self._fill(*pair)
            after = self._after[before, meaning]
        return after, self._broken[before, meaning]

    def _fill(self, before: int, meaning: int) -> None:
        states, violations = self._machine.after(self.sets[before], self._meanings[meaning])
        number = self.number(states)
        self._after[before, meaning] = number
        self._broken[before, meaning] = bool(violations)
        self.violations[before, meaning] = violations

    def number(self, states: int) -> int:
        """Return the number of a set of states."""
        number = self._number.setdefault(states, len(self.sets))
        if number == len(self.sets):
            self.sets.append(states)
            if number == len(self._after):
                self._after = np.concatenate((self._after, np.full_like(self._after, _UNKNOWN)))
                self._broken = np.concatenate((self._broken, np.zeros_like(self._broken)))
        return number
