"""A second trigger while the first duty is open. Equals `_after_repeats` of `engine.evaluation.duties`."""

from __future__ import annotations

import numpy as np

from engine.columnar.days import NOTHING, Ints
from engine.columnar.facts import EventRows
from engine.columnar.matching import first_of_each
from engine.model.duties import OnRepeat


def after_repeats(on_repeat: OnRepeat, triggers: EventRows, starts: Ints, fulfilled: Ints) -> Ints:
    """Return the instances that remain, without those that a later trigger replaces or an earlier one covers."""
    subjects = triggers.subject
    order = np.lexsort((triggers.column("event"), starts, subjects))
    first = first_of_each(subjects[order])
    begins = np.flatnonzero(first)
    sizes = np.diff(np.append(begins, len(order)))
    kept = [order[begins[sizes == 1]]]
    refs, days = triggers.column("ref"), triggers.day
    for begin, size in zip(begins[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        kept.append(_after_repeats_of_one(on_repeat, order[begin : begin + size], refs, days, fulfilled))
    return np.sort(np.concatenate(kept))


def _after_repeats_of_one(on_repeat: OnRepeat, order: Ints, refs: Ints, days: Ints, fulfilled: Ints) -> Ints:
    """Return which instances of one subject, in order of trigger date and event, remain."""
    kept: list[int] = []
    facts = [(int(place), int(refs[place]), int(days[place]), int(fulfilled[place])) for place in order]
    of = {fact[0]: fact for fact in facts}
    for place, ref, day, _ in facts:
        clash = next(
            (
                index
                for index, other in enumerate(kept)
                if of[other][3] > day and (NOTHING in (ref, of[other][1]) or ref == of[other][1])
            ),
            None,
        )
        if clash is None:
            kept.append(place)
        elif on_repeat is OnRepeat.RESTART:
            kept[clash] = place
    return np.array(kept, np.int64)
