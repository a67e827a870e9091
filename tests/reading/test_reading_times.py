"""Expressions of time: their words, their meaning, where they begin and end."""

from __future__ import annotations

from datetime import date

import pytest
from reading_texts import articles, read

from engine.calendars.cycles import Cycle
from engine.phrases import (
    AtOnce,
    BeforeDate,
    CalendarSpan,
    DateInPeriod,
    Deadline,
    Every,
    KeepAtLeast,
    LastDays,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)
from engine.reading import TimeExpression, TimeKind
from engine.reading.times import find_times


def times(sentence: str) -> list[TimeExpression]:
    return list(find_times(read(articles(f"Điều 1. Tên\n1. {sentence}"))))


@pytest.mark.parametrize(
    ("sentence", "words", "anchor", "deadline"),
    [
        (
            "Trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ, cơ quan, đơn vị mới thực hiện việc cập nhật.",
            "Trong thời hạn 05 ngày làm việc kể từ ngày nhận hồ sơ",
            "nhận hồ sơ",
            WorkingDays(5),
        ),
        (
            "Trong thời gian 10 ngày làm việc, kể từ ngày người được bầu cử, bổ nhiệm, tuyển dụng đến nhận công tác, "
            "đơn vị có trách nhiệm cập nhật.",
            "Trong thời gian 10 ngày làm việc, kể từ ngày người được bầu cử, bổ nhiệm, tuyển dụng đến nhận công tác",
            "người được bầu cử, bổ nhiệm, tuyển dụng đến nhận công tác",
            WorkingDays(10),
        ),
        (
            "Chuyển hồ sơ (thời hạn chậm nhất không quá 15 ngày làm việc, kể từ ngày văn bản có hiệu lực).",
            "thời hạn chậm nhất không quá 15 ngày làm việc, kể từ ngày văn bản có hiệu lực",
            "văn bản có hiệu lực",
            WorkingDays(15),
        ),
        ("Duyệt trong vòng 07 ngày cuối của từng tháng.", "trong vòng 07 ngày cuối của từng tháng", None, LastDays(7)),
        ("Khi ngừng trong 02 ngày làm việc liên tiếp.", "trong 02 ngày làm việc liên tiếp", None, StateLasts(2)),
        ("Giữ tối thiểu 03 (ba) tháng.", "tối thiểu 03 (ba) tháng", None, KeepAtLeast(3, SpanUnit.MONTH)),
        ("Nộp sau khi họp, chậm nhất 10 ngày.", "chậm nhất 10 ngày", None, CalendarSpan(10, SpanUnit.DAY)),
        (
            "Định kỳ hàng năm, trước ngày 31/01 năm sau báo cáo.",
            "Định kỳ hàng năm, trước ngày 31/01 năm sau",
            None,
            Every(Cycle.YEAR, BeforeDate(DateInPeriod(31, 1, None, 1))),
        ),
        ("Thay mật khẩu định kỳ hằng tháng.", "định kỳ hằng tháng", None, Every(Cycle.MONTH)),
        ("Áp dụng từ ngày 01/01/2024.", "Áp dụng từ ngày 01/01/2024", None, StartsOn(date(2024, 1, 1))),
        ("Mất thì phải báo cáo ngay với người đứng đầu.", "phải báo cáo ngay", None, AtOnce()),
        ("Cá nhân thông báo kịp thời cho cơ quan.", "thông báo kịp thời", None, Unquantified("kịp thời")),
    ],
)  # fmt: skip
def test_an_expression_is_taken_whole_and_understood(
    sentence: str, words: str, anchor: str | None, deadline: Deadline
) -> None:
    found = [item for item in times(sentence) if item.words == words]
    assert [(item.anchor, item.deadline) for item in found] == [(anchor, deadline)], times(sentence)
    assert str(found[0].provision.citation) == "Điều 1 khoản 1" if found[0].provision else False


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Gửi tài liệu trước ngày họp ít nhất 07 ngày.", "trước ngày họp ít nhất 07 ngày"),
        ("Kể từ ngày nhận đơn, trong thời hạn 05 ngày phải trả lời.", "Kể từ ngày nhận đơn, trong thời hạn 05 ngày"),
        ("Nộp trong 20 ngày kể từ ngày ký, trừ trường hợp bất khả kháng.", "trong 20 ngày kể từ ngày ký"),
        ("Trong 03 ngày kể từ ngày ký, Hội đồng lập danh sách.", "Trong 03 ngày kể từ ngày ký"),
        ("Báo cáo sau 12 ngày kể từ ngày ký thì ghi sổ.", "sau 12 ngày kể từ ngày ký"),
        ("Báo cáo trước ngày 25 của tháng trước.", "trước ngày 25 của tháng trước"),
        ("Nộp trong 05 ngày kể từ ngày nhận, không kể ngày nghỉ.", "trong 05 ngày kể từ ngày nhận, không kể ngày nghỉ"),
        ("Gửi trong 03 ngày kể từ ngày họp và lưu 10 năm.", "trong 03 ngày kể từ ngày họp"),
        ("Trả lời trong 07 ngày, tính cả ngày nhận đơn.", "trong 07 ngày, tính cả ngày nhận đơn"),
        ("Gửi chậm nhất 02 ngày trước ngày họp, trừ họp đột xuất.", "chậm nhất 02 ngày trước ngày họp"),
        ("Trước khi hết thời hạn 06 tháng, chủ bến nộp đơn.", "Trước khi hết thời hạn 06 tháng"),
        ("Nộp trong 30 ngày kể từ ngày ký hoặc kể từ ngày nhận.", "trong 30 ngày kể từ ngày ký hoặc kể từ ngày nhận"),
    ],
)
def test_no_word_that_belongs_to_it_is_cut_off_and_no_other_is_taken_in(sentence: str, words: str) -> None:
    assert [item.words for item in times(sentence) if item.is_duty] == [words]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Có ít nhất 05 năm công tác.", [TimeKind.MEASURE]),
        ("Thời gian công tác dưới 02 năm phải tập sự.", [TimeKind.MEASURE]),
        ("Nghỉ ốm từ 14 ngày trở lên.", [TimeKind.MEASURE]),
        ("Kế hoạch đầu tư công trung hạn 05 năm.", [TimeKind.MEASURE]),
        ("Tiếp công dân ít nhất 02 ngày trong 01 tuần.", [TimeKind.MEASURE, TimeKind.MEASURE]),
        ("Vi phạm trong thời gian 02 năm mà tái phạm.", [TimeKind.MEASURE]),
        ("Thời gian tập sự 12 tháng.", [TimeKind.MEASURE]),
        ("Thời hạn giải quyết không quá 12 ngày.", [TimeKind.PERIOD]),
        ("Có thể gia hạn một lần nhưng không quá 15 ngày.", [TimeKind.EXTENSION]),
        ("Tổng thời hạn không quá 45 ngày kể từ ngày thụ lý.", [TimeKind.EXTENSION]),
        ("Lưu giữ tối thiểu 24 tháng.", [TimeKind.KEEP]),
        ("Nghỉ phép 12 ngày làm việc một năm.", [TimeKind.MEASURE, TimeKind.MEASURE]),
        ("Có kết quả âm tính trong vòng 03 ngày trước khi vận chuyển.", [TimeKind.MEASURE]),
        ("Giấy phép có thời hạn 05 năm, kể từ ngày cấp.", [TimeKind.MEASURE]),
        ("Chủ xe bán xe trong vòng 05 năm kể từ ngày nhận hỗ trợ thì hoàn trả.", [TimeKind.MEASURE]),
        ("Tiêm hai đợt, mỗi đợt không quá 30 ngày.", [TimeKind.MEASURE]),
        ("Trả dần trong thời hạn không quá 20 năm.", [TimeKind.MEASURE]),
        ("Gồm chi thường xuyên và chi không thường xuyên.", []),
        ("Hỗ trợ 500.000 đồng/người/tháng.", []),
    ],
)
def test_only_what_limits_an_act_is_a_deadline(sentence: str, kinds: list[TimeKind]) -> None:
    assert [item.kind for item in times(sentence)] == kinds
    assert all(item.is_duty == (item.kind in (TimeKind.PERIOD, TimeKind.KEEP)) for item in times(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo Thông tư số 06/2023/TT-BNV ngày 04 tháng 5 năm 2023 của Bộ Nội vụ.",
        "Từ năm 2012 tỉnh đã có phần mềm.",
        "Theo Nghị định số 47/2020/NĐ-CP ngày 09/4/2020.",
        "Gửi Sở Nội vụ tại địa chỉ số 7 đường Lê Lợi.",
    ],
)
def test_dates_of_documents_are_no_expressions_of_time(sentence: str) -> None:
    assert times(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "is_duty"),
    [
        ("Cơ quan kịp thời phản ánh vướng mắc.", True),
        ("Thường xuyên kiểm tra an toàn.", True),
        ("Phản ánh đầy đủ, chính xác và kịp thời thông tin của từng người.", False),
        ("Bảo đảm tính cập nhật thường xuyên của dữ liệu.", False),
        ("Thông tin phải đầy đủ, kịp thời, thống nhất.", False),
    ],
)
def test_words_without_a_number_are_duties_only_beside_an_act(sentence: str, is_duty: bool) -> None:
    assert [item.is_duty for item in times(sentence)] == [is_duty]


def test_two_periods_of_one_sentence_are_two_expressions() -> None:
    found = times(
        "Tạo tài khoản trong thời hạn 07 ngày làm việc (đối với người được tiếp nhận...) hoặc trong thời hạn "
        "30 ngày làm việc (đối với người được tuyển dụng)."
    )
    assert [item.amount for item in found] == [7, 30]
    assert [item.deadline for item in found] == [WorkingDays(7), WorkingDays(30)]


def test_what_the_grammar_refuses_is_kept_with_the_reason() -> None:
    (item,) = times("Báo cáo trong vòng 24 giờ.")
    assert (item.amount, item.unit, item.deadline, item.problem) == (24, "giờ", None, "P209")
