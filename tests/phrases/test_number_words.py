"""Number words, typed by hand."""

from __future__ import annotations

import pytest

from engine.phrases.numbers import number_words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("một", 1),
        ("năm", 5),
        ("mười", 10),
        ("mười một", 11),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("hai mốt", 21),
        ("hai lăm", 25),
        ("ba mươi tư", 34),
        ("ba mươi bốn", 34),
        ("năm mươi lăm", 55),
        ("một trăm", 100),
        ("một trăm linh một", 101),
        ("một trăm mười", 110),
        ("hai trăm năm mươi", 250),
        ("năm trăm năm mươi lăm", 555),
        ("chín trăm chín mươi chín", 999),
    ],
)
def test_number_words_are_read_to_their_last_word(words: str, value: int) -> None:
    split = words.split()
    assert number_words(split, 0) == (value, len(split))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("mười năm", (10, 1)),
        ("hai mươi năm", (20, 2)),
        ("một trăm năm", (100, 2)),
        ("năm năm", (5, 1)),
        ("hai ba ngày", (2, 1)),
        ("một mươi", (1, 1)),
        ("trăm", None),
        ("mươi", None),
        ("lăm", None),
        ("", None),
    ],
)
def test_a_word_that_may_be_the_unit_is_left_alone(words: str, read: tuple[int, int] | None) -> None:
    assert number_words(words.split(), 0) == read
