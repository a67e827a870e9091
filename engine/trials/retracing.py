"""The day ledgers of a few pairs: their dossiers are judged again by the reference evaluator, which keeps traces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

import numpy as np

from engine import evaluation
from engine.analysis.effects import Pair
from engine.analysis.plan_parts import part_of
from engine.columnar.days import NOTHING, Ints
from engine.columnar.log import LogColumns, events_of
from engine.findings import Finding, findings_of
from engine.outcomes import Kind
from engine.planning import Plan
from engine.service import Judged
from engine.service.sources import under
from engine.trials.loaded import LoadedLog
from engine.vocabulary import Level

_SMALL_LOG: Final = 200_000
_OF_DOSSIER: Final = (Level.DOSSIER,)

Shown = tuple[Finding, str | None]
"""A finding with the document number of what set it off."""


def traced_pairs(pairs: Sequence[Pair], log: LoadedLog, after: Sequence[Judged]) -> list[Pair]:
    """Return pairs with whole traces; a finding that is not found again keeps its bare one.

    Args:
        after: the regulations as changed.
    """
    earlier = _traced([(pair.before, pair.refs[0]) for pair in pairs if pair.before is not None], log, log.judged)
    later = _traced([(pair.after, pair.refs[1]) for pair in pairs if pair.after is not None], log, after)
    return [
        replace(
            pair,
            before=next(earlier) if pair.before is not None else None,
            after=next(later) if pair.after is not None else None,
        )
        for pair in pairs
    ]


def _traced(shown: Sequence[Shown], log: LoadedLog, judged: Sequence[Judged]) -> Iterator[Finding]:
    """Yield the findings of the reference evaluator that say what is shown."""
    wanted = {_said(*item) for item in shown}
    traced: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for item in judged:
        own = [finding for finding, _ in shown if finding.regulation == item.plan.regulation]
        for finding in _judged_again(own, log, item) if own else ():
            trigger = finding.verdict.trace.trigger
            said = _said(finding, trigger.ref if trigger is not None else None)
            if said in wanted:
                traced[said].append(finding)
    for finding, ref in shown:
        found = traced[_said(finding, ref)]
        yield found.pop(0) if found else finding


def _said(finding: Finding, ref: str | None) -> tuple[object, ...]:
    return (*finding.as_record().values(), ref)


def _judged_again(shown: Sequence[Finding], log: LoadedLog, item: Judged) -> list[Finding]:
    """Judge what bears on some findings of one regulation by their rules alone."""
    assert log.parts is not None
    plan = part_of(item.plan, frozenset(finding.verdict.rule for finding in shown))
    parts = (under(part, item.members, heirs=item.heirs) for part in log.parts)
    events = chain.from_iterable(events_of(part, _rows_about(shown, part, plan)) for part in parts)
    verdicts = evaluation.evaluate_reference(
        plan,
        dict.fromkeys(events),
        as_of=log.as_of,
        calendar=log.calendar,
        known_at=log.known_at,
        units=log.units,
        members=item.members,
    )
    return findings_of(verdicts, plan, log.calendar)


def _rows_about(shown: Sequence[Finding], log: LogColumns, plan: Plan) -> Ints:
    """Return the rows of the dossiers of some findings, and those of units and province, which bear on all.

    Whether a gate was closed may hang on any dossier: of a small log all rows are returned then.
    """
    kinds = {finding.verdict.kind for finding in shown}
    if Kind.GATE in kinds and len(log) <= _SMALL_LOG:
        return np.arange(len(log))
    dossiers = {finding.verdict.dossier for finding in shown}
    wanted = np.zeros(len(log.dossiers) + 1, bool)
    wanted[[NOTHING, *map(log.dossiers.code, dossiers)]] = True
    is_shared = np.array([plan.event_levels.get(name, _OF_DOSSIER) != _OF_DOSSIER for name in log.events], bool)
    rows: Ints = np.flatnonzero(wanted[log.dossier] | is_shared[log.event])
    return np.union1d(rows, _one_a_day(log)) if Kind.PERIODIC in kinds else rows


def _one_a_day(log: LogColumns) -> Ints:
    """Return one row of every day and day of recording: periodic duties begin with the first event that exists."""
    days = (log.day.astype(np.int64) << 32) + log.recorded
    rows: Ints = np.unique(days, return_index=True)[1]
    return rows
