"""What happens to units and to the province as a whole: periodic duties, mishaps, routine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import assert_never

from engine.calendars import OutsideCalendar
from engine.calendars.cycles import Cycle
from engine.counting import due_of_period, periods
from engine.loading.logs import Event, Unit
from engine.model.duties import Delegation
from engine.phrases import Every
from engine.planning import Duty, DutyKind
from engine.planning.conditions import evaluate_test
from engine.planning.plan import AnswerableUnit
from engine.simulation.chances import between, happens, stream, working_day
from engine.simulation.course import Course
from engine.simulation.customs import (
    ACTORS,
    PROVINCE_RATE,
    PROVINCE_RATES,
    SEQUELS,
    UNIT_RATE,
    UNIT_RATES,
)
from engine.simulation.foreseen import course_of
from engine.simulation.rulebook import fulfilling
from engine.simulation.tasks import Task
from engine.simulation.world import World
from engine.vocabulary import Level

_NEVER = 0.25
_MOST_LATE = 15
_BUSY_SEASON = timedelta(days=92)
_ROUTINE = frozenset({"software_outage_started", "backup_made", "security_check_done", "system_connection_approved"})


def unit_life(world: World, unit: Unit) -> list[Event]:
    """Return the events of one unit, in order of date."""
    chance = stream(world.plan.regulation, world.scenario.seed, "unit", unit.id)
    course = course_of(world, chance)
    for event in sorted(_unit_events(world)):
        if happens(chance, min(1.0, UNIT_RATES.get(event, UNIT_RATE) * world.years)):
            day = working_day(chance, world.scenario.first_day, world.scenario.last_day, world.calendar)
            if day is not None:
                # Người được ủy quyền phê duyệt từ đầu kỳ, nên ủy quyền phải có từ đầu kỳ.
                first = _first_working_day(world) if event == "delegation_granted" else day
                course.schedule(_task(course, event, unit.id, first))
    for duty in _periodic(world):
        if not _is_provincial(duty) and _bears(world, duty, unit):
            _plan_periods(course, duty, unit.id)
    return _finished(course)


def _first_working_day(world: World) -> date:
    day = world.scenario.first_day
    while day < world.scenario.last_day and not world.calendar.is_working(day):
        day += timedelta(days=1)
    return day


def province_life(world: World) -> list[Event]:
    """Return the events of the province, in order of date."""
    chance = stream(world.plan.regulation, world.scenario.seed, "province")
    course = course_of(world, chance)
    periodic = [duty for duty in _periodic(world) if _is_provincial(duty)]
    routine = _ROUTINE - {act.event for duty in periodic for act in duty.must} if world.is_of_officials else set()
    for event in sorted(_triggers(world, Level.PROVINCE) | routine):
        for day in _spread(world, chance, PROVINCE_RATES.get(event, PROVINCE_RATE)):
            course.schedule(_task(course, event, world.rulebook.place_of(event), day))
    begins = world.plan.valid_from
    if begins is not None and world.scenario.first_day <= begins <= world.scenario.last_day:
        course.schedule(_task(course, "regulation_effective", world.rulebook.place_of("regulation_effective"), begins))
    for duty in periodic:
        _plan_periods(course, duty, world.organisation.department)
    return _finished(course)


def _finished(course: Course) -> list[Event]:
    course.run()
    return sorted(course.events, key=lambda event: event.on)


def _periodic(world: World) -> list[Duty]:
    """Return the periodic duties whose period the text states; of the others nothing can be told."""
    return [duty for duty in world.plan.duties if duty.kind is DutyKind.PERIODIC and isinstance(duty.deadline, Every)]


def _is_provincial(duty: Duty) -> bool:
    return duty.subject is Level.PROVINCE or duty.answerable.is_of_province


def _bears(world: World, duty: Duty, unit: Unit) -> bool:
    """Tell whether a periodic duty falls on `unit`."""
    if duty.answerable is AnswerableUnit.PARENT and not world.organisation.table.children(unit.id):
        return False
    known = {**dict(unit.attributes), "unit": unit.id, "unit_type": unit.type}
    return evaluate_test(duty.test, known.get) is True


def _unit_events(world: World) -> set[str]:
    """Return what may happen to a unit: triggers of its duties, and what approvals and sanctions rest on."""
    found = _triggers(world, Level.UNIT)
    if any(tier.delegation in (Delegation.WRITTEN, Delegation.ANY_FORM) for tier in world.plan.tiers):
        found.add("delegation_granted")
    found |= {gate.event for gate in world.plan.gates}
    return {event for event in found if Level.UNIT in world.rulebook.levels(event)}


def _triggers(world: World, level: Level) -> set[str]:
    """Return the events of `level` that set duties off and that nothing else brings about."""
    brought = {act.event for duty in world.plan.duties for act in duty.must} | {
        sequel.event for sequel in SEQUELS.values()
    }
    return {event for event in world.rulebook.by_trigger if world.rulebook.levels(event)[0] is level} - brought


def _spread(world: World, chance: Random, times_a_year: float) -> Iterator[date]:
    """Yield working days, so many times a year, one in each equal part of the period."""
    scenario = world.scenario
    count = int(times_a_year * world.years + chance.random())
    length = (scenario.last_day - scenario.first_day).days + 1
    for part in range(count):
        first = scenario.first_day + timedelta(days=length * part // count)
        last = scenario.first_day + timedelta(days=length * (part + 1) // count - 1)
        day = working_day(chance, first, max(first, last), world.calendar)
        if day is not None:
            yield day


def _task(course: Course, event: str, unit: str | None, day: date) -> Task:
    world = course.world
    actor, evidence = world.acts.perform(
        course.chance, event, ACTORS.get(event), None, world.rulebook.unit_type(unit), None, 0.0
    )
    return Task(day, event, unit, None, None, course.choose_ref("SL" if event == "backup_made" else "BB"), actor,
                False, evidence)  # fmt: skip


def _plan_periods(course: Course, duty: Duty, unit: str | None) -> None:
    """Put one fulfilment on the agenda for each period of a periodic duty."""
    world, every = course.world, duty.deadline
    assert isinstance(every, Every)
    first, last = world.scenario.first_day, world.scenario.last_day
    if duty.valid_from is not None:
        first = max(first, duty.valid_from)
    if duty.valid_until is not None:
        last = min(last, duty.valid_until - timedelta(days=1))
    for start, _ in periods(every, first, last) if first <= last else ():
        try:
            due = due_of_period(every, start, world.calendar, duty.conventions)
        except OutsideCalendar:
            continue
        if due.due_on is None:
            continue
        day = _day_in_period(course, max(start, first), due.opens_on, due.due_on)
        if day is not None:
            course.schedule(_periodic_act(course, duty, unit, day, _name_of(start, every.cycle)))


def _day_in_period(course: Course, start: date, opens_on: date | None, due_on: date) -> date | None:
    chance, calendar = course.chance, course.world.calendar
    if happens(chance, course.world.scenario.late):
        return None if happens(chance, _NEVER) else calendar.add_working_days(due_on, between(chance, 1, _MOST_LATE))
    earliest = max(start, opens_on or start, due_on - _BUSY_SEASON)
    return working_day(chance, earliest, due_on, calendar) or working_day(chance, start, due_on, calendar) or due_on


def _periodic_act(course: Course, duty: Duty, unit: str | None, day: date, period: str | None) -> Task:
    world, act = course.world, course.choose_act(duty)
    event = act.event
    actor, evidence = world.acts.perform(
        course.chance, event, duty.bearer, None, world.rulebook.unit_type(unit), None, world.scenario.disorder
    )
    is_kept = any(item.kind is DutyKind.RETENTION for item in world.rulebook.by_trigger.get(event, ()))
    ref = course.choose_ref("SL") if is_kept else None
    named = {"period": period} if period is not None else {}
    attributes = {**evidence, **fulfilling(act.test, {}), **named}
    return Task(day, event, unit, None, attributes.pop("case", None), ref, actor, False, attributes)


def _name_of(start: date, cycle: Cycle) -> str | None:
    """Return how a report calls the period; half-years have no name of their own."""
    match cycle:
        case Cycle.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02}"
        case Cycle.MONTH:
            return f"{start:%Y-%m}"
        case Cycle.QUARTER:
            return f"{start.year}-Q{start.month // 3 + 1}"
        case Cycle.YEAR:
            return str(start.year)
        case Cycle.TWO_MONTHS | Cycle.FOUR_MONTHS | Cycle.HALF_YEAR:
            return None
        case _:
            assert_never(cycle)
