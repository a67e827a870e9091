"""Triggers that take several events: acts that have all happened, and duties that are all done.

Equals `_all_happened` and `_completed` of `engine.evaluation.triggers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.columnar.conditions import FALSE, TRUE, missing_reasons, truth_of
from engine.columnar.context import Context
from engine.columnar.days import NEVER, NOTHING, Bools, Ints
from engine.columnar.doubts import fields_missing, is_missing, reasons_at
from engine.columnar.facts import EventRows
from engine.columnar.findings import STATUS_CODE
from engine.columnar.outcomes import Outcome
from engine.columnar.triggered import Triggered
from engine.outcomes import Status
from engine.planning.plan import Act
from engine.vocabulary import Level

_NOWHERE = np.iinfo(np.int64).max


@dataclass(frozen=True)
class _Shown:
    """The events that may show one act, by position, and those that surely do."""

    act: Act
    maybe: Ints
    surely: Ints

    @classmethod
    def of(cls, act: Act, context: Context) -> _Shown:
        own = context.subjects.own
        at = own.judged(act.event)
        truth = truth_of(act.test, EventRows.of(own, at, context.setting))
        return cls(act, at[truth != FALSE], at[truth == TRUE])


def _first_after(positions: Ints, cursors: Ints, ends: Ints) -> Ints:
    """Return the first of `positions` after each cursor and before each end, `_NOWHERE` when there is none."""
    if not len(positions):
        return np.full(len(cursors), _NOWHERE)
    place = np.searchsorted(positions, cursors, side="right")
    found = positions[np.minimum(place, len(positions) - 1)]
    return np.where((place < len(positions)) & (found < ends), found, _NOWHERE)


def all_happened(acts: tuple[Act, ...], context: Context) -> Triggered:
    """Return each event after which all acts have happened since the last time that they all had."""
    own = context.subjects.own
    shown = [_Shown.of(act, context) for act in acts]
    subjects = np.unique(own.subject[shown[0].maybe])
    cursors = np.searchsorted(own.subject, subjects) - 1
    ends = np.searchsorted(own.subject, subjects, side="right")
    found: list[Ints] = []
    missing: dict[int, set[str]] = {}
    while len(cursors):
        first = np.array([_first_after(item.maybe, cursors, ends) for item in shown])
        fires = first.max(axis=0)
        there = fires != _NOWHERE
        first, fires, cursors, ends = first[:, there], fires[there], cursors[there], ends[there]
        for item, begun in zip(shown, first, strict=True):
            doubtful = _first_after(item.surely, cursors, fires + 1) == _NOWHERE
            for fire, reason in zip(
                fires[doubtful].tolist(), _reasons(item.act, begun[doubtful], context), strict=True
            ):
                missing.setdefault(fire, set()).update(fields_missing(reason))
        found.append(fires)
        cursors = fires
    at = np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)
    rows = EventRows.of(own, at, context.setting)
    places = {int(np.searchsorted(at, fire)): names for fire, names in missing.items()}
    return Triggered(rows, rows.day, reasons_at(len(at), places, context.writer))


def _reasons(act: Act, at: Ints, context: Context) -> list[str]:
    """Return why it cannot be told whether these events show the act."""
    rows = EventRows.of(context.subjects.own, at, context.setting)
    numbers, texts = missing_reasons([(act.test, np.ones(len(at), bool))], rows)
    return [texts[number] for number in numbers.tolist()]


def completed(outcome: Outcome | None, rule: str, context: Context) -> Triggered:
    """Return each matter in which every duty of a rule is done, on the day of the last."""
    if outcome is None:
        nothing = np.empty(0, np.int64)
        return Triggered(EventRows.of(context.subjects.own, nothing, context.setting), nothing)
    by_unit = any(duty.id == rule and duty.subject is Level.UNIT for duty in context.plan.duties)
    members, matter = _matters(outcome, by_unit=by_unit)
    parts = outcome.only(members)
    done = parts.fulfilled != NEVER
    void = parts.status == STATUS_CODE[Status.VOID]
    fell_away = void | ((parts.status == STATUS_CODE[Status.LATE]) & ~done)
    doubtful = in_doubt(parts, context)
    counts = done & ~fell_away
    waits = ~done & ~fell_away
    size = int(matter.max()) + 1 if len(matter) else 0
    ready = np.zeros(size, bool)
    ready[matter[counts]] = True
    ready[matter[waits & ~doubtful]] = False
    last = np.full(size, -_NOWHERE)
    np.maximum.at(last, matter[counts], parts.fulfilled[counts])
    shows = np.flatnonzero(counts & ready[matter] & (parts.fulfilled == last[matter]))
    shows = shows[np.lexsort((parts.rows.at[shows], matter[shows]))]
    chosen = shows[np.unique(matter[shows], return_index=True)[1]]
    doubts = waits & doubtful
    doubts[chosen] |= doubtful[chosen]
    return _triggered(parts, chosen, matter, doubts, context)


def in_doubt(outcome: Outcome, context: Context) -> Bools:
    """Tell which instances may not have arisen, for want of a field; equals `_missing`."""
    found: Bools = (outcome.status == STATUS_CODE[Status.UNDETERMINED]) & is_missing(outcome.reason, context.writer)
    return found


def _triggered(parts: Outcome, chosen: Ints, matter: Ints, doubts: Bools, context: Context) -> Triggered:
    """Return the instances that stand for their matters, with the fields missing in each."""
    starts = parts.fulfilled[chosen]
    order = np.lexsort((starts, parts.rows.unit[chosen], parts.rows.at[chosen]))
    chosen, starts = chosen[order], starts[order]
    place_of = {number: place for place, number in enumerate(matter[chosen].tolist())}
    missing: dict[int, set[str]] = {}
    texts = context.writer.registry.reasons
    for place in np.flatnonzero(doubts).tolist():
        if int(matter[place]) in place_of:
            names = missing.setdefault(place_of[int(matter[place])], set())
            names.update(fields_missing(texts[parts.reason[place]]))
    rows = parts.rows.only(chosen)
    kept = _least_doubtful([*zip(rows.at.tolist(), rows.unit.tolist(), starts.tolist(), strict=True)], missing)
    told = {place: missing[number] for place, number in enumerate(kept) if number in missing}
    return Triggered(rows.only(np.array(kept, np.int64)), starts[kept], reasons_at(len(kept), told, context.writer))


def _least_doubtful(ends: list[tuple[int, int, int]], missing: dict[int, set[str]]) -> list[int]:
    """Return the places to keep: of matters that one duty ends on one day the one in which least is missing."""
    found: dict[tuple[int, int, int], int] = {}
    for place, key in enumerate(ends):
        doubts = [(len(names := sorted(missing.get(at, ()))), names) for at in (place, found.get(key, place))]
        if key not in found or doubts[0] < doubts[1]:
            found[key] = place
    return sorted(found.values())


def _matters(outcome: Outcome, *, by_unit: bool) -> tuple[Ints, Ints]:
    """Return the instances matter by matter, and the number of each one's matter; equals `_matters`."""
    group = outcome.rows.subject.astype(np.int64) << 32
    if by_unit:
        group = group + outcome.unit + 1
    labels, group, sizes = np.unique(group, return_inverse=True, return_counts=True)
    numbers = numbers_of(outcome.rows)
    plain = np.ones(len(labels), bool)
    for column in numbers:
        plain[group[(column != NOTHING) & (sizes[group] > 1)]] = False
    members, matter = [np.flatnonzero(plain[group])], [group[plain[group]]]
    number = len(labels)
    rest = np.flatnonzero(~plain[group])
    order = rest[np.argsort(group[rest], kind="stable")]
    for same in np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else ():
        named = zip(*(column[same].tolist() for column in numbers), strict=True)
        for found in _sharing_numbers(same.tolist(), [set(own) - {NOTHING} for own in named]):
            members.append(np.array(found))
            matter.append(np.full(len(found), number))
            number += 1
    return np.concatenate(members), np.concatenate(matter)


def numbers_of(rows: EventRows) -> list[Ints]:
    """Return the columns of documents by which events belong to a matter; equals `matters_of`."""
    names = ("ref",) if rows.histories.log.about is None else ("ref", "about")
    return [rows.column(name) for name in names]


def _sharing_numbers(instances: list[int], numbers: list[set[int]]) -> Iterator[list[int]]:
    """Yield the instances that share a document number, each group with those that name none."""
    unnamed = [instance for instance, own in zip(instances, numbers, strict=True) if not own]
    waiting = [(instance, own) for instance, own in zip(instances, numbers, strict=True) if own]
    while waiting:
        found, shared = [waiting[0][0]], set(waiting[0][1])
        waiting = waiting[1:]
        while joining := [item for item in waiting if item[1] & shared]:
            found += [instance for instance, _ in joining]
            shared |= set[int]().union(*(own for _, own in joining))
            waiting = [item for item in waiting if item not in joining]
        yield found + unnamed
