"""Where everybody does what is owed in time, the checker has nothing to say, whatever constructs the rules use."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from engine.calendars import Calendar
from engine.columnar import columns_of, evaluate_columns
from engine.loading.rules import load_rules
from engine.planning import compile_plan
from engine.simulation import Scenario, Simulation, simulate

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "rules").glob("*.yaml"), *(ROOT / "tests/cases").rglob("*.rules.yaml")])
WRONG = {"overdue", "late", "violation", "undetermined"}
OPEN_BY_ITSELF = ("no_number", "gate_unclear")
"""What no order on the part of an office can decide: a period without a number, and what rests on such a period."""


def simulation_of(path: Path, scenario: Scenario) -> tuple[Simulation, Counter[str]]:
    """Return a simulation of a regulation, and what is wrong in its log by rule."""
    document, _ = load_rules(path)
    assert document is not None
    plan, calendar = compile_plan(document), Calendar.national()
    simulation = simulate(plan, document.vocabulary, calendar, scenario)
    log = columns_of(list(simulation.events()))
    found = evaluate_columns(plan, log, as_of=scenario.last_day, calendar=calendar, units=simulation.units).records()
    wrong = (
        record for record in found if record["status"] in WRONG and not str(record["reason"]).startswith(OPEN_BY_ITSELF)
    )
    return simulation, Counter(f"{record['rule']} {record['status']} {record['reason']}" for record in wrong)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_nothing_is_wrong_with_orderly_dossiers_but_what_is_said_to_be_left_undone(path: Path) -> None:
    simulation, wrong = simulation_of(path, Scenario(dossiers=30, late=0, disorder=0, seed=5))
    assert not wrong or sum(wrong.values()) <= sum(count for _, count in simulation.left_undone), wrong


def test_a_one_stop_office_meets_every_kind_of_duty() -> None:
    path = ROOT / "tests/cases/mot-cua/mot-cua.rules.yaml"
    simulation, wrong = simulation_of(path, Scenario(dossiers=100, late=0, disorder=0, seed=1))
    assert not wrong
    assert not simulation.left_undone
    happened = {event.event for event in simulation.events()}
    assert happened >= {
        "tong_hop_y_kien",
        "tra_ho_so",
        "cong_khai",
        "luu_ho_so",
        "khieu_nai",
        "gui_tai_lieu_hop",
        "gia_han",
    }


def test_late_offices_are_late_by_intention_only() -> None:
    path = ROOT / "tests/cases/mot-cua/mot-cua.rules.yaml"
    _, wrong = simulation_of(path, Scenario(dossiers=60, late=0.3, disorder=0, seed=2))
    assert {what.split()[1] for what in wrong} <= {"overdue", "late"}
    assert sum(wrong.values()) > 20


def test_the_same_seed_gives_the_same_log() -> None:
    path = ROOT / "tests/cases/mot-cua/mot-cua.rules.yaml"
    scenario = Scenario(dossiers=5, seed=9, last_day=date(2025, 8, 31))
    one, _ = simulation_of(path, scenario)
    other, _ = simulation_of(path, scenario)
    assert list(one.events()) == list(other.events())
