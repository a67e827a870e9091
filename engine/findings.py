"""Findings: verdicts as flat records, in the order and with the keys that the outside relies on (design §4)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.calendars import Calendar
from engine.evaluation import Certainty, Kind, Status, Verdict
from engine.planning import Plan

KEYS = (
    "regulation",
    "regulation_status",
    "rule",
    "topic",
    "kind",
    "dossier",
    "unit",
    "bearer",
    "case",
    "trigger_event",
    "trigger_date",
    "opens_on",
    "due_on",
    "fulfilled_on",
    "status",
    "reason",
    "late_working_days",
    "late_calendar_days",
    "certainty",
    "early",
    "cites",
    "rules_version",
    "calendar_version",
    "would_be",
    "about",
    "inherited_from",
    "person",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict under one regulation; `as_record` gives the published keys."""

    regulation: str
    regulation_status: str
    verdict: Verdict
    rules_version: str
    calendar_version: str

    def as_record(self) -> dict[str, str | int | bool | None]:
        """Return the finding with all published keys, dates as ISO texts, None where empty."""
        verdict = self.verdict
        return {
            "regulation": self.regulation,
            "regulation_status": self.regulation_status,
            "rule": verdict.rule,
            "topic": verdict.topic,
            "kind": verdict.kind.value,
            "dossier": verdict.dossier,
            "unit": verdict.unit,
            "bearer": verdict.bearer,
            "case": verdict.case,
            "trigger_event": verdict.trigger_event,
            "trigger_date": _iso(verdict.trigger_date),
            "opens_on": _iso(verdict.opens_on),
            "due_on": _iso(verdict.due_on),
            "fulfilled_on": _iso(verdict.fulfilled_on),
            "status": verdict.status.value,
            "reason": verdict.reason,
            "late_working_days": verdict.late_working_days,
            "late_calendar_days": verdict.late_calendar_days,
            "certainty": verdict.certainty.value,
            "early": verdict.early,
            "cites": verdict.cites,
            "rules_version": self.rules_version,
            "calendar_version": self.calendar_version,
            "would_be": None if verdict.would_be is None else verdict.would_be.value,
            "about": verdict.about,
            "inherited_from": verdict.inherited_from,
            "person": verdict.person,
        }

    def as_json_line(self) -> str:
        """Return the finding as one line of JSON Lines."""
        return json.dumps(self.as_record(), ensure_ascii=False)


def findings_of(verdicts: Iterable[Verdict], plan: Plan, calendar: Calendar) -> list[Finding]:
    """Return the findings of one regulation, in order."""
    status, version, known = plan.status.value, plan.rules_version, calendar.version
    return in_order(Finding(plan.regulation, status, verdict, version, known) for verdict in verdicts)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` by unit, due date, dossier, rule; empty first, ties broken by the rest."""
    return sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[object, ...]:
    verdict = finding.verdict
    return (
        verdict.unit or "",
        verdict.due_on or date.min,
        verdict.dossier or "",
        verdict.rule,
        verdict.trigger_date or date.min,
        verdict.trigger_event or "",
        finding.regulation,
        verdict.reason or "",
        verdict.trace.trigger.ref or "" if verdict.trace.trigger is not None else "",
        verdict.fulfilled_on or date.min,
        verdict.case or "",
        verdict.about or "",
        verdict.bearer or "",
        verdict.inherited_from or "",
        verdict.would_be.value if verdict.would_be is not None else "",
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


__all__ = ["KEYS", "Certainty", "Finding", "Kind", "Status", "findings_of", "in_order"]
