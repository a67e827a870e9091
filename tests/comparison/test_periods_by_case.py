"""Periods that differ by case, or that each dossier states itself, are set side by side as what they are."""

from __future__ import annotations

import json
from datetime import date

import pytest

from engine.comparison import Mark, Matrix, compare
from engine.comparison.comparability import Why
from engine.comparison.marks import Standing
from engine.comparison.measures import Stands
from engine.loading.rules import RuleDocument, load_rules_text
from engine.reports.compared.records import matrix_as_json
from engine.reports.compared.words import cell_lines, standing_words
from engine.source import SourceText

AS_OF = date(2025, 6, 1)
TEXT = """\
format: 1
regulation: {{id: {name}, name: Quy chế {name}, province: Tỉnh {name}, status: in_force, number: 1/2020/QĐ-UBND,
  in_force_from: 2020-01-01, level: {level}}}
vocabulary:
  events:
    - {{id: nop, label: Nộp hồ sơ, level: dossier}}
    - {{id: tra, label: Trả kết quả, level: dossier}}
  attributes:
    - {{id: loai, label: Loại hồ sơ, type: choice, choices: [kho, de, thuong], of: dossier}}
    - {{id: so_thua, label: Số thửa, type: number, of: dossier}}
    - {{id: ngay_hen, label: Ngày hẹn trả, type: date, of: dossier}}
    - {{id: thoi_han, label: Thời hạn ghi trên giấy}}
  topics: [{{id: tra_ket_qua, label: Trả kết quả}}]
obligations:
  - {{id: tra, label: Trả kết quả, topic: tra_ket_qua, cites: Điều 1, who: unit_head, when: {{event: nop}}, must: tra,
     within: {within}}}
"""
BY_KIND = "[{{only_if: {{loai: kho}}, phrase: {0} ngày làm việc}}, {{phrase: {1} ngày làm việc}}]"
BY_SIZE = "[{{only_if: {{so_thua: {0}}}, phrase: {1} ngày làm việc}}, {{phrase: {2} ngày làm việc}}]"


def regulation(name: str, within: str, level: str = "province") -> RuleDocument:
    return loaded(TEXT.format(name=name, within=within, level=level))


def loaded(text: str) -> RuleDocument:
    document, problems = load_rules_text(SourceText("thu.yaml", text))
    assert document is not None, problems
    return document


def side_by_side(one: str, other: str, *, floor: bool = False) -> Matrix:
    first = regulation("a", one, "national" if floor else "province")
    return compare([first, regulation("b", other)], AS_OF, ["tra_ket_qua"], base="a")


def standing(matrix: Matrix) -> Standing:
    (found,) = matrix.rows[0].standings
    return found


def cases(matrix: Matrix) -> list[tuple[int | None, int | None, Stands]]:
    """Return which cases meet, each by its place from 0, and how; None for a period without cases."""
    return [(case.one.place, case.other.place, case.relation.stands) for case in standing(matrix).relation.cases]


def test_a_cell_gives_each_case_with_its_condition_in_words() -> None:
    (row,) = side_by_side(BY_KIND.format("20", "10"), "{date_in: ngay_hen}").rows
    assert cell_lines(row.cells[0], "vi") == [
        "Trả kết quả: tùy trường hợp: «20 ngày làm việc» khi Loại hồ sơ là kho; "
        "«10 ngày làm việc» trong trường hợp khác (Điều 1)"
    ]
    assert cell_lines(row.cells[1], "vi") == ["Trả kết quả: ngày ghi ở «Ngày hẹn trả» (Điều 1)"]


def test_a_list_that_leaves_cases_open_says_that_it_gives_no_period_there() -> None:
    (row,) = side_by_side("[{only_if: {loai: kho}, phrase: 20 ngày}]", "{span_in: thoi_han}").rows
    assert "trường hợp khác không nêu thời hạn" in (row.cells[0].text or "")
    assert "thời hạn ghi ở «Thời hạn ghi trên giấy»" in (row.cells[1].text or "")


def test_one_period_is_set_against_each_case() -> None:
    matrix = side_by_side(BY_KIND.format("20", "05"), "10 ngày làm việc")
    assert cases(matrix) == [(None, 0, Stands.STRICTER), (None, 1, Stands.LOOSER)]
    assert standing(matrix).relation.stands is Stands.NEITHER
    told = standing_words(standing(matrix), matrix, "vi")
    assert told.startswith(
        "khi chặt hơn, khi lỏng hơn Tỉnh a, tùy trường hợp: «10 ngày làm việc» so với «20 ngày làm việc» "
        "(trường hợp Loại hồ sơ là kho): chặt hơn – mọi ngày bắt đầu; từ "
    )
    assert "so với «05 ngày làm việc» (trường hợp còn lại): lỏng hơn – mọi ngày bắt đầu; từ " in told


def test_stricter_in_every_case_is_stricter() -> None:
    matrix = side_by_side(BY_KIND.format("20", "10"), "05 ngày làm việc")
    assert standing(matrix).relation.stands is Stands.STRICTER
    assert [cell.mark for cell in matrix.rows[0].cells] == [Mark.LOOSEST, Mark.STRICTEST]


def test_like_cases_meet_only_like_cases() -> None:
    matrix = side_by_side(BY_KIND.format("20", "10"), BY_KIND.format("15", "10"))
    assert cases(matrix) == [(0, 0, Stands.STRICTER), (1, 1, Stands.EQUAL)]
    assert standing(matrix).relation.stands is Stands.STRICTER


def test_the_same_cases_are_equal_and_do_not_differ() -> None:
    matrix = side_by_side(BY_KIND.format("20", "10"), BY_KIND.format("20", "10"))
    assert [cell.mark for cell in matrix.rows[0].cells] == [Mark.EQUAL, Mark.EQUAL]
    assert not matrix.rows[0].differs


@pytest.mark.parametrize(
    ("one", "other", "meeting"),
    [
        ("{at_least: 10}", "{less_than: 10}", [(0, 1), (1, 0)]),
        ("{at_least: 10}", "{more_than: 10}", [(0, 0), (1, 0), (1, 1)]),
        ("{at_least: 10}", "{at_most: 10}", [(0, 0), (0, 1), (1, 0)]),
        ("{more_than: 10}", "{at_most: 10}", [(0, 1), (1, 0)]),
        ("{at_least: 10}", "{at_least: 20}", [(0, 0), (1, 0), (1, 1)]),
    ],
)
def test_bounds_say_which_cases_can_come_together(one: str, other: str, meeting: list[tuple[int, int]]) -> None:
    """Told from the second text's side: (its case, the first text's case)."""
    matrix = side_by_side(BY_SIZE.format(one, "20", "10"), BY_SIZE.format(other, "30", "05"))
    assert [(here, there) for here, there, _ in cases(matrix)] == meeting


def test_cases_by_different_attributes_may_all_come_together() -> None:
    matrix = side_by_side(BY_KIND.format("20", "10"), BY_SIZE.format("{at_least: 10}", "15", "05"))
    assert [(here, there) for here, there, _ in cases(matrix)] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert standing(matrix).relation.stands is Stands.NEITHER


def test_a_case_without_a_period_leaves_the_whole_undecided_and_the_rest_told() -> None:
    matrix = side_by_side("[{only_if: {loai: kho}, phrase: 20 ngày làm việc}]", "10 ngày làm việc")
    assert cases(matrix) == [(None, 0, Stands.STRICTER), (None, 1, Stands.INCOMPARABLE)]
    told = standing_words(standing(matrix), matrix, "vi")
    assert told.startswith("không so được chung với Tỉnh a, tùy trường hợp: ")
    assert told.endswith("so với không nêu thời hạn (trường hợp còn lại): có bên không nêu số ngày")


def test_what_each_dossier_states_is_no_silence_and_says_why_it_is_not_weighed() -> None:
    matrix = side_by_side("{date_in: ngay_hen}", "10 ngày làm việc")
    assert [item.why for item in standing(matrix).relation.obstacles] == [Why.STATED_IN_LOG]
    told = standing_words(standing(matrix), matrix, "vi")
    assert told == "không so được với Tỉnh a: ngày đến hạn do từng hồ sơ ghi"


def test_two_texts_that_both_leave_it_to_the_same_field_are_equal() -> None:
    matrix = side_by_side("{date_in: ngay_hen}", "{date_in: ngay_hen}")
    assert [cell.mark for cell in matrix.rows[0].cells] == [Mark.EQUAL, Mark.EQUAL]
    other = side_by_side("{date_in: ngay_hen}", "{span_in: thoi_han}")
    assert [item.why for item in standing(other).relation.obstacles] == [Why.STATED_IN_LOG]


def test_longer_than_the_floor_in_one_case_is_longer() -> None:
    matrix = side_by_side("10 ngày làm việc", BY_KIND.format("20", "05"), floor=True)
    assert matrix.is_longer_than_floor(standing(matrix))
    assert "(dài hơn quy định chung từ ngày 01/01/2020)" in standing_words(standing(matrix), matrix, "vi")
    within = side_by_side("20 ngày làm việc", BY_KIND.format("20", "05"), floor=True)
    assert not within.is_longer_than_floor(standing(within))


def test_json_gives_the_cases_with_witnesses() -> None:
    matrix = side_by_side(BY_KIND.format("20", "05"), "10 ngày làm việc")
    (told,) = json.loads(matrix_as_json(matrix, "vi"))["standings"]
    first, second = told["cases"]
    assert first["other"] == {"case": "Loại hồ sơ là kho", "period": "20 ngày làm việc"}
    assert first["one"] == {"case": None, "period": "10 ngày làm việc"}
    assert (first["stands"], first["earlier"], first["later"]) == ("stricter", 3652, 0)
    assert (second["stands"], second["earlier"], second["later"]) == ("looser", 0, 3652)
    assert len(first["witnesses"]) == 1


def test_a_topic_that_a_file_hides_or_never_had_is_no_silence() -> None:
    one = regulation("a", "10 ngày làm việc")
    hiding = loaded(
        TEXT.format(name="b", within="10 ngày", level="province").replace(
            "topics: [{id: tra_ket_qua, label: Trả kết quả}]",
            "topics: [{id: tra_ket_qua, label: Trả kết quả}]\n  hide_topics: all",
        )
    )
    other = loaded(
        "format: 1\nregulation: {id: c, name: Quy chế c, province: Tỉnh c, status: in_force,"
        " number: 1/2020/QĐ-UBND, in_force_from: 2020-01-01}\n"
    )
    matrix = compare([one, hiding, other], AS_OF)
    silences = {row.topic: [cell.silence for cell in row.cells] for row in matrix.rows}
    assert silences["retention"] == ["silent_enacted", "no_common_topic", "silent_enacted"]
    assert silences["tra_ket_qua"] == [None, None, "no_common_topic"]
    assert cell_lines(matrix.rows[0].cells[1], "vi") == ["[không có chủ đề chung]"]


def test_a_topic_that_only_one_text_has_is_no_difference() -> None:
    alone = regulation("a", "10 ngày làm việc")
    other = loaded(
        "format: 1\nregulation: {id: c, name: Quy chế c, province: Tỉnh c, status: in_force,"
        " number: 1/2020/QĐ-UBND, in_force_from: 2020-01-01}\n"
    )
    (row,) = compare([alone, other], AS_OF, ["tra_ket_qua"]).rows
    assert not row.differs
