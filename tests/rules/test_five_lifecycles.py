"""What the five lifecycles refuse, typed out: everything else is allowed in every state."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.loading.rules import load_rules
from engine.planning import compile_plan
from engine.planning.conditions import evaluate_test

RULES = Path(__file__).resolve().parents[2] / "rules"
DEAD = {"inactive_deceased"}
UNBORN = {"not_existing"}
NO_ACCOUNT = {"not_existing", "awaiting_account"}
LEFT_FOR_GOOD = {
    *("inactive_retired", "inactive_resigned", "inactive_dismissed", "inactive_contract_ended", "inactive_deceased")
}
ENTRIES = ("recruitment_decided", "cadre_elected_or_appointed", "person_received")
MOVE = "transfer_document_effective"
WITHIN, ACROSS, OUT = "intra_unit", "inter_unit", "outgoing_external"

Refusals = dict[tuple[str, str | None], set[str]]
REFUSED: dict[str, Refusals] = {
    "haiphong": {
        ("data_entry_completed", None): NO_ACCOUNT | DEAD,
        ("data_updated_by_person", None): DEAD,
        ("post_transfer_check_done", None): DEAD,
    },
    "laichau": {
        **{(event, None): DEAD for event in (*ENTRIES, "labour_contract_signed")},
        ("personal_account_created", None): DEAD,
        ("dossier_created", None): DEAD,
        ("data_entry_completed", None): NO_ACCOUNT | DEAD,
        ("data_updated_by_person", None): NO_ACCOUNT | DEAD,
        ("post_transfer_check_done", None): NO_ACCOUNT | DEAD,
        ("approved_level1", None): NO_ACCOUNT,
        ("approved_level2", None): NO_ACCOUNT,
        ("approval_rejected", None): NO_ACCOUNT,
        ("pushed_to_national_db", None): UNBORN,
        (MOVE, WITHIN): LEFT_FOR_GOOD | {"inactive_left_state"},
        (MOVE, ACROSS): LEFT_FOR_GOOD | {"inactive_left_state"},
        (MOVE, OUT): LEFT_FOR_GOOD,
    },
    "longan": {
        **{(event, None): DEAD for event in (*ENTRIES, "reported_for_work")},
        **{(MOVE, case): LEFT_FOR_GOOD for case in (WITHIN, ACROSS, OUT)},
    },
    "quangninh": {
        ("data_entry_completed", None): NO_ACCOUNT | DEAD,
        ("data_updated_by_person", None): NO_ACCOUNT | DEAD,
        ("approved_level1", None): NO_ACCOUNT,
        ("approved_level2", None): NO_ACCOUNT,
        ("approval_rejected", None): NO_ACCOUNT,
        ("pushed_to_national_db", None): UNBORN,
        ("edossier_transferred", None): UNBORN,
        ("edossier_received", None): UNBORN,
        ("exit_document_effective", None): UNBORN,
        ("death_occurred", None): UNBORN,
        (MOVE, WITHIN): UNBORN | LEFT_FOR_GOOD | {"inactive_transferred_out", "inactive_left_state", "archived"},
        (MOVE, ACROSS): UNBORN | LEFT_FOR_GOOD | {"inactive_transferred_out", "inactive_left_state", "archived"},
        (MOVE, OUT): UNBORN | {"inactive_retired", "inactive_dismissed", "inactive_deceased"},
    },
    "tuyenquang": {
        **{(event, None): DEAD for event in (*ENTRIES, "labour_contract_signed", "reported_for_work")},
        ("paper_dossier_received", None): DEAD,
        (MOVE, WITHIN): LEFT_FOR_GOOD | {"exit_pending", "inactive_left_state"},
        (MOVE, ACROSS): LEFT_FOR_GOOD | {"exit_pending", "inactive_left_state"},
        (MOVE, OUT): LEFT_FOR_GOOD,
    },
}


@pytest.mark.parametrize("province", sorted(REFUSED))
def test_a_lifecycle_refuses_what_is_typed_here_and_nothing_else(province: str) -> None:
    document, _ = load_rules(RULES / f"{province}.yaml")
    assert document is not None
    lifecycle = compile_plan(document).lifecycle
    assert lifecycle is not None
    found: Refusals = {}
    for event in dict.fromkeys(step.event for step in lifecycle.steps):
        for case in (WITHIN, ACROSS, OUT) if event == MOVE else (None,):
            steps = [
                step
                for step in lifecycle.steps
                if step.event == event and evaluate_test(step.test, {"case": case}.get) is not False
            ]
            allowed = {state for step in steps for state in step.origins or lifecycle.states}
            if refused := set(lifecycle.states) - allowed:
                found[event, case] = refused
    assert found == REFUSED[province]


@pytest.mark.parametrize("province", sorted(REFUSED))
def test_no_step_of_the_five_is_ordered_by_a_clause_and_each_refusal_has_a_reason(province: str) -> None:
    document, _ = load_rules(RULES / f"{province}.yaml")
    assert document is not None
    lifecycle = compile_plan(document).lifecycle
    assert lifecycle is not None
    assert [step.event for step in lifecycle.steps if step.cites] == []
    for event, _ in REFUSED[province]:
        assert lifecycle.why or any(step.why for step in lifecycle.steps if step.event == event), event
