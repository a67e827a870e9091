"""Which rules no scenario touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from engine.loading.rules import RuleDocument
from engine.outcomes import LIFECYCLE
from engine.scenarios.running import Outcome


@dataclass(frozen=True)
class Covered:
    """How far the scenarios of one regulation reach.

    Attributes:
        touched: rules that a scenario expects something of, or expects to give nothing.
        untouched: the other rules that a log can show, in the order of the file.
    """

    document: RuleDocument
    scenarios: int
    touched: tuple[str, ...]
    untouched: tuple[str, ...]


def coverage_of_scenarios(outcomes: Iterable[Outcome]) -> list[Covered]:
    """Return the coverage of each regulation that has scenarios, by id."""
    named: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    documents: dict[str, RuleDocument] = {}
    for outcome in outcomes:
        scenario = outcome.scenario
        documents[scenario.document.id] = scenario.document
        counts[scenario.document.id] += 1
        named[scenario.document.id].update(scenario.absent)
        named[scenario.document.id].update(str(item.values.get("rule")) for item in scenario.expect)
    return [_covered(documents[name], counts[name], named[name]) for name in sorted(documents)]


def _covered(document: RuleDocument, scenarios: int, named: set[str]) -> Covered:
    rules = rules_shown_by_logs(document)
    return Covered(
        document,
        scenarios,
        tuple(rule for rule in rules if rule in named),
        tuple(rule for rule in rules if rule not in named),
    )


def rules_shown_by_logs(document: RuleDocument) -> list[str]:
    """Return the ids of the rules that can give findings, in the order of the file; norms in words cannot."""
    file = document.file
    gates = [item for item in file.consequences if item.event is not None and item.closed_by]
    blocks = (file.obligations, file.approval, file.limits, file.requirements, file.prohibitions, gates)
    ids = [item.id for block in blocks for item in block]
    return list(dict.fromkeys([*ids, LIFECYCLE] if file.lifecycle is not None else ids))
