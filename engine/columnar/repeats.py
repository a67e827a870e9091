"""A second trigger while the first duty is still open. Equals `engine.evaluation.repeats`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.columnar.days import NOTHING, Ints
from engine.columnar.instances import Instances, matters_of, series_of
from engine.columnar.matching import first_of_each
from engine.model.duties import OnRepeat


@dataclass(frozen=True, slots=True)
class _Case:
    """One instance, as a second trigger finds it or as it is the second."""

    place: int
    on_repeat: OnRepeat
    starts: int
    due: int
    over: int
    series: int
    matters: frozenset[int]
    is_sure: bool


def after_repeats(parts: Sequence[Instances], dues: Sequence[Ints], overs: Sequence[Ints]) -> list[Ints]:
    """Return which instances of each version remain, without those that a later trigger replaces or an earlier covers.

    Args:
        dues: the last days in time, `NEVER` where there is none.
        overs: the days on which they were fulfilled or ended, `NEVER` while they are open.
    """
    if all(part.duty.on_repeat is OnRepeat.EACH for part in parts):
        return [np.arange(len(part)) for part in parts]
    subjects = np.concatenate([part.triggers.subject for part in parts])
    # Một sự kiện của cả tỉnh thì mỗi đơn vị thấy một lần, theo thứ tự của bảng đơn vị.
    starts = np.concatenate([part.starts for part in parts])
    order = np.lexsort((_joined(parts, "unit"), _joined(parts, "at"), starts, subjects))
    begins = np.flatnonzero(first_of_each(subjects[order]))
    sizes = np.diff(np.append(begins, len(order)))
    kept = np.zeros(len(order), bool)
    kept[order[begins[sizes == 1]]] = True
    several = np.flatnonzero(sizes > 1)
    if len(several):
        cases = _cases(parts, dues, overs)
        for begin, size in zip(begins[several].tolist(), sizes[several].tolist(), strict=True):
            remain = _after_repeats_of_one([cases[place] for place in order[begin : begin + size].tolist()])
            kept[remain] = True
    ends = np.cumsum([len(part) for part in parts])
    return [np.flatnonzero(some) for some in np.split(kept, ends[:-1])]


def _joined(parts: Sequence[Instances], name: str) -> Ints:
    found: Ints = np.concatenate([getattr(part.triggers, name) for part in parts])
    return found


def _cases(parts: Sequence[Instances], dues: Sequence[Ints], overs: Sequence[Ints]) -> list[_Case]:
    found: list[_Case] = []
    for part, due, over, series in zip(parts, dues, overs, series_of(parts), strict=True):
        named = matters_of(part.triggers)
        matters = [frozenset(row) - {NOTHING} for row in zip(*(column.tolist() for column in named), strict=True)]
        matters = matters or [frozenset()] * len(part)
        sure = (part.unknown == 0).tolist()
        columns = (part.starts.tolist(), due.tolist(), over.tolist(), series.tolist(), matters, sure)
        for start, due_on, over_on, number, named_by, is_sure in zip(*columns, strict=True):
            found.append(_Case(len(found), part.duty.on_repeat, start, due_on, over_on, number, named_by, is_sure))
    return found


def _after_repeats_of_one(cases: Sequence[_Case]) -> list[int]:
    """Return which instances of one subject, in order, remain."""
    kept: list[_Case] = []
    for later in cases:
        running: list[_Case] = []
        if later.on_repeat is not OnRepeat.EACH:
            running = [earlier for earlier in kept if _still_runs(earlier, later)]
        sure = [earlier for earlier in running if earlier.is_sure]
        if later.on_repeat is OnRepeat.IGNORE and sure:
            continue
        if later.on_repeat is OnRepeat.RESTART and later.is_sure:
            replaced = {earlier.place for earlier in running} - {earlier.place for earlier in sure[1:]}
            kept = [earlier for earlier in kept if earlier.place not in replaced]
        kept.append(later)
    return [case.place for case in kept]


def _still_runs(earlier: _Case, later: _Case) -> bool:
    """Tell whether the earlier duty was open and not yet overdue when the later trigger came, on the same matter."""
    if earlier.series != later.series:
        return False
    if earlier.matters and later.matters and not earlier.matters & later.matters:
        return False
    return earlier.over > later.starts and earlier.due >= later.starts
