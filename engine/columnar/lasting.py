"""When the states end that must have lasted. Equals `_ends` of `engine.evaluation.triggers`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.columnar.context import Context
from engine.columnar.days import EARLIEST, NEVER, NOTHING, Ints
from engine.columnar.facts import EventRows
from engine.columnar.histories import key_of
from engine.columnar.together import numbers_of
from engine.planning.plan import Duty, Lasting


def ends_of(lasting: Lasting, duty: Duty, rows: EventRows, context: Context) -> Ints:
    """Return the day on which the state that each event begins has ended, `NEVER` where it has not.

    Only where documents or parties tell states apart are they looked at one by one.
    """
    own = context.subjects.own
    at = own.called(lasting.until)
    ends = EventRows.of(own, at, context.setting)
    named = any(bool((column != NOTHING).any()) for column in numbers_of(ends))
    strict = duty.strict_matter and any(bool((column != NOTHING).any()) for column in numbers_of(rows))
    if not named and not strict and not duty.matched_by:
        return context.occurrences(lasting.until).first_from(rows.subject, rows.day)
    known: dict[int, set[int]] = {}
    begun, ended = (
        _Parties.of(rows, [pair.trigger for pair in duty.matched_by]),
        _Parties.of(ends, [pair.act for pair in duty.matched_by]),
    )
    for subject, numbers in zip(rows.subject.tolist(), begun.numbers, strict=True):
        known.setdefault(subject, set()).update(numbers)
    keys = own.key[at]
    first = np.searchsorted(keys, key_of(rows.subject, rows.day)).tolist()
    last = np.searchsorted(keys, key_of(rows.subject + 1, np.full(len(rows), EARLIEST))).tolist()
    days, found = ends.day.tolist(), np.full(len(rows), NEVER)
    for place, subject in enumerate(rows.subject.tolist()):
        for end in range(first[place], last[place]):
            if _ends(ended, end, begun, place, known[subject], strict=duty.strict_matter):
                found[place] = days[end]
                break
    return found


@dataclass(frozen=True)
class _Parties:
    """What tells events apart: the documents they name, and the values that are matched."""

    numbers: list[set[int]]
    values: Sequence[list[str | None]]

    @classmethod
    def of(cls, rows: EventRows, fields: list[str]) -> _Parties:
        columns = [column.tolist() for column in numbers_of(rows)]
        values = []
        for name in fields:
            codes, words = rows.coded(name)
            values.append([None if code == NOTHING else words[code] for code in codes.tolist()])
        return cls([set(own) - {NOTHING} for own in zip(*columns, strict=True)], values)


def _ends(ended: _Parties, end: int, begun: _Parties, place: int, known: set[int], *, strict: bool) -> bool:
    own, named = begun.numbers[place], ended.numbers[end]
    if (named & known and not named & own) or (strict and own and not named & own):
        return False
    pairs = ((one[end], other[place]) for one, other in zip(ended.values, begun.values, strict=True))
    return all(one is None or other is None or one == other for one, other in pairs)
