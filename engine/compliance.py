"""From findings to the morning's questions: which units are overdue, on what, since when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.evaluation import Status
from engine.findings import Finding
from engine.vocabulary import vietnamese_key


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """How one unit stands.

    Attributes:
        unit: its id; None for duties that no known unit answers for.
        counts: findings by status.
        oldest_due: the earliest due date among its overdue duties.
        most_days: the most calendar days by which one of them is overdue.
    """

    unit: str | None
    regulation: str
    counts: Counter[Status]
    oldest_due: date | None
    most_days: int

    @property
    def overdue(self) -> int:
        """Duties not done though their day has passed."""
        return self.counts[Status.OVERDUE]


def summarise_units(findings: Iterable[Finding], names: dict[str, str] | None = None) -> list[UnitSummary]:
    """Return the units by number of overdue duties, then violations, then late ones, then by Vietnamese name."""
    by_unit: dict[tuple[str, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_unit[(finding.regulation, finding.verdict.unit)].append(finding)
    named = names or {}
    return sorted(
        (_summary(regulation, unit, found) for (regulation, unit), found in by_unit.items()),
        key=lambda item: (
            -item.overdue,
            -item.counts[Status.VIOLATION],
            -item.counts[Status.LATE],
            vietnamese_key(named.get(item.unit or "", item.unit or "")),
            item.regulation,
        ),
    )


def _summary(regulation: str, unit: str | None, findings: list[Finding]) -> UnitSummary:
    overdue = [item.verdict for item in findings if item.verdict.status is Status.OVERDUE]
    return UnitSummary(
        unit=unit,
        regulation=regulation,
        counts=Counter(item.verdict.status for item in findings),
        oldest_due=min((verdict.due_on for verdict in overdue if verdict.due_on is not None), default=None),
        most_days=max((verdict.late_calendar_days or 0 for verdict in overdue), default=0),
    )


def oldest_overdue(findings: Iterable[Finding], count: int) -> list[Finding]:
    """Return the `count` overdue duties that have been open longest, oldest first."""
    overdue = [item for item in findings if item.verdict.status is Status.OVERDUE]
    overdue.sort(key=lambda item: (item.verdict.due_on or date.max, item.verdict.dossier or "", item.verdict.rule))
    return overdue[:count]


def breaches(findings: Iterable[Finding]) -> list[Finding]:
    """Return what breaks the rules: overdue, late, violations."""
    return [item for item in findings if item.verdict.status.breaks_the_rules]
