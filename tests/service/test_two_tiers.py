"""The example of the change to two tiers: districts end, Long An joins Tây Ninh, the national decree begins.

Every due date is counted by hand on the calendars of 2025 and 2026.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.diagnostics import Diagnostic
from engine.service import Inputs, check

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "examples" / "hai-cap"
OF_NEWCOMERS = ("account-creation-recruited", "new-dossier", "dossier-completed", "first-data-entry")


def judged(as_of: date) -> tuple[set[tuple[str, str, str, str | None, str | None, str]], tuple[Diagnostic, ...]]:
    result = check(Inputs((WORLD / "events.csv",), as_of, WORLD / "units.csv"))
    rows = set()
    for item in result.findings:
        verdict = item.verdict
        if verdict.dossier is not None and verdict.rule in OF_NEWCOMERS and verdict.unit is not None:
            due = verdict.due_on.isoformat() if verdict.due_on is not None else None
            who = (verdict.unit, verdict.inherited_from)
            rows.add((item.regulation, verdict.rule, verdict.dossier, *who, f"{due} {verdict.status.value}"))
    return rows, tuple(result.diagnostics)


def test_what_the_districts_left_undone_stands_with_the_communes() -> None:
    found, told = judged(date(2025, 12, 31))
    assert found == {
        # Tuyển dụng 02/06, 30 ngày làm việc là 14/07; thành phố Hạ Long chỉ còn đến 30/06.
        ("quangninh", "account-creation-recruited", "HL-01", "qn-hg", "qn-hl", "2025-07-14 overdue"),
        # Tuyển dụng 09/06, hạn 21/07; phường tạo tài khoản ngày 10/07.
        ("quangninh", "account-creation-recruited", "HL-02", "qn-hg", "qn-hl", "2025-07-21 met"),
        # Tài khoản 10/07, nhập liệu 5 ngày là 17/07; việc phát sinh ở phường.
        ("quangninh", "first-data-entry", "HL-02", "qn-hg", None, "2025-07-17 met"),
        ("quangninh", "account-creation-recruited", "HL-03", "qn-hg", None, "2025-08-21 met"),
        ("quangninh", "first-data-entry", "HL-03", "qn-hg", None, "2025-08-22 met"),
        # Long An: 45 ngày làm việc từ 10/06 là 12/08, từ 16/06 là 18/08; phường Long An của Tây Ninh kế thừa.
        ("longan", "new-dossier", "TA-01", "tn-la", "la-ta", "2025-08-12 overdue"),
        ("longan", "new-dossier", "TA-02", "tn-la", "la-ta", "2025-08-18 met"),
        # TA-03 tuyển dụng 21/07 ở Tây Ninh: chưa có quy chế nào, nghị định chưa có hiệu lực.
    }
    assert [item.code for item in told] == ["D215"]


def test_from_the_decree_on_everyone_is_judged_by_it_too() -> None:
    found, _ = judged(date(2026, 12, 1))
    assert {row for row in found if row[5] >= "2026"} == {
        # 15/07/2026 và 3 ngày là thứ Bảy 18/07, sang thứ Hai 20/07; lập hồ sơ 23/07 là trễ.
        ("quocgia", "dossier-completed", "HL-04", "qn-hg", None, "2026-07-20 late"),
        ("quocgia", "dossier-completed", "TA-04", "tn-la", None, "2026-07-20 overdue"),
        # Lập hồ sơ thứ Năm 23/07; 03 ngày làm việc là 24, 27, 28/07.
        ("quocgia", "first-data-entry", "HL-04", "qn-hg", None, "2026-07-28 overdue"),
        # 30 ngày làm việc từ 15/07; thứ Bảy 22/08 làm bù nên được tính: 25/08.
        ("quangninh", "account-creation-recruited", "HL-04", "qn-hg", None, "2026-08-25 overdue"),
    }


def test_nothing_known_from_the_press_alone_is_said_to_be_stated() -> None:
    result = check(Inputs((WORLD / "events.csv",), date(2026, 12, 1), WORLD / "units.csv"))
    dated = [
        item.verdict for item in result.findings if item.regulation == "quocgia" and item.verdict.due_on is not None
    ]
    assert {verdict.rule for verdict in dated} == {"dossier-completed", "first-data-entry"}
    assert {verdict.certainty.value for verdict in dated} == {"assumed"}


def test_districts_without_a_last_day_are_named(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text(
        "unit,name,type,jurisdiction\nqn-hl,UBND thành phố Hạ Long,ubnd_cap_huyen,quangninh\n", encoding="utf-8"
    )
    told = check(Inputs((WORLD / "events.csv",), date(2025, 7, 1), units)).diagnostics
    assert "D214" in [item.code for item in told]
    before = check(Inputs((WORLD / "events.csv",), date(2025, 6, 30), units)).diagnostics
    assert "D214" not in [item.code for item in before]
