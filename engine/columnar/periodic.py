"""Duties that come back with each calendar period. Equals `engine.evaluation.periodic`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.calendars.cycles import Cycle
from engine.columnar.conditions import FALSE, UNKNOWN, missing_reasons, truth_of
from engine.columnar.context import Context, certainty_of, earliness
from engine.columnar.days import (
    EARLIEST,
    NEVER,
    NOTHING,
    Bools,
    Ints,
    number_of,
    period_ends,
    period_starts,
)
from engine.columnar.dues import Dues, dues_of_periods
from engine.columnar.facts import EventRows, UnitRows
from engine.columnar.findings import CERTAINTY_CODE, STATUS_CODE
from engine.columnar.histories import PROVINCE, Histories
from engine.columnar.matching import Occurrences
from engine.columnar.setting import Setting
from engine.outcomes import Certainty, Kind, Status
from engine.periods import parse_period
from engine.phrases import Every
from engine.planning.plan import AnswerableUnit, Duty
from engine.vocabulary import Level


@dataclass(frozen=True)
class Bearers:
    """Who bears a periodic duty.

    Attributes:
        unit: the units, `NOTHING` for the province.
        subject: whose events fulfil it, in `histories`.
    """

    unit: Ints
    subject: Ints
    histories: Histories

    def __len__(self) -> int:
        return len(self.unit)


def judge_periodic(duty: Duty, context: Context) -> None:
    """Write a finding per bearer and period, or per bearer for a duty that holds all the time."""
    begins, last = context.subjects.first_day, context.as_of
    if begins == NEVER:
        return
    if duty.valid_from is not None:
        begins = max(begins, number_of(duty.valid_from))
    if duty.valid_until is not None:
        last = min(last, number_of(duty.valid_until) - 1)
    if begins > last:
        return
    bearers = _bearers(duty, context)
    if not len(bearers):
        return
    if isinstance(duty.deadline, Every):
        _judge_periods(duty, duty.deadline, bearers, (begins, last), context)
    else:
        _judge_standing(duty, bearers, last, context)


def _bearers(duty: Duty, context: Context) -> Bearers:
    setting, subjects = context.setting, context.subjects
    units = _units_that_bear(duty, context)
    units = units[~setting.is_outside(units)]
    if duty.subject is Level.PROVINCE:
        return Bearers(units, np.full(len(units), PROVINCE), subjects.province_wide)
    return Bearers(units, subjects.of_unit(units), subjects.own)


def _bound(duty: Duty, units: Ints, days: Ints, context: Context) -> tuple[Bools, Ints]:
    """Tell which units the duty binds as of each day, and the number of the reason why it cannot be told, or 0."""
    rows = UnitRows(units, context.setting, context.subjects.own, days)
    holds = truth_of(duty.test, rows)
    numbers, texts = missing_reasons([(duty.test, holds == UNKNOWN)], rows)
    return holds != FALSE, context.writer.reasons_of(numbers, texts)


def _units_that_bear(duty: Duty, context: Context) -> Ints:
    """Return who bears the duty; equals `_bearers` of the reference."""
    setting: Setting = context.setting
    if duty.answerable is AnswerableUnit.DEPARTMENT:
        return setting.department_on(np.array([context.as_of]))
    if duty.answerable.is_of_province:
        return np.array([NOTHING])
    if duty.subject is Level.PROVINCE:
        return np.array([NOTHING])
    if setting.known is None or setting.superiors is None:
        own = context.subjects.own.subject
        return np.unique(own[context.subjects.is_unit(own)]) - 1
    return setting.superiors if duty.answerable is AnswerableUnit.PARENT else setting.known


def _acts(duty: Duty, bearers: Bearers, context: Context) -> EventRows:
    acts = EventRows.of(bearers.histories, context.any_act(duty.must, bearers.histories), context.setting)
    return acts.only(acts.day <= context.as_of)


def _acts_by_key(rows: EventRows) -> Occurrences:
    return Occurrences(rows.histories.key[rows.at])


def _judge_periods(duty: Duty, every: Every, bearers: Bearers, span: tuple[int, int], context: Context) -> None:
    """Write a finding for each bearer and each period that overlaps `span`; equals `_verdict` of the reference."""
    firsts = _periods(every, span)
    if duty.succeeds and duty.valid_from is not None:
        firsts = firsts[firsts >= number_of(duty.valid_from)]
    dues = dues_of_periods(every, firsts, context.almanac, duty.conventions)
    earlier = dues_of_periods(every, period_starts(firsts - 1, every.cycle), context.almanac, duty.conventions)
    previous = np.where(earlier.possible, earlier.due, -NEVER)
    count = len(firsts)
    bearer, period = np.divmod(np.arange(len(bearers) * count), count)
    ends = period_ends(firsts, every.cycle)
    bound, unknown = _bound(duty, bearers.unit[bearer], ends[period], context)
    lifetimes = context.setting.lifetimes
    if lifetimes is not None and not duty.answerable.is_of_province:
        units = bearers.unit[bearer]
        bound &= (lifetimes.first[units] <= ends[period]) & (firsts[period] <= lifetimes.last[units])
    bearer, period, unknown = bearer[bound], period[bound], unknown[bound]
    wanted = _Wanted(bearers.subject[bearer], firsts[period], previous[period], dues.at(period))
    dues = wanted.dues
    done = _done(_acts(duty, bearers, context), bearers.unit[bearer], wanted, every.cycle, context)
    answers, inherited = context.setting.bearers(bearers.unit[bearer], np.minimum(done, context.as_of))
    due = np.where(dues.possible, dues.due, NEVER)
    opens = np.where(dues.possible, dues.opens, NEVER)
    status, reason = _statuses(duty, unknown, due, dues.possible, done, context)
    certainty = certainty_of(bool(duty.assumed), dues, dues.possible)
    certainty[~dues.possible] = CERTAINTY_CODE[Certainty.ESTIMATED]
    context.writer.add(
        len(due),
        norm=context.writer.norm(duty.id, duty.topic, Kind.PERIODIC, duty.cites),
        unit=answers,
        bearer=context.setting.roles.code(duty.bearer),
        trigger_date=firsts[period],
        opens_on=opens,
        due_on=due,
        fulfilled_on=done,
        status=status,
        reason=reason,
        certainty=certainty,
        early=earliness(opens, done),
        **context.lateness(status, due, done),
        **({} if lifetimes is None else {"inherited_from": inherited}),
    )


def _periods(every: Every, span: tuple[int, int]) -> Ints:
    """Return the first day of each period that overlaps `span`; equals `engine.counting.periods`."""
    days = np.arange(span[0], span[1] + 1)
    found: Ints = np.unique(period_starts(days, every.cycle))
    return found


def _statuses(duty: Duty, unknown: Ints, due: Ints, possible: Bools, done: Ints, context: Context) -> tuple[Ints, Ints]:
    status, unclear = context.standing(due, done, duty.warn)
    undetermined = ~possible | unclear
    reason = np.where(undetermined, context.writer.reason("outside_calendar"), 0)
    reason = np.where(unknown != 0, unknown, reason)
    status[undetermined | (unknown != 0)] = STATUS_CODE[Status.UNDETERMINED]
    return status, reason


@dataclass(frozen=True)
class _Wanted:
    """The periods of some bearers: whose events fulfil them, their first days, the due dates before and their own."""

    subjects: Ints
    firsts: Ints
    previous: Ints
    dues: Dues

    def of_heirs(self, places: Ints, subjects: Ints) -> _Wanted:
        """Return some of them, with the subjects to which what was owed has passed."""
        return _Wanted(subjects, self.firsts[places], self.previous[places], self.dues.at(places))


def _done(acts: EventRows, units: Ints, wanted: _Wanted, cycle: Cycle, context: Context) -> Ints:
    """Return when each period was fulfilled: by the act that names it, else by the first unnamed one in its window.

    From the end of a unit on, acts of whoever goes on with its work count as its own.
    """
    named, unnamed = _fulfilled(acts, wanted, cycle)
    lifetimes = context.setting.lifetimes
    for places, heirs, since in lifetimes.passings(units) if lifetimes is not None else ():
        own = wanted.subjects[places] == context.subjects.of_unit(units[places])
        places, heirs = places[own], heirs[own]
        passed = wanted.of_heirs(places, context.subjects.of_unit(heirs))
        by_name, others = _fulfilled(acts.only(acts.day >= since), passed, cycle)
        named[places] = np.minimum(named[places], by_name)
        unnamed[places] = np.minimum(unnamed[places], others)
    return np.where(named != NEVER, named, unnamed)


def _fulfilled(acts: EventRows, wanted: _Wanted, cycle: Cycle) -> tuple[Ints, Ints]:
    """Return the first act that names each period, and the first in its window that names none."""
    keys, dues = acts.histories.key[acts.at], wanted.dues
    named_first, is_named = _named_periods(acts, cycle)
    unnamed = Occurrences(keys[~is_named])
    opens = np.where(dues.possible, np.maximum(wanted.previous + 1, EARLIEST), NEVER)
    in_window = unnamed.first_from(wanted.subjects, opens)
    fitting = is_named & (named_first != NEVER)
    named = np.full(len(wanted.firsts), NEVER)
    if fitting.any():
        rows = acts.subject[fitting], named_first[fitting], acts.day[fitting]
        named = np.where(dues.possible, _first_named(*rows, wanted.subjects, wanted.firsts), NEVER)
    return named, np.where(in_window <= dues.due, in_window, NEVER)


def _named_periods(acts: EventRows, cycle: Cycle) -> tuple[Ints, Bools]:
    """Return the first day of the period that each act names, if it is one of `cycle`, and whether it names any."""
    codes, words = acts.attribute("period")
    firsts, named = np.full(len(words) + 1, NEVER), np.zeros(len(words) + 1, bool)
    for code, text in enumerate(words):
        period = parse_period(text)
        if period is not None:
            named[code] = True
            if (cycle.start(period[0]), cycle.end(period[0])) == period:
                firsts[code] = number_of(period[0])
    return firsts[codes], named[codes]


def _first_named(subject: Ints, first: Ints, day: Ints, subjects: Ints, firsts: Ints) -> Ints:
    """Return the day of the first act of each wanted subject that names the wanted period by its first day."""
    keys = (subject.astype(np.int64) << 32) + (first + 2**24)
    order = np.argsort(keys, kind="stable")
    keys, day = keys[order], day[order]
    wanted = (subjects.astype(np.int64) << 32) + (firsts + 2**24)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, day[places], NEVER)


def _judge_standing(duty: Duty, bearers: Bearers, last: int, context: Context) -> None:
    """Write a finding per bearer of a duty without a number, which nobody can call timely; equals `_standing`."""
    bound, unknown = _bound(duty, bearers.unit, np.full(len(bearers), last), context)
    lifetimes = context.setting.lifetimes
    if lifetimes is not None:
        bound &= lifetimes.exist(bearers.unit, last)
    units, subjects, unknown = bearers.unit[bound], bearers.subject[bound], unknown[bound]
    rows = _acts(duty, bearers, context)
    always = np.full(len(units), NEVER)
    done = _acts_by_key(rows).last_before(subjects, always)
    of_unit = context.subjects.of_unit
    for places, heirs, since in lifetimes.passings(units) if lifetimes is not None else ():
        own = subjects[places] == of_unit(units[places])
        places, heirs = places[own], heirs[own]
        passed = _acts_by_key(rows.only(rows.day >= since)).last_before(of_unit(heirs), always[places])
        later = (done[places] == NEVER) | (passed > done[places])
        done[places] = np.where((passed != NEVER) & later, passed, done[places])
    writer = context.writer
    firm = Certainty.ASSUMED if duty.assumed else Certainty.STATED
    writer.add(
        len(units),
        norm=writer.norm(duty.id, duty.topic, Kind.PERIODIC, duty.cites),
        unit=units,
        bearer=context.setting.roles.code(duty.bearer),
        fulfilled_on=done,
        status=STATUS_CODE[Status.UNDETERMINED],
        reason=np.where(unknown != 0, unknown, writer.reason("no_number")),
        certainty=CERTAINTY_CODE[firm],
    )
