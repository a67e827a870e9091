"""A second trigger while the first duty is still open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from engine.evaluation.instances import Instance
from engine.evaluation.matters import matters_of
from engine.model.duties import OnRepeat


class Settled(Protocol):
    """An instance of which it is known when it fell due and when it was over."""

    @property
    def instance(self) -> Instance:
        """The instance."""

    @property
    def due_on(self) -> date | None:
        """The last day in time, None when there is none."""

    @property
    def over_on(self) -> date | None:
        """The day on which it was fulfilled or ended, None while it is open."""


S = TypeVar("S", bound=Settled)


def after_repeats(settled: Iterable[S]) -> list[S]:
    """Leave out what a second trigger replaces (restart) or what a first one covers (ignore).

    Only what surely arose replaces or covers: beside what may not have arisen, both stay.

    Args:
        settled: the instances of one rule on one subject, in order.
    """
    kept: list[S] = []
    for later in settled:
        running: list[S] = []
        if later.instance.duty.on_repeat is not OnRepeat.EACH:
            running = [earlier for earlier in kept if _still_runs(earlier, later)]
        sure = [earlier for earlier in running if earlier.instance.unknown is None]
        if later.instance.duty.on_repeat is OnRepeat.IGNORE and sure:
            continue
        if later.instance.duty.on_repeat is OnRepeat.RESTART and later.instance.unknown is None:
            replaced = {id(earlier) for earlier in running} - {id(earlier) for earlier in sure[1:]}
            kept = [earlier for earlier in kept if id(earlier) not in replaced]
        kept.append(later)
    return kept


def _still_runs(earlier: Settled, later: Settled) -> bool:
    """Tell whether the earlier duty was open and not yet overdue when the later trigger came, on the same matter."""
    one, other, comes = earlier.instance, later.instance, later.instance.starts_on
    matters, others = matters_of(one.trigger), matters_of(other.trigger)
    if one.series != other.series or (matters and others and not matters & others):
        return False
    is_open = earlier.over_on is None or earlier.over_on > comes
    return is_open and (earlier.due_on is None or earlier.due_on >= comes)
