"""A trial as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from engine.analysis.effects import Pair, Turn
from engine.analysis.readings import Instance, Readings
from engine.findings import Finding
from engine.reports.effects import words
from engine.reports.effects.reading_words import AllReadings
from engine.reports.effects.words import WhatIf
from engine.reports.explained import explanation_as_record
from engine.reports.names import Names


def effects_as_json(report: WhatIf) -> bytes:
    """Return one object: as_of, known_at, changes, rules, counts by turn, by_unit, by_topic, flipped, otherwise.

    `flipped` holds for each duty that begins or ceases to be a breach the finding before and after (null where there
    is none), each with its `explanation` and day ledger; `otherwise` the findings of what changes without that.
    """
    counts = report.effects.counts
    record = {
        "as_of": report.as_of.isoformat(),
        "known_at": _iso(report.known_at),
        "changes": list(report.changes),
        "rules": [
            {"regulation": name, "version_before": before, "version_after": after}
            for name, before, after in report.versions
        ],
        "counts": {turn.value: counts[turn] for turn in Turn if turn is not Turn.SAME}
        | {Turn.SAME.value: report.effects.unchanged},
        "by_unit": [
            {"unit": unit, **{turn.value: count for turn, count in sorted(found.items(), key=_by_value)}}
            for unit, found in report.effects.by_unit().items()
        ],
        "by_topic": [
            {"topic": topic, **{turn.value: count for turn, count in sorted(found.items(), key=_by_value)}}
            for topic, found in report.effects.by_topic().items()
        ],
        "flipped": [_flip(report, pair) for pair in report.traced(report.effects.flips())],
        "otherwise": [
            {"before": _finding(pair.before), "after": _finding(pair.after)} for pair in report.effects.otherwise()
        ],
    }
    return _bytes(record)


def _by_value(item: tuple[Turn, int]) -> str:
    return item[0].value


def _flip(report: WhatIf, pair: Pair) -> dict[str, object]:
    verdict = pair.either.verdict
    return {
        "turn": pair.turn.value,
        "dossier": verdict.dossier,
        "unit": verdict.unit,
        "before": _side(report, report.before, pair.before),
        "after": _side(report, report.after, pair.after),
    }


def _side(report: WhatIf, names: Names, finding: Finding | None) -> dict[str, object] | None:
    explanation = words.explained(names, finding)
    if finding is None or explanation is None:
        return None
    return {**finding.as_record(), "explanation": explanation_as_record(explanation, names, report.as_of)}


def readings_as_json(report: AllReadings) -> bytes:
    """Return one object: as_of and, for each regulation, the interpretations that matter and the verdicts under each.

    A verdict lists `depends_on` (interpretations), `safe_date`, `own` (the finding under the file's choices) and
    `under` (status and due date under each combination of readings; null where there is no such duty).
    """
    record = {
        "as_of": report.as_of.isoformat(),
        "regulations": [
            {
                "regulation": name,
                "combinations": readings.combinations,
                "tried": [item.id for item in readings.tried],
                "idle": [item.id for item in readings.idle],
                "cut": list(readings.cut),
                "findings": report.findings[name],
                "unsettled": [_instance(item) for item in _in_order(report, readings)],
            }
            for name, readings in report.of
        ],
    }
    return _bytes(record)


def _in_order(report: AllReadings, readings: Readings) -> list[Instance]:
    own = set(map(id, readings.unsettled))
    return [item for item in report.unsettled if id(item) in own]


def _instance(item: Instance) -> dict[str, object]:
    return {
        "rule": item.shown.verdict.rule,
        "dossier": item.shown.verdict.dossier,
        "unit": item.shown.verdict.unit,
        "depends_on": list(item.depends_on),
        "safe_date": _iso(item.safe_date),
        "own": _finding(item.own),
        "under": [
            {
                "readings": dict(choices),
                "status": verdict.status.value if verdict is not None else None,
                "due_on": _iso(verdict.due_on) if verdict is not None else None,
            }
            for choices, verdict in item.under.items()
        ],
    }


def _finding(finding: Finding | None) -> dict[str, str | int | bool | None] | None:
    return finding.as_record() if finding is not None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _bytes(record: Mapping[str, object]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
