"""The instances of rules, for all subjects at once, and how they bear on each other.

Equals `engine.evaluation.instances`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.columnar.conditions import FALSE, TRUE, UNKNOWN, missing_reasons, truth_of
from engine.columnar.context import Context
from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.doubts import both_reasons
from engine.columnar.facts import EventRows
from engine.columnar.histories import day_in, key_of
from engine.columnar.matching import Occurrences, first_of_each
from engine.columnar.setting import within
from engine.columnar.triggers import triggered
from engine.planning.plan import AnswerableUnit, Duty


@dataclass(frozen=True)
class Instances:
    """One duty as set off by many events.

    Attributes:
        triggers: the events.
        starts: the trigger dates; for a state that must have lasted, the days on which it has.
        unit: the units that answer.
        unknown: the number of the reason why it cannot be told whether the duty arose, 0 for none.
    """

    duty: Duty
    triggers: EventRows
    starts: Ints
    unit: Ints
    unknown: Ints

    def __len__(self) -> int:
        return len(self.starts)

    def only(self, keep: Bools | Ints) -> Instances:
        """Return some of the instances."""
        return Instances(self.duty, self.triggers.only(keep), self.starts[keep], self.unit[keep], self.unknown[keep])


def matters_of(rows: EventRows) -> tuple[Ints, ...]:
    """Return the columns of numbers by which events belong to a matter; equals `matters_of` of the reference."""
    names = ("ref",) if rows.histories.log.about is None else ("ref", "about")
    return tuple(column for column in map(rows.column, names) if (column != NOTHING).any())


def instances_of(duty: Duty, context: Context) -> Instances:
    """Return what sets the duty off; equals `instances_of` of the reference."""
    found = triggered(duty, context)
    found = found.only(within(found.starts, duty.valid_from, duty.valid_until))
    triggers, starts = found.rows, found.starts
    unit = triggers.answerable(duty.answerable)
    # Nơi có hồ sơ vào ngày đến hạn thì đến lúc biết ngày ấy mới xét có thuộc phạm vi hay không.
    inside = ~context.setting.is_outside(unit) | (duty.answerable is AnswerableUnit.HOLDER)
    if context.plan.scope_categories:
        inside &= triggers.is_one_of("category", context.plan.scope_categories) != FALSE
    triggers, starts, unit = triggers.only(inside), starts[inside], unit[inside]
    holds = truth_of(duty.test, triggers)
    arises = holds != FALSE
    asked = [(duty.test, holds == UNKNOWN)]
    for start in duty.start_dates:
        before = starts < number_of(start.on)
        if before.any():
            truth = truth_of(start.test, triggers)
            arises &= ~(before & (truth == TRUE))
            asked.append((start.test, before & (truth == UNKNOWN)))
    numbers, texts = missing_reasons(asked, triggers)
    unknown = context.writer.reasons_of(numbers, texts)
    if found.doubts is not None:
        unknown = both_reasons(found.doubts[inside], unknown, context.writer)
    return _distinct(Instances(duty, triggers, starts, unit, unknown).only(arises))


def _distinct(instances: Instances) -> Instances:
    """Return the first of the triggers of one day and one matter that differ in nothing that the rule reads."""
    if len(instances) < 2:
        return instances
    keys = key_of(instances.triggers.subject, instances.starts)
    if bool((keys[1:] > keys[:-1]).all()):
        return instances
    order = np.argsort(keys, kind="stable")
    apart = first_of_each(keys[order])
    apart[:-1] &= apart[1:]
    shared = order[~apart]
    if not len(shared):
        return instances
    rows = instances.triggers.only(shared)
    columns = [keys[shared], instances.unit[shared], *matters_of(rows)]
    columns += [rows.coded(name)[0] for name in instances.duty.fields_read]
    by_place = np.lexsort((rows.at, *columns))
    firsts = np.zeros(len(shared), bool)
    firsts[0] = True
    for column in columns:
        firsts[1:] |= column[by_place][1:] != column[by_place][:-1]
    keep = np.ones(len(instances), bool)
    keep[shared] = False
    keep[shared[by_place[firsts]]] = True
    return instances.only(keep)


def series_of(parts: Sequence[Instances]) -> list[Ints]:
    """Return the series of each instance as a number, for every version of a rule; equals `Instance.series`."""
    signatures = sorted({part.duty.matched_by for part in parts}, key=str)
    width = max(len(signature) for signature in signatures)
    columns: list[list[Ints]] = [[] for _ in range(3 + width)]
    for part in parts:
        values = [part.triggers.coded(pair.trigger)[0] for pair in part.duty.matched_by]
        values += [np.full(len(part), NOTHING)] * (width - len(values))
        signature = np.full(len(part), signatures.index(part.duty.matched_by))
        for column, found in zip(columns, (part.triggers.subject, part.unit, signature, *values), strict=True):
            column.append(found)
    _, numbers = np.unique(np.column_stack([np.concatenate(column) for column in columns]), axis=0, return_inverse=True)
    ends = np.cumsum([len(part) for part in parts])
    return np.split(numbers.reshape(-1), ends[:-1])


@dataclass(frozen=True)
class Siblings:
    """All instances of one rule, in all its versions; equals `Siblings` of the reference."""

    parts: Sequence[Instances]

    @cached_property
    def _pairs(self) -> list[list[tuple[Bools, Ints]]]:
        """For each version and each way of naming a matter: which triggers name one, and these as (subject, number)."""
        found: list[list[tuple[Bools, Ints]]] = []
        for part in self.parts:
            columns = [(numbers != NOTHING, numbers) for numbers in matters_of(part.triggers)]
            subject = part.triggers.subject
            found.append([(stated, _pair(subject[stated], numbers[stated])) for stated, numbers in columns])
        return found

    @cached_property
    def have_matters(self) -> bool:
        """Tell whether any trigger belongs to a matter."""
        return any(len(pairs) for columns in self._pairs for _, pairs in columns)

    @cached_property
    def _matters(self) -> Ints:
        # Gần như đã xếp sẵn theo đối tượng, nên cách xếp giữ thứ tự nhanh hơn hẳn.
        pairs = np.sort(np.concatenate([pairs for columns in self._pairs for _, pairs in columns]), kind="stable")
        return pairs[first_of_each(pairs)]

    @cached_property
    def _places(self) -> list[tuple[Ints, ...]]:
        found: list[tuple[Ints, ...]] = []
        for part, columns in zip(self.parts, self._pairs, strict=True):
            places = tuple(np.full(len(part), NOTHING, np.int64) for _ in columns)
            for place, (stated, pairs) in zip(places, columns, strict=True):
                place[stated] = np.searchsorted(self._matters, pairs)
            found.append(places)
        return found

    def matters(self, number: int) -> tuple[Ints, ...]:
        """Return the matters of the instances of one version, `NOTHING` for none; a column for each way of naming."""
        return self._places[number] if self.have_matters else ()

    @cached_property
    def _starts(self) -> Occurrences:
        """The trigger dates by matter."""
        keys = [
            key_of(column[column != NOTHING], part.starts[column != NOTHING])
            for part, columns in zip(self.parts, self._places, strict=True)
            for column in columns
        ]
        return Occurrences(np.sort(np.concatenate(keys), kind="stable"))

    @cached_property
    def first_starts(self) -> Ints:
        """The first trigger date of each matter."""
        keys = self._starts.keys
        return day_in(keys[np.searchsorted(keys, key_of(np.arange(len(self._matters)), np.array([EARLIEST])))])

    def next_starts(self, matters: Ints, days: Ints) -> Ints:
        """Return the first trigger date of each matter on or after each day, `NEVER` when there is none."""
        return self._starts.first_from(matters, days)

    def matter(self, subjects: Ints, numbers: Ints) -> Ints:
        """Return the matter of each number on each subject, `NOTHING` where no trigger there has that number."""
        found = np.full(len(numbers), NOTHING, np.int64)
        named = np.flatnonzero(numbers != NOTHING)
        wanted = _pair(subjects[named], numbers[named])
        places = np.minimum(np.searchsorted(self._matters, wanted), len(self._matters) - 1)
        found[named] = np.where(self._matters[places] == wanted, places, NOTHING)
        return found

    def touch(self, subjects: Ints) -> Bools:
        """Tell on which subjects any trigger belongs to a matter."""
        places = np.searchsorted(self._matters, _pair(subjects, np.zeros(len(subjects), np.int64)))
        near = self._matters[np.minimum(places, len(self._matters) - 1)]
        found: Bools = (places < len(self._matters)) & (near >> 32 == subjects)
        return found

    def numbers_on(self, subject: int) -> dict[int, list[int]]:
        """Return the trigger dates of each number on one subject, in order."""
        first, last = np.searchsorted(self._matters, [subject << 32, (subject + 1) << 32]).tolist()
        numbers = (self._matters[first:last] & 0xFFFFFFFF).tolist()
        return {number: list(self._starts.days_from(first + place, EARLIEST)) for place, number in enumerate(numbers)}

    @cached_property
    def _opens(self) -> list[Ints]:
        """From which day on acts count, for duties ahead of their trigger; equals `Siblings.opens_after`."""
        series = series_of(self.parts)
        keys = [key_of(numbers, part.starts) for numbers, part in zip(series, self.parts, strict=True)]
        earlier = Occurrences(np.sort(np.concatenate(keys)))
        found = []
        for numbers, part in zip(series, self.parts, strict=True):
            before = earlier.last_before(numbers, part.starts)
            found.append(np.where(before == NEVER, EARLIEST, before + 1))
        return found

    def opens(self, number: int) -> Ints:
        """Return from which day on acts that name no matter count for the instances of one version."""
        part = self.parts[number]
        return self._opens[number] if part.duty.is_ahead else part.starts


def _pair(subjects: Ints, numbers: Ints) -> Ints:
    return (subjects.astype(np.int64) << 32) + numbers
