"""Norms beyond deadlines. Equals `engine.evaluation.norms`."""

from __future__ import annotations

import numpy as np

from engine.columnar.act_findings import bound_rows, governs, is_bound, write_acts
from engine.columnar.conditions import FALSE, UNKNOWN, missing_reasons, truth_of
from engine.columnar.context import Context
from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.facts import EventRows
from engine.columnar.findings import STATUS_CODE, Columns
from engine.columnar.histories import PROVINCE
from engine.columnar.matching import Occurrences, first_of_each
from engine.model.duties import Per
from engine.outcomes import Kind, Status
from engine.planning.plan import PlannedGate, PlannedLimit, PlannedProhibition, PlannedRequirement

PROHIBITED_ACT = "prohibited_act"


def judge_requirement(rule: PlannedRequirement, context: Context) -> None:
    """Write acts done without what they need, and those of which that cannot be told; equals `check_requirement`."""
    rows = bound_rows(rule.event, context, rule)
    applies = truth_of(rule.applies, rows)
    faults, texts = _faults(rule, rows, context)
    wrong = (applies != FALSE) & (faults != 0)
    rows, applies, faults = rows.only(wrong), applies[wrong], faults[wrong]
    unclear = applies == UNKNOWN
    numbers, missing = missing_reasons([(rule.applies, unclear)], rows)
    writer = context.writer
    write_acts(
        rows,
        context,
        norm=writer.norm(rule.id, rule.topic, Kind.REQUIREMENT, rule.cites),
        reason=np.where(unclear, writer.reasons_of(numbers, missing), writer.reasons_of(faults, texts)),
        assumed=bool(rule.assumed),
        status=np.where(unclear, STATUS_CODE[Status.UNDETERMINED], STATUS_CODE[Status.VIOLATION]),
    )


def _faults(rule: PlannedRequirement, rows: EventRows, context: Context) -> tuple[Ints, list[str]]:
    """Return what each act lacks where the requirement applies, as a number of a text, 0 for nothing."""
    found = np.zeros(len(rows), np.int32)
    texts = [""]

    def lacks(where: Bools, text: str) -> None:
        found[where & (found == 0)] = len(texts)
        texts.append(text)

    if rule.forbidden:
        lacks(np.ones(len(rows), bool), "forbidden")
    if rule.needs is not None:
        lacks(~_granted(rule, rows, context), f"nothing_before:{rule.needs.event}")
    if rule.roles:
        actor = rows.column("actor")
        allowed = [context.setting.roles.code(role) for role in rule.roles]
        lacks((actor != NOTHING) & ~np.isin(actor, allowed), "role_not_allowed")
    for name, accepted in rule.evidence:
        codes, words = rows.attribute(name)
        lacks((codes != NOTHING) & ~np.isin(codes, [words.code(text) for text in accepted]), f"evidence:{name}")
    return found, texts


def _granted(rule: PlannedRequirement, rows: EventRows, context: Context) -> Bools:
    """Tell which acts had what they need, before or on the same day."""
    assert rule.needs is not None
    own, units = context.subjects.own, rows.own_unit
    earlier = Occurrences(own.key[context.acts(rule.needs, own)])
    nothing = np.full(len(rows), NOTHING)
    # Việc thỏa thuận, cho phép có thể do cơ quan cấp trên của đơn vị ghi.
    places = context.evidence_for(rule.needs.event, nothing, context.setting.parent[units])
    places += context.evidence_for(rule.needs.event, rows.subject, units)
    granted = np.zeros(len(rows), bool)
    for where in places:
        granted |= earlier.last_before(where, rows.day + 1) != NEVER
    return granted


def judge_limit(rule: PlannedLimit, context: Context) -> None:
    """Write each event that brings the number above what is allowed; equals `check_limit`."""
    begun = _counted_over(rule, context.rows(rule.event), context)
    if rule.exempt is not None:
        begun = begun.only(truth_of(rule.exempt, begun) == FALSE)
    nothing = begun.only(np.empty(0, np.int64))
    ended = nothing if rule.until is None else _counted_over(rule, context.rows(rule.until), context)
    number = _numbers(begun, ended)
    over = (number > rule.at_most) & is_bound(begun, context, rule)
    rows, number = begun.only(over), number[over]
    writer = context.writer
    distinct, inverse = np.unique(number, return_inverse=True)
    reasons = np.array([writer.reason(f"over_limit:{count}") for count in distinct.tolist()], np.int32)
    write_acts(
        rows,
        context,
        norm=writer.norm(rule.id, rule.topic, Kind.LIMIT, rule.cites),
        reason=reasons[inverse],
        assumed=bool(rule.assumed),
    )


def _counted_over(rule: PlannedLimit, rows: EventRows, context: Context) -> EventRows:
    subjects = context.subjects
    match rule.per:
        case Per.PROVINCE:
            return rows.only(rows.subject == PROVINCE)
        case Per.UNIT:
            return rows.only(subjects.is_unit(rows.subject))
        case Per.DOSSIER:
            return rows.only(subjects.is_dossier(rows.subject))


def _numbers(begun: EventRows, ended: EventRows) -> Ints:
    """Return how many there are after each beginning; on one day endings come first, and there are never fewer than 0.

    The number is the running sum, raised by as much as it ever fell below 0 before.
    """
    keys = np.concatenate((begun.histories.key[begun.at], begun.histories.key[ended.at]))
    steps = np.repeat([1, -1], [len(begun), len(ended)])
    order = np.lexsort((steps, keys))
    subjects = np.concatenate((begun.subject, ended.subject))[order]
    if not len(order):
        return np.empty(0, np.int64)
    first = first_of_each(subjects)
    running = np.cumsum(steps[order])
    group = np.cumsum(first) - 1
    running -= (running - steps[order])[first][group]
    # Mỗi đối tượng được hạ xuống dưới mọi đối tượng trước nó, nên cực tiểu lũy tiến tự bắt đầu lại từ 0.
    apart = 2 * len(order) + 1
    lowest = np.minimum.accumulate(np.minimum(running, 0) - group * apart) + group * apart
    numbers = np.empty(len(order), np.int64)
    numbers[order] = running - lowest
    return numbers[: len(begun)]


def judge_prohibitions(rules: tuple[PlannedProhibition, ...], context: Context) -> None:
    """Write forbidden acts, under the clause that names them; equals `check_prohibitions`."""
    if not rules:
        return
    rows = context.rows(PROHIBITED_ACT)
    rows = rows.only(is_bound(rows, context))
    codes, words = rows.attribute("act")
    writer = context.writer
    reasons = np.array([*(writer.reason(f"act:{text}") for text in words), 0], np.int32)
    unnamed = codes == NOTHING
    for rule in rules:
        governed = governs(rule, rows)
        write_acts(
            rows.only(unnamed & governed),
            context,
            norm=_norm_of(rule, context),
            reason=writer.reason("missing:act"),
            assumed=bool(rule.assumed),
            status=STATUS_CODE[Status.UNDETERMINED],
        )
        unnamed &= ~governed
        named = governed & np.isin(codes, [words.code(act) for act in rule.acts]) & (codes != NOTHING)
        write_acts(
            rows.only(named),
            context,
            norm=_norm_of(rule, context),
            reason=reasons[codes[named]],
            assumed=bool(rule.assumed),
        )


def _norm_of(rule: PlannedProhibition, context: Context) -> int:
    return context.writer.norm(rule.id, None, Kind.PROHIBITION, rule.cites)


def judge_gates(gates: tuple[PlannedGate, ...], duties: Columns, context: Context) -> None:
    """Write, for each request, whether the gate was closed on its day; equals `check_gate`.

    Args:
        duties: the findings of all rules that close a gate.
    """
    rules = [norm.rule for norm in context.writer.registry.norms]
    for gate in gates:
        rows = bound_rows(gate.event, context, gate)
        wanted = np.isin(duties["norm"], [number for number, rule in enumerate(rules) if rule in gate.closed_by])
        closing = {name: column[wanted] for name, column in duties.items()}
        closed, unclear = _closed(closing, rows, context)
        writer = context.writer
        codes = [STATUS_CODE[status] for status in (Status.VOID, Status.UNDETERMINED, Status.MET)]
        write_acts(
            rows,
            context,
            norm=writer.norm(gate.id, gate.topic, Kind.GATE, gate.cites),
            reason=np.where(closed, writer.reason("gate_closed"), np.where(unclear, writer.reason("gate_unclear"), 0)),
            assumed=bool(gate.assumed),
            status=np.where(closed, codes[0], np.where(unclear, codes[1], codes[2])),
        )


def _closed(duties: Columns, rows: EventRows, context: Context) -> tuple[Bools, Bools]:
    """Tell at which requests a duty of the unit was open past its due date, and at which one without a due date was."""
    begun, due, done = duties["trigger_date"], duties["due_on"], duties["fulfilled_on"]
    ended_late = (duties["status"] == STATUS_CODE[Status.LATE]) & (done == NEVER)
    done = np.where(ended_late, due + duties["late_calendar_days"], done)
    inherited = duties.get("inherited_from", np.full(len(begun), NOTHING))
    unit = np.where(inherited != NOTHING, inherited, duties["unit"])
    counts = (unit != NOTHING) & (begun != NEVER) & (duties["status"] != STATUS_CODE[Status.VOID])
    dated = due != NEVER
    past_due = np.maximum(begun, np.where(dated, due + 1, begun))
    surely = duties["status"] != STATUS_CODE[Status.UNDETERMINED]
    return (
        _open_at(*_as_borne(unit, past_due, done, counts & dated & surely, context), rows),
        _open_at(*_as_borne(unit, past_due, done, counts & ~(dated & surely), context), rows),
    )


def _as_borne(unit: Ints, first: Ints, done: Ints, counts: Bools, context: Context) -> tuple[Ints, Ints, Ints, Bools]:
    """Return times [first, done) by who had the duty when: once for every unit that it passed to, from then on."""
    lifetimes = context.setting.lifetimes
    if lifetimes is None:
        return unit, first, done, counts
    steps = [(unit, np.full(len(unit), EARLIEST)), *((heir[unit], since[unit]) for heir, since in lifetimes.heirs)]
    ends = [*(since for _, since in steps[1:]), np.full(len(unit), NEVER)]
    holders, begins = (np.concatenate([step[place] for step in steps]) for place in (0, 1))
    size = len(steps)
    return (
        holders,
        np.maximum(np.tile(first, size), begins),
        np.minimum(np.tile(done, size), np.concatenate(ends)),
        np.tile(counts, size) & (holders != NOTHING),
    )


def _open_at(units: Ints, first: Ints, done: Ints, counts: Bools, rows: EventRows) -> Bools:
    """Tell at which requests any of the times [first, done) of the asking unit holds the day."""
    counts = counts & (first < done)
    opened, ended = (_sorted_keys(units[counts], days[counts]) for days in (first, done))
    asked = _keys(rows.unit, rows.day)
    none_of_unit = np.searchsorted(opened, _keys(rows.unit, np.full(len(rows), -NEVER)))
    began = np.searchsorted(opened, asked, side="right") - none_of_unit
    over = np.searchsorted(ended, asked, side="right") - none_of_unit
    is_open: Bools = (began > over) & (rows.unit != NOTHING)
    return is_open


def _keys(units: Ints, days: Ints) -> Ints:
    return (units.astype(np.int64) << 33) + (days.astype(np.int64) + NEVER)


def _sorted_keys(units: Ints, days: Ints) -> Ints:
    return np.sort(_keys(units, days))
