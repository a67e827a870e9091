"""Files that can be read, and those that cannot: a code, never a crash."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_texts import DECISION, REGULATION, citations

from engine.diagnostics import Diagnostic
from engine.reading import Examined, draft_rules, find_defects, read_source, read_text
from engine.source import SourceText

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, name: str = "word/document.xml") -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return memory.getvalue()


def document(paragraphs: list[str]) -> str:
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f"<w:document {W}><w:body>{inside}</w:body></w:document>"


def problem(tmp_path: Path, raw: bytes) -> list[str]:
    path = tmp_path / "van-ban.docx"
    path.write_bytes(raw)
    return [item.code for item in read_source(path)[1]]


def test_a_docx_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "quyche.docx"
    path.write_bytes(docx(document(REGULATION.splitlines())))
    source, problems = read_source(path)
    assert problems == []
    assert source is not None
    assert citations(source.text) == citations(REGULATION)


def test_pieces_of_a_word_tabs_breaks_and_tables_are_put_together(tmp_path: Path) -> None:
    body = (
        f"<w:document {W}><w:body><w:p><w:r><w:t>Đi</w:t></w:r><w:r><w:t>ều 1.</w:t><w:tab/><w:t>Tên</w:t><w:br/>"
        "<w:t>dòng hai</w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    path = tmp_path / "x.docx"
    path.write_bytes(docx(body))
    source, _ = read_source(path)
    assert source is not None
    assert source.text.split("\n") == ["Điều 1. Tên", "dòng hai", "ô"]


def test_automatic_numbers_of_word_are_told_because_they_are_lost(tmp_path: Path) -> None:
    numbered = '<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:p>'
    body = f"<w:document {W}><w:body>{numbered}</w:body></w:document>"
    assert problem(tmp_path, docx(body)) == ["L107"]


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04 hong",
        docx("<a/>", "khac.xml"),
        docx("<khong dong"),
        docx(f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}>&a;</w:document>'),
        docx(f"<w:document {W}>" + " " * 31_000_000 + "</w:document>"),
    ],
    ids=["broken", "no text part", "not well-formed", "entities", "too large"],
)
def test_a_broken_or_hostile_docx_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert problem(tmp_path, raw) == ["L106"]


def test_a_docx_whose_directory_lies_about_its_parts_is_refused_without_a_crash(tmp_path: Path) -> None:
    whole = docx(document(REGULATION.splitlines()))
    at = whole.rindex(b"PK\x05\x06")
    lying = whole[: at + 16] + b"\xff\xff\xff\x7f" + whole[at + 20 :]
    assert problem(tmp_path, lying) == ["L106"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_docx_damaged_anywhere_is_read_or_refused(tmp_path: Path, method: int) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as archive:
        archive.writestr("word/document.xml", document(["Điều 1. A"]))
    whole = memory.getvalue()
    for at in range(len(whole)):
        damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        assert problem(tmp_path, damaged) in ([], ["L106"], ["L102"])


def test_a_docx_nested_deep_does_not_exhaust_the_stack(tmp_path: Path) -> None:
    body = f"<w:document {W}>" + "<w:p>" * 20_000 + "</w:p>" * 20_000 + "</w:document>"
    path = tmp_path / "sau.docx"
    path.write_bytes(docx(body))
    assert read_source(path)[0] is not None


def test_other_files_get_their_code(tmp_path: Path) -> None:
    assert problem(tmp_path, "Quảng Ninh".encode("utf-16")) == ["L102"]
    assert problem(tmp_path, b"Quy\0 che") == ["L102"]
    assert problem(tmp_path, b"x" * 2_000_001) == ["L103"]
    assert [item.code for item in read_source(tmp_path)[1]] == ["L101"]
    assert [item.code for item in read_source(tmp_path / "khong-co.txt")[1]] == ["L101"]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "bom.txt"
    path.write_bytes(b"\xef\xbb\xbf" + REGULATION.encode())
    source, problems = read_source(path)
    assert problems == []
    assert source is not None
    assert source.text == REGULATION


_PIECES = st.sampled_from(
    ["Điều 1. ", "Điều 2.", "Chương I\n", "1. ", "a) ", "- ", "+ ", "05 ngày làm việc ", "kể từ ngày ", "Quy chế này",
     "\n", "khoản 1 Điều này", "số .... /A", "(", ")", "…", "TỜ TRÌNH\n", "I. A\n", "2.1. ", "\u0301",
     "ngày 31/02/2023", "x"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join), st.booleans())
def test_no_text_breaks_the_reader(noise: str, with_regulation: bool) -> None:
    raw = DECISION + REGULATION + noise if with_regulation else noise
    text = read_text(SourceText("x", raw))
    if not isinstance(text, Diagnostic):
        examined = Examined(text)
        for item in find_defects(examined):
            assert item.message("vi")
            assert item.message("en")
        draft_rules(examined, name="x", province=None)


@pytest.mark.parametrize(
    "piece", ["ngày ", "trong thời hạn ", "khoản 1, ", "(", "A", " ", "Luật A ", "ab ", "05 ngày, ", "….", "v"]
)
def test_long_repetitions_are_read_in_time_that_grows_with_their_length(piece: str) -> None:
    text = read_text(SourceText("x", f"QUY CHẾ\nĐiều 1. A\n1. x{piece * 3000}y\nĐiều 2. B\nQuy chế này.\n"))
    assert not isinstance(text, Diagnostic)
    find_defects(Examined(text))
