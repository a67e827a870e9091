"""Deciding by the million: the day of an event and its case in, the due date and the status out.

A decision depends on the day and the case alone, so where there are more rows than days and cases each of these is
judged once, as a dossier in which nothing else has happened, and then looked up. What judges is `judge_rule` itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.calendars import Calendar
from engine.columnar.almanac import Almanac
from engine.columnar.context import Context
from engine.columnar.days import NEVER, NOTHING, Ints, number_of
from engine.columnar.duties import judge_rule
from engine.columnar.findings import STATUS_CODE, FindingWriter, Registry, joined
from engine.columnar.histories import Blocks
from engine.columnar.log import LogColumns
from engine.columnar.setting import Setting
from engine.columnar.words import Words
from engine.outcomes import Status
from engine.planning.plan import Duty, Plan
from engine.vocabulary import Level

_UNDETERMINED = STATUS_CODE[Status.UNDETERMINED]
_ROWS_AT_ONCE = 1 << 16
"""So many rows, with their cells, stay in a processor's cache while they are looked up."""


@dataclass(frozen=True)
class Decisions:
    """What is decided of each row.

    Attributes:
        due_on: number of the last day in time; `NEVER` where there is none.
        status: code of the status among `engine.columnar.findings.STATUSES`; `NOTHING` where no duty arises, and
            undetermined where it cannot be told which of several does.
    """

    due_on: Ints
    status: Ints

    def __len__(self) -> int:
        return len(self.status)


def decide(
    plan: Plan,
    rules: Collection[str],
    event: str,
    days: Ints,
    cases: Ints,
    case_names: Sequence[str | None],
    *,
    as_of: date,
    calendar: Calendar,
) -> Decisions:
    """Return when the duty falls due that `event` sets off on each of `days`, and how it stands; equals `judge_rule`.

    Nothing else is known of the dossiers: no unit, no category, no later event, and events dated ahead are known.

    Args:
        rules: ids of the duties asked about, such as one for each case; the version that governs the day is applied.
        days: numbers of the days of the events, as in `engine.columnar.days`.
        cases: place of each row's case among `case_names`.
        case_names: cases of the vocabulary; None for events that name none.
        as_of: the date as of which statuses are told.

    Raises:
        ValueError: one of `rules` is no duty that this event of a dossier sets off, two of them arise at once, or a
            place is not among the cases.
    """
    versions = [duty for duty in plan.duties if duty.id in rules and _is_set_off_by(event, duty)]
    missing = set(rules) - {duty.id for duty in versions}
    if missing or Level.DOSSIER not in plan.event_levels.get(event, (Level.DOSSIER,)):
        raise ValueError(f"not duties that «{event}» of a dossier sets off: {', '.join(sorted(missing or rules))}")
    clerk = _Clerk(plan, versions, event, tuple(case_names), as_of, calendar)
    if not len(days):
        return clerk.judged(days, cases)
    if int(cases.min()) < 0 or int(cases.max()) >= len(case_names):
        raise ValueError(f"places outside the {len(case_names)} cases")
    first, width = int(days.min()), int(days.max()) - int(days.min()) + 1
    if width * len(case_names) >= len(days):
        return clerk.judged(days, cases)
    every_day = np.arange(first, first + width, dtype=np.int32)
    cells = clerk.judged(np.tile(every_day, len(case_names)), np.repeat(np.arange(len(case_names)), width))
    return _looked_up(cells, days, cases, first, width)


def _is_set_off_by(event: str, duty: Duty) -> bool:
    return duty.trigger is not None and duty.trigger.is_an_event and event in duty.trigger.events


def _looked_up(cells: Decisions, days: Ints, cases: Ints, first: int, width: int) -> Decisions:
    """Return the decision of each row from those of every case and, within a case, every day."""
    found = Decisions(np.empty(len(days), np.int32), np.empty(len(days), np.int8))
    for begin in range(0, len(days), _ROWS_AT_ONCE):
        rows = slice(begin, begin + _ROWS_AT_ONCE)
        cell = cases[rows].astype(np.int64)
        cell *= width
        cell += days[rows]
        cell -= first
        found.due_on[rows] = cells.due_on[cell]
        found.status[rows] = cells.status[cell]
    return found


@dataclass(frozen=True)
class _Clerk:
    """Someone who judges one event after another, each in a dossier of its own."""

    plan: Plan
    versions: list[Duty]
    event: str
    case_names: tuple[str | None, ...]
    as_of: date
    calendar: Calendar

    def judged(self, days: Ints, cases: Ints) -> Decisions:
        """Return the decision of each row."""
        due, status = np.full(len(days), NEVER, np.int32), np.full(len(days), NOTHING, np.int8)
        log = self._log(days.astype(np.int32), cases)
        setting = Setting.of(self.plan, log, None, None)
        almanac, writer = Almanac.of(self.calendar), FindingWriter(Registry())
        blocks = Blocks.of(log, self.plan.event_levels, self.as_of, None, max(1, len(log)))
        for number in range(len(blocks.dossiers)):
            subjects = blocks.block(number)
            context = Context(self.plan, setting, subjects, self.calendar, almanac, number_of(self.as_of), writer)
            for version in self.versions:
                judge_rule((version,), context)
        found = joined(writer.parts)
        row = found["dossier"]
        due[row], status[row] = found["due_on"], found["status"]
        unclear = self._with_several(row, found["status"])
        due[unclear], status[unclear] = NEVER, _UNDETERMINED
        return Decisions(due, status)

    def _with_several(self, rows: Ints, status: Ints) -> Ints:
        """Return the rows in which several duties may arise, of which at most one surely does."""
        surely = rows[status != _UNDETERMINED]
        if len(np.unique(surely)) < len(surely):
            raise ValueError(f"«{self.event}» sets off several of these duties at once")
        distinct, counts = np.unique(rows, return_counts=True)
        return distinct[counts > 1]

    def _log(self, days: Ints, cases: Ints) -> LogColumns:
        """Return a log with a dossier for each row, which is its place among the rows."""
        size, today = len(days), number_of(self.as_of)
        words = Words.of(self.case_names)
        codes = np.array([words.code(name) for name in self.case_names], np.int32)
        nothing, none = np.full(size, NOTHING, np.int32), Words(())
        return LogColumns(
            dossiers=none,
            events=Words((self.event,)),
            units=none,
            actors=none,
            cases=words,
            categories=none,
            refs=none,
            attributes=((),),
            dossier=np.arange(size, dtype=np.int32),
            day=days,
            event=np.zeros(size, np.int32),
            ref=nothing,
            unit=nothing,
            to_unit=nothing,
            case=codes[cases],
            actor=nothing,
            category=nothing,
            attribute=np.zeros(size, np.int32),
            recorded=np.minimum(days, today),
        )
