"""References, documents, definitions, abbreviations and blanks."""

from __future__ import annotations

from datetime import date

import pytest
from reading_texts import DECISION, REGULATION, articles, read

from engine.reading.references import find_documents, find_references, own_head
from engine.reading.terms import find_abbreviations, find_blanks, find_definitions


def targets(sentence: str) -> list[list[str]]:
    text = read(articles(f"Điều 1. Tên\n1. Mở đầu.\n2. {sentence}"))
    return [[str(target) for target in item.targets] for item in find_references(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Theo quy định tại Điều 2 Quy chế này.", [["Điều 2"]]),
        ("Theo Khoản 3 Điều 2 của Quy chế này.", [["Điều 2 khoản 3"]]),
        ("Không gồm đối tượng tại khoản 1, khoản 2 Điều này.", [["Điều 1 khoản 1", "Điều 1 khoản 2"]]),
        ("Theo điểm a khoản 1 Điều 2 Quy chế này.", [["Điều 2 khoản 1 điểm a"]]),
        ("Theo Điểm a, Khoản này.", [["Điều 1 khoản 2 điểm a"]]),
        ("Theo Khoản 1, Điều 2 Quy chế này.", [["Điều 2 khoản 1"]]),
        ("Theo Điều 1 và Điều 2 Quy chế này.", [["Điều 1", "Điều 2"]]),
        ("Theo khoản 10 Điều 16 Thông tư số 06/2023/TT-BNV.", []),
        ("Theo Điều 8 Nghị định số 47/2020/NĐ-CP.", []),
    ],
)
def test_internal_references_are_resolved_and_those_to_other_documents_are_not_among_them(
    sentence: str, expected: list[list[str]]
) -> None:
    assert targets(sentence) == expected


def test_this_article_means_nothing_where_there_is_no_article() -> None:
    text = read(
        "TỜ TRÌNH\nI. MỘT\nĐoạn.\nII. HAI\n2.1. Chuyển giao\n- Không gồm đối tượng tại khoản 1, khoản 2 Điều này.\n"
    )
    assert [item.targets for item in find_references(text)] == [()]


def test_documents_are_named_with_number_date_and_part() -> None:
    text = read(
        articles(
            "Điều 1. Tên\n1. Theo khoản 10 Điều 16 Thông tư số 06/2023/TT-BNV ngày 04/5/2023; Luật Viên chức năm 2010; "
            "Luật Sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức ngày 25 tháng 11 năm 2019."
        )
    )
    found = [(item.kind, item.number, item.day, item.part) for item in find_documents(text)]
    assert found == [
        ("Thông tư", "06/2023/TT-BNV", date(2023, 5, 4), "khoản 10 Điều 16"),
        ("Luật", None, None, None),
        ("Luật", None, date(2019, 11, 25), None),
    ]


def test_the_head_of_a_decision_gives_its_own_number_and_date() -> None:
    own = own_head(read(DECISION + REGULATION))
    assert own is not None
    assert (own.number, own.day) == ("12/2024/QĐ-UBND", date(2024, 3, 15))


def test_terms_are_defined_in_brackets_and_in_an_article_of_definitions() -> None:
    text = read(
        articles(
            "Điều 1. Giải thích từ ngữ\nTrong Quy chế này, các từ ngữ dưới đây được hiểu như sau:\n"
            "1. Tài khoản đăng nhập là tên và mật khẩu.\n"
            "2. Cơ sở dữ liệu của tỉnh (sau đây gọi tắt là CSDL) là hệ thống."
        )
    )
    assert {item.term for item in find_definitions(text)} == {"Tài khoản đăng nhập", "Cơ sở dữ liệu của tỉnh", "CSDL"}


def test_an_abbreviation_is_counted_and_capitals_of_titles_and_quotations_are_none() -> None:
    text = read(
        articles(
            "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Tên\n1. Hồ sơ CBCCVC và UBND (sau đây gọi là UBND) theo Quyết định số "
            "5/QĐ-UBND; CBCCVC xem mục “Lấy ý kiến về VBPL”."
        )
    )
    assert [(item.letters, item.uses, item.is_defined) for item in find_abbreviations(text)] == [
        ("CBCCVC", 2, False),
        ("UBND", 2, True),
    ]


def test_blanks_are_found_in_the_head_and_in_the_text_and_numbers_that_are_given_are_none() -> None:
    raw = articles(
        "(Kèm theo Quyết định số         /QĐ-UBND ngày       tháng 11 năm 2023)\nĐiều 1. Tên\n"
        "1. Theo Công văn số .... /SNV ngày ..... của Sở; Quyết định số 25 /2015/QĐ-UBND ngày 15 /6/2015."
    )
    assert [item.words for item in find_blanks(read(raw))] == [
        "số … /QĐ-UBND",
        "ngày … tháng 11 năm 2023",
        "số .... /SNV",
        "ngày .....",
    ]
