"""Everything that all subjects of one simulation share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.calendars import Calendar
from engine.planning import Plan
from engine.planning.conditions import evaluate_test
from engine.simulation.acts import Acts
from engine.simulation.chances import stream
from engine.simulation.customs import ALWAYS_FOLLOWS, OCCASIONS, SEQUELS, Occasion, Stage, staff_of
from engine.simulation.foresight import Foresight
from engine.simulation.organisations import Organisation, organise
from engine.simulation.rulebook import Rulebook
from engine.simulation.scenario import Scenario
from engine.simulation.states import LifecycleMap
from engine.simulation.walk import Walk
from engine.vocabulary import Level, standard


@dataclass(frozen=True)
class World:
    """One regulation's province for one scenario.

    Attributes:
        occasions: what may happen to a person here: what some rule or the lifecycle speaks of.
        known: every event type that the plan speaks of.
        walk: which steps of the lifecycle the log takes, and how far it has come.
        foresight: what the checker would say, where no single event decides what is owed.
        staffed: for each person category, the units where such people work.
    """

    scenario: Scenario
    plan: Plan
    calendar: Calendar
    organisation: Organisation
    rulebook: Rulebook
    lifecycle: LifecycleMap
    acts: Acts
    occasions: tuple[Occasion, ...]
    known: frozenset[str]
    staffed: Mapping[str, tuple[str, ...]]
    walk: Walk
    foresight: Foresight | None

    @classmethod
    def of(cls, plan: Plan, calendar: Calendar, scenario: Scenario) -> World:
        """Build the province."""
        foresight = Foresight.of(plan)
        organisation = organise(plan, scenario.units)
        if foresight is not None:
            chance = stream(plan.regulation, scenario.seed, "units")
            organisation = organisation.with_each(lambda unit: foresight.with_attributes(unit, chance))
        lifecycle = LifecycleMap.of(plan.lifecycle)
        triggers = {event for duty in plan.duties if duty.trigger is not None for event in duty.trigger.events}
        walk = Walk.of(plan, lifecycle)
        known = frozenset(triggers | set(lifecycle.steps) | {act.event for duty in plan.duties for act in duty.must})
        return cls(
            scenario,
            plan,
            calendar,
            organisation,
            Rulebook.of(plan, organisation, calendar),
            lifecycle,
            Acts(plan),
            (*_occasions(plan, lifecycle, known, walk.own), *walk.occasions),
            known,
            _staffed(plan, organisation),
            walk,
            foresight,
        )

    @property
    def is_of_officials(self) -> bool:
        """Tell whether the regulation speaks of anything in the lives of officials and their files."""
        return speaks_of_officials(self.known)

    @property
    def years(self) -> float:
        """How long the scenario lasts."""
        return ((self.scenario.last_day - self.scenario.first_day).days + 1) / 365

    def follows(self, event: str) -> bool:
        """Tell whether the sequel `event` is worth telling under this plan."""
        return event in self.known or event in ALWAYS_FOLLOWS


def speaks_of_officials(known: frozenset[str]) -> bool:
    """Tell whether any of the events that a plan speaks of is of the shared vocabulary."""
    return not known.isdisjoint(standard().events)


def _staffed(plan: Plan, organisation: Organisation) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for unit in organisation.members:
        for category, _ in staff_of(unit.type, plan.scope_categories):
            found[category] = (*found.get(category, ()), unit.id)
    return found


def _occasions(
    plan: Plan, lifecycle: LifecycleMap, known: frozenset[str], walked: frozenset[str]
) -> tuple[Occasion, ...]:
    customary = OCCASIONS if speaks_of_officials(known) else ()
    usual = [item for item in customary if _matters(item, plan, lifecycle, known)]
    foreseen = {item.event for item in OCCASIONS}
    foreseen |= {act.event for duty in plan.duties for act in duty.must}
    foreseen |= {sequel.event for sequel in SEQUELS.values()}
    triggers = {event for duty in plan.duties if duty.trigger is not None for event in duty.trigger.events}
    others = [
        Occasion(event, Stage.SERVICE, 2, by_document=True)
        for event in sorted(triggers - foreseen)
        if plan.event_levels.get(event, (Level.DOSSIER,))[0] is Level.DOSSIER and event not in walked
    ]
    return (*usual, *others)


def _matters(item: Occasion, plan: Plan, lifecycle: LifecycleMap, known: frozenset[str]) -> bool:
    """Tell whether an occasion leads to a duty, or ends a dossier's life as the lifecycle knows it."""
    if item.stage is Stage.EXIT and item.event in lifecycle.steps:
        return True
    if any(_leads_to_duty(item.event, case, plan) for case in item.cases or (None,)):
        return True
    sequel = SEQUELS.get(item.event)
    if sequel is None:
        return False
    return sequel.event in ALWAYS_FOLLOWS or (sequel.event in known and _leads_to_duty(sequel.event, None, plan))


def _leads_to_duty(event: str, case: str | None, plan: Plan) -> bool:
    return any(
        duty.trigger is not None
        and event in duty.trigger.events
        and evaluate_test(duty.test, lambda name: case if name == "case" else None) is not False
        for duty in plan.duties
    )
