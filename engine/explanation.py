"""Why a verdict is what it is: a finding unfolded from its trace. Nothing is evaluated again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from engine.counting import LedgerLine
from engine.evaluation import Trace, Verdict
from engine.findings import Finding
from engine.loading.rules import RuleDocument
from engine.loading.rules.amended import VERSIONED
from engine.model import RuleFile
from engine.model.base import Condition
from engine.model.duties import Obligation, SourceKind
from engine.model.readings import apply_reading
from engine.outcomes import LIFECYCLE
from engine.phrases import PAUSABLE, Ahead, Deadline, Phrase, StateLasts, parse_phrase
from engine.planning import Plan
from engine.planning.norms import readings_of
from engine.planning.plan import Duty, DutyKind, Source, Stated


class Applied(Protocol):
    """A regulation that was applied: what was written and what it was compiled to."""

    @property
    def document(self) -> RuleDocument:
        """The rule file."""

    @property
    def plan(self) -> Plan:
        """The plan under the readings in use."""


@dataclass(frozen=True, slots=True)
class NumberedDay:
    """A line of the ledger.

    Attributes:
        number: which counted day it is, from 1; None when it is not counted, or when days before it are not listed.
    """

    day: date
    counted: bool
    number: int | None
    reason: str
    document: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """An interpretation that a verdict rests on.

    Attributes:
        reading: the reading in use, as (id, what it says).
        others: the readings that were not used, likewise.
        is_own_choice: whether the reading in use is the one that the rule file chose.
    """

    id: str
    question: str
    cites: tuple[str, ...]
    reading: tuple[str, str]
    others: tuple[tuple[str, str], ...]
    is_own_choice: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a list of periods that was looked at.

    Attributes:
        only_if: when it holds, as the rule file says; None for one that holds in all others.
        holds: None when that hangs on what is not known.
        is_written: whether the list has it; otherwise it stands for «none of them».
    """

    phrase: str
    only_if: Condition | None
    holds: bool | None
    is_written: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that can be said for one finding.

    Attributes:
        label: the duty in the rule file's words; None for the lifecycle and for rules without a label.
        phrase: the words of the regulation that give the period; None when no period is concerned.
        is_of_summary: whether those are the words of a summary, as the full text was not at hand.
        is_read_period: whether they come from an interpretation instead.
        cases: of several periods those looked at, in order; the last one counts or is in doubt.
        stated: what on the dossier gives the period, where `phrase` is not from the text.
        cap: the most that the period may come to with all extensions; None when the regulation sets no cap.
        source: how the trigger came about; None where nothing sets the rule off.
        amendment: the text by which the version in use came to be, and the first day of that version.
        followed: the label of the rule whose outcome set this one off, if one did.
        follows_right: whether that rule is a right, which is used and not done.
        trace: the events, pauses and period that the verdict was made from.
        ledger: the reckoning, line by line.
        doubts: the interpretations it rests on.
        convention: whether the number of days is a convention («ngay», «nửa tháng») and not in the text.
        documents: the documents of special days in the ledger, in order, each once.
    """

    finding: Finding
    label: str | None
    phrase: str | None
    is_of_summary: bool
    is_read_period: bool
    cases: tuple[Case, ...]
    stated: Stated | None
    cap: Deadline | None
    source: Source | None
    amendment: tuple[str, date] | None
    followed: str | None
    follows_right: bool
    trace: Trace
    ledger: tuple[NumberedDay, ...]
    doubts: tuple[Doubt, ...]
    convention: bool
    documents: tuple[str, ...]


def explain(finding: Finding, applied: Applied) -> Explanation:
    """Return why `finding` is what it is, under the regulation that it comes from."""
    verdict = finding.verdict
    trace = verdict.trace
    duty = duty_of(applied.plan, verdict)
    lines = trace.due.ledger if trace.due is not None else ()
    written, read = _obligation(applied, verdict)
    followed = _followed(applied.plan, duty)
    return Explanation(
        finding=finding,
        label=rule_label(applied, verdict),
        phrase=trace.phrase if trace.phrase != "none" else None,
        is_of_summary=applied.document.file.regulation.source is SourceKind.SUMMARY,
        is_read_period=written is not None and read is not None and written.within != read.within,
        cases=_cases(trace, read),
        stated=duty.stated if duty is not None else None,
        cap=_cap(trace.phrase),
        source=duty.trigger.source if duty is not None and duty.trigger is not None else None,
        amendment=_amendment(applied.document.file, verdict),
        followed=followed.label if followed is not None else None,
        follows_right=followed is not None and followed.kind is DutyKind.RIGHT,
        trace=trace,
        ledger=numbered(lines, _deadline(duty, trace)),
        doubts=tuple(_doubts(trace.assumed, applied)),
        convention=trace.due is not None and trace.due.assumed,
        documents=tuple(dict.fromkeys(line.document for line in lines if line.document)),
    )


def _deadline(duty: Duty | None, trace: Trace) -> Deadline | None:
    """Return the deadline that was counted: of several periods the one that was chosen."""
    if duty is None or not (duty.periods or duty.stated is not None):
        return duty.deadline if duty is not None else None
    parsed = parse_phrase(trace.phrase or "none")
    return parsed.deadline if isinstance(parsed, Phrase) else None


def _obligation(applied: Applied, verdict: Verdict) -> tuple[Obligation | None, Obligation | None]:
    """Return the version of the obligation behind a verdict as written, and under the readings in use."""
    day = verdict.trace.carried_on or verdict.trigger_date
    versions = [item for item in applied.document.file.obligations if item.id == verdict.rule]
    written = next((item for item in versions if day is None or item.holds_on(day)), None)
    read = written
    for reading in readings_of(applied.document, verdict.rule, dict(applied.plan.choices)):
        read = apply_reading(read, reading) if read is not None else None
    return written, read


def _cases(trace: Trace, read: Obligation | None) -> tuple[Case, ...]:
    """Return the cases that were looked at, with the conditions of the rule file beside them."""
    written = read.within.cases if read is not None and read.within is not None else ()
    asked = [case.only_if for case in written] + [None]
    return tuple(
        Case(seen.phrase, only_if, seen.holds, place < len(written))
        for place, (seen, only_if) in enumerate(zip(trace.cases, asked, strict=False))
    )


def _cap(phrase: str | None) -> Deadline | None:
    """Return the cap that the words of the period set, those of the case that was used where there are several."""
    parsed = parse_phrase(phrase or "none")
    return parsed.cap if isinstance(parsed, Phrase) else None


def _followed(plan: Plan, duty: Duty | None) -> Duty | None:
    """Return the rule that `duty` follows from."""
    rule = duty.trigger.follows if duty is not None and duty.trigger is not None else None
    return next((other for other in plan.duties if other.id == rule), None)


def duty_of(plan: Plan, verdict: Verdict) -> Duty | None:
    """Return the version of the duty that a verdict is about; None when it is about something else."""
    versions = [duty for duty in plan.duties if duty.id == verdict.rule]
    carried = [newer for duty in versions for newer in duty.carries if newer.valid_from == verdict.trace.carried_on]
    if carried:
        return carried[0]
    for duty in versions:
        if verdict.trigger_date is not None and duty.governs(verdict.trigger_date):
            return duty
    return versions[0] if versions else None


def _amendment(file: RuleFile, verdict: Verdict) -> tuple[str, date] | None:
    """Return the amendment that made the version in use, and since when it holds; None for an original rule."""
    day = verdict.trace.carried_on or verdict.trigger_date
    for block in VERSIONED if day is not None else ():
        for item in getattr(file, block):
            named = getattr(item, "id", None) == verdict.rule
            if named and item.amended_by is not None and item.begins is not None and item.holds_on(day):
                return item.amended_by, item.begins
    return None


def rule_label(applied: Applied, verdict: Verdict) -> str | None:
    """Return what the rule file calls the rule behind a verdict; None for the lifecycle."""
    if verdict.rule == LIFECYCLE:
        return None
    duty = duty_of(applied.plan, verdict)
    if duty is not None:
        return duty.label
    file = applied.document.file
    blocks = (file.approval, file.limits, file.requirements, file.prohibitions, file.consequences)
    versions = [item for items in blocks for item in items if item.id == verdict.rule]
    day = verdict.trigger_date
    held = [item for item in versions if day is not None and item.holds_on(day)]
    return next((item.label for item in (*held, *versions)), None)


def numbered(lines: Sequence[LedgerLine], deadline: Deadline | None) -> tuple[NumberedDay, ...]:
    """Number the counted days of a ledger, as far as every day from its beginning is listed.

    Periods that name their last day are not counted, so their lines have no numbers.
    """
    counting = isinstance(deadline, (*PAUSABLE, StateLasts, Ahead))
    found: list[NumberedDay] = []
    count = 0
    for place, line in enumerate(lines):
        counting = counting and (place == 0 or abs(line.day - lines[place - 1].day) == timedelta(days=1))
        count += line.counted
        found.append(
            NumberedDay(
                line.day, line.counted, count if counting and line.counted else None, line.reason, line.document
            )
        )
    return tuple(found)


def _doubts(ids: Iterable[str], applied: Applied) -> Iterable[Doubt]:
    in_use = dict(applied.plan.choices)
    for item in applied.document.file.interpretations:
        if item.id not in ids:
            continue
        used = in_use.get(item.id, item.chosen)
        yield Doubt(
            id=item.id,
            question=item.question,
            cites=item.cites,
            reading=(used, item.readings[used].says),
            others=tuple((name, reading.says) for name, reading in item.readings.items() if name != used),
            is_own_choice=used == item.chosen,
            why=item.why,
        )
