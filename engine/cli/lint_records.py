"""What `quyche lint` found, as plain values for machines: its own JSON, and SARIF."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from engine.analysis import Coverage
from engine.analysis.defects import Defect
from engine.diagnostics import Diagnostic, diagnostic_as_json
from engine.diagnostics.sarif import SarifFinding, as_sarif
from engine.loading.rules import RuleDocument
from engine.model.procedures import Gap, Interpretation


@dataclass(frozen=True, slots=True)
class Examination:
    """One rule file: what it accounts for, and its defects."""

    document: RuleDocument
    coverage: Coverage
    defects: tuple[Defect, ...]

    @property
    def weights(self) -> Counter[str]:
        """How many defects weigh «error», «warning», «note», and how many are «accepted»."""
        return Counter(
            "accepted" if item.accepted is not None else item.diagnostic.severity.value for item in self.defects
        )


def as_record(examined: list[Examination], problems: list[Diagnostic], lang: str) -> dict[str, Any]:
    """Return the keys `files` and `diagnostics` (mistakes that keep a file from being used)."""
    return {
        "files": [_file(item, lang) for item in examined],
        "diagnostics": [diagnostic_as_json(item, lang) for item in problems],
    }


def as_sarif_log(examined: list[Examination], problems: list[Diagnostic], lang: str) -> dict[str, Any]:
    """Return mistakes and defects of all files as a SARIF log."""
    findings = [SarifFinding(item) for item in problems]
    for item in examined:
        findings += [SarifFinding(found.diagnostic, found.accepted, _proof(found, lang)) for found in item.defects]
    try:
        own = version("quyche")
    except PackageNotFoundError:
        own = "0"
    return as_sarif(findings, own, lang)


def _file(item: Examination, lang: str) -> dict[str, Any]:
    found, document = item.coverage, item.document
    return {
        "file": document.source.name,
        "regulation": document.id,
        "version": document.version,
        "provisions": {
            "total": found.total,
            "tied": found.tied,
            "explained": found.explained,
            "open": len(found.open),
            "open_at": list(found.open),
        },
        "rules": found.rules,
        "interpretations": [_doubt(doubt) for doubt in found.interpretations],
        "gaps": [_gap(gap) for gap in found.gaps],
        "defects": [_defect(defect, lang) for defect in item.defects],
    }


def _defect(item: Defect, lang: str) -> dict[str, Any]:
    return {**diagnostic_as_json(item.diagnostic, lang), "accepted": item.accepted, **_proof(item, lang)}


def _proof(item: Defect, lang: str) -> dict[str, Any]:
    witnesses = [
        {"on": seen.on.isoformat() if seen.on is not None else None, "says": seen.says.say(lang)}
        for seen in item.witnesses
    ]
    return {"about": item.about, "cites": item.diagnostic.cites, "witnesses": witnesses}


def _doubt(item: Interpretation) -> dict[str, Any]:
    return {
        "id": item.id,
        "question": item.question,
        "cites": list(item.cites),
        "about": list(item.about),
        "chosen": item.chosen,
        "why": item.why,
        "others": [name for name in item.readings if name != item.chosen],
        "readings": {name: reading.says for name, reading in item.readings.items()},
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"about": gap.about, "says": gap.says, "cites": list(gap.cites)}
