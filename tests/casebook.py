"""Worked examples as data: facts, events, as_of → what must be found. A lawyer can read and write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engine.calendars import Calendar
from engine.columnar import columns_of, evaluate_columns
from engine.evaluation import evaluate_reference
from engine.findings import KEYS, findings_of
from engine.loading.logs import Event, Unit, UnitTable
from engine.loading.rules import RuleDocument, load_rules
from engine.loading.rules.nodes import plain_value
from engine.loading.rules.yaml_reader import read_nodes, read_text
from engine.planning import Plan, compile_plan
from engine.vocabulary import standard

CASES = Path(__file__).parent / "cases"
RULES = Path(__file__).parent.parent / "rules"
_COLUMNS = ("dossier", "event", "date", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_at")


@dataclass(frozen=True)
class Case:
    """One worked example."""

    file: Path
    number: int
    regulation: str
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.file.parent.name}/{self.file.stem}: {self.facts['name']}"


def cases() -> Iterator[Case]:
    """Yield every worked example of every province."""
    for path in sorted(CASES.rglob("*.yaml")):
        if path.name.endswith(".rules.yaml"):
            continue
        tree = _read(path)
        for number, facts in enumerate(tree["cases"], 1):
            yield Case(path, number, tree["regulation"], facts)


def _read(path: Path) -> dict[str, Any]:
    source, problems = read_text(path)
    assert source is not None, problems
    root, problems = read_nodes(source)
    assert root is not None, problems
    assert not problems, problems
    tree = plain_value(root)
    assert isinstance(tree, dict)
    return tree


@cache
def document_of(regulation: str, folder: Path) -> RuleDocument:
    """Load a regulation by id, or a rule file that lies beside the cases."""
    beside = folder / f"{regulation}.rules.yaml"
    document, problems = load_rules(beside if beside.exists() else RULES / f"{regulation}.yaml")
    assert document is not None, problems
    return document


@cache
def _plan(regulation: str, folder: Path, choices: tuple[tuple[str, str], ...]) -> Plan:
    return compile_plan(document_of(regulation, folder), dict(choices))


def event_of(row: dict[str, Any]) -> Event:
    """Return an event from a row of a case."""
    attributes = {key: _text(value) for key, value in row.items() if key not in _COLUMNS}
    vocabulary = standard()
    unknown = set(attributes) - set(vocabulary.attributes)
    assert not unknown, f"thuộc tính lạ: {unknown}"
    return Event(
        dossier=_maybe(row.get("dossier")),
        event=row["event"],
        on=row["date"],
        unit=_maybe(row.get("unit")),
        to_unit=_maybe(row.get("to_unit")),
        actor=_maybe(row.get("actor")),
        case=_maybe(row.get("case")),
        category=_maybe(row.get("category")),
        ref=_maybe(row.get("ref")),
        recorded_on=row.get("recorded_at"),
        attributes=tuple(sorted(attributes.items())),
    )


def _maybe(value: Any) -> str | None:
    return None if value is None else str(value)


def _text(value: Any) -> str:
    return {True: "true", False: "false"}.get(value, value.isoformat() if isinstance(value, date) else str(value))


def units_of(rows: tuple[dict[str, Any], ...]) -> UnitTable | None:
    """Return the units table of a case, or None when it has none."""
    if not rows:
        return None
    return UnitTable(
        {
            str(row["unit"]): Unit(
                str(row["unit"]), row.get("name", ""), row.get("type"), row.get("parent"), row.get("in_scope")
            )
            for row in rows
        }
    )


def records_of(case: Case) -> list[dict[str, Any]]:
    """Evaluate a case with the reference evaluator and return its findings as records."""
    plan, setting = setting_of(case)
    verdicts = evaluate_reference(plan, events_of(case), **setting)
    return [finding.as_record() for finding in findings_of(verdicts, plan, setting["calendar"])]


def records_by_columns(case: Case) -> list[dict[str, Any]]:
    """Evaluate a case with the columnar evaluator and return its findings as records."""
    plan, setting = setting_of(case)
    return list(evaluate_columns(plan, columns_of(events_of(case)), **setting).records())


def events_of(case: Case) -> tuple[Event, ...]:
    """Return the events of a case, equal ones once."""
    return tuple(dict.fromkeys(event_of(row) for row in case.facts["events"]))


def setting_of(case: Case) -> tuple[Plan, dict[str, Any]]:
    """Return the plan of a case, and in what setting the evaluators are to judge."""
    facts = case.facts
    known_at = facts.get("known_at")
    plan = _plan(case.regulation, case.file.parent, tuple(sorted((facts.get("readings") or {}).items())))
    return plan, {
        "as_of": facts["as_of"],
        "known_at": known_at,
        "calendar": Calendar.national(known_at),
        "units": units_of(facts.get("units") or ()),
    }


def expected_of(case: Case) -> list[dict[str, Any]]:
    """Return what a case expects, with dates as the ISO texts of a record."""
    expected = []
    for item in case.facts.get("expect") or ():
        unknown = set(item) - set(KEYS)
        assert not unknown, f"khóa lạ trong expect: {unknown}"
        expected.append({key: value.isoformat() if isinstance(value, date) else value for key, value in item.items()})
    return expected
