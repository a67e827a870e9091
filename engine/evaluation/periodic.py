"""Duties that come back with each calendar period, for each unit or once for the province."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from engine.calendars import OutsideCalendar
from engine.counting import Due, due_of_period, periods
from engine.evaluation.context import Context, certainty_of
from engine.evaluation.facts import Setting, UnitFacts
from engine.evaluation.fulfilment import acts_of
from engine.evaluation.history import History
from engine.evaluation.verdicts import Certainty, Kind, Status, Trace, Verdict
from engine.loading.logs import Event
from engine.periods import parse_period
from engine.phrases import Every
from engine.planning.conditions import evaluate_test, missing_fields
from engine.planning.plan import AnswerableUnit, Duty
from engine.vocabulary import Level


def evaluate_periodic(duty: Duty, context: Context) -> Iterator[Verdict]:
    """Yield one verdict per bearer and period that overlaps [later of in-force date and first event, as_of].

    A period goes by the version that governs its first day, or by the first version of all. A unit bears the periods
    in which there is such a unit. A duty that holds all the time without a number gives one verdict per bearer,
    undetermined.
    """
    first = context.subjects.first_day
    if first is None:
        return
    begins = max(first, duty.valid_from) if duty.valid_from is not None else first
    last = context.as_of
    if duty.valid_until is not None:
        last = min(last, duty.valid_until - timedelta(days=1))
    if begins > last:
        return
    for bearer in _bearers(duty, context):
        if context.setting.in_scope(bearer) is False:
            continue
        history = _history_of(duty, bearer, context)
        setting = context.setting
        if not isinstance(duty.deadline, Every):
            binds, unknown = _binds(duty, UnitFacts(bearer, setting, last))
            if binds and setting.exists_on(bearer, last):
                yield _standing(duty, bearer, history, unknown, context)
            continue
        for period in periods(duty.deadline, begins, last):
            if not _is_borne(duty, bearer, period, setting):
                continue
            # Điều kiện xét theo tình hình đến hết kỳ: có tài khoản đến cuối tháng thì việc của tháng ấy phải làm.
            binds, unknown = _binds(duty, UnitFacts(bearer, setting, period[1]))
            if binds:
                yield _verdict(duty, duty.deadline, bearer, period, history, unknown, context)


def _is_borne(duty: Duty, bearer: str | None, period: tuple[date, date], setting: Setting) -> bool:
    """Tell whether a period falls under this version, and there is such a unit in it."""
    is_own = not duty.succeeds or duty.governs(period[0])
    return is_own and (duty.answerable.is_of_province or setting.exists_within(bearer, *period))


def _binds(duty: Duty, facts: UnitFacts) -> tuple[bool, str | None]:
    """Tell whether a duty binds a unit, and why that cannot be told."""
    holds = evaluate_test(duty.test, facts.read)
    unknown = "missing:" + ",".join(missing_fields(duty.test, facts.read)) if holds is None else None
    return holds is not False, unknown


def _bearers(duty: Duty, context: Context) -> list[str | None]:
    """Return who bears the duty: every unit that is known, the superiors among them, or the province once."""
    if duty.answerable.is_of_province:
        return [context.setting.department_on(context.as_of) if duty.answerable is AnswerableUnit.DEPARTMENT else None]
    if duty.subject is Level.PROVINCE:
        return [None]
    units, members = context.setting.units, context.setting.members
    if units is None:
        return list(context.subjects.units)
    known = [unit for unit in units if members is None or unit in members]
    if duty.answerable is AnswerableUnit.PARENT:
        return [unit for unit in known if units.children(unit)]
    return list(known)


def _history_of(duty: Duty, bearer: str | None, context: Context) -> History:
    if duty.subject is Level.PROVINCE:
        return context.subjects.province_wide
    return context.history_of_unit(bearer)


def _verdict(
    duty: Duty,
    every: Every,
    bearer: str | None,
    period: tuple[date, date],
    history: History,
    unknown: str | None,
    context: Context,
) -> Verdict:
    due, before = _dues(duty, every, period[0], context)
    done: Event | None = None
    status = Status.UNDETERMINED
    reason: str | None = unknown or "outside_calendar"
    if due is not None and due.due_on is not None:
        previous = before.due_on if before is not None else None
        done = _fulfilment(duty, period, (previous, due.due_on), history, context)
        if unknown is None:
            try:
                status, reason = context.standing(due.due_on, done.on if done else None, duty.warn), None
            except OutsideCalendar:
                reason = "outside_calendar"
    due_on = due.due_on if due is not None else None
    fulfilled_on = done.on if done is not None else None
    late_working, late_calendar = context.lateness(status, due_on, fulfilled_on)
    opens_on = due.opens_on if due is not None else None
    answers = context.setting.bearer(bearer, min(fulfilled_on or context.as_of, context.as_of))
    return Verdict(
        rule=duty.id,
        topic=duty.topic,
        kind=Kind.PERIODIC,
        cites=duty.cites,
        dossier=None,
        unit=answers,
        bearer=duty.bearer,
        case=None,
        trigger_event=None,
        trigger_date=period[0],
        opens_on=opens_on,
        due_on=due_on,
        fulfilled_on=fulfilled_on,
        status=status,
        reason=reason,
        late_working_days=late_working,
        late_calendar_days=late_calendar,
        certainty=certainty_of(duty, due) if due is not None else Certainty.ESTIMATED,
        early=fulfilled_on < opens_on if opens_on is not None and fulfilled_on is not None else None,
        trace=Trace(phrase=duty.phrase, due=due, fulfilment=done, period=period, assumed=duty.assumed),
        inherited_from=bearer if answers != bearer else None,
    )


def _standing(duty: Duty, bearer: str | None, history: History, unknown: str | None, context: Context) -> Verdict:
    """Return the verdict on a duty that holds all the time without a number: nobody can say whether it was in time."""
    done = [
        event
        for event, act in acts_of(duty, history)
        if event.on <= context.as_of and evaluate_test(act.test, context.facts_of(event, history).read) is not False
    ]
    last = done[-1] if done else None
    return Verdict(
        rule=duty.id,
        topic=duty.topic,
        kind=Kind.PERIODIC,
        cites=duty.cites,
        dossier=None,
        unit=bearer,
        bearer=duty.bearer,
        case=None,
        trigger_event=None,
        trigger_date=None,
        opens_on=None,
        due_on=None,
        fulfilled_on=last.on if last is not None else None,
        status=Status.UNDETERMINED,
        reason=unknown or "no_number",
        late_working_days=None,
        late_calendar_days=None,
        certainty=certainty_of(duty, None),
        early=None,
        trace=Trace(phrase=duty.phrase, fulfilment=last, assumed=duty.assumed),
    )


def _dues(duty: Duty, every: Every, start: date, context: Context) -> tuple[Due | None, Due | None]:
    """Return when the period that begins on `start` falls due, and when the one before it did."""
    try:
        due = due_of_period(every, start, context.calendar, duty.conventions)
    except OutsideCalendar:
        return None, None
    try:
        return due, due_of_period(every, every.cycle.before(start), context.calendar, duty.conventions)
    except OutsideCalendar:
        return due, None


def _fulfilment(
    duty: Duty,
    period: tuple[date, date],
    window: tuple[date | None, date],
    history: History,
    context: Context,
) -> Event | None:
    """Return the event whose `period` names this period, else the first unnamed one in (previous due, due]."""
    unnamed: Event | None = None
    for event, act in acts_of(duty, history):
        is_shown = evaluate_test(act.test, context.facts_of(event, history).read) is not False
        if event.on > context.as_of or not is_shown:
            continue
        named = event.attribute("period")
        if named is not None and (stated := parse_period(named)) is not None:
            if stated == period:
                return event
        elif unnamed is None and (window[0] is None or event.on > window[0]) and event.on <= window[1]:
            unnamed = event
    return unnamed
