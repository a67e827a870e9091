"""When the states end that must have lasted. Equals `_ends` of `engine.evaluation.triggers`."""

from __future__ import annotations

import numpy as np

from engine.columnar.context import Context
from engine.columnar.days import EARLIEST, NEVER, NOTHING, Ints
from engine.columnar.facts import EventRows
from engine.columnar.histories import key_of
from engine.columnar.parties import agree, codes_matched
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
    begun, ended = _documents(rows), _documents(ends)
    values = codes_matched(ends, rows, duty.matched_by)
    for subject, numbers in zip(rows.subject.tolist(), begun, strict=True):
        known.setdefault(subject, set()).update(numbers)
    keys = own.key[at]
    first = np.searchsorted(keys, key_of(rows.subject, rows.day)).tolist()
    last = np.searchsorted(keys, key_of(rows.subject + 1, np.full(len(rows), EARLIEST))).tolist()
    found = np.full(len(rows), NEVER)
    for place, subject in enumerate(rows.subject.tolist()):
        there = np.arange(first[place], last[place])
        for pair, theirs, ours in zip(duty.matched_by, *values, strict=True):
            there = there[agree(pair, theirs[there], ours[place], ends.day[there], ends.setting)]
        matter = begun[place], known[subject]
        mine = (end for end in there.tolist() if _is_of_matter(ended[end], *matter, strict=duty.strict_matter))
        if (end := next(mine, None)) is not None:
            found[place] = ends.day[end]
    return found


def _documents(rows: EventRows) -> list[set[int]]:
    columns = [column.tolist() for column in numbers_of(rows)]
    return [set(own) - {NOTHING} for own in zip(*columns, strict=True)]


def _is_of_matter(named: set[int], own: set[int], known: set[int], *, strict: bool) -> bool:
    return not ((named & known and not named & own) or (strict and own and not named & own))
