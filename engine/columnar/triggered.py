"""Occurrences of triggers as columns. Equals `Occurrence` of `engine.evaluation.triggers`."""

from __future__ import annotations

from dataclasses import dataclass

from engine.columnar.days import Bools, Ints
from engine.columnar.facts import EventRows


@dataclass(frozen=True)
class Triggered:
    """The occurrences of a duty's trigger.

    Attributes:
        rows: the events that stand for the trigger.
        starts: the trigger dates.
        doubts: the number of the reason why it cannot be told whether each came about, 0 for none; None for no doubts.
    """

    rows: EventRows
    starts: Ints
    doubts: Ints | None = None

    def only(self, keep: Bools | Ints) -> Triggered:
        """Return some of the occurrences."""
        doubts = self.doubts[keep] if self.doubts is not None else None
        return Triggered(self.rows.only(keep), self.starts[keep], doubts)
