"""Explanations are written from the trace of a verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.calendars import Calendar
from engine.counting import resolve
from engine.explanation import Explanation, explain, numbered
from engine.phrases import Phrase, parse_phrase
from engine.reports.ledger import ledger_rows
from engine.reports.names import Names
from engine.reports.story import doubts, story
from engine.service import CheckResult, Inputs, check
from engine.texts import ledger_reason, number, period_name, printable, reason_text


def explained(result: CheckResult, dossier: str) -> Explanation:
    (finding,) = (item for item in result.findings if item.verdict.dossier == dossier)
    return explain(finding, result.judged[0])


def names_of(result: CheckResult, lang: str = "vi") -> Names:
    return Names.of(lang, result.judged, result.units)


def test_a_late_duty_tells_law_trigger_due_date_and_delay(result: CheckResult) -> None:
    told = " ".join(story(explained(result, "HS2"), names_of(result), date(2025, 3, 20)))
    assert "Căn cứ Điều 1 (01/2024/QĐ-UBND · Thử)." in told
    assert "«Trong thời hạn 03 ngày làm việc kể từ ngày nộp»" in told
    assert "ngày 06/03/2025 tại Ủy ban Ánh" in told
    assert "Ngày đến hạn: 11/03/2025 (thứ Ba)." in told
    assert "trễ 4 ngày làm việc (6 ngày lịch)" in told


def test_the_ledger_numbers_the_working_days_and_groups_the_weekend(result: CheckResult) -> None:
    rows = ledger_rows(explained(result, "HS2"), "vi")
    assert [(row.days, row.count) for row in rows] == [
        ("06/03/2025", "–"),
        ("07/03/2025", "1"),
        ("08/03–09/03/2025", "–"),
        ("10/03/2025", "2"),
        ("11/03/2025", "3"),
    ]
    assert rows[-1].reason == "ngày làm việc ⇒ đến hạn"


def test_an_interpretation_is_laid_open_with_the_readings_not_chosen(result: CheckResult) -> None:
    explanation = explained(result, "HS4")
    (doubt,) = explanation.doubts
    assert (doubt.id, doubt.reading[0], doubt.is_own_choice) == ("moc-tai-khoan", "quyet-dinh", True)
    assert doubt.others == (("nhan-viec", "Kể từ ngày đến nhận công tác."),)
    assert "Chỗ văn bản để ngỏ: Điều 2 không nêu mốc bắt đầu thời hạn." in doubts(explanation, names_of(result))


def test_a_violation_tells_the_act_and_what_was_wrong(result: CheckResult) -> None:
    told = " ".join(story(explained(result, "HS5"), names_of(result), date(2025, 3, 20)))
    assert "Vi phạm: chưa ký số." in told
    assert "ngày 10/03/2025 tại Ủy ban Ánh" in told


def test_an_order_that_no_clause_demands_is_told_as_the_author_s(tmp_path: Path) -> None:
    rules = tmp_path / "vong-doi.yaml"
    rules.write_text(
        """\
format: 1
regulation: {id: vong-doi, name: Quy chế thử, province: Thử, status: in_force, in_force_from: 2024-01-01}
lifecycle:
  initial: not_existing
  states: [not_existing, active, inactive_retired]
  transitions:
    - {event: exit_status_updated, from: any, to: inactive_retired, only_if: {case: retirement}}
    - {event: data_entry_completed, from: any, except: inactive_retired, to: active, why: "người đã nghỉ, thì thôi"}
""",
        encoding="utf-8",
    )
    log = tmp_path / "nhat-ky.csv"
    log.write_text(
        "dossier,event,date,unit,case\nHS1,exit_status_updated,2025-03-03,a,retirement\n"
        "HS1,data_entry_completed,2025-03-10,a,\n",
        encoding="utf-8",
    )
    result = check(Inputs((log,), date(2025, 3, 20), None, (str(rules),)))
    explanation = explained(result, "HS1")
    told = " ".join(story(explanation, names_of(result), date(2025, 3, 20)))
    assert "Vi phạm: không đúng trình tự: người đã nghỉ, thì thôi." in told
    assert doubts(explanation, names_of(result)) == [
        "Giả định: không điều khoản nào của văn bản buộc điều này, người soạn tệp quy tắc đặt ra."
    ]


def test_the_documents_of_special_days_are_listed_once() -> None:
    phrase = parse_phrase("03 ngày làm việc")
    assert isinstance(phrase, Phrase)
    due = resolve(phrase.deadline, date(2024, 4, 26), Calendar.national())
    lines = numbered(due.ledger, phrase.deadline)
    assert [line.number for line in lines if line.counted] == [1, 2, 3]
    assert [line.day.day for line in lines if line.counted] == [2, 3, 4]


def test_a_span_whose_days_are_not_all_listed_is_not_numbered() -> None:
    phrase = parse_phrase("03 tháng")
    assert isinstance(phrase, Phrase)
    due = resolve(phrase.deadline, date(2025, 1, 2), Calendar.national())
    assert {line.number for line in numbered(due.ledger, phrase.deadline)} == {None}


def test_a_named_date_is_not_numbered() -> None:
    phrase = parse_phrase("chậm nhất là ngày 31 tháng 12")
    assert isinstance(phrase, Phrase)
    due = resolve(phrase.deadline, date(2025, 3, 3), Calendar.national())
    assert [line.number for line in numbered(due.ledger, phrase.deadline)] == [None]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "năm 2024"),
        (date(2025, 4, 1), date(2025, 6, 30), "quý 2/2025"),
        (date(2025, 3, 1), date(2025, 3, 31), "tháng 03/2025"),
        (date(2025, 1, 1), date(2025, 6, 30), "01/01–30/06/2025"),
    ],
)
def test_a_period_is_called_what_people_call_it(first: date, last: date, name: str) -> None:
    assert period_name(first, last, "vi") == name


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert (number(1234567, "vi"), number(1234567, "en"), number(999, "vi")) == ("1.234.567", "1,234,567", "999")


def test_reasons_are_words_and_a_rule_file_s_own_reason_stays() -> None:
    assert reason_text("missing:unit_type,ghi_chu", "vi", {"ghi_chu": "ghi chú"}) == (
        "nhật ký thiếu thông tin: loại đơn vị, ghi chú"
    )
    assert reason_text("out_of_order:đã nghỉ, thì thôi", "vi") == "không đúng trình tự: đã nghỉ, thì thôi"
    assert reason_text("evidence:signed:phần mềm: đòi, luôn", "vi", {"signed": "ký số"}) == (
        "không có bằng chứng bắt buộc: ký số: phần mềm: đòi, luôn"
    )
    assert reason_text("not_signed", "en") == "not digitally signed"
    assert reason_text("Hồ sơ đã rút: theo đơn", "vi") == "Hồ sơ đã rút: theo đơn"


@pytest.mark.parametrize(
    ("reason", "english"),
    [
        ("ngày thứ 3", "day 3"),
        ("ngày thứ 90 trước sự kiện", "day 90 ahead of the event"),
        ("mở 5 ngày làm việc cuối kỳ", "opens: last 5 working days of the period"),
        ("ngày cuối của thời hạn, Chủ nhật", "last day of the span, Sunday"),
        ("Quốc khánh 2/9", "Quốc khánh 2/9"),
    ],
)
def test_ledger_reasons_have_an_english_gloss(reason: str, english: str) -> None:
    assert (ledger_reason(reason, "en"), ledger_reason(reason, "vi")) == (english, reason)


def test_what_could_disguise_a_row_is_made_visible() -> None:
    assert printable("Sở Nội vụ") == "Sở Nội vụ"
    assert printable("a\x1b[31m\u202eb\nc") == "a�[31m�b c"
