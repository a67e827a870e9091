"""A survey by columns says what the reference evaluator says, whatever parts the log comes in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.columnar import columns_of
from engine.columnar.parts import LogParts
from engine.compliance import EVERYTHING, FindingSource, Gathering
from engine.service import Inputs, Judged, check, sources
from engine.service.checking import _events_for
from engine.service.grounds import Grounds
from engine.service.reach import heirs_of
from engine.service.surveying import judge_parts, survey
from tests.columnar.aimed_logs import Question, by_reference, calendar_of
from tests.columnar.fuzz import question_of
from tests.evaluation.histories import PROVINCES


def shown_of(findings: FindingSource) -> list[dict[str, Any]]:
    rows = [row for frame in findings.frames() for row in frame.iter_rows(named=True)]
    return [{key: cell.isoformat() if isinstance(cell, date) else cell for key, cell in row.items()} for row in rows]


def judged_in(question: Question) -> Judged:
    heirs = heirs_of(question.members, question.units)
    return cast(Judged, SimpleNamespace(plan=question.plan, members=question.members, heirs=heirs))


def by_survey(question: Question) -> list[dict[str, Any]]:
    gathering = Gathering(EVERYTHING)
    judge_parts(
        LogParts.of(columns_of(question.events), question.plan.event_levels),
        [judged_in(question)],
        Inputs((), question.as_of, known_at=question.known_at),
        Grounds(calendar_of(question.known_at), units=question.units),
        gathering,
    )
    return shown_of(gathering.findings)


def by_reference_among_members(question: Question) -> list[dict[str, Any]]:
    events = _events_for(judged_in(question), tuple(dict.fromkeys(question.events)))
    return by_reference(replace(question, events=events))


@pytest.mark.parametrize("portion", range(3))
def test_units_of_one_province_are_judged_by_what_concerns_them(portion: int) -> None:
    asked = 0
    for seed in range(portion, 240, 3):
        question = question_of(seed)
        if question.members is not None:
            asked += 1
            assert by_survey(question) == by_reference_among_members(question), f"câu hỏi số {seed}"
    assert asked > 5


def test_a_log_larger_than_memory_is_judged_as_a_small_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs = tuple(root / "examples" / f"events_{name}.csv" for name in PROVINCES)
    inputs = Inputs(logs, date(2025, 12, 31), units=root / "examples" / "units.csv")
    expected = [finding.as_record() for finding in check(inputs).findings]
    read_log = sources.read_log
    for most in (10**9, 1_700):
        monkeypatch.setattr(sources, "read_log", lambda *given, most=most: read_log(*given, most_in_memory=most))
        assert shown_of(survey(inputs, EVERYTHING).findings) == expected
