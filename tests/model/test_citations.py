"""Citations are written from wide to narrow and can be put in the order of the text."""

from __future__ import annotations

import pytest

from engine.model.citations import parse_citation


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Điều 9", (("điều", "9"),)),
        ("Điều 8 khoản 2 điểm a", (("điều", "8"), ("khoản", "2"), ("điểm", "a"))),
        ("Điều 5 khoản 2 điểm đ", (("điều", "5"), ("khoản", "2"), ("điểm", "đ"))),
        ("Điều 9 khoản 3 đoạn 2", (("điều", "9"), ("khoản", "3"), ("đoạn", "2"))),
        ("Quyết định Điều 2", (("quyết định", ""), ("điều", "2"))),
        ("Quyết định Điều 2 đoạn 2", (("quyết định", ""), ("điều", "2"), ("đoạn", "2"))),
        ("mục 2.7 gạch 3", (("mục", "2.7"), ("gạch", "3"))),
        ("mục 2.7 gạch 1 cộng 2", (("mục", "2.7"), ("gạch", "1"), ("cộng", "2"))),
        ("mục IV.1 Điều 2", (("mục", "IV.1"), ("điều", "2"))),
        ("Điều 1 gạch 2", (("điều", "1"), ("gạch", "2"))),
        ("điều 9, khoản 1", (("điều", "9"), ("khoản", "1"))),
    ],
)
def test_a_citation_is_read_part_by_part(text: str, parts: tuple[tuple[str, str], ...]) -> None:
    citation = parse_citation(text)
    assert citation is not None
    assert citation.parts == parts


@pytest.mark.parametrize(
    "text", ["", "Điều", "Điêu 9", "khoản 2 Điều 9", "Điều 9 khoản", "Điều chín", "Quyết định", "9"]
)
def test_what_is_not_a_citation_is_refused(text: str) -> None:
    citation = parse_citation(text)
    assert citation is None or not any(kind != "quyết định" for kind, _ in citation.parts)


def test_points_follow_the_alphabet_of_legal_texts() -> None:
    letters = ["e", "đ", "a", "g", "d"]
    cited = [parse_citation(f"Điều 5 khoản 2 điểm {letter}") for letter in letters]
    ordered = sorted((item for item in cited if item is not None), key=lambda item: item.sort_key())
    assert [item.parts[-1][1] for item in ordered] == ["a", "d", "đ", "e", "g"]


def test_the_decision_comes_before_the_regulation_and_numbers_count_as_numbers() -> None:
    texts = ["Điều 10", "Điều 9 khoản 2", "Quyết định Điều 1", "Điều 9"]
    cited = [parse_citation(text) for text in texts]
    ordered = sorted((item for item in cited if item is not None), key=lambda item: item.sort_key())
    assert [str(item) for item in ordered] == ["Quyết định Điều 1", "Điều 9", "Điều 9 khoản 2", "Điều 10"]
