"""The comparison is worth something: each of these faults, put into the columnar evaluator, is found by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.calendars import Calendar
from engine.columnar import (
    acts,
    clock,
    conditions,
    context,
    dues,
    duties,
    facts,
    findings,
    histories,
    instances,
    lasting,
    lifecycle,
    log,
    machine,
    matching,
    norms,
    periodic,
    periods,
    setting,
    states,
    together,
    triggers,
)
from engine.columnar.almanac import Almanac
from engine.columnar.days import NEVER, NOTHING
from engine.columnar.findings import STATUS_CODE
from engine.outcomes import Status
from engine.scenarios import Scenario
from tests.casebook import cases, records_by_columns, records_of
from tests.columnar.aimed_logs import Question, by_columns, by_reference
from tests.columnar.faults_of_duties import FAULTS_OF_DUTIES
from tests.columnar.faults_of_periods import FAULTS_OF_PERIODS
from tests.columnar.faults_of_time import FAULTS_OF_TIME
from tests.columnar.fuzz import question_of

Patch = pytest.MonkeyPatch
QUESTIONS = range(400)
WORKED = ("sua-doi", "chuyen-tiep", "dung-gia-han", "mot-hay-hai-viec", "uy-quyen", "phat-sinh", "muoi-lam-truong-hop")
"""Files of worked examples of what random questions seldom reach."""


@cache
def known_answer(seed: int) -> tuple[Question, list[dict[str, Any]]]:
    question = question_of(seed, with_marks=True)
    return question, by_reference(question)


@cache
def worked() -> list[tuple[Scenario, list[dict[str, Any]]]]:
    return [(case, records_of(case)) for case in cases() if Path(case.place.file).stem in WORKED]


def is_found() -> bool:
    """Tell whether some question of the comparison, or a worked example, is now answered differently."""
    if any(records_by_columns(case) != answer for case, answer in worked()):
        return True
    return any(by_columns(question) != answer for question, answer in map(known_answer, QUESTIONS))


def drop_make_up_saturdays(patch: Patch) -> None:
    whole = Almanac.of

    def without(calendar: Calendar) -> Almanac:
        almanac = whole(calendar)
        days = np.arange(almanac.first, almanac.first + almanac.length)
        worked = almanac.is_working(days) & ((days + 3) % 7 < 5)
        return replace(
            almanac, worked=np.concatenate(([0], np.cumsum(worked))), working_days=days[worked].astype(np.int32)
        )

    patch.setattr(Almanac, "of", staticmethod(without))


def count_the_first_day(patch: Patch) -> None:
    right = dues._working_days
    patch.setattr(dues, "_working_days", lambda *args, **_: right(*args, first_counted=True))


def end_every_month_on_its_28th(patch: Patch) -> None:
    right = dues.clamped_days
    patch.setattr(dues, "clamped_days", lambda months, day: right(months, np.minimum(day, 28)))


def let_spans_end_on_days_off(patch: Patch) -> None:
    right = dues._ending_on
    patch.setattr(dues, "_ending_on", lambda *args, **_: right(*args, rolls=False))


def keep_a_late_trigger_in_its_own_month(patch: Patch) -> None:
    def wrong(count: int, length: int, starts: Any, almanac: Almanac) -> dues.Dues:
        months = dues.period_months(dues.months_of(starts), length)
        return dues._last_working_days(count, *dues._period(months, length), almanac)

    patch.setattr(dues, "_next_last_working_days", wrong)


def cite_steps_that_the_event_is_not(patch: Patch) -> None:
    right = lifecycle._grounds

    def wrong(plan: Any, steps: Any) -> Any:
        events = {plan.steps[number].event for number in steps}
        return right(plan, tuple(number for number, step in enumerate(plan.steps) if step.event in events))

    patch.setattr(lifecycle, "_grounds", wrong)


def call_every_order_stated(patch: Patch) -> None:
    right = lifecycle.write_acts
    patch.setattr(lifecycle, "write_acts", lambda *args, **kept: right(*args, **{**kept, "assumed": False}))


def count_equal_rows_twice(patch: Patch) -> None:
    patch.setattr(log, "dict", type("Twice", (), {"fromkeys": staticmethod(list)}), raising=False)


def lose_the_early_flag(patch: Patch) -> None:
    patch.setattr(duties, "earliness", lambda opens, _: np.full(len(opens), NOTHING))


def know_everything(patch: Patch) -> None:
    right = histories._exists
    patch.setattr(histories, "_exists", lambda columns, as_of, _: right(columns, as_of, None))


def refuse_events_dated_ahead(patch: Patch) -> None:
    right = histories._exists
    patch.setattr(
        histories,
        "_exists",
        lambda columns, as_of, known_at: right(columns, as_of, known_at) & (columns.day <= histories.number_of(as_of)),
    )


def carry_no_category(patch: Patch) -> None:
    patch.setattr(facts.EventRows, "category", property(lambda self: self.column("category")))


def carry_categories_from_before_only(patch: Patch) -> None:
    right = histories.Histories.stated_by

    def wrong(self: histories.Histories, name: str, at: Any) -> Any:
        keys, _ = self._stated(name)
        first = np.searchsorted(keys, self.key[at], side="right") == 0
        return np.where(first, NOTHING, right(self, name, at))

    patch.setattr(histories.Histories, "stated_by", wrong)


def recognise_no_case(patch: Patch) -> None:
    patch.setattr(facts.EventRows, "case", property(lambda self: self.column("case")))


def warn_one_day_less(patch: Patch) -> None:
    right = context.Context.standing
    patch.setattr(context.Context, "standing", lambda self, due, done, warn: right(self, due, done, warn - 1))


def call_the_due_date_late(patch: Patch) -> None:
    right = context.Context.standing
    patch.setattr(context.Context, "standing", lambda self, due, done, warn: right(self, due - 1, done, warn))


def bind_units_outside_the_scope(patch: Patch) -> None:
    patch.setattr(setting.Setting, "is_outside", lambda _, units: np.zeros(len(units), bool))


def apply_old_versions_for_ever(patch: Patch) -> None:
    right = setting.within
    patch.setattr(instances, "within", lambda days, valid_from, _: right(days, valid_from, None))


def never_stop_the_clock(patch: Patch) -> None:
    right = duties.resolve_dues
    patch.setattr(
        duties,
        "resolve_dues",
        lambda found, *rest: right(replace(found, duty=replace(found.duty, pauses=())), *rest),
    )


def extend_without_bound(patch: Patch) -> None:
    right = clock._extended

    def wrong(duty: Any, *rest: Any) -> dues.Dues:
        longer = duty if duty.extension is None else replace(duty, extension=replace(duty.extension, at_most=9))
        return right(longer, *rest)

    patch.setattr(clock, "_extended", wrong)


def show_province_events_to_nobody(patch: Patch) -> None:
    patch.setattr(triggers, "_as_each_bearer_sees", lambda *args: args[1])


def ignore_the_named_period(patch: Patch) -> None:
    right = periodic._named_periods

    def wrong(rows: Any, length: int) -> Any:
        months, named = right(rows, length)
        return months, np.zeros_like(named)

    patch.setattr(periodic, "_named_periods", wrong)


def take_days_in_one_order_only(patch: Patch) -> None:
    patch.setattr(machine, "_order_of", lambda day: tuple((1 << place) - 1 for place in range(len(day))))


def call_a_busy_day_undecidable(patch: Patch) -> None:
    patch.setattr(machine, "MOST_SETS", 3)


def begin_in_the_first_state(patch: Patch) -> None:
    right = machine.Machine.of
    patch.setattr(machine.Machine, "of", staticmethod(lambda found: replace(right(found), everywhere=1)))
    patch.setattr(lifecycle, "Machine", machine.Machine)


def let_unknown_conditions_hold(patch: Patch) -> None:
    right = conditions.truth_of
    patch.setattr(
        instances,
        "truth_of",
        lambda test, rows: np.where(right(test, rows) == conditions.UNKNOWN, 2, right(test, rows)),
    )


def let_counts_fall_below_nothing(patch: Patch) -> None:
    right = norms._numbers
    patch.setattr(norms, "_numbers", lambda begun, ended: right(begun, ended.only(np.empty(0, np.int64))))


def let_anybody_delegate(patch: Patch) -> None:
    patch.setattr(acts, "DELEGATE", "nobody")


def let_a_state_end_on_its_last_day(patch: Patch) -> None:
    right = matching.Occurrences.first_from

    def wrong(state: Any, duty: Any, rows: Any, where: Any) -> Any:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(
                matching.Occurrences,
                "first_from",
                lambda self, subjects, days, skipped=0: right(self, subjects, days, skipped) + 1,
            )
            return lasted(state, duty, rows, where)

    lasted = triggers._lasted
    patch.setattr(triggers, "_lasted", wrong)


def start_on_the_day_itself_when_it_is_exceeded(patch: Patch) -> None:
    right = triggers._lasted
    patch.setattr(triggers, "_lasted", lambda state, *rest: right(replace(state, exceeded=False), *rest))


def let_the_overdue_alone_run_out(patch: Patch) -> None:
    patch.setattr(triggers, "_RAN_OUT", triggers._RAN_OUT[:1])


def take_a_doubtful_act_for_a_sure_one(patch: Patch) -> None:
    right = together._Shown.of

    def wrong(act: Any, where: Any) -> Any:
        shown = right(act, where)
        return replace(shown, surely=shown.maybe)

    patch.setattr(together._Shown, "of", staticmethod(wrong))


def complete_a_matter_that_is_half_done(patch: Patch) -> None:
    right = together._matters

    def wrong(outcome: Any, *, by_unit: bool) -> Any:
        members, matter = right(outcome, by_unit=by_unit)
        done = outcome.fulfilled[members] != NEVER
        return members[done], matter[done]

    patch.setattr(together, "_matters", wrong)


def take_an_unknown_case_for_another(patch: Patch) -> None:
    right = periods.truth_of

    def wrong(test: Any, rows: Any) -> Any:
        truth = right(test, rows)
        return np.where(truth == conditions.UNKNOWN, conditions.FALSE, truth)

    patch.setattr(periods, "truth_of", wrong)


def let_later_cases_go_first(patch: Patch) -> None:
    right = periods._by_case

    def wrong(cases: Any, *rest: Any) -> Any:
        return right(cases[::-1], *rest)

    patch.setattr(periods, "_by_case", wrong)


def take_what_cannot_be_read_for_missing(patch: Patch) -> None:
    patch.setattr(periods, "UNREADABLE", periods.MISSING)


def count_from_the_day_itself_after_hours(patch: Patch) -> None:
    patch.setattr(duties, "counted_from", lambda *given: (given[2], None))


def judge_rights_like_duties(patch: Patch) -> None:
    patch.setattr(duties, "_OF_RIGHTS", np.arange(len(duties._OF_RIGHTS), dtype=np.int8))


def let_others_end_a_state(patch: Patch) -> None:
    patch.setattr(lasting, "agree", lambda _, theirs, *__: np.ones(len(theirs), bool))


def let_other_matters_end_a_state(patch: Patch) -> None:
    patch.setattr(lasting, "_is_of_matter", lambda *_, **__: True)


def enter_a_state_again_and_again(patch: Patch) -> None:
    right = states.StatesBefore.entries_into

    def wrong(self: Any, state: str) -> Any:
        return right(replace(self, after=self.after[::-1]), state)

    patch.setattr(states.StatesBefore, "entries_into", wrong)


def mix_matters(patch: Patch) -> None:
    patch.setattr(together, "_sharing_numbers", lambda instances, _: iter([instances]))


def take_what_is_no_number_for_too_small(patch: Patch) -> None:
    right = conditions._by_word
    patch.setattr(
        conditions, "_by_word", lambda fields, field, holds: right(fields, field, lambda text: holds(text) is True)
    )


def forget_what_was_said_of_the_dossier(patch: Patch) -> None:
    patch.setattr(facts.EventRows, "_attribute_or_derived", facts.EventRows.attribute)


def leave_the_units_table_unread(patch: Patch) -> None:
    right = setting.Setting.unit_attribute

    def wrong(self: setting.Setting, name: str, words: Any) -> Any:
        codes, found = right(self, name, words)
        return np.full_like(codes, NOTHING), found

    patch.setattr(setting.Setting, "unit_attribute", wrong)


def count_what_happened_later(patch: Patch) -> None:
    right = facts._last

    def wrong(event: str, at: Any, where: Any, around: Any, standpoints: Any) -> Any:
        subjects, units, days = standpoints
        return right(event, at, where, around, (subjects, units, days + 30))

    patch.setattr(facts, "_last", wrong)


def count_the_day_of_the_last_beginning(patch: Patch) -> None:
    right = facts.happened
    patch.setattr(facts, "happened", lambda fact, *rest: right(replace(fact, same_day=True), *rest))


def take_the_state_after_the_event(patch: Patch) -> None:
    def wrong(self: machine.Machine, before: int, day: machine.Day) -> Any:
        after, _ = self.after(before, day)
        return (after,) * len(day), after

    patch.setattr(machine.Machine, "before_each", wrong)


def leave_dossiers_where_they_were_first_held(patch: Patch) -> None:
    patch.setattr(
        histories.Histories,
        "holder",
        lambda self, subjects, days, _: self._stated_on("home", histories.key_of(subjects, days)),
    )


def blame_whoever_had_it_on_the_day_of_the_trigger(patch: Patch) -> None:
    patch.setattr(duties, "_with_holders", lambda settled, _: settled)


def close_the_gate_by_what_is_not_certain(patch: Patch) -> None:
    right = norms._closed

    def wrong(found: Any, *rest: Any) -> Any:
        unsure = found["status"] == STATUS_CODE[Status.UNDETERMINED]
        return right({**found, "status": np.where(unsure, STATUS_CODE[Status.OVERDUE], found["status"])}, *rest)

    patch.setattr(norms, "_closed", wrong)


def leave_open_what_it_would_be(patch: Patch) -> None:
    right = findings.FindingWriter.add
    patch.setattr(
        findings.FindingWriter,
        "add",
        lambda self, size, **columns: right(self, size, **{key: columns[key] for key in columns if key != "would_be"}),
    )


def look_for_no_delegation_in_the_log(patch: Patch) -> None:
    patch.setattr(acts, "DELEGATION", "nothing")


def take_consent_for_one_person_only(patch: Patch) -> None:
    patch.setattr(context.Context, "evidence_for", lambda self, *rest: [self.bearing_on(*rest)])


FAULTS: tuple[Callable[[Patch], None], ...] = (
    *FAULTS_OF_DUTIES,
    *FAULTS_OF_TIME,
    *FAULTS_OF_PERIODS,
    drop_make_up_saturdays,
    count_the_first_day,
    end_every_month_on_its_28th,
    let_spans_end_on_days_off,
    keep_a_late_trigger_in_its_own_month,
    cite_steps_that_the_event_is_not,
    call_every_order_stated,
    count_equal_rows_twice,
    lose_the_early_flag,
    know_everything,
    refuse_events_dated_ahead,
    carry_no_category,
    carry_categories_from_before_only,
    recognise_no_case,
    warn_one_day_less,
    call_the_due_date_late,
    bind_units_outside_the_scope,
    apply_old_versions_for_ever,
    never_stop_the_clock,
    extend_without_bound,
    show_province_events_to_nobody,
    ignore_the_named_period,
    take_days_in_one_order_only,
    call_a_busy_day_undecidable,
    begin_in_the_first_state,
    let_unknown_conditions_hold,
    let_counts_fall_below_nothing,
    let_anybody_delegate,
    let_a_state_end_on_its_last_day,
    start_on_the_day_itself_when_it_is_exceeded,
    let_the_overdue_alone_run_out,
    take_a_doubtful_act_for_a_sure_one,
    complete_a_matter_that_is_half_done,
    mix_matters,
    enter_a_state_again_and_again,
    let_others_end_a_state,
    let_other_matters_end_a_state,
    count_from_the_day_itself_after_hours,
    judge_rights_like_duties,
    take_what_is_no_number_for_too_small,
    forget_what_was_said_of_the_dossier,
    leave_the_units_table_unread,
    count_what_happened_later,
    count_the_day_of_the_last_beginning,
    take_the_state_after_the_event,
    leave_dossiers_where_they_were_first_held,
    take_an_unknown_case_for_another,
    let_later_cases_go_first,
    take_what_cannot_be_read_for_missing,
    blame_whoever_had_it_on_the_day_of_the_trigger,
    close_the_gate_by_what_is_not_certain,
    leave_open_what_it_would_be,
    look_for_no_delegation_in_the_log,
    take_consent_for_one_person_only,
)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.__name__ for fault in FAULTS])
def test_an_injected_fault_is_found(fault: Callable[[Patch], None], monkeypatch: Patch) -> None:
    fault(monkeypatch)
    assert is_found(), f"không phát hiện được lỗi cài: {fault.__name__}"


def test_without_a_fault_nothing_is_found() -> None:
    assert not is_found()
