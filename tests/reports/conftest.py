"""A small log under a small regulation, judged as of 20/03/2025, and variants of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.compliance import EVERYTHING, Wanted
from engine.service import CheckResult, Inputs, check
from engine.service.surveying import survey
from engine.survey import Survey

WORLD = Path(__file__).with_name("world")
Judge = Callable[..., Survey]


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Judge the log of `world`; `events` are other CSV rows, `draft` makes the regulation a draft."""

    def judged(
        events: str | None = None, *, draft: bool = False, known_at: date | None = None, wanted: Wanted = EVERYTHING
    ) -> Survey:
        folder = tmp_path_factory.mktemp("world")
        rules = (WORLD / "phep-thu.yaml").read_text(encoding="utf-8")
        if draft:
            rules = rules.replace("status: in_force", "status: draft").replace("  in_force_from: 2024-01-01\n", "")
        (folder / "phep-thu.yaml").write_text(rules, encoding="utf-8")
        log = WORLD / "events.csv"
        if events is not None:
            log = folder / "events.csv"
            log.write_text("dossier,event,date,unit,to_unit,actor,signed\n" + events, encoding="utf-8")
        inputs = Inputs(
            (log,), date(2025, 3, 20), WORLD / "units.csv", (str(folder / "phep-thu.yaml"),), known_at=known_at
        )
        result = survey(inputs, wanted)
        assert not result.diagnostics, [item.message() for item in result.diagnostics]
        return result

    return judged


@pytest.fixture(scope="session")
def result() -> CheckResult:
    """The log of `world` by the reference: two overdue, one late, one due soon, one met, one violation."""
    rules = str(WORLD / "phep-thu.yaml")
    return check(Inputs((WORLD / "events.csv",), date(2025, 3, 20), WORLD / "units.csv", (rules,)))
