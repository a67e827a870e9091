"""When two triggers are one duty, and what a second trigger does to the first; both evaluators."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from engine.loading.logs import Event
from engine.planning import Plan
from tests.columnar.aimed_logs import Question, by_columns, by_reference
from tests.evaluation.histories import plan_of_text

RULES = """\
format: 1
regulation: {{id: thu, name: Thử, province: Thử, number: 1/2020/QĐ-UBND, status: in_force, in_force_from: 2020-01-01}}
vocabulary:
  events:
    - {{id: mo, label: Mở yêu cầu, level: dossier}}
    - {{id: xong, label: Xử lý xong, level: dossier}}
    - {{id: rut, label: Rút yêu cầu, level: dossier}}
  attributes:
    - {{id: nguoi_nhap, label: Người nhập liệu}}
    - {{id: loai, label: Loại yêu cầu}}
obligations:
  - id: xu-ly
    label: Xử lý yêu cầu
    cites: Điều 1
    when: {{event: mo}}
    on_repeat: {on_repeat}
    who: snv
    must: xong
    within: 01 ngày làm việc kể từ ngày mở
    void_by: [{{event: rut, reason: rút yêu cầu}}]
    {more}
provisions:
  - {{at: Điều 1, rules: [xu-ly]}}
"""
REPEATS = ("each", "restart", "ignore")
THURSDAY, FRIDAY, MONDAY = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9)


def plan(on_repeat: str, more: str = "") -> Plan:
    return plan_of_text(RULES.format(on_repeat=on_repeat, more=more))


def event(name: str, on: date, ref: str | None = None, **attributes: str) -> Event:
    return Event("d", name, on, ref=ref, attributes=tuple(sorted(attributes.items())))


def judged(of: Plan, *events: Event, as_of: date = date(2026, 12, 1)) -> Counter[tuple[str, str, str | None]]:
    question = Question(of, events, as_of, None, None, None)
    found = by_reference(question)
    assert by_columns(question) == found
    return Counter((row["trigger_date"], row["status"], row["due_on"]) for row in found)


@pytest.mark.parametrize("on_repeat", REPEATS)
def test_a_clerk_typed_differently_makes_no_second_duty(on_repeat: str) -> None:
    twice = (event("mo", THURSDAY, nguoi_nhap="x"), event("mo", THURSDAY, nguoi_nhap="y"))
    assert judged(plan(on_repeat), *twice) == {("2026-03-05", "overdue", "2026-03-06"): 1}
    assert judged(plan(on_repeat), *twice, event("xong", FRIDAY)) == {("2026-03-05", "met", "2026-03-06"): 1}
    assert judged(plan(on_repeat), *twice, event("xong", THURSDAY)) == {("2026-03-05", "met", "2026-03-06"): 1}


def test_a_field_that_the_rule_reads_makes_two() -> None:
    both = (event("mo", THURSDAY, loai="thường"), event("mo", THURSDAY, loai="khẩn"))
    assert judged(plan("each"), *both) == {("2026-03-05", "overdue", "2026-03-06"): 1}
    for more in ("only_if: {any: [{loai: thường}, {loai: khẩn}]}", "matched_by: loai"):
        assert judged(plan("each", more), *both) == {("2026-03-05", "overdue", "2026-03-06"): 2}


def test_two_documents_of_one_day_make_two() -> None:
    both = (event("mo", THURSDAY, "1/CV"), event("mo", THURSDAY, "2/CV"))
    for on_repeat in REPEATS:
        assert judged(plan(on_repeat), *both) == {("2026-03-05", "overdue", "2026-03-06"): 2}


@pytest.mark.parametrize(
    ("on_repeat", "expected"),
    [
        ("each", {("2026-03-05", "overdue", "2026-03-06"): 1, ("2026-03-06", "overdue", "2026-03-09"): 1}),
        ("restart", {("2026-03-06", "overdue", "2026-03-09"): 1}),
        ("ignore", {("2026-03-05", "overdue", "2026-03-06"): 1}),
    ],
)
def test_a_second_trigger_on_the_due_date_meets_a_duty_that_still_runs(
    on_repeat: str, expected: dict[tuple[str, str, str], int]
) -> None:
    assert judged(plan(on_repeat), event("mo", THURSDAY), event("mo", FRIDAY)) == expected


@pytest.mark.parametrize("on_repeat", REPEATS)
def test_a_second_trigger_after_the_due_date_opens_a_duty_beside_the_overdue_one(on_repeat: str) -> None:
    found = judged(plan(on_repeat), event("mo", THURSDAY), event("mo", MONDAY), as_of=date(2026, 3, 31))
    assert found == {("2026-03-05", "overdue", "2026-03-06"): 1, ("2026-03-09", "overdue", "2026-03-10"): 1}


@pytest.mark.parametrize("on_repeat", REPEATS)
def test_a_second_trigger_after_the_first_duty_ended_opens_a_new_one(on_repeat: str) -> None:
    found = judged(plan(on_repeat), event("mo", THURSDAY), event("rut", FRIDAY), event("mo", FRIDAY))
    assert sum(found.values()) == 2


def test_a_second_trigger_for_another_party_touches_nothing() -> None:
    for on_repeat in ("restart", "ignore"):
        of = plan(on_repeat, "matched_by: loai")
        found = judged(of, event("mo", THURSDAY, loai="thường"), event("mo", FRIDAY, loai="khẩn"))
        assert found == {("2026-03-05", "overdue", "2026-03-06"): 1, ("2026-03-06", "overdue", "2026-03-09"): 1}
