"""What every report format promises about one small log."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from engine.findings import KEYS
from engine.reports import FORMATS, render_check
from engine.service import CheckResult

Judge = Callable[..., CheckResult]
SNAPSHOTS = Path(__file__).with_name("snapshots")


def text_of(result: CheckResult, style: str = "table", lang: str = "vi", **more: object) -> str:
    return render_check(result, style, lang, **{"everything": False, **more}).decode()


@pytest.mark.parametrize(
    ("name", "style", "lang"),
    [("table.txt", "table", "vi"), ("table-en.txt", "table", "en"), ("report.md", "md", "vi")],
)
def test_a_report_for_people_reads_as_agreed(result: CheckResult, name: str, style: str, lang: str) -> None:
    versions = [result.judged[0].plan.rules_version, result.findings[0].calendar_version]
    shown = text_of(result, style, lang)
    for version in versions:
        shown = shown.replace(version, "PHIÊN-BẢN")
    assert shown == (SNAPSHOTS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_equal_results_give_equal_bytes(judge: Judge, style: str, lang: str) -> None:
    first, second = judge(), judge()
    assert render_check(first, style, lang, everything=True) == render_check(second, style, lang, everything=True)


@pytest.mark.parametrize("style", FORMATS)
def test_an_empty_result_is_a_report_too(judge: Judge, style: str) -> None:
    empty = judge("HS9,reported_for_work,2025-03-03,a,,,\n")
    assert empty.findings == []
    written = render_check(empty, style, "vi", everything=False)
    if style in ("table", "md", "html"):
        assert "Không có nghĩa vụ nào phát sinh" in written.decode()
    if style == "jsonl":
        assert written == b""


def test_a_log_without_breaches_says_so(judge: Judge) -> None:
    clean = judge("HS9,recruitment_decided,2025-03-03,a,,,\nHS9,personal_account_created,2025-03-04,a,,,\n")
    assert "Không có việc nào quá hạn, trễ hạn hay sai quy trình." in text_of(clean)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_a_draft_is_said_loudly(judge: Judge, style: str) -> None:
    assert "DỰ THẢO" in text_of(judge(draft=True), style)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_known_at_stands_in_the_heading(judge: Judge, style: str) -> None:
    assert "đã biết đến ngày 12/03/2025" in text_of(judge(known_at=date(2025, 3, 12)), style)
    assert "đã biết đến ngày" not in text_of(judge(), style)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_met_duties_are_listed_only_when_everything_is(result: CheckResult, style: str) -> None:
    assert "HS4" not in text_of(result, style)
    assert "HS4" in text_of(result, style, everything=True)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_an_assumption_is_marked_and_explained(result: CheckResult, style: str) -> None:
    assert "giả định: dựa trên cách hiểu" in text_of(result, style, everything=True)
    assert "ước tính" not in text_of(result, style, everything=True)


def test_units_come_by_overdue_duties_and_rows_by_age(result: CheckResult) -> None:
    shown = text_of(result)
    order = [
        shown.index(word) for word in ("Đơn vị <b>Bình</b> | hai", "Ủy ban Ánh", "HS1", "=HYPERLINK", "HS2", "HS3")
    ]
    assert order == sorted(order)


def test_the_table_has_no_colour_codes_unless_asked_for(result: CheckResult) -> None:
    assert "\x1b" not in text_of(result)
    assert "\x1b[1;31m" in text_of(result, colour=True)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_the_table_keeps_to_its_width(result: CheckResult, width: int) -> None:
    assert max(map(len, text_of(result, width=width, everything=True).splitlines())) <= width


def test_a_long_list_is_cut_and_says_where_the_rest_is(judge: Judge) -> None:
    rows = "".join(f"HS{number:03},paper_dossier_sent,2025-03-03,a,b,,\n" for number in range(25))
    shown = text_of(judge(rows))
    assert "… còn 15 việc" in shown
    assert "--format xlsx --out" in shown


def test_control_signs_in_the_log_reach_no_terminal(judge: Judge) -> None:
    shown = text_of(judge("HS\u202e1\x1b[31m,paper_dossier_sent,2025-03-03,a,b,,\n"), everything=True)
    assert "\u202e" not in shown
    assert "\x1b" not in shown


def test_jsonl_has_every_finding_with_the_published_keys(result: CheckResult) -> None:
    records = [json.loads(line) for line in text_of(result, "jsonl").splitlines()]
    assert [tuple(record) for record in records] == [KEYS] * 6
    assert [(record["dossier"], record["status"]) for record in records if record["unit"] == "b"] == [
        ("HS1", "overdue"),
        ("=HYPERLINK(1)", "overdue"),
        ("HS2", "late"),
        ("HS3", "due_soon"),
    ]


def test_csv_opens_in_excel_and_runs_nothing(result: CheckResult) -> None:
    written = render_check(result, "csv", "vi", everything=False)
    assert written.startswith(b"\xef\xbb\xbfregulation,regulation_status,rule,")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert {row["dossier"] for row in rows} >= {"HS1", "'=HYPERLINK(1)"}
    assert next(row["due_on"] for row in rows if row["dossier"] == "HS1") == "2025-03-06"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_disarms_every_formula_sign(judge: Judge, start: str) -> None:
    written = text_of(judge(f"{start}1,paper_dossier_sent,2025-03-03,a,b,,\n"), "csv")
    assert f",'{start}1," in written


def test_the_workbook_has_its_sheets_with_real_dates(result: CheckResult) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_check(result, "xlsx", "vi", everything=False)))
    assert book.sheetnames == ["Tổng hợp", "Việc quá hạn và vi phạm", "Mọi kết luận", "Căn cứ", "Thông tin"]
    sheet = book["Việc quá hạn và vi phạm"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:6] == ("Mã đơn vị", "Đơn vị", "Hồ sơ", "Tình trạng", "Việc phải làm", "Căn cứ")
    assert rows[1][2:5] == ("HS1", "quá hạn", "Tiếp nhận hồ sơ")
    assert rows[1][8] == datetime(2025, 3, 6)
    assert sheet["I2"].number_format == "dd/mm/yyyy"
    assert len(rows) == 1 + 4
    assert len(list(book["Mọi kết luận"].iter_rows())) == 1 + 6
    assert all(page.freeze_panes == "A2" and page.auto_filter.ref for page in book)


def test_the_workbook_holds_the_text_but_no_formula_and_no_link(result: CheckResult) -> None:
    with zipfile.ZipFile(io.BytesIO(render_check(result, "xlsx", "vi", everything=False))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert sum("=HYPERLINK(1)" in sheet for sheet in sheets) == 2
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_the_workbook_speaks_english(result: CheckResult) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_check(result, "xlsx", "en", everything=False)))
    assert book.sheetnames == ["Summary", "Overdue and breaches", "All findings", "Rules", "About"]


def test_an_unknown_format_is_a_programming_error(result: CheckResult) -> None:
    with pytest.raises(ValueError, match="pdf"):
        render_check(result, "pdf", "vi", everything=False)
