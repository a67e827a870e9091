"""A third opinion: matters, fulfilment, extensions and endings worked out anew in a few plain lines of Python.

It shares nothing with the engine: days are counted with the weekday alone (March 2026 has no day off but weekends).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from engine.loading.logs import Event
from tests.columnar.aimed_logs import Question, by_columns, by_reference
from tests.evaluation.histories import plan_of_text

RULES = """\
format: 1
regulation: {id: thu, name: Thử, province: Thử, number: 1/2020/QĐ-UBND, status: in_force, in_force_from: 2020-01-01}
vocabulary:
  events:
    - {id: mo, label: Mở yêu cầu, level: dossier}
    - {id: xong, label: Xử lý xong, level: dossier}
    - {id: tu_choi, label: Từ chối, level: dossier}
    - {id: rut, label: Rút yêu cầu, level: dossier}
    - {id: gia_han, label: Gia hạn, level: dossier}
obligations:
  - id: xu-ly
    label: Xử lý yêu cầu
    cites: Điều 1
    when: {event: mo}
    who: snv
    must: [xong, tu_choi]
    within: 03 ngày làm việc kể từ ngày mở
    extended_by: {event: gia_han, by: 02 ngày làm việc, at_most: 1}
    void_by: [{event: rut, reason: rút yêu cầu}]
provisions:
  - {at: Điều 1, rules: [xu-ly]}
"""
NAMES = ("mo", "mo", "xong", "tu_choi", "rut", "gia_han")
NUMBERS = (None, None, "12/QĐ", "15/QĐ", "7/CV")
FIRST = date(2026, 3, 2)
Answer = tuple[date, date | None, date | None, str]
"""The trigger date, the due date, the day of the act, the status."""


def workdays_later(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def numbers(event: Event) -> set[str]:
    return {number for number in (event.ref, event.about) if number}


def naive(events: Sequence[Event], as_of: date) -> Counter[Answer]:
    there = sorted((event for event in events if event.on <= as_of), key=lambda event: event.on)
    opened = [event for event in there if event.event == "mo"]
    first_named: dict[str, date] = {}
    for event in opened:
        for number in numbers(event):
            first_named.setdefault(number, event.on)
    found: Counter[Answer] = Counter()
    for start, ref, about in {(event.on, event.ref, event.about) for event in opened}:
        own = {number for number in (ref, about) if number}

        def counts(event: Event, start: date = start, own: set[str] = own, *, early: bool = False) -> bool:
            named = numbers(event) & first_named.keys()
            if not named:
                return event.on >= start
            in_time = event.on >= start or (early and all(first_named[number] > event.on for number in named))
            return bool(named & own) and in_time

        acts = [event.on for event in there if event.event in ("xong", "tu_choi") and counts(event, early=True)]
        done = min(acts, default=None)
        due = workdays_later(start, 3)
        if any(event.event == "gia_han" and counts(event) and event.on <= due for event in there):
            due = workdays_later(start, 5)
        ends = [event.on for event in there if event.event == "rut" and counts(event)]
        ended = min(ends, default=None)
        if ended is not None and (done is None or ended < done):
            found[(start, None, None, "void") if ended <= due else (start, due, None, "late")] += 1
        elif done is not None:
            found[start, due, done, "met" if done <= due else "late"] += 1
        else:
            found[start, due, None, "overdue" if due < as_of else "open"] += 1
    return found


def history(chance: random.Random) -> list[Event]:
    days = [FIRST + timedelta(days=chance.randrange(12)) for _ in range(4)]
    return [
        Event("d", chance.choice(NAMES), chance.choice(days), ref=chance.choice(NUMBERS), about=chance.choice(NUMBERS))
        for _ in range(chance.randint(1, 7))
    ]


@pytest.mark.parametrize("portion", range(5))
def test_the_reference_and_the_columns_agree_with_a_naive_reading(portion: int) -> None:
    plan = plan_of_text(RULES)
    for seed in range(portion, 1_000, 5):
        chance = random.Random(seed)
        events, as_of = history(chance), FIRST + timedelta(days=chance.choice((3, 9, 20)))
        question = Question(plan, tuple(events), as_of, None, None, None)
        rows = by_reference(question)
        assert by_columns(question) == rows
        found = Counter(_answer(row) for row in rows)
        assert found == naive(events, as_of), f"lịch sử số {seed}"


def _answer(row: dict[str, str | None]) -> Answer:
    started, due, done = (
        date.fromisoformat(text) if text else None for text in (row["trigger_date"], row["due_on"], row["fulfilled_on"])
    )
    assert started is not None
    status = "open" if row["status"] in ("pending", "due_soon") else str(row["status"])
    # Việc đã hết nghĩa vụ mà sau đó vẫn làm thì được ghi ngày làm; ở đây chỉ xét kết luận.
    return started, due, None if status == "void" else done, status
