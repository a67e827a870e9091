"""Shared by the tests of the simulation: plans by province, and the verdicts on a simulated log."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from engine.calendars import Calendar
from engine.evaluation import Verdict, evaluate_reference
from engine.loading.logs import Event
from engine.loading.rules import RuleDocument, load_rules, load_rules_text
from engine.planning import Plan, compile_plan
from engine.simulation import Scenario, Simulation, simulate
from engine.source import SourceText

ROOT = Path(__file__).resolve().parents[2]
PROVINCES = ("haiphong", "laichau", "longan", "quangninh", "tuyenquang")
CALENDAR = Calendar.national()


@cache
def document_of(province: str) -> RuleDocument:
    document, problems = load_rules(ROOT / "rules" / f"{province}.yaml")
    assert document is not None, problems
    return document


def document_of_text(text: str) -> RuleDocument:
    document, problems = load_rules_text(SourceText("sua.yaml", text))
    assert document is not None, problems
    return document


def simulation_of(document: RuleDocument, scenario: Scenario, plan: Plan | None = None) -> Simulation:
    return simulate(plan or compile_plan(document), document.vocabulary, CALENDAR, scenario)


def judge(simulation: Simulation, events: list[Event]) -> list[Verdict]:
    """Return what the reference evaluator finds on the last day of the scenario."""
    return list(
        evaluate_reference(
            simulation.world.plan,
            dict.fromkeys(events),
            as_of=simulation.scenario.last_day,
            calendar=CALENDAR,
            units=simulation.units,
        )
    )


def breaches(verdicts: list[Verdict]) -> Counter[tuple[str, str, str | None]]:
    """Return the rules that were broken: rule, status, reason."""
    return Counter(
        (verdict.rule, verdict.status.value, verdict.reason) for verdict in verdicts if verdict.status.breaks_the_rules
    )
