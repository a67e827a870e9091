"""Periods by case, followed duties, states and own events: seen where they matter, never a false alarm."""

from __future__ import annotations

import pytest

from engine.analysis.defects import find_defects
from engine.loading.rules import load_rules_text
from engine.source import SourceText

TEXT = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: in_force, number: 1/2020/QĐ-UBND,
  in_force_from: 2020-01-01}
vocabulary:
  events:
    - {id: nop, label: Nộp hồ sơ}
    - {id: tra, label: Trả kết quả}
    - {id: nhac, label: Nhắc việc}
    - {id: bao_cao, label: Gửi báo cáo}
    - {id: khieu_nai, label: Khiếu nại}
    - {id: quyet_dinh, label: Quyết định phân bổ có hiệu lực}
  attributes:
    - {id: loai, label: Loại hồ sơ}
    - {id: ngay_hen, label: Ngày hẹn trả, type: date, of: dossier}
  states:
    - {id: moi, label: Mới nộp}
    - {id: ket_thuc, label: Kết thúc}
obligations:
DUTIES
lifecycle:
  initial: not_existing
  states: [not_existing, moi, ket_thuc]
  transitions:
    - {event: nop, from: not_existing, to: moi}
    - {event: tra, from: moi, to: ket_thuc}
"""
RESULT = (
    "  - {id: tra, label: Trả kết quả, cites: Điều 1, when: {event: nop}, who: unit_head, must: tra, within: 10 ngày}\n"
)


def duty(name: str, rest: str) -> str:
    return f"  - {{id: {name}, label: Việc {name}, cites: Điều 2, who: unit_head, {rest}}}\n"


def found(*duties: str) -> list[tuple[str, str]]:
    document, problems = load_rules_text(SourceText("thu.yaml", TEXT.replace("DUTIES\n", "".join(duties))))
    assert document is not None, problems
    return [
        (item.code, item.about)
        for item in find_defects(document)
        if not item.code.startswith("A15") or item.code == "A152"
    ]


def test_at_once_in_one_case_is_an_assumption_too() -> None:
    by_case = "when: {event: nop}, must: nhac, within: [{only_if: {loai: gap}, phrase: ngay}, {phrase: 05 ngày}]"
    assert found(RESULT, duty("nhac", by_case)) == [("A152", "nhac")]


def test_the_words_of_each_case_are_held_against_the_trigger() -> None:
    strange = "[{only_if: {loai: gap}, phrase: 03 ngày kể từ ngày phát bằng}, {phrase: 05 ngày kể từ ngày nộp}]"
    assert found(RESULT, duty("nhac", f"when: {{event: nop}}, must: nhac, within: {strange}")) == [("A126", "nhac")]
    fitting = strange.replace("phát bằng", "nộp hồ sơ")
    assert found(RESULT, duty("nhac", f"when: {{event: nop}}, must: nhac, within: {fitting}")) == []


def test_a_window_in_one_case_that_some_month_empties_is_found() -> None:
    window = "[{only_if: {loai: gap}, phrase: 07 ngày cuối của từng tháng}, {phrase: 05 ngày}]"
    codes = [
        code
        for code, about in found(RESULT, duty("nhac", f"when: {{event: nop}}, must: nhac, within: {window}"))
        if about == "nhac"
    ]
    assert "A104" in codes


def test_a_period_in_one_case_that_no_calendar_reaches_is_found() -> None:
    long = "[{only_if: {loai: gap}, phrase: 10 năm}, {phrase: 05 ngày}]"
    assert ("A143", "nhac") in found(RESULT, duty("nhac", f"when: {{event: nop}}, must: nhac, within: {long}"))


def test_what_a_dossier_states_is_no_missing_period() -> None:
    assert found(RESULT, duty("nhac", "when: {event: nop}, must: nhac, within: {date_in: ngay_hen}")) == []


@pytest.mark.parametrize("source", ["expired", "completed"])
def test_a_followed_duty_has_its_clock_from_that_duty_and_not_from_its_trigger(source: str) -> None:
    """Only the duty whose clock nobody has to start is told, and not once more for each that follows it."""
    first = duty("dau", "when: {event: personal_account_created}, must: nhac, within: 05 ngày")
    after = duty("sau", f"when: {{{source}: dau}}, must: bao_cao, within: 05 ngày")
    assert found(first, after) == [("A123", "dau")]


def test_a_duty_set_off_by_a_state_may_speak_of_the_state() -> None:
    entered = duty("bao", "when: {entered: ket_thuc}, must: bao_cao, within: 05 ngày kể từ ngày kết thúc")
    assert found(RESULT, entered) == []


def test_a_document_of_the_files_own_may_take_effect() -> None:
    effective = "when: {event: quyet_dinh}, must: bao_cao, within: 05 ngày kể từ ngày quyết định có hiệu lực"
    assert found(duty("bao", effective)) == []
    other = effective.replace("when: {event: quyet_dinh}", "when: {event: nop}")
    assert found(duty("bao", other)) == [("A124", "bao")]


def test_a_duty_after_one_that_has_expired_does_not_start_with_it() -> None:
    """The reminder starts when the ten days are over; its five days do not end before them."""
    late = duty("nhac", "when: {expired: tra}, must: nhac, after: tra, within: 05 ngày")
    assert found(RESULT, late) == []


def test_a_right_and_several_acts_are_no_alarm() -> None:
    either = duty("chon", "when: {event: nop}, must: [tra, nhac], within: 10 ngày")
    right = duty("kn", "when: {event: tra}, right: khieu_nai, within: 30 ngày kể từ ngày trả kết quả")
    assert found(either, right, duty("luu", "when: {expired: kn}, must: bao_cao, within: 02 ngày làm việc")) == []
