"""The reference evaluator: the readable definition of what a plan says about a log.

It goes through one subject after another and one duty after another, walks the calendar day by day, and keeps what
it saw as a trace. Faster evaluators must give the same verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine.calendars import Calendar
from engine.evaluation.acts import check_approvals, check_steps
from engine.evaluation.context import Context
from engine.evaluation.duties import evaluate_rule
from engine.evaluation.facts import Setting
from engine.evaluation.history import History, Subjects, exists
from engine.evaluation.lifecycle import check_lifecycle
from engine.evaluation.norms import check_gate, check_norms, verdicts_by_unit
from engine.evaluation.periodic import evaluate_periodic
from engine.evaluation.states import LifecycleFollower
from engine.evaluation.verdicts import Verdict
from engine.loading.logs import Event, UnitTable
from engine.model.duties import Per
from engine.outcomes import marked
from engine.planning.plan import DutyKind, Plan
from engine.vocabulary import Level

Progress = Callable[[int], None]


def evaluate_reference(
    plan: Plan,
    events: Iterable[Event],
    *,
    as_of: date,
    calendar: Calendar,
    known_at: date | None = None,
    units: UnitTable | None = None,
    members: frozenset[str] | None = None,
    marks: Mapping[str, str] | None = None,
    on_progress: Progress | None = None,
) -> Iterator[Verdict]:
    """Yield every verdict of `plan` on `events`, subject by subject.

    Args:
        events: unique events, in any order.
        as_of: the date as of which statuses are told.
        calendar: as known at `known_at`.
        known_at: events recorded later do not exist; None means that all are known.
        units: the units table, or None when there is none.
        members: the units under this regulation, when the table tells jurisdictions apart; other units bear nothing.
        marks: what verdicts on a dossier say of rows left out that concern it; they change nothing else.
        on_progress: called with the number of dossiers done.
    """
    known = [event for event in events if exists(event, as_of, known_at)]
    subjects = Subjects(known, plan.event_levels)
    context = Context(plan, Setting.of(plan, units, members, subjects), subjects, calendar, as_of)
    gate_rules = frozenset[str]().union(*(gate.closed_by for gate in plan.gates))
    naming = _Naming.of(subjects, plan, marks or {})
    closing: list[Verdict] = []
    for verdict in _all_but_gates(context, on_progress):
        if verdict.rule in gate_rules:
            closing.append(verdict)
        yield naming.completed(verdict)
    by_unit = verdicts_by_unit(closing, gate_rules)
    for gate in plan.gates:
        for history in (subjects.province, *subjects.units.values()):
            yield from map(naming.completed, check_gate(gate, history, by_unit, context))


@dataclass(frozen=True)
class _Naming:
    """What verdicts say without resting on it: the document that the trigger is about, the person, rows left out.

    Attributes:
        persons: by dossier.
    """

    persons: Mapping[str, str]
    levels: Mapping[str, tuple[Level, ...]]
    marks: Mapping[str, str]

    @classmethod
    def of(cls, subjects: Subjects, plan: Plan, marks: Mapping[str, str]) -> _Naming:
        """Look up who the dossiers are of."""
        named = {dossier: history.person for dossier, history in subjects.dossiers.items()}
        return cls({dossier: name for dossier, name in named.items() if name is not None}, plan.event_levels, marks)

    def completed(self, verdict: Verdict) -> Verdict:
        """Return a verdict with these names; an act of a unit is not the dossier's own."""
        trigger = verdict.trace.trigger
        about = trigger.about if trigger is not None else None
        is_own = trigger is None or Level.DOSSIER in self.levels.get(trigger.event, (Level.DOSSIER,))
        person = self.persons.get(verdict.dossier or "") if is_own else None
        mark = self.marks.get(verdict.dossier or "") if is_own else None
        reason = verdict.reason if mark is None else marked(verdict.reason, mark)
        if about is person is mark is None:
            return verdict
        return replace(verdict, about=about, person=person, reason=reason)


def _all_but_gates(context: Context, on_progress: Progress | None) -> Iterator[Verdict]:
    plan, subjects = context.plan, context.subjects
    for duty in plan.duties:
        if duty.kind is DutyKind.PERIODIC:
            yield from evaluate_periodic(duty, context)
    yield from _duties_of(subjects.province, context)
    yield from check_norms(subjects.province, Per.PROVINCE, context)
    for history in subjects.units.values():
        yield from _duties_of(history, context)
        yield from check_norms(history, Per.UNIT, context)
    follower = LifecycleFollower.of(plan.lifecycle) if plan.lifecycle is not None else None
    for done, history in enumerate(subjects.dossiers.values(), 1):
        yield from _duties_of(history, context)
        yield from check_norms(history, Per.DOSSIER, context)
        yield from _acts_of(history, plan, follower, context)
        if on_progress is not None:
            on_progress(done)


def _duties_of(history: History, context: Context) -> Iterator[Verdict]:
    """Yield the verdicts on all duties that one subject's history sets off, each after those that it follows from."""
    happened = history.by_type.keys()
    followed = context.plan.followed
    settled: dict[str, list[Verdict]] = {}
    for versions in context.plan.rules_in_turn:
        if all(duty.trigger is None or happened.isdisjoint(duty.trigger.events) for duty in versions):
            continue
        for verdict in evaluate_rule(versions, history, context, settled):
            if verdict.rule in followed:
                settled.setdefault(verdict.rule, []).append(verdict)
            yield verdict


def _acts_of(history: History, plan: Plan, follower: LifecycleFollower | None, context: Context) -> Iterator[Verdict]:
    for tier in plan.tiers:
        yield from check_approvals(tier, history, context)
    if follower is not None and plan.lifecycle is not None:
        yield from check_steps(plan.lifecycle, history, context)
        yield from check_lifecycle(follower, history, context)
