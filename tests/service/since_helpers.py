"""Surveys from a state beside surveys of the whole log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine.compliance import Wanted
from engine.outcomes import Status
from engine.service.increments import survey_since
from engine.service.inputs import Inputs
from engine.service.surveying import survey
from engine.survey import Survey

EVERYTHING = Wanted(rows=True, statuses=frozenset(Status), oldest=4, most_listed=30, per_unit=3)
PRESSING = Wanted(most_listed=10, per_unit=2)
UNUSUAL = Wanted(statuses=frozenset({Status.MET, Status.OVERDUE}), most_listed=5, per_unit=2, oldest=9)


def said(result: Survey) -> dict[str, Any]:
    """Return all that a survey says, but for what it says about its state."""
    return {
        "tallies": result.tallies.to_record(),
        "rows": [row for table in result.findings.frames() for row in table.rows()]
        if result.findings.wanted.rows
        else [],
        "listed": {place: [item.as_record() for item in found] for place, found in result.findings.listed().items()},
        "listed whole": result.findings.is_listed_whole,
        "oldest": [item.as_record() for item in result.findings.oldest()],
        "diagnostics": [item for item in result.diagnostics if not item.code.startswith("S")],
        "row count": result.row_count,
        "left out": result.left_out,
        "digest": result.digest,
        "judged": [item.plan.regulation for item in result.judged],
        "usable": result.data_usable,
    }


@dataclass(frozen=True)
class Morning:
    """A check that is repeated as its log grows."""

    events: tuple[Path, ...]
    state: Path
    units: Path | None = None
    rules: tuple[str, ...] = ("quangninh",)
    as_of: date = date(2025, 12, 31)

    def inputs(self, **changes: Any) -> Inputs:
        """Return what the check is told."""
        told = {"events": self.events, "as_of": self.as_of, "units": self.units, "rules": self.rules}
        return Inputs(**{**told, **changes})

    def check(self, wanted: Wanted = EVERYTHING, **changes: Any) -> list[str]:
        """Check from the state, compare with a check of everything, and return the codes about the state."""
        inputs = self.inputs(**changes)
        found = survey_since(inputs, self.state, wanted, with_digest=True)
        expected = said(survey(inputs, wanted, with_digest=True))
        for name, value in said(found).items():
            assert value == expected[name], name
        return codes(found)

    def refused(self, **changes: Any) -> list[str]:
        """Check from a state that cannot serve, and return why."""
        found = survey_since(self.inputs(**changes), self.state, PRESSING)
        assert not found.data_usable
        assert found.tallies.total == 0
        return codes(found)


def codes(result: Survey) -> list[str]:
    """Return the codes of what a survey says about its state."""
    return [item.code for item in result.diagnostics if item.code.startswith("S")]


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files under a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
