"""Running scenarios: what was found, what was expected and is missing, what should not be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.calendars import Calendar
from engine.evaluation import evaluate_reference
from engine.findings import Finding, findings_of
from engine.loading.rules import RuleDocument
from engine.planning import Plan
from engine.scenarios.library import Library
from engine.scenarios.records import Expectation, Scenario, Value


@dataclass(frozen=True)
class Missing:
    """An expected finding that is not there.

    Attributes:
        nearest: the finding of the same rule with the fewest differences, or None when the rule gives none.
        differing: for each key that differs, what was expected and what was found.
    """

    expectation: Expectation
    nearest: Finding | None
    differing: tuple[tuple[str, Value, Value], ...]


@dataclass(frozen=True)
class Outcome:
    """What running one scenario showed.

    Attributes:
        surplus: findings of rules that must give none.
    """

    scenario: Scenario
    plan: Plan
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    surplus: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Tell whether everything expected is there and nothing else that must not be."""
        return not self.missing and not self.surplus

    @property
    def document(self) -> RuleDocument:
        """The regulation that was applied."""
        return self.scenario.document


def run_scenario(scenario: Scenario, library: Library) -> Outcome:
    """Judge the events of a scenario and set what is found against what is expected."""
    plan = library.plan(scenario.document, scenario.choices)
    calendar = Calendar.national(scenario.known_at)
    verdicts = evaluate_reference(
        plan,
        scenario.events,
        as_of=scenario.as_of,
        known_at=scenario.known_at,
        calendar=calendar,
        units=scenario.units,
    )
    findings = findings_of(verdicts, plan, calendar)
    return Outcome(
        scenario=scenario,
        plan=plan,
        findings=tuple(findings),
        missing=tuple(_missing(scenario.expect, findings)),
        surplus=tuple(item for item in findings if item.verdict.rule in scenario.absent),
    )


def _missing(expect: Sequence[Expectation], findings: Sequence[Finding]) -> list[Missing]:
    """Match each expectation with a finding of its own, those that say most first."""
    left = [(finding, finding.as_record()) for finding in findings]
    missing: list[Missing] = []
    for wanted in sorted(expect, key=lambda item: -len(item.values)):
        match = next((pair for pair in left if wanted.values.items() <= pair[1].items()), None)
        if match is None:
            missing.append(_nearest(wanted, left))
        else:
            left.remove(match)
    return sorted(missing, key=lambda item: expect.index(item.expectation))


def _nearest(wanted: Expectation, left: Sequence[tuple[Finding, dict[str, Value]]]) -> Missing:
    same_rule = [pair for pair in left if pair[1]["rule"] == wanted.values.get("rule", pair[1]["rule"])]
    compared = [(finding, _differing(wanted, record)) for finding, record in same_rule]
    if not compared:
        return Missing(wanted, None, ())
    finding, differing = min(compared, key=lambda pair: len(pair[1]))
    return Missing(wanted, finding, tuple(differing))


def _differing(wanted: Expectation, record: dict[str, Value]) -> list[tuple[str, Value, Value]]:
    return [(key, value, record[key]) for key, value in wanted.values.items() if record[key] != value]
