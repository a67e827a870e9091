"""Portions in, answers out: findings are counted, the few to be listed picked, and all kept only if wanted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from engine.columnar.findings import FindingColumns
from engine.compliance.kept import Remainder
from engine.compliance.outlet import Outlet
from engine.compliance.shortlist import EVERYTHING, Place, Shortlist, Wanted
from engine.compliance.tallies import Tallies
from engine.findings import Finding

_ROWS_AT_ONCE: Final = 200_000


@dataclass(frozen=True)
class FindingSource:
    """What was `Wanted` of all findings."""

    _shortlist: Shortlist
    _outlet: Outlet

    @property
    def wanted(self) -> Wanted:
        """What was kept."""
        return self._shortlist.wanted

    @property
    def is_listed_whole(self) -> bool:
        """Tell whether nothing that may be listed was left out."""
        return self._shortlist.is_whole

    def listed(self, places: Collection[Place] | None = None) -> Mapping[Place, list[Finding]]:
        """Return the findings to list under each regulation and unit, most pressing first; their traces are bare.

        Args:
            places: look at these only; None for all.
        """
        return self._shortlist.listed(places)

    def oldest(self) -> list[Finding]:
        """Return the longest overdue duties, oldest first."""
        return self._shortlist.oldest()

    def frames(self, behind: pl.DataFrame | None = None) -> Iterator[pl.DataFrame]:
        """Yield all findings in the order of `engine.findings.in_order`, with the published keys; at least one table.

        Args:
            behind: what to yield after them, as texts under the same keys.

        Raises:
            ValueError: they were not wanted (a programming error).
        """
        if not self.wanted.rows:
            raise ValueError("the findings themselves were not kept")
        return self._outlet.frames(behind)


class Gathering:
    """Takes in portions one after another, so that no two need be in memory.

    Findings that are alike in regulation, dossier, rule and trigger event are in one portion.
    """

    def __init__(self, wanted: Wanted = EVERYTHING) -> None:
        self._shortlist = Shortlist(wanted)
        self._outlet = Outlet()
        self._tallies = Tallies.none()
        self._uncounted: list[Tallies] = []

    def add(self, portion: FindingColumns) -> None:
        """Take in a portion.

        Raises:
            OSError: there is no room among the temporary files.
        """
        self._uncounted.append(Tallies.unsummed(portion))
        if sum(map(len, self._uncounted)) > max(_ROWS_AT_ONCE, len(self._tallies)):
            self._sum_up()
        self._shortlist.add(portion)
        if self._shortlist.wanted.rows:
            self._outlet.add(portion)

    def add_kept(self, remainder: Remainder) -> None:
        """Take in what stays of the findings of an earlier run.

        Raises:
            OSError: there is no room among the temporary files.
        """
        self._uncounted.append(remainder.tallies)
        self._shortlist.add(*remainder.to_list(self._shortlist.wanted))
        if self._shortlist.wanted.rows:
            self._outlet.add(remainder.whole())

    @property
    def tallies(self) -> Tallies:
        """The counts of all that was taken in."""
        self._sum_up()
        return self._tallies

    def _sum_up(self) -> None:
        """Add what was counted since the last time; done seldom, since it costs as much as all counts before."""
        self._tallies = Tallies.summed([self._tallies, *self._uncounted])
        self._uncounted.clear()

    @property
    def findings(self) -> FindingSource:
        """What was wanted of all that was taken in."""
        return FindingSource(self._shortlist, self._outlet)


def gather(portions: Iterable[FindingColumns], wanted: Wanted = EVERYTHING) -> Gathering:
    """Take in all portions; see `Gathering`."""
    gathering = Gathering(wanted)
    for portion in portions:
        gathering.add(portion)
    return gathering
