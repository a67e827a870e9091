"""One log under a decree and a province's regulation, both amended in mid-year, communes merged on 01/07.

Every date is counted by hand on the calendar of 2025; the days of each period are in the ledger.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.compliance import EVERYTHING
from engine.explanation import explain
from engine.reports.names import Names
from engine.reports.story import story
from engine.service import CheckResult, Inputs, check
from engine.service.surveying import survey

WORLD = Path(__file__).parent / "two_regulations"
AS_OF = date(2025, 7, 31)
Row = tuple[str, str | None, str | None, str | None, str | None, str | None, str, int | None]

EXPECTED: set[Row] = {
    # Nhập liệu 12/05: 20 ngày là 09/06, nhưng ngày 01/06 còn dở nên theo 15 ngày, đến 02/06; duyệt 05/06 trễ 3, 4, 5.
    ("nd-duyet", "hs-1", "xa-an", None, "2025-06-02", "2025-06-05", "late", 3),
    # Quy chế tỉnh: 10 ngày là 26/05; trễ 27–30/05 và 02–05/06.
    ("gd-duyet", "hs-1", "xa-an", None, "2025-05-26", "2025-06-05", "late", 8),
    # Nhập liệu 05/05, duyệt 30/05, trước ngày nghị định được sửa: vẫn 20 ngày, đến 02/06.
    ("nd-duyet", "hs-2", "xa-an", None, "2025-06-02", "2025-05-30", "met", None),
    ("gd-duyet", "hs-2", "xa-an", None, "2025-05-19", "2025-05-30", "late", 9),
    # Nhập liệu 20/06 ở xã Bình, xã chỉ còn đến 30/06: xã An Bình chịu trách nhiệm. 15 ngày là 11/07.
    ("nd-duyet", "hs-3", "xa-an-binh", "xa-binh", "2025-07-11", None, "overdue", 14),
    # Quy chế tỉnh sửa từ 01/07 nhưng không chuyển việc còn dở: vẫn 10 ngày, đến 04/07.
    ("gd-duyet", "hs-3", "xa-an-binh", "xa-binh", "2025-07-04", None, "overdue", 19),
    # Nhập liệu 23/06 ở xã An, xã An Bình duyệt 03/07.
    ("nd-duyet", "hs-4", "xa-an-binh", "xa-an", "2025-07-14", "2025-07-03", "met", None),
    ("gd-duyet", "hs-4", "xa-an-binh", "xa-an", "2025-07-07", "2025-07-03", "met", None),
    # Nhập liệu 01/07: nghị định 15 ngày là 22/07; quy chế tỉnh bản mới 5 ngày là 08/07.
    ("nd-duyet", "hs-5", "xa-an-binh", None, "2025-07-22", None, "overdue", 7),
    ("gd-duyet", "hs-5", "xa-an-binh", None, "2025-07-08", None, "overdue", 17),
    # Tỉnh khác không có quy chế: chỉ nghị định ràng buộc.
    ("nd-duyet", "hs-6", "so-khac", None, "2025-07-16", None, "overdue", 11),
    # Báo cáo sáu tháng: xã An nộp 26/06; xã Bình chưa nộp khi hết, xã An Bình còn nợ; báo cáo 10/07 là của nửa năm sau.
    ("nd-bao-cao", None, "xa-an", None, "2025-06-30", "2025-06-26", "met", None),
    ("nd-bao-cao", None, "xa-an-binh", "xa-binh", "2025-06-30", None, "overdue", 23),
    ("nd-bao-cao", None, "xa-an-binh", None, "2025-12-31", "2025-07-10", "met", None),
    ("nd-bao-cao", None, "so-khac", None, "2025-06-30", None, "overdue", 23),
    ("nd-bao-cao", None, "so-khac", None, "2025-12-31", None, "pending", None),
    # Hai quản trị viên ngày 10/06 là quá một; từ 01/07 được hai.
    ("gd-quan-tri", None, "xa-an", None, None, None, "violation", None),
}


@pytest.fixture
def inputs(monkeypatch: pytest.MonkeyPatch) -> Inputs:
    monkeypatch.chdir(WORLD)
    return Inputs((WORLD / "events.csv",), AS_OF, WORLD / "units.csv")


def rows_of(result: CheckResult) -> list[Row]:
    keys = ("rule", "dossier", "unit", "inherited_from", "due_on", "fulfilled_on", "status", "late_working_days")
    return [tuple(item.as_record()[key] for key in keys) for item in result.findings]  # type: ignore[misc]


def test_every_duty_under_both_regulations_is_as_counted_by_hand(inputs: Inputs) -> None:
    result = check(inputs)
    assert set(rows_of(result)) == EXPECTED
    assert len(result.findings) == len(EXPECTED)


def test_judging_by_columns_finds_the_same(inputs: Inputs) -> None:
    found = [row for frame in survey(inputs, EVERYTHING).findings.frames() for row in frame.to_dicts()]
    keys = ("rule", "dossier", "unit", "inherited_from", "due_on", "fulfilled_on", "status", "late_working_days")
    told = {tuple(str(row[key]) if isinstance(row[key], date) else row[key] for key in keys) for row in found}
    assert told == EXPECTED


def test_every_due_date_is_explained(inputs: Inputs) -> None:
    result = check(inputs)
    names = Names.of("vi", result.judged, result.units)
    applied = {item.plan.regulation: item for item in result.judged}
    counted = {}
    for finding in result.findings:
        explanation = explain(finding, applied[finding.regulation])
        text = " ".join(story(explanation, names, AS_OF))
        verdict = finding.verdict
        if verdict.due_on is not None:
            assert f"{verdict.due_on:%d/%m/%Y}" in text
        if verdict.inherited_from is not None:
            assert "đơn vị kế thừa chịu trách nhiệm" in text
        if verdict.rule.endswith("duyet"):
            days = sum(line.counted for line in explanation.ledger)
            counted[(verdict.rule, verdict.dossier)] = (days, explanation.amendment and explanation.amendment[0])
    decree, province = "40/2025/NĐ-CP", "33/2025/QĐ-UBND"
    assert counted == {
        ("nd-duyet", "hs-1"): (15, decree),
        ("nd-duyet", "hs-2"): (20, None),
        **{("nd-duyet", f"hs-{number}"): (15, decree) for number in (3, 4, 5, 6)},
        **{("gd-duyet", f"hs-{number}"): (10, None) for number in (1, 2, 3, 4)},
        ("gd-duyet", "hs-5"): (5, province),
    }


def test_a_province_without_a_regulation_of_its_own_is_told(inputs: Inputs) -> None:
    assert [item.code for item in check(inputs).diagnostics] == ["U105"]
