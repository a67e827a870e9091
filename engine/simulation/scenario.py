"""What a simulation is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scenario:
    """One simulated stretch of a province's life. Equal scenarios give equal logs, byte for byte.

    Attributes:
        dossiers: number of people.
        units: number of units bound by the regulation; a few outside it are added.
        first_day, last_day: nothing happens before or after.
        seed: another number, another province's worth of chance.
        late: share, 0 to 1, of duties with a due date that are done late or never.
        disorder: share, 0 to 1, of acts with a fault (order, role, evidence) and of rows written untidily
            (repeated, in another order, with labels or dd/mm/yyyy, recorded late). Untidiness has no legal meaning.
    """

    dossiers: int = 400
    units: int = 8
    first_day: date = date(2025, 1, 1)
    last_day: date = date(2025, 12, 31)
    seed: int = 1
    late: float = 0.06
    disorder: float = 0.02

    def __post_init__(self) -> None:
        if self.dossiers < 0 or self.units < 1 or self.last_day < self.first_day:
            raise ValueError("a scenario needs a unit, a period, and no negative number of dossiers")
        if not (0 <= self.late <= 1 and 0 <= self.disorder <= 1):
            raise ValueError("shares lie between 0 and 1")
