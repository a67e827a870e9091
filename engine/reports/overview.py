"""What a report for people contains, apart from how any format shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine import texts
from engine.clock import shown
from engine.compliance import URGENCY, UnitSummary, summarise_units
from engine.evaluation import Certainty, Status, Verdict
from engine.explanation import Applied
from engine.findings import Finding
from engine.model.duties import Regulation, RegulationStatus
from engine.outcomes import parted
from engine.reports.left_rows import LEGEND, Left, some_left
from engine.reports.names import Names
from engine.reports.standing import standing_line, standing_lines
from engine.texts import Text, number, printable

if TYPE_CHECKING:
    from engine.survey import Survey

_MOST_REASONS = 4
_INHERITED = Text("việc của {old}, nay {unit} kế thừa", "of {old}, now with its successor {unit}")
MOST_LEFT_ROWS = 20
"""So many rows left out are listed in reports for people; files for programs and workbooks have more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as people read it.

    Attributes:
        on: the due date; for a violation the day of the act.
        late: working and calendar days late, «12/16»; a dash when it is not late.
        subject: the dossier, or the period of a duty that comes back.
        duty: what had to be done, with the unit that it passed from; for a violation also what was wrong.
        mark: «*» when it rests on an assumption, «~» on an estimated calendar; «?» behind it when rows of the dossier
            were left out.
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
    """One unit: its numbers and its rows, most important first.

    Attributes:
        row_count: how many rows it would have if all were listed.
    """

    summary: UnitSummary
    name: str
    rows: tuple[Row, ...]
    row_count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The content of a report.

    Attributes:
        as_of: the date as of which statuses are told.
        regulations: one line each, with whether it is a draft.
        standings: what is known of whether they still govern, each fact once.
        facts: as of when, known when, under which readings, from how many rows.
        counts: number of findings by status, in reading order.
        units: the units that have something to list, those with most overdue duties first.
        quiet_units: how many further units have nothing to list.
        unknown: one line on what could not be determined and why; None when all could.
        legend: what the marks mean, for those that occur.
        versions: the versions of the rules and the calendar.
        oldest: the overdue duties open longest, each with its unit's name, when only those are asked for.
        row_count: how many findings there are to list.
        is_whole: whether the units have all their rows.
        left_rows: rows of the log left out, `more_left` how many more there are, in words; None for no more.
        is_complete: whether nothing of the log was left out.
    """

    as_of: date
    regulations: tuple[tuple[str, bool], ...]
    standings: tuple[str, ...]
    facts: tuple[str, ...]
    counts: tuple[tuple[Status, int], ...]
    units: tuple[UnitPart, ...]
    quiet_units: int
    unknown: str | None
    legend: tuple[str, ...]
    versions: str
    oldest: tuple[tuple[str, Row], ...] = ()
    row_count: int = 0
    is_whole: bool = True
    left_rows: tuple[Left, ...] = ()
    more_left: str | None = None
    is_complete: bool = True

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing breaks the rules."""
        return not any(status.breaks_the_rules for status, _ in self.counts)


def overview_of(survey: Survey, names: Names, most_units: int) -> Overview:
    """Arrange a result for people; what it lists is what the survey was `Wanted` to keep.

    Args:
        most_units: of so many units, the foremost, the findings will be shown.
    """
    units, quiet = _unit_parts(survey, names, most_units)
    counted = survey.tallies.statuses
    marks = {row.finding.verdict.certainty for unit in units for row in unit.rows}
    is_marked = any(_is_marked(row.finding.verdict) for unit in units for row in unit.rows)
    left_rows, more_left = some_left(survey, MOST_LEFT_ROWS, names.lang)
    return Overview(
        as_of=survey.as_of,
        regulations=heads_of(survey.judged, names.lang),
        standings=standings_of(survey.judged, names.lang),
        facts=tuple(facts_of(survey, names.lang)),
        counts=tuple((status, counted[status]) for status in URGENCY if counted[status]),
        units=units,
        quiet_units=quiet,
        unknown=_unknown(survey, names),
        legend=(*_legend(marks, names.lang), *([LEGEND.say(names.lang)] if is_marked else [])),
        versions=versions_of(survey, names.lang),
        oldest=tuple((names.unit(item.verdict.unit), _row(item, names)) for item in survey.findings.oldest()),
        row_count=sum(unit.row_count for unit in units),
        is_whole=survey.findings.is_listed_whole,
        left_rows=left_rows,
        more_left=more_left,
        is_complete=not survey.left_out and not survey.files_left_out,
    )


def _unit_parts(survey: Survey, names: Names, most_units: int) -> tuple[tuple[UnitPart, ...], int]:
    """Return the units that have something to list, and how many others there are."""
    summaries = summarise_units(survey.tallies, survey.as_of, names.of_units())
    statuses = survey.findings.wanted.statuses
    pressing = [summary for summary in summaries if _count(summary, statuses)]
    places = [(summary.regulation, summary.unit) for summary in pressing]
    listed = survey.findings.listed(places[:most_units])
    parts = (
        UnitPart(
            summary,
            names.unit(summary.unit),
            tuple(_row(finding, names) for finding in listed.get(place, ())),
            _count(summary, statuses),
        )
        for summary, place in zip(pressing, places, strict=True)
    )
    return tuple(parts), len(summaries) - len(pressing)


def _count(summary: UnitSummary, statuses: Iterable[Status]) -> int:
    return sum(summary.counts[status] for status in statuses)


def _row(finding: Finding, names: Names) -> Row:
    verdict = finding.verdict
    late = texts.DASH
    if verdict.late_calendar_days is not None:
        working = "?" if verdict.late_working_days is None else number(verdict.late_working_days, names.lang)
        late = f"{working}/{number(verdict.late_calendar_days, names.lang)}"
    duty, reason = names.duty(finding), names.reason(finding)
    if verdict.inherited_from is not None:
        duty += (
            f" ({_INHERITED.say(names.lang, old=names.unit(verdict.inherited_from), unit=names.unit(verdict.unit))})"
        )
    return Row(
        finding=finding,
        status=verdict.status,
        status_text=names.status(verdict.status.value),
        on=verdict.due_on or (verdict.trigger_date if verdict.status is Status.VIOLATION else None),
        late=late,
        subject=_subject(verdict, names.lang),
        duty=f"{duty}: {reason}" if reason else duty,
        cites=verdict.cites,
        mark=texts.MARKS[verdict.certainty.value] + ("?" if _is_marked(verdict) else ""),
    )


def _is_marked(verdict: Verdict) -> bool:
    return verdict.reason is not None and parted(verdict.reason)[1] is not None


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


def regulation_line(regulation: Regulation, lang: str) -> tuple[str, bool]:
    """Return what a regulation is and how it stands, and whether it is a draft."""
    title = regulation_title(regulation, lang)
    if regulation.status is RegulationStatus.DRAFT:
        return f"{title} ({texts.DRAFT_WARNING.say(lang)})", True
    return f"{title} ({regulation_standing(regulation, lang)})", False


def heads_of(applied: Iterable[Applied], lang: str) -> tuple[tuple[str, bool], ...]:
    """Return the head of a result: each regulation, and whether it is a draft."""
    return tuple(regulation_line(item.document.file.regulation, lang) for item in applied)


def standings_of(applied: Sequence[Applied], lang: str) -> tuple[str, ...]:
    """Return what is known of the standing of the texts, each fact once; of a single text without its name."""
    regulations = [item.document.file.regulation for item in applied]
    if len(regulations) == 1:
        told = standing_line(regulations[0], lang)
        return (told,) if told is not None else ()
    return tuple(standing_lines([(item.province, item) for item in regulations], lang))


def facts_of(survey: Survey, lang: str) -> list[str]:
    """Return as of when, known when, under which readings, from how many rows a result was made."""
    facts = [texts.AS_OF.say(lang, day=shown(survey.as_of))]
    if survey.known_at is not None:
        facts.append(texts.KNOWN_AT.say(lang, day=shown(survey.known_at)))
    if pairs := ", ".join(pair for item in survey.judged for pair in other_readings(item)):
        facts.append(texts.OTHER_READING.say(lang, pairs=pairs))
    if survey.row_count is not None:
        facts.append(texts.ROWS.say(lang, rows=number(survey.row_count, lang)))
        if survey.left_out:
            facts.append(texts.ROWS_LEFT_OUT.say(lang, rows=number(survey.left_out, lang)))
    if survey.files_left_out:
        facts.append(texts.FILES_LEFT_OUT.say(lang, files=number(survey.files_left_out, lang)))
    return facts


def other_readings(judged: Applied) -> list[str]:
    """Return the readings in use that are not the rule file's own choice, as «interpretation=reading»."""
    own = {item.id: item.chosen for item in judged.document.file.interpretations}
    return [f"{name}={reading}" for name, reading in judged.plan.choices if own.get(name) != reading]


def _unknown(survey: Survey, names: Names) -> str | None:
    reasons: Counter[str] = Counter()
    for regulation, reason, count in survey.tallies.counts["reason"].iter_rows():
        plain, _ = parted(reason)
        reasons[names.reason_of(regulation, plain or reason)] += count
    if not reasons:
        return None
    most = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [f"{reason} ({number(count, names.lang)})" for reason, count in most[:_MOST_REASONS]]
    if len(most) > _MOST_REASONS:
        told.append("…")
    count = number(reasons.total(), names.lang)
    return texts.UNKNOWN_COUNT.say(names.lang, count=count, reasons="; ".join(told))


def _legend(certainties: Collection[Certainty], lang: str) -> tuple[str, ...]:
    told = ((Certainty.ASSUMED, texts.LEGEND_ASSUMED), (Certainty.ESTIMATED, texts.LEGEND_ESTIMATED))
    return tuple(text.say(lang) for certainty, text in told if certainty in certainties)


def versions_of(survey: Survey, lang: str) -> str:
    """Return the versions of the rules and the calendar."""
    rules = ", ".join(f"{item.plan.regulation} {item.plan.rules_version}" for item in survey.judged)
    calendar = survey.calendar.version if survey.calendar is not None else texts.DASH
    return texts.VERSIONS.say(lang, rules=rules or texts.DASH, calendar=calendar)
