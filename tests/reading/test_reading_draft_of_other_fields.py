"""Drafts of texts that have nothing to do with personnel records: the text's own acts, nothing made up for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_texts import articles, read

from engine.loading.rules.loader import load_rules_text
from engine.reading import DraftedDuty, Examined, LegalText, draft_duties, draft_rules, read_text
from engine.reading.drafting import OwnRole
from engine.source import SourceText
from engine.vocabulary import standard

HERE = Path(__file__).parent
PATHS = {path.stem: path for folder in ("texts", "unseen") for path in sorted((HERE / folder).glob("*.txt"))}
NAMES = sorted(PATHS)
EACH = pytest.mark.parametrize("name", NAMES)

LEFT_OPEN = {"P415", "P416", "P418", "P419", "P443", "P449", "P615"}
"""What a TODO makes `lint` say: no trigger (of a duty or a right), act, bearer; a clause left open, the TODO itself."""


def examined(name: str) -> Examined:
    text = read_text(SourceText(f"{name}.txt", PATHS[name].read_text(encoding="utf-8")))
    assert isinstance(text, LegalText)
    return Examined(text)


def duty(sentence: str) -> DraftedDuty:
    (found,) = draft_duties(Examined(read(articles(f"Điều 1. Tên\n1. {sentence}"))))
    return found


def labels(found: DraftedDuty) -> tuple[str | None, str | None]:
    """Return the names of the act and of the starting point."""
    known = {event.id: event.label for event in found.events}
    return known.get(found.must or "", found.must), known.get(found.when or "", found.when)


def bearer(found: DraftedDuty) -> str | None:
    return found.role.label if found.role is not None else found.who or found.bearer


@EACH
def test_a_draft_loads_and_only_its_todos_and_its_phrases_keep_it_from_being_used(name: str) -> None:
    drafted = draft_rules(examined(name), name=name, province="Mẫu")
    document, problems = load_rules_text(SourceText("nhap.yaml", drafted))
    assert document is not None, [item.message() for item in problems]
    assert {item.code for item in problems if not item.code.startswith("P2")} <= LEFT_OPEN
    assert {"P443", "P449"} <= {item.code for item in problems}
    assert all(item.none is None for item in document.file.provisions)


@EACH
def test_every_rule_without_a_bearer_or_an_act_says_so_in_its_place(name: str) -> None:
    drafted = draft_rules(examined(name), name=name, province="Mẫu")
    for rule in drafted.split("\nobligations:")[-1].split("provisions:")[0].split("  - id: ")[1:]:
        assert "\n    who: " in rule or "\n    # TODO who: " in rule
        assert any(f"\n    {mark}{key}" in rule for mark in ("", "# TODO ") for key in ("must", "right"))


@EACH
def test_no_event_of_another_field_is_put_in(name: str) -> None:
    known = standard().events
    for item in draft_duties(examined(name)):
        for used in (item.must, item.when):
            assert used is None or used not in known or known[used].label.lower() in item.says.lower()


@pytest.mark.parametrize(
    ("sentence", "act", "start", "who"),
    [
        (
            "Trong thời hạn 03 ngày làm việc kể từ ngày nhận hồ sơ, cơ quan chủ trì gửi văn bản lấy ý kiến các sở.",
            "Gửi văn bản lấy ý kiến", "Nhận hồ sơ", "Cơ quan chủ trì",
        ),
        (
            "Cơ quan được lấy ý kiến trả lời bằng văn bản trong thời hạn 05 ngày kể từ ngày nhận được văn bản.",
            "Trả lời bằng văn bản", "Nhận được văn bản", "Cơ quan được lấy ý kiến",
        ),
        (
            "Biên bản họp được gửi các thành viên trong vòng 03 ngày làm việc kể từ ngày kết thúc cuộc họp.",
            "Gửi biên bản họp", "Kết thúc cuộc họp", None,
        ),
        (
            "Hồ sơ phải được gửi đến các thành viên chậm nhất 05 ngày làm việc trước ngày họp.",
            "Gửi hồ sơ", "Họp", None,
        ),
        (
            "Ủy ban nhân dân cấp xã có ý kiến trong thời hạn 03 ngày làm việc kể từ ngày nhận được văn bản.",
            "Có ý kiến", "Nhận được văn bản", "Ủy ban nhân dân cấp xã",
        ),
        (
            "Bộ phận một cửa báo cáo cơ quan chủ quản trước ngày 15 hằng tháng.",
            "Báo cáo cơ quan chủ quản", None, "Bộ phận một cửa",
        ),
        (
            "Khi phát hiện hư hỏng, người phụ trách kho phải báo cáo ngay người đứng đầu.",
            "Báo cáo người đứng đầu", None, "Người phụ trách kho",
        ),
        (
            "Thời hạn giải quyết khiếu nại lần đầu không quá 30 ngày, kể từ ngày thụ lý.",
            "Giải quyết khiếu nại lần đầu", "Thụ lý", None,
        ),
        (
            "Trong quá trình xác minh, kết luận giám định phải có trong thời hạn 10 ngày kể từ ngày trưng cầu.",
            None, "Trưng cầu", None,
        ),
        (
            "Chủ bến bị thu hồi giấy phép không được đề nghị cấp trong thời hạn 01 năm kể từ ngày bị thu hồi.",
            None, "Bị thu hồi", None,
        ),
    ],
)  # fmt: skip
def test_act_start_and_bearer_are_told_in_the_words_of_the_text(
    sentence: str, act: str | None, start: str | None, who: str | None
) -> None:
    found = duty(sentence)
    assert (*labels(found), bearer(found)) == (act, start, who)


def test_a_role_is_named_only_when_the_text_calls_it_so() -> None:
    assert duty("Sở Tài chính thẩm định dự toán trong 05 ngày kể từ ngày nhận hồ sơ.").who == "stc"
    found = duty("Sở Xây dựng thẩm định dự toán trong 05 ngày kể từ ngày nhận hồ sơ.")
    assert (found.who, found.role) == ("so_xay_dung", OwnRole("so_xay_dung", "Sở Xây dựng"))


def test_a_name_that_may_be_anyones_is_left_open() -> None:
    found = duty("Các đơn vị gửi dự toán trong 05 ngày kể từ ngày nhận hồ sơ.")
    assert (found.who, found.bearer) == (None, "Các đơn vị")


@pytest.mark.parametrize(
    "words",
    [
        "trước ngày 15 hằng tháng",
        "trước ngày họp ít nhất 07 ngày",
        "chậm nhất 05 ngày làm việc trước ngày họp",
        "hằng tháng, chậm nhất ngày 05 của tháng sau",
    ],
)
def test_the_whole_phrase_is_kept(words: str) -> None:
    assert duty(f"Chủ bến báo cáo số lượt khách {words}.").within == words


def test_the_end_of_another_period_is_no_event_of_its_own() -> None:
    found = duty("Trong 02 ngày kể từ ngày hết thời hạn lấy ý kiến, cơ quan chủ trì tổng hợp ý kiến.")
    assert found.when is None
    assert found.starts == "hết thời hạn lấy ý kiến"


def test_conditions_and_extensions_are_told_beside_the_rule() -> None:
    drafted = draft_rules(
        Examined(
            read(
                articles(
                    "Điều 1. Tên\n1. Trường hợp phải xác minh thì thời hạn giải quyết không quá 30 ngày kể từ ngày "
                    "nhận đủ hồ sơ, có thể gia hạn nhưng không quá 15 ngày."
                )
            )
        ),
        name="mau",
        province="Mẫu",
    )
    assert "# TODO only_if: …  «Trường hợp phải xác minh»" in drafted
    assert "# TODO extended_by: {event: …, by: …}  «không quá 15 ngày»" in drafted


def test_a_condition_behind_the_time_is_told_too() -> None:
    found = duty("Trong 02 ngày kể từ ngày nhận hồ sơ, nếu hồ sơ chưa hợp lệ, Sở Xây dựng trả lại hồ sơ.")
    assert found.condition == "nếu hồ sơ chưa hợp lệ"
    assert (labels(found)[0], bearer(found)) == ("Trả lại hồ sơ", "Sở Xây dựng")


def test_bare_verbs_of_two_clauses_are_two_events() -> None:
    found = draft_duties(
        Examined(
            read(
                articles(
                    "Điều 1. Tên\n1. Sở thẩm định trong 05 ngày kể từ ngày nhận đơn.\n"
                    "2. Bộ thẩm định trong 10 ngày kể từ ngày nhận đơn."
                )
            )
        )
    )
    assert len({item.must for item in found}) == 2


def test_a_decree_of_the_government_binds_the_whole_country() -> None:
    drafted = draft_rules(examined("luu-tru"), name="luu-tru", province=None)
    document, _ = load_rules_text(SourceText("nhap.yaml", drafted))
    assert document is not None
    regulation = document.file.regulation
    assert regulation.level.value == "national"
    assert regulation.name == "Thông tư quy định về giao nộp, bảo quản và tiêu hủy tài liệu lưu trữ"
