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
import polars as pl
import pytest

from engine.findings import KEYS
from engine.reports import FORMATS, render_check, wanted_for
from engine.survey import Survey

Judge = Callable[..., Survey]
Written = Callable[..., bytes]
Told = Callable[..., str]
SNAPSHOTS = Path(__file__).with_name("snapshots")


@pytest.fixture
def written(judge: Judge) -> Callable[..., bytes]:
    """Judge rows (None: the log of `world`) and write the result in one format."""

    def done(
        events: str | None = None, style: str = "table", lang: str = "vi", *, everything: bool = False, **more: object
    ) -> bytes:
        how = {name: more.pop(name) for name in ("width", "colour") if name in more}
        survey = judge(events, wanted=wanted_for(style, everything=everything), **more)
        return render_check(survey, style, lang, **how)

    return done


@pytest.fixture
def told(written: Written) -> Callable[..., str]:
    """The same as text."""
    return lambda *args, **more: written(*args, **more).decode()


@pytest.mark.parametrize(
    ("name", "style", "lang"),
    [("table.txt", "table", "vi"), ("table-en.txt", "table", "en"), ("report.md", "md", "vi")],
)
def test_a_report_for_people_reads_as_agreed(judge: Judge, told: Told, name: str, style: str, lang: str) -> None:
    survey = judge()
    assert survey.calendar is not None
    shown = told(None, style, lang)
    for version in (survey.judged[0].plan.rules_version, survey.calendar.version):
        shown = shown.replace(version, "PHIÊN-BẢN")
    assert shown == (SNAPSHOTS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_equal_results_give_equal_bytes(written: Written, style: str, lang: str) -> None:
    assert written(None, style, lang, everything=True) == written(None, style, lang, everything=True)


@pytest.mark.parametrize("style", FORMATS)
def test_an_empty_result_is_a_report_too(written: Written, style: str) -> None:
    empty = written("HS9,reported_for_work,2025-03-03,a,,,\n", style)
    if style in ("table", "md", "html"):
        assert "Không có nghĩa vụ nào phát sinh" in empty.decode()
    if style == "jsonl":
        assert empty == b""
    if style == "csv":
        assert empty.decode("utf-8-sig") == ",".join(KEYS) + "\r\n"
    if style == "parquet":
        assert pl.read_parquet(empty).shape == (0, len(KEYS))


def test_a_log_without_breaches_says_so(told: Told) -> None:
    clean = told("HS9,recruitment_decided,2025-03-03,a,,,\nHS9,personal_account_created,2025-03-04,a,,,\n")
    assert "Không có việc nào quá hạn, trễ hạn hay sai quy trình." in clean


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_a_draft_is_said_loudly(told: Told, style: str) -> None:
    assert "DỰ THẢO" in told(None, style, draft=True)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_known_at_stands_in_the_heading(told: Told, style: str) -> None:
    assert "đã biết đến ngày 12/03/2025" in told(None, style, known_at=date(2025, 3, 12))
    assert "đã biết đến ngày" not in told(None, style)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_met_duties_are_listed_only_when_everything_is(told: Told, style: str) -> None:
    assert "HS4" not in told(None, style)
    assert "HS4" in told(None, style, everything=True)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_an_assumption_is_marked_and_explained(told: Told, style: str) -> None:
    assert "giả định: dựa trên cách hiểu" in told(None, style, everything=True)
    assert "ước tính" not in told(None, style, everything=True)


def test_units_come_by_overdue_duties_and_rows_by_age(told: Told) -> None:
    shown = told()
    order = [
        shown.index(word) for word in ("Đơn vị <b>Bình</b> | hai", "Ủy ban Ánh", "HS1", "=HYPERLINK", "HS2", "HS3")
    ]
    assert order == sorted(order)


def test_the_table_has_no_colour_codes_unless_asked_for(told: Told) -> None:
    assert "\x1b" not in told()
    assert "\x1b[1;31m" in told(colour=True)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_the_table_keeps_to_its_width(told: Told, width: int) -> None:
    assert max(map(len, told(width=width, everything=True).splitlines())) <= width


def test_a_long_list_is_cut_and_says_where_the_rest_is(told: Told) -> None:
    rows = "".join(f"HS{number:03},paper_dossier_sent,2025-03-03,a,b,,\n" for number in range(25))
    shown = told(rows)
    assert "… còn 15 việc" in shown
    assert "--format xlsx --out" in shown


def test_control_signs_in_the_log_reach_no_terminal(told: Told) -> None:
    shown = told("HS\u202e1\x1b[31m,paper_dossier_sent,2025-03-03,a,b,,\n", everything=True)
    assert "\u202e" not in shown
    assert "\x1b" not in shown


def test_jsonl_has_every_finding_with_the_published_keys(told: Told) -> None:
    records = [json.loads(line) for line in told(None, "jsonl").splitlines()]
    assert [tuple(record) for record in records] == [KEYS] * 6
    assert [(record["dossier"], record["status"]) for record in records if record["unit"] == "b"] == [
        ("HS1", "overdue"),
        ("=HYPERLINK(1)", "overdue"),
        ("HS2", "late"),
        ("HS3", "due_soon"),
    ]


def test_csv_opens_in_excel_and_runs_nothing(written: Written) -> None:
    table = written(None, "csv")
    assert table.startswith(b"\xef\xbb\xbfregulation,regulation_status,rule,")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert {row["dossier"] for row in rows} >= {"HS1", "'=HYPERLINK(1)"}
    assert next(row["due_on"] for row in rows if row["dossier"] == "HS1") == "2025-03-06"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_disarms_every_formula_sign(told: Told, start: str) -> None:
    assert f",'{start}1," in told(f"{start}1,paper_dossier_sent,2025-03-03,a,b,,\n", "csv")


def test_the_workbook_has_its_sheets_with_real_dates(written: Written) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(None, "xlsx")))
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


def test_the_workbook_holds_the_text_but_no_formula_and_no_link(written: Written) -> None:
    with zipfile.ZipFile(io.BytesIO(written(None, "xlsx"))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert sum("=HYPERLINK(1)" in sheet for sheet in sheets) == 2
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_the_workbook_speaks_english(written: Written) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(None, "xlsx", "en")))
    assert book.sheetnames == ["Summary", "Overdue and breaches", "All findings", "Rules", "About"]


def test_an_unknown_format_is_a_programming_error(written: Written) -> None:
    with pytest.raises(ValueError, match="pdf"):
        written(None, "pdf")
