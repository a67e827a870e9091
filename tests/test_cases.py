"""Every worked example holds."""

from __future__ import annotations

import pytest

from tests.casebook import Case, cases, expected_of, records_by_columns, records_of

ALL = list(cases())
EVERY_CASE = pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
EVALUATORS = {"theo lời": records_of, "theo cột": records_by_columns}


@EVERY_CASE
@pytest.mark.parametrize("evaluator", EVALUATORS)
def test_worked_example(case: Case, evaluator: str) -> None:
    found = EVALUATORS[evaluator](case)
    left = list(found)
    for wanted in expected_of(case):
        match = next((record for record in left if wanted.items() <= record.items()), None)
        near = [record for record in found if record["rule"] == wanted.get("rule")] or found
        assert match is not None, f"không có kết luận {wanted}\ncó: {near}"
        left.remove(match)
    absent = set(case.facts.get("absent") or ())
    present = {record["rule"] for record in found}
    assert not absent & present, f"không được có kết luận của {absent & present}"


@EVERY_CASE
def test_both_evaluators_say_the_same_of_a_worked_example(case: Case) -> None:
    assert records_by_columns(case) == records_of(case)
