"""An explanation says by which text a rule was amended, what moved to the new period, and who took a duty over."""

from __future__ import annotations

from datetime import date

from engine.explanation import explain
from engine.reports.names import Names
from engine.reports.story import story
from engine.service import Judged
from tests.casebook import cases, library, outcome_of

OPEN = "còn dở ngày sửa đổi thì theo thời hạn mới, tính từ chính ngày phát sinh"
PASSED = "đơn vị hết ngày 30/06, việc còn dở chuyển sang đơn vị kế thừa"
NO_HEIR = "không có đơn vị kế thừa thì việc vẫn ghi cho đơn vị cũ"


def told(name: str, rule: str, as_of: date) -> str:
    case = next(item for item in cases() if item.name == name)
    applied = Judged(case.document, library().plan(case.document, case.choices))
    names = Names.of("vi", (applied,), case.units)
    finding = next(item for item in outcome_of(case).findings if item.verdict.rule == rule)
    return " ".join(story(explain(finding, applied), names, as_of))


def test_a_duty_that_moved_is_told_with_the_new_phrase_and_the_amendment() -> None:
    text = told(OPEN, "duyet", date(2025, 7, 10))
    assert "Văn bản ghi: «10 ngày làm việc»." in text
    assert "Theo 08/2025/QĐ-UBND, áp dụng từ ngày 01/07/2025." in text
    assert "Phát sinh trước ngày 01/07/2025 nhưng khi đó còn dở, nên thời hạn tính theo quy định mới." in text


def test_both_units_are_named_when_a_duty_passed_on() -> None:
    text = told(PASSED, "cap-nhat", date(2025, 7, 31))
    assert "Đơn vị chịu trách nhiệm: x-2." in text
    assert "Việc này vốn của x-1; x-1 chỉ còn đến ngày 30/06/2025 nên đơn vị kế thừa chịu trách nhiệm." in text


def test_a_duty_that_nobody_took_over_says_so() -> None:
    text = told(NO_HEIR, "cap-nhat", date(2025, 7, 31))
    assert "bảng đơn vị không ghi đơn vị kế thừa, nên việc vẫn ghi cho đơn vị này" in text
