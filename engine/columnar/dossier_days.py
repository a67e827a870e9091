"""The days of dossiers as the lifecycle sees them, and what each day does to a set of possible states.

All dossiers go forward together: first the first day of each, then the second day of those that have one, and so
on. What a day does to a set of states is looked up in a table that fills itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.columnar.conditions import FALSE, Fields, truth_of
from engine.columnar.days import Bools, Ints
from engine.columnar.histories import Histories
from engine.columnar.machine import Day, Machine, Steps
from engine.columnar.matching import first_of_each
from engine.columnar.setting import within
from engine.loading.logs.dates import NO_TIME
from engine.planning.conditions import ALWAYS
from engine.planning.plan import PlannedLifecycle, Step
from engine.planning.same_day import NO_RANK

UNKNOWN = -1

FieldsAt = Callable[[Ints], Fields]
"""Gives, for positions of events, what conditions read of them."""


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


def days_of(lifecycle: PlannedLifecycle, own: Histories, fields_at: FieldsAt) -> DossierDays:
    """Return what happened to the dossiers that are judged in `own`, as far as the lifecycle speaks of it."""
    steps_of: dict[str, Steps] = {}
    for number, step in enumerate(lifecycle.steps):
        steps_of[step.event] = (*steps_of.get(step.event, ()), number)
    events = own.log.events
    order_of_event = np.full(len(events) + 1, UNKNOWN, np.int32)
    for name, numbers in steps_of.items():
        order_of_event[events.code(name)] = numbers[0]
    order_of_event[-1] = UNKNOWN
    first = own.judged_from
    place = order_of_event[own.log.event[own.order[first:]]]
    at = np.flatnonzero((place != UNKNOWN) & (own.subject[first:] > len(own.log.units))) + first
    place, key = place[at - first], own.key[at]
    if len(at):
        at = _in_lifecycle_order(at, key, place)
    is_new = first_of_each(key)
    begins = np.flatnonzero(is_new) if len(at) else np.empty(0, np.int64)
    kind, kinds = _kinds(lifecycle, steps_of, at, own, fields_at)
    timed, timed_kinds = _with_ranks(kind, kinds, at, key, own)
    meaning, meanings = _meanings(timed, timed_kinds, np.append(begins, len(at)))
    is_first = first_of_each(own.subject[at[begins]]) if len(at) else np.empty(0, bool)
    return DossierDays(at, np.append(begins, len(at)), kind, kinds, meaning, meanings, is_first)


def _in_lifecycle_order(at: Ints, key: Ints, place: Ints) -> Ints:
    """Return the positions with the events of each day in the lifecycle's order; most days have one event."""
    where = np.flatnonzero(_shares_its_day(key))
    found = at.copy()
    found[where] = at[where[np.lexsort((place[where], key[where]))]]
    return found


def _shares_its_day(key: Ints) -> Bools:
    """Tell of each event, in order of subject and day, whether there are others of that subject and day."""
    found = np.zeros(len(key), bool)
    same = key[1:] == key[:-1]
    found[1:] |= same
    found[:-1] |= same
    return found


def _kinds(
    lifecycle: PlannedLifecycle, steps_of: dict[str, Steps], at: Ints, own: Histories, fields_at: FieldsAt
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
        fields, day = fields_at(at[places]), own.column("day", at[places])
        mask = np.zeros(len(day), np.int64)
        for bit, number in enumerate(steps):
            step = lifecycle.steps[number]
            may_be = (truth_of(step.test, fields) != FALSE) & within(day, step.valid_from, step.valid_until)
            mask |= may_be.astype(np.int64) << bit
        distinct, inverse = np.unique(mask, return_inverse=True)
        open_steps = [
            tuple(number for bit, number in enumerate(steps) if value >> bit & 1) for value in distinct.tolist()
        ]
        codes = np.array([numbers.setdefault(found, len(numbers)) for found in open_steps], np.int32)
        kind[places] = codes[inverse]
    return kind, list(numbers)


def _with_ranks(
    kind: Ints, kinds: list[Steps], at: Ints, key: Ints, own: Histories
) -> tuple[Ints, list[tuple[Steps, int]]]:
    """Return which steps each event may be and its rank among the times of its day, as a number in a list."""
    if own.log.time is None or not len(at):
        return kind, [(steps, NO_RANK) for steps in kinds]
    rank = _ranks(own.column("time", at), key)
    pairs = kind.astype(np.int64) << 32 | (rank - NO_RANK)
    distinct, inverse = np.unique(pairs, return_inverse=True)
    return inverse, [(kinds[pair >> 32], (pair & 0xFFFFFFFF) + NO_RANK) for pair in distinct.tolist()]


def _ranks(time: Ints, key: Ints) -> Ints:
    """Return the rank of each event among the times of its day; `NO_RANK` without a time, or alone on its day."""
    rank = np.full(len(time), NO_RANK, np.int64)
    timed = np.flatnonzero(_shares_its_day(key) & (time != NO_TIME))
    timed = timed[np.lexsort((time[timed], key[timed]))]
    if len(timed):
        is_first = first_of_each(key[timed])
        is_later = ~is_first
        is_later[1:] &= time[timed][1:] != time[timed][:-1]
        count = np.cumsum(is_later)
        rank[timed] = count - count[np.flatnonzero(is_first)][np.cumsum(is_first) - 1]
    return rank


def _is_conditional(step: Step) -> bool:
    return step.test != ALWAYS or step.is_bounded


def _meanings(kind: Ints, kinds: list[tuple[Steps, int]], begins: Ints) -> tuple[Ints, list[Day]]:
    """Return what happened on each day as a number, and the days by number; equal days share one."""
    starts, sizes = begins[:-1], np.diff(begins)
    meanings: list[Day] = [(event,) for event in kinds]
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


class StateTable:
    """What each day does to each set of states, both as numbers; filled as it is asked."""

    def __init__(self, machine: Machine, meanings: list[Day]) -> None:
        self._machine = machine
        self._meanings = meanings
        self.sets = [machine.everywhere]
        self._number = {machine.everywhere: 0}
        self._after = np.full((8, len(meanings)), UNKNOWN, np.int32)
        self._broken = np.zeros((8, len(meanings)), bool)
        self.violations: dict[tuple[int, int], tuple[int, ...]] = {}

    def after(self, before: Ints, meaning: Ints) -> tuple[Ints, Bools]:
        """Return the numbers of the sets after a day, and where the day held a violation."""
        after = self._after[before, meaning]
        unknown = np.flatnonzero(after == UNKNOWN)
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
                self._after = np.concatenate((self._after, np.full_like(self._after, UNKNOWN)))
                self._broken = np.concatenate((self._broken, np.zeros_like(self._broken)))
        return number
