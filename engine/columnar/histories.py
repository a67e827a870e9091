"""The events that exist, arranged by what they happened to. Equals `engine.evaluation.history`.

A subject is a number: 0 the province, then the units, then the dossiers. The events of a subject lie together, in
order of day; `key` holds subject and day in one number, so that searching is a single binary search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from engine.columnar.days import EARLIEST, LATEST, NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.log import COLUMNS_IN_ORDER, LogColumns
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
    """

    log: LogColumns
    order: Ints
    subject: Ints
    _of_event: dict[int, Ints] = field(default_factory=dict, repr=False)

    def column(self, name: str, at: Ints) -> Ints:
        """Return a column of the log at positions."""
        found: Ints = getattr(self.log, name)[self.order[at]]
        return found

    @cached_property
    def key(self) -> Ints:
        """Subject and day at each position."""
        return key_of(self.subject, self.log.day[self.order])

    @cached_property
    def _by_event(self) -> tuple[Ints, Ints]:
        """Return the positions by event, and where those of each event begin among them."""
        codes = self.log.event[self.order]
        narrow = codes.astype(np.int16) if len(self.log.events) < 2**15 else codes
        counts = np.bincount(codes, minlength=len(self.log.events))
        return np.argsort(narrow, kind="stable"), np.concatenate(([0], np.cumsum(counts)))

    def called(self, event: str) -> Ints:
        """Return the positions of all events of one type, in order of subject and day."""
        code = self.log.events.code(event)
        if code == NOTHING:
            return np.empty(0, np.int64)
        by_event, begins = self._by_event
        return by_event[begins[code] : begins[code + 1]]

    def stated_by(self, name: str, at: Ints) -> Ints:
        """Return what column `name` last said of the subject by the end of the day at each position, else first said.

        `home` is the unit in which an event left a person.
        """
        keys, values = self._stated(name)
        if not len(keys):
            return np.full(len(at), NOTHING, np.int32)
        wanted = self.key[at]
        place = np.searchsorted(keys, wanted, side="right") - 1
        subjects = subject_in(wanted)
        before = (place >= 0) & (subject_in(keys[place]) == subjects)
        place = np.where(before, place, np.minimum(place + 1, len(keys) - 1))
        return np.where(subject_in(keys[place]) == subjects, values[place], NOTHING)

    def _stated(self, name: str) -> tuple[Ints, Ints]:
        return self._home if name == "home" else self._category

    @cached_property
    def _category(self) -> tuple[Ints, Ints]:
        return self._only_stated(self.log.category[self.order])

    @cached_property
    def _home(self) -> tuple[Ints, Ints]:
        log, order = self.log, self.order
        moves = np.isin(log.event[order], [log.events.code(name) for name in (MOVE, *ARRIVALS)])
        to_unit = log.to_unit[order]
        return self._only_stated(np.where(moves & (to_unit != NOTHING), to_unit, log.unit[order]))

    def _only_stated(self, values: Ints) -> tuple[Ints, Ints]:
        stated = np.flatnonzero(values != NOTHING)
        return self.key[stated], values[stated]


@dataclass(frozen=True)
class Subjects:
    """All histories of a log.

    Attributes:
        own: every event under its own subject.
        province_wide: where acts of the province are looked for: its own events, and those that a unit recorded of an
            act that units and the province both do, all under the subject 0.
        first_day: day of the first event, `NEVER` when there is none.
    """

    own: Histories
    province_wide: Histories
    first_day: int
    unit_count: int

    @classmethod
    def of(
        cls, log: LogColumns, levels: Mapping[str, tuple[Level, ...]], as_of: date, known_at: date | None
    ) -> Subjects:
        """Arrange the events of `log` that exist for someone who knows what was recorded by `known_at`."""
        rows = np.flatnonzero(_exists(log, as_of, known_at))
        kinds = {level: _has_level(log, levels, level) for level in Level}
        event, unit, dossier = log.event[rows], log.unit[rows], log.dossier[rows]
        of_dossier = (dossier != NOTHING) & kinds[Level.DOSSIER][event]
        of_unit = (unit != NOTHING) & kinds[Level.UNIT][event]
        units = len(log.units)
        others = ~of_dossier
        other_subject = np.where(of_unit[others], unit[others] + 1, PROVINCE).astype(np.int32)
        arranged = _in_order(log, rows[others], other_subject)
        own = Histories(
            log,
            np.concatenate((rows[others][arranged], rows[of_dossier])),
            np.concatenate((other_subject[arranged], dossier[of_dossier] + (units + 1))),
        )
        wide = rows[kinds[Level.PROVINCE][event]]
        nobody = np.zeros(len(wide), np.int32)
        province_wide = Histories(log, wide[_in_order(log, wide, nobody)], nobody)
        first_day = int(log.day[rows].min()) if len(rows) else NEVER
        return cls(own, province_wide, first_day, units)

    def of_unit(self, units: Ints) -> Ints:
        """Return the subject that each unit is, `NOTHING` for one without events."""
        return np.where((units >= 0) & (units < self.unit_count), units + 1, NOTHING)

    def is_dossier(self, subjects: Ints) -> Bools:
        """Tell which subjects are dossiers."""
        return subjects > self.unit_count

    def is_unit(self, subjects: Ints) -> Bools:
        """Tell which subjects are units."""
        return (subjects > PROVINCE) & (subjects <= self.unit_count)


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
    return np.lexsort([*(getattr(log, name)[rows] for name in reversed(COLUMNS_IN_ORDER)), subjects])
