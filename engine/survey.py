"""What a check found of a log of any size: counts of all findings, and the findings that were asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from engine.calendars import Calendar
from engine.compliance import FindingSource, Gathering, Tallies
from engine.diagnostics import Diagnostic
from engine.explanation import Applied
from engine.findings import Finding
from engine.loading.logs import UnitTable
from engine.loading.logs.report import LeftRow

_OF_WHOLE_FILES: Final = frozenset(
    (
        *("D101", "D102", "D103", "D104", "D106", "D107", "D108", "D109", "D110", "D111", "D112", "D113", "D117"),
        *("D120", "D121", "D122", "D134", "S102"),
    )
)
"""What is wrong with a log file of which no row counts."""

Retrace = Callable[[Sequence[Finding]], list[Finding]]
"""Gives the same findings with whole traces, judged again by the reference evaluator."""


@dataclass(frozen=True)
class Survey:
    """What a check found.

    Attributes:
        as_of: the date as of which statuses are told.
        known_at: what was recorded or announced later does not exist; None means that all is known.
        judged: the regulations that were applied.
        row_count: rows of the log read; None when none was.
        left_out: rows that could not be used.
        left_rows: those among them that are told one by one.
        digest: a digest of the log's usable rows; None when no log was read.
        retrace: asked for the day ledgers of listed findings; None when they cannot be had.
        rules_usable: False when a rule file has errors; then nothing was judged.
        data_usable: False when no row of the log could be used, or the units table is broken.
    """

    as_of: date
    known_at: date | None
    judged: tuple[Applied, ...] = ()
    calendar: Calendar | None = None
    units: UnitTable | None = None
    row_count: int | None = None
    left_out: int = 0
    left_rows: tuple[LeftRow, ...] = ()
    digest: str | None = None
    tallies: Tallies = field(default_factory=Tallies.none)
    findings: FindingSource = field(default_factory=lambda: Gathering().findings)
    retrace: Retrace | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    rules_usable: bool = True
    data_usable: bool = True

    @property
    def files_left_out(self) -> int:
        """How many of the log's files could not be used at all."""
        return len({item.place.file for item in self.diagnostics if item.code in _OF_WHOLE_FILES and item.place})

    @property
    def breaks_the_rules(self) -> bool:
        """Tell whether any finding is a breach."""
        return self.tallies.breaks_the_rules()


def with_traces(bare: Sequence[Finding], judged: Iterable[Finding]) -> list[Finding]:
    """Return findings of the reference evaluator that say the same as `bare` ones, which stay where there is none.

    Args:
        judged: what the reference evaluator said, at least of the same dossiers.
    """
    wanted = {_said(finding) for finding in bare}
    traced: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in judged:
        if (said := _said(finding)) in wanted:
            traced[said].append(finding)
    return [traced[_said(finding)].pop(0) if traced[_said(finding)] else finding for finding in bare]


def _said(finding: Finding) -> tuple[object, ...]:
    return tuple(finding.as_record().values())
