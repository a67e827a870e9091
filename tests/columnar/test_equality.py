"""The columnar evaluator gives the reference's findings: every field, and the order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from engine.calendars import FIRST_DAY, LAST_DAY, Calendar, OutsideCalendar
from engine.columnar.almanac import Almanac
from engine.columnar.days import NEVER, Ints, date_of, number_of
from engine.columnar.dues import dues_on
from engine.counting import Conventions, Due, resolve
from engine.loading.logs import load_events, load_units
from engine.phrases import Deadline
from engine.service import jurisdictions
from engine.vocabulary import standard
from tests.columnar.aimed_logs import Question, by_columns, by_reference
from tests.columnar.fuzz import HISTORIES_PER_QUESTION, differences, question_of
from tests.columnar.regulations import Draw, deadline
from tests.evaluation.histories import PROVINCES, edge_days, plan_of

HISTORIES = 2_400
PORTIONS = 10
FOUND = ((81002402, 24), (92000326, 60))
"""Questions that a long run has found: matters that one duty ends on one day, each with other doubts; an
act too early for one dossier and in time for another of its unit."""
QUESTIONS = HISTORIES // HISTORIES_PER_QUESTION


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_random_regulations_on_random_histories_give_equal_findings(portion: int) -> None:
    for seed in range(portion, QUESTIONS, PORTIONS):
        assert list(differences(question_of(seed, with_marks=True))) == [], f"câu hỏi số {seed}"


@pytest.mark.parametrize(("seed", "histories"), FOUND)
def test_the_evaluators_agree_where_they_once_did_not(seed: int, histories: int) -> None:
    assert list(differences(question_of(seed, with_marks=True, histories=histories))) == []


def test_acts_of_the_province_that_differ_only_in_their_dossier_have_one_order() -> None:
    # Tìm ra khi chạy một triệu lịch sử: bộ tham chiếu từng để thứ tự dòng quyết định hồ sơ nào được nêu.
    assert list(differences(question_of(556_595))) == []


def test_what_each_unit_sees_of_one_event_replaces_in_the_order_of_the_units() -> None:
    # Tìm ra bằng lịch sử ngẫu nhiên: hai thời hạn của một quy tắc từng làm đổi thứ tự các đơn vị thấy cùng một sự kiện.
    assert list(differences(question_of(51_030_605, with_marks=True))) == []


def test_what_several_successors_did_last_is_the_last_of_all() -> None:
    # Tìm ra bằng lịch sử ngẫu nhiên: việc sớm hơn ở nơi kế thừa sau từng thay việc muộn hơn ở nơi kế thừa trước.
    assert list(differences(question_of(52_010_601, with_marks=True))) == []


def test_the_questions_reach_every_status_and_kind() -> None:
    seen = {(record["kind"], record["status"]) for seed in range(300) for record in by_columns(question_of(seed))}
    wanted = {("deadline", status) for status in _DEADLINE_STATUSES} | {
        ("periodic", "overdue"),
        ("periodic", "met"),
        ("retention", "violation"),
        ("transition", "violation"),
        ("requirement", "undetermined"),
        ("limit", "violation"),
        ("prohibition", "violation"),
        ("gate", "void"),
    }
    assert wanted <= seen


_DEADLINE_STATUSES = ("pending", "due_soon", "suspended", "met", "late", "overdue", "void", "undetermined")


@pytest.mark.parametrize("province", PROVINCES)
def test_the_example_logs_give_equal_findings(province: str, root: Path) -> None:
    units, _ = load_units(root / "examples" / "units.csv", standard())
    log, _ = load_events([root / "examples" / f"events_{province}.csv"], standard(), units, FIRST_DAY, LAST_DAY)
    members = jurisdictions(units)[province]
    for known_at, under in ((None, None), (None, members), (date(2025, 6, 30), members)):
        question = Question(plan_of(province), log.events, date(2025, 12, 31), known_at, units, under)
        assert by_columns(question) == by_reference(question)


@pytest.mark.parametrize("block_size", [1, 7, 10_000])
def test_the_size_of_a_block_changes_no_finding(block_size: int) -> None:
    for seed in range(40):
        question = question_of(seed)
        assert by_columns(question, block_size) == by_columns(question)


def test_a_log_without_events_and_one_with_a_single_event_give_equal_findings() -> None:
    for seed in range(60):
        question = question_of(seed)
        for events in ((), question.events[:1]):
            assert not list(differences(replace(question, events=events)))


@pytest.mark.parametrize("known_at", [None, date(2024, 3, 1)])
def test_due_dates_of_every_shape_equal_those_counted_day_by_day(known_at: date | None) -> None:
    chance = random.Random(7)
    calendar = Calendar.national(known_at)
    almanac = Almanac.of(calendar)
    ends = [date(2010, 1, 1) + timedelta(days=shift) for shift in range(6)]
    ends += [date(2050, 12, 31) - timedelta(days=shift) for shift in range(40)]
    for _ in range(150):
        shape = deadline(Draw(chance))
        conventions = Conventions(
            chance.random() < 0.3, chance.random() < 0.7, chance.random() < 0.7, chance.choice((0, 1, 3))
        )
        days = sorted(chance.sample(edge_days(), 25) + chance.sample(ends, 5))
        found = dues_on(shape, _numbers(days), almanac, conventions)
        for place, day in enumerate(days):
            expected = _resolved(shape, day, calendar, conventions)
            assert bool(found.possible[place]) == (expected is not None), (shape, conventions, day)
            if expected is not None:
                told = (_date(found.opens[place]), _date(found.due[place]), bool(found.estimated[place]), found.assumed)
                wanted = (expected.opens_on, expected.due_on, expected.estimated, expected.assumed)
                assert told == wanted, (shape, conventions, day)


def _numbers(days: list[date]) -> Ints:
    return np.array([number_of(day) for day in days])


def _date(number: int) -> date | None:
    return None if number == NEVER else date_of(int(number))


def _resolved(shape: Deadline, day: date, calendar: Calendar, conventions: Conventions) -> Due | None:
    try:
        return resolve(shape, day, calendar, conventions)
    except OutsideCalendar:
        return None
