"""A hint never changes the law: it keeps the numbers, the unit, the direction and the bounds of the phrase."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phrase_tables import BAD, GOOD

from engine.diagnostics import Diagnostic
from engine.phrases import Phrase, PhraseProblem, parse_phrase
from engine.phrases.numbers import number_words
from engine.phrases.tokens import tokenize

UNITS = ("ngay lam viec", "ngay lam", "ngay", "tuan", "thang", "quy", "nam", "gio", "buoi")
BACK = re.compile(r"\btruoc\b|\btinh den\b|\bso voi\b")
ONWARDS = re.compile(r"\bke tu\b|\btinh tu\b|\bsau\b")
LEAST = re.compile(r"\bit nhat\b|\btoi thieu\b|\bkhong it hon\b|\bkhong duoi\b")
MOST = re.compile(r"\bkhong (?:duoc |vuot )?qua\b|\btoi da\b|\b(?:cham|muon|nhieu) nhat\b|\bkhong (?:cham|muon) hon\b")

# Những câu máy không hiểu, mỗi câu một điều dễ bị gợi ý làm mất.
NOT_UNDERSTOOD = (
    "Trước hẳn 06 tháng, cơ quan báo",
    "phải xong trước 06 tháng ấy",
    "ít nhất độ 05 ngày",
    "tối thiểu những 03 tháng",
    "không quá cỡ 10 ngày làm việc",
    "1/2 ngày",
    "nửa ngày làm việc",
    "24 giờ kể từ khi nhận",
    "ngày 15 tháng cuối nhiệm kỳ",
    "ngày 15 tháng áp chót quý",
    "15 ngày 20 đêm",
    "05 ngày làm kể từ ngày nhận",
    "trước 05 ngày làm kể từ ngày nhận",
    "hằng năm vào mùa xuân",
    "02 lần mỗi tuần",
    "độ 31/12",
    "foo 07",
    "cách 03 tháng một lần",
    "trong 05 ngày của tuần đầu",
    "quá 30 ngày mà chưa trả lời",
    "trong nửa đầu tháng",
)


@dataclass(frozen=True)
class Law:
    """What a hint must keep, read off the words without the grammar."""

    numbers: tuple[int, ...]
    counted: tuple[tuple[int, str], ...]
    back: bool
    least: bool
    most: bool


def law_of(text: str) -> Law:
    words = [token.word for token in tokenize(text.split("...")[0])]
    folded = [fold(word) for word in words]
    numbers: list[int] = []
    counted: list[tuple[int, str]] = []
    at = 0
    while at < len(words):
        read = (int(words[at]), at + 1) if words[at].isdigit() else number_words(words, at)
        if read is None:
            at += 1
            continue
        value, at = read
        numbers.append(value)
        rest = " ".join(folded[at : at + 3])
        unit = next((unit for unit in UNITS if re.match(rf"{unit}\b", rest)), None)
        if unit is not None:
            counted.append((value, "ngay lam viec" if unit == "ngay lam" else unit))
    line = " ".join(folded)
    found = (bool(pattern.search(line)) for pattern in (BACK, LEAST, MOST))
    return Law(tuple(sorted(numbers)), tuple(sorted(counted)), *found)


def fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def offers(problem: PhraseProblem) -> list[str]:
    """Return every whole phrase that the message offers."""
    example = dict(problem.args).get("example", "")
    return [offer for offer in (problem.suggestion, example) if offer]


@pytest.mark.parametrize("phrase", [*(row["phrase"] for row in BAD), *NOT_UNDERSTOOD], ids=lambda text: text or "empty")
def test_what_is_offered_says_the_law_of_the_phrase(phrase: str) -> None:
    problem = parse_phrase(phrase)
    assert isinstance(problem, PhraseProblem)
    for offer in offers(problem):
        assert law_of(offer) == law_of(phrase)
        if ONWARDS.search(fold(offer.lower())) and not ONWARDS.search(fold(phrase.lower())):
            assert not law_of(phrase).back


@pytest.mark.parametrize("phrase", [*(row["phrase"] for row in BAD), *NOT_UNDERSTOOD], ids=lambda text: text or "empty")
def test_a_hint_has_no_empty_place(phrase: str) -> None:
    problem = parse_phrase(phrase)
    assert isinstance(problem, PhraseProblem)
    found = Diagnostic(problem.code, None, problem.args, problem.suggestion)
    for lang in ("vi", "en"):
        assert "«»" not in found.hint(lang) + found.message(lang)


@pytest.mark.parametrize(
    "phrase", ["Trước hẳn 06 tháng, cơ quan báo", "1/2 ngày", "ngày 15 tháng áp chót quý", "15 tháng cuối nhiệm kỳ"]
)
def test_nothing_is_offered_where_something_would_be_lost(phrase: str) -> None:
    problem = parse_phrase(phrase)
    assert isinstance(problem, PhraseProblem)
    assert offers(problem) == []


@given(st.sampled_from(GOOD), st.data())
@settings(max_examples=600, deadline=None)
def test_a_misspelt_phrase_is_never_taken_for_one_with_another_law(row: dict[str, str], data: st.DataObject) -> None:
    phrase = row["phrase"]
    letters = [at for at, char in enumerate(phrase) if char.isalpha()]
    at = data.draw(st.sampled_from(letters or [0]))
    misspelt = phrase[:at] + data.draw(st.sampled_from(["", "x"])) + phrase[at + 1 :]
    problem = parse_phrase(misspelt)
    if isinstance(problem, PhraseProblem) and problem.suggestion is not None:
        assert isinstance(parse_phrase(problem.suggestion), Phrase)
        assert law_of(problem.suggestion) == law_of(phrase), (misspelt, problem.suggestion)
