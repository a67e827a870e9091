"""Whether a condition can hold at all."""

from __future__ import annotations

from engine.analysis.defects.possible import is_possible
from engine.planning.conditions import ALWAYS, AnyOf, FieldIs, Not, all_of

CASE_A = FieldIs("case", frozenset({"a"}))
CASE_B = FieldIs("case", frozenset({"b"}))
KIND = FieldIs("kind", frozenset({"x"}))


def test_no_condition_always_can() -> None:
    assert is_possible(ALWAYS, {})


def test_two_values_of_one_field_exclude_each_other() -> None:
    assert not is_possible(all_of(CASE_A, CASE_B), {})


def test_a_value_and_its_denial_exclude_each_other() -> None:
    assert not is_possible(all_of(CASE_A, Not(CASE_A)), {})
    assert not is_possible(all_of(CASE_A, Not(AnyOf((CASE_A, KIND)))), {})


def test_a_denial_can_hold_by_a_value_that_nobody_named() -> None:
    assert is_possible(Not(AnyOf((CASE_A, CASE_B))), {})
    assert not is_possible(Not(AnyOf((CASE_A, CASE_B))), {"case": frozenset({"a", "b"})})


def test_a_field_without_any_value_makes_it_impossible() -> None:
    assert not is_possible(CASE_A, {"case": frozenset({"b"})})
    assert not is_possible(Not(CASE_A), {"case": frozenset()})


def test_alternatives_on_different_fields_stay_possible() -> None:
    assert is_possible(all_of(AnyOf((CASE_A, KIND)), Not(CASE_A)), {"kind": frozenset({"x", "y"})})
