"""Every reading of the doubtful places of a regulation, tried on a log: which verdicts hang on which.

Interpretations that bear on different rules do not meet, so each rule is judged only under the combinations of the
readings that change it. The number of combinations is that of a rule, not the product over the whole file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from math import prod
from typing import Final

from engine.analysis.effects import paired
from engine.evaluation.lifecycle import LIFECYCLE
from engine.findings import Finding
from engine.loading.rules import RuleDocument
from engine.model.procedures import Interpretation
from engine.planning import Duty, Plan, compile_plan
from engine.planning.conditions import Test, fields_of
from engine.planning.plan import PlannedRequirement

MOST_COMBINATIONS: Final = 512
"""Of a rule with more, each reading is tried alone against the file's own choices."""

Judge = Callable[[Plan], list[Finding]]
Choices = tuple[tuple[str, str], ...]
"""Pairs of interpretation and reading, by interpretation."""


@dataclass(frozen=True)
class Instance:
    """One duty or act with its verdict under each combination of the readings that change its rule.

    Attributes:
        under: the verdict by choices, the file's own choices first; None where there is no such duty.
    """

    under: Mapping[Choices, Finding | None]

    @property
    def own(self) -> Finding | None:
        """The verdict under the file's own choices."""
        return next(iter(self.under.values()))

    @property
    def shown(self) -> Finding:
        """The verdict under the file's own choices, or under the first that gives one."""
        return next(finding for finding in self.under.values() if finding is not None)

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The interpretations of which a change alone changes the status or the due date."""
        found: set[str] = set()
        for (one, first), (other, second) in combinations(self.under.items(), 2):
            differing = [
                name for (name, reading), (_, other_reading) in zip(one, other, strict=True) if reading != other_reading
            ]
            if len(differing) == 1 and _outcome(first) != _outcome(second):
                found.add(differing[0])
        return tuple(sorted(found))

    @property
    def safe_date(self) -> date | None:
        """The earliest due date under any reading: whoever keeps it is in time however the text is read."""
        dues = [item.verdict.due_on for item in self.under.values() if item is not None]
        return min((due for due in dues if due is not None), default=None)

    @property
    def breaches(self) -> tuple[int, int]:
        """Under how many combinations it is a breach, and of how many."""
        broken = sum(item is not None and item.verdict.status.breaks_the_rules for item in self.under.values())
        return broken, len(self.under)


@dataclass(frozen=True)
class Readings:
    """What trying every reading showed.

    Attributes:
        tried: the interpretations that change a rule.
        idle: those whose readings compile to the same rules; the log cannot tell them apart.
        instances: one for each duty or act of the rules that they change.
        combinations: how many ways of reading were tried, over all groups of rules.
        cut: rules with more combinations than are tried.
    """

    tried: tuple[Interpretation, ...]
    idle: tuple[Interpretation, ...]
    instances: tuple[Instance, ...]
    combinations: int
    cut: tuple[str, ...]

    @property
    def unsettled(self) -> tuple[Instance, ...]:
        """Those whose verdict or due date hangs on a reading."""
        return tuple(item for item in self.instances if item.depends_on)


def try_readings(document: RuleDocument, judge: Judge) -> Readings:
    """Judge each rule under every combination of the readings that change it.

    Args:
        judge: gives the findings of a plan on the log, in order.
    """
    bearing = _bearing(document)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for rule, interpretations in sorted(bearing.items()):
        groups[tuple(sorted(interpretations))].append(rule)
    instances: list[Instance] = []
    cut: list[str] = []
    count = 0
    for names, rules in sorted(groups.items()):
        choices, whole = _combinations(document, names)
        count += len(choices)
        cut += [] if whole else rules
        instances += _instances(document, choices, frozenset(rules), judge)
    used = {name for names in groups for name in names}
    doubts = document.file.interpretations
    return Readings(
        tried=tuple(item for item in doubts if item.id in used),
        idle=tuple(item for item in doubts if item.id not in used),
        instances=tuple(instances),
        combinations=count,
        cut=tuple(cut),
    )


def _instances(
    document: RuleDocument, choices: Sequence[Choices], rules: frozenset[str], judge: Judge
) -> Iterator[Instance]:
    """Yield the verdicts on the same duty under each choice; a duty that a later choice adds is there from then on."""
    found: list[dict[Choices, Finding | None]] = []
    for choice in choices:
        findings = [
            item for item in judge(part_of(compile_plan(document, dict(choice)), rules)) if item.verdict.rule in rules
        ]
        known = {id(row_finding): row for row in found if (row_finding := _first(row)) is not None}
        for pair in paired([_first(row) for row in found], findings, same_rules=True):
            if pair.before is not None:
                known[id(pair.before)][choice] = pair.after
            else:
                found.append({choice: pair.after})
    for row in found:
        yield Instance({choice: row.get(choice) for choice in choices})


def _first(row: Mapping[Choices, Finding | None]) -> Finding:
    return next(finding for finding in row.values() if finding is not None)


def _combinations(document: RuleDocument, names: Sequence[str]) -> tuple[list[Choices], bool]:
    """Return the choices to try, the file's own first, and whether they are all there are."""
    items = {item.id: item for item in document.file.interpretations}
    options = [
        [items[name].chosen, *(key for key in items[name].readings if key != items[name].chosen)] for name in names
    ]
    if prod(map(len, options)) <= MOST_COMBINATIONS:
        return [tuple(zip(names, chosen, strict=True)) for chosen in product(*options)], True
    own = tuple(zip(names, (option[0] for option in options), strict=True))
    alone = [
        (*own[:place], (name, reading), *own[place + 1 :])
        for place, name in enumerate(names)
        for reading in options[place][1:]
    ]
    return [own, *alone], False


def _bearing(document: RuleDocument) -> dict[str, set[str]]:
    """Return the interpretations that change each rule, found by compiling each reading and looking what differs."""
    own = compile_plan(document)
    found: dict[str, set[str]] = defaultdict(set)
    for item in document.file.interpretations:
        for reading in item.readings:
            if reading != item.chosen:
                for rule in changed_rules(own, compile_plan(document, {item.id: reading})):
                    found[rule].add(item.id)
    for gate in own.gates:
        on_duties = set[str]().union(*(found.get(rule, set()) for rule in gate.closed_by))
        if on_duties:
            found[gate.id] |= on_duties
    return found


def changed_rules(one: Plan, other: Plan) -> set[str]:
    """Return the ids of the rules that two plans of one regulation judge differently."""
    if (one.valid_from, one.valid_until) != (other.valid_from, other.valid_until):
        return {*_parts(one), *_parts(other)}
    here, there = _parts(one), _parts(other)
    changed = {rule for rule in {*here, *there} if here.get(rule) != there.get(rule)}
    return changed | (_on_case(one) if one.cases != other.cases else set())


def _parts(plan: Plan) -> dict[str, list[object]]:
    parts: dict[str, list[object]] = defaultdict(list)
    blocks = (plan.duties, plan.tiers, plan.requirements, plan.limits, plan.prohibitions, plan.gates)
    for rule, part in ((item.id, item) for block in blocks for item in block):
        parts[rule].append(part)
    if plan.lifecycle is not None:
        parts[LIFECYCLE].append(plan.lifecycle)
    return parts


def _on_case(plan: Plan) -> set[str]:
    """Return the rules that ask for the case of an event, on which the order of the transfer cases bears."""
    found = {duty.id for duty in plan.duties if any(map(_asks_for_case, _tests_of(duty)))}
    found |= {item.id for item in plan.requirements if any(map(_asks_for_case, _needs_of(item)))}
    if plan.lifecycle is not None and any(_asks_for_case(step.test) for step in plan.lifecycle.steps):
        found.add(LIFECYCLE)
    return found


def _tests_of(duty: Duty) -> Iterator[Test]:
    yield duty.test
    yield duty.must.test
    yield from (item.act.test for item in duty.voids)
    yield from (start.test for start in duty.start_dates)


def _needs_of(item: PlannedRequirement) -> Iterator[Test]:
    yield item.applies
    if item.needs is not None:
        yield item.needs.test


def _asks_for_case(test: Test) -> bool:
    return "case" in fields_of(test)


def part_of(plan: Plan, rules: frozenset[str]) -> Plan:
    """Return the plan with only `rules` in it, and the duties that its gates look at."""
    gates = tuple(item for item in plan.gates if item.id in rules)
    needed = rules.union(*(gate.closed_by for gate in gates))
    return replace(
        plan,
        duties=tuple(item for item in plan.duties if item.id in needed),
        tiers=tuple(item for item in plan.tiers if item.id in rules),
        requirements=tuple(item for item in plan.requirements if item.id in rules),
        limits=tuple(item for item in plan.limits if item.id in rules),
        prohibitions=tuple(item for item in plan.prohibitions if item.id in rules),
        lifecycle=plan.lifecycle if LIFECYCLE in rules else None,
        gates=gates,
    )


def _outcome(finding: Finding | None) -> tuple[object, object] | None:
    return (finding.verdict.status, finding.verdict.due_on) if finding is not None else None
