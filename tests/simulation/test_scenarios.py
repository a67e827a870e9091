"""What a scenario asks for is what comes out: shares, sizes, dates, the same bytes for the same seed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import mean

import pytest
from simulated import PROVINCES, ROOT, document_of, document_of_text, judge, simulation_of

from engine.evaluation import Kind, Status
from engine.loading.rules import RuleDocument
from engine.simulation import Scenario, Simulation, write_events, write_units


def working_days_to_the_account(document: RuleDocument) -> list[int]:
    """Return how many calendar days the accounts of newcomers took."""
    simulation = simulation_of(document, Scenario(1200, 10, late=0.0, disorder=0.0))
    return [
        (verdict.fulfilled_on - verdict.trigger_date).days
        for verdict in judge(simulation, list(simulation.events()))
        if verdict.rule == "account-creation-received" and verdict.fulfilled_on and verdict.trigger_date
    ]


def late_share(simulation: Simulation) -> float:
    statuses = [verdict.status for verdict in judge(simulation, list(simulation.events()))]
    late = sum(status in (Status.LATE, Status.OVERDUE) for status in statuses)
    return late / (late + sum(status is Status.MET for status in statuses))


def test_the_same_scenario_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("a.csv", "b.csv"):
        simulation = simulation_of(document_of("quangninh"), Scenario(60, 8, seed=7))
        write_events(simulation, tmp_path / name, "csv")
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_another_seed_gives_another_log() -> None:
    one, other = (list(simulation_of(document_of("longan"), Scenario(20, seed=seed)).events()) for seed in (1, 2))
    assert one != other


def test_a_person_lives_the_same_life_however_many_others_there_are() -> None:
    few, many = (list(simulation_of(document_of("laichau"), Scenario(count, seed=3)).events()) for count in (10, 30))
    assert [event for event in few if event.dossier] == [
        event for event in many if event.dossier and event.dossier <= "LC000010"
    ]


def test_a_longer_period_in_the_rule_file_gives_later_fulfilments() -> None:
    text = (ROOT / "rules" / "quangninh.yaml").read_text(encoding="utf-8")
    place = text.index("- id: account-creation-received")
    line = next(part for part in text[place:].splitlines() if "within:" in part)
    assert "07 ngày làm việc" in line
    changed = text[:place] + text[place:].replace(line, line.replace("07 ngày", "20 ngày"), 1)
    as_it_is = working_days_to_the_account(document_of_text(text))
    longer = working_days_to_the_account(document_of_text(changed))
    assert max(as_it_is) <= 7 + 9  # bảy ngày làm việc, kể cả đợt nghỉ Tết chín ngày
    assert max(longer) > 20
    assert mean(longer) > 2 * mean(as_it_is)


@pytest.mark.parametrize("province", PROVINCES)
@pytest.mark.parametrize("asked", [0.06, 0.3])
def test_the_share_of_late_duties_is_about_what_was_asked(province: str, asked: float) -> None:
    simulation = simulation_of(document_of(province), Scenario(1200, 10, seed=5, late=asked, disorder=0.0))
    assert 0.55 * asked < late_share(simulation) < 1.35 * asked


@pytest.mark.parametrize("province", PROVINCES)
def test_disorder_alone_makes_faults_but_nobody_late(province: str) -> None:
    simulation = simulation_of(document_of(province), Scenario(900, 10, seed=5, late=0.0, disorder=0.1))
    verdicts = judge(simulation, list(simulation.events()))
    acts = [verdict for verdict in verdicts if verdict.status is Status.VIOLATION]
    assert any(verdict.reason is not None and verdict.reason.startswith("out_of_order") for verdict in acts)
    assert any(verdict.kind is Kind.PROHIBITION for verdict in acts)
    late = sum(verdict.status in (Status.LATE, Status.OVERDUE) for verdict in verdicts)
    assert late <= 0.005 * len(verdicts)


@pytest.mark.parametrize("province", PROVINCES)
def test_everything_lies_within_the_period(province: str) -> None:
    first, last = date(2024, 11, 20), date(2025, 3, 5)
    events = list(simulation_of(document_of(province), Scenario(150, 8, first, last)).events())
    assert first <= min(event.on for event in events)
    assert max(event.on for event in events) <= last


def test_units_form_one_tree_under_the_right_superiors(tmp_path: Path) -> None:
    simulation = simulation_of(document_of("quangninh"), Scenario(0, 60))
    members = [unit for unit in simulation.units.values() if unit.jurisdiction == "quangninh"]
    assert len(members) == 60
    assert [unit.id for unit in members if unit.type == "so_noi_vu"] == ["QN-SNV"]
    assert len({unit.name for unit in members}) == 60
    schools = [unit for unit in members if unit.type == "dvsn_cap_huyen"]
    assert {simulation.units[unit.parent or ""].type for unit in schools} == {"ubnd_cap_huyen"}
    assert write_units([simulation], tmp_path / "units.csv", "csv") == 64


def test_every_unit_type_is_bound_by_the_regulation() -> None:
    for province in PROVINCES:
        simulation = simulation_of(document_of(province), Scenario(0, 40))
        types = {unit.type for unit in simulation.units.values() if unit.jurisdiction is not None}
        assert types == simulation.world.plan.scope_unit_types


def test_an_impossible_scenario_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="shares"):
        Scenario(late=1.5)
    with pytest.raises(ValueError, match="period"):
        Scenario(first_day=date(2025, 2, 1), last_day=date(2025, 1, 1))
