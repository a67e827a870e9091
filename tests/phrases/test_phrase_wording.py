"""Canonical words: they read back as the same deadline."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phrase_tables import GOOD

from engine.calendars.cycles import Cycle
from engine.phrases import (
    Ahead,
    AtOnce,
    BeforeDate,
    Between,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    DatesOfYear,
    Deadline,
    Every,
    FirstDays,
    FirstWorkingDays,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    Phrase,
    SameWorkingDay,
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


def _opens_before_it_ends(pair: tuple[WorkingDays | CalendarSpan, WorkingDays | CalendarSpan]) -> bool:
    """Tell whether the grammar takes the two: in one unit the first must not be the longer."""
    units = [getattr(item, "unit", None) for item in pair]
    amounts = [item.count if isinstance(item, WorkingDays) else item.amount for item in pair]
    return units[0] is not units[1] or amounts[0] <= amounts[1]


_keep = _spans.map(lambda span: KeepAtLeast(*span))
_last = st.sampled_from([LastDays, LastWorkingDays])


_first = st.sampled_from([FirstDays, FirstWorkingDays])
_quarterly = st.builds(
    DateInPeriod, st.integers(1, 31), st.integers(1, 3), st.none(), st.integers(0, 1), st.just(Cycle.QUARTER)
)
_counted = (
    _days.map(WorkingDays)
    | _spans.map(lambda span: CalendarSpan(*span))
    | st.sampled_from([CalendarSpan(15, SpanUnit.DAY, assumed=True), CalendarSpan(6, SpanUnit.MONTH, assumed=True)])
)
_between = st.tuples(_counted, _counted).filter(_opens_before_it_ends).map(lambda pair: Between(*pair))
_dates = {Cycle.MONTH: _monthly, Cycle.QUARTER: _quarterly, Cycle.YEAR: _yearly}
_halves = st.builds(
    lambda first, second, is_before: DatesOfYear(
        (DateInPeriod(first[0], first[1]), DateInPeriod(second[0], second[1] + 6)), is_before
    ),
    *[st.tuples(st.integers(1, 28), st.integers(1, 6))] * 2,
    st.booleans(),
)


def _every(cycle: Cycle) -> st.SearchStrategy[Deadline]:
    dues: list[st.SearchStrategy[object]] = [st.none()]
    months = cycle.months
    if cycle in _dates:
        dues.append(st.builds(lambda shape, count: shape(count, months), _last, st.integers(1, 31)))
        dues.append(
            st.builds(lambda shape, count, later: shape(count, months, later), _first, _days, st.integers(0, 1))
        )
        dues += [_dates[cycle].map(ByDate), _dates[cycle].map(BeforeDate)]
    if cycle is Cycle.HALF_YEAR:
        dues.append(_halves)
    return st.builds(Every, st.just(cycle), st.one_of(dues), st.none() | _keep)


DEADLINES = st.one_of(
    st.just(AtOnce()),
    (_yearly | _monthly | _quarterly | _fixed).map(ByDate),
    (_yearly | _monthly | _quarterly | _fixed).map(BeforeDate),
    st.builds(lambda shape, count, months: shape(count, months), _last, _days, st.sampled_from([1, 3, 12])),
    st.builds(lambda shape, *rest: shape(*rest), _first, _days, st.sampled_from([1, 3, 12]), st.integers(0, 1)),
    st.sampled_from(Cycle).flatmap(_every),
    _counted.map(Ahead),
    _counted,
    _between,
    st.just(SameWorkingDay()),
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
            Every(Cycle.YEAR, BeforeDate(DateInPeriod(31, 1, periods_later=1))),
            "hằng năm, trước ngày 31 tháng 1 năm sau",
            "every year, before 31 January of the next year",
        ),
        (
            Every(Cycle.MONTH, kept_for=KeepAtLeast(3, SpanUnit.MONTH)),
            "hằng tháng, tối thiểu 3 tháng",
            "every month, kept for at least 3 months",
        ),
        (
            Ahead(CalendarSpan(6, SpanUnit.MONTH)),
            "chậm nhất 6 tháng trước ngày diễn ra sự kiện",
            "at least 6 months before the event",
        ),
        (
            Every(Cycle.MONTH, FirstWorkingDays(5, 1, 1)),
            "hằng tháng, 5 ngày làm việc đầu của tháng sau",
            "every month, the first 5 working days of the next month",
        ),
        (
            Every(Cycle.HALF_YEAR, DatesOfYear((DateInPeriod(15, 6), DateInPeriod(15, 12)), is_before=True)),
            "định kỳ 6 tháng, trước ngày 15 tháng 6 và ngày 15 tháng 12",
            "every 6 months, before 15 June and 15 December",
        ),
        (
            ByDate(DateInPeriod(31, 1, None, 1, Cycle.QUARTER)),
            "chậm nhất là ngày cuối cùng của tháng đầu quý sau",
            "no later than the last day of month 1 of the next quarter",
        ),
        (Every(Cycle.WEEK), "hằng tuần", "every week"),
        (CalendarSpan(15, SpanUnit.DAY, assumed=True), "nửa tháng", "half a month"),
        (StartsOn(date(2024, 1, 1)), "bắt đầu từ ngày 01/01/2024", "from 2024-01-01"),
    ],
)
def test_canonical_words(deadline: Deadline, vietnamese: str, english: str) -> None:
    assert phrase_in_words(deadline) == vietnamese
    assert phrase_in_words(deadline, "en") == english


@pytest.mark.parametrize(
    "deadline",
    [
        FirstDays(5, 6),
        FirstDays(5, 1, 2),
        CalendarSpan(14, SpanUnit.DAY, assumed=True),
        ByDate(DateInPeriod(5, 4, None, 0, Cycle.QUARTER)),
        LastDays(5, 6),
        ByDate(DateInPeriod(25, year=2025)),
        ByDate(DateInPeriod(31, 12, periods_later=2)),
    ],
)
def test_a_shape_that_no_phrase_says_has_no_words(deadline: Deadline) -> None:
    with pytest.raises(ValueError, match="no phrase"):
        phrase_in_words(deadline)
