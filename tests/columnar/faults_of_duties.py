"""Faults in how a duty arises, is done and ends, to be put into the columnar evaluator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.columnar import bearing, clock, duties, fulfilment, instances, repeats
from engine.columnar.days import EARLIEST, NEVER, NOTHING
from engine.model.duties import OnRepeat
from engine.planning.conditions import ALWAYS

Patch = pytest.MonkeyPatch


def ignore_document_numbers(patch: Patch) -> None:
    patch.setattr(instances.Siblings, "have_matters", False)


def let_an_act_belong_by_its_own_number_only(patch: Patch) -> None:
    patch.setattr(fulfilment, "matters_of", lambda rows: (rows.column("ref"),))


def refuse_earlier_fulfilments(patch: Patch) -> None:
    patch.setattr(fulfilment, "_meant_for", lambda _, days, *__, **___: np.full(len(days), NEVER))


def let_an_act_belong_to_a_later_trigger_too(patch: Patch) -> None:
    right = fulfilment._meant_for

    def wrong(done: Any, days: Any, siblings: Any, *, is_ahead: bool) -> Any:
        return right(done, days, siblings, is_ahead=True) if is_ahead else np.zeros(len(days), np.int64)

    patch.setattr(fulfilment, "_meant_for", wrong)


def let_an_act_ahead_count_for_every_later_trigger(patch: Patch) -> None:
    patch.setattr(instances.Siblings, "opens", lambda self, number: _opens_at(self.parts[number], EARLIEST))


def _opens_at(part: Any, day: int) -> Any:
    return np.full(len(part), day) if part.duty.is_ahead else part.starts


def count_acts_ahead_from_the_trigger_date_only(patch: Patch) -> None:
    patch.setattr(instances.Siblings, "opens", lambda self, number: self.parts[number].starts)


def count_acts_ahead_from_the_previous_trigger_date(patch: Patch) -> None:
    right = instances.Siblings.opens
    patch.setattr(
        instances.Siblings,
        "opens",
        lambda self, number: (
            right(self, number) - (self.parts[number].duty.is_ahead and right(self, number) > EARLIEST)
        ),
    )


def count_fulfilments_after_the_trigger_day_only(patch: Patch) -> None:
    right = duties.first_acts

    def wrong(acts: Any, asked: Any, siblings: Any) -> Any:
        return right(acts, replace(asked, starts=asked.starts + 1, opens=asked.opens + 1), siblings)

    patch.setattr(duties, "first_acts", wrong)


def let_acts_still_to_come_count(patch: Patch) -> None:
    patch.setattr(duties, "_come_by_now", lambda days, _: days)


def ignore_by_whom_it_is_done(patch: Patch) -> None:
    right = duties.first_acts
    patch.setattr(
        duties, "first_acts", lambda acts, asked, siblings: right(acts, replace(asked, matched_by=()), siblings)
    )


def let_what_is_not_known_exclude(patch: Patch) -> None:
    patch.setattr(fulfilment, "_patterns", lambda columns: [(True,) * len(columns)])
    patch.setattr(fulfilment, "_has_pattern", lambda columns, _: np.ones(len(columns[0]), bool))


def let_acts_without_a_matter_count_all_the_same(patch: Patch) -> None:
    right = duties.first_acts
    patch.setattr(
        duties, "first_acts", lambda acts, asked, siblings: right(acts, replace(asked, strict=False), siblings)
    )


def ask_for_the_first_act_only(patch: Patch) -> None:
    right = duties.Context.any_act
    patch.setattr(duties.Context, "any_act", lambda self, acts, where: right(self, acts[:1], where))


def tell_triggers_of_one_day_apart(patch: Patch) -> None:
    patch.setattr(instances, "_distinct", lambda found: found)


def take_triggers_of_one_day_for_one(patch: Patch) -> None:
    right = instances._distinct

    def wrong(found: Any) -> Any:
        return replace(right(replace(found, duty=replace(found.duty, test=ALWAYS))), duty=found.duty)

    patch.setattr(instances, "_distinct", wrong)


def void_what_was_done_before(patch: Patch) -> None:
    right = duties._endings
    patch.setattr(
        duties, "_endings", lambda found, asked, kin, done, *rest: right(found, asked, kin, done * 0 + NEVER, *rest)
    )


def wipe_out_lateness(patch: Patch) -> None:
    right = duties._endings
    patch.setattr(
        duties,
        "_endings",
        lambda found, asked, kin, done, due, where: right(found, asked, kin, done, due * 0 + NEVER, where),
    )


def let_an_annulled_duty_stay_late(patch: Patch) -> None:
    right = duties._endings

    def wrong(duty: Any, *rest: Any) -> Any:
        voids = tuple(replace(voiding, from_start=False) for voiding in duty.voids)
        return right(replace(duty, voids=voids), *rest)

    patch.setattr(duties, "_endings", wrong)


def let_a_clock_stand_beyond_the_act(patch: Patch) -> None:
    right = clock.Stops.bearing_on

    def wrong(self: Any, instance: int, start: int, done: int) -> Any:
        begun = {pause.from_on for pause in right(self, instance, start, done)}
        return (pause for pause in right(self, instance, start, NEVER) if pause.from_on in begun)

    patch.setattr(clock.Stops, "bearing_on", wrong)


def let_the_last_day_be_over_when_the_clock_stops(patch: Patch) -> None:
    right = clock.Stops.any_in
    patch.setattr(clock.Stops, "any_in", lambda self, starts, before: right(self, starts, before - 1))


def restart_as_if_ignored(patch: Patch) -> None:
    right = repeats._after_repeats_of_one
    ignored = {OnRepeat.RESTART: OnRepeat.IGNORE}
    patch.setattr(
        repeats,
        "_after_repeats_of_one",
        lambda cases: right([replace(case, on_repeat=ignored.get(case.on_repeat, case.on_repeat)) for case in cases]),
    )


def restart_what_is_overdue(patch: Patch) -> None:
    right = repeats._still_runs
    patch.setattr(repeats, "_still_runs", lambda earlier, later: right(replace(earlier, due=NEVER), later))


def restart_what_has_ended(patch: Patch) -> None:
    patch.setattr(duties.Settled, "over", property(lambda self: self.fulfilled))


def restart_the_duty_of_another(patch: Patch) -> None:
    right = repeats._still_runs
    patch.setattr(repeats, "_still_runs", lambda earlier, later: right(replace(earlier, series=later.series), later))


def stop_and_lengthen_for_every_matter(patch: Patch) -> None:
    patch.setattr(bearing, "_is_of_matter", lambda *_: np.ones(1, bool))


def stop_and_lengthen_for_every_party(patch: Patch) -> None:
    right = bearing._apart
    patch.setattr(
        bearing,
        "_apart",
        lambda event, subjects, asked, *rest: right(event, subjects, replace(asked, matched_by=()), *rest),
    )


def stop_and_lengthen_where_the_document_is_named_only(patch: Patch) -> None:
    right = bearing._is_of_matter

    def wrong(named: Any, own: Any) -> Any:
        return right(named, own) & np.logical_or.reduce([column != NOTHING for column in named]) if own else True

    patch.setattr(bearing, "_is_of_matter", wrong)


def let_what_may_not_have_arisen_replace_and_cover(patch: Patch) -> None:
    right = repeats._after_repeats_of_one
    patch.setattr(
        repeats, "_after_repeats_of_one", lambda cases: right([replace(case, is_sure=True) for case in cases])
    )


FAULTS_OF_DUTIES: tuple[Callable[[Patch], None], ...] = (
    ignore_document_numbers,
    let_an_act_belong_by_its_own_number_only,
    refuse_earlier_fulfilments,
    let_an_act_belong_to_a_later_trigger_too,
    let_an_act_ahead_count_for_every_later_trigger,
    count_acts_ahead_from_the_trigger_date_only,
    count_acts_ahead_from_the_previous_trigger_date,
    count_fulfilments_after_the_trigger_day_only,
    let_acts_still_to_come_count,
    ignore_by_whom_it_is_done,
    let_what_is_not_known_exclude,
    let_acts_without_a_matter_count_all_the_same,
    ask_for_the_first_act_only,
    tell_triggers_of_one_day_apart,
    take_triggers_of_one_day_for_one,
    void_what_was_done_before,
    wipe_out_lateness,
    let_an_annulled_duty_stay_late,
    let_a_clock_stand_beyond_the_act,
    let_the_last_day_be_over_when_the_clock_stops,
    restart_as_if_ignored,
    restart_what_is_overdue,
    restart_what_has_ended,
    restart_the_duty_of_another,
    stop_and_lengthen_for_every_matter,
    stop_and_lengthen_for_every_party,
    stop_and_lengthen_where_the_document_is_named_only,
    let_what_may_not_have_arisen_replace_and_cover,
)
