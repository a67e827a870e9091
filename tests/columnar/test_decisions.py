"""Decisions by the million are those of the reference, row by row."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from engine.calendars import Calendar
from engine.columnar.days import NEVER, NOTHING, Ints, date_of, number_of
from engine.columnar.decisions import Decisions, decide
from engine.columnar.findings import STATUSES
from engine.evaluation import evaluate_reference
from engine.findings import findings_of
from engine.loading.logs import Event
from engine.planning import Plan
from engine.planning.plan import Duty, DutyKind
from engine.vocabulary import Level
from tests.columnar.regulations import CASES, random_plan
from tests.evaluation.histories import PROVINCES, edge_days, plan_of, plan_of_text

AS_OF = date(2025, 6, 30)
NAMES = (*CASES, None)
Answer = tuple[str | None, str | None]

VERSIONS = """
format: 1
regulation: {id: thu, name: Thử, province: Thử, status: draft}
vocabulary: {events: [{id: problem_arisen, label: Phát sinh vướng mắc, level: unit}]}
obligations:
  - {id: move, label: Chuyển giao, cites: Điều 1, when: {event: transfer_document_effective, case: inter_unit},
     who: sending_unit, must: edossier_transferred, until: 2024-05-01,
     within: 05 ngày làm việc kể từ ngày văn bản có hiệu lực}
  - {id: move, label: Chuyển giao, cites: Điều 1, when: {event: transfer_document_effective, case: inter_unit},
     who: sending_unit, must: edossier_transferred, from: 2024-05-01,
     within: 03 ngày làm việc kể từ ngày văn bản có hiệu lực}
  - {id: leave, label: Điều chỉnh, cites: Điều 2, when: {event: transfer_document_effective, case: outgoing_external},
     who: sending_unit, must: exit_status_updated, within: 10 ngày kể từ ngày văn bản có hiệu lực}
  - {id: tell, label: Thông báo, cites: Điều 3, when: {event: transfer_document_effective, case: inter_unit},
     who: sending_unit, must: data_error_notified, within: kịp thời}
  - {id: both, label: Việc khác, cites: Điều 3, when: {event: transfer_document_effective}, who: sending_unit,
     must: data_error_notified, within: 05 ngày làm việc kể từ ngày văn bản có hiệu lực}
  - {id: answer, label: Phản ánh, cites: Điều 4, when: {event: problem_arisen}, who: unit_head,
     must: problem_reported, within: 05 ngày làm việc kể từ ngày phát sinh}
provisions:
  - {at: Điều 1, rules: move}
  - {at: Điều 2, rules: leave}
  - {at: Điều 3, rules: [tell, both]}
  - {at: Điều 4, rules: answer}
"""
MOVE = "transfer_document_effective"


@cache
def calendar() -> Calendar:
    return Calendar.national()


def answers(found: Decisions) -> list[Answer]:
    return [
        (None if due == NEVER else date_of(due).isoformat(), None if code == NOTHING else STATUSES[code].value)
        for due, code in zip(found.due_on.tolist(), found.status.tolist(), strict=True)
    ]


def by_reference(plan: Plan, rules: tuple[str, ...], event: str, days: Ints, cases: Ints) -> list[Answer]:
    alone = replace(
        plan,
        duties=tuple(duty for duty in plan.duties if duty.id in rules),
        tiers=(),
        requirements=(),
        limits=(),
        prohibitions=(),
        gates=(),
    )
    rows = zip(days.tolist(), cases.tolist(), strict=True)
    events = [
        Event(f"d{row}", event, date_of(day), case=NAMES[case], recorded_on=min(date_of(day), AS_OF))
        for row, (day, case) in enumerate(rows)
    ]
    verdicts = evaluate_reference(alone, dict.fromkeys(events), as_of=AS_OF, calendar=calendar())
    records = [finding.as_record() for finding in findings_of(verdicts, alone, calendar())]
    records = [record for record in records if record["rule"] in rules]
    found = {record["dossier"]: (record["due_on"], record["status"]) for record in records}
    assert len(found) == len(records)
    return [found.get(f"d{row}", (None, None)) for row in range(len(days))]


def asked(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the rules of a plan with each event of a dossier that sets all their versions off."""
    versions: dict[str, list[Duty]] = {}
    for duty in plan.duties:
        if duty.kind is not DutyKind.PERIODIC and duty.trigger is not None and duty.trigger.is_an_event:
            versions.setdefault(duty.id, []).append(duty)
    for rule, duties in versions.items():
        for event in sorted(frozenset.intersection(*(duty.trigger.events for duty in duties if duty.trigger))):
            if Level.DOSSIER in plan.event_levels.get(event, (Level.DOSSIER,)):
                yield rule, event


def rows_of(seed: int, count: int) -> tuple[Ints, Ints]:
    chance = random.Random(seed)
    start = chance.choice(edge_days())
    days = [number_of(start + timedelta(days=chance.randint(0, 40))) for _ in range(count)]
    return np.array(days, np.int32), np.array([chance.randrange(len(NAMES)) for _ in days], np.int8)


@pytest.mark.parametrize("portion", range(5))
def test_random_duties_are_decided_as_by_the_reference(portion: int) -> None:
    compared = 0
    for seed in range(portion, 150, 5):
        plan = random_plan(random.Random(seed))
        for rule, event in asked(plan):
            days, cases = rows_of(seed, 60)
            found = decide(plan, (rule,), event, days, cases, NAMES, as_of=AS_OF, calendar=calendar())
            assert answers(found) == by_reference(plan, (rule,), event, days, cases), (seed, rule, event)
            compared += 1
    assert compared > 20


@pytest.mark.parametrize("province", PROVINCES)
def test_the_duties_of_the_five_regulations_are_decided_as_by_the_reference(province: str) -> None:
    plan = plan_of(province)
    days, cases = rows_of(7, 40)
    for rule, event in asked(plan):
        found = decide(plan, (rule,), event, days, cases, NAMES, as_of=AS_OF, calendar=calendar())
        assert answers(found) == by_reference(plan, (rule,), event, days, cases), (rule, event)


def test_many_rows_are_decided_as_each_alone() -> None:
    plan = plan_of_text(VERSIONS)
    days, cases = rows_of(3, 100_000)
    rules = ("move", "leave")
    many = decide(plan, rules, MOVE, days, cases, NAMES, as_of=AS_OF, calendar=calendar())
    some = slice(70_000, 70_150)
    few = decide(plan, rules, MOVE, days[some], cases[some], NAMES, as_of=AS_OF, calendar=calendar())
    assert answers(many)[some] == answers(few)


def one(day: date, case: str | None, *rules: str) -> Answer:
    days, place = np.array([number_of(day)]), np.array([0])
    plan = plan_of_text(VERSIONS)
    return answers(decide(plan, rules, MOVE, days, place, (case,), as_of=AS_OF, calendar=calendar()))[0]


def test_the_version_in_force_on_the_day_is_applied() -> None:
    # 26/4/2024 là thứ Sáu; 02, 03, 04 (thứ Bảy làm bù), 06, 07/5 là năm ngày làm việc sau đó.
    assert one(date(2024, 4, 26), "inter_unit", "move") == ("2024-05-07", "overdue")
    assert one(date(2024, 5, 1), "inter_unit", "move") == ("2024-05-04", "overdue")


def test_the_status_is_told_as_of_the_day() -> None:
    assert one(date(2025, 6, 25), "inter_unit", "move") == ("2025-06-30", "due_soon")
    assert one(date(2025, 6, 30), "inter_unit", "move") == ("2025-07-03", "pending")
    assert one(date(2025, 6, 24), "inter_unit", "move") == ("2025-06-27", "overdue")


def test_each_case_finds_its_own_duty() -> None:
    assert one(date(2025, 6, 20), "outgoing_external", "move", "leave") == ("2025-06-30", "due_soon")
    assert one(date(2025, 6, 25), "inter_unit", "move", "leave") == ("2025-06-30", "due_soon")


def test_a_case_without_a_duty_is_decided_as_none() -> None:
    assert one(date(2025, 6, 20), "retirement", "move", "leave") == (None, None)


def test_a_case_that_is_not_named_cannot_be_decided() -> None:
    assert one(date(2025, 6, 20), None, "move") == ("2025-06-25", "undetermined")
    assert one(date(2025, 6, 20), None, "move", "leave") == (None, "undetermined")


def test_a_duty_without_a_number_has_no_due_date() -> None:
    assert one(date(2025, 6, 20), "inter_unit", "tell") == (None, "undetermined")


def test_nothing_asked_is_nothing_answered() -> None:
    nothing = np.empty(0, np.int32)
    plan = plan_of_text(VERSIONS)
    assert len(decide(plan, ("move",), MOVE, nothing, nothing, NAMES, as_of=AS_OF, calendar=calendar())) == 0


@pytest.mark.parametrize(
    ("rules", "event"),
    [
        (("khong-co",), MOVE),
        (("move", "khong-co"), MOVE),
        (("move",), "personal_info_changed"),
        (("answer",), "problem_arisen"),
        (("move", "both"), MOVE),
    ],
)
def test_what_is_no_decision_is_refused(rules: tuple[str, ...], event: str) -> None:
    days, cases = np.array([number_of(AS_OF)]), np.array([0])
    with pytest.raises(ValueError, match=event):
        decide(plan_of_text(VERSIONS), rules, event, days, cases, ("inter_unit",), as_of=AS_OF, calendar=calendar())


@pytest.mark.parametrize("place", [-1, 1])
def test_a_place_outside_the_cases_is_refused(place: int) -> None:
    days, cases = np.array([number_of(AS_OF)]), np.array([place])
    with pytest.raises(ValueError, match="1 cases"):
        decide(plan_of_text(VERSIONS), ("move",), MOVE, days, cases, CASES[:1], as_of=AS_OF, calendar=calendar())
