"""Every provision is found with its citation and place, however badly the text was copied."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest
from reading_texts import DECISION, REGULATION, SUBMISSION, articles, citations, read

from engine.diagnostics import Diagnostic
from engine.model.citations import parse_citation
from engine.reading import Level, TextKind, read_text
from engine.source import SourceText

EXPECTED = [
    "Quyết định",
    "Điều 1",
    "Điều 2",
    "Điều 2 khoản 1",
    "Điều 2 khoản 2",
    "Điều 2 khoản 2 điểm a",
    "Điều 2 khoản 2 điểm b",
    "Điều 3",
    "Điều 3 khoản 1",
    "Điều 3 khoản 1 gạch 1",
    "Điều 3 khoản 1 gạch 2",
    "Điều 3 khoản 2",
]


def line_of(raw: str, citation: str) -> int | None:
    text = read(raw)
    cited = parse_citation(citation)
    assert cited is not None
    return text.place(text.by_citation[cited].marker).line


def test_chapters_articles_clauses_points_and_dashes_are_found_in_order() -> None:
    text = read(REGULATION)
    assert [str(item.citation) for item in text.provisions] == EXPECTED
    assert text.kind is TextKind.REGULATION
    chapters = [item for item in text.nodes if item.level is Level.CHAPTER]
    assert [(item.number, text.words(item.heading)) for item in chapters if item.heading] == [
        ("I", "QUY ĐỊNH CHUNG"),
        ("II", "TỔ CHỨC THỰC HIỆN"),
    ]


def test_each_provision_knows_its_line() -> None:
    assert line_of(REGULATION, "Điều 2 khoản 2 điểm b") == 12
    assert line_of(REGULATION, "Điều 3 khoản 1 gạch 2") == 18


def test_the_articles_of_the_decision_are_cited_as_such_and_its_addressees_are_no_provisions() -> None:
    text = read(DECISION + REGULATION)
    assert text.kind is TextKind.DECISION_WITH_REGULATION
    found = [str(item.citation) for item in text.provisions]
    assert found[:3] == ["Quyết định Điều 1", "Quyết định Điều 2", "Quyết định Điều 3"]
    assert found[3:] == EXPECTED[1:]


def test_a_submission_is_read_by_sections_items_subitems_dashes_and_pluses() -> None:
    assert citations(SUBMISSION) == [
        "mục I",
        "mục II",
        "mục II.1",
        "mục II.1 gạch 1",
        "mục II.1 gạch 2",
        "mục 2.1",
        "mục 2.1 gạch 1",
        "mục 2.1 gạch 1 cộng 1",
        "mục 2.1 gạch 2",
        "mục 2.1 gạch 2 đoạn 1",
        "mục 2.1 gạch 2 đoạn 2",
        "mục III",
    ]


def test_a_heading_glued_to_the_sentence_before_it_is_found_inside_its_line() -> None:
    raw = articles(
        "Điều 1. Đối tượng\n1. Người lao động theo Nghị định số 111/2022/NĐ-CPĐiều 2. Giải thích\nLà thế này."
    )
    raw = raw.replace("Điều 2. Thi hành", "Điều 3. Thi hành")
    assert citations(raw) == ["Điều 1", "Điều 1 khoản 1", "Điều 2", "Điều 3"]
    (glued,) = [item for item in read(raw).nodes if item.inside_line]
    assert (str(glued.citation), line_of(raw, "Điều 2")) == ("Điều 2", 4)


def test_a_reference_at_the_end_of_a_sentence_is_no_heading() -> None:
    raw = articles("Điều 1. Tên\n1. Làm theo quy định tại khoản 3 Điều 2. Trường hợp khác do Sở quyết định.")
    assert citations(raw) == ["Điều 1", "Điều 1 khoản 1", "Điều 2"]


def test_a_point_inside_a_line_is_found_only_when_it_is_the_next_one() -> None:
    raw = articles("Điều 1. Tên\n1. Gồm:\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn; đ) Năm, và không phải; k) Chín.\ne) Sáu.")
    assert citations(raw)[2:8] == [f"Điều 1 khoản 1 điểm {letter}" for letter in "abcdđe"]


def test_a_sentence_cut_by_a_page_break_goes_on() -> None:
    raw = articles("Điều 1. Tên\n1. Cá nhân kê khai với cơ quan,\n\n7\n\x0c\nđơn vị theo định kỳ.\n2. Hết.")
    text = read(raw)
    assert citations(raw)[:3] == ["Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 2"]
    first = text.by_citation[parse_citation("Điều 1 khoản 1")]  # type: ignore[index]
    assert text.words(first.pieces[0]) == "1. Cá nhân kê khai với cơ quan, đơn vị theo định kỳ."


def test_unnumbered_paragraphs_are_counted_when_there_is_more_than_one() -> None:
    raw = articles("Điều 1. Tên\n1. Đoạn một.\nĐoạn hai.\n2. Sở Tài chính\nBố trí kinh phí.")
    assert citations(raw)[1:6] == [
        "Điều 1 khoản 1",
        "Điều 1 khoản 1 đoạn 1",
        "Điều 1 khoản 1 đoạn 2",
        "Điều 1 khoản 2",
        "Điều 2",
    ]


def test_a_paragraph_that_closes_an_article_may_be_cited_as_the_articles_own() -> None:
    text = read(articles("Điều 1. Tên\n1. Một.\n2. Hai.\nTrong quá trình thực hiện, nếu vướng mắc thì báo cáo."))
    own = text.by_citation[parse_citation("Điều 1 đoạn 1")]  # type: ignore[index]
    assert str(own.citation) == "Điều 1 khoản 2 đoạn 2"


def test_an_introduction_to_what_follows_does_not_belong_to_the_dash_before_it() -> None:
    assert "mục II.1 gạch 2 đoạn 1" not in citations(SUBMISSION)


def test_a_heading_split_over_two_lines_is_one_heading() -> None:
    text = read(articles("Điều 1. Chức năng quản lý, sử dụng\nPhần mềm\n1. Một.\n2. Hai."))
    heading = text.provisions[0].heading
    assert heading is not None
    assert text.words(heading) == "Chức năng quản lý, sử dụng Phần mềm"


def test_a_number_that_begins_a_wrapped_line_is_no_clause() -> None:
    raw = articles(
        "Điều 1. Tên\n1. Căn cứ Thông tư số\n11/2012/TT-BNV ngày 17 tháng 12 năm\n2012. Sở Nội vụ hướng dẫn các\n"
        "cơ quan, đơn vị thực hiện đến\nhết năm\n2. Sở Tài chính cấp kinh phí cho\ncác đơn vị."
    )
    assert citations(raw)[:3] == ["Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 2"]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_hard_wrapped_lines_make_no_difference(width: int) -> None:
    wrapped = "\n".join("\n".join(textwrap.wrap(line, width)) for line in (DECISION + REGULATION).split("\n"))
    assert citations(wrapped) == citations(DECISION + REGULATION)


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("decomposed letters", lambda raw: unicodedata.normalize("NFD", raw)),
        ("carriage returns", lambda raw: raw.replace("\n", "\r\n")),
        ("empty lines", lambda raw: raw.replace("\n", "\n\n")),
        ("hard spaces", lambda raw: raw.replace(" ", "\u00a0")),
        ("bold headings", lambda raw: "\n".join(f"**{x}**" if x.startswith("Điều") else x for x in raw.split("\n"))),
        ("table bars", lambda raw: "\n".join(f"| {x} |" for x in raw.split("\n"))),
        ("bookmarks", lambda raw: raw.replace("\nĐiều", "\n[bookmark: dieu_1]Điều")),
        ("page numbers", lambda raw: raw.replace("\nChương", "\n12\n\x0cChương")),
        ("tabs", lambda raw: raw.replace("\n", "\n\t")),
    ],
)
def test_what_copying_does_to_a_text_makes_no_difference(name: str, copied: object) -> None:
    assert callable(copied), name
    raw = DECISION + REGULATION
    assert citations(copied(raw)) == citations(raw)


def test_decomposed_letters_keep_their_places() -> None:
    raw = unicodedata.normalize("NFD", REGULATION)
    assert line_of(raw, "Điều 2 khoản 2 điểm b") == 12
    text = read(raw)
    first = text.by_citation[parse_citation("Điều 2 khoản 1")]  # type: ignore[index]
    place = text.place(first.pieces[0])
    assert place.column == 1
    assert place.excerpt is not None
    assert unicodedata.normalize("NFC", place.excerpt).endswith("kể từ ngày văn bản có hiệu lực.")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "L104"),
        (" \n\t\n", "L104"),
        ("Hôm nay trời đẹp.\nTheo Điều 5 của hợp đồng thì bên A phải trả tiền.\n", "L105"),
        ("HỢP ĐỒNG\nĐiều 1. Bên A\n1. Trả tiền.\nĐiều 2. Bên B\n1. Giao hàng theo quyết định.\n", "L105"),
        ("BÁO CÁO\nI. KẾT QUẢ\n1. Tốt.\nII. KIẾN NGHỊ\n1. Không có.\n", "L105"),
        ("Điều 1. Chỉ có một điều của Quy chế này.\n", "L105"),
        ('{"Điều": 1, "Quy chế": "này"}\n' * 20, "L105"),
    ],
)
def test_a_text_that_is_no_regulation_gets_a_clear_answer(raw: str, code: str) -> None:
    answer = read_text(SourceText("khac.txt", raw))
    assert isinstance(answer, Diagnostic)
    assert answer.code == code
