"""What is said of a log: words no longer used, times of day that nothing asks for, events of other regulations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.compliance import EVERYTHING
from engine.diagnostics import Diagnostic
from engine.service import Inputs, check
from engine.service.increments import survey_since
from engine.service.inspecting import inspect
from engine.service.surveying import survey

RULES = """format: 1
regulation: {{id: thu, name: Thử, province: Thử, number: 1/QĐ, status: in_force, in_force_from: 2024-01-01}}
amendments: [{{number: 2/QĐ, in_force_from: 2025-07-01, cites: Điều 1}}]
vocabulary:
  events:
    - {{id: nhan, label: Tiếp nhận}}
    - {{id: tra, label: Trả kết quả, until: 2025-07-01}}
    - {{id: tra, label: Giao kết quả, amended_by: 2/QĐ}}
    - {{id: gia_han, label: Gia hạn, until: 2025-07-01}}
    - {{id: hen, label: Hẹn lại, amended_by: 2/QĐ}}
obligations:
  - id: tra
    label: Trả kết quả
    cites: Điều 1
    when: {{event: nhan}}
    who: unit_head
    must: tra
    within: 05 ngày làm việc{counting}
provisions: [{{at: Điều 1, rules: [tra]}}]
"""
Judge = Callable[[Inputs], list[Diagnostic]]
JUDGES: dict[str, Judge] = {
    "check": lambda inputs: list(check(inputs).diagnostics),
    "survey": lambda inputs: list(survey(inputs, EVERYTHING).diagnostics),
    "explain": lambda inputs: list(inspect(inputs).diagnostics),
    "since": lambda inputs: since(inputs),
}


def since(inputs: Inputs) -> list[Diagnostic]:
    """Check twice, the second time with everything known; both must say the same of the log."""
    state = inputs.events[0].parent / "state"
    first, second = ([*survey_since(inputs, state, EVERYTHING).diagnostics] for _ in range(2))
    told, again = ([item for item in found if not item.code.startswith("S")] for found in (first, second))
    assert [item.code for item in told] == [item.code for item in again]
    return told


def inputs_of(folder: Path, log: str, counting: str = "") -> Inputs:
    (folder / "thu.yaml").write_text(RULES.format(counting=counting), encoding="utf-8")
    (folder / "log.csv").write_text(log, encoding="utf-8")
    return Inputs((folder / "log.csv",), date(2025, 12, 31), None, (str(folder / "thu.yaml"),))


@pytest.fixture(params=JUDGES)
def judge(request: pytest.FixtureRequest) -> Judge:
    return JUDGES[request.param]


def test_an_event_used_outside_the_life_of_its_word_is_warned_of(tmp_path: Path, judge: Judge) -> None:
    rows = "d,nhan,2025-06-30\nd,gia_han,2025-06-30\nd,Gia hạn,2025-07-01\nd,hen,2025-06-30\nd,hen,2025-07-01\n"
    found = judge(inputs_of(tmp_path, "dossier,event,date\n" + rows))
    told = [(item.code, item.place.line if item.place else None) for item in found]
    assert told == [("D163", 4), ("D164", 5)]
    assert found[0].message() == "ngày 01/07/2025: quy chế không còn dùng sự kiện «Gia hạn» từ ngày 01/07/2025"


def test_a_word_that_only_changed_its_label_never_ends(tmp_path: Path, judge: Judge) -> None:
    rows = "d,nhan,2025-06-27\nd,Trả kết quả,2025-08-01\nd,Giao kết quả,2025-06-30\n"
    assert judge(inputs_of(tmp_path, "dossier,event,date\n" + rows)) == []


@pytest.mark.parametrize(
    "log",
    [
        "dossier,event,date,time\nd,nhan,2025-06-30,08:15\nd,tra,2025-06-30,\n",
        "dossier,event,date\nd,nhan,2025-06-30 08:15\nd,tra,2025-06-30 09:15\n",
    ],
)
def test_times_of_day_that_no_rule_asks_for_are_told_once(tmp_path: Path, judge: Judge, log: str) -> None:
    assert [item.code for item in judge(inputs_of(tmp_path, log))] == ["D165"]


def test_times_of_day_are_not_spoken_of_where_there_is_a_cut_off_or_no_time(tmp_path: Path, judge: Judge) -> None:
    log = "dossier,event,date,time\nd,nhan,2025-06-30,08:15\n"
    assert judge(inputs_of(tmp_path, log, '\n    counting: {cut_off: "15:00"}')) == []
    assert judge(inputs_of(tmp_path, log.replace("08:15", ""))) == []


def test_events_of_another_regulation_are_told_once_by_its_name(
    tmp_path: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules").mkdir()
    other = RULES.format(counting="").replace("id: thu", "id: khac").replace("id: nhan", "id: tiep_don")
    other = other.replace("event: nhan", "event: tiep_don").replace("Tiếp nhận", "Tiếp đón")
    (tmp_path / "rules" / "khac.yaml").write_text(other, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    log = "dossier,event,date\nd,nhan,2025-06-30\nd,tiep_don,2025-06-30\nd2,tiep_don,2025-06-30\n"
    found = judge(inputs_of(tmp_path, log))
    assert [item.code for item in found] == ["D141", "D141", "D162"]
    assert "«khac»" in found[-1].message()
