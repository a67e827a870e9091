"""A period that depends on the case, or that the dossier states, is told by `diff` as what it was and is."""

from __future__ import annotations

from engine.comparison.differences import differences
from engine.loading.rules import RuleDocument, load_rules_text
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


def test_a_cap_of_one_case_is_told_too() -> None:
    capped = BY_CASE.replace(
        "10 ngày làm việc", "10 ngày làm việc (kể cả thời gian gia hạn không quá 15 ngày làm việc)"
    )
    (sentence,) = said_of(BY_CASE, capped)
    assert sentence == ("Trả kết quả: trường hợp còn lại: tối đa kể cả gia hạn không nêu → 15 ngày làm việc")


def test_one_period_that_becomes_several_is_weighed_against_each() -> None:
    (sentence,) = said_of("05 ngày làm việc", BY_CASE)
    assert sentence == (
        "Trả kết quả: thời hạn «05 ngày làm việc» → tùy trường hợp: «03 ngày làm việc» khi Lĩnh vực là ho_tich; "
        "«10 ngày làm việc» trong trường hợp khác, "
        "nay «03 ngày làm việc» (trường hợp Lĩnh vực là ho_tich), trước «05 ngày làm việc»: chặt hơn mọi ngày "
        "trong 10 năm; nay «10 ngày làm việc» (trường hợp còn lại), trước «05 ngày làm việc»: lỏng hơn mọi ngày "
        "trong 10 năm"
    )


def test_a_date_that_the_dossier_states_says_that_it_cannot_be_weighed() -> None:
    (sentence,) = said_of("05 ngày làm việc", "{date_in: hen_tra}")
    assert sentence == (
        "Trả kết quả: thời hạn «05 ngày làm việc» → ngày ghi ở «Ngày hẹn trả», "
        "không nói được chặt hay lỏng hơn (ngày đến hạn do từng hồ sơ ghi)"
    )
    (back,) = said_of("{date_in: hen_tra}", BY_CASE)
    assert back.endswith("trong trường hợp khác, không nói được chặt hay lỏng hơn (ngày đến hạn do từng hồ sơ ghi)")
