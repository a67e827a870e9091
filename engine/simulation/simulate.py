"""A whole simulated log: the province, its units, its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.calendars import Calendar
from engine.loading.logs import Event, UnitTable
from engine.model.duties import Delegation
from engine.planning import Plan
from engine.planning.conditions import fields_of
from engine.simulation.customs import SEQUELS
from engine.simulation.institutions import province_life, unit_life
from engine.simulation.people import live
from engine.simulation.scenario import Scenario
from engine.simulation.world import World
from engine.vocabulary import Vocabulary

COLUMNS = ("dossier", "event", "date", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_at")


TIME = "time"
"""The column of the time of day, where it counts."""


@dataclass(frozen=True)
class Simulation:
    """A simulated log, not yet made: `events` makes it anew each time, one subject after another.

    Attributes:
        attributes: every attribute that some event of it may have, by name.
    """

    world: World
    vocabulary: Vocabulary
    attributes: tuple[str, ...]

    @property
    def scenario(self) -> Scenario:
        """What was asked for."""
        return self.world.scenario

    @property
    def never_taken(self) -> tuple[str, ...]:
        """The events of the lifecycle that did not happen in the log made last."""
        return self.world.walk.never_taken

    @property
    def left_undone(self) -> tuple[tuple[str, int], ...]:
        """Acts left undone in the log made last because the lifecycle leads nowhere they are possible, with counts."""
        return tuple(sorted(self.world.walk.left_undone.items()))

    @property
    def units(self) -> UnitTable:
        """The units, those outside the regulation included."""
        return self.world.organisation.table

    def events(self, on_progress: Callable[[int], None] | None = None) -> Iterator[Event]:
        """Yield every event: the province's, the units', then dossier by dossier, each in order of date.

        Args:
            on_progress: called with the number of dossiers done.
        """
        self.world.walk.begin()
        yield from province_life(self.world)
        for unit in self.world.organisation.members:
            yield from unit_life(self.world, unit)
        for number in range(1, self.scenario.dossiers + 1):
            yield from live(self.world, number)
            if on_progress is not None:
                on_progress(number)


def simulate(plan: Plan, vocabulary: Vocabulary, calendar: Calendar, scenario: Scenario) -> Simulation:
    """Prepare a simulated log for one regulation.

    Args:
        plan: the regulation, under whatever readings are wanted.
        vocabulary: the regulation's own, for the labels that untidy rows use.
        calendar: holidays get no work.
    """
    world = World.of(plan, calendar, scenario)
    return Simulation(world, vocabulary, _attributes(world))


def _attributes(world: World) -> tuple[str, ...]:
    plan = world.plan
    found = {"period", *(name for sequel in SEQUELS.values() for name, _ in sequel.attributes)}
    for tier in plan.tiers:
        found |= {"signed", "place"}
        if tier.delegation in (Delegation.WRITTEN, Delegation.ANY_FORM):
            found.add("written")
    for step in plan.lifecycle.steps if plan.lifecycle is not None else ():
        found |= {name for name, _ in step.evidence}
    for requirement in plan.requirements:
        found |= {name for name, _ in requirement.evidence}
        found |= fields_of(requirement.needs.test) if requirement.needs is not None else frozenset()
    if plan.prohibitions:
        found.add("act")
    for duty in plan.duties:
        found |= {name for act in duty.must for name in fields_of(act.test)}
    for stated in world.rulebook.stated.values():
        found |= set(stated)
    if world.foresight is not None:
        found |= world.foresight.attributes
        found |= {TIME} if world.foresight.is_timed else set()
    return tuple(sorted(found - set(COLUMNS) - {"unit_type", "to_unit_type"}))
