"""`quyche due`: the date, how firm it is, and the ledger that a clerk can follow."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from engine.cli.due import command

AFTER_DOCUMENT = "05 ngày làm việc kể từ ngày văn bản có hiệu lực"


def due(*args: str, lang: str | None = None) -> Result:
    return CliRunner().invoke(command, list(args), obj=lang)


def test_working_days_step_over_a_holiday_and_a_swapped_day() -> None:
    # 30/12/2025 không tính; 31/12 là ngày 1; 1/1 nghỉ lễ, 2/1 nghỉ hoán đổi, 3–4/1 cuối tuần; 5, 6, 7, 8/1 là ngày 2–5.
    result = due(AFTER_DOCUMENT, "--from", "2025-12-30", "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert set(answer) == {"opens_on", "due_on", "certainty", "ledger", "period", "cap_on"}
    assert (answer["opens_on"], answer["due_on"], answer["certainty"]) == (None, "2026-01-08", "stated")
    assert [line["date"] for line in answer["ledger"] if line["counted"]] == [
        "2025-12-31",
        "2026-01-05",
        "2026-01-06",
        "2026-01-07",
        "2026-01-08",
    ]
    swapped = next(line for line in answer["ledger"] if line["date"] == "2026-01-02")
    assert set(swapped) == {"date", "counted", "reason", "document"}
    assert (swapped["counted"], swapped["document"]) == (False, "12729/VPCP-KGVX")


def test_a_swap_not_yet_announced_does_not_exist() -> None:
    # Văn bản 12729/VPCP-KGVX ban hành ngày 25/12/2025.
    answer = json.loads(due(AFTER_DOCUMENT, "--from", "30/12/2025", "--known-at", "2025-12-24", "--json").stdout)
    assert answer["due_on"] == "2026-01-07"


def test_a_worked_saturday_counts() -> None:
    # Từ 08/01/2026 (thứ Năm): 9/1 là ngày 1, thứ Bảy 10/01 làm bù là ngày 2, thứ Hai 12/1 là ngày 3.
    answer = json.loads(due("03 ngày làm việc", "--from", "2026-01-08", "--json").stdout)
    assert answer["due_on"] == "2026-01-12"
    saturday = next(line for line in answer["ledger"] if line["date"] == "2026-01-10")
    assert saturday["counted"] is True
    assert saturday["document"] == "12729/VPCP-KGVX"


def test_the_table_numbers_the_counted_days() -> None:
    result = due(AFTER_DOCUMENT, "--from", "2025-12-30")
    assert "Đến hạn: thứ Năm, 08/01/2026" in result.stdout
    rows = {line[:10]: line for line in result.stdout.splitlines() if line[2:3] == "/"}
    assert rows["30/12/2025"].split()[3] == "–"
    assert rows["08/01/2026"].split()[3] == "5"
    assert max(len(line) for line in result.stdout.splitlines()) <= 100


def test_a_window_tells_when_it_opens() -> None:
    answer = json.loads(due("07 ngày cuối của từng tháng", "--from", "2025-02-10", "--json").stdout)
    assert (answer["opens_on"], answer["due_on"]) == ("2025-02-22", "2025-02-28")


def due_and_period(phrase: str, start: str) -> tuple[str, str, str]:
    answer = json.loads(due(phrase, "--from", start, "--json").stdout)
    return answer["due_on"], answer["period"]["first_day"], answer["period"]["last_day"]


def test_a_phrase_that_comes_back_gives_the_first_due_date_not_before_the_start_and_its_period() -> None:
    # Kỳ tháng 02/2025 còn đến hạn 04/03 khi hỏi từ 01/03; từ 05/03 thì đến kỳ tháng 3, hạn 04/04.
    assert due_and_period("hằng tháng, trước ngày 05 tháng sau", "2025-03-01") == (
        "2025-03-04",
        "2025-02-01",
        "2025-02-28",
    )
    assert due_and_period("hằng tháng, trước ngày 05 tháng sau", "2025-03-05") == (
        "2025-04-04",
        "2025-03-01",
        "2025-03-31",
    )
    assert due_and_period("hằng năm, trước ngày 31/01 năm sau", "2025-01-30") == (
        "2025-01-30",
        "2024-01-01",
        "2024-12-31",
    )
    assert due_and_period("ngày 25 hằng tháng", "2025-03-26") == ("2025-04-25", "2025-04-01", "2025-04-30")
    assert due_and_period("hằng tuần", "2025-03-09") == ("2025-03-09", "2025-03-03", "2025-03-09")
    assert due_and_period("15/6 và 15/12 hằng năm", "2025-06-17") == ("2025-12-15", "2025-07-01", "2025-12-31")
    assert due_and_period("05 ngày làm việc cuối của từng tháng", "2025-03-03") == (
        "2025-03-31",
        "2025-03-01",
        "2025-03-31",
    )


def test_the_period_of_a_recurring_phrase_is_named() -> None:
    assert "Kỳ: tháng 02/2025" in due("hằng tháng, trước ngày 05 tháng sau", "--from", "2025-03-01").stdout
    assert "Kỳ: tuần 10/2025 (03/03–09/03/2025)" in due("hằng tuần", "--from", "2025-03-05").stdout
    assert "Kỳ:" not in due("05 ngày", "--from", "2025-03-05").stdout


def test_a_period_begun_before_the_calendar_is_passed_over() -> None:
    # Lịch bắt đầu 01/01/2010, nên các kỳ trước đó không tính được và không cản việc trả lời.
    assert due_and_period("hằng tháng, trong 05 ngày làm việc cuối của từng tháng", "2010-01-04")[1] == "2010-01-01"


def test_the_cap_on_extensions_and_the_hour_are_told() -> None:
    phrase = "không quá 30 ngày kể từ ngày nhận, có thể gia hạn nhưng tổng không quá 45 ngày"
    answer = json.loads(due(phrase, "--from", "2025-03-03", "--json").stdout)
    assert (answer["due_on"], answer["cap_on"]) == ("2025-04-02", "2025-04-17")
    assert "Kể cả gia hạn, không quá: thứ Năm, 17/04/2025" in due(phrase, "--from", "2025-03-03").stdout
    assert "Ghi thêm: đầu giờ" in due("đầu giờ ngày làm việc tiếp theo", "--from", "2025-03-03").stdout


def test_half_a_month_is_assumed_for_its_own_reason() -> None:
    told = due("nửa tháng", "--from", "2025-03-03").stdout
    assert "nửa tháng là 15 ngày" in told
    assert "«ngay»" not in told


def test_at_once_is_assumed_and_undecided_years_are_estimated() -> None:
    assert json.loads(due("ngay", "--from", "2025-03-03", "--json").stdout)["certainty"] == "assumed"
    assert json.loads(due("05 ngày làm việc", "--from", "2030-03-04", "--json").stdout)["certainty"] == "estimated"
    assert "ước tính" in due("05 ngày làm việc", "--from", "2030-03-04").stdout


def test_a_phrase_without_a_number_gives_no_date() -> None:
    result = due("kịp thời", "--from", "2025-03-03")
    assert result.exit_code == 0
    assert "Không có ngày đến hạn" in result.stdout
    assert json.loads(due("kịp thời", "--from", "2025-03-03", "--json").stdout) == {
        "opens_on": None,
        "due_on": None,
        "certainty": "stated",
        "ledger": [],
        "period": None,
        "cap_on": None,
    }


def test_a_phrase_not_understood_is_shown_with_a_caret() -> None:
    result = due("mười lăm ngày làm", "--from", "2025-03-03")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "cụm từ:1:1: lỗi P204" in result.stderr
    assert "^^^^^^^^^^^^^^^^^" in result.stderr


def test_a_date_beyond_the_calendar_is_a_usage_error() -> None:
    result = due("10 năm", "--from", "2045-12-30")
    assert result.exit_code == 2
    assert "U110" in result.stderr


def test_the_start_is_required_and_must_be_a_date() -> None:
    assert due("05 ngày").exit_code == 2
    assert due("05 ngày", "--from", "30/02/2025").exit_code == 2


def test_a_province_may_close_a_day(tmp_path: Path) -> None:
    closures = tmp_path / "bao.csv"
    closures.write_text("date,kind,name,document\n2025-03-04,closure,Nghỉ do bão,01/CĐ-UBND\n", encoding="utf-8")
    answer = json.loads(due("01 ngày làm việc", "--from", "2025-03-03", "--closures", str(closures), "--json").stdout)
    assert answer["due_on"] == "2025-03-05"
    closures.write_text("date,kind,name,document\n2025-03-40,closure,Nghỉ do bão,01/CĐ-UBND\n", encoding="utf-8")
    assert due("01 ngày làm việc", "--from", "2025-03-03", "--closures", str(closures)).exit_code == 4


def test_english_is_spoken_when_asked_for() -> None:
    result = due(AFTER_DOCUMENT, "--from", "2025-12-30", lang="en")
    assert "Due on: Thu, 08/01/2026" in result.stdout
    assert "working day" in result.stdout
