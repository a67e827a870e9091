"""`quyche calendar`: the year's working days with the document of every special day."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from engine.calendars import read_special_days
from engine.cli.calendar import command
from engine.source import SourceText


def calendar(*args: str, lang: str | None = None) -> Result:
    return CliRunner().invoke(command, list(args), obj=lang)


def test_working_days_of_2026_month_by_month() -> None:
    # 261 ngày thứ Hai–thứ Sáu, trừ 14 ngày nghỉ rơi vào đó (1/1, 2/1, 16–20/2, 27/4, 30/4, 1/5, 31/8, 1/9, 2/9, 24/11),
    # cộng hai thứ Bảy làm bù (10/1, 22/8).
    answer = json.loads(calendar("2026", "--format", "json").stdout)
    assert answer["working_days"] == 249
    assert [month["working_days"] for month in answer["months"]] == [21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23]
    assert answer["estimated"] is False


def test_special_days_carry_their_document_and_the_day_it_was_announced() -> None:
    answer = json.loads(calendar("2026", "--format", "json").stdout)
    assert answer["special_days"][1] == {
        "date": "2026-01-02",
        "kind": "swap_off",
        "name": "Nghỉ hoán đổi dịp Tết Dương lịch 2026 (làm bù 10/01/2026)",
        "document": "12729/VPCP-KGVX",
        "announced_on": "2025-12-25",
        "certain": True,
        "degree": "announced",
        "projected": False,
    }


def test_each_day_tells_how_certain_it_is() -> None:
    # 01/01 do luật nêu; Tết theo văn bản số 10065; nghỉ bù 03/05 chỉ suy từ Điều 111; năm 2029 chưa có văn bản nào.
    table = calendar("2027").stdout
    assert re.search(r"01/01/2027 .* luật định", table)
    assert re.search(r"04/02/2027 .* 02/10/2026", table)
    assert re.search(r"03/05/2027 .* suy từ luật", table)
    assert "Chỉ suy từ luật, chưa thấy văn bản nào nêu đích danh: 03/05/2027" in " ".join(table.split())
    days = json.loads(calendar("2029", "--format", "json").stdout)["special_days"]
    assert {day["degree"] for day in days} == {"projected"}


def test_a_day_off_in_lieu_cited_to_the_code_alone_is_derived_and_a_notice_without_a_date_says_so() -> None:
    # 02/01/2023 nghỉ bù theo Điều 111 khoản 3, không văn bản nào nêu; 03/05/2021 có thông báo không rõ ngày.
    table = calendar("2023").stdout
    assert re.search(r"02/01/2023 .* suy từ luật", table)
    assert "Chỉ suy từ luật, chưa thấy văn bản nào nêu đích danh: 02/01/2023" in " ".join(table.split())
    assert re.search(r"03/05/2021 .* không rõ ngày", calendar("2021").stdout)
    assert re.search(r"03/05/2021 .* day not known", calendar("2021", lang="en").stdout)


def test_the_grid_marks_days_by_signs_and_fits_the_page() -> None:
    result = calendar("2026")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(len(line) for line in lines) <= 100
    assert lines[0] == "Lịch làm việc năm 2026: 249 ngày làm việc"
    assert "  5   6   7   8   9  10+ 11 " in result.stdout
    assert "Tháng 12: 23 ngày làm việc" in result.stdout
    assert "ƯỚC TÍNH" not in result.stdout
    assert "\x1b" not in result.stdout


def test_an_undecided_year_is_loudly_an_estimate() -> None:
    result = calendar("2031")
    assert "!!! ƯỚC TÍNH" in result.stdout
    assert "(ước tính)" in result.stdout
    assert "!!! ESTIMATE" in calendar("2031", lang="en").stdout


def test_what_was_not_announced_is_not_in_the_calendar() -> None:
    days = json.loads(calendar("2026", "--known-at", "2025-12-24", "--format", "json").stdout)["special_days"]
    assert "2026-01-02" not in {day["date"] for day in days}
    assert "2026-02-16" in {day["date"] for day in days}


def test_the_years_of_the_calendar_are_the_only_ones() -> None:
    assert calendar("2010").exit_code == 0
    assert calendar("2050").exit_code == 0
    for year in ("2009", "2051"):
        result = calendar(year)
        assert result.exit_code == 2
        assert "U111" in result.stderr


def test_csv_is_a_calendar_file_again() -> None:
    text = calendar("2024", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    days, problems = read_special_days(SourceText("2024.csv", text))
    assert len(days) == len(rows)
    assert {problem.code for problem in problems} <= {"C105"}
    assert "2024-05-04" in {row["date"] for row in rows if row["kind"] == "swap_work"}


def test_markdown_has_the_months_and_the_days() -> None:
    text = calendar("2026", "--format", "md").stdout
    assert text.startswith("# Lịch làm việc năm 2026: 249 ngày làm việc")
    assert "| 2 | 15 |" in text
    assert "| 10/01/2026 | thứ Bảy | + làm bù |" in text


def test_a_province_may_close_a_day(tmp_path: Path) -> None:
    closures = tmp_path / "bao.csv"
    closures.write_text("date,kind,name,document\n2026-03-04,closure,Nghỉ do bão,01/CĐ-UBND\n", encoding="utf-8")
    text = calendar("2026", "--closures", str(closures)).stdout
    assert "248 ngày làm việc" in text
    assert "x đóng cửa riêng" in text
    assert "luật định" not in next(line for line in text.splitlines() if "Nghỉ do bão" in line)
