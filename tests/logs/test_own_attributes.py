"""Cells of a regulation's own attributes are read by their type; what could mean two things is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.loading.logs.numbers import canonical, number_from
from engine.loading.rules import load_rules
from engine.service import Inputs, check
from engine.service.regulations import merged_vocabulary
from engine.vocabulary import standard

RULES = Path(__file__).parents[1] / "cases" / "quy-uoc" / "tu-rieng.rules.yaml"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("12", "12"), ("0012", "12"), ("+4", "4"), ("-3", "-3"), ("-0", "0")),
        *(("1.000.000", "1000000"), ("1 000 000", "1000000"), ("1,000,000", "1000000"), ("1 000", "1000")),
        *(("12,5", "12.5"), ("12.50", "12.5"), ("0,125", "0.125"), ("0.125", "0.125"), ("100.0", "100")),
        *(("1.234,5", "1234.5"), ("1,234.5", "1234.5")),
    ],
)
def test_a_number_has_one_spelling(cell: str, number: str) -> None:
    read = number_from(cell, "so_ho_so")
    assert isinstance(read, Decimal)
    assert canonical(read) == number


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.000", "D148"),
        ("12,345", "D148"),
        ("mười", "D147"),
        ("1e5", "D147"),
        ("1.00.000", "D147"),
        ("9" * 50, "D147"),
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused(cell: str, code: str) -> None:
    read = number_from(cell, "so_ho_so")
    assert not isinstance(read, Decimal)
    assert read.code == code


def checked(
    folder: Path, events: str, units: str | None = None
) -> tuple[set[tuple[str, str | None, str]], list[object]]:
    log, table = folder / "log.csv", folder / "units.csv"
    log.write_text(events, encoding="utf-8")
    if units is not None:
        table.write_text(units, encoding="utf-8")
    result = check(Inputs((log,), date(2025, 3, 5), table if units is not None else None, (str(RULES),)))
    found = {(item.verdict.rule, item.verdict.unit, item.verdict.status.value) for item in result.findings}
    return found, [(item.code, item.place.line if item.place else None) for item in result.diagnostics]


def test_a_bad_number_leaves_its_row_out_and_says_where(tmp_path: Path) -> None:
    rows = "event,date,unit,so_ho_so\nTổng hợp số liệu,03/03/2025,a,12\ntong_hop,03/03/2025,b,9\n"
    found, problems = checked(tmp_path, rows + "tong_hop,03/03/2025,c,mười\ntong_hop,03/03/2025,e,1.000\n")
    assert {item for item in found if item[0] == "nhieu-ho-so"} == {("nhieu-ho-so", "a", "due_soon")}
    assert problems == [("D147", 4), ("D148", 5)]


def test_own_types_and_attributes_of_units_are_read_from_the_units_table(tmp_path: Path) -> None:
    events = "event,date,unit,so_ho_so\ntong_hop,2025-03-03,a,1\n"
    units = "unit,type,Có cổng trực tuyến\na,Trung tâm phục vụ hành chính công,có\nb,trung_tam_hcc,không\n"
    units += "c,doanh_nghiep,có\n"
    found, problems = checked(tmp_path, events, units)
    assert problems == []
    assert found == {("so-lieu-thang", "a", "pending")}


def test_two_regulations_may_share_a_word_but_not_give_it_two_meanings(tmp_path: Path) -> None:
    text = RULES.read_text(encoding="utf-8")
    other, clashing = tmp_path / "khac.yaml", tmp_path / "trai.yaml"
    other.write_text(text.replace("id: tu-rieng", "id: khac"), encoding="utf-8")
    clashing.write_text(text.replace("so_ho_so, label: Số hồ sơ, type: number", "so_luong, label: Số hồ sơ, type: text")
                        .replace("so_ho_so: {at_least: 10}", "so_luong: mười").replace("id: tu-rieng", "id: trai"),
                        encoding="utf-8")  # fmt: skip
    documents = [load_rules(path)[0] for path in (RULES, other, clashing)]
    assert all(documents)
    first, same, apart = (document for document in documents if document is not None)
    assert merged_vocabulary([first, same])[1] == []
    assert [item.code for item in merged_vocabulary([first, apart])[1]] == ["U120"]
    assert merged_vocabulary([])[0] == standard()
