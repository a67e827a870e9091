"""Random logs aimed at the edges, the settings they are judged in, and judging them both ways."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from engine.calendars import Calendar, OutsideCalendar
from engine.columnar import columns_of, evaluate_columns
from engine.counting import resolve
from engine.evaluation import evaluate_reference
from engine.findings import findings_of
from engine.loading.logs import Event, Unit, UnitTable
from engine.planning import Plan
from engine.planning.plan import Duty
from tests.columnar.regulations import CASES, CATEGORIES, EVENTS, OWN_ATTRIBUTES, REFS, ROLES, UNIT_TYPES, UNITS
from tests.evaluation.histories import edge_days

TIMES = (time(0, 0, 0, 1000), time(14, 59, 59, 999_000), time(15), time(15, 0, 1), time(23, 59))
PERSONS = ("Lê Thị Bình", "Trần Văn An")
BLOCK_SIZE = 30
"""So few that a question is judged in several blocks."""
COVERAGE_ENDS = (date(2010, 1, 1), date(2010, 1, 31), date(2026, 12, 31), date(2027, 1, 4), date(2050, 12, 29))


@dataclass(frozen=True)
class Question:
    """A log, a regulation, and the setting in which it is judged."""

    plan: Plan
    events: tuple[Event, ...]
    as_of: date
    known_at: date | None
    units: UnitTable | None
    members: frozenset[str] | None
    marks: Mapping[str, str] = field(default_factory=dict)


def random_question(
    seed: int, plan: Plan, *, dossiers: int = 8, length: int = 12, with_marks: bool = False
) -> Question:
    """Return a question about `plan` with `dossiers` histories of about `length` events each, and the units' own."""
    chance = random.Random(seed)
    days = _window(chance)
    events = [_event(chance, plan, days, dossiers) for _ in range(dossiers * length)]
    events += [_again(chance, event) for event in events if chance.random() < 0.2]
    events += [ended for event in events for ended in _ended(chance, plan, event)]
    events += chance.sample(events, len(events) // 20)
    later = days[-1] + timedelta(days=chance.choice((chance.randint(0, 40), chance.randint(0, 500))))
    as_of = chance.choice((chance.choice(days), days[-1], later))
    units = _units(chance)
    members = frozenset(chance.sample(UNITS, 4)) if units is not None and chance.random() < 0.3 else None
    known_at = chance.choice((None, None, chance.choice(days), days[-1]))
    units = _with_lifetimes(units, days, random.Random(f"{seed} đời của đơn vị"))
    marked = [number for number in range(-1, dossiers) if with_marks and chance.random() < 0.15]
    marks = {f"d{number}": f"row_left_out:{number + 2}" for number in marked}
    return Question(plan, tuple(events), as_of, known_at, units, members, marks)


@cache
def calendar_of(known_at: date | None) -> Calendar:
    """Return the national calendar known at a date."""
    return Calendar.national(known_at)


def by_reference(question: Question) -> list[dict[str, Any]]:
    """Return the findings of the reference evaluator as records."""
    calendar = calendar_of(question.known_at)
    verdicts = evaluate_reference(
        question.plan,
        dict.fromkeys(question.events),
        as_of=question.as_of,
        calendar=calendar,
        known_at=question.known_at,
        units=question.units,
        members=question.members,
        marks=question.marks,
    )
    return [finding.as_record() for finding in findings_of(verdicts, question.plan, calendar)]


def by_columns(question: Question, block_size: int = BLOCK_SIZE) -> list[dict[str, Any]]:
    """Return the findings of the columnar evaluator as records."""
    findings = evaluate_columns(
        question.plan,
        columns_of(question.events),
        as_of=question.as_of,
        calendar=calendar_of(question.known_at),
        known_at=question.known_at,
        units=question.units,
        members=question.members,
        marks=question.marks,
        block_size=block_size,
    )
    return list(findings.records())


def _window(chance: random.Random) -> tuple[date, ...]:
    """Return days around some edges: mostly a few months of the decided years, now and then the calendar's ends."""
    if chance.random() < 0.08:
        end = chance.choice(COVERAGE_ENDS)
        return tuple(sorted(max(date(2010, 1, 1), end + timedelta(days=shift)) for shift in range(-5, 3)))
    days = edge_days()
    start = chance.randrange(len(days) - 30)
    return days[start : start + chance.choice((2, 6, 25, 60, 300))]


def _event(chance: random.Random, plan: Plan, days: tuple[date, ...], dossiers: int) -> Event:
    """Return an event, more often than not one that the plan's duties speak of."""
    names = EVENTS if plan.regulation == "thu" else _spoken_of(plan)
    if plan.duties and chance.random() < 0.6:
        duty = chance.choice(plan.duties)
        triggers = duty.trigger.events if duty.trigger is not None else ()
        names = (*sorted(triggers), *sorted(duty.done_by), *(_bearing_on(duty) if chance.random() < 0.4 else ()))
    if plan.tiers and chance.random() < 0.2:
        names = ("delegation_granted", *(tier.event for tier in plan.tiers))
    name = chance.choice(names)
    on = chance.choice(days)
    return Event(
        dossier=f"d{chance.randrange(dossiers)}" if chance.random() < 0.8 else None,
        event=name,
        on=on,
        unit=chance.choice((None, *UNITS, *UNITS)),
        to_unit=chance.choice((None, *UNITS)),
        actor=chance.choice((None, "unit_delegate", *ROLES)),
        case=chance.choice((None, *CASES)),
        category=chance.choice((None, None, None, *CATEGORIES)),
        ref=chance.choice((None, None, *REFS)),
        recorded_on=on + timedelta(days=chance.randint(-9, 9)) if chance.random() < 0.25 else None,
        attributes=tuple(sorted({**_attributes(chance), **_own_attributes(chance, 0.15)}.items())),
        about=chance.choice(REFS) if chance.random() < 0.3 else None,
        time=chance.choice(TIMES) if chance.random() < 0.3 else None,
        person=chance.choice(PERSONS) if chance.random() < 0.3 else None,
        actor_unit=chance.choice(UNITS) if chance.random() < 0.3 else None,
    )


def _bearing_on(duty: Duty) -> tuple[str, ...]:
    """Return the events that stop the duty's clock, lengthen its period or end it."""
    names = [name for pause in duty.pauses for name in pause] + [voiding.act.event for voiding in duty.voids]
    return (*names, *((duty.extension.event,) if duty.extension is not None else ()))


def _spoken_of(plan: Plan) -> tuple[str, ...]:
    """Return the events that some rule of a real plan speaks of, oftener those that many speak of."""
    names = [step.event for step in plan.lifecycle.steps] if plan.lifecycle is not None else []
    names += [item.event for item in (*plan.tiers, *plan.requirements, *plan.limits, *plan.gates)]
    names += [item.needs.event for item in plan.requirements if item.needs is not None]
    return (*sorted(names), "transfer_document_effective", "prohibited_act", "exit_document_effective")


def _attributes(chance: random.Random) -> dict[str, str]:
    values = {
        "signed": ("true", "false"),
        "written": ("true", "false"),
        "place": ("provincial_db", "national_db"),
        "same_unit": ("true", "false"),
        "hen": ("2025-03-10", "15/04/2025", "2026-01-01", "hôm nào đó"),
        "han": ("05 ngày làm việc", "10 ngày", "01 tháng", "ngay", "ngày 15 hằng tháng", "lâu lâu"),
        "valid_until": ("2025-03-03", "2025-12-31", "mãi mãi"),
        "act": ("sabotage", "obstruct_use"),
        "period": ("2025", "2025-03", "Quý I/2025", "tháng 12 năm 2024", "2025-W01", "tuần 9/2025", "kỳ nào đó"),
    }
    return {name: chance.choice(values[name]) for name in values if chance.random() < 0.4}


def _own_attributes(chance: random.Random, share: float) -> dict[str, str]:
    """Return values of the regulation's own attributes; now and then one that is no number or date."""
    odd = ("", "mười")
    return {
        name: value
        for name, values in OWN_ATTRIBUTES.items()
        if chance.random() < share and (value := chance.choice((*values, *values, *values, *odd)))
    }


def _again(chance: random.Random, event: Event) -> Event:
    """Return nearly the same event once more: another number, another day, no number, or only another clerk."""
    if chance.random() < 0.3:
        return replace(event, actor=chance.choice((None, *ROLES)), attributes=event.attributes[1:])
    shift = timedelta(days=chance.choice((0, 0, 1, 2)))
    return replace(event, on=event.on + shift, ref=chance.choice((None, event.ref, "QD-9")), recorded_on=None)


def _ended(chance: random.Random, plan: Plan, event: Event) -> Iterator[Event]:
    """Yield an end of the state that an event begins, about the day on which it has lasted long enough."""
    for duty in plan.duties:
        lasting = duty.trigger.lasting if duty.trigger is not None else None
        if lasting is None or duty.trigger is None or event.event not in duty.trigger.events or chance.random() < 0.5:
            continue
        try:
            reached = resolve(lasting.length, event.on, calendar_of(None), duty.conventions).due_on
        except OutsideCalendar:
            continue
        if reached is not None:
            day = reached + timedelta(days=chance.choice((-1, 0, 0, 1)))
            yield replace(event, event=lasting.until, on=day, recorded_on=None)


def _with_lifetimes(units: UnitTable | None, days: Sequence[date], chance: random.Random) -> UnitTable | None:
    """Return the units, in some tables with days on which some begin, or end and pass on to one further on."""
    if units is None or chance.random() < 0.5:
        return units
    names, found = list(units), {}
    for place, (name, unit) in enumerate(units.items()):
        first, last = sorted(chance.choice(days) + timedelta(days=chance.randint(-3, 3)) for _ in range(2))
        match chance.choice(("", "begins", "ends", "ends", "both")):
            case "begins":
                unit = replace(unit, valid_from=first)
            case "ends":
                unit = replace(unit, valid_until=last)
            case "both":
                unit = replace(unit, valid_from=first, valid_until=last)
        if names[place + 1 :] and chance.random() < 0.7:
            unit = replace(unit, successor=chance.choice(names[place + 1 :]))
        found[name] = unit
    return UnitTable(found)


def _units(chance: random.Random) -> UnitTable | None:
    if chance.random() < 0.2:
        return None
    found = {}
    for number, name in enumerate((*UNITS[:5], "v1")):
        kind = chance.choice((None, *UNIT_TYPES, *UNIT_TYPES))
        parent = chance.choice(("u0", None)) if number else None
        found[name] = Unit(
            name,
            name,
            kind,
            parent,
            chance.choice((None, None, None, True, False)),
            attributes=tuple(sorted(_own_attributes(chance, 0.5).items())),
        )
    return UnitTable(found)
