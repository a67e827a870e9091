"""The worked examples of all provinces, read as `quyche test` reads them, for both evaluators."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from engine.calendars import Calendar
from engine.columnar import columns_of, evaluate_columns
from engine.planning import Plan
from engine.scenarios import Outcome, Scenario, find_scenarios, load_scenarios, run_scenario
from engine.scenarios.library import Library

CASES = Path(__file__).parent / "cases"


@cache
def library() -> Library:
    """Return the regulations that the examples name, each compiled once."""
    return Library()


@cache
def cases() -> tuple[Scenario, ...]:
    """Return every worked example; a mistake in one of their files fails the collection."""
    found, problems = load_scenarios(find_scenarios([CASES]), library())
    assert not problems, [(problem.place, problem.message()) for problem in problems]
    return tuple(found)


def name_of(case: Scenario) -> str:
    """Return a name by which an example is found: its folder, its file and what it is called."""
    file = Path(case.place.file)
    return f"{file.parent.name}/{file.stem}: {case.name}"


def outcome_of(case: Scenario) -> Outcome:
    """Run a case with the reference evaluator."""
    return run_scenario(case, library())


def records_of(case: Scenario) -> list[dict[str, Any]]:
    """Evaluate a case with the reference evaluator and return its findings as records."""
    return [finding.as_record() for finding in outcome_of(case).findings]


def records_by_columns(case: Scenario) -> list[dict[str, Any]]:
    """Evaluate a case with the columnar evaluator and return its findings as records."""
    plan, setting = setting_of(case)
    return list(evaluate_columns(plan, columns_of(case.events), **setting).records())


def setting_of(case: Scenario) -> tuple[Plan, dict[str, Any]]:
    """Return the plan of a case, and in what setting the evaluators are to judge."""
    return library().plan(case.document, case.choices), {
        "as_of": case.as_of,
        "known_at": case.known_at,
        "calendar": Calendar.national(case.known_at),
        "units": case.units,
    }
