"""Scenarios that staff write: facts, events, a date, and what must be found."""

from engine.scenarios.coverage import Covered, coverage_of_scenarios
from engine.scenarios.files import find_scenarios, load_scenarios
from engine.scenarios.records import Expectation, Scenario
from engine.scenarios.running import Outcome, run_scenario
from engine.scenarios.writing import scenario_as_yaml

__all__ = [
    "Covered",
    "Expectation",
    "Outcome",
    "Scenario",
    "coverage_of_scenarios",
    "find_scenarios",
    "load_scenarios",
    "run_scenario",
    "scenario_as_yaml",
]
