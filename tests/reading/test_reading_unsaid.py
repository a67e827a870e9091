"""What sentences leave unsaid: each check finds it in a bad text, at its place, and is silent on a good one."""

from __future__ import annotations

import pytest
from reading_texts import DECISION, REGULATION, articles, defects, found

from engine.diagnostics import reading_sense_codes

ONE = "Điều 1 khoản 1"
BAD = [
    ("L123", "Người đứng đầu cơ sở phải chấp hành.", "phải chấp hành"),
    ("L123", "Hết thời gian đình chỉ, người hành nghề phải khắc phục.", "phải khắc phục"),
    ("L123", "Sở Y tế có trách nhiệm đăng tải trên Cổng thông tin.", "có trách nhiệm đăng tải"),
    ("L123", "Chủ bến thông báo ngay cho Cảng vụ và xử lý.", "và xử lý"),
    ("L212", "Đơn lập theo mẫu tại Phụ lục II ban hành kèm theo Quy chế này.", "Phụ lục II"),
    ("L214", "Việc xử lý đơn nặc danh thực hiện theo quy định của pháp luật.", "theo quy định của pháp luật"),
    ("L214", "Giải quyết khiếu nại, kiến nghị về môi trường theo quy định.", "theo quy định"),
    ("L216", "Quy chế này có hiệu lực kể từ ngày ký.", "có hiệu lực kể từ ngày ký"),
    (
        "L315", "Sở trả lời trong 05 ngày kể từ ngày Văn phòng gửi văn bản.",
        "trong 05 ngày kể từ ngày Văn phòng gửi văn bản",
    ),
    (
        "L315", "Đơn vị được kiểm tra khắc phục tồn tại trong 30 ngày kể từ ngày ban hành kết luận.",
        "trong 30 ngày kể từ ngày ban hành kết luận",
    ),
    ("L316", "Hằng năm, Sở Y tế báo cáo Bộ Y tế.", "Hằng năm"),
    (
        "L317", "Kết quả được công bố trong 05 ngày kể từ ngày chấm xong.",
        "trong 05 ngày kể từ ngày chấm xong",
    ),
]  # fmt: skip
GOOD = [
    ("L123", "Sở Y tế phải xử lý vi phạm."),
    ("L123", "Vi phạm phải được xử lý."),
    ("L123", "Sở Y tế tiếp nhận phản ánh và xử lý."),
    ("L212", "Dùng mẫu tại Phụ lục II ban hành kèm theo Thông tư số 05/2023/TT-BNV ngày 03/5/2023."),
    ("L212", "Các bên ký phụ lục hợp đồng."),
    ("L214", "Việc xử lý đơn thực hiện theo quy định tại Điều 2 Quy chế này."),
    ("L216", "Quy chế này có hiệu lực từ ngày 01/7/2031."),
    ("L315", "Sở trả lời trong 05 ngày kể từ ngày nhận được văn bản."),
    ("L315", "Văn phòng công bố trong 05 ngày kể từ ngày ký quyết định."),
    ("L315", "Ban Quản lý công bố danh sách trong 05 ngày sau ngày hết hạn đăng ký."),
    ("L316", "Hằng năm, trước ngày 15/12, Sở Y tế báo cáo Bộ Y tế."),
    ("L316", "Sở Y tế báo cáo hằng quý, vào tuần cuối của quý."),
    ("L317", "Sở Y tế công bố kết quả trong 05 ngày kể từ ngày chấm xong."),
    ("L317", "Kết quả do Hội đồng công bố được gửi trong 05 ngày kể từ ngày chấm xong."),
    ("L317", "Chủ bến thông báo cho Cảng vụ; báo cáo được gửi trong 05 ngày kể từ ngày xong."),
]


def one(sentence: str) -> str:
    return articles(f"Điều 1. Tên\n1. {sentence}")


@pytest.mark.parametrize(("code", "sentence", "words"), BAD)
def test_what_is_unsaid_is_told_at_its_place(code: str, sentence: str, words: str) -> None:
    assert (code, ONE, words) in defects(one(sentence))


@pytest.mark.parametrize(("code", "sentence"), GOOD)
def test_a_sentence_that_says_it_is_let_be(code: str, sentence: str) -> None:
    assert code not in [item[0] for item in defects(one(sentence))]


def test_every_code_has_a_bad_text() -> None:
    elsewhere = {"L124", "L215", "L318"}
    assert {entry.code for entry in reading_sense_codes.ENTRIES} - elsewhere == {code for code, _, _ in BAD}


def test_the_heading_of_an_article_is_kept() -> None:
    bad = articles("Điều 1. Đính chính, thu hồi\n1. Sở Y tế đính chính giấy phép khi có sai sót.")
    assert [(code, at) for code, at, _ in defects(bad)] == [("L124", "Điều 1")]
    good = articles("Điều 1. Đính chính, thu hồi\n1. Sở Y tế đính chính, thu hồi giấy phép khi có sai sót.")
    assert defects(good) == []


def test_the_duties_of_a_body_need_not_name_it_again() -> None:
    text = articles("Điều 1. Trách nhiệm của Sở Y tế\n1. Kết quả được gửi trong 05 ngày kể từ ngày chấm xong.")
    assert "L317" not in [code for code, _, _ in defects(text)]


NAMED = (
    "Điều 1. Giải thích từ ngữ\n1. Hội đồng tư vấn chuyên môn (sau đây gọi là Hội đồng tư vấn) do Sở Y tế lập.\n"
    "Điều 2. Kết luận\n1. {said}\n"
)


def test_a_body_called_by_a_part_of_its_name_is_told() -> None:
    text = articles(NAMED.format(said="Sai sót theo kết luận của Hội đồng.")).replace("Điều 2. Thi", "Điều 3. Thi")
    assert ("L215", "Điều 2 khoản 1", "Hội đồng") in defects(text)


@pytest.mark.parametrize(
    "said",
    ["Hội đồng tư vấn họp. Kết luận của Hội đồng được gửi đi.", "Hội đồng khen thưởng họp xét vào cuối năm."],
)
def test_a_name_given_in_the_same_article_may_be_cut_and_another_body_has_its_own(said: str) -> None:
    text = articles(NAMED.format(said=said)).replace("Điều 2. Thi", "Điều 3. Thi")
    assert "L215" not in [code for code, _, _ in defects(text)]


def test_both_dates_are_told_when_the_effect_follows_the_signing() -> None:
    text = DECISION.replace("kể từ ngày 01 tháng 4 năm 2024", "sau 10 ngày kể từ ngày ký") + REGULATION
    (told,) = (item for item in found(text) if item.code == "L216")
    assert "15/03/2024" in told.message()
    assert "25/03/2024" in told.message()


def test_two_ways_of_counting_in_a_text_without_chapters_are_told_once() -> None:
    text = articles(
        "Điều 1. Tên\n1. Sở trả lời trong 05 ngày làm việc kể từ ngày nhận đơn.\n"
        "Điều 2. Nộp\n1. Chủ bến nộp phí trong 10 ngày kể từ ngày nhận giấy."
    ).replace("Điều 2. Thi", "Điều 3. Thi")
    assert [(code, at) for code, at, _ in defects(text)] == [("L318", "Điều 2 khoản 1")]
