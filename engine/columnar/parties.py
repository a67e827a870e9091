"""Whether an act is of the party that a trigger means: what both must share, told apart by code.

Equals `Setting.agrees` of `engine.evaluation.facts`.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.columnar.days import NOTHING, Bools, Ints
from engine.columnar.facts import EventRows
from engine.columnar.setting import Setting
from engine.planning.plan import Matched

OTHER: Final = -2
"""A value that no trigger has."""


def codes_matched(
    acts: EventRows, triggers: EventRows, matched_by: tuple[Matched, ...]
) -> tuple[list[Ints], list[Ints]]:
    """Return the fields by which acts are matched, of acts and of triggers, as codes with one meaning."""
    theirs, ours = [], []
    for pair in matched_by:
        codes, words = acts.coded(pair.act)
        wanted, known = triggers.coded(pair.trigger)
        if words is not known:
            table = [known.code(text) for text in words]
            codes = np.array([*(OTHER if code == NOTHING else code for code in table), NOTHING], np.int64)[codes]
        theirs.append(codes)
        ours.append(wanted)
    return theirs, ours


def agree(pair: Matched, theirs: Ints, ours: Ints, days: Ints, setting: Setting) -> Bools:
    """Tell which acts may agree with triggers in what they are matched by; equals `Setting.agrees`."""
    found: Bools = (theirs == NOTHING) | (ours == NOTHING) | (theirs == ours)
    if pair.is_of_units and setting.lifetimes is not None:
        found = found | setting.lifetimes.have_passed(theirs, ours, days)
    return found


def also_for_predecessors(
    acts: EventRows, matched_by: tuple[Matched, ...], values: list[Ints]
) -> tuple[Ints, list[Ints]]:
    """Return acts once more for each unit with whose work the unit that acts goes on; equals `Setting.agrees`."""
    rows, lifetimes = np.arange(len(acts)), acts.setting.lifetimes
    for place, pair in enumerate(matched_by):
        if lifetimes is not None and pair.is_of_units:
            more, others = lifetimes.predecessors(values[place], acts.day[rows])
            values = [np.concatenate([column, column[more]]) for column in values]
            values[place][len(rows) :] = others
            rows = np.concatenate([rows, rows[more]])
    return rows, values
