"""Counts by unit, month, topic and province."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import openpyxl
import polars as pl
import pytest

from engine.compliance import Wanted
from engine.reports import write_summaries
from engine.reports.summaries import BY
from engine.survey import Survey

Judge = Callable[..., Survey]
COUNTED = Wanted(statuses=frozenset())
FORMATS = ("table", "jsonl", "csv", "xlsx", "md", "parquet")


def summarised(judge: Judge, *by: str, style: str = "jsonl", lang: str = "vi", events: str | None = None) -> bytes:
    written = io.BytesIO()
    write_summaries(judge(events, wanted=COUNTED), by, style, lang, written)
    return written.getvalue()


def records(judge: Judge, *by: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in summarised(judge, *by).splitlines()]


def counts(record: dict[str, object]) -> dict[str, object]:
    named = ("by", "key", "name", "regulation", "oldest_due")
    return {key: value for key, value in record.items() if value and key not in named}


def test_units_come_with_what_they_owe_and_since_when(judge: Judge) -> None:
    first, second = records(judge, "unit")
    assert (first["key"], first["name"], first["oldest_due"]) == ("b", "Đơn vị <b>Bình</b> | hai", "2025-03-06")
    assert counts(first) == {"overdue": 2, "late": 1, "due_soon": 1, "total": 4}
    assert (second["key"], second["oldest_due"]) == ("a", None)
    assert counts(second) == {"met": 1, "violation": 1, "total": 2}


def test_a_month_holds_what_falls_due_in_it_and_acts_without_a_due_date(judge: Judge) -> None:
    (march,) = records(judge, "month")
    assert (march["key"], march["name"]) == ("2025-03", "tháng 03/2025")
    assert counts(march) == {"overdue": 2, "late": 1, "due_soon": 1, "met": 1, "violation": 1, "total": 6}


def test_months_come_in_order(judge: Judge) -> None:
    rows = "".join(f"HS{month},paper_dossier_sent,{month}-27,a,b,,\n" for month in ("2025-01", "2024-11", "2024-12"))
    found = [json.loads(line)["key"] for line in summarised(judge, "month", events=rows).splitlines()]
    assert found == ["2024-12", "2025-01", "2025-02"]  # 27/11, 27/12 và 27/01 cộng 3 ngày làm việc; Tết ở giữa


def test_topics_come_by_overdue_duties_and_procedure_has_none(judge: Judge) -> None:
    found = [(record["key"], counts(record)) for record in records(judge, "topic")]
    assert found == [
        ("incoming_external", {"overdue": 2, "late": 1, "due_soon": 1, "total": 4}),
        (None, {"violation": 1, "total": 1}),
        ("account_creation", {"met": 1, "total": 1}),
    ]


def test_a_province_is_named_with_its_regulation(judge: Judge) -> None:
    (province,) = records(judge, "province")
    assert (province["key"], province["regulation"], province["total"]) == ("Thử", "phep-thu", 6)


def test_several_summaries_follow_each_other_once_each(judge: Judge) -> None:
    assert [record["by"] for record in records(judge, "month", "unit", "month")] == ["month", "unit", "unit"]


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_format_holds_every_summary_and_is_the_same_twice(judge: Judge, style: str, lang: str) -> None:
    written = summarised(judge, *BY, style=style, lang=lang)
    assert written == summarised(judge, *BY, style=style, lang=lang)
    if style == "csv":
        assert written.decode("utf-8-sig").startswith("by,key,name,regulation,overdue,violation,late,")
    if style == "parquet":
        assert pl.read_parquet(written)["total"].sum() == 6 * 4
    if style == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(written)).sheetnames
        assert sheets[0] == ("Theo đơn vị" if lang == "vi" else "By unit")
        assert len(sheets) == 4
    if style in ("table", "md"):
        assert ("Theo tháng đến hạn" if lang == "vi" else "By month of the due date") in written.decode()


@pytest.mark.parametrize("style", FORMATS)
def test_a_log_without_findings_has_empty_summaries(judge: Judge, style: str) -> None:
    written = summarised(judge, "unit", "month", style=style, events="HS9,reported_for_work,2025-03-03,a,,,\n")
    assert (written == b"") == (style == "jsonl")


def test_names_from_the_log_are_escaped_in_markdown(judge: Judge) -> None:
    assert r"\<b\>Bình\</b\> \| hai" in summarised(judge, "unit", style="md").decode()


def test_an_unknown_summary_or_format_is_a_programming_error(judge: Judge) -> None:
    with pytest.raises(ValueError, match="weather"):
        summarised(judge, "weather")
    with pytest.raises(ValueError, match="html"):
        summarised(judge, "unit", style="html")
