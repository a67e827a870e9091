"""Scenario files: what is understood, and where a mistake is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from engine.scenarios import Scenario, find_scenarios, load_scenarios, run_scenario
from engine.scenarios.library import Library

RULES = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
obligations:
  - {id: giao, label: Giao hồ sơ, cites: Điều 1, who: sending_unit, must: edossier_transferred,
     when: {event: transfer_document_effective}, within: 05 ngày làm việc}
  - {id: bao, label: Báo mất mật khẩu, cites: Điều 2, who: unit_admin, must: password_loss_reported,
     when: {event: password_lost}, within: 02 ngày làm việc}
interpretations:
  - {id: han, about: bao, question: Bao lâu?, chosen: hai, readings: {hai: {says: Hai., within: 02 ngày làm việc},
     ba: {says: Ba., within: 03 ngày làm việc}}}
provisions: [{at: Điều 1, rules: giao}, {at: Điều 2, rules: bao}]
"""
GOOD = """\
regulation: thu
cases:
  - name: giao đúng hạn
    law: Điều 1
    units:
      - {unit: a, type: so_nganh, parent: b}
    events:
      - {dossier: HS1, event: Quyết định chuyển công tác có hiệu lực, date: 02/06/2025, unit: a, to_unit: b}
      - {dossier: HS1, event: edossier_transferred, date: 2025-06-09, unit: a, signed: có}
    as_of: 2025-06-20
    expect:
      - {rule: giao, dossier: HS1, due_on: 2025-06-09, status: đúng hạn, reason: null, late_working_days: null}
    absent: [bao]
"""


def files(folder: Path, text: str) -> tuple[list[Scenario], list[tuple[str, int | None]]]:
    (folder / "thu.rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "tinh-huong.yaml").write_text(text, encoding="utf-8")
    found, problems = load_scenarios(find_scenarios([folder]), Library())
    return found, [(item.code, item.place.line if item.place else None) for item in problems]


def mistakes(folder: Path, old: str, new: str) -> list[tuple[str, int | None]]:
    assert GOOD.count(old) == 1, old
    found, problems = files(folder, GOOD.replace(old, new))
    assert not found
    return problems


def test_labels_dates_and_truth_values_are_read_as_in_a_log(tmp_path: Path) -> None:
    (scenario,), problems = files(tmp_path, GOOD)
    assert problems == []
    assert scenario.as_of == date(2025, 6, 20)
    assert [event.event for event in scenario.events] == ["transfer_document_effective", "edossier_transferred"]
    assert scenario.events[1].attributes == (("signed", "true"),)
    assert scenario.expect[0].values == {
        "rule": "giao",
        "dossier": "HS1",
        "due_on": "2025-06-09",
        "status": "met",
        "reason": None,
        "late_working_days": None,
    }
    assert scenario.absent == ("bao",)
    assert scenario.units is not None
    assert scenario.units["a"].parent == "b"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("    as_of: 2025-06-20\n", "", "T201", 3),
        ("regulation: thu\n", "", "T201", None),
        ("name: giao đúng hạn", "ten: giao đúng hạn", "T202", 3),
        ("signed: có", "sined: có", "T202", 9),
        ("status: đúng hạn", "statuss: met", "T202", 12),
        ("absent: [bao]", "absent: bao", "T203", 13),
        ("late_working_days: null", "late_working_days: hai", "T203", 12),
        ("event: edossier_transferred", "event: edossier_transfered", "T204", 9),
        ("status: đúng hạn", "status: đúng", "T204", 12),
        ("type: so_nganh", "type: sở gì đó", "T204", 6),
        ("date: 2025-06-09, unit", "date: 9/6, unit", "T205", 9),
        ("rule: giao", "rule: giaoo", "T207", 12),
        ("absent: [bao]", "absent: [baoo]", "T207", 13),
        ("signed: có", "signed: có thể", "D147", 9),
        ("absent: [bao]", "readings: {han: bon}", "U104", 13),
        ("regulation: thu", "regulation: khong-co", "U101", 1),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, old: str, new: str, code: str, line: int | None) -> None:
    assert (code, line) in mistakes(tmp_path, old, new)


def test_a_scenario_that_checks_nothing_is_a_mistake(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("    expect:")]
    found, problems = files(tmp_path, text)
    assert not found
    assert ("T206", 3) in problems


def test_one_bad_scenario_does_not_hide_the_others(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("  - name") :].replace("status: đúng hạn", "status: sai")
    found, problems = files(tmp_path, GOOD + second)
    assert [item.name for item in found] == ["giao đúng hạn"]
    assert [code for code, _ in problems] == ["T204"]


@pytest.mark.parametrize("text", ["", "cases", "- 1", "regulation: thu\ncases: {a: b}", "a: [", "\x00"])
def test_what_is_no_scenario_file_is_told_and_never_raised(tmp_path: Path, text: str) -> None:
    found, problems = files(tmp_path, text)
    assert not found
    assert problems


SHEET = (
    ("tình huống", "quy chế", "xét tại ngày", "hồ sơ", "sự kiện", "ngày", "đơn vị", "đơn vị đến", "signed",
     "loại đơn vị", "quy tắc", "tình trạng", "đến hạn", "hoàn thành", "cách hiểu", "không phát sinh"),
    ("giao trễ", "thu", "20/06/2025", "HS1", "transfer_document_effective", "2025-06-02", "a", "b", "",
     "so_nganh", "", "", "", "", "", ""),
    ("", "", "", "HS1", "edossier_transferred", "10/06/2025", "a", "", "x", "", "giao", "hoàn thành trễ", "09/06/2025",
     "10/06/2025", "", "bao"),
    ("báo theo cách khác", "", "", "", "password_lost", "2025-06-02", "a", "", "", "", "bao", "overdue", "2025-06-05",
     "–", "han=ba", ""),
)  # fmt: skip


def test_rows_of_a_workbook_say_the_same_as_yaml(tmp_path: Path) -> None:
    """Three working days after 02/6/2025 end on 05/6; what is left empty is as in the row above."""
    (tmp_path / "thu.rules.yaml").write_text(RULES, encoding="utf-8")
    path = tmp_path / "tinh-huong.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tình huống")
        for number, row in enumerate(SHEET):
            sheet.write_row(number, 0, row)
    library = Library()
    scenarios, problems = load_scenarios([path], library)
    assert problems == []
    assert [item.name for item in scenarios] == ["giao trễ", "báo theo cách khác"]
    first, second = scenarios
    assert first.expect[0].values == {
        "rule": "giao",
        "status": "late",
        "due_on": "2025-06-09",
        "fulfilled_on": "2025-06-10",
        "dossier": "HS1",
    }
    assert first.absent == ("bao",)
    assert first.events[1].attributes == (("signed", "true"),)
    assert first.units is not None
    assert first.units["a"].type == "so_nganh"
    assert second.choices == (("han", "ba"),)
    assert second.expect[0].values["fulfilled_on"] is None
    assert [run_scenario(item, library).passed for item in scenarios] == [True, True]


def test_a_mistake_in_a_table_names_its_row(tmp_path: Path) -> None:
    (tmp_path / "thu.rules.yaml").write_text(RULES, encoding="utf-8")
    path = tmp_path / "tinh-huong.csv"
    path.write_text(
        "scenario,regulation,as_of,dossier,event,date,unit,rule,status\n"
        "một,thu,2025-06-20,HS1,transfer_document_effective,2025-06-02,a,giao,sai\n",
        encoding="utf-8",
    )
    found, problems = load_scenarios([path], Library())
    assert not found
    assert [(item.code, item.place.line if item.place else None) for item in problems] == [("T204", 2)]
