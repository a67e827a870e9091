"""What a report for people contains, apart from how any format shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine import texts
from engine.clock import shown
from engine.compliance import UnitSummary, oldest_overdue, summarise_units
from engine.evaluation import Certainty, Status, Verdict
from engine.findings import Finding
from engine.model.duties import Regulation, RegulationStatus
from engine.reports.names import Names
from engine.texts import number, printable

if TYPE_CHECKING:
    from engine.service import CheckResult, Judged

_ORDER = {
    Status.OVERDUE: 0,
    Status.VIOLATION: 1,
    Status.LATE: 2,
    Status.DUE_SOON: 3,
    Status.SUSPENDED: 4,
    Status.UNDETERMINED: 5,
    Status.PENDING: 6,
    Status.MET: 7,
    Status.VOID: 8,
}
"""The order in which a tired person wants to read."""
_LISTED = frozenset({Status.OVERDUE, Status.VIOLATION, Status.LATE, Status.DUE_SOON})
_MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as people read it.

    Attributes:
        on: the due date; for a violation the day of the act.
        late: working and calendar days late, «12/16»; a dash when it is not late.
        subject: the dossier, or the period of a duty that comes back.
        duty: what had to be done, for a violation also what was wrong.
        mark: «*» when it rests on an assumption, «~» on an estimated calendar, else empty.
    """

    finding: Finding
    status: Status
    status_text: str
    on: date | None
    late: str
    subject: str
    duty: str
    cites: str
    mark: str


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit: its numbers and its rows, most important first."""

    summary: UnitSummary
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The content of a report.

    Attributes:
        as_of: the date as of which statuses are told.
        regulations: one line each, with whether it is a draft.
        facts: as of when, known when, under which readings, from how many rows.
        counts: number of findings by status, in reading order.
        units: the units that have something to list, those with most overdue duties first.
        quiet_units: how many further units have nothing to list.
        unknown: one line on what could not be determined and why; None when all could.
        legend: what the marks mean, for those that occur.
        versions: the versions of the rules and the calendar.
        oldest: the overdue duties open longest, each with its unit's name, when only those are asked for.
    """

    as_of: date
    regulations: tuple[tuple[str, bool], ...]
    facts: tuple[str, ...]
    counts: tuple[tuple[Status, int], ...]
    units: tuple[UnitPart, ...]
    quiet_units: int
    unknown: str | None
    legend: tuple[str, ...]
    versions: str
    oldest: tuple[tuple[str, Row], ...] = ()

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing breaks the rules."""
        return not any(status.breaks_the_rules for status, _ in self.counts)


def overview_of(result: CheckResult, names: Names, *, everything: bool, oldest: int | None = None) -> Overview:
    """Arrange a result for people.

    Args:
        everything: list duties that are met, pending or otherwise not pressing, too.
        oldest: how many of the longest overdue duties to gather over all units.
    """
    findings = result.findings
    by_unit: dict[tuple[str, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        if everything or finding.verdict.status in _LISTED:
            by_unit[(finding.regulation, finding.verdict.unit)].append(finding)
    summaries = summarise_units(findings, {unit.id: unit.name for unit in (result.units or {}).values()})
    units = tuple(
        UnitPart(summary, names.unit(summary.unit), rows_of(by_unit[(summary.regulation, summary.unit)], names))
        for summary in summaries
        if (summary.regulation, summary.unit) in by_unit
    )
    counted = Counter(finding.verdict.status for finding in findings)
    marks = {row.finding.verdict.certainty for unit in units for row in unit.rows}
    return Overview(
        as_of=result.as_of,
        regulations=tuple(_regulation(item.document.file.regulation, names.lang) for item in result.judged),
        facts=tuple(_facts(result, names.lang)),
        counts=tuple((status, counted[status]) for status in _ORDER if counted[status]),
        units=units,
        quiet_units=len(summaries) - len(units),
        unknown=_unknown(findings, names),
        legend=_legend(marks, names.lang),
        versions=_versions(result, names.lang),
        oldest=tuple(
            (names.unit(finding.verdict.unit), rows_of([finding], names)[0])
            for finding in oldest_overdue(findings, oldest or 0)
        ),
    )


def rows_of(findings: Sequence[Finding], names: Names) -> tuple[Row, ...]:
    """Return findings as rows, the most pressing first: by status, then the oldest."""
    ordered = sorted(
        findings,
        key=lambda item: (
            _ORDER[item.verdict.status],
            item.verdict.due_on or item.verdict.trigger_date or date.max,
            item.verdict.dossier or "",
            item.verdict.rule,
        ),
    )
    return tuple(_row(finding, names) for finding in ordered)


def _row(finding: Finding, names: Names) -> Row:
    verdict = finding.verdict
    late = texts.DASH
    if verdict.late_calendar_days is not None:
        working = "?" if verdict.late_working_days is None else number(verdict.late_working_days, names.lang)
        late = f"{working}/{number(verdict.late_calendar_days, names.lang)}"
    duty, reason = names.duty(finding), names.reason(finding)
    return Row(
        finding=finding,
        status=verdict.status,
        status_text=names.status(verdict.status.value),
        on=verdict.due_on or (verdict.trigger_date if verdict.status is Status.VIOLATION else None),
        late=late,
        subject=_subject(verdict, names.lang),
        duty=f"{duty}: {reason}" if reason else duty,
        cites=verdict.cites,
        mark=texts.MARKS[verdict.certainty.value],
    )


def _subject(verdict: Verdict, lang: str) -> str:
    if verdict.dossier is not None:
        return printable(verdict.dossier)
    period = verdict.trace.period
    return texts.period_name(*period, lang) if period is not None else texts.WHOLE_UNIT.say(lang)


def regulation_title(regulation: Regulation, lang: str) -> str:
    """Return the number of a regulation with its province."""
    return f"{regulation.number or texts.UNNUMBERED.say(lang)} · {regulation.province}"


def regulation_standing(regulation: Regulation, lang: str) -> str:
    """Return where a regulation stands: draft, in force from when, repealed."""
    if regulation.status is RegulationStatus.IN_FORCE and regulation.in_force_from is not None:
        return texts.IN_FORCE_FROM.say(lang, day=shown(regulation.in_force_from))
    return texts.REGULATION_STATUS[regulation.status.value].say(lang)


def _regulation(regulation: Regulation, lang: str) -> tuple[str, bool]:
    title = regulation_title(regulation, lang)
    if regulation.status is RegulationStatus.DRAFT:
        return f"{title} ({texts.DRAFT_WARNING.say(lang)})", True
    return f"{title} ({regulation_standing(regulation, lang)})", False


def _facts(result: CheckResult, lang: str) -> list[str]:
    facts = [texts.AS_OF.say(lang, day=shown(result.as_of))]
    if result.known_at is not None:
        facts.append(texts.KNOWN_AT.say(lang, day=shown(result.known_at)))
    if pairs := ", ".join(pair for item in result.judged for pair in other_readings(item)):
        facts.append(texts.OTHER_READING.say(lang, pairs=pairs))
    if result.log is not None:
        facts.append(texts.ROWS.say(lang, rows=number(result.log.row_count, lang)))
        if result.log.left_out:
            facts.append(texts.ROWS_LEFT_OUT.say(lang, rows=number(result.log.left_out, lang)))
    return facts


def other_readings(judged: Judged) -> list[str]:
    """Return the readings in use that are not the rule file's own choice, as «interpretation=reading»."""
    own = {item.id: item.chosen for item in judged.document.file.interpretations}
    return [f"{name}={reading}" for name, reading in judged.plan.choices if own.get(name) != reading]


def _unknown(findings: Sequence[Finding], names: Names) -> str | None:
    unknown = [item for item in findings if item.verdict.status is Status.UNDETERMINED]
    if not unknown:
        return None
    reasons = Counter(names.reason(item) for item in unknown)
    most = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [f"{reason} ({number(count, names.lang)})" for reason, count in most[:_MOST_REASONS]]
    if len(most) > _MOST_REASONS:
        told.append("…")
    return texts.UNKNOWN_COUNT.say(names.lang, count=number(len(unknown), names.lang), reasons="; ".join(told))


def _legend(certainties: set[Certainty], lang: str) -> tuple[str, ...]:
    told = ((Certainty.ASSUMED, texts.LEGEND_ASSUMED), (Certainty.ESTIMATED, texts.LEGEND_ESTIMATED))
    return tuple(text.say(lang) for certainty, text in told if certainty in certainties)


def _versions(result: CheckResult, lang: str) -> str:
    rules = ", ".join(f"{item.plan.regulation} {item.plan.rules_version}" for item in result.judged)
    calendar = result.calendar.version if result.calendar is not None else texts.DASH
    return texts.VERSIONS.say(lang, rules=rules or texts.DASH, calendar=calendar)
