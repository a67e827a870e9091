"""Under which period instances stand. Equals `engine.evaluation.periods`.

The instances of a duty with several periods are judged period by period, as if each were a version of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine.columnar.conditions import FALSE, TRUE, UNKNOWN, missing_reasons, truth_of
from engine.columnar.context import Context
from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.doubts import both_reasons
from engine.columnar.instances import Instances
from engine.outcomes import MISSING, UNREADABLE
from engine.planning.periods import NO_PERIOD, stated_period, under
from engine.planning.plan import Duty, PeriodCase, Stated

Choice = tuple[PeriodCase, Instances]


def by_period(instances: Instances, context: Context) -> Iterator[Instances]:
    """Yield the instances of one version period by period; equals `chosen_period` of each."""
    if not len(instances):
        return
    if not instances.duty.has_choices and not any(newer.has_choices for newer in instances.duty.carries):
        yield instances
        return
    parts = [
        replace(found, duty=under(found.duty, case)) for case, found in _choices(instances.duty, instances, context)
    ]
    for number, newer in enumerate(instances.duty.carries):
        parts = (
            [_moving(found, number, case) for part in parts for case, found in _choices(newer, part, context)]
            if newer.has_choices
            else parts
        )
    yield from parts


def _moving(instances: Instances, number: int, case: PeriodCase) -> Instances:
    """Return the instances with the period that counts once they have moved to a later version."""
    carries = list(instances.duty.carries)
    carries[number] = under(carries[number], case)
    return replace(instances, duty=replace(instances.duty, carries=tuple(carries)))


def _choices(duty: Duty, instances: Instances, context: Context) -> Iterator[Choice]:
    if duty.stated is not None:
        yield from _stated(duty.stated, instances, context)
    elif duty.periods:
        yield from _by_case(duty.periods, instances, context)
    else:
        yield PeriodCase(duty.test, duty.phrase, duty.deadline, duty.cap), instances


def _stated(stated: Stated, instances: Instances, context: Context) -> Iterator[Choice]:
    codes, words = instances.triggers.coded(stated.attribute)
    for code in np.unique(codes).tolist():
        chosen = instances.only(codes == code)
        period = stated_period(stated, words[code]) if code != NOTHING else None
        if period is None:
            why = (MISSING if code == NOTHING else UNREADABLE) + stated.attribute
            chosen = _doubtful(chosen, np.full(len(chosen), context.writer.reason(why)), context)
        yield period or NO_PERIOD, chosen


def _by_case(cases: tuple[PeriodCase, ...], instances: Instances, context: Context) -> Iterator[Choice]:
    open_still = np.ones(len(instances), bool)
    for case in cases:
        truth = truth_of(case.test, instances.triggers)
        holds, unknown = open_still & (truth == TRUE), open_still & (truth == UNKNOWN)
        if holds.any():
            yield case, instances.only(holds)
        if unknown.any():
            yield NO_PERIOD, _unknown(case, instances, unknown, context)
        open_still &= truth == FALSE


def _unknown(case: PeriodCase, instances: Instances, where: Bools, context: Context) -> Instances:
    numbers, texts = missing_reasons([(case.test, where)], instances.triggers)
    return _doubtful(instances.only(where), context.writer.reasons_of(numbers[where], texts), context)


def _doubtful(instances: Instances, reasons: Ints, context: Context) -> Instances:
    """Return the instances with a further reason of doubt; that a field is missing goes before all others."""
    return replace(instances, unknown=both_reasons(instances.unknown, reasons, context.writer))
