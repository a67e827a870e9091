"""Duties that events set off, and times for which a thing must be kept. Equals `engine.evaluation.duties`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.columnar.conditions import FALSE, TRUE, UNKNOWN, missing_reasons, truth_of
from engine.columnar.context import Context, certainty_of, earliness
from engine.columnar.days import NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.dues import Dues
from engine.columnar.facts import EventRows
from engine.columnar.findings import STATUS_CODE
from engine.columnar.histories import Histories
from engine.columnar.matching import Fulfilments, Occurrences
from engine.columnar.periods import resolved_dues
from engine.columnar.repeats import kept_after_repeats
from engine.columnar.setting import within
from engine.model.duties import OnRepeat
from engine.outcomes import Kind, Status
from engine.planning.plan import Duty, DutyKind
from engine.vocabulary import Level

KINDS = {
    DutyKind.DEADLINE: Kind.DEADLINE,
    DutyKind.PERIODIC: Kind.PERIODIC,
    DutyKind.RETENTION: Kind.RETENTION,
}


@dataclass(frozen=True)
class Instances:
    """One duty as set off by many events.

    Attributes:
        triggers: the events.
        starts: the trigger dates; for a state that must have lasted, the days on which it has.
        unit: the units that answer.
        unknown: number of the reason why it cannot be told whether the duty arose, 0 for none.
    """

    triggers: EventRows
    starts: Ints
    unit: Ints
    unknown: Ints

    def __len__(self) -> int:
        return len(self.starts)


def judge_duty(duty: Duty, context: Context) -> None:
    """Write a finding for every instance of `duty`; equals `evaluate_duty` over all subjects."""
    instances = _instances(duty, context)
    if not len(instances):
        return
    fulfilled = _fulfilled(duty, instances, context)
    void_reason = _void_reasons(duty, instances, fulfilled, context)
    decided = (instances.unknown == 0) & (void_reason == 0)
    dues, stopped, extended = resolved_dues(duty, instances.triggers, instances.unit, instances.starts, fulfilled, context)
    raise NotImplementedError
