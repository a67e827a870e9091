"""The columnar evaluator: what a plan says about a log, by whole columns.

It interprets the same plan as `engine.evaluation.reference`, which is the definition, and gives equal findings; it
keeps no trace. Neither imports the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.calendars import Calendar
from engine.columnar.acts import judge_approvals, judge_steps
from engine.columnar.almanac import Almanac
from engine.columnar.context import Context
from engine.columnar.days import NOTHING, Ints, number_of
from engine.columnar.duties import judge_duty
from engine.columnar.findings import Columns, FindingColumns, FindingWriter, Registry, joined
from engine.columnar.histories import Blocks, Subjects
from engine.columnar.lifecycle import judge_lifecycle
from engine.columnar.log import LogColumns
from engine.columnar.norms import judge_gates, judge_limit, judge_prohibitions, judge_requirement
from engine.columnar.ordering import order_by_unit_and_due, order_within_units, ranks_of
from engine.columnar.periodic import judge_periodic
from engine.columnar.setting import Setting
from engine.loading.logs import UnitTable
from engine.planning.plan import DutyKind, Plan

BLOCK_SIZE = 1 << 19
"""So many events of a block stay in a processor's cache while they are judged."""
THREADS = min(8, os.cpu_count() or 1)


def evaluate_columns(
    plan: Plan,
    log: LogColumns,
    *,
    as_of: date,
    calendar: Calendar,
    known_at: date | None = None,
    units: UnitTable | None = None,
    members: frozenset[str] | None = None,
    block_size: int = BLOCK_SIZE,
) -> FindingColumns:
    """Return every finding of `plan` on a log, in the order of `engine.findings`.

    Args:
        as_of: the date as of which statuses are told.
        calendar: as known at `known_at`.
        known_at: events recorded later do not exist; None means that all are known.
        units: the units table, or None when there is none.
        members: the units under this regulation, when the table tells jurisdictions apart; other units bear nothing.
        block_size: about how many events are judged at a time; it changes no finding.
    """
    evaluation = Evaluation.of(
        plan,
        log,
        as_of=as_of,
        calendar=calendar,
        known_at=known_at,
        units=units,
        members=members,
        block_size=block_size,
    )
    return evaluation.in_order(list(evaluation.parts()))


@dataclass(frozen=True)
class Evaluation:
    """A plan about to be run over the blocks of a log."""

    setting: Setting
    blocks: Blocks
    calendar: Calendar
    almanac: Almanac
    as_of: int
    registry: Registry

    @classmethod
    def of(
        cls,
        plan: Plan,
        log: LogColumns,
        *,
        as_of: date,
        calendar: Calendar,
        known_at: date | None = None,
        units: UnitTable | None = None,
        members: frozenset[str] | None = None,
        block_size: int = BLOCK_SIZE,
    ) -> Evaluation:
        """Cut the log into blocks of whole dossiers with about `block_size` events; see `evaluate_columns`."""
        return cls(
            setting=Setting.of(plan, log, units, members),
            blocks=Blocks.of(log, plan.event_levels, as_of, known_at, block_size),
            calendar=calendar,
            almanac=Almanac.of(calendar),
            as_of=number_of(as_of),
            registry=Registry(),
        )

    def parts(self) -> Iterator[dict[str, Ints]]:
        """Yield the findings of one block after another, each in order of dossier; units and province at the end.

        Several blocks are judged at once: NumPy lets go of the interpreter's lock.
        """
        gates = self.setting.plan.gates
        closing: list[dict[str, Ints]] = []
        with ThreadPoolExecutor(THREADS) as pool:
            for found in pool.map(self._judge_block, range(len(self.blocks.dossiers))):
                closing.append(self._closing(found))
                yield found
        last = self._context(self.blocks.shared())
        _judge(last)
        found = joined(last.writer.parts)
        closing.append(self._closing(found))
        gated = self._context(last.subjects)
        judge_gates(gates, joined(closing), gated)
        yield self._within_units(joined([found, *gated.writer.parts]))

    def _judge_block(self, number: int) -> dict[str, Ints]:
        context = self._context(self.blocks.block(number))
        _judge(context)
        return self._within_units(joined(context.writer.parts))

    def _within_units(self, found: dict[str, Ints]) -> dict[str, Ints]:
        rules = ranks_of([norm.rule for norm in self.registry.norms])
        order = order_within_units(found, rules, ranks_of(self.registry.reasons), self.setting.cases.ranks)
        return {name: column[order] for name, column in found.items()}

    def _context(self, subjects: Subjects) -> Context:
        writer = FindingWriter(self.registry)
        return Context(self.setting.plan, self.setting, subjects, self.calendar, self.almanac, self.as_of, writer)

    def _closing(self, found: Columns) -> dict[str, Ints]:
        """Return the findings that may close a gate."""
        rules = frozenset[str]().union(*(gate.closed_by for gate in self.setting.plan.gates))
        wanted = np.isin(found["norm"], [n for n, norm in enumerate(self.registry.norms) if norm.rule in rules])
        return {name: column[wanted] for name, column in found.items()}

    def in_order(self, parts: Sequence[dict[str, Ints]]) -> FindingColumns:
        """Return all parts as one, in the order of `engine.findings`; the parts are used up."""
        dossiers_among_the_last = any((part["dossier"] != NOTHING).any() for part in parts[-1:])
        columns = joined([*parts[-1:], *parts[:-1]])
        if dossiers_among_the_last:  # Sự kiện cấp đơn vị mà có ghi hồ sơ: xen giữa các khối hồ sơ.
            columns = self._within_units(columns)
        order = order_by_unit_and_due(columns, self.setting.units.ranks)
        with ThreadPoolExecutor(THREADS) as pool:
            for name, column in zip(columns, pool.map(lambda name: columns[name][order], columns), strict=True):
                columns[name] = column
        return self.findings(columns)

    def findings(self, columns: Columns) -> FindingColumns:
        """Return columns of findings with what their codes mean."""
        log = self.blocks.log
        return FindingColumns(
            plan=self.setting.plan,
            calendar_version=self.calendar.version,
            norms=self.registry.norms,
            reasons=self.registry.reasons,
            dossiers=log.dossiers,
            units=self.setting.units,
            roles=self.setting.roles,
            cases=self.setting.cases,
            events=log.events,
            columns=columns,
        )


def _judge(context: Context) -> None:
    """Write what the plan says of one block, gates apart."""
    plan = context.plan
    for duty in plan.duties:
        if duty.kind is not DutyKind.PERIODIC:
            judge_duty(duty, context)
        elif context.subjects.are_shared:
            judge_periodic(duty, context)
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
