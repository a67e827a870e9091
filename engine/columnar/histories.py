"""The events that exist, arranged by what they happened to. Equals `engine.evaluation.history`.

A subject is a number: 0 the province, then the units, then the dossiers. The events of a subject lie together, in
order of day; `key` holds subject and day in one number, so that searching is a single binary search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from engine.columnar.days import EARLIEST, LATEST, NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.log import LogColumns
from engine.model.duties import MoveTo
from engine.vocabulary import Level

ARRIVALS = ("paper_dossier_sent", "paper_dossier_received")
MOVE = "transfer_document_effective"
PROVINCE = 0
_DAY_BITS = 22


def key_of(subjects: Ints, days: Ints) -> Ints:
    """Return subject and day as one number that compares like the pair; `NEVER` is the day after all days."""
    return (subjects.astype(np.int64) << _DAY_BITS) + (np.minimum(days, LATEST + 1).astype(np.int64) - EARLIEST)


def subject_in(keys: Ints) -> Ints:
    """Return the subject of each key."""
    return keys >> _DAY_BITS


def day_in(keys: Ints) -> Ints:
    """Return the day of each key."""
    return (keys & ((1 << _DAY_BITS) - 1)) + EARLIEST


@dataclass(frozen=True)
class Histories:
    """Events by subject and day.

    Attributes:
        log: the columns that the events come from.
        order: row of the log at each position.
        subject: what the event at each position happened to.
        judged_from: events before this position are only looked up: they are judged elsewhere.
        kept: what was worked out once for all questions.
    """

    log: LogColumns
    order: Ints
    subject: Ints
    judged_from: int = 0
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def column(self, name: str, at: Ints) -> Ints:
        """Return a column of the log at positions, `NOTHING` throughout for one that the log lacks."""
        return self.log.column(name, self.order[at])

    @cached_property
    def key(self) -> Ints:
        """Subject and day at each position."""
        return key_of(self.subject, self.log.day[self.order])

    @cached_property
    def _by_event(self) -> tuple[Ints, Ints]:
        """Return the positions by event, and where those of each event begin among them."""
        codes = self.log.event[self.order]
        narrow = codes.astype(np.int16, copy=False) if len(self.log.events) < 2**15 else codes
        counts = np.bincount(codes, minlength=len(self.log.events))
        return np.argsort(narrow, kind="stable"), np.concatenate(([0], np.cumsum(counts)))

    def called(self, event: str) -> Ints:
        """Return the positions of all events of one type, in order of subject and day."""
        code = self.log.events.code(event)
        if code == NOTHING:
            return np.empty(0, np.int64)
        by_event, begins = self._by_event
        return by_event[begins[code] : begins[code + 1]]

    def judged(self, event: str) -> Ints:
        """Return the positions of the events of one type that are judged here, in order of subject and day."""
        at = self.called(event)
        return at[np.searchsorted(at, self.judged_from) :]

    def stated_by(self, name: str, at: Ints) -> Ints:
        """Return what column `name` last said of the subject by the end of the day at each position, else first said.

        `home` is the unit in which an event left a person; names beside `category` are attributes.
        """
        return self._stated_on(name, self.key[at])

    def _stated_on(self, name: str, wanted: Ints) -> Ints:
        keys, values = self._stated(name)
        if not len(keys):
            return np.full(len(wanted), NOTHING, np.int32)
        place = np.searchsorted(keys, wanted, side="right") - 1
        subjects = subject_in(wanted)
        before = (place >= 0) & (subject_in(keys[place]) == subjects)
        place = np.where(before, place, np.minimum(place + 1, len(keys) - 1))
        return np.where(subject_in(keys[place]) == subjects, values[place], NOTHING)

    def holder(self, subjects: Ints, days: Ints, moves: Mapping[str, MoveTo]) -> Ints:
        """Return the unit that has each dossier on each day; equals `History.holder_on`."""
        wanted = key_of(subjects, days)
        keys, to, sender = self._moves(moves)
        found = self._stated_on("home", wanted)
        if not len(keys):
            return found
        place = np.searchsorted(keys, wanted, side="right") - 1
        moved = (place >= 0) & (subject_in(keys[place]) == subjects)
        next_place = np.minimum(place + 1, len(keys) - 1)
        is_to_move = ~moved & (subject_in(keys[next_place]) == subjects) & (sender[next_place] != NOTHING)
        return np.where(moved, to[place], np.where(is_to_move, sender[next_place], found))

    def _moves(self, moves: Mapping[str, MoveTo]) -> tuple[Ints, Ints, Ints]:
        """Return the moves that say where to: their keys in order, the units moved to, and those that hand over."""
        if "moves" not in self.kept:
            at = np.concatenate([self.called(event) for event in moves] or [np.empty(0, np.int64)])
            to = np.concatenate([self.column(to.value, self.called(event)) for event, to in moves.items()] or [at])
            receives = np.concatenate(
                [np.full(len(self.called(event)), to is MoveTo.UNIT) for event, to in moves.items()] or [at]
            )
            order = np.argsort(at, kind="stable")
            order = order[to[order] != NOTHING]
            at, to = at[order], to[order]
            sender = np.where(receives[order], NOTHING, self.column("unit", at))
            self.kept["moves"] = self.key[at], to, sender
        found: tuple[Ints, Ints, Ints] = self.kept["moves"]
        return found

    def _stated(self, name: str) -> tuple[Ints, Ints]:
        match name:
            case "home":
                return self._home
            case "category":
                return self._category
            case _:
                return self._attribute(name)

    def _attribute(self, name: str) -> tuple[Ints, Ints]:
        key = f"attribute {name}"
        if key not in self.kept:
            codes = self.log.attribute_codes(name)[1]
            self.kept[key] = self._only_stated(codes[self.log.attribute[self.order]])
        found: tuple[Ints, Ints] = self.kept[key]
        return found

    @cached_property
    def _category(self) -> tuple[Ints, Ints]:
        return self._only_stated(self.log.category[self.order].astype(np.int32, copy=False))

    @cached_property
    def _home(self) -> tuple[Ints, Ints]:
        log, order = self.log, self.order
        moves = np.isin(log.event[order], [log.events.code(name) for name in (MOVE, *ARRIVALS)])
        to_unit = log.to_unit[order]
        homes = np.where(moves & (to_unit != NOTHING), to_unit, log.unit[order])
        return self._only_stated(homes.astype(np.int32, copy=False))

    def _only_stated(self, values: Ints) -> tuple[Ints, Ints]:
        stated = np.flatnonzero(values != NOTHING)
        return self.key[stated], values[stated]


@dataclass(frozen=True)
class Subjects:
    """Histories of a log: of some dossiers, and of all units and the province.

    Attributes:
        own: every event under its own subject.
        province_wide: where acts of the province are looked for: its own events, and those that a unit recorded of an
            act that units and the province both do, all under the subject 0.
        first_day: day of the first event of the whole log, `NEVER` when there is none.
        are_shared: whether these are units and province alone, judged once for all dossiers.
    """

    own: Histories
    province_wide: Histories
    first_day: int
    unit_count: int
    are_shared: bool

    def of_unit(self, units: Ints) -> Ints:
        """Return the subject that each unit is, `NOTHING` for one without events."""
        return np.where((units >= 0) & (units < self.unit_count), units + 1, NOTHING)

    def is_dossier(self, subjects: Ints) -> Bools:
        """Tell which subjects are dossiers."""
        return subjects > self.unit_count

    def is_unit(self, subjects: Ints) -> Bools:
        """Tell which subjects are units."""
        return (subjects > PROVINCE) & (subjects <= self.unit_count)


@dataclass(frozen=True)
class Blocks:
    """The events of a log that exist, cut into blocks of whole dossiers.

    Attributes:
        others: the rows of units and province, in order, and `subjects` what they happened to.
        dossiers: the rows of each block.
    """

    log: LogColumns
    others: Ints
    subjects: Ints
    dossiers: tuple[Ints, ...]
    province_wide: Histories
    first_day: int

    @classmethod
    def of(
        cls, log: LogColumns, levels: Mapping[str, tuple[Level, ...]], as_of: date, known_at: date | None, size: int
    ) -> Blocks:
        """Arrange the events of `log` that exist for someone who knows what was recorded by `known_at`.

        Args:
            size: about how many events a block shall have.
        """
        rows = np.flatnonzero(_exists(log, as_of, known_at))
        kinds = {level: _has_level(log, levels, level) for level in Level}
        event = log.event[rows]
        of_dossier = (log.dossier[rows] != NOTHING) & kinds[Level.DOSSIER][event]
        is_wide = kinds[Level.PROVINCE][event]
        others, dossiers = rows[~of_dossier], rows[of_dossier]
        if log.copied is not None:
            is_wide &= log.copied[rows]
            dossiers = dossiers[~log.copied[dossiers]]
        wide = rows[is_wide]
        nobody = np.zeros(len(wide), np.int32)
        of_unit = (log.unit[others] != NOTHING) & kinds[Level.UNIT][log.event[others]]
        subject = np.where(of_unit, log.unit[others].astype(np.int32) + 1, PROVINCE)
        arranged = _in_order(log, others, subject)
        return cls(
            log=log,
            others=others[arranged],
            subjects=subject[arranged],
            dossiers=_whole_dossiers(log, dossiers, max(size, 2 * len(others))),
            province_wide=Histories(log, wide[_in_order(log, wide, nobody)], nobody),
            first_day=int(log.day[rows].min()) if len(rows) else NEVER,
        )

    def block(self, number: int) -> Subjects:
        """Return the dossiers of one block, with the events of units and province to look up."""
        rows, units = self.dossiers[number], len(self.log.units)
        own = Histories(
            self.log,
            np.concatenate((self.others, rows)),
            np.concatenate((self.subjects, self.log.dossier[rows] + np.int32(units + 1))),
            judged_from=len(self.others),
        )
        return Subjects(own, self.province_wide, self.first_day, units, are_shared=False)

    def shared(self, first_day: int) -> Subjects:
        """Return units and province, to be judged themselves; `first_day` is that of the log in all its parts."""
        own = Histories(self.log, self.others, self.subjects)
        return Subjects(own, self.province_wide, first_day, len(self.log.units), are_shared=True)


def _whole_dossiers(log: LogColumns, rows: Ints, size: int) -> tuple[Ints, ...]:
    """Cut rows, which are in order of dossier, into blocks of about `size` without cutting a dossier."""
    dossier = log.dossier[rows]
    cuts = np.unique(np.searchsorted(dossier, dossier[size::size]))
    return tuple(block for block in np.split(rows, cuts) if len(block))


def first_days(log: LogColumns, as_of: date, known_at: date | None) -> Ints:
    """Return the day of the first event of each dossier that exists, by code; `NEVER` where there is none."""
    rows = np.flatnonzero(_exists(log, as_of, known_at) & (log.dossier != NOTHING))
    rows = rows[np.diff(log.dossier[rows], prepend=NOTHING) != 0]
    found = np.full(len(log.dossiers), NEVER, np.int32)
    found[log.dossier[rows]] = log.day[rows]
    return found


def _exists(log: LogColumns, as_of: date, known_at: date | None) -> Bools:
    """Tell which events exist; equals `engine.evaluation.history.exists`."""
    on, recorded, today = log.day, log.recorded, number_of(as_of)
    there = (on <= today) | (recorded <= today)
    if known_at is not None:
        there &= np.where(recorded == NEVER, on, recorded) <= number_of(known_at)
    return there


def _has_level(log: LogColumns, levels: Mapping[str, tuple[Level, ...]], level: Level) -> Bools:
    return np.array([level in levels.get(name, (Level.DOSSIER,)) for name in log.events], bool)


def _in_order(log: LogColumns, rows: Ints, subjects: Ints) -> Ints:
    return np.lexsort([*(getattr(log, name)[rows] for name in reversed(log.names_in_order)), subjects])
