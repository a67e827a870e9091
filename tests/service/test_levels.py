"""A unit is judged by every regulation that binds it: its province's, the country's, and its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.compliance import EVERYTHING
from engine.service import Inputs, check
from engine.service.surveying import survey

RULE = """
obligations:
  - id: {rule}
    label: Nhận hồ sơ
    cites: Điều 1
    when: {{event: paper_dossier_sent}}
    who: receiving_unit
    must: paper_dossier_received
    within: {within}
provisions:
  - {{at: Điều 1, rules: {rule}}}
"""
EVENTS = """dossier,event,date,unit,to_unit
d1,paper_dossier_sent,2025-03-03,a,b
d2,paper_dossier_sent,2025-03-03,c,d
d3,paper_dossier_sent,2025-03-03,a,phong-b1
"""
UNITS = """unit,name,type,parent,jurisdiction
a,Sở A,so_nganh,,Cà Mau
b,Sở B,so_nganh,,Cà Mau
phong-b1,Phòng B1,bo_phan,b,Cà Mau
c,Sở C,so_nganh,,Long An
d,Sở D,so_nganh,,Long An
"""


def write(folder: Path, name: str, head: str, within: str) -> None:
    head = f"format: 1\nregulation: {{id: {name}, name: Ví dụ, {head}}}"
    (folder / f"{name}.yaml").write_text(head + RULE.format(rule=f"nhan-{name}", within=within), encoding="utf-8")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules").mkdir()
    in_force = "status: in_force, in_force_from: 2025-01-01"
    write(tmp_path / "rules", "camau", f"province: Cà Mau, {in_force}", "03 ngày làm việc")
    write(tmp_path / "rules", "nghidinh", f"level: national, {in_force}", "05 ngày làm việc")
    write(tmp_path / "rules", "noi-bo", f"level: unit, unit: b, province: Cà Mau, {in_force}", "02 ngày làm việc")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dues(inputs: Inputs) -> set[tuple[str, str | None, str | None]]:
    findings = check(inputs).findings
    told = {
        (item.regulation, item.verdict.dossier, item.verdict.due_on.isoformat() if item.verdict.due_on else None)
        for item in findings
        if item.verdict.rule.startswith("nhan-")
    }
    records = [row for frame in survey(inputs, EVERYTHING).findings.frames() for row in frame.to_dicts()]
    by_columns = {
        (row["regulation"], row["dossier"], row["due_on"].isoformat())
        for row in records
        if row["rule"].startswith("nhan-")
    }
    assert by_columns == told
    return told


OF_THE_COUNTRY = {("nghidinh", "d1", "2025-03-10"), ("nghidinh", "d2", "2025-03-10"), ("nghidinh", "d3", "2025-03-10")}
OF_THE_PROVINCE = {("camau", "d1", "2025-03-06"), ("camau", "d3", "2025-03-06")}
OF_THE_UNIT = {("noi-bo", "d1", "2025-03-05"), ("noi-bo", "d3", "2025-03-05")}


def test_by_jurisdiction_each_unit_is_judged_by_all_three_levels(world: Path) -> None:
    found = dues(Inputs((world / "events.csv",), date(2025, 4, 1), world / "units.csv"))
    assert found == OF_THE_COUNTRY | OF_THE_PROVINCE | OF_THE_UNIT


def test_a_named_provincial_regulation_brings_the_countrys_with_it(world: Path) -> None:
    found = dues(Inputs((world / "events.csv",), date(2025, 4, 1), world / "units.csv", ("camau",)))
    assert found == OF_THE_COUNTRY | OF_THE_PROVINCE | OF_THE_UNIT


def test_a_regulation_of_the_country_that_is_named_itself_is_applied_once(world: Path) -> None:
    found = check(Inputs((world / "events.csv",), date(2025, 4, 1), None, ("nghidinh", "camau")))
    assert [item.plan.regulation for item in found.judged] == ["nghidinh", "camau"]


def test_a_decree_that_has_not_begun_or_is_a_draft_asks_nothing(world: Path) -> None:
    write(world / "rules", "du-thao", "level: national, status: draft", "05 ngày làm việc")
    write(world / "rules", "nghidinh", "level: national, status: in_force, in_force_from: 2026-01-01", "05 ngày")
    found = check(Inputs((world / "events.csv",), date(2025, 4, 1), None, ("camau",)))
    assert [item.plan.regulation for item in found.judged] == ["camau"]


def test_mistakes_of_a_decree_count_for_everybody(world: Path) -> None:
    write(world / "rules", "nghidinh", "level: national, status: in_force, in_force_from: 2025-01-01", "năm ngày lắm")
    found = check(Inputs((world / "events.csv",), date(2025, 4, 1), None, ("camau",)))
    assert not found.rules_usable
    assert {item.code for item in found.diagnostics} == {"P204"}
