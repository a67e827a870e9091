"""How duties turned out, kept for the duties that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.columnar.days import Bools, Ints
from engine.columnar.facts import EventRows


@dataclass(frozen=True)
class Outcome:
    """How the instances of one rule turned out: the events that set them off, and columns of their findings."""

    rows: EventRows
    unit: Ints
    due: Ints
    fulfilled: Ints
    status: Ints
    reason: Ints

    def __len__(self) -> int:
        return len(self.unit)

    def only(self, keep: Bools | Ints) -> Outcome:
        """Return some of the instances."""
        columns = (column[keep] for column in (self.unit, self.due, self.fulfilled, self.status, self.reason))
        return Outcome(self.rows.only(keep), *columns)


def joined_outcomes(versions: Sequence[Outcome]) -> Outcome | None:
    """Return the instances of all versions of a rule together, None when there are none."""
    if not versions:
        return None
    rows = EventRows(
        versions[0].rows.histories,
        np.concatenate([version.rows.at for version in versions]),
        np.concatenate([version.rows.unit for version in versions]),
        versions[0].rows.setting,
    )
    columns = (
        np.concatenate([getattr(version, name) for version in versions])
        for name in ("unit", "due", "fulfilled", "status", "reason")
    )
    return Outcome(rows, *columns)
