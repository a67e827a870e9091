"""The order of events in the lifecycle, for all dossiers at once. Equals `engine.evaluation.lifecycle`."""

from __future__ import annotations

import numpy as np

from engine.columnar.act_findings import is_bound, write_acts
from engine.columnar.context import Context
from engine.columnar.days import Ints
from engine.columnar.dossier_days import DossierDays, StateTable, days_of, rounds
from engine.columnar.facts import EventRows, fields_of
from engine.columnar.machine import Machine, Steps
from engine.outcomes import LIFECYCLE, Kind
from engine.planning.grounds import Grounds
from engine.planning.plan import PlannedLifecycle


def judge_lifecycle(lifecycle: PlannedLifecycle, context: Context) -> None:
    """Write a violation for each event of a dossier that came out of order while the regulation was in force."""
    days = days_of(lifecycle, context.subjects.own, fields_of(context.subjects.own, context.setting))
    places = _violations(Machine.of(lifecycle), days)
    places = places[np.argsort(days.at[places], kind="stable")]
    rows = EventRows.of(context.subjects.own, days.at[places], context.setting)
    bound = is_bound(rows, context)
    _write(rows.only(bound), days.kind[places[bound]], [_grounds(lifecycle, kind) for kind in days.kinds], context)


def _grounds(lifecycle: PlannedLifecycle, steps: Steps) -> Grounds:
    return Grounds.of(lifecycle, (lifecycle.steps[number] for number in steps))


def _write(rows: EventRows, kind: Ints, grounds: list[Grounds], context: Context) -> None:
    """Write the events that came out of order; what they might have been says on what clause or whose word."""
    norm, reason = np.zeros(len(rows), np.int32), np.zeros(len(rows), np.int32)
    assumed = np.zeros(len(rows), bool)
    for number in np.unique(kind).tolist():
        is_it, ground = kind == number, grounds[number]
        norm[is_it] = context.writer.norm(LIFECYCLE, None, Kind.TRANSITION, ground.cites)
        reason[is_it] = context.writer.reason(ground.reason("out_of_order"))
        assumed[is_it] = not ground.is_stated
    write_acts(rows, context, norm=norm, reason=reason, assumed=assumed)


def _violations(machine: Machine, days: DossierDays) -> Ints:
    """Return the places in `days.at` of the events that fit no state their dossier could have been in."""
    table = StateTable(machine, days.meanings)
    state = np.zeros(int(days.is_first.sum()), np.int32)
    found: list[Ints] = []
    for day in rounds(days):
        before, meaning = state[: len(day)], days.meaning[day]
        after, is_broken = table.after(before, meaning)
        if is_broken.any():
            for place in np.flatnonzero(is_broken).tolist():
                broken = table.violations[(int(before[place]), int(meaning[place]))]
                found.append(days.begins[day[place]] + np.array(broken))
        state[: len(day)] = after
    return np.concatenate(found) if found else np.empty(0, np.int64)
