"""Judging a log by the reference evaluator, which keeps the trace of every verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from engine import evaluation
from engine.calendars import Calendar
from engine.diagnostics import Diagnostic, has_errors
from engine.findings import Finding, findings_of, in_order
from engine.loading.logs import Event, EventLog, UnitTable
from engine.loading.rules import RuleDocument
from engine.service.grounds import lay_grounds
from engine.service.inputs import Inputs, Progress
from engine.service.notes import notes_on
from engine.service.reading import read_events
from engine.service.regulations import Judged


@dataclass(frozen=True)
class CheckResult:
    """What a check found.

    Attributes:
        rules_usable: False when a rule file has errors; then nothing was judged.
        data_usable: False when no row of the log could be used, or the units table is broken.
    """

    as_of: date
    known_at: date | None
    findings: list[Finding] = field(default_factory=list)
    judged: tuple[Judged, ...] = ()
    calendar: Calendar | None = None
    log: EventLog | None = None
    units: UnitTable | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    rules_usable: bool = True
    data_usable: bool = True


def check(
    inputs: Inputs, on_progress: Progress | None = None, *, readable_by: Sequence[RuleDocument] = ()
) -> CheckResult:
    """Judge a log by one or more regulations.

    Args:
        readable_by: regulations whose own events the log may hold, too, because it will be judged by them later.
    """
    grounds = lay_grounds(inputs, readable_by)
    result = CheckResult(
        inputs.as_of,
        inputs.known_at,
        diagnostics=grounds.diagnostics,
        rules_usable=grounds.rules_usable,
        data_usable=grounds.data_usable,
    )
    if not grounds.usable:
        return result
    log, found = read_events(inputs.events, grounds.vocabulary, grounds.units, on_progress, grounds.column_map)
    judged = grounds.judged
    if not inputs.rules:
        judged = tuple(item for item in judged if item.members is None or _concerns(log, item.members))
    has_times = any(event.time is not None for event in log.events)
    notes = notes_on(found, grounds.judged, has_times=has_times)
    result = replace(
        result,
        judged=judged,
        calendar=grounds.calendar,
        log=log,
        units=grounds.units,
        diagnostics=(
            *grounds.diagnostics,
            *found,
            *notes,
        ),
        data_usable=bool(log.events) or not has_errors(found),
    )
    return replace(result, findings=in_order(chain(*(judge_log(result, item, on_progress) for item in judged))))


def judge_log(result: CheckResult, item: Judged, on_progress: Progress | None = None) -> list[Finding]:
    """Judge the log of an earlier check anew, by another regulation or under other readings, as of the same date.

    Raises:
        ValueError: nothing was read in that check (a programming error).
    """
    if result.log is None or result.calendar is None:
        raise ValueError("a check that read nothing cannot be repeated")
    events = result.log.events if item.members is None else _events_for(item, result.log.events)
    plan = item.plan
    verdicts = evaluation.evaluate_reference(
        plan,
        events,
        as_of=result.as_of,
        known_at=result.known_at,
        calendar=result.calendar,
        units=result.units,
        members=item.members,
        marks=result.log.marks,
        on_progress=(lambda done: on_progress(plan.regulation, done, None)) if on_progress else None,
    )
    return findings_of(verdicts, plan, result.calendar)


def _events_for(item: Judged, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events that units under one regulation are judged by: of dossiers they ever had, and their own.

    Those of units to which what they owe passes are among them.
    """
    members = item.members or frozenset()
    touched = {
        event.dossier for event in events if event.dossier and (event.unit in members or event.to_unit in members)
    }
    reach = members | item.heirs
    return tuple(event for event in events if event.dossier in touched or event.unit is None or event.unit in reach)


def _concerns(log: EventLog, members: frozenset[str]) -> bool:
    """Tell whether any event of the log happened in, or moved somebody to, one of these units."""
    return any(event.unit in members or event.to_unit in members for event in log.events)
