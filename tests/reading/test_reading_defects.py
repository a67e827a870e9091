"""Each check finds its defect in a bad text, at its place, and is silent on a good one."""

from __future__ import annotations

import pytest
from reading_texts import DECISION, REGULATION, SUBMISSION, articles, codes, defects, found

from engine.diagnostics import entries, reading_sense_codes
from engine.reading.defects import CHECKS


def clause(words: str) -> str:
    """Return a regulation whose first clause is `words`."""
    return articles(f"Điều 1. Tên\n1. {words}")


def only(code: str, raw: str) -> list[tuple[str | None, str]]:
    return [(cites, words) for found_code, cites, words in defects(raw) if found_code == code]


ONE = "Điều 1 khoản 1"
"""Where most defects of the bad texts stand."""

BAD: list[tuple[str, str, list[tuple[str | None, str]]]] = [
    ("L110", clause("Một.\n2. Hai.\n4. Bốn."), [("Điều 1 khoản 4", "4.")]),
    ("L110", clause("Gồm:\na) Một;\nc) Ba."), [("Điều 1 khoản 1 điểm c", "c)")]),
    ("L110", REGULATION.replace("Điều 3.", "Điều 4."), [("Điều 4", "Điều 4.")]),
    ("L110", REGULATION.replace("Chương II", "Chương III"), [(None, "Chương III")]),
    ("L111", clause("Một.\n1. Hai.\n2. Ba."), [(ONE, "1.")]),
    (
        "L112",
        clause("Theo Nghị định số 1/2022/NĐ-CPĐiều 2. Giải thích\nThế.").replace("Điều 2. T", "Điều 3. T"),
        [("Điều 2", "Điều 2.")],
    ),
    ("L113", clause("Gồm:\na) Một; b) Hai."), [("Điều 1 khoản 1 điểm b", "b)")]),
    ("L114", clause("Đoạn một.\nĐoạn hai."), [("Điều 1 khoản 1 đoạn 2", "Đoạn hai.")]),
    ("L114", clause("Đoạn một.\nĐoạn hai.\nĐoạn ba.\n2. Hai."), [("Điều 1 khoản 1 đoạn 2", "Đoạn hai.")]),
    (
        "L114",
        articles("Điều 1. Tên\nPhạm vi là thế.\nSở phải báo cáo.\nĐơn vị phải gửi."),
        [("Điều 1 đoạn 2", "Sở phải báo cáo.")],
    ),
    ("L116", clause("Trách nhiệm của của Sở."), [(ONE, "của của")]),
    ("L117", clause("Gồm: đào tạo, kỷ luật..."), [(ONE, "1. Gồm: đào tạo, kỷ luật...")]),
    ("L118", clause("Theo Công văn số .... /SNV."), [(ONE, "số .... /SNV")]),
    ("L119", SUBMISSION, [("mục II.1 gạch 2", "04 Điều (từ Điều 5 đến Điều 9)")]),
    ("L120", SUBMISSION, [("mục II.1", "2 chương, 9 điều")]),
    ("L120", clause("Mô hình 3 cấp như sau:\na) Tỉnh;\nb) Xã."), [(ONE, "3 cấp như sau:")]),
    ("L121", SUBMISSION + "2.10. Tổ chức thực hiện\n", []),
    ("L121", SUBMISSION.replace("III. KIẾN", "2.2. Tổ chức\nIII. KIẾN"), [("mục 2.2", "2.2. Tổ chức")]),
    ("L122", clause("Sở trả lời trong 15 (mười) ngày làm việc kể từ ngày nhận đơn."), [(ONE, "15 (mười)")]),
    ("L122", clause("Họp vào năm thứ 03 (hai), có 05 (năm) người và 02 (đơn vị)."), [(ONE, "03 (hai)")]),
    (
        "L314",
        clause(
            "Sở cấp giấy phép trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ.\n"
            "2. Giấy phép được Sở cấp trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ."
        ),
        [("Điều 1 khoản 2", "trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ")],
    ),
    ("L201", clause("Theo khoản 7 Điều 2 Quy chế này."), [(ONE, "khoản 7 Điều 2 Quy chế này")]),
    (
        "L202",
        articles("Điều 1. Cập nhật dữ liệu\n1. Cá nhân phê duyệt hồ sơ theo quy định tại Điều 3 Quy chế này.").replace(
            "Điều 2. Thi hành\n", "Điều 2. Phê duyệt dữ liệu\nMỗi tháng.\nĐiều 3. Khai thác dữ liệu\n"
        ),
        [(ONE, "Điều 3 Quy chế này")],
    ),
    ("L203", SUBMISSION, [("mục 2.1 gạch 1", "khoản 2 Điều 6 Quy chế này")]),
    (
        "L204",
        SUBMISSION.replace("khoản 2 Điều 6 Quy chế này", "khoản 1 Điều này"),
        [("mục 2.1 gạch 1", "khoản 1 Điều này")],
    ),
    (
        "L205",
        articles(
            "Điều 1. Chuyển giao\n"
            "1. Người chuyển từ các cơ quan do bộ ngành quản lý hoặc tỉnh khác về cơ quan của tỉnh.\n"
            "2. Người chuyển đến cơ quan theo khoản 1 Điều này; nghỉ hưu thì điều chỉnh tình trạng."
        ),
        [("Điều 1 khoản 2", "khoản 1 Điều này")],
    ),
    (
        "L206",
        DECISION + REGULATION.replace("ngày 15 tháng 3", "ngày 15 tháng 2"),
        [(None, "Quyết định số 12/2024/QĐ-UBND ngày 15 tháng 2 năm 2024")],
    ),
    ("L207", clause("Theo Nghị định số 47/2020NĐ-CP."), [(ONE, "Nghị định số 47/2020NĐ-CP")]),
    (
        "L208",
        DECISION + REGULATION.replace("ngày 15 tháng 3", "ngày 15 tháng 6"),
        [(None, "Quyết định số 12/2024/QĐ-UBND ngày 15 tháng 6 năm 2024")],
    ),
    (
        "L209",
        clause("Theo Thông tư số 06/2023/TT-BNV ngày 31/02/2023."),
        [(ONE, "Thông tư số 06/2023/TT-BNV ngày 31/02/2023")],
    ),
    ("L210", clause("Dữ liệu của CBCCVC."), [(ONE, "CBCCVC")]),
    (
        "L211",
        clause("Người từ ngoài về (sau đây gọi chung là tiếp nhận ngoài tỉnh)."),
        [(ONE, "(sau đây gọi chung là tiếp nhận ngoài tỉnh)")],
    ),
    ("L301", clause("Cập nhật trong thời hạn 07 ngày."), [(ONE, "trong thời hạn 07 ngày")]),
    ("L302", clause("Phải cập nhật ngay thông tin."), [(ONE, "cập nhật ngay")]),
    ("L303", clause("Sở Nội vụ định kỳ kiểm tra."), [(ONE, "định kỳ kiểm tra")]),
    ("L304", clause("Kịp thời phản ánh vướng mắc."), [(ONE, "Kịp thời phản ánh")]),
    (
        "L305",
        clause("Nộp trong 05 ngày kể từ ngày họp.\n2. Duyệt trong 03 ngày làm việc kể từ ngày nhận."),
        [(ONE, "trong 05 ngày kể từ ngày họp")],
    ),
    ("L306", clause("Báo cáo trước ngày 31/01 năm sau."), [(ONE, "trước ngày 31/01 năm sau")]),
    (
        "L307",
        clause("Người nghỉ hưu, từ trần thì sửa trong 10 ngày làm việc, kể từ ngày văn bản có hiệu lực."),
        [(ONE, "trong 10 ngày làm việc, kể từ ngày văn bản có hiệu lực")],
    ),
    (
        "L308",
        articles(
            "Điều 1. Tên\n1. Bên giao chuyển, chậm nhất 05 ngày làm việc kể từ ngày quyết định có hiệu lực; bên nhận "
            "tiếp nhận, chậm nhất 03 ngày làm việc, kể từ ngày quyết định có hiệu lực."
        ),
        [(ONE, "chậm nhất 03 ngày làm việc, kể từ ngày quyết định có hiệu lực")],
    ),
    (
        "L309",
        clause("Duyệt trong 07 ngày cuối của từng tháng.\n2. Ký trong 05 ngày cuối của từng tháng."),
        [("Điều 1 khoản 2", "trong 05 ngày cuối của từng tháng")],
    ),
    ("L310", clause("Báo cáo trong vòng 24 giờ."), [(ONE, "trong vòng 24 giờ")]),
    (
        "L311",
        clause("Nộp trước ngày 31/01 năm sau.\n2. Duyệt chậm nhất là ngày 31 tháng 12."),
        [(ONE, "trước ngày 31/01 năm sau")],
    ),
    (
        "L312",
        clause("Sau khi hoàn thiện dữ liệu; trong 10 ngày làm việc, kể từ ngày nhận việc, đơn vị phải làm."),
        [(ONE, "trong 10 ngày làm việc, kể từ ngày nhận việc")],
    ),
    (
        "L313",
        REGULATION.replace("- Kiểm tra hằng năm;", "- Kiểm tra.").replace(
            "2. Nội dung cập nhật, gồm:", "2. Nội dung cập nhật, gồm:"
        ).replace("Chương II\n", "Điều 9. Duyệt\nDuyệt trong 05 ngày cuối từng tháng.\nChương II\n").replace(
            "Điều 9", "Điều 3"
        ).replace("Điều 3. Trách", "Điều 4. Trách"),
        [("Điều 3", "trong 05 ngày cuối từng tháng")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "raw", "expected"), BAD, ids=[f"{case[0]}-{n}" for n, case in enumerate(BAD)])
def test_a_defect_is_found_at_its_place(code: str, raw: str, expected: list[tuple[str | None, str]]) -> None:
    assert only(code, raw) == expected


def test_every_code_of_a_defect_has_a_bad_text() -> None:
    wanted = {code for code in entries() if code.startswith("L") and "L110" <= code <= "L349"}
    assert wanted - {entry.code for entry in reading_sense_codes.ENTRIES} == {case[0] for case in BAD}


def test_a_good_text_has_no_defect() -> None:
    assert defects(DECISION + REGULATION) == []


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("L110", "1. Gồm:\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nđ) Năm;\ne) Sáu;\ng) Bảy;\nh) Tám;\ni) Chín;\nk) Mười."),
        ("L110", "1. Một.\n1a. Một nữa.\n2. Hai."),
        ("L111", "1. Một.\n1a. Một nữa.\n1b. Nữa.\n2. Hai."),
        ("L111", "Quy chế này quy định.\nĐiều 1a. Chen giữa\nQuy chế này."),
        ("L114", "1. Sở Tài chính\nBố trí kinh phí."),
        ("L114", "Quy chế này quy định việc cấp giấy.\nQuy chế này không áp dụng với việc khác."),
        ("L116", "1. Các cơ quan, cơ quan cấp trên; người người, nhà nhà."),
        ("L116", "1. Bước tiếp theo theo mẫu số 2; vì lý do do mình gây ra; hiện tại tại kho; cử người theo theo dõi."),
        ("L201", "1. Theo Điều 2."),
        ("L301", "1. Trong thời hạn 05 ngày làm việc, đơn vị phải trả lời kể từ khi nhận được đơn."),
        ("L301", "1. Trả lời trong 05 ngày kể từ ngày nhận đơn; đối với việc phức tạp là 10 ngày."),
        ("L301", "1. Khi phát hiện sai sót, trong thời hạn 02 ngày làm việc phải sửa."),
        ("L301", "1. Sửa hỏng nhỏ trong 03 ngày, hỏng lớn trong 30 ngày kể từ khi được báo."),
        ("L301", "1. Thời hạn xử lý không quá 02 tháng, có thể kéo dài nhưng không quá 04 tháng kể từ ngày phát hiện."),
        ("L301", "1. Báo cáo Quỹ khi thay đổi trường trong thời hạn 30 ngày."),
        ("L302", "1. Thông báo ngay khi có quyết định, chậm nhất không quá 03 ngày."),
        ("L303", "1. Kiểm tra định kỳ được thực hiện giữa kỳ."),
        ("L304", "1. Hồ sơ lưu trữ lâu dài ít nhất 20 năm."),
        ("L310", "1. Tiếp nhận 24 giờ trong ngày; nộp sau 15 giờ thì tính sang hôm sau."),
        ("L117", "1. Xem https://ccvc.quangninh.gov.vn và số .... /SNV."),
        ("L202", "1. Thực hiện nhiệm vụ quy định tại Điều 2 Quy chế này."),
        ("L301", "1. Kể từ ngày nhận hồ sơ, trong thời hạn 05 ngày làm việc phải trả lời."),
        ("L303", "1. Hằng năm lập kế hoạch bảo dưỡng định kỳ."),
        ("L303", "1. Đơn vị thường xuyên cập nhật biến động, cụ thể như sau:\na) Người mới;\nb) Người cũ."),
        ("L304", "1. Thông tin phải đầy đủ, kịp thời."),
        ("L306", "1. Báo cáo chậm nhất là ngày 31 tháng 12."),
        ("L307", "1. Người nghỉ hưu thì sửa trong 10 ngày làm việc, kể từ ngày văn bản có hiệu lực."),
        ("L308", "1. Giao chậm nhất 03 ngày làm việc kể từ ngày ký; nhận chậm nhất 05 ngày làm việc kể từ ngày ký."),
    ],
)
def test_a_check_is_silent_on_what_is_in_order(code: str, body: str) -> None:
    assert code not in codes(articles(f"Điều 1. Tên\n{body}"))


def test_a_reference_that_cannot_be_checked_is_only_a_note() -> None:
    (item,) = [item for item in found(SUBMISSION) if item.code == "L203"]
    assert item.severity.value == "note"


def test_a_second_place_is_told_where_there_is_one() -> None:
    (item,) = [
        item
        for item in found(DECISION + REGULATION.replace("ngày 15 tháng 3", "ngày 15 tháng 2"))
        if item.code == "L206"
    ]
    assert item.place is not None
    assert item.place.line == len(DECISION.splitlines()) + 3
    assert [note.place.line for note in item.notes] == [4]


def test_the_checks_have_names_and_reasons() -> None:
    assert all(check.__name__.startswith("check_") and check.__doc__ for check in CHECKS)
