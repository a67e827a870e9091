"""The kernel that judges a part of a log, wherever its rows are: on one machine or on a thousand.

A log is cut by dossier. Its shared rows, those of units and province, go to every part and are only looked up there;
they are judged once, after every part has given its outline: what has to be known of all dossiers for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Final

import numpy as np
import polars as pl

from engine.calendars import Calendar
from engine.columnar.arranging import Lexicon, arranged, gathered, rows_to_keep
from engine.columnar.days import NEVER, NOTHING, Ints, date_of, number_of
from engine.columnar.evaluate import BLOCK_SIZES, Evaluation
from engine.columnar.findings import NOT_LATE, STATUS_CODE, FindingColumns, FindingWriter, joined
from engine.columnar.histories import Blocks
from engine.columnar.intake import Chunk
from engine.columnar.log import LogColumns
from engine.columnar.parts import LogParts
from engine.columnar.texts import series_of
from engine.compliance import findings_frame
from engine.compliance.frames import COUNT_KEYS, DAY_KEYS
from engine.findings import KEYS
from engine.kernel.rows import TABLE_NAME, EventTable, Rejections, is_of_dossier
from engine.loading.logs.report import Report
from engine.outcomes import LEFT_OUT, Kind, Status
from engine.planning import Plan
from engine.service.sources import had_among_shared, under

GROUP_SIZE: Final = 1 << 19
"""So many rows at a time make what every call costs anew a small part of the whole, and need little memory."""
_FILES: Final = (TABLE_NAME,)


def _type_of(key: str) -> pl.DataType:
    if key in DAY_KEYS:
        return pl.Date()
    return pl.Int32() if key in COUNT_KEYS else pl.Boolean() if key == "early" else pl.String()


FINDINGS: Final = pl.Schema({**{key: _type_of(key) for key in KEYS}, "ref": pl.String()})
"""Findings: the published keys, and the number of the document that triggered each, which only serves the order."""
_CLOSING: Final = ("rule", "unit", "trigger_date", "due_on", "fulfilled_on", "status", "late_calendar_days")
OUTLINES: Final = pl.Schema(
    {
        "regulation": pl.String(),
        "first_day": pl.Date(),
        "is_spoken_of": pl.Boolean(),
        **{key: FINDINGS[key] for key in _CLOSING},
    }
)
"""What must be known of all dossiers before units and province are judged.

For each regulation one row, without a rule, says on which day its events begin and whether they name any of its units;
the other rows are the duties of dossiers that may close a gate to a unit that asks, equal ones once.
"""


HAD: Final = pl.Schema({"regulation": pl.String(), "dossier": pl.String()})
"""Dossiers named by shared rows, under each regulation that is for some units and one of them ever had the dossier."""


@dataclass(frozen=True)
class Ruling:
    """A plan and the units that it is for; None for all.

    Attributes:
        had: the dossiers named by shared rows that these units ever had.
        heirs: further units to which what the members owe passes.
    """

    plan: Plan
    members: frozenset[str] | None = None
    had: frozenset[str] = frozenset()
    heirs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kernel:
    """Pure functions from rows of whole dossiers to findings; it can be pickled and sent to where the rows are.

    Attributes:
        calendar: as known at `known_at`.
        known_at: what was recorded later does not exist; None means that all is known.
        shared: the rows that concern more than one dossier (see `EventTable.shared`), of the whole log.
        if_spoken_of: whether a regulation for some units is applied only if the log names any of them.
    """

    table: EventTable
    rulings: tuple[Ruling, ...]
    calendar: Calendar
    as_of: date
    known_at: date | None
    shared: pl.DataFrame
    if_spoken_of: bool = False

    @property
    def group_size(self) -> int:
        """About how many rows to judge at a time; far more than are shared, which are read anew each time."""
        return max(GROUP_SIZE, 4 * self.shared.height)

    @property
    def named(self) -> pl.Series:
        """The dossiers of which must be known whose they were: shared rows name them, and go with them."""
        if self.table.dossier is None or all(one.members is None for one in self.rulings):
            return pl.Series(dtype=pl.String)
        return self.shared[self.table.dossier].drop_nulls().unique()

    def had(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return whose those of the dossiers were that shared rows name; see `HAD`."""
        levels = {name: event.levels for name, event in self.table.vocabulary.events.items()}
        parts = LogParts.of(self._log(rows, Report()), levels)
        found = ((one.plan.regulation, sorted(had_among_shared(parts, one.members))) for one in self.rulings)
        return pl.DataFrame([(name, dossier) for name, dossiers in found for dossier in dossiers], HAD, orient="row")

    def knowing(self, had: pl.DataFrame) -> Kernel:
        """Return the same kernel, told whose the dossiers were that are `named`; without that it may judge wrongly."""
        told = {name: frozenset(found["dossier"]) for (name,), found in had.group_by("regulation")}
        return replace(
            self, rulings=tuple(replace(one, had=told.get(one.plan.regulation, frozenset())) for one in self.rulings)
        )

    def findings(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return what is found of some dossiers; see `FINDINGS`.

        Args:
            rows: all rows of each of these dossiers, in any order, once or several times. Rows that name no dossier and
                those of units and province are passed over.
        """
        found = Report()
        each = self._under_each(self._log(rows, found, found))
        marks = dict.fromkeys(found.holes, LEFT_OUT)  # Dòng ở đây không có số thứ tự của tệp.
        portions = (
            (portion, log) for one, log in each for portion in self._evaluation(one.plan, one, marks).of_dossiers(log)
        )
        return _together(FINDINGS, (_findings(*item) for item in portions))

    def outline(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return what must be known of some dossiers before units and province are judged; see `OUTLINES`."""
        each = self._under_each(self._log(rows, Report()))
        return _together(
            OUTLINES, chain.from_iterable((self._summary(one, log), self._closing(one, log)) for one, log in each)
        )

    def shared_outline(self) -> pl.DataFrame:
        """Return the same of the shared rows."""
        return _together(OUTLINES, (self._summary(*item) for item in self._under_each(self._shared_log(Report()))))

    def shared_findings(self, outlines: pl.DataFrame) -> pl.DataFrame:
        """Return what is found of units and province.

        Args:
            outlines: of all dossiers and of the shared rows, in any order.
        """
        said = {one.plan.regulation: outlines.filter(regulation=one.plan.regulation) for one in self.rulings}
        each = [(one, log, said[one.plan.regulation]) for one, log in self._under_each(self._shared_log(Report()))]
        return _together(
            FINDINGS,
            (_findings(self._of_shared(*item), item[1]) for item in each if self._is_applied(item[0], item[2])),
        )

    def rejected(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of some dossiers that cannot be used; see `REJECTED`."""
        found = Rejections()
        self._log(rows, found)
        return self.table.rejected(rows, found.rows)

    def shared_rejected(self) -> pl.DataFrame:
        """Return the shared rows that cannot be used, without those that are also among the rows of a dossier."""
        found, clashing, meanings = Rejections(), Rejections(), self.table.meanings()
        chunk = self.table.taken_in(self.shared, meanings, found)
        _in_order(chunk, Lexicon.of(meanings), clashing)
        named = self.table.has_dossier(self.shared)
        also_own = set(chunk.columns["origin"][is_of_dossier(chunk, meanings)].tolist())
        left = [item for item in found.rows if not named[item[0] - 1]]
        left += [item for item in clashing.rows if item[0] not in also_own]
        return self.table.rejected(self.shared, left)

    def _log(self, rows: pl.DataFrame, report: Report, of_shared: Report | None = None) -> LogColumns:
        """Return the rows of dossiers as a part of a log, with the shared rows to look up.

        Args:
            report: told of rows of dossiers that cannot be used.
            of_shared: told of such shared rows.
        """
        of_shared = of_shared or Report()
        meanings = self.table.meanings()
        own = self.table.taken_in(rows, meanings, report)
        own = own.only(is_of_dossier(own, meanings))
        others = self.table.taken_in(self.shared, meanings, of_shared)
        lexicon = Lexicon.of(meanings)
        _, kept = _in_order(others, lexicon, of_shared)
        return arranged([own, replace(others.only(kept), copied=True)], lexicon, _FILES, report)

    def _shared_log(self, report: Report) -> LogColumns:
        meanings = self.table.meanings()
        chunk = self.table.taken_in(self.shared, meanings, report)
        log, kept = _in_order(chunk, Lexicon.of(meanings), report)
        return log.only(kept)

    def _under_each(self, log: LogColumns) -> Iterator[tuple[Ruling, LogColumns]]:
        return ((one, under(log, one.members, one.had, one.heirs)) for one in self.rulings)

    def _evaluation(self, plan: Plan, one: Ruling, marks: Mapping[str, str] | None = None) -> Evaluation:
        return Evaluation(
            plan,
            as_of=self.as_of,
            calendar=self.calendar,
            known_at=self.known_at,
            units=self.table.units,
            members=one.members,
            marks=marks,
        )

    def _summary(self, one: Ruling, log: LogColumns) -> pl.DataFrame:
        blocks = Blocks.of(log, one.plan.event_levels, self.as_of, self.known_at, BLOCK_SIZES[1])
        first = None if blocks.first_day == NEVER else date_of(blocks.first_day)
        return pl.DataFrame(
            {"regulation": one.plan.regulation, "first_day": first, "is_spoken_of": _is_spoken_of(one, log)}
        )

    def _closing(self, one: Ruling, log: LogColumns) -> pl.DataFrame:
        """Return the duties of dossiers that may close a gate to one of the units that ask."""
        asking = [log.unit[log.event == log.events.code(gate.event)] for gate in one.plan.gates]
        units = np.unique(np.concatenate(asking)) if asking else np.empty(0, np.int32)
        units = units[units != NOTHING]
        if not len(units):
            return pl.DataFrame(schema=OUTLINES)
        portions = self._evaluation(_closers(one.plan), one).of_dossiers(log)
        if self.table.units is None or not self.table.units.has_lifetimes:
            portions = (portion.take(np.isin(portion.columns["unit"], units)) for portion in portions)
        # Ai có nghĩa vụ vào ngày xin giải quyết thì lúc xét cửa mới biết: ở đây chỉ ghi đơn vị đầu tiên.
        frames = (
            findings_frame(item).with_columns(pl.coalesce("inherited_from", "unit").alias("unit")) for item in portions
        )
        return _together(OUTLINES, (frame.select("regulation", *_CLOSING) for frame in frames)).unique()

    def _is_applied(self, one: Ruling, said: pl.DataFrame) -> bool:
        return not self.if_spoken_of or one.members is None or bool(said["is_spoken_of"].any())

    def _of_shared(self, one: Ruling, log: LogColumns, said: pl.DataFrame) -> FindingColumns:
        evaluation = self._evaluation(one.plan, one)
        first = said["first_day"].min()
        closing = said.filter(pl.col("rule").is_not_null())
        units = log.units.with_added(self.table.units or ())
        writer = FindingWriter(evaluation.registry)
        writer.add(
            closing.height,
            norm=_coded(closing["rule"], lambda rule: writer.norm(rule, None, Kind.DEADLINE, "")),
            unit=_coded(closing["unit"], units.code),
            status=_coded(closing["status"], lambda status: STATUS_CODE[Status(status)]),
            late_calendar_days=closing["late_calendar_days"].fill_null(NOT_LATE).to_numpy(),
            **{key: _days(closing[key]) for key in ("trigger_date", "due_on", "fulfilled_on")},
        )
        evaluation.take_over(number_of(first) if isinstance(first, date) else NEVER, joined(writer.parts))
        return evaluation.of_shared(log)


def _in_order(chunk: Chunk, lexicon: Lexicon, report: Report) -> tuple[LogColumns, Ints]:
    """Return rows as a log, and which of them to keep, in order."""
    log, origin = gathered([replace(chunk, columns={**chunk.columns})], lexicon)
    return log, rows_to_keep(log, origin, _FILES, report)


def _is_spoken_of(one: Ruling, log: LogColumns) -> bool:
    members = [log.units.code(unit) for unit in one.members or () if log.units.code(unit) != NOTHING]
    columns = (log.unit, log.to_unit, log.actor_unit)
    return any(np.isin(column, members).any() for column in columns if column is not None)


def _closers(plan: Plan) -> Plan:
    """Return a plan of nothing but the duties that close a gate."""
    rules = frozenset[str]().union(*(gate.closed_by for gate in plan.gates))
    duties = tuple(duty for duty in plan.duties if duty.id in rules)
    return replace(plan, duties=duties, tiers=(), lifecycle=None, requirements=(), limits=(), prohibitions=(), gates=())


def _findings(portion: FindingColumns, log: LogColumns) -> pl.DataFrame:
    refs = pl.Series(portion.columns["ref"]).cast(pl.UInt32, strict=False)
    return findings_frame(portion).with_columns(series_of(log.refs).gather(refs).alias("ref"))


def _together(schema: pl.Schema, frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return frames as one with that schema; columns that one lacks are null in it."""
    filled = (
        frame.select(pl.col(name) if name in frame.columns else pl.lit(None).alias(name) for name in schema)
        for frame in frames
    )
    return pl.concat([pl.DataFrame(schema=schema), *(frame.cast(schema) for frame in filled)])


def _coded(texts: pl.Series, code: Callable[[str], int]) -> Ints:
    codes = {text: code(text) for text in texts.unique()}
    return np.fromiter((codes[text] for text in texts), np.int32, len(texts))


def _days(days: pl.Series) -> Ints:
    found: Ints = days.to_physical().fill_null(NEVER).to_numpy()
    return found
