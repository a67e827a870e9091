"""A date may stand as offices write it, with or without quotes; a day that no calendar holds is told as such."""

from __future__ import annotations

from datetime import date

import pytest

from engine.loading.rules import load_rules_text
from engine.model import RuleFile
from engine.source import SourceText

HEAD = """format: 1
regulation: {{id: t, name: Thử, province: Thử, status: in_force, in_force_from: {written}, note: {note}}}
"""


def loaded(written: str, note: str = "x") -> tuple[RuleFile | None, set[str]]:
    document, problems = load_rules_text(SourceText("t.yaml", HEAD.format(written=written, note=note)))
    return document.file if document else None, {problem.code for problem in problems if problem.code.startswith("P3")}


@pytest.mark.parametrize("written", ["2023-12-05", '"2023-12-05"', "05/12/2023", '"05/12/2023"', "5/12/2023"])
def test_a_date_is_read_in_either_order_quoted_or_not(written: str) -> None:
    file, problems = loaded(written)
    assert file is not None
    assert not problems
    assert file.regulation.in_force_from == date(2023, 12, 5)


@pytest.mark.parametrize("written", ["2025-02-30", '"2025-02-30"', "30/02/2025", '"12/31/2025"'])
def test_a_day_that_is_on_no_calendar_is_refused(written: str) -> None:
    assert loaded(written) == (None, {"P305"})


def test_a_text_that_looks_like_a_date_stays_as_it_was_typed() -> None:
    file, _ = loaded("2023-12-05", note="05/12/2023")
    assert file is not None
    assert file.regulation.note == "05/12/2023"
