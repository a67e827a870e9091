"""The table of units: what is wrong about a unit is not known, but the unit is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from log_helpers import found

from engine.diagnostics import Diagnostic
from engine.loading.logs import Unit, UnitTable, load_units
from engine.vocabulary import standard

HEADER = "unit,name,type,parent,in_scope,jurisdiction,org_level\n"


def load_rows(tmp_path: Path, rows: str, header: str = HEADER) -> tuple[UnitTable, list[Diagnostic]]:
    """Load a small table."""
    path = tmp_path / "don-vi.csv"
    path.write_text(header + rows, encoding="utf-8")
    return load_units(path, standard())


def test_rows_become_units(tmp_path: Path) -> None:
    units, diagnostics = load_rows(
        tmp_path,
        "SNV,Sở Nội vụ,so_noi_vu,,có,tuyenquang,3\n"
        "TTLT,Trung tâm Lưu trữ,Đơn vị sự nghiệp thuộc sở,SNV,1,tuyenquang,1\n"
        "BTC,Bộ Tài chính,ngoai_bo_nganh,,không,,\n"
        "X1,,,,,,\n",
    )
    assert diagnostics == []
    assert units["SNV"] == Unit("SNV", "Sở Nội vụ", "so_noi_vu", None, True, "tuyenquang", (("org_level", "3"),))
    assert units["TTLT"].type == "dvsn_so"
    assert units["BTC"].in_scope is False
    assert units["X1"] == Unit("X1", "X1")
    assert list(units) == ["BTC", "SNV", "TTLT", "X1"]
    assert [unit.id for unit in units.children("SNV")] == ["TTLT"]
    assert units.children("TTLT") == ()
    assert units.superior("TTLT") == units["SNV"]
    assert units.superior("SNV") is None
    assert units.superior("khong-co") is None


def test_superiors_stand_nearest_first(tmp_path: Path) -> None:
    units, _ = load_rows(tmp_path, "C,,,B,,,\nB,,,A,,,\nA,,,,,,\n")
    assert [unit.id for unit in units.superiors("C")] == ["B", "A"]
    assert units.superiors("A") == ()


def test_vietnamese_header(tmp_path: Path) -> None:
    units, diagnostics = load_rows(
        tmp_path, "SNV;Sở Nội vụ;Sở Nội vụ;;có;\n", "Mã đơn vị;Tên;Loại;Cấp trên;Trong phạm vi;Tỉnh\n"
    )
    assert diagnostics == []
    assert units["SNV"].type == "so_noi_vu"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (",Không mã,so_nganh,,,,\n", [("D201", 2)]),
        ("A,Sở A,so_nganh,,,,\nA,Sở B,so_nganh,,,,\n", [("D202", 3)]),
        ("A,Sở A,so_ngành nghề,,,,\n", [("D203", 2)]),
        ("A,Sở A,so_nganh,Z,,,\n", [("D204", 2)]),
        ("A,Sở A,so_nganh,A,,,\n", [("D205", 2)]),
        ("A,,,B,,,\nB,,,C,,,\nC,,,B,,,\n", [("D205", 3), ("D205", 4)]),
        ("A,Sở A,so_nganh,,có lẽ,,\n", [("D147", 2)]),
        ("A,Sở A\n", [("D132", 2)]),
        ("", [("D105", None)]),
    ],
)
def test_mistakes_are_named(tmp_path: Path, rows: str, expected: list[tuple[str, int | None]]) -> None:
    assert found(load_rows(tmp_path, rows)) == expected


def test_disputed_unit_stays_but_nothing_is_known_of_it(tmp_path: Path) -> None:
    units, _ = load_rows(tmp_path, "A,Sở A,so_nganh,,,,\nA,Sở B,so_nganh,,,,\nA,Sở A,so_nganh,,,,\n")
    assert dict(units) == {"A": Unit("A", "A")}


def test_equal_rows_count_once(tmp_path: Path) -> None:
    units, diagnostics = load_rows(tmp_path, "A,Sở A,so_nganh,,,,\n" * 2)
    assert diagnostics == []
    assert len(units) == 1


def test_circle_of_parents_is_cut_and_those_below_keep_theirs(tmp_path: Path) -> None:
    units, diagnostics = load_rows(tmp_path, "A,,,B,,,\nB,,,C,,,\nC,,,B,,,\n")
    assert {unit.id: unit.parent for unit in units.values()} == {"A": "B", "B": None, "C": None}
    assert dict(diagnostics[0].args)["chain"] == "B → C → B"


def test_unknown_parent_gets_a_suggestion(tmp_path: Path) -> None:
    _, diagnostics = load_rows(tmp_path, "SO-NOI-VU,,,,,,\nB,,,SO-NOI-VI,,,\n")
    assert diagnostics[0].suggestion == "SO-NOI-VU"


def test_missing_id_column(tmp_path: Path) -> None:
    units, diagnostics = load_rows(tmp_path, "Sở A\n", "name\n")
    assert len(units) == 0
    assert found((units, diagnostics)) == [("D120", None)]


def test_workbook_with_both_sheets_serves_as_units_table(tmp_path: Path) -> None:
    path = tmp_path / "tat-ca.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Sự kiện").write_row(0, 0, ["event", "date"])
        sheet = book.add_worksheet("Đơn vị")
        sheet.write_row(0, 0, ["unit", "type"])
        sheet.write_row(1, 0, ["SNV", "so_noi_vu"])
    units, diagnostics = load_units(path, standard())
    assert diagnostics == []
    assert dict(units) == {"SNV": Unit("SNV", "SNV", "so_noi_vu")}


def test_missing_file(tmp_path: Path) -> None:
    units, diagnostics = load_units(tmp_path / "khong-co.csv", standard())
    assert len(units) == 0
    assert found((units, diagnostics)) == [("D101", None)]


DATED = "unit,valid_from,valid_until,successor\n"


def test_units_have_a_first_day_a_last_day_and_a_successor(tmp_path: Path) -> None:
    units, diagnostics = load_rows(tmp_path, "x-1,2020-01-01,30/06/2025,x-2\nx-2,2025-07-01,,\n", DATED)
    assert diagnostics == []
    assert units["x-1"] == Unit(
        "x-1", "x-1", valid_from=date(2020, 1, 1), valid_until=date(2025, 6, 30), successor="x-2"
    )
    assert units["x-2"] == Unit("x-2", "x-2", valid_from=date(2025, 7, 1))


@pytest.mark.parametrize(
    ("rows", "codes", "left"),
    [
        ("x-1,hôm qua,2025-06-30,\n", [("D207", 2)], (None, date(2025, 6, 30), None)),
        ("x-1,,31/06/2025,\n", [("D207", 2)], (None, None, None)),
        ("x-1,2025-07-01,2025-06-30,\n", [("D208", 2)], (None, None, None)),
        ("x-1,,2025-06-30,x-9\n", [("D209", 2)], (None, date(2025, 6, 30), None)),
        ("x-1,,2025-06-30,x-1\n", [("D210", 2)], (None, date(2025, 6, 30), None)),
        (
            "x-1,,2025-06-30,x-2\nx-2,,2025-07-30,x-1\n",
            [("D210", 2), ("D210", 3)],
            (None, date(2025, 6, 30), None),
        ),
        ("x-1,,,x-2\nx-2,,,\n", [("D211", 2)], (None, None, "x-2")),
    ],
)
def test_what_is_wrong_over_time_is_not_known(
    tmp_path: Path, rows: str, codes: list[tuple[str, int]], left: tuple[date | None, date | None, str | None]
) -> None:
    units, diagnostics = load_rows(tmp_path, rows, DATED)
    assert found((units, diagnostics)) == codes
    unit = units["x-1"]
    assert (unit.valid_from, unit.valid_until, unit.successor) == left


def test_a_unit_that_exists_for_one_day(tmp_path: Path) -> None:
    _, diagnostics = load_rows(tmp_path, "x-1,2025-06-30,2025-06-30,\n", DATED)
    assert diagnostics == []


def test_a_column_that_nothing_is_known_of_is_named(tmp_path: Path) -> None:
    units, diagnostics = load_rows(tmp_path, "x-1,2025-06-30,3\n", "unit,closed_on,org_level\n")
    assert [(item.code, dict(item.args)) for item in diagnostics] == [("D206", {"column": "closed_on"})]
    assert units["x-1"].attributes == (("closed_on", "2025-06-30"), ("org_level", "3"))
