"""Canonical words: they read back as the same deadline."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phrase_tables import GOOD

from engine.phrases import (
    Ahead,
    AtOnce,
    BeforeDate,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    Deadline,
    Every,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    Phrase,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
    parse_phrase,
    phrase_in_words,
)


def read_back(deadline: Deadline) -> Deadline | str:
    words = phrase_in_words(deadline)
    parsed = parse_phrase(words)
    return parsed.deadline if isinstance(parsed, Phrase) else f"{words}: {parsed}"


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row["phrase"])
def test_canonical_words_of_every_phrase_mean_the_same(row: dict[str, str]) -> None:
    parsed = parse_phrase(row["phrase"])
    assert isinstance(parsed, Phrase)
    assert read_back(parsed.deadline) == parsed.deadline
    assert phrase_in_words(parsed.deadline, "en")


_days = st.integers(1, 3650)
_spans = st.sampled_from(SpanUnit).flatmap(
    lambda unit: st.tuples(st.integers(1, {"day": 3650, "month": 120, "year": 10}[unit.value]), st.just(unit))
)
_yearly = st.builds(DateInPeriod, st.integers(1, 28), st.integers(1, 12), st.none(), st.integers(0, 1))
_monthly = st.builds(DateInPeriod, st.integers(1, 31), st.none(), st.none(), st.integers(0, 1))
_fixed = st.builds(DateInPeriod, st.integers(1, 28), st.integers(1, 12), st.integers(1900, 2199))
_keep = _spans.map(lambda span: KeepAtLeast(*span))
_last = st.sampled_from([LastDays, LastWorkingDays])


def _every(months: int) -> st.SearchStrategy[Deadline]:
    dues: list[st.SearchStrategy[object]] = [st.none()]
    if months in (1, 3, 12):
        dues.append(st.builds(lambda shape, count: shape(count, months), _last, st.integers(1, 31)))
    if months in (1, 12):
        dates = _monthly if months == 1 else _yearly
        dues += [dates.map(ByDate), dates.map(BeforeDate)]
    return st.builds(Every, st.just(months), st.one_of(dues), st.none() | _keep)


DEADLINES = st.one_of(
    _days.map(WorkingDays),
    _spans.map(lambda span: CalendarSpan(*span)),
    st.just(AtOnce()),
    (_yearly | _monthly | _fixed).map(ByDate),
    (_yearly | _monthly | _fixed).map(BeforeDate),
    st.builds(lambda shape, count, months: shape(count, months), _last, _days, st.sampled_from([1, 3, 12])),
    st.sampled_from([1, 2, 3, 4, 6, 12]).flatmap(_every),
    st.builds(Ahead, _days, st.booleans()),
    _days.map(StateLasts),
    _keep,
    st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(StartsOn),
    st.sampled_from(["kịp thời", "thường xuyên, liên tục", "định kỳ", "trước khi"]).map(Unquantified),
    st.just(NotStated()),
)


@given(DEADLINES)
@settings(max_examples=800, deadline=None)
def test_words_of_any_deadline_read_back_as_that_deadline(deadline: Deadline) -> None:
    assert read_back(deadline) == deadline


@pytest.mark.parametrize(
    ("deadline", "vietnamese", "english"),
    [
        (WorkingDays(5), "5 ngày làm việc", "5 working days"),
        (WorkingDays(1), "1 ngày làm việc", "1 working day"),
        (CalendarSpan(3, SpanUnit.MONTH), "3 tháng", "3 months"),
        (ByDate(DateInPeriod(31, 12)), "chậm nhất là ngày 31 tháng 12", "no later than 31 December"),
        (LastDays(7), "7 ngày cuối của từng tháng", "the last 7 days of each month"),
        (
            Every(12, BeforeDate(DateInPeriod(31, 1, periods_later=1))),
            "hằng năm, trước ngày 31 tháng 1 năm sau",
            "every year, before 31 January of the next year",
        ),
        (
            Every(1, kept_for=KeepAtLeast(3, SpanUnit.MONTH)),
            "hằng tháng, tối thiểu 3 tháng",
            "every month, kept for at least 3 months",
        ),
        (StartsOn(date(2024, 1, 1)), "bắt đầu từ ngày 01/01/2024", "from 2024-01-01"),
    ],
)
def test_canonical_words(deadline: Deadline, vietnamese: str, english: str) -> None:
    assert phrase_in_words(deadline) == vietnamese
    assert phrase_in_words(deadline, "en") == english


@pytest.mark.parametrize(
    "deadline",
    [LastDays(5, 6), ByDate(DateInPeriod(25, year=2025)), ByDate(DateInPeriod(31, 12, periods_later=2))],
)
def test_a_shape_that_no_phrase_says_has_no_words(deadline: Deadline) -> None:
    with pytest.raises(ValueError, match="no phrase"):
        phrase_in_words(deadline)
