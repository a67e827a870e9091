"""Norms beyond deadlines: what acts need, how many there may be, what nobody may do, and when a gate was closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from engine.evaluation.act_verdicts import ActNorm, act_verdict, is_bound
from engine.evaluation.context import NOTHING, Context
from engine.evaluation.facts import EventFacts
from engine.evaluation.history import History
from engine.evaluation.verdicts import Kind, Status, Verdict
from engine.loading.logs import Event
from engine.model.duties import Per
from engine.planning.conditions import evaluate_test, missing_fields
from engine.planning.plan import PlannedGate, PlannedLimit, PlannedProhibition, PlannedRequirement

PROHIBITED_ACT = "prohibited_act"

UnitVerdicts = Mapping[str, Sequence[Verdict]]
"""The verdicts on the duties that may close a gate, by the unit that answered for them at first."""


def check_requirement(rule: PlannedRequirement, history: History, context: Context) -> Iterator[Verdict]:
    """Yield acts done without what they need, and those of which that cannot be told.

    What a unit needs may also have been recorded by the unit directly above it.
    """
    norm = ActNorm(rule.id, Kind.REQUIREMENT, rule.topic, rule.cites, rule.assumed)
    for event in history.by_type.get(rule.event, ()):
        if not is_bound(event, context, rule):
            continue
        facts = EventFacts(event, history, context.setting)
        applies = evaluate_test(rule.applies, facts.read)
        fault = None if applies is False else _fault(rule, event, history, context)
        if fault is None:
            continue
        if applies is None:
            reason = "missing:" + ",".join(missing_fields(rule.applies, facts.read))
            yield act_verdict(norm, event, history, context, reason, status=Status.UNDETERMINED)
        else:
            yield act_verdict(norm, event, history, context, fault)


def _fault(rule: PlannedRequirement, event: Event, history: History, context: Context) -> str | None:
    """Return what the act lacks where the requirement applies; what the log does not state is not held against it."""
    if rule.forbidden:
        return "forbidden"
    if rule.needs is not None:
        unit = event.unit or (history.home_on(event.on) if event.dossier else None)
        # Việc thỏa thuận, cho phép có thể do cơ quan cấp trên của đơn vị ghi.
        above = context.setting.parent(unit)
        name = rule.needs.event
        where = context.setting.evidence_for(name, history, unit)
        if above is not None:
            where += context.setting.evidence_for(name, NOTHING, above)
        granted = any(
            other.on <= event.on
            and evaluate_test(rule.needs.test, EventFacts(other, found, context.setting).read) is not False
            for found in where
            for other in found.by_type.get(name, ())
        )
        if not granted:
            return f"nothing_before:{rule.needs.event}"
    if rule.roles and event.actor is not None and event.actor not in rule.roles:
        return "role_not_allowed"
    for name, accepted in rule.evidence:
        stated = event.attribute(name)
        if stated is not None and stated not in accepted:
            return f"evidence:{name}"
    return None


def check_limit(rule: PlannedLimit, history: History, context: Context) -> Iterator[Verdict]:
    """Yield each event that brings the number above what is allowed; on one day, endings come before beginnings."""
    norm = ActNorm(rule.id, Kind.LIMIT, rule.topic, rule.cites, rule.assumed)
    endings = history.by_type.get(rule.until, ()) if rule.until is not None else ()
    by_day: dict[date, tuple[list[Event], int]] = {}
    for event in history.by_type.get(rule.event, ()):
        by_day.setdefault(event.on, ([], 0))[0].append(event)
    for event in endings:
        begun, ended = by_day.setdefault(event.on, ([], 0))
        by_day[event.on] = (begun, ended + 1)
    number = 0
    for day in sorted(by_day):
        begun, ended = by_day[day]
        number = max(0, number - ended)
        for event in begun:
            if rule.exempt is not None:
                exempt = evaluate_test(rule.exempt, EventFacts(event, history, context.setting).read)
                if exempt is not False:
                    continue
            number += 1
            if number > rule.at_most and is_bound(event, context, rule):
                yield act_verdict(norm, event, history, context, f"over_limit:{number}")


def check_prohibitions(rules: Sequence[PlannedProhibition], history: History, context: Context) -> Iterator[Verdict]:
    """Yield forbidden acts, under the clause that names them; an act that is not named cannot be judged."""
    for event in history.by_type.get(PROHIBITED_ACT, ()):
        binding = [rule for rule in rules if is_bound(event, context, rule)]
        act = event.attribute("act")
        if binding and act is None:
            norm = _prohibition(binding[0])
            yield act_verdict(norm, event, history, context, "missing:act", status=Status.UNDETERMINED)
        for rule in binding:
            if act is not None and act in rule.acts:
                yield act_verdict(_prohibition(rule), event, history, context, f"act:{act}")


def _prohibition(rule: PlannedProhibition) -> ActNorm:
    return ActNorm(rule.id, Kind.PROHIBITION, None, rule.cites, rule.assumed)


def check_gate(rule: PlannedGate, history: History, verdicts: UnitVerdicts, context: Context) -> Iterator[Verdict]:
    """Yield, for each request, whether the gate was closed on its day: void if so, met if not.

    The gate is closed while a duty of its rules is open past its due date. An open duty without a due date leaves
    the question undetermined.
    """
    norm = ActNorm(rule.id, Kind.GATE, rule.topic, rule.cites, rule.assumed)
    for event in history.by_type.get(rule.event, ()):
        if not is_bound(event, context, rule):
            continue
        duties = [item for item in _borne_by(event, verdicts, context) if item.rule in rule.closed_by]
        still_open = [item for item in duties if _open_on(item, event.on)]
        past_due = [item for item in still_open if item.due_on is not None and item.due_on < event.on]
        closing = [item for item in past_due if item.status is not Status.UNDETERMINED]
        unclear = [item for item in still_open if item.due_on is None]
        unclear += [item for item in past_due if item.status is Status.UNDETERMINED]
        if closing:
            status, reason, shown = Status.VOID, "gate_closed", closing
        elif unclear:
            status, reason, shown = Status.UNDETERMINED, "gate_unclear", unclear
        else:
            status, reason, shown = Status.MET, None, []
        yield act_verdict(norm, event, history, context, reason, status=status, blocking=_blocking(shown))


def _borne_by(event: Event, verdicts: UnitVerdicts, context: Context) -> Iterator[Verdict]:
    """Yield the duties that the asking unit had on the day of its request: its own, and those that had passed to it."""
    unit, bearer = event.unit or "", context.setting.bearer
    units = context.setting.units
    origins = verdicts if units is not None and units.has_lifetimes else (unit,)
    for origin in origins:
        if bearer(origin, event.on) == unit:
            yield from verdicts.get(origin, ())


def _open_on(verdict: Verdict, day: date) -> bool:
    begun = verdict.trigger_date is not None and verdict.trigger_date <= day
    ended_late = verdict.trace.voided_by if verdict.status is Status.LATE else None
    over_on = ended_late.on if ended_late is not None else verdict.fulfilled_on
    return begun and verdict.status is not Status.VOID and (over_on is None or over_on > day)


def _blocking(verdicts: Sequence[Verdict]) -> tuple[tuple[str, str | None, date | None], ...]:
    found = {(item.rule, item.dossier, item.due_on) for item in verdicts}
    return tuple(sorted(found, key=lambda item: (item[2] or date.max, item[0], item[1] or "")))


def verdicts_by_unit(verdicts: Iterable[Verdict], rules: frozenset[str]) -> dict[str, list[Verdict]]:
    """Return the verdicts of `rules` by the unit that answered for them at first."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        unit = verdict.first_unit
        if verdict.rule in rules and unit is not None:
            found[unit].append(verdict)
    return found


def check_norms(history: History, counted_over: Per, context: Context) -> Iterator[Verdict]:
    """Yield what the acts in one history break, gates apart."""
    for requirement in context.plan.requirements:
        yield from check_requirement(requirement, history, context)
    for limit in context.plan.limits:
        if limit.per is counted_over:
            yield from check_limit(limit, history, context)
    yield from check_prohibitions(context.plan.prohibitions, history, context)
