"""Each unit is judged by its own province's regulation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.service import Inputs, check

EVENTS = """dossier,event,date,unit,to_unit,case
d1,transfer_document_effective,2025-03-03,a,b,inter_unit
d2,transfer_document_effective,2025-03-03,c,d,inter_unit
"""
UNITS = """unit,name,type,jurisdiction
a,Sở A,so_nganh,quangninh
b,Sở B,so_nganh,quangninh
c,Sở C,so_nganh,Long An
d,Sở D,so_nganh,Long An
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    events, units = tmp_path / "events.csv", tmp_path / "units.csv"
    events.write_text(EVENTS, encoding="utf-8")
    units.write_text(UNITS, encoding="utf-8")
    return events, units


def transfers(files: tuple[Path, Path], *rules: str) -> set[tuple[str, str | None, str | None]]:
    result = check(Inputs((files[0],), date(2025, 4, 1), files[1], rules))
    return {
        (item.regulation, item.verdict.dossier, item.verdict.unit)
        for item in result.findings
        if item.verdict.rule == "transfer-sender"
    }


def test_without_rules_each_unit_is_judged_by_its_own_province(files: tuple[Path, Path]) -> None:
    assert transfers(files) == {("quangninh", "d1", "a"), ("longan", "d2", "c")}


def test_a_named_regulation_is_for_the_units_of_its_own_province(files: tuple[Path, Path]) -> None:
    assert transfers(files, "quangninh") == {("quangninh", "d1", "a")}


def test_a_regulation_of_a_province_that_the_table_does_not_name_is_for_all_units(files: tuple[Path, Path]) -> None:
    assert transfers(files, "tuyenquang") == {("tuyenquang", "d1", "a"), ("tuyenquang", "d2", "c")}


def test_yearly_duties_of_units_are_asked_of_their_own_province_only(files: tuple[Path, Path]) -> None:
    result = check(Inputs((files[0],), date(2025, 4, 1), files[1], ("quangninh",)))
    units = {item.verdict.unit for item in result.findings if item.verdict.rule == "budget-yearly"}
    assert units == {"a", "b"}


def test_a_jurisdiction_without_a_regulation_is_told(files: tuple[Path, Path]) -> None:
    files[1].write_text(UNITS + "e,Sở E,so_nganh,Cà Mau\n", encoding="utf-8")
    result = check(Inputs((files[0],), date(2025, 4, 1), files[1]))
    assert [item.code for item in result.diagnostics] == ["U103"]


def test_a_broken_file_of_another_province_does_not_stop_the_check(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "camau.yaml").write_text("format: 2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert transfers(files) == {("quangninh", "d1", "a"), ("longan", "d2", "c")}
