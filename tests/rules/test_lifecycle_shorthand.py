"""Groups, exceptions and «stays» mean what they say: random lifecycles against a reading of the file state by state."""

from __future__ import annotations

import json
import random
from datetime import date
from itertools import product

import pytest

from engine.diagnostics import has_errors
from engine.loading.rules import load_rules_text
from engine.planning import compile_plan
from engine.planning.conditions import evaluate_test
from engine.planning.plan import PlannedLifecycle
from engine.source import SourceText

STATES = ("not_existing", "awaiting_entry", "active", "synced", "in_transfer", "inactive_retired")
EVENTS = ("data_entry_completed", "transfer_document_effective", "exit_status_updated")
CASES = ("inter_unit", "intra_unit", "outgoing_external")
DAYS = (date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1))

Entry = dict[str, object]
Reading = dict[tuple[str, str, str | None, date], frozenset[str]]
"""(event, state, case, day) → the states in which a dossier may be afterwards."""


def random_lifecycle(chance: random.Random) -> Entry:
    groups = {f"nhom_{number}": chance.sample(STATES, chance.randint(1, 3)) for number in range(2)}

    def names() -> list[str]:
        return chance.choice((["any"], chance.sample((*STATES, *groups), chance.randint(1, 3))))

    def entry(key: str) -> Entry:
        found: Entry = {"event": chance.sample(EVENTS, chance.randint(1, 2)), key: names()}
        if chance.random() < 0.4:
            found["except"] = chance.sample((*STATES, *groups), 1)
        return found

    steps = []
    for _ in range(chance.randint(1, 4)):
        step = {**entry("from"), "to": chance.choice((*STATES, "same"))}
        if chance.random() < 0.5:
            step["only_if"] = {"case": chance.sample(CASES, chance.randint(1, 2))}
        if chance.random() < 0.3:
            step["in_force_from"] = chance.choice(DAYS[1:]).isoformat()
        elif chance.random() < 0.3:
            step["in_force_until"] = chance.choice(DAYS[1:]).isoformat()
        steps.append(step)
    stays = [entry("in") for _ in range(chance.randint(0, 2))]
    return {"initial": "not_existing", "states": STATES, "groups": groups, "transitions": steps, "stays": stays}


def as_file(lifecycle: Entry) -> str:
    head = "format: 1\nregulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}\n"
    return f"{head}lifecycle: {json.dumps(lifecycle)}\n"


def listed(lifecycle: Entry, entry: Entry, key: str) -> set[str]:
    def spelt(names: object) -> set[str]:
        found: set[str] = set()
        for name in names or ():  # type: ignore[attr-defined]
            found |= set(STATES) if name == "any" else set(lifecycle["groups"].get(name, [name]))  # type: ignore[attr-defined]
        return found

    return spelt(entry[key]) - spelt(entry.get("except"))


def holds(step: Entry, case: str | None) -> bool | None:
    if "only_if" not in step:
        return True
    return None if case is None else case in step["only_if"]["case"]  # type: ignore[index]


def in_force(step: Entry, day: date) -> bool:
    written = day.isoformat()
    return str(step.get("in_force_from", "")) <= written < str(step.get("in_force_until", "9"))


def read_by_hand(lifecycle: Entry) -> Reading:
    """Return what may follow: a step whose condition is not false; staying, unless some step surely applies."""
    found: Reading = {}
    for event, state, case, day in product(EVENTS, STATES, (*CASES, None), DAYS):
        after: set[str] = set()
        surely = False
        for step in lifecycle["transitions"]:  # type: ignore[attr-defined]
            if event in step["event"] and state in listed(lifecycle, step, "from") and in_force(step, day):
                truth = holds(step, case)
                surely = surely or truth is True
                if truth is not False:
                    after.add(state if step["to"] == "same" else step["to"])
        for stay in lifecycle["stays"]:  # type: ignore[attr-defined]
            if event in stay["event"] and state in listed(lifecycle, stay, "in") and not surely:
                after.add(state)
        found[event, state, case, day] = frozenset(after)
    return found


def read_from_plan(lifecycle: PlannedLifecycle) -> Reading:
    found: Reading = {}
    for event, state, case, day in product(EVENTS, STATES, (*CASES, None), DAYS):
        found[event, state, case, day] = frozenset(
            step.to or state
            for step in lifecycle.steps
            if step.event == event
            and (not step.origins or state in step.origins)
            and step.governs(day)
            and evaluate_test(step.test, {"case": case}.get) is not False
        )
    return found


@pytest.mark.parametrize("block", range(10))
def test_the_plan_says_what_the_file_says(block: int) -> None:
    compared = 0
    for seed in range(100 * block, 100 * block + 100):
        written = random_lifecycle(random.Random(seed))
        document, problems = load_rules_text(SourceText("thu.yaml", as_file(written)))
        if document is None or has_errors(problems):
            continue  # Ngoại lệ không bớt được gì, danh sách rỗng: tệp bị từ chối, không có gì để so.
        plan = compile_plan(document)
        assert plan.lifecycle is not None
        assert read_from_plan(plan.lifecycle) == read_by_hand(written), written
        compared += 1
    assert compared > 20
