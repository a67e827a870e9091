"""Drafts: acts that do as well, rights, duties that begin when another has run out, caps, extensions and pauses."""

from __future__ import annotations

import pytest
from reading_texts import articles, read

from engine.loading.rules.loader import load_rules_text
from engine.reading import DraftedDuty, Examined, draft_duties, draft_rules
from engine.source import SourceText


def duties(*clauses: str) -> tuple[DraftedDuty, ...]:
    return draft_duties(Examined(read(text(*clauses))))


def text(*clauses: str) -> str:
    return articles("Điều 1. Tên\n" + "\n".join(f"{n}. {said}" for n, said in enumerate(clauses, 1)))


def drafted(*clauses: str) -> str:
    return draft_rules(Examined(read(text(*clauses))), name="mau", province="Mẫu")


def names(duty: DraftedDuty) -> list[str]:
    known = {event.id: event.label for event in duty.events}
    return [known.get(act, act) for act in (duty.must or "", *duty.others)]


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        (
            "Trong thời hạn 10 ngày kể từ ngày nhận đủ hồ sơ, Sở Xây dựng cấp giấy phép hoặc từ chối bằng văn bản.",
            ["Cấp giấy phép", "Từ chối bằng văn bản (Điều 1 khoản 1)"],
        ),
        (
            "Người giải quyết thụ lý đơn tố cáo hoặc thông báo không thụ lý trong 05 ngày kể từ ngày nhận đơn.",
            ["Thụ lý đơn tố cáo", "Thông báo không thụ lý (Điều 1 khoản 1)"],
        ),
        (
            "Sở Y tế gửi kết quả qua bưu chính hoặc môi trường điện tử trong 05 ngày kể từ ngày nhận đơn.",
            ["Gửi kết quả qua bưu chính"],
        ),
        (
            "Người bị mất hoặc hư hỏng giấy phép nộp đơn đề nghị trong 05 ngày kể từ ngày bị mất.",
            ["Nộp đơn đề nghị"],
        ),
    ],
)
def test_any_of_the_acts_joined_by_or_fulfils(sentence: str, acts: list[str]) -> None:
    (found,) = duties(sentence)
    assert names(found) == acts


@pytest.mark.parametrize(
    ("sentence", "act", "who"),
    [
        (
            "Thí sinh có quyền đề nghị phúc khảo trong 07 ngày kể từ ngày công bố kết quả.",
            "Đề nghị phúc khảo", "Thí sinh",
        ),
        (
            "Trong 10 ngày kể từ ngày nhận kết luận, người bị thiệt hại có quyền kiến nghị cơ quan Công an.",
            "Kiến nghị cơ quan Công an", "Người bị thiệt hại",
        ),
        ("Thời hiệu khiếu nại là 90 ngày kể từ ngày nhận quyết định.", "Khiếu nại (Điều 1 khoản 1)", None),
    ],
)  # fmt: skip
def test_what_somebody_may_do_is_a_right(sentence: str, act: str, who: str | None) -> None:
    (found,) = duties(sentence)
    assert (found.is_right, names(found)) == (True, [act])
    assert (found.role.label if found.role is not None else None) == who
    document, problems = load_rules_text(SourceText("mau.yaml", drafted(sentence)))
    assert document is not None, problems
    assert document.file.obligations[0].right is not None


def test_the_time_in_which_an_office_may_still_punish_is_no_rule() -> None:
    assert duties("Thời hiệu xử phạt là 02 năm kể từ ngày chấm dứt hành vi.") == ()


BOSUNG = "Chủ đầu tư bổ sung hồ sơ trong 20 ngày kể từ ngày nhận thông báo."


@pytest.mark.parametrize(
    "sentence",
    [
        "Quá thời hạn quy định tại khoản 1 Điều này mà chủ đầu tư không bổ sung thì Sở Xây dựng trả lại hồ sơ "
        "trong 03 ngày làm việc.",
        "Hết thời hạn quy định tại khoản 1 Điều này mà chủ đầu tư không bổ sung thì Sở Xây dựng trả lại hồ sơ.",
        "Trong 03 ngày làm việc kể từ ngày hết thời hạn bổ sung hồ sơ, Sở Xây dựng trả lại hồ sơ.",
        "Quá thời hạn này mà chủ đầu tư không bổ sung thì Sở Xây dựng trả lại hồ sơ.",
    ],
)
def test_a_duty_begins_when_another_has_run_out(sentence: str) -> None:
    _, found = duties(BOSUNG, sentence)
    assert (found.expired, names(found), found.condition) == ("bo-sung-ho-so", ["Trả lại hồ sơ"], None)
    assert "when: {expired: bo-sung-ho-so}" in drafted(BOSUNG, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong 03 ngày kể từ ngày hết thời hạn niêm yết, Sở Xây dựng trả lại hồ sơ.",
        "Sở Xây dựng trả lại hồ sơ trước khi hết hạn 03 ngày.",
    ],
)
def test_what_has_run_out_is_left_open_when_no_duty_is_called_so(sentence: str) -> None:
    assert duties(BOSUNG, sentence)[-1].expired is None


def test_consent_by_silence_is_no_act() -> None:
    sentence = "Quá thời hạn tại khoản 1 Điều này mà chủ đầu tư không bổ sung thì được coi là từ bỏ việc nộp hồ sơ."
    assert len(duties(BOSUNG, sentence)) == 1


def test_a_cap_in_the_same_sentence_stays_in_the_phrase() -> None:
    (found,) = duties("Sở giải quyết hồ sơ trong 15 ngày kể từ ngày nhận, có thể gia hạn nhưng tổng không quá 45 ngày.")
    assert found.within == "trong 15 ngày kể từ ngày nhận, có thể gia hạn nhưng tổng không quá 45 ngày"
    assert found.extensions == ()


def test_what_another_clause_adds_or_leaves_out_is_told_beside_the_rule_and_covers_nothing() -> None:
    clauses = (
        "Sở Xây dựng cấp giấy phép trong 15 ngày kể từ ngày nhận đủ hồ sơ.",
        "Trường hợp phức tạp có thể gia hạn nhưng không quá 10 ngày.",
        "Thời gian bổ sung hồ sơ không tính vào thời hạn quy định tại khoản 1 Điều này.",
    )
    (found,) = duties(*clauses)
    assert found.extensions == ("Trường hợp phức tạp có thể gia hạn nhưng không quá 10 ngày (Điều 1 khoản 2)",)
    assert [pause.endswith("(Điều 1 khoản 3)") for pause in found.pauses] == [True]
    told = drafted(*clauses)
    assert "# TODO suspended_while: [{from: …, until: …}]  «Thời gian bổ sung hồ sơ không tính vào" in told
    assert "- {at: Điều 1 khoản 3}  # TODO" in told


def test_a_starting_point_at_the_head_of_the_sentence_is_taken() -> None:
    (found,) = duties("Kể từ ngày nhận đủ hồ sơ, Sở Xây dựng phải cấp giấy phép trong thời hạn 20 ngày.")
    assert names(found) == ["Cấp giấy phép"]
    assert found.when == "nhan_du_ho_so"


def test_a_phrase_that_cannot_be_counted_is_told_at_its_place() -> None:
    assert "within: trước 03 ngày  # TODO sau «trước 03 ngày» không có sự kiện nào (P215)" in drafted(
        "Người lao động phải gửi đơn cho trưởng phòng trước 03 ngày."
    )


def test_bodies_are_no_verbs() -> None:
    (found,) = duties("Tổ chức, cá nhân vi phạm nộp tiền phạt trong 10 ngày kể từ ngày nhận quyết định.")
    assert names(found) == ["Nộp tiền phạt"]


def test_a_condition_with_commas_is_taken_whole() -> None:
    (found,) = duties(
        "Trường hợp có yêu cầu sửa đổi, bổ sung, Sở Y tế gửi văn bản trong 15 ngày kể từ ngày nhận hồ sơ."
    )
    assert (found.condition, names(found)) == ("Trường hợp có yêu cầu sửa đổi, bổ sung", ["Gửi văn bản"])
