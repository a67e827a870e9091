"""Trying a change: what it can touch is judged again, paired with what was found before, and counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from engine.analysis.comparing import Compared, compare
from engine.analysis.effects import Effects, Pair, merged
from engine.analysis.plan_parts import part_of, touched_rules
from engine.analysis.readings import Readings, try_readings
from engine.columnar.findings import FindingColumns
from engine.columnar.threads import THREADS
from engine.diagnostics import Diagnostic, has_errors
from engine.planning import Plan
from engine.service import Judged
from engine.trials.changing import Trial, changed
from engine.trials.loaded import LoadedLog, Portion
from engine.trials.retracing import traced_pairs


@dataclass(frozen=True)
class Tried:
    """What a change does.

    Attributes:
        before: the log, with the regulations as they stand.
        judged: the regulations as changed, in the order of those of the log.
        effects: what that does to the verdicts.
    """

    before: LoadedLog
    judged: tuple[Judged, ...]
    effects: Effects

    def traced(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return pairs with whole traces on both sides, judged again by the reference evaluator."""
        return traced_pairs(pairs, self.before, self.judged)


def what_if(before: LoadedLog, trial: Trial) -> tuple[Tried | None, list[Diagnostic]]:
    """Judge a log again with a change made; only the rules that the change can touch are judged.

    Returns:
        None with the reasons, when the change has no place in the regulations or leaves them with errors.
    """
    judged, problems = changed(before.judged, trial, before.as_of)
    if has_errors(problems):
        return None, problems
    parts = [
        effects_of(before, item, other.plan, same_rules=item.document.id == other.document.id)
        for item, other in zip(before.judged, judged, strict=True)
    ]
    return Tried(before, judged, merged(parts)), problems


def every_reading(before: LoadedLog) -> Iterator[tuple[Judged, Readings]]:
    """Yield each regulation with what trying all its readings on the log shows."""
    for item in before.judged:

        def judge(plan: Plan, item: Judged = item) -> Iterator[FindingColumns]:
            return (portion.findings[0] for portion in before.portions(item, (plan,)))

        yield item, try_readings(item.document, judge)


def effects_of(before: LoadedLog, item: Judged, other: Plan, *, same_rules: bool) -> Effects:
    """Return what judging the units under a regulation by another plan does.

    Args:
        same_rules: whether rule ids mean the same in both; otherwise duties are paired by topic.
    """
    rules = touched_rules(item.plan, other) if same_rules else None
    if rules == frozenset():
        return Effects((), before.count_of(item))
    plan = other if rules is None else part_of(other, rules)

    def compared(portion: Portion) -> tuple[Compared, int]:
        earlier, later = portion.findings
        one = _of_rules(earlier, rules)
        found = compare(one, _of_rules(later, rules), portion.refs, same_rules=same_rules)
        return found if before.in_one_part else found.compacted(), len(earlier) - len(one)

    portions = before.portions(item, (item.plan, plan), small=True)
    with ThreadPoolExecutor(THREADS) as pool:  # Nhiều phần thì mỗi lúc chỉ giữ một phần.
        parts = list(pool.map(compared, portions) if before.in_one_part else map(compared, portions))
    return Effects.of((part for part, _ in parts), sum(untouched for _, untouched in parts))


def _of_rules(portion: FindingColumns, rules: frozenset[str] | None) -> FindingColumns:
    """Return the findings of some rules; None for all."""
    if rules is None or all(norm.rule in rules for norm in portion.norms):
        return portion
    wanted = np.array([norm.rule in rules for norm in portion.norms], bool)
    rows = wanted[portion.columns["norm"]]
    return portion if rows.all() else portion.take(np.flatnonzero(rows))
