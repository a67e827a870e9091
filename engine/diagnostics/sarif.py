"""Findings in SARIF 2.1.0 (OASIS), the form that code hosts and editors read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from engine.diagnostics.catalogue import entries
from engine.diagnostics.diagnostic import Diagnostic
from engine.diagnostics.entry import Entry
from engine.source import Place

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION: Final = "2.1.0"


@dataclass(frozen=True, slots=True)
class SarifFinding:
    """One result: the diagnostic, why it is accepted (None: it is not), and what else a machine may want."""

    diagnostic: Diagnostic
    accepted: str | None = None
    properties: Mapping[str, object] = field(default_factory=dict)


def as_sarif(findings: Sequence[SarifFinding], tool_version: str, lang: str = "vi") -> dict[str, Any]:
    """Return one run of `quyche` as plain values.

    Accepted findings are results with a suppression, as SARIF has it, so that they are shown and do not fail.
    """
    known = entries()
    codes = sorted({item.diagnostic.code for item in findings})
    places = {code: index for index, code in enumerate(codes)}
    driver = {"name": "quyche", "version": tool_version, "rules": [_rule(known[code], lang) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "language": "en" if lang == "en" else "vi",
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, places, lang) for item in findings],
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(entry: Entry, lang: str) -> dict[str, Any]:
    said, hint = (entry.message_en, entry.hint_en) if lang == "en" else (entry.message, entry.hint)
    return {
        "id": entry.code,
        "shortDescription": {"text": said},
        "fullDescription": {"text": entry.why},
        "help": {"text": hint or entry.why},
        "defaultConfiguration": {"level": entry.severity.value},
    }


def _result(item: SarifFinding, places: Mapping[str, int], lang: str) -> dict[str, Any]:
    diagnostic = item.diagnostic
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": places[diagnostic.code],
        "level": diagnostic.severity.value,
        "message": {"text": diagnostic.message(lang)},
        "locations": [_location(diagnostic.place)] if diagnostic.place is not None else [],
        "suppressions": _suppressions(item.accepted),
        "properties": dict(item.properties),
    }
    if diagnostic.notes:
        result["relatedLocations"] = [
            {
                **_location(note.place),
                "id": number,
                "message": {"text": note.message_en if lang == "en" else note.message},
            }
            for number, note in enumerate(diagnostic.notes)
        ]
    return result


def _suppressions(reason: str | None) -> list[dict[str, str]]:
    """Return how a result is accepted: the word stands in the rule file itself, hence «inSource»."""
    if reason is None:
        return []
    return [{"kind": "inSource", "status": "accepted", "justification": reason}]


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"))}}
    if place.line is not None:
        region: dict[str, Any] = {"startLine": place.line}
        if place.column is not None:
            region |= {"startColumn": place.column, "endColumn": place.column + place.width}
        physical["region"] = region
    return {"physicalLocation": physical}
