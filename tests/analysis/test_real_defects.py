"""What the checks find in the five regulations: the figures are typed by hand from the texts and the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.analysis.defects import Defect, find_defects
from engine.calendars import Calendar
from engine.loading.rules import RuleDocument, load_rules, load_rules_text
from engine.source import SourceText

ROOT = Path(__file__).resolve().parents[2]
PROVINCES = ("haiphong", "laichau", "longan", "quangninh", "tuyenquang")


def document_of(province: str) -> RuleDocument:
    document, _ = load_rules(ROOT / "rules" / f"{province}.yaml")
    assert document is not None
    return document


DEFECTS = {province: find_defects(document_of(province)) for province in PROVINCES}


def only(province: str, code: str, about: str) -> Defect:
    (defect,) = [item for item in DEFECTS[province] if (item.code, item.about) == (code, about)]
    return defect


def args_of(defect: Defect) -> dict[str, str]:
    return dict(defect.diagnostic.args)


def months_of(defect: Defect, *, until: int = 2027) -> list[str]:
    """Return the months of the decided years that a window's defect lists."""
    return [f"{seen.on:%Y-%m}" for seen in defect.witnesses if seen.on is not None and seen.on.year <= until]


@pytest.mark.parametrize("province", PROVINCES)
def test_no_error_is_left_unaccepted_and_no_acceptance_is_idle(province: str) -> None:
    assert [item.diagnostic.message() for item in DEFECTS[province] if item.is_open_error] == []
    assert [item.about for item in DEFECTS[province] if item.code == "A190"] == []


def test_tuyen_quang_lets_the_receiver_be_late_before_the_sender_is_on_every_date() -> None:
    # Điều 10 khoản 2: 05 ngày của bên giao, 03 ngày của bên nhận, cùng mốc. Tết 2022 nghỉ 31/01–04/02.
    defect = only("tuyenquang", "A101", "transfer-receiver")
    assert args_of(defect)["how"] == "mọi ngày phát sinh"
    assert defect.diagnostic.cites == "Điều 10 khoản 2"
    first = defect.witnesses[0]
    assert first.on == date(2022, 1, 24)
    assert "đến hạn 27/01/2022" in first.says.vi
    assert "còn hạn đến 07/02/2022" in first.says.vi


def test_hai_phong_reports_upwards_before_its_units_must_report_when_31_december_is_a_day_off() -> None:
    # 31/12/2018 nghỉ hoán đổi, 31/12/2022 thứ Bảy, 31/12/2023 Chủ nhật; trong mười năm 2018–2027.
    defect = only("haiphong", "A101", "annual-report-province")
    assert args_of(defect)["how"] == "3 trong 10 kỳ"
    assert [seen.on for seen in defect.witnesses] == [date(2018, 1, 1), date(2022, 1, 1), date(2023, 1, 1)]
    assert args_of(only("haiphong", "A103", "annual-report-province"))["count"] == "7"


def test_guards_of_the_lifecycles_that_no_log_can_trip() -> None:
    # Không sự kiện nào để lại riêng «chưa có hồ sơ» hay «chờ tài khoản»: nhật ký có thể bắt đầu ở mọi trạng thái.
    found = {province: {item.about for item in DEFECTS[province] if item.code == "A133"} for province in PROVINCES}
    approvals = {"approved_level1", "approved_level2", "approval_rejected", "pushed_to_national_db"}
    moves = {"edossier_transferred", "edossier_received", "exit_document_effective", "death_occurred"}
    assert found == {
        "haiphong": set(),
        "laichau": approvals,
        "longan": set(),
        "quangninh": approvals | moves,
        "tuyenquang": set(),
    }


@pytest.mark.parametrize(("province", "step"), [("laichau", "approve-level2"), ("quangninh", "approve-level2")])
def test_two_tiers_whose_windows_end_together_leave_the_later_no_time(province: str, step: str) -> None:
    assert args_of(only(province, "A103", step))["feeder"] == "approve-level1"


def test_quang_ninh_windows_without_a_working_day() -> None:
    # Có hiệu lực từ 05/12/2023; Tết 2025 nghỉ 25/01–02/02.
    assert months_of(only("quangninh", "A104", "approve-level1")) == ["2025-01"]
    assert months_of(only("quangninh", "A104", "approve-level2")) == ["2025-01"]
    assert months_of(only("quangninh", "A105", "approve-level2")) == ["2024-04"]


def test_hai_phong_windows_without_and_with_one_working_day() -> None:
    # Dự thảo: cả các năm đã có lịch, 2010–2027. Tết 2017 nghỉ 26/01–01/02.
    assert months_of(only("haiphong", "A104", "approve-level1")) == ["2017-01", "2025-01"]
    assert months_of(only("haiphong", "A105", "approve-level1")) == [
        "2013-04",
        "2014-01",
        "2015-04",
        "2019-04",
        "2024-04",
    ]


def test_windows_of_the_whole_calendar_equal_a_count_day_by_day() -> None:
    calendar = Calendar.national()
    empty = []
    for year in range(2010, 2051):
        for month in range(1, 13):
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            if not any(calendar.is_working(last - timedelta(days=back)) for back in range(5)):
                empty.append(last - timedelta(days=4))
    assert [seen.on for seen in only("haiphong", "A104", "approve-level1").witnesses] == empty


def test_a_window_of_working_days_is_never_empty() -> None:
    assert [item.code for item in DEFECTS["laichau"] if item.code in ("A104", "A105")] == []


def test_hai_phong_names_no_approver_for_these_people() -> None:
    # Viên chức ở 5 loại cơ quan; cán bộ, công chức ở 5 loại đơn vị sự nghiệp; 4 nhóm ở cấp xã; 7 nhóm ở hội: 26.
    defect = only("haiphong", "A115", "approval-level1")
    assert (args_of(defect)["count"], args_of(defect)["units"]) == ("26", "12")
    assert "Chi cục: Viên chức" in [seen.says.vi for seen in defect.witnesses]


@pytest.mark.parametrize("province", ["quangninh", "tuyenquang"])
def test_death_has_no_document_that_takes_effect(province: str) -> None:
    assert only(province, "A124", "exit-status-death").accepted is not None


def test_hai_phong_counts_from_a_reception_that_nobody_owes() -> None:
    assert only("haiphong", "A123", "receive-account").diagnostic.cites == "Điều 9 khoản 3 đoạn 2"


@pytest.mark.parametrize("province", PROVINCES)
def test_every_finding_has_its_line_in_the_rule_file(province: str) -> None:
    for item in DEFECTS[province]:
        assert item.diagnostic.place is not None
        assert item.diagnostic.place.line is not None


@pytest.mark.parametrize(
    ("province", "said", "instead", "code", "about"),
    [
        (
            "tuyenquang",
            "chosen: decision\n    why: Lời văn",
            "chosen: receipt\n    why: Lời văn",
            "A101",
            "transfer-receiver",
        ),
        ("haiphong", "05 ngày cuối từng tháng", "05 ngày làm việc cuối từng tháng", "A104", "approve-level1"),
        ("quangninh", "Trong thời hạn 05 ngày cuối của từng tháng", "05 ngày làm việc", "A103", "approve-level2"),
    ],
)
def test_a_defect_is_gone_when_the_text_says_otherwise(
    province: str, said: str, instead: str, code: str, about: str
) -> None:
    text = (ROOT / "rules" / f"{province}.yaml").read_text(encoding="utf-8")
    assert said in text
    document, _ = load_rules_text(SourceText("thu.yaml", text.replace(said, instead)))
    assert document is not None
    found = {(item.code, item.about) for item in find_defects(document)}
    assert (code, about) not in found
    assert ("A190", about) in found
