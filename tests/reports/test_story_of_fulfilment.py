"""An explanation says which acts do not count and why, and how a duty ended."""

from __future__ import annotations

from datetime import date

from tests.casebook import cases, outcome_of
from tests.reports.storied import told

ENDED = "hết nghĩa vụ sau ngày đến hạn thì vẫn trễ đến ngày ấy; trong hạn hoặc bị hủy từ đầu thì không còn"
PARTIES = "mỗi cơ quan được hỏi tự trả lời; cơ quan này trả lời không xong việc của cơ quan kia"
MATTERS = "hai văn bản đang chờ thì việc làm nêu văn bản nào chỉ tính cho văn bản ấy"
AHEAD = "việc ghi trước cho ngày chưa đến thì chưa làm; cuộc họp biết trước thì đã phải chuẩn bị"
STOPPED_LATE = "gia hạn không bao giờ vượt tổng 45 ngày"
BY_CASE = "thời hạn theo loại hồ sơ, mục đầu tiên đúng thì dùng, không biết loại thì chưa xác định"
UNTOLD = "từ chối mà nhật ký không ghi có bằng văn bản không thì được tính, và lời giải thích nói rõ điều ấy"
STOPPED = "tạm dừng ngay ngày đến hạn thì ngày ấy dời sang ngày tính tiếp"


def test_a_duty_that_ended_late_is_not_said_to_be_done() -> None:
    head, text = told(ENDED, "tra-ket-qua", "d1")
    assert head.startswith("Hết nghĩa vụ khi đã trễ:")
    assert "Không còn phải làm khi đã quá hạn: đã từ chối giải quyết («Từ chối bằng văn bản» ngày 20/05/2025" in text
    assert "khi đó đã trễ 43 ngày làm việc (64 ngày lịch)." in text
    assert "Hoàn thành" not in text


def test_the_reply_of_another_unit_is_told_and_why_it_does_not_count() -> None:
    _, text = told(PARTIES, "tra-loi", "d1", place=1)
    assert "Không được tính: «Trả lời ý kiến» ngày 12/03/2025" in text
    assert "vì đơn vị là «so-2», khác đơn vị nhận của sự kiện phát sinh là «so-3»." in text


def test_the_reply_to_another_document_is_told_and_why_it_does_not_count() -> None:
    _, text = told(MATTERS, "tra-loi-chung", "d1")
    assert "vì thuộc văn bản số khác." in text


def test_an_act_still_to_come_is_told() -> None:
    _, text = told(AHEAD, "gui-tai-lieu", "d1")
    assert "vì chưa đến ngày thực hiện." in text


def test_the_ledger_says_that_the_last_day_was_not_over() -> None:
    case = next(item for item in cases() if item.name == STOPPED)
    verdict = next(
        item.verdict
        for item in outcome_of(case).findings
        if (item.verdict.rule, item.verdict.dossier) == ("nam-ngay", "p1")
    )
    assert verdict.trace.due is not None
    lines = [(line.day, line.counted, line.reason) for line in verdict.trace.due.ledger]
    assert (date(2026, 3, 9), False, "ngày cuối chưa hết thì tạm dừng tính thời hạn") in lines
    assert lines[-1] == (date(2026, 3, 16), True, "tính tiếp ngày cuối của thời hạn")


LASTED = "bổ sung đúng ngày thứ 30 thì chưa quá 30 ngày, ngày thứ 31 thì đã quá"
WEEKLY = "hằng tuần hết vào Chủ nhật, không dời; báo cáo nêu tuần nào thì tính cho tuần ấy"
RIGHT = "quyền khiếu nại còn mở, đã dùng, hoặc hết thời gian; "
RIGHT += "hết thời gian thì phát sinh việc lưu, và không ai bị coi là vi phạm"


def test_a_right_is_told_as_a_right_and_never_as_a_duty() -> None:
    _, text = told(RIGHT, "khieu-nai", "d2")
    assert "Bên có quyền: " in text
    assert "Dùng được đến hết ngày 13/03/2025 (thứ Năm)." in text
    assert "nghĩa vụ" not in text
    assert "Ngày đến hạn" not in text
    assert "chịu trách nhiệm" not in text


def test_a_duty_that_follows_an_unused_right_says_so() -> None:
    _, text = told(RIGHT, "luu", "d2")
    assert "là ngày cuối để dùng «Được khiếu nại kết quả», vì đến hết ngày đó quyền ấy chưa được dùng." in text


def test_a_state_that_lasted_says_what_did_not_follow_and_for_how_long() -> None:
    _, text = told(LASTED, "nhac", "d1")
    assert "Sau đó chưa có «Bổ sung hồ sơ»; đủ 5 ngày làm việc liên tiếp vào ngày 10/03/2025." in text
    _, text = told(LASTED, "nhac", "d1", lang="en")
    assert "«Bổ sung hồ sơ» had not followed; 5 consecutive working days were full on 10/03/2025." in text


def test_a_periodic_duty_tells_the_words_of_its_period() -> None:
    _, text = told(
        "hằng tuần hết vào Chủ nhật, không dời; báo cáo nêu tuần nào thì tính cho tuần ấy", "hang-tuan", None
    )
    assert "Văn bản ghi: «" in text


def test_english_counts_one_day_as_one() -> None:
    assert "late by 1 working day (1 calendar day)." in told(STOPPED_LATE, "giai-quyet", "d2", lang="en")[1]
    assert "overdue by 17 working days (25 calendar days)." in told(BY_CASE, "ket-qua", "d1", lang="en")[1]


def test_a_rule_without_a_topic_has_its_label_in_english_too() -> None:
    assert told(BY_CASE, "ket-qua", "d1", lang="en")[0] == "Overdue: Trả kết quả (ket-qua)"


def test_what_the_log_leaves_open_of_an_act_is_told_and_nothing_else() -> None:
    open_point = "Nhật ký không ghi «bằng văn bản» của việc ấy"
    assert open_point in told(UNTOLD, "giai-quyet", "d1")[1]
    assert "The log does not tell «in writing» of that act" in told(UNTOLD, "giai-quyet", "d1", lang="en")[1]
    assert "Nhật ký không ghi" not in told(UNTOLD, "giai-quyet", "d2")[1]
