"""One person's time with the province: coming, serving, leaving."""

from __future__ import annotations

from datetime import date, timedelta

from engine.loading.logs import Event
from engine.simulation.chances import between, happens, one_of, stream, weighted, working_day
from engine.simulation.course import Course
from engine.simulation.customs import (
    ARRIVALS,
    DESTINATIONS,
    LEAVING,
    MOVE,
    OCCASIONS,
    Occasion,
    Stage,
    staff_of,
)
from engine.simulation.foreseen import course_of
from engine.simulation.tasks import Task
from engine.simulation.world import World

_NEWCOMERS_A_YEAR = 0.2
_LEAVING_NOW = 0.06
_QUIET_WORKING_DAYS = (10, 140)
_MISCONDUCT = 0.15
_DOCUMENT_KINDS = ("QĐ-UBND", "QĐ-SNV", "QĐ")


def live(world: World, number: int) -> list[Event]:
    """Return the events of the dossier with this number, in order of date; the same whatever other dossiers do."""
    chance = stream(world.plan.regulation, world.scenario.seed, "dossier", number)
    unit = one_of(chance, world.organisation.members)
    category = weighted(chance, staff_of(unit.type, world.plan.scope_categories) or (("vien_chuc", 1),))
    dossier = f"{world.organisation.prefix}{number:06d}"
    course = course_of(world, chance, dossier, category)
    course.home = unit.id
    is_new = happens(chance, min(0.9, _NEWCOMERS_A_YEAR * world.years)) or bool(world.walk.own)
    if not (is_new and _enter(course)):
        # Those who came before the log, or before the rules asked anything, are first seen when they have settled.
        course = course_of(world, chance, dossier, category)
        course.home = unit.id
        course.state = world.lifecycle.settled
    goes_wrong = happens(chance, world.scenario.disorder)
    day = _next_day(course)
    while day is not None:
        occasion = _choose(course, Stage.EXIT if happens(chance, _LEAVING_NOW) else Stage.SERVICE, day)
        if occasion is not None:
            course.schedule(occasion[1])
            course.run()
            if occasion[0].stage is Stage.EXIT or goes_wrong:
                break
        day = _next_day(course, day)
    if goes_wrong:
        _go_wrong(course)
    return sorted(course.events, key=_date_of)


def _date_of(event: Event) -> date:
    return event.on


def _enter(course: Course) -> bool:
    """Let the person come; tell whether the regulation takes notice of it."""
    scenario = course.world.scenario
    day = working_day(course.chance, scenario.first_day, scenario.last_day, course.world.calendar)
    chosen = _choose(course, Stage.ENTRY, day) if day is not None else None
    if chosen is None:
        return False
    course.schedule(chosen[1])
    course.run()
    return course.obliged > 0 or chosen[0].event in course.world.walk.own


def _next_day(course: Course, after: date | None = None) -> date | None:
    """Return the day of the next thing that happens by itself, or None when the period is over."""
    scenario, calendar = course.world.scenario, course.world.calendar
    start = max((event.on for event in course.events), default=scenario.first_day)
    start = max(start, after or start)
    day = calendar.add_working_days(start, between(course.chance, *_QUIET_WORKING_DAYS))
    return day if day <= scenario.last_day else None


def _choose(course: Course, stage: Stage, day: date) -> tuple[Occasion, Task] | None:
    """Return something of this stage that can happen to the person now, as an occasion and a task."""
    open_to = [
        (item, item.weight)
        for item in course.world.occasions
        if item.stage is stage and (not item.categories or course.category in item.categories)
    ]
    while open_to:
        occasion = weighted(course.chance, open_to)
        task = _task(course, occasion, _day_for(course, occasion, day))
        if course.can(task):
            return occasion, task
        open_to = [pair for pair in open_to if pair[0] is not occasion]
    return None


def _day_for(course: Course, occasion: Occasion, day: date) -> date:
    """Move an occasion that may fall on a day off to any day near, documents often to the first of a month."""
    if not occasion.any_day:
        return day
    first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    if occasion.by_document and happens(course.chance, 0.4) and first_of_next <= course.world.scenario.last_day:
        return first_of_next
    return min(day + timedelta(days=between(course.chance, 0, 6)), course.world.scenario.last_day)


def _task(course: Course, occasion: Occasion, day: date) -> Task:
    chance, world = course.chance, course.world
    case = one_of(chance, occasion.cases) if occasion.cases else None
    unit, to_unit = _ends_of(course, occasion.event, case)
    usual = "person" if occasion.event in ("personal_info_changed", "data_error_found") else None
    actor, evidence = world.acts.perform(
        chance, occasion.event, usual, case, world.rulebook.unit_type(unit), course.category, 0.0
    )
    ref = course.choose_ref(one_of(chance, _DOCUMENT_KINDS)) if occasion.by_document else None
    return Task(day, occasion.event, unit, to_unit, case, ref, actor, True, evidence)


def _ends_of(course: Course, event: str, case: str | None) -> tuple[str | None, str | None]:
    """Return the unit and the other unit of something that happens to a person."""
    home, world = course.home, course.world
    if home is None or (event != MOVE and event not in ARRIVALS):
        return home, None
    if event == MOVE and case not in LEAVING:
        same = case == "intra_unit"
        return home, home if same else course.unit_like(home, world.staffed.get(course.category or "", ()))
    kinds = DESTINATIONS.get(case or "", ())
    beyond = [unit.id for unit in world.organisation.outside if unit.type in kinds]
    other = one_of(course.chance, beyond) if beyond else None
    return (home, other) if event == MOVE else (other, home)


def _go_wrong(course: Course) -> None:
    """Let something happen that the lifecycle rules out, after the person has left if it must be."""
    for leaves_first in (False, True):
        day = _next_day(course)
        if day is None:
            return
        if leaves_first:
            leaving = _choose(course, Stage.EXIT, day)
            if leaving is None:
                return
            course.schedule(leaving[1])
            course.run()
            day = _next_day(course)
        if day is not None and course.world.plan.prohibitions and happens(course.chance, _MISCONDUCT):
            course.schedule(_misconduct(course, day))
            course.run()
            return
        wrong = [task for task in _any_tasks(course, day) if course.is_impossible(task)] if day is not None else []
        if wrong:
            course.obeys = False
            course.schedule(one_of(course.chance, wrong))
            course.run()
            return


def _misconduct(course: Course, day: date) -> Task:
    """Return an act that the regulation forbids to everyone."""
    acts = sorted(frozenset[str]().union(*(rule.acts for rule in course.world.plan.prohibitions)))
    return Task(day, "prohibited_act", course.home, attributes={"act": one_of(course.chance, acts)})


def _any_tasks(course: Course, day: date) -> list[Task]:
    """Return one task for each event and case of the lifecycle."""
    return [
        Task(day, event, *_ends_of(course, event, case), case)
        for event in sorted(course.world.lifecycle.steps)
        for case in _cases_of(event)
    ]


def _cases_of(event: str) -> tuple[str | None, ...]:
    return tuple(sorted({case for item in OCCASIONS if item.event == event for case in item.cases})) or (None,)
