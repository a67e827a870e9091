"""Checking the order of a dossier's events against the lifecycle."""

from __future__ import annotations

from collections.abc import Iterator

from engine.evaluation.act_verdicts import ActNorm, act_verdict
from engine.evaluation.context import Context
from engine.evaluation.history import History
from engine.evaluation.states import LifecycleFollower
from engine.evaluation.verdicts import Kind, Verdict
from engine.outcomes import LIFECYCLE


def check_lifecycle(follower: LifecycleFollower, history: History, context: Context) -> Iterator[Verdict]:
    """Yield a violation for each event of a dossier that came out of order while the regulation was in force."""
    for event, states, grounds in follower.violations(history, context.setting.reading(history)):
        if context.plan.in_force(event.on) and context.setting.in_scope(event.unit) is not False:
            norm = ActNorm(LIFECYCLE, Kind.TRANSITION, None, grounds.cites, is_stated=grounds.is_stated)
            reason = grounds.reason("out_of_order")
            yield act_verdict(norm, event, history, context, reason, states=tuple(sorted(states)))
