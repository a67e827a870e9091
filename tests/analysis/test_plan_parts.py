"""What a change can touch: the rules that differ and the gates they close; anything wider means everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.analysis.plan_parts import changed_rules, part_of, touched_rules
from engine.loading.rules import load_rules
from engine.model.duties import Per
from engine.phrases import WorkingDays
from engine.planning import Plan, compile_plan
from engine.planning.conditions import ALWAYS, FieldIs
from engine.planning.plan import PlannedGate, PlannedLimit, PlannedProhibition, RecognisedCase
from engine.vocabulary import Level


@pytest.fixture
def plan(root: Path) -> Plan:
    document, _ = load_rules(root / "rules" / "quangninh.yaml")
    assert document is not None
    bans = tuple(PlannedProhibition(name, name, "", frozenset({name}), ()) for name in ("cam-mot", "cam-hai"))
    gate = PlannedGate("cua", "", None, "", "request_filed_with_snv", frozenset({"transfer-sender"}), ())
    return replace(compile_plan(document), prohibitions=bans, gates=(gate,))


def with_number(plan: Plan, rule: str) -> Plan:
    duties = tuple(replace(duty, deadline=WorkingDays(11)) if duty.id == rule else duty for duty in plan.duties)
    return replace(plan, duties=duties)


def test_the_same_plan_touches_nothing(plan: Plan) -> None:
    assert touched_rules(plan, replace(plan, rules_version="khác")) == frozenset()


def test_a_changed_number_touches_its_duty(plan: Plan) -> None:
    assert touched_rules(plan, with_number(plan, "exit-status-transfer")) == {"exit-status-transfer"}


def test_a_changed_number_touches_the_gates_that_the_duty_closes(plan: Plan) -> None:
    assert touched_rules(plan, with_number(plan, "transfer-sender")) == {"transfer-sender", "cua"}


def test_a_rule_that_comes_or_goes_is_touched(plan: Plan) -> None:
    less = replace(plan, duties=tuple(duty for duty in plan.duties if duty.id != "exit-status-transfer"))
    assert touched_rules(plan, less) == touched_rules(less, plan) == {"exit-status-transfer"}


def test_prohibitions_are_touched_together(plan: Plan) -> None:
    """An act that is not named is written under the first of them, whichever that is."""
    assert touched_rules(plan, replace(plan, prohibitions=plan.prohibitions[1:])) == {"cam-mot", "cam-hai"}
    assert part_of(plan, frozenset({"cam-hai"})).prohibitions == plan.prohibitions


def test_what_surrounds_all_rules_touches_everything(plan: Plan) -> None:
    case = RecognisedCase("inter_unit", ALWAYS)
    for other in (
        replace(plan, valid_from=date(2025, 5, 1)),
        replace(plan, valid_until=date(2026, 5, 1)),
        replace(plan, cases=(*plan.cases, case)),
        replace(plan, scope_unit_types=frozenset({"so_nganh"})),
        replace(plan, scope_categories=frozenset({"cong_chuc"})),
        replace(plan, event_levels={**plan.event_levels, "viec_moi": (Level.UNIT,)}),
    ):
        assert touched_rules(plan, other) is None


def test_a_part_has_the_duties_that_its_gates_look_at(plan: Plan) -> None:
    part = part_of(plan, frozenset({"cua"}))
    assert {duty.id for duty in part.duties} == {"transfer-sender"}
    assert (part.tiers, part.lifecycle, part.prohibitions) == ((), None, ())


def test_another_order_of_cases_bears_on_a_limit_that_asks_for_the_case(plan: Plan) -> None:
    limit = PlannedLimit(
        "han-muc", "", None, "", "transfer_document_effective", None, Per.UNIT, 1,
        FieldIs("case", frozenset({"intra_unit"})), (),
    )  # fmt: skip
    one = replace(plan, limits=(limit,))
    other = replace(one, cases=one.cases[::-1])
    assert len(one.cases) > 1
    assert "han-muc" in changed_rules(one, other)
