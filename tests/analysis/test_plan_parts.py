"""What a change can touch: the rules that differ and the gates they close; anything wider means everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.analysis.plan_parts import changed_rules, part_of, touched_rules
from engine.loading.rules import load_rules
from engine.model.duties import MoveTo, Per
from engine.phrases import WorkingDays
from engine.planning import Plan, compile_plan
from engine.planning.conditions import ALWAYS, FieldIs, Holds, InState
from engine.planning.plan import (
    Completed,
    Entered,
    Expired,
    PlannedGate,
    PlannedLimit,
    PlannedProhibition,
    RecognisedCase,
    Source,
    Trigger,
)
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
        replace(plan, moves={**plan.moves, "viec_moi": MoveTo.TO_UNIT}),
        replace(plan, remembered=frozenset({"do_kho"})),
        replace(plan, of_units=frozenset({"hang"})),
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


def following(plan: Plan, rule: str, source: Source) -> Plan:
    """Return the plan in which another trigger sets a rule off."""
    duties = tuple(
        replace(duty, trigger=Trigger(frozenset({"x"}), source)) if duty.id == rule else duty for duty in plan.duties
    )
    return replace(plan, duties=duties)


def test_a_changed_number_touches_the_duties_that_follow_from_its_duty(plan: Plan) -> None:
    one = following(plan, "exit-status-transfer", Expired("transfer-sender"))
    two = following(one, "problem-report", Completed("exit-status-transfer"))
    changed = {"transfer-sender", "exit-status-transfer", "problem-report", "cua"}
    assert touched_rules(two, with_number(two, "transfer-sender")) == changed
    assert changed_rules(two, with_number(two, "transfer-sender")) == changed - {"cua"}
    part = part_of(two, frozenset({"problem-report"}))
    assert {duty.id for duty in part.duties} == changed - {"cua"}


def without_last_step(plan: Plan) -> Plan:
    assert plan.lifecycle is not None
    return replace(plan, lifecycle=replace(plan.lifecycle, steps=plan.lifecycle.steps[:-1]))


def test_a_changed_step_touches_what_asks_for_states(plan: Plan) -> None:
    assert touched_rules(plan, without_last_step(plan)) == {"lifecycle"}
    entered = following(plan, "exit-status-transfer", Entered("active"))
    assert touched_rules(entered, without_last_step(entered)) == {"lifecycle", "exit-status-transfer"}
    in_state = Holds(InState(frozenset({"active"})))
    limit = PlannedLimit("han-muc", "", None, "", "document_received", None, Per.UNIT, 1, in_state, ())
    limited = replace(plan, limits=(limit,))
    assert touched_rules(limited, without_last_step(limited)) == {"lifecycle", "han-muc"}
    assert part_of(limited, frozenset({"han-muc"})).lifecycle == plan.lifecycle
    by_case = replace(plan, cases=(RecognisedCase("inter_unit", in_state), *plan.cases))
    assert touched_rules(by_case, without_last_step(by_case)) is None
