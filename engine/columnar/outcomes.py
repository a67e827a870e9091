"""How duties turned out, kept for the duties that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.columnar.days import Bools, Ints
from engine.columnar.facts import EventRows

_COLUMNS: Final = ("unit", "due", "fulfilled", "status", "reason", "would_be")


@dataclass(frozen=True)
class Outcome:
    """How the instances of one rule turned out: the events that set them off, and columns of their findings.

    Attributes:
        would_be: the status if the instance arose, whether that is known or not.
    """

    rows: EventRows
    unit: Ints
    due: Ints
    fulfilled: Ints
    status: Ints
    reason: Ints
    would_be: Ints

    def __len__(self) -> int:
        return len(self.unit)

    def only(self, keep: Bools | Ints) -> Outcome:
        """Return some of the instances."""
        return Outcome(self.rows.only(keep), *(getattr(self, name)[keep] for name in _COLUMNS))


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
    columns = (np.concatenate([getattr(version, name) for version in versions]) for name in _COLUMNS)
    return Outcome(rows, *columns)
