"""Faults about versions of rules, lifetimes of units and the columns that most logs lack, for `test_faults`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.columnar import (
    act_findings,
    acts,
    context,
    dossier_days,
    duties,
    evaluate,
    facts,
    fulfilment,
    lifetimes,
    norms,
    periodic,
    triggers,
)
from engine.columnar.days import NEVER
from engine.columnar.triggered import Triggered
from engine.planning.same_day import NO_RANK

Patch = pytest.MonkeyPatch


def let_rules_govern_for_ever(patch: Patch) -> None:
    for module in (norms, acts):
        patch.setattr(module, "governs", lambda _, rows: np.ones(len(rows), bool))
    patch.setattr(dossier_days, "within", lambda days, *_: np.ones(len(days), bool))
    patch.setattr(act_findings, "governs", lambda _, rows: np.ones(len(rows), bool))


def recognise_cases_by_every_version(patch: Patch) -> None:
    patch.setattr(facts, "within", lambda days, *_: np.ones(len(days), bool))


def keep_open_duties_under_the_old_version(patch: Patch) -> None:
    right = duties._versions_of

    def wrong(number: int, siblings: Any, where: Any) -> Any:
        parts = [replace(part, duty=replace(part.duty, carries=())) for part in siblings.parts]
        return right(number, replace(siblings, parts=parts), where)

    patch.setattr(duties, "_versions_of", wrong)


def judge_a_period_by_every_version(patch: Patch) -> None:
    right = periodic.judge_periodic
    patch.setattr(evaluate, "judge_periodic", lambda duty, where: right(replace(duty, succeeds=False), where))


def pass_nothing_on(patch: Patch) -> None:
    patch.setattr(lifetimes.Lifetimes, "bearers", lambda _, units, __: units)


def count_acts_of_heirs_from_before(patch: Patch) -> None:
    right = lifetimes.Lifetimes.passings
    patch.setattr(
        lifetimes.Lifetimes,
        "passings",
        lambda self, units: ((places, heirs, -NEVER) for places, heirs, _ in right(self, units)),
    )


def let_units_bear_periods_after_their_end(patch: Patch) -> None:
    right = lifetimes.Lifetimes.of

    def wrong(units: Any, table: Any) -> Any:
        found = right(units, table)
        return None if found is None else replace(found, last=np.full_like(found.last, NEVER))

    patch.setattr(lifetimes.Lifetimes, "of", staticmethod(wrong))


def leave_gates_with_the_first_unit(patch: Patch) -> None:
    patch.setattr(norms, "_as_borne", lambda *given: given[:4])


def _without_column(patch: Patch, name: str) -> None:
    right = evaluate.Evaluation._laid
    patch.setattr(evaluate.Evaluation, "_laid", lambda self, log: right(self, replace(log, **{name: None})))


def take_the_events_of_a_day_in_any_order(patch: Patch) -> None:
    _without_column(patch, "time")


def read_nothing_of_what_a_document_is_about(patch: Patch) -> None:
    _without_column(patch, "about")


def let_nobody_answer_for_a_predecessor(patch: Patch) -> None:
    patch.setattr(fulfilment, "also_for_predecessors", lambda acts, _, values: (np.arange(len(acts)), values))


def let_heirs_answer_from_before(patch: Patch) -> None:
    right = lifetimes.Lifetimes.predecessors
    patch.setattr(
        lifetimes.Lifetimes, "predecessors", lambda self, units, days: right(self, units, np.full(len(days), NEVER))
    )


def be_silent_of_what_follows_from_doubt(patch: Patch) -> None:
    patch.setattr(triggers, "in_doubt", lambda outcome, _: np.zeros(len(outcome), bool))


def count_what_was_done_before_the_trigger(patch: Patch) -> None:
    patch.setattr(fulfilment, "_too_early", lambda *_: (np.empty(0, np.int64), np.empty(0, np.int64)))


def let_times_order_no_day(patch: Patch) -> None:
    patch.setattr(dossier_days, "_ranks", lambda time, _: np.full(len(time), NO_RANK))


def forget_the_rows_left_out(patch: Patch) -> None:
    patch.setattr(evaluate.Laid, "marked", lambda _, found: found)


def let_nothing_befall_a_whole_unit(patch: Patch) -> None:
    patch.setattr(context.Context, "bearing_on", lambda *args: args[2])


def be_sure_of_what_follows_from_doubt(patch: Patch) -> None:
    patch.setattr(triggers, "Triggered", lambda rows, starts, _=None: Triggered(rows, starts))


FAULTS_OF_TIME: tuple[Callable[[Patch], None], ...] = (
    let_rules_govern_for_ever,
    recognise_cases_by_every_version,
    keep_open_duties_under_the_old_version,
    judge_a_period_by_every_version,
    pass_nothing_on,
    count_acts_of_heirs_from_before,
    let_units_bear_periods_after_their_end,
    leave_gates_with_the_first_unit,
    take_the_events_of_a_day_in_any_order,
    read_nothing_of_what_a_document_is_about,
    let_nobody_answer_for_a_predecessor,
    let_heirs_answer_from_before,
    be_silent_of_what_follows_from_doubt,
    be_sure_of_what_follows_from_doubt,
    count_what_was_done_before_the_trigger,
    let_times_order_no_day,
    forget_the_rows_left_out,
    let_nothing_befall_a_whole_unit,
)
