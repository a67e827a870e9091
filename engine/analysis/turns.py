"""How a duty or an act stands after a change, seen from before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from engine.findings import Finding
from engine.outcomes import Status


class Turn(Enum):
    """How one duty or act stands after the change, seen from before."""

    BECOMES_OVERDUE = "becomes_overdue"
    BECOMES_LATE = "becomes_late"
    BECOMES_VIOLATION = "becomes_violation"
    SAVED = "saved"
    """It was a breach and is none any more."""
    NO_LONGER_A_DUTY = "no_longer_a_duty"
    """It was a breach of a norm that no longer is there."""
    NO_LONGER_KNOWN = "no_longer_known"
    """It was a breach and cannot be told any more."""
    OTHERWISE = "otherwise"
    """Another due date, status or reason, without beginning or ceasing to be a breach."""
    SAME = "same"

    @property
    def is_flip(self) -> bool:
        """Tell whether it begins or ceases to be a breach."""
        return self not in (Turn.OTHERWISE, Turn.SAME)

    @property
    def is_harm(self) -> bool:
        """Tell whether it becomes a breach."""
        return self in (Turn.BECOMES_LATE, Turn.BECOMES_OVERDUE, Turn.BECOMES_VIOLATION)


BECOMES: Final = {
    Status.LATE: Turn.BECOMES_LATE,
    Status.OVERDUE: Turn.BECOMES_OVERDUE,
    Status.VIOLATION: Turn.BECOMES_VIOLATION,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One duty or act before and after; None where there is none.

    Attributes:
        turn: how it turned.
        refs: the document number of what set it off, before and after; it tells like findings apart.
    """

    before: Finding | None
    after: Finding | None
    turn: Turn
    refs: tuple[str | None, str | None] = (None, None)

    @property
    def either(self) -> Finding:
        """The finding after the change, or if there is none, the one before."""
        found = self.after or self.before
        assert found is not None
        return found


def order_of_pairs(pair: Pair) -> tuple[object, ...]:
    """Return what puts pairs in order: that of findings, by what is found after the change."""
    verdict = pair.either.verdict
    due = verdict.due_on or date.min
    when = verdict.trigger_date or date.min, due, verdict.rule, verdict.reason or ""
    return verdict.unit or "", due, verdict.dossier or "", verdict.rule, when
