"""What the checker would say of a subject, and what it would have to know: for rules that no single event decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from engine.calendars import Calendar
from engine.evaluation.reference import evaluate_reference
from engine.evaluation.verdicts import Verdict
from engine.loading.logs import Event, Unit, UnitTable
from engine.model.duties import MoveTo
from engine.planning import Duty, Plan
from engine.planning.conditions import FieldIs, Test, facts_of, leaves_of, trigger_fields_of
from engine.planning.plan import AllHappened, AnswerableUnit
from engine.simulation.chances import one_of
from engine.simulation.rulebook import values_asked

_FAR = timedelta(days=1200)
"""So long after the log ends everything is due, so that what is then undone is what nobody planned."""
_SPANS = ("05 ngày làm việc", "10 ngày làm việc", "15 ngày")
_ASKED_ELSEWHERE = (AnswerableUnit.ASKED, AnswerableUnit.TO_UNIT)


@dataclass(frozen=True)
class Foresight:
    """The rules as they bear on events to come.

    Attributes:
        triggers: every event that may take part in setting a duty off, ending one, or stopping its clock.
        done: every event that fulfils a duty or uses a right.
        destined: the events that name another unit: to it the dossier goes, or it is asked.
        asked: the values that rules ask for, by attribute.
        of_dossiers, of_units: the attributes of each, among those.
        of_events: the attributes of an event alone, by event.
        dates, spans: attributes by which an event states when a duty is due, by event.
        is_timed: whether the time of day counts.
        asks_who_acts: whether the unit of whoever acts counts.
    """

    plan: Plan
    triggers: frozenset[str]
    done: frozenset[str]
    destined: frozenset[str]
    asked: Mapping[str, tuple[str, ...]]
    of_dossiers: tuple[str, ...]
    of_units: tuple[str, ...]
    of_events: Mapping[str, tuple[str, ...]]
    dates: Mapping[str, tuple[str, ...]]
    spans: Mapping[str, tuple[str, ...]]
    is_timed: bool
    asks_who_acts: bool

    @classmethod
    def of(cls, plan: Plan) -> Foresight | None:
        """Look ahead under a plan; None when every duty follows from one event alone, in its own period."""
        if not any(map(_is_beyond_one_event, plan.duties)):
            return None
        own = dict(values_asked(_every_test(plan)))
        of_events: dict[str, set[str]] = {}
        for duty in plan.duties:
            for event in duty.trigger.events if duty.trigger is not None else ():
                of_events.setdefault(event, set()).update(values_asked([*_tests(duty)]))
                own_case = {value for leaf in _leaves(duty) if leaf.field == "case" for value in leaf.accepted}
                if own_case:
                    own["case"] = tuple(sorted({*own.get("case", ()), *own_case}))
                    of_events[event].add("case")
        shared = plan.remembered | plan.of_units
        return cls(
            _of_moments(plan),
            frozenset(_bearing(plan)),
            frozenset(act.event for duty in plan.duties for act in duty.must),
            frozenset(_destined(plan)),
            own,
            tuple(sorted(plan.remembered & own.keys())),
            tuple(sorted(plan.of_units & own.keys())),
            {event: tuple(sorted(names - shared)) for event, names in of_events.items()},
            _stated(plan, is_date=True),
            _stated(plan, is_date=False),
            any(duty.conventions.cut_off is not None for duty in plan.duties),
            "actor_unit" in frozenset[str]().union(*map(trigger_fields_of, _every_test(plan))),
        )

    @property
    def attributes(self) -> frozenset[str]:
        """Every attribute that an event may be given."""
        stated = (*self.dates.values(), *self.spans.values(), *self.of_events.values())
        return frozenset(self.of_dossiers).union(*stated, {"actor_unit"} if self.asks_who_acts else ()) - {"case"}

    def ahead_of(self, event: str) -> tuple[Duty, ...]:
        """Return the duties that must be done before such an event."""
        duties = (duty for duty in self.plan.duties if duty.is_ahead and duty.trigger is not None)
        return tuple(duty for duty in duties if duty.trigger is not None and event in duty.trigger.events)

    def duty(self, verdict: Verdict) -> Duty:
        """Return the rule of a verdict, in the version that governs."""
        versions = [duty for duty in self.plan.duties if duty.id == verdict.rule]
        day = verdict.trigger_date
        return next((duty for duty in versions if day is not None and duty.governs(day)), versions[0])

    def judged(
        self, events: Iterable[Event], last_day: date, calendar: Calendar, units: UnitTable
    ) -> Iterator[Verdict]:
        """Yield what the checker would say when all is over."""
        yield from evaluate_reference(self.plan, events, as_of=last_day + _FAR, calendar=calendar, units=units)

    def of_dossier(self, chance: Random) -> dict[str, str]:
        """Return what the first event of a dossier states of it."""
        return {name: one_of(chance, self.asked[name]) for name in self.of_dossiers}

    def of_event(self, event: str, day: date, chance: Random, calendar: Calendar) -> dict[str, str]:
        """Return what an event states: what rules ask of it, and the date or period that a duty is given by it."""
        found = {name: one_of(chance, self.asked[name]) for name in self.of_events.get(event, ())}
        for name in self.dates.get(event, ()):
            found[name] = calendar.add_working_days(day, chance.randint(2, 10)).isoformat()
        return found | {name: one_of(chance, _SPANS) for name in self.spans.get(event, ())}

    def with_attributes(self, unit: Unit, chance: Random) -> Unit:
        """Return a unit with a value for each attribute of units that rules ask for."""
        own = {name: one_of(chance, self.asked[name]) for name in self.of_units}
        return replace(unit, attributes=tuple(sorted({**dict(unit.attributes), **own}.items())))


def _is_beyond_one_event(duty: Duty) -> bool:
    trigger = duty.trigger
    if trigger is None:
        return False
    asks = any(facts_of(test) for test in _tests(duty))
    is_elsewhere = duty.answerable in (AnswerableUnit.HOLDER, AnswerableUnit.ASKED)
    is_measured = duty.has_choices or duty.conventions.cut_off is not None or bool(duty.pauses) or bool(duty.extension)
    is_told_by_others = bool(duty.matched_by) or bool(duty.carries)
    return not trigger.is_an_event or asks or is_elsewhere or is_measured or is_told_by_others


def _every_test(plan: Plan) -> list[Test]:
    found = [test for duty in plan.duties for test in _tests(duty)]
    return [*found, *(step.test for step in plan.lifecycle.steps)] if plan.lifecycle is not None else found


def _leaves(duty: Duty) -> Iterator[FieldIs]:
    return (leaf for test in _tests(duty) for leaf in leaves_of(test) if isinstance(leaf, FieldIs))


def _tests(duty: Duty) -> Iterator[Test]:
    """Yield what is asked of the events that set a duty off."""
    if duty.trigger is not None and isinstance(duty.trigger.source, AllHappened):
        yield from (act.test for act in duty.trigger.source.acts)
    yield duty.test
    yield from (start.test for start in duty.start_dates)
    yield from (case.test for case in duty.periods)


def _of_moments(plan: Plan) -> Plan:
    """Return what of a plan tells the duties that events set off; nothing more, since it is asked often."""
    duties = tuple(duty for duty in plan.duties if duty.trigger is not None)
    return replace(plan, duties=duties, tiers=(), requirements=(), limits=(), prohibitions=(), gates=())


def _bearing(plan: Plan) -> Iterator[str]:
    for duty in plan.duties:
        yield from duty.trigger.events if duty.trigger is not None else ()
        yield from (voiding.act.event for voiding in duty.voids)
        yield from (event for pair in duty.pauses for event in pair)
        if duty.extension is not None:
            yield duty.extension.event


def _destined(plan: Plan) -> Iterator[str]:
    yield from (event for event, to in plan.moves.items() if to is MoveTo.TO_UNIT)
    for duty in plan.duties:
        is_elsewhere = duty.answerable in _ASKED_ELSEWHERE or any(pair.trigger == "to_unit" for pair in duty.matched_by)
        if is_elsewhere and duty.trigger is not None:
            yield from duty.trigger.events


def _stated(plan: Plan, *, is_date: bool) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for duty in plan.duties:
        if duty.stated is not None and duty.stated.is_date == is_date and duty.trigger is not None:
            for event in duty.trigger.events:
                found.setdefault(event, set()).add(duty.stated.attribute)
    return {event: tuple(sorted(names)) for event, names in found.items()}
