"""What once was wrongly reported, or missed, in texts of other fields: the whole kind each time."""

from __future__ import annotations

import pytest
from reading_texts import articles, codes, defects, read

from engine.phrases import PhraseProblem, parse_phrase
from engine.reading import Examined, TimeKind


def kinds(sentence: str) -> list[tuple[str, TimeKind]]:
    return [(item.words, item.kind) for item in Examined(read(one(sentence))).times]


def one(sentence: str) -> str:
    return articles(f"Điều 1. Tên\n1. {sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Người lao động gửi đơn trước 03 ngày.",
        "Công ty thông báo lịch thu gom cho hộ gia đình trước ít nhất 05 ngày làm việc.",
        "Nhà trường thu học phí vào tháng đầu học kỳ.",
        "Kể từ năm học 2031 - 2032, nhà trường áp dụng đào tạo theo tín chỉ.",
        "Thời hiệu xử phạt là 02 năm, kể từ ngày chấm dứt hành vi vi phạm.",
        "Người lao động được nghỉ hằng năm 12 ngày làm việc.",
        "Tự ý bỏ việc 05 ngày cộng dồn trong thời hạn 30 ngày thì bị sa thải.",
        "Thời gian tối đa để hoàn thành khóa học là 05 năm.",
        "Đội viên được huấn luyện mỗi năm không ít hơn 16 giờ.",
        "Quyết định có hiệu lực pháp luật sau 30 ngày kể từ ngày ban hành.",
        "Thời hạn thẩm duyệt không quá 15 ngày đối với dự án lớn, 10 ngày đối với dự án nhỏ kể từ ngày nhận đủ hồ sơ.",
        "Hết thời hạn 60 ngày kể từ ngày lập biên bản mà không xuất trình giấy phép thì công trình bị phá dỡ.",
    ],
)
def test_a_sentence_without_a_fault_is_not_reported(sentence: str) -> None:
    assert codes(one(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("Sở kịp thời tham mưu Ủy ban nhân dân tỉnh.", "L304", "kịp thời tham mưu"),
        ("Cơ quan lưu trữ dữ liệu của khách hàng lâu dài.", "L304", "lâu dài"),
        ("Tài liệu quý được bảo quản lâu dài trong kho.", "L304", "lâu dài"),
        ("Hội đồng họp định kỳ và khi cần thiết.", "L303", "định kỳ"),
        ("Sở báo cáo kết quả theo định kỳ.", "L303", "theo định kỳ"),
        ("Người giải quyết phải áp dụng ngay biện pháp bảo vệ.", "L302", "ngay"),
        ("Quyết định kỷ luật được gửi đến người lao động trong vòng 03 ngày.", "L301", "trong vòng 03 ngày"),
        ("Người có đất thực hiện việc thu hồi theo Điều 136.", "L201", "Điều 136"),
        ("Quy chế này gồm 3 chương, 2 điều.", "L120", "3 chương, 2 điều"),
    ],
)
def test_a_fault_is_found_whatever_the_verb(sentence: str, code: str, words: str) -> None:
    assert (code, "Điều 1 khoản 1", words) in defects(one(sentence))


def test_a_list_announced_with_its_number_is_counted_whatever_its_noun() -> None:
    text = articles("Điều 1. Tên\n1. Hội đồng có 3 ban như sau:\na) Ban Thư ký;\nb) Ban Thanh tra.")
    assert codes(text) == ["L120"]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Thí sinh có quyền phúc khảo trong 07 ngày kể từ ngày công bố.", "trong 07 ngày kể từ ngày công bố"),
        (
            "Trong thời hạn 10 ngày kể từ ngày công bố điểm, học viên có quyền nộp đơn phúc khảo.",
            "Trong thời hạn 10 ngày kể từ ngày công bố điểm",
        ),
        ("Thời hiệu khiếu nại là 90 ngày kể từ ngày nhận quyết định.", "90 ngày kể từ ngày nhận quyết định"),
    ],
)
def test_a_right_is_no_duty_in_time(sentence: str, words: str) -> None:
    assert (words, TimeKind.RIGHT) in kinds(sentence)
    assert not any(item.is_duty for item in Examined(read(one(sentence))).times)


def test_a_duty_beside_a_right_stays_one() -> None:
    sentence = (
        "Trong thời hạn 10 ngày kể từ ngày nhận đơn, cơ quan phải trả lời; người khiếu nại có quyền khiếu nại lần hai."
    )
    assert [kind for _, kind in kinds(sentence)] == [TimeKind.PERIOD]


def test_a_year_is_no_day_to_count_from() -> None:
    parsed = parse_phrase("trong thời hạn 05 năm kể từ năm công việc kết thúc")
    assert isinstance(parsed, PhraseProblem)
    assert parsed.code == "P227"


def test_what_cannot_be_counted_is_told_with_its_reason() -> None:
    (found,) = (item for item in _found("Phải báo cáo trong vòng 24 giờ kể từ khi xảy ra sự cố.") if item[0] == "L310")
    assert "theo giờ" in found[1] or "giờ" in found[1].split(":")[-1]


def _found(sentence: str) -> list[tuple[str, str]]:
    from reading_texts import found

    return [(item.code, item.message()) for item in found(one(sentence))]


def test_an_active_and_a_passive_sentence_on_one_act_contradict_each_other() -> None:
    text = articles(
        "Điều 1. Tên\n1. Phòng Đào tạo giải quyết đơn bảo lưu trong 05 ngày làm việc kể từ ngày nhận đơn.\n"
        "2. Đơn xin bảo lưu được giải quyết trong 07 ngày làm việc kể từ ngày nhận đơn."
    )
    assert "L314" in codes(text)
