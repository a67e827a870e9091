"""What holds for every log, whatever is in it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.evaluation import Status, Verdict
from engine.evaluation.history import History
from engine.loading.logs import Event
from engine.phrases import CalendarSpan, SpanUnit, WorkingDays
from engine.planning import Plan
from tests.evaluation.histories import PROVINCES, document_of, edge_days, judge, plan_of, plan_of_text, random_history

SEEDS = range(40)
AS_OF = date(2027, 6, 30)


@pytest.mark.parametrize("province", PROVINCES)
def test_order_and_repetition_of_rows_change_nothing(province: str) -> None:
    plan = plan_of(province)
    for seed in SEEDS:
        events = random_history(seed, plan)
        shuffled = events + events[::3]
        random.Random(seed).shuffle(shuffled)
        assert judge(plan, shuffled, AS_OF) == judge(plan, events, AS_OF)


@pytest.mark.parametrize("province", PROVINCES)
def test_the_date_of_asking_changes_statuses_but_never_due_dates(province: str) -> None:
    plan = plan_of(province)
    for seed in SEEDS:
        events = random_history(seed, plan)
        last = max(event.on for event in events)
        dues = [_dues(judge(plan, events, day)) for day in (last, last + timedelta(days=1), last + timedelta(days=40))]
        assert dues[0].items() <= dues[1].items() <= dues[2].items()


def _dues(verdicts: list[Verdict]) -> dict[tuple[object, ...], date | None]:
    return {
        (item.rule, item.dossier, item.unit, item.trigger_event, item.trigger_date, item.trace.trigger): item.due_on
        for item in verdicts
        if item.status is not Status.VIOLATION
    }


@pytest.mark.parametrize("province", PROVINCES)
def test_a_longer_period_never_adds_a_breach(province: str) -> None:
    plan = plan_of(province)
    longer = _lengthened(plan)
    for seed in SEEDS:
        events = random_history(seed, plan)
        assert _breaches(judge(longer, events, AS_OF)) <= _breaches(judge(plan, events, AS_OF))


def _lengthened(plan: Plan) -> Plan:
    duties = []
    for duty in plan.duties:
        deadline = duty.deadline
        if isinstance(deadline, WorkingDays):
            deadline = WorkingDays(deadline.count + 2)
        elif isinstance(deadline, CalendarSpan) and deadline.unit is SpanUnit.DAY:
            deadline = CalendarSpan(deadline.amount + 2, deadline.unit)
        duties.append(replace(duty, deadline=deadline))
    return replace(plan, duties=tuple(duties))


def _breaches(verdicts: list[Verdict]) -> set[tuple[object, ...]]:
    return {
        (item.rule, item.dossier, item.unit, item.trigger_date, item.trace.trigger)
        for item in verdicts
        if item.status.breaks_the_rules
    }


@pytest.mark.parametrize("province", PROVINCES)
def test_what_is_recorded_after_the_known_date_does_not_exist(province: str) -> None:
    plan = plan_of(province)
    for seed in SEEDS:
        events = random_history(seed, plan)
        known_at = sorted(event.on for event in events)[len(events) // 2]
        late = [replace(event, recorded_on=known_at + timedelta(days=1)) for event in events[::2]]
        rest = events[1::2]
        assert judge(plan, rest + late, AS_OF, known_at) == judge(plan, rest, AS_OF, known_at)


def test_a_changed_number_in_the_file_changes_the_due_dates_and_nothing_else() -> None:
    text = document_of("quangninh").source.text
    phrase = "trong thời hạn 05 ngày làm việc, kể từ ngày văn bản có hiệu lực"
    assert text.count(phrase) == 1
    changed = plan_of_text(text.replace(phrase, phrase.replace("05", "08")))
    plan = plan_of("quangninh")
    compared = 0
    for seed in SEEDS:
        events = random_history(seed, plan)
        before, after = (
            {(item.rule, item.trace.trigger, item.trigger_date, item.unit): item for item in judge(used, events, AS_OF)}
            for used in (plan, changed)
        )
        assert before.keys() == after.keys()
        for key, verdict in before.items():
            if key[0] == "transfer-sender" and verdict.due_on is not None:
                compared += 1
                assert after[key].due_on > verdict.due_on  # type: ignore[operator]
            else:
                assert replace(after[key], trace=verdict.trace) == verdict
    assert compared >= 10


def test_the_random_days_lie_on_the_edges() -> None:
    days = edge_days()
    for day in (date(2026, 1, 2), date(2026, 1, 10), date(2026, 8, 22), date(2024, 5, 4), date(2026, 11, 24)):
        assert day in days


def test_events_of_the_province_come_in_one_order_whichever_dossier_they_name() -> None:
    first, second = (Event(dossier, "backup_disposed", date(2027, 6, 28), unit="u3") for dossier in ("d0", "d7"))
    assert History([second, first]).events == History([first, second]).events == (first, second)
