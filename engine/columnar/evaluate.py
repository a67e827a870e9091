"""The columnar evaluator: what a plan says about a log, by whole columns.

It interprets the same plan as `engine.evaluation.reference`, which is the definition, and gives equal findings; it
keeps no trace. Neither imports the other.
"""

from __future__ import annotations

from datetime import date

from engine.calendars import Calendar
from engine.columnar.acts import judge_approvals, judge_steps
from engine.columnar.almanac import Almanac
from engine.columnar.context import Context
from engine.columnar.days import number_of
from engine.columnar.duties import judge_duty
from engine.columnar.findings import FindingColumns, FindingWriter
from engine.columnar.histories import Subjects
from engine.columnar.lifecycle import judge_lifecycle
from engine.columnar.log import LogColumns
from engine.columnar.norms import judge_gates, judge_limit, judge_prohibitions, judge_requirement
from engine.columnar.periodic import judge_periodic
from engine.columnar.setting import Setting
from engine.loading.logs import UnitTable
from engine.planning.plan import DutyKind, Plan


def evaluate_columns(
    plan: Plan,
    columns: LogColumns,
    *,
    as_of: date,
    calendar: Calendar,
    known_at: date | None = None,
    units: UnitTable | None = None,
    members: frozenset[str] | None = None,
) -> FindingColumns:
    """Return every finding of `plan` on a log, in the order of `engine.findings`.

    Args:
        as_of: the date as of which statuses are told.
        calendar: as known at `known_at`.
        known_at: events recorded later do not exist; None means that all are known.
        units: the units table, or None when there is none.
        members: the units under this regulation, when the table tells jurisdictions apart; other units bear nothing.
    """
    setting = Setting.of(plan, columns, units, members)
    context = Context(
        plan=plan,
        setting=setting,
        subjects=Subjects.of(columns, plan.event_levels, as_of, known_at),
        calendar=calendar,
        almanac=Almanac.of(calendar),
        as_of=number_of(as_of),
        writer=FindingWriter(setting),
    )
    _judge(plan, context)
    return context.writer.finish(columns, calendar).in_order()


def _judge(plan: Plan, context: Context) -> None:
    for duty in plan.duties:
        if duty.kind is DutyKind.PERIODIC:
            judge_periodic(duty, context)
        elif duty.trigger is not None:
            judge_duty(duty, context)
    for requirement in plan.requirements:
        judge_requirement(requirement, context)
    for limit in plan.limits:
        judge_limit(limit, context)
    judge_prohibitions(plan.prohibitions, context)
    for tier in plan.tiers:
        judge_approvals(tier, context)
    if plan.lifecycle is not None:
        judge_steps(plan.lifecycle, context)
        judge_lifecycle(plan.lifecycle, context)
    judge_gates(plan.gates, context)
