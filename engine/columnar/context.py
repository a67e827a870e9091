"""What stays the same throughout one evaluation by columns. Equals `engine.evaluation.context`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.calendars import Calendar
from engine.columnar.almanac import Almanac
from engine.columnar.conditions import FALSE, truth_of
from engine.columnar.days import NEVER, NOTHING, Bools, Ints
from engine.columnar.dues import Dues
from engine.columnar.facts import EventRows
from engine.columnar.findings import CERTAINTY_CODE, NOT_LATE, STATUS_CODE, FindingWriter
from engine.columnar.histories import PROVINCE, Histories, Subjects
from engine.columnar.matching import Occurrences
from engine.columnar.outcomes import Outcome
from engine.columnar.setting import Setting
from engine.outcomes import Certainty, Status
from engine.planning.plan import Act, Plan
from engine.vocabulary import Level


@dataclass(frozen=True)
class Context:
    """The inputs of one evaluation, and the writer of its findings.

    Attributes:
        outcomes: how the duties turned out that other duties follow from, by rule; filled as they are judged.
    """

    plan: Plan
    setting: Setting
    subjects: Subjects
    calendar: Calendar
    almanac: Almanac
    as_of: int
    writer: FindingWriter
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)

    def rows(self, event: str) -> EventRows:
        """Return the events of one type that are judged here, under their own subjects."""
        own = self.subjects.own
        return EventRows.of(own, own.judged(event), self.setting)

    def acts(self, act: Act, histories: Histories) -> Ints:
        """Return the positions of the events that may show `act`: of its type, and not failing its test."""
        at = histories.called(act.event)
        shown: Bools = truth_of(act.test, EventRows.of(histories, at, self.setting)) != FALSE
        return at[shown]

    def any_act(self, acts: Sequence[Act], histories: Histories) -> Ints:
        """Return the positions of the events that may show one of `acts`, in order."""
        if len(acts) == 1:
            return self.acts(acts[0], histories)
        return np.unique(np.concatenate([self.acts(act, histories) for act in acts]))

    def occurrences(self, event: str) -> Occurrences:
        """Return all events of one type by subject and day."""
        own = self.subjects.own
        return Occurrences(own.key[own.called(event)])

    def bearing_on(self, event: str, subjects: Ints, units: Ints) -> Ints:
        """Return the subjects whose events of that type bear on these: their own, their unit's or the province's."""
        level = self.plan.event_levels.get(event, (Level.DOSSIER,))[0]
        if level is Level.PROVINCE:
            return np.full(len(subjects), PROVINCE)
        return self.subjects.of_unit(units) if level is Level.UNIT else subjects

    def evidence_for(self, event: str, subjects: Ints, units: Ints) -> list[Ints]:
        """Return the same, and for what may be given for one person or for all of a unit, the unit's too."""
        first, *others = self.plan.event_levels.get(event, (Level.DOSSIER,))
        bearing = [self.bearing_on(event, subjects, units)]
        of_unit = first is Level.DOSSIER and Level.UNIT in others
        return [*bearing, self.subjects.of_unit(units)] if of_unit else bearing

    def standing(self, due: Ints, fulfilled: Ints, warn: int) -> tuple[Ints, Bools]:
        """Return the status of duties that have a due date, and where the calendar cannot tell it."""
        almanac = self.almanac
        today = np.array([self.as_of])
        done = fulfilled != NEVER
        still_open = ~done & (due >= self.as_of)
        soon = still_open & (almanac.through(due) - almanac.through(today) <= warn)
        status = np.full(len(due), STATUS_CODE[Status.PENDING], np.int8)
        status[soon] = STATUS_CODE[Status.DUE_SOON]
        status[~done & (due < self.as_of)] = STATUS_CODE[Status.OVERDUE]
        status[done] = np.where(fulfilled[done] <= due[done], STATUS_CODE[Status.MET], STATUS_CODE[Status.LATE])
        unclear = still_open & ~(almanac.covers(due) & almanac.covers(today))
        return status, unclear

    def lateness(self, status: Ints, due: Ints, fulfilled: Ints) -> dict[str, Ints]:
        """Return the columns of working and calendar days by which duties are late or overdue."""
        late, overdue = status == STATUS_CODE[Status.LATE], status == STATUS_CODE[Status.OVERDUE]
        counted = late | overdue
        until = np.where(late, fulfilled, self.as_of)
        known = counted & self.almanac.covers(due) & self.almanac.covers(until)
        return {
            "late_working_days": np.where(known, self.almanac.count(due, until), NOT_LATE),
            "late_calendar_days": np.where(counted, until - due, NOT_LATE),
        }


def certainty_of(assumed: bool, dues: Dues, has_due: Bools) -> Ints:
    """Return how firm findings are: the weakest of what they rest on."""
    firm = Certainty.ASSUMED if assumed else Certainty.STATED
    with_due = Certainty.ASSUMED if assumed or dues.assumed else Certainty.STATED
    found = np.where(has_due, CERTAINTY_CODE[with_due], CERTAINTY_CODE[firm])
    return np.where(has_due & dues.estimated, CERTAINTY_CODE[Certainty.ESTIMATED], found)


def earliness(opens: Ints, fulfilled: Ints) -> Ints:
    """Return whether duties were done before their window opened; `NOTHING` where there is no window or no act."""
    known = (opens != NEVER) & (fulfilled != NEVER)
    return np.where(known, fulfilled < opens, NOTHING)
