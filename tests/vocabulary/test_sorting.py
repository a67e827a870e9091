"""Vietnamese order: letters, then tones, then case."""

from __future__ import annotations

import unicodedata

import pytest

from engine.vocabulary import vietnamese_key


@pytest.mark.parametrize(
    "ordered",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["cân", "cần", "cẩn", "cẫn", "cấn", "cận"],
        ["an", "An", "ăn", "ân"],
        # The tone weighs less than any later letter.
        ["hoa", "hòa", "hoan", "hoàn"],
        ["Đà Nẵng", "Đắk Lắk", "Đồng Nai", "Đồng Tháp"],
        ["Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Hà Nội", "Hải Phòng", "Hồ Chí Minh"],
        ["Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An"],
        ["Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị"],
        ["Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang"],
        ["Phòng 2", "Phòng 2 A", "Phòng A"],
        ["An Giang", "Anh Sơn"],
    ],
)
def test_names_stand_in_dictionary_order(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=vietnamese_key) == ordered


def test_unicode_form_does_not_matter() -> None:
    assert vietnamese_key("Đắk Nông") == vietnamese_key(unicodedata.normalize("NFD", "Đắk Nông"))


def test_foreign_letters_do_not_fail() -> None:
    assert sorted(["ß", "ç", "c", "日本", "", "İ"], key=vietnamese_key)[:2] == ["", "c"]
