"""Every reading of the doubtful places of a regulation, tried on a log: which verdicts hang on which.

Interpretations that bear on different rules do not meet, so each rule is judged only under the combinations of the
readings that change it. The number of combinations is that of a rule, not the product over the whole file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from math import prod
from typing import Final

from engine.analysis.instances import Choices, InstanceTable
from engine.analysis.plan_parts import changed_rules, part_of
from engine.columnar.findings import FindingColumns
from engine.evaluation import Verdict
from engine.findings import Finding
from engine.loading.rules import RuleDocument
from engine.model.procedures import Interpretation
from engine.planning import Plan, compile_plan

MOST_COMBINATIONS: Final = 512
"""Of a rule with more, each reading is tried alone against the file's own choices."""

Judge = Callable[[Plan], Iterable[FindingColumns]]
"""Gives the findings of a plan on the log, part by part; each part is always of the same dossiers."""


@dataclass(frozen=True)
class Instance:
    """One duty or act with its verdict under each combination of the readings that change its rule.

    Attributes:
        shown: what is found under the file's own choices, or under the first that give anything.
        choices: the ways of reading, the file's own first.
        verdicts: the verdict under each; None where there is no such duty.
        depends_on: the interpretations of which a change alone changes the status or the due date.
    """

    shown: Finding
    choices: Sequence[Choices]
    verdicts: tuple[Verdict | None, ...]
    depends_on: tuple[str, ...]

    @property
    def under(self) -> Mapping[Choices, Verdict | None]:
        """The verdict by choices, the file's own choices first; None where there is no such duty."""
        return dict(zip(self.choices, self.verdicts, strict=True))

    @property
    def own(self) -> Finding | None:
        """What is found under the file's own choices."""
        return self.shown if self.verdicts[0] is not None else None

    @cached_property
    def safe_date(self) -> date | None:
        """The earliest due date under any reading: whoever keeps it is in time however the text is read."""
        dues = [verdict.due_on for verdict in self.verdicts if verdict is not None]
        return min((due for due in dues if due is not None), default=None)

    @cached_property
    def breaches(self) -> tuple[int, int]:
        """Under how many combinations it is a breach, and of how many."""
        broken = sum(verdict is not None and verdict.status.breaks_the_rules for verdict in self.verdicts)
        return broken, len(self.verdicts)


@dataclass(frozen=True)
class Readings:
    """What trying every reading showed.

    Attributes:
        tried: the interpretations that change a rule.
        idle: those whose readings compile to the same rules; the log cannot tell them apart.
        unsettled: the duties and acts of which the verdict or the due date hangs on a reading.
        combinations: how many ways of reading were tried, over all groups of rules.
        cut: rules with more combinations than are tried.
    """

    tried: tuple[Interpretation, ...]
    idle: tuple[Interpretation, ...]
    unsettled: tuple[Instance, ...]
    combinations: int
    cut: tuple[str, ...]


def try_readings(document: RuleDocument, judge: Judge) -> Readings:
    """Judge each rule under every combination of the readings that change it."""
    bearing = _bearing(document)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for rule, interpretations in sorted(bearing.items()):
        groups[tuple(sorted(interpretations))].append(rule)
    unsettled: list[Instance] = []
    cut: list[str] = []
    count = 0
    for names, rules in sorted(groups.items()):
        choices, whole = _combinations(document, names)
        count += len(choices)
        cut += [] if whole else rules
        unsettled += _unsettled(document, choices, frozenset(rules), judge)
    used = {name for names in groups for name in names}
    doubts = document.file.interpretations
    return Readings(
        tried=tuple(item for item in doubts if item.id in used),
        idle=tuple(item for item in doubts if item.id not in used),
        unsettled=tuple(unsettled),
        combinations=count,
        cut=tuple(cut),
    )


def _unsettled(
    document: RuleDocument, choices: Sequence[Choices], rules: frozenset[str], judge: Judge
) -> list[Instance]:
    """Return what hangs on a reading; a duty that a later choice adds is there from then on."""
    tables: list[InstanceTable] = []
    for number, choice in enumerate(choices):
        for place, findings in enumerate(judge(part_of(compile_plan(document, dict(choice)), rules))):
            if number == 0:
                tables.append(InstanceTable())
            tables[place].add(findings, rules)
    return [
        Instance(shown, choices, verdicts, depends_on)
        for table in tables
        for shown, verdicts, depends_on in table.unsettled(choices)
    ]


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
