"""The columnar evaluator: what a plan says about a log, by whole columns.

It interprets the same plan as `engine.evaluation.reference`, which is the definition, and gives equal findings; it
keeps no trace. Neither imports the other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from engine.calendars import Calendar
from engine.columnar.acts import judge_approvals, judge_steps
from engine.columnar.almanac import Almanac
from engine.columnar.context import Context
from engine.columnar.days import NEVER, NOTHING, Ints, number_of
from engine.columnar.duties import judge_rule
from engine.columnar.findings import Columns, FindingColumns, FindingWriter, Registry, joined
from engine.columnar.histories import Blocks, Subjects
from engine.columnar.lifecycle import judge_lifecycle
from engine.columnar.log import LogColumns
from engine.columnar.norms import judge_gates, judge_limit, judge_prohibitions, judge_requirement
from engine.columnar.ordering import order_by_unit_and_due, order_within_units, ranks_of
from engine.columnar.periodic import judge_periodic
from engine.columnar.setting import Setting
from engine.columnar.texts import series_of
from engine.columnar.threads import THREADS
from engine.loading.logs import UnitTable
from engine.outcomes import marked
from engine.planning.plan import DutyKind, Plan

BLOCK_SIZES = (1 << 17, 1 << 19)
"""The fewest and the most events of a block: enough to be worth a round, and few enough for a processor's cache."""


def evaluate_columns(
    plan: Plan,
    log: LogColumns,
    *,
    as_of: date,
    calendar: Calendar,
    known_at: date | None = None,
    units: UnitTable | None = None,
    members: frozenset[str] | None = None,
    marks: Mapping[str, str] | None = None,
    block_size: int | None = None,
) -> FindingColumns:
    """Return every finding of `plan` on a log, in the order of `engine.findings`.

    Args:
        as_of: the date as of which statuses are told.
        calendar: as known at `known_at`.
        known_at: events recorded later do not exist; None means that all are known.
        units: the units table, or None when there is none.
        members: the units under this regulation, when the table tells jurisdictions apart; other units bear nothing.
        marks: what findings on a dossier say of rows left out that concern it; they change nothing else.
        block_size: about how many events are judged at a time; it changes no finding. None fits it to the log.
    """
    evaluation = Evaluation(
        plan,
        as_of=as_of,
        calendar=calendar,
        known_at=known_at,
        units=units,
        members=members,
        marks=marks,
        block_size=block_size,
    )
    return evaluation.of_whole(log)


class Evaluation:
    """A plan about to be run over the parts of a log: the dossiers of each part first, units and province at the end.

    The findings of all parts share `registry`.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        as_of: date,
        calendar: Calendar,
        known_at: date | None = None,
        units: UnitTable | None = None,
        members: frozenset[str] | None = None,
        marks: Mapping[str, str] | None = None,
        block_size: int | None = None,
    ) -> None:
        """Take what stays the same for all parts; see `evaluate_columns`."""
        self.plan = plan
        self.registry = Registry()
        self._as_of = as_of
        self._known_at = known_at
        self._calendar = calendar
        self._almanac = Almanac.of(calendar)
        self._units = units
        self._members = members
        self._marks = marks or {}
        self._block_size = block_size
        self._first_day = NEVER
        self._closing: list[dict[str, Ints]] = []

    def of_whole(self, log: LogColumns) -> FindingColumns:
        """Return the findings of a log that is a single part, in the order of `engine.findings`."""
        laid = self._laid(log)
        blocks = [laid.within_units(found) for found in self._of_dossiers(laid)]
        return laid.in_order(blocks, laid.within_units(self._of_shared(laid)))

    def of_dossiers(self, log: LogColumns) -> Iterator[FindingColumns]:
        """Yield the findings of the dossiers of one part, block by block and in no order."""
        laid = self._laid(log)
        return map(laid.findings, self._of_dossiers(laid))

    def of_shared(self, log: LogColumns) -> FindingColumns:
        """Return the findings of units and province, once all dossiers were judged; in no order."""
        laid = self._laid(log)
        return laid.findings(self._of_shared(laid))

    def mark(self, marks: Mapping[str, str]) -> None:
        """From now on give findings these marks; see `evaluate_columns`."""
        self._marks = marks

    def take_over(self, first_day: int, closing: Columns) -> None:
        """Take over what judging dossiers elsewhere has left for `of_shared`.

        Args:
            first_day: the day of their first event, `NEVER` when there is none.
            closing: findings that may close a gate, with norms of `registry` and units of the log to be judged.
        """
        self._first_day = min(self._first_day, first_day)
        self._closing.append(dict(closing))

    def _laid(self, log: LogColumns) -> Laid:
        fewest, most = BLOCK_SIZES
        size = self._block_size or min(most, max(fewest, len(log) // (4 * THREADS)))
        blocks = Blocks.of(log, self.plan.event_levels, self._as_of, self._known_at, size)
        self._first_day = min(self._first_day, blocks.first_day)
        return Laid(
            setting=Setting.of(self.plan, log, self._units, self._members),
            blocks=blocks,
            calendar=self._calendar,
            almanac=self._almanac,
            as_of=number_of(self._as_of),
            registry=self.registry,
            marks=self._marks,
        )

    def _of_dossiers(self, laid: Laid) -> Iterator[dict[str, Ints]]:
        """Yield the findings of one block after another, the blocks in order of dossier.

        Several are judged at once, since NumPy lets go of the interpreter's lock, but never more than can be taken up.
        """
        waiting: deque[Future[dict[str, Ints]]] = deque()
        with ThreadPoolExecutor(THREADS) as pool:
            for number in range(len(laid.blocks.dossiers) + THREADS):
                if number < len(laid.blocks.dossiers):
                    waiting.append(pool.submit(laid.judge_block, number))
                if number >= THREADS and waiting:
                    found = waiting.popleft().result()
                    self._closing.append(laid.closing(found))
                    yield found

    def _of_shared(self, laid: Laid) -> dict[str, Ints]:
        last = laid.context(laid.blocks.shared(self._first_day))
        _judge(last)
        found = joined(last.writer.parts)
        self._closing.append(laid.closing(found))
        gated = laid.context(last.subjects)
        judge_gates(self.plan.gates, joined(self._closing), gated)
        return joined([found, *gated.writer.parts])


@dataclass(frozen=True)
class Laid:
    """A part of a log laid out for judging."""

    setting: Setting
    blocks: Blocks
    calendar: Calendar
    almanac: Almanac
    as_of: int
    registry: Registry
    marks: Mapping[str, str]

    def judge_block(self, number: int) -> dict[str, Ints]:
        """Return the findings of the dossiers of one block."""
        context = self.context(self.blocks.block(number))
        _judge(context)
        found = joined(context.writer.parts)
        if self._persons is not None:
            found["person"] = self._persons[found["dossier"]]
        return self.marked(found)

    def marked(self, found: dict[str, Ints]) -> dict[str, Ints]:
        """Return the findings of dossiers, of which those with a mark bear it behind their reason."""
        if self._marks_of_dossiers is None:
            return found
        texts, places = self._marks_of_dossiers
        rows = np.flatnonzero(places[found["dossier"]] != NOTHING)
        reasons, known = found["reason"].copy(), self.registry.reasons
        pairs = np.stack((reasons[rows], places[found["dossier"][rows]]))
        distinct, back = np.unique(pairs, axis=1, return_inverse=True)
        told = [marked(known[reason] or None, texts[place]) for reason, place in distinct.T.tolist()]
        reasons[rows] = np.array([*map(self.registry.reason, told)], np.int32)[back.ravel()]
        return {**found, "reason": reasons}

    @cached_property
    def _marks_of_dossiers(self) -> tuple[tuple[str, ...], Ints] | None:
        """The marks, and by code of dossier which of them it bears; None when none does."""
        names = pl.Series(list(self.marks), dtype=pl.String)
        dossiers = series_of(self.blocks.log.dossiers)
        if not len(names) or not len(dossiers):
            return None
        at = dossiers.search_sorted(names).clip(0, len(dossiers) - 1)
        is_there = dossiers.gather(at) == names
        found = np.full(len(dossiers) + 1, NOTHING, np.int32)
        found[at.filter(is_there).to_numpy()] = is_there.arg_true().to_numpy()
        return tuple(self.marks.values()), found

    @cached_property
    def _persons(self) -> Ints | None:
        """The name last stated for each dossier, by code; `NOTHING` at the end, for none."""
        log = self.blocks.log
        if log.person is None:
            return None
        found = np.full(len(log.dossiers) + 1, NOTHING, np.int32)
        for rows in self.blocks.dossiers:  # Theo thứ tự ngày, nên tên nêu sau cùng ở lại.
            named = rows[log.person[rows] != NOTHING]
            found[log.dossier[named]] = log.person[named]
        return found

    def within_units(self, found: dict[str, Ints]) -> dict[str, Ints]:
        """Put findings in order of dossier and what follows."""
        rules = ranks_of([norm.rule for norm in self.registry.norms])
        setting, reasons = self.setting, ranks_of(self.registry.reasons)
        ranks = (setting.cases.ranks, setting.roles.ranks, setting.units.ranks)
        order = order_within_units(found, rules, reasons, *ranks)
        return {name: column[order] for name, column in found.items()}

    def context(self, subjects: Subjects) -> Context:
        """Return a context with a writer of its own."""
        writer = FindingWriter(self.registry)
        return Context(self.setting.plan, self.setting, subjects, self.calendar, self.almanac, self.as_of, writer)

    def closing(self, found: Columns) -> dict[str, Ints]:
        """Return the findings that may close a gate."""
        rules = frozenset[str]().union(*(gate.closed_by for gate in self.setting.plan.gates))
        wanted = np.isin(found["norm"], [n for n, norm in enumerate(self.registry.norms) if norm.rule in rules])
        return {name: column[wanted] for name, column in found.items()}

    def in_order(self, blocks: list[dict[str, Ints]], shared: dict[str, Ints] | None = None) -> FindingColumns:
        """Return all findings, in the order of `engine.findings`; what is given is used up.

        Args:
            blocks: of dossiers, in order.
            shared: of units and province.
        """
        dossiers_among_shared = shared is not None and bool(blocks) and bool((shared["dossier"] != NOTHING).any())
        columns = joined([*([shared] if shared is not None else []), *blocks])
        if dossiers_among_shared:  # Sự kiện cấp đơn vị mà có ghi hồ sơ: xen giữa các khối hồ sơ.
            columns = self.within_units(columns)
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
            refs=log.refs,
            persons=log.persons,
            columns=columns,
        )


def _judge(context: Context) -> None:
    """Write what the plan says of one block, gates apart."""
    plan = context.plan
    for versions in plan.rules_in_turn:
        judge_rule(versions, context)
    for duty in plan.duties:
        if duty.kind is DutyKind.PERIODIC and context.subjects.are_shared:
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
