"""Looking into single dossiers and units of a log of any size, with the trace of every verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from engine.columnar.days import NOTHING, Ints
from engine.columnar.log import LogColumns, events_of
from engine.diagnostics import Diagnostic, has_errors
from engine.evaluation import Kind
from engine.findings import Finding, in_order
from engine.loading.logs import EventLog
from engine.loading.logs.report import LeftRow
from engine.service.checking import CheckResult, judge_log
from engine.service.grounds import Grounds, lay_grounds
from engine.service.inputs import Inputs, Progress
from engine.service.notes import notes_on
from engine.service.regulations import Judged
from engine.service.sources import Source, concerned, read_source
from engine.survey import with_traces

_DEPARTMENT: Final = "so_noi_vu"


@dataclass(frozen=True)
class Inspection:
    """A log that was read, to be judged dossier by dossier.

    Attributes:
        judged: the regulations that concern it.
        source: None when nothing was read, because `grounds` are not usable.
    """

    inputs: Inputs
    grounds: Grounds
    judged: tuple[Judged, ...] = ()
    source: Source | None = None

    @property
    def rules_usable(self) -> bool:
        """Tell whether the rule files have no errors."""
        return self.grounds.rules_usable

    @property
    def data_usable(self) -> bool:
        """Tell whether the units table is whole and any row of the log could be used."""
        if self.source is None:
            return self.grounds.data_usable
        return self.source.parts.row_count > 0 or not has_errors(self.source.diagnostics())

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """The mistakes in all that was read."""
        if self.source is None:
            return self.grounds.diagnostics
        found = self.source.diagnostics()
        notes = notes_on(found, self.grounds.judged, has_times=self.source.has_times())
        return [*self.grounds.diagnostics, *found, *notes]

    def _marks(self) -> Mapping[str, str]:
        return self.source.marks() if self.source is not None else {}

    def left_rows(self) -> tuple[LeftRow, ...]:
        """Return the rows left out, as far as they are told one by one."""
        return tuple(self.source.left_rows()) if self.source is not None else ()

    def dossiers(self) -> Iterator[str]:
        """Yield the name of every dossier."""
        return chain.from_iterable(log.dossiers for log in self._parts())

    def units(self) -> set[str]:
        """Return the units of the log and of the table."""
        return {*(self.grounds.units or ()), *(self.source.parts.shared.units if self.source is not None else ())}

    def of_dossier(self, name: str) -> CheckResult:
        """Return what the reference evaluator says of a dossier; findings on units may be among it."""
        return self._judged_of(lambda log: np.array([log.dossiers.code(name)]))

    def of_unit(self, name: str) -> CheckResult:
        """Return what the reference evaluator says of a unit and of the dossiers it ever had."""
        answered = self._answered_by(name)
        return self._judged_of(lambda log: _ever_of(log, answered))

    def retraced(self, bare: Sequence[Finding]) -> list[Finding]:
        """Return findings with their traces, by having the reference evaluator judge their dossiers again."""
        dossiers = {finding.verdict.dossier for finding in bare if finding.verdict.dossier is not None}
        gated = {finding.verdict.unit for finding in bare if finding.verdict.kind is Kind.GATE}
        answered = set[str]().union(*(self._answered_by(unit) for unit in gated if unit is not None))

        def chosen(log: LogColumns) -> Ints:
            return np.concatenate([[log.dossiers.code(name) for name in dossiers], _ever_of(log, answered)]).astype(int)

        return with_traces(bare, self._judged_of(chosen).findings)

    def _answered_by(self, unit: str) -> set[str]:
        """Return the units for whose dossiers a unit may have to answer; a gate hangs on them all."""
        table = self.grounds.units
        if table is None or unit not in table or table[unit].type == _DEPARTMENT:
            return self.units()
        own = {name for name in table if unit == name or unit in (heir for heir, _ in table.heirs(name))}
        return own | {name for name in table if not own.isdisjoint(above.id for above in table.superiors(name))}

    def _parts(self) -> Iterable[LogColumns]:
        return self.source.parts if self.source is not None else ()

    def _judged_of(self, choose: Callable[[LogColumns], Ints]) -> CheckResult:
        """Judge some dossiers, chosen from every part by code, and what is of no dossier."""
        events = chain.from_iterable(events_of(log, _rows_of(choose(log), log)) for log in self._parts())
        result = CheckResult(
            self.inputs.as_of,
            self.inputs.known_at,
            judged=self.judged,
            calendar=self.grounds.calendar,
            log=EventLog(tuple(dict.fromkeys(events)), 0, 0, "", self._marks(), self.left_rows()),
            units=self.grounds.units,
        )
        findings = in_order(chain.from_iterable(judge_log(result, item) for item in self.judged))
        return CheckResult(**{**vars(result), "findings": findings})


def inspect(inputs: Inputs, on_progress: Progress | None = None) -> Inspection:
    """Read a log and what it is judged on."""
    grounds = lay_grounds(inputs)
    if not grounds.usable:
        return Inspection(inputs, grounds)
    source = read_source(inputs, grounds, on_progress)
    return Inspection(inputs, grounds, concerned(grounds.judged, source.parts.shared.units, inputs), source)


def _rows_of(dossiers: Ints, log: LogColumns) -> Ints:
    """Return the rows of these dossiers and of none, and one of the first day: periodic duties begin there."""
    wanted = np.zeros(len(log.dossiers) + 1, bool)
    wanted[dossiers] = True
    wanted[NOTHING] = True
    rows = wanted[log.dossier]
    if len(log):
        rows[np.argmin(log.day)] = True
    return np.flatnonzero(rows)


def _ever_of(log: LogColumns, units: Iterable[str]) -> Ints:
    """Return the dossiers of which an event happened in one of some units or led there."""
    is_one = np.zeros(len(log.units) + 1, bool)
    is_one[[log.units.code(name) for name in units]] = True
    is_one[NOTHING] = False
    found: Ints = np.unique(log.dossier[is_one[log.unit] | is_one[log.to_unit]])
    return found
