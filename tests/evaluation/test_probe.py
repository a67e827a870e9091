"""The six questions that every log checker was asked: «receive within 3 working days of submit»."""

from __future__ import annotations

from datetime import date

import pytest

from engine.calendars import Calendar
from engine.evaluation import Status, Verdict, evaluate_reference
from engine.loading.logs import Event
from engine.loading.rules import load_rules_text
from engine.planning import compile_plan
from engine.source import SourceText

RULES = """
format: 1
regulation: {id: phep-thu, name: Phép thử, province: Thử, status: draft}
obligations:
  - id: tiep-nhan
    label: Tiếp nhận hồ sơ
    cites: Điều 1
    when: {event: paper_dossier_sent}
    who: receiving_unit
    must: paper_dossier_received
    within: Trong thời hạn 03 ngày làm việc kể từ ngày nộp
provisions:
  - {at: Điều 1, rules: tiep-nhan}
"""


def verdicts(events: list[Event], as_of: date) -> list[Verdict]:
    document, problems = load_rules_text(SourceText("phep-thu.yaml", RULES))
    assert document is not None
    assert problems == []
    plan = compile_plan(document)
    return list(evaluate_reference(plan, dict.fromkeys(events), as_of=as_of, calendar=Calendar.national()))


def submit(day: date) -> Event:
    return Event(dossier="d", event="paper_dossier_sent", on=day, unit="a", to_unit="b")


def receive(day: date) -> Event:
    return Event(dossier="d", event="paper_dossier_received", on=day, unit="b", to_unit="b")


FRIDAY = date(2024, 4, 26)


def test_open_inside_the_window_is_pending() -> None:
    (verdict,) = verdicts([submit(date(2025, 3, 3))], as_of=date(2025, 3, 3))
    assert (verdict.status, verdict.due_on) == (Status.PENDING, date(2025, 3, 6))


def test_open_past_the_window_is_overdue() -> None:
    (verdict,) = verdicts([submit(date(2025, 3, 3))], as_of=date(2025, 3, 7))
    assert (verdict.status, verdict.late_working_days, verdict.late_calendar_days) == (Status.OVERDUE, 1, 1)


def test_on_time_across_a_weekend_is_met() -> None:
    events = [submit(date(2025, 3, 6)), receive(date(2025, 3, 11))]
    (verdict,) = verdicts(events, as_of=date(2025, 3, 20))
    assert (verdict.status, verdict.due_on) == (Status.MET, date(2025, 3, 11))


def test_done_after_the_due_date_is_late() -> None:
    events = [submit(date(2025, 3, 6)), receive(date(2025, 3, 17))]
    (verdict,) = verdicts(events, as_of=date(2025, 3, 20))
    assert (verdict.status, verdict.late_working_days, verdict.late_calendar_days) == (Status.LATE, 4, 6)


def test_a_row_told_twice_opens_one_duty() -> None:
    events = [submit(date(2025, 3, 3)), submit(date(2025, 3, 3)), receive(date(2025, 3, 5))]
    assert [verdict.status for verdict in verdicts(events, as_of=date(2025, 3, 20))] == [Status.MET]


def test_rows_out_of_order_change_nothing() -> None:
    events = [receive(date(2025, 3, 5)), submit(date(2025, 3, 3))]
    assert [verdict.status for verdict in verdicts(events, as_of=date(2025, 3, 20))] == [Status.MET]


@pytest.mark.parametrize(
    ("received", "status"),
    [(date(2024, 5, 4), Status.MET), (date(2024, 5, 6), Status.LATE)],
)
def test_the_make_up_saturday_of_4_may_2024_is_a_working_day(received: date, status: Status) -> None:
    """29/4 is swapped off, 30/4 and 1/5 are holidays: after 26/4 the working days are 2, 3 and Saturday 4 May."""
    (verdict,) = verdicts([submit(FRIDAY), receive(received)], as_of=date(2024, 5, 10))
    assert (verdict.due_on, verdict.status) == (date(2024, 5, 4), status)
