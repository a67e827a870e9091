"""Reports of many findings: what is cut says so, what is not is complete."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from engine.compliance import PRESSING, Wanted
from engine.reports import render, render_check, spreadsheet, wanted_for
from engine.survey import Survey

Judge = Callable[..., Survey]
ROWS = "".join(f"HS{number:03},paper_dossier_sent,2025-03-{number % 9 + 3:02},a,b,,\n" for number in range(60))
FEW = Wanted(statuses=PRESSING, most_listed=10, per_unit=4)


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_a_long_list_keeps_the_most_pressing_of_each_unit_and_says_how_many_are_left(judge: Judge, style: str) -> None:
    shown = render_check(judge(ROWS, wanted=FEW), style, "vi").decode()
    assert [name for name in ("HS000", "HS009", "HS018", "HS027", "HS036") if name in shown] == [
        "HS000",
        "HS009",
        "HS018",
        "HS027",
    ]
    assert "… còn 56 việc" in shown
    assert "Xem đủ 60 việc: thêm --out ketqua.parquet" in shown


def test_a_list_short_enough_has_all_its_rows(judge: Judge) -> None:
    shown = render_check(judge(ROWS, wanted=replace(FEW, most_listed=60)), "md", "vi").decode()
    assert all(f"HS{number:03}" in shown for number in range(60))
    assert "còn" not in shown


def test_the_oldest_duties_stand_alone_when_asked_for(judge: Judge) -> None:
    shown = render_check(judge(ROWS, wanted=wanted_for("table", oldest=2)), "table", "vi").decode()
    assert "2 việc quá hạn lâu nhất" in shown
    assert [name for name in ("HS000", "HS009", "HS018") if name in shown] == ["HS000", "HS009"]


def test_a_sheet_that_is_full_goes_on_to_a_second_and_a_third(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_MOST_ROWS", 25)
    survey = judge(ROWS, wanted=wanted_for("xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(render_check(survey, "xlsx", "vi")))
    everything = [name for name in book.sheetnames if name.startswith("Mọi kết luận")]
    assert everything == ["Mọi kết luận", "Mọi kết luận (2)", "Mọi kết luận (3)"]
    rows = [list(book[name].iter_rows(values_only=True)) for name in everything]
    assert [len(sheet) for sheet in rows] == [26, 26, 11]
    assert {sheet[0] for sheet in rows} == {rows[0][0]}
    found = [row[5] for sheet in rows for row in sheet[1:]]
    assert sorted(found) == [f"HS{number:03}" for number in range(60)]


@pytest.mark.parametrize("most", [100_000, 0])
def test_the_sheet_of_breaches_has_all_of_them_however_many(
    judge: Judge, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(render, "_MOST_BREACHES", most)
    survey = judge(ROWS, wanted=wanted_for("xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(render_check(survey, "xlsx", "vi")))
    found = [row[2] for row in book["Việc quá hạn và vi phạm"].iter_rows(min_row=2, values_only=True)]
    assert len(found) == len(set(found)) == 60
    assert found[:2] == ["HS000", "HS009"]


def test_a_page_without_the_reference_s_traces_has_no_ledgers(judge: Judge) -> None:
    survey = replace(judge(wanted=wanted_for("html")), retrace=None)
    shown = render_check(survey, "html", "vi").decode()
    assert "HS1" in shown
    assert "<details>" not in shown
