"""What stands behind the order of a lifecycle: the clauses that demand it, else the author's reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.planning.plan import PlannedLifecycle, Step


@dataclass(frozen=True, slots=True)
class Grounds:
    """What some steps rest on.

    Attributes:
        cites: the clauses that demand what the steps demand; empty when the text demands nothing.
        why: the author's reasons, empty where a clause is cited.
    """

    cites: str
    why: str

    @classmethod
    def of(cls, lifecycle: PlannedLifecycle, steps: Iterable[Step]) -> Grounds:
        """Return what the steps that an event may be rest on."""
        found = tuple(steps)
        cites = "; ".join(dict.fromkeys(step.cites for step in found if step.cites))
        why = "; ".join(dict.fromkeys(step.why for step in found if step.why))
        return cls(cites, "" if cites else why or lifecycle.why)

    @property
    def is_stated(self) -> bool:
        """Tell whether the text itself demands it."""
        return bool(self.cites)

    def reason(self, code: str) -> str:
        """Return the reason of a breach: its code, and where no clause is cited the author's own words."""
        return f"{code}:{self.why}" if self.why else code
