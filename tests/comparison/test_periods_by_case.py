"""Periods that depend on the case are weighed case by case; a matter foreign to a text is not its silence."""

from __future__ import annotations

from datetime import date

import pytest

from engine.comparison import Mark, Matrix, compare
from engine.comparison.comparability import Obstacle, Why
from engine.comparison.differences import differences
from engine.comparison.marks import _weight
from engine.comparison.measures import Relation, Stands
from engine.loading.rules import RuleDocument, load_rules_text
from engine.reports.compared.words import cell_lines, standing_words
from engine.source import SourceText

HEAD = """\
format: 1
regulation: {id: NAME, name: Quy chế NAME, province: NAME, status: in_force, in_force_from: 2020-01-01}
vocabulary:
  hide_topics: all
  topics: [{id: tra_ket_qua, label: Trả kết quả}OWN]
  events:
    - {id: nhan_ho_so, label: Nhận hồ sơ}
    - {id: da_tra, label: Trả kết quả}
  attributes:
    - {id: linh_vuc, label: Lĩnh vực, type: choice, choices: [dat_dai, ho_tich]}
    - {id: hen_tra, label: Ngày hẹn trả, type: date}
obligations:
  - id: tra
    label: Trả kết quả
    topic: tra_ket_qua
    cites: Điều 1
    when: {event: nhan_ho_so}
    who: unit_head
    must: da_tra
    within: WITHIN
provisions:
  - {at: Điều 1, rules: tra}
"""
BY_CASE = "[{only_if: {linh_vuc: ho_tich}, phrase: 03 ngày làm việc}, {phrase: 10 ngày làm việc}]"


def regulation(name: str, within: str, own: str = "") -> RuleDocument:
    text = HEAD.replace("NAME", name).replace("WITHIN", within).replace("OWN", own)
    document, problems = load_rules_text(SourceText(f"{name}.yaml", text))
    assert document is not None, problems
    return document


def compared(*documents: RuleDocument) -> Matrix:
    return compare(documents, date(2026, 1, 1), base=documents[0].id)


def told(matrix: Matrix) -> list[str]:
    return [standing_words(item, matrix, "vi").split(" – ")[0] for item in matrix.rows[0].standings]


def test_each_case_stands_to_the_other_text_by_itself() -> None:
    matrix = compared(regulation("mot", "05 ngày làm việc"), regulation("hai", BY_CASE))
    assert told(matrix) == ["trường hợp Lĩnh vực là ho_tich: chặt hơn mot", "trường hợp còn lại: lỏng hơn mot"]
    assert [cell.mark for cell in matrix.rows[0].cells] == [None, None]
    lines = cell_lines(matrix.rows[0].cells[1], "vi")
    expected = "tùy trường hợp: «03 ngày làm việc» khi Lĩnh vực là ho_tich; «10 ngày làm việc» trong trường hợp khác"
    assert lines == [f"Trả kết quả: {expected} (Điều 1)"]


def test_a_text_that_is_stricter_in_every_case_is_the_strictest() -> None:
    matrix = compared(regulation("mot", "15 ngày làm việc"), regulation("hai", BY_CASE))
    assert [cell.mark for cell in matrix.rows[0].cells] == [Mark.LOOSEST, Mark.STRICTEST]


def test_the_same_cases_are_compared_with_each_other() -> None:
    other = BY_CASE.replace("03 ngày làm việc", "02 ngày làm việc")
    matrix = compared(regulation("mot", BY_CASE), regulation("hai", other))
    assert told(matrix)[0] == "trường hợp Lĩnh vực là ho_tich: chặt hơn mot"


def test_a_date_that_each_dossier_states_is_no_missing_number() -> None:
    matrix = compared(regulation("mot", "05 ngày làm việc"), regulation("hai", "{date_in: hen_tra}"))
    assert told(matrix) == ["không so được với mot: ngày đến hạn do từng hồ sơ ghi"]
    assert cell_lines(matrix.rows[0].cells[1], "vi") == ["Trả kết quả: ngày ghi ở «Ngày hẹn trả» (Điều 1)"]


def test_a_topic_that_only_one_text_has_is_not_the_silence_of_the_other() -> None:
    own = ", {id: le_phi, label: Lệ phí}"
    matrix = compared(regulation("mot", "05 ngày làm việc", own), regulation("hai", "05 ngày làm việc"))
    row = next(row for row in matrix.rows if row.topic == "le_phi")
    assert [cell.silence for cell in row.cells] == ["silent_enacted", "no_common_topic"]
    assert cell_lines(row.cells[1], "vi") == ["[không có chủ đề chung]"]
    assert not row.differs


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        (Relation(Stands.EQUAL), Relation(Stands.INCOMPARABLE, obstacles=(Obstacle(Why.NO_NUMBER),))),
        (Relation(Stands.STRICTER), Relation(Stands.EQUAL)),
        (
            Relation(Stands.INCOMPARABLE, obstacles=(Obstacle(Why.OTHER_START),)),
            Relation(Stands.INCOMPARABLE, obstacles=(Obstacle(Why.IN_WORDS),)),
        ),
        (
            Relation(Stands.INCOMPARABLE, obstacles=(Obstacle(Why.OTHER_START),)),
            Relation(Stands.INCOMPARABLE, obstacles=(Obstacle(Why.NO_NUMBER), Obstacle(Why.OTHER_ACT))),
        ),
    ],
)
def test_the_nearest_miss_is_the_one_that_is_told(nearer: Relation, farther: Relation) -> None:
    assert _weight(nearer) < _weight(farther)


def said_of(old: str, new: str) -> list[str]:
    return [item.says for item in differences(regulation("mot", old), regulation("mot", new), "vi")]


def test_a_change_in_one_case_is_told_of_that_case_with_its_weight() -> None:
    other = BY_CASE.replace("03 ngày làm việc", "02 ngày làm việc")
    expected = "trường hợp Lĩnh vực là ho_tich: thời hạn 3 → 2 ngày làm việc, chặt hơn mọi ngày trong 10 năm"
    assert said_of(BY_CASE, other) == [f"Trả kết quả: {expected}"]


def test_other_cases_or_another_attribute_are_never_called_the_same_in_other_words() -> None:
    for old, new in (
        (BY_CASE, BY_CASE.replace("ho_tich", "dat_dai")),
        ("{date_in: hen_tra}", "10 ngày làm việc"),
        (BY_CASE, "{date_in: hen_tra}"),
    ):
        (told,) = said_of(old, new)
        assert " → " in told
        assert "nghĩa không đổi" not in told
