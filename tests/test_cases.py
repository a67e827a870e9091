"""Every worked example holds, whichever evaluator judges it."""

from __future__ import annotations

import pytest

from engine.reports.scenario_results import failures
from engine.scenarios import Scenario
from tests.casebook import cases, name_of, outcome_of, records_by_columns, records_of

ALL = cases()
EVERY_CASE = pytest.mark.parametrize("case", ALL, ids=[name_of(case) for case in ALL])


@EVERY_CASE
def test_worked_example(case: Scenario) -> None:
    outcome = outcome_of(case)
    assert outcome.passed, failures(outcome, "vi")


@EVERY_CASE
def test_both_evaluators_say_the_same_of_a_worked_example(case: Scenario) -> None:
    assert records_by_columns(case) == records_of(case)
