"""Where nobody is late and nothing is out of order, the evaluator finds no breach: a test of both."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from simulated import CALENDAR, PROVINCES, ROOT, breaches, document_of, judge, simulation_of

from engine.evaluation import Status
from engine.loading.rules import load_rules
from engine.planning import compile_plan
from engine.simulation import Scenario

MAY_FALL_ON_A_DAY_OFF = {
    "authority_document_effective",
    "death_occurred",
    "exit_document_effective",
    "personal_info_changed",
    "regulation_effective",
    "transfer_document_effective",
}
ORDERLY = {"late": 0.0, "disorder": 0.0}


@pytest.mark.parametrize("province", PROVINCES)
@pytest.mark.parametrize(
    ("first_day", "last_day", "seed"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), 1),
        (date(2025, 1, 1), date(2025, 12, 31), 2),
        (date(2023, 6, 15), date(2024, 10, 10), 3),  # qua ngày có hiệu lực, ngày áp dụng riêng và Tết năm 2024
    ],
)
def test_no_duty_is_overdue_late_or_broken(province: str, first_day: date, last_day: date, seed: int) -> None:
    simulation = simulation_of(document_of(province), Scenario(250, 14, first_day, last_day, seed, **ORDERLY))
    assert breaches(judge(simulation, list(simulation.events()))) == Counter()


@pytest.mark.parametrize("province", PROVINCES)
def test_nothing_is_left_undetermined_but_duties_without_a_number(province: str) -> None:
    simulation = simulation_of(document_of(province), Scenario(150, 12, **ORDERLY))
    reasons = {
        verdict.reason
        for verdict in judge(simulation, list(simulation.events()))
        if verdict.status is Status.UNDETERMINED
    }
    assert reasons <= {"no_number", "gate_unclear"}


@pytest.mark.parametrize("province", PROVINCES)
def test_under_every_other_reading_an_orderly_province_has_no_breach(province: str) -> None:
    document = document_of(province)
    for item in document.file.interpretations:
        for reading in item.readings:
            if reading == item.chosen:
                continue
            plan = compile_plan(document, {item.id: reading})
            simulation = simulation_of(document, Scenario(40, 12, **ORDERLY), plan)
            found = breaches(judge(simulation, list(simulation.events())))
            assert not found, f"{item.id}={reading}: {found}"


def test_a_regulation_with_every_kind_of_deadline_simulates_without_code_of_its_own() -> None:
    document, problems = load_rules(ROOT / "tests" / "cases" / "quy-uoc" / "quy-uoc.rules.yaml")
    assert document is not None, problems
    simulation = simulation_of(document, Scenario(100, 6, **ORDERLY))
    verdicts = judge(simulation, list(simulation.events()))
    assert breaches(verdicts) == Counter()
    assert sum(verdict.status is Status.MET for verdict in verdicts) > 100


@pytest.mark.parametrize("province", PROVINCES)
def test_no_work_is_done_on_a_day_off(province: str) -> None:
    simulation = simulation_of(document_of(province), Scenario(200, 10, **ORDERLY))
    at_rest = {
        event.event for event in simulation.events() if not CALENDAR.is_working(event.on)
    } - MAY_FALL_ON_A_DAY_OFF
    assert at_rest == set()


@pytest.mark.parametrize("province", PROVINCES)
def test_every_dossier_duty_arises_somewhere(province: str) -> None:
    """What the regulation asks for on a dossier is asked for in the log, but for what its `must` alone brings about."""
    simulation = simulation_of(document_of(province), Scenario(1500, 14, **ORDERLY))
    arisen = {verdict.rule for verdict in judge(simulation, list(simulation.events()))}
    expected = {
        duty.id
        for duty in simulation.world.plan.duties
        if duty.trigger is not None and duty.trigger.lasting is None and duty.subject.value == "dossier"
    }
    assert expected - arisen == set()
