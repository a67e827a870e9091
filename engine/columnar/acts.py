"""Who may do an act, and with what evidence. Equals `engine.evaluation.acts`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from engine.columnar.act_findings import bound_rows, governs, write_acts
from engine.columnar.conditions import FALSE, truth_of
from engine.columnar.context import Context
from engine.columnar.days import NEVER, NOTHING, Bools, Ints, number_of
from engine.columnar.facts import EventRows
from engine.columnar.histories import PROVINCE, key_of
from engine.columnar.matching import Occurrences, by_mask
from engine.model.duties import ApprovalPlace, Delegation, Means
from engine.outcomes import LIFECYCLE, Kind
from engine.planning.grounds import Grounds
from engine.planning.plan import PlannedApprover, PlannedLifecycle, PlannedTier, Step, Versioned

DELEGATE = "unit_delegate"
ADMIN = "unit_admin"
DELEGATION = "delegation_granted"


def _dossier_acts(event: str, context: Context, rule: Versioned) -> EventRows:
    rows = bound_rows(event, context, rule)
    return rows.only(context.subjects.is_dossier(rows.subject))


def judge_approvals(tier: PlannedTier, context: Context) -> None:
    """Write what is wrong with the approvals of one tier: who, signature, place, order; equals `check_approvals`."""
    rows = _dossier_acts(tier.event, context, tier)
    _judge_approvers(tier, rows, context)
    if tier.means is Means.DIGITAL_SIGNATURE:
        _write(tier, rows.only(_says(rows, "signed", "false")), "not_signed", context)
    if tier.place is not ApprovalPlace.UNSPECIFIED:
        codes, words = rows.attribute("place")
        elsewhere = (codes != NOTHING) & (codes != words.code(tier.place.value))
        _write(tier, rows.only(elsewhere), "wrong_place", context)
    for name in sorted(tier.before):
        later = _dossier_acts(name, context, tier)
        if tier.approvers:
            later = later.only(np.logical_or.reduce([_speaks_of(entry, later) for entry in tier.approvers]))
        _write(tier, later.only(_unapproved(tier, later, context)), "before_approval", context)


def _write(tier: PlannedTier, rows: EventRows, reason: str, context: Context, norm: Ints | None = None) -> None:
    writer = context.writer
    plain = writer.norm(tier.id, None, Kind.TRANSITION, tier.cites)
    write_acts(
        rows, context, norm=plain if norm is None else norm, reason=writer.reason(reason), assumed=bool(tier.assumed)
    )


def _says(rows: EventRows, attribute: str, value: str) -> Bools:
    codes, words = rows.attribute(attribute)
    says: Bools = (codes != NOTHING) & (codes == words.code(value))
    return says


def _judge_approvers(tier: PlannedTier, rows: EventRows, context: Context) -> None:
    """Write approvals by a role that none of the entries allows, or by a delegate where that is not allowed."""
    fitting = np.stack([_speaks_of(entry, rows) for entry in tier.approvers]) if tier.approvers else None
    if fitting is None:
        return
    actor, roles = rows.column("actor"), context.setting.roles
    stated = (actor != NOTHING) & fitting.any(axis=0)
    allowed = _acted_as(actor, [DELEGATE, *([ADMIN] if tier.admin_may_approve else [])], context)
    for fits, entry in zip(fitting, tier.approvers, strict=True):
        allowed |= fits & _acted_as(actor, entry.roles, context)
    norm = _norms_by_entries(tier, fitting, context)
    wrong = stated & ~allowed
    _write(tier, rows.only(wrong), "role_not_allowed", context, norm[wrong])
    delegated = stated & (actor == roles.code(DELEGATE))
    if tier.delegation is Delegation.NONE:
        _write(tier, rows.only(delegated), "delegation_not_allowed", context, norm[delegated])
    elif tier.delegation is Delegation.WRITTEN:
        unwritten, not_in_force = _faults_of_delegation(rows, context)
        for reason, faulty in (("delegation_not_written", unwritten), ("delegation_not_in_force", not_in_force)):
            where = delegated & faulty
            _write(tier, rows.only(where), reason, context, norm[where])


def _faults_of_delegation(rows: EventRows, context: Context) -> tuple[Bools, Bools]:
    """Tell what is not in writing, and for what no delegation was in force; equals `_fault_of_delegation`."""
    own, unwritten = context.subjects.own, _says(rows, "written", "false")
    granted = EventRows.of(own, own.called(DELEGATION), context.setting)
    if not len(granted):
        return unwritten, np.zeros(len(rows), bool)
    unit = context.subjects.of_unit(rows.own_unit)
    is_granted = np.isin(unit, granted.subject[granted.subject > PROVINCE])
    in_force = _in_force(granted, unit, rows.day)
    in_writing = _in_force(granted.only(~_says(granted, "written", "false")), unit, rows.day)
    return unwritten | in_force & ~in_writing, is_granted & ~in_force & ~unwritten


def _in_force(granted: EventRows, units: Ints, days: Ints) -> Bools:
    """Tell for which units some of these delegations, in order of unit and day, were in force on each day."""
    if not len(granted):
        return np.zeros(len(days), bool)
    codes, words = granted.attribute("valid_until")
    ends = np.array([*map(_last_day_of, words), NEVER])[codes]
    latest = np.maximum.accumulate(key_of(granted.subject, ends))
    asked = key_of(units, days)
    place = np.searchsorted(key_of(granted.subject, granted.day), asked, side="right") - 1
    in_force: Bools = (place >= 0) & (latest[place] >= asked) & (units != NOTHING)
    return in_force


def _last_day_of(text: str) -> int:
    try:
        return number_of(date.fromisoformat(text))
    except ValueError:
        return NEVER


def _speaks_of(entry: PlannedApprover, rows: EventRows) -> Bools:
    """Tell of which approvals an entry could speak; what is not known about one fits any."""
    fits = np.ones(len(rows), bool)
    if entry.unit_types:
        fits &= rows.is_one_of("unit_type", entry.unit_types) != FALSE
    if entry.categories:
        fits &= rows.is_one_of("category", entry.categories) != FALSE
    return fits


def _acted_as(actor: Ints, roles: Iterable[str], context: Context) -> Bools:
    codes = [context.setting.roles.code(role) for role in roles]
    return np.isin(actor, [code for code in codes if code != NOTHING])


def _norms_by_entries(tier: PlannedTier, fitting: Bools, context: Context) -> Ints:
    """Return the norm of each row: the tier, with the clauses of the entries that speak of the row."""
    norm = np.zeros(fitting.shape[1], np.int32)
    for mask, rows in by_mask(fitting):
        cites = dict.fromkeys(entry.cites for entry, fits in zip(tier.approvers, mask, strict=True) if fits)
        norm[rows] = context.writer.norm(tier.id, None, Kind.TRANSITION, "; ".join(cites))
    return norm


def _unapproved(tier: PlannedTier, rows: EventRows, context: Context) -> Bools:
    """Tell before which acts the last change had not been approved; equals `_unapproved_change`."""
    last = np.full(len(rows), -NEVER)
    for name in tier.after_events:
        changed = context.occurrences(name).last_before(rows.subject, rows.day)
        last = np.where(changed != NEVER, np.maximum(last, changed), last)
    has_change = last != -NEVER
    approvals: Occurrences = context.occurrences(tier.event)
    approved = approvals.first_from(rows.subject, np.where(has_change, last, rows.day))
    unapproved: Bools = has_change & (approved > rows.day)
    return unapproved


def judge_steps(lifecycle: PlannedLifecycle, context: Context) -> None:
    """Write acts done by a role that no step of their kind allows, or stated to lack required evidence."""
    for event in sorted({step.event for step in lifecycle.steps if step.roles or step.evidence}):
        rows = _dossier_acts(event, context, Versioned())
        steps = [step for step in lifecycle.steps if step.event == event]
        if not len(rows):
            continue
        possible = np.stack([(truth_of(step.test, rows) != FALSE) & governs(step, rows) for step in steps])
        grounds = [
            (places, Grounds.of(lifecycle, (step for step, fits in zip(steps, mask, strict=True) if fits)))
            for mask, places in by_mask(possible)
        ]
        for code, wrong in _step_faults(steps, possible, rows, context):
            _write_breaches(code, wrong, rows, grounds, context)


def _write_breaches(
    code: str, wrong: Bools, rows: EventRows, grounds: Iterable[tuple[Ints, Grounds]], context: Context
) -> None:
    """Write breaches of what steps demand; what an act might have been says on what clause or whose word."""
    if not wrong.any():
        return
    norm, reason = np.zeros(len(rows), np.int32), np.zeros(len(rows), np.int32)
    assumed = np.zeros(len(rows), bool)
    for places, ground in grounds:
        norm[places] = context.writer.norm(LIFECYCLE, None, Kind.TRANSITION, ground.cites)
        reason[places] = context.writer.reason(ground.reason(code))
        assumed[places] = not ground.is_stated
    write_acts(rows.only(wrong), context, norm=norm[wrong], reason=reason[wrong], assumed=assumed[wrong])


def _step_faults(
    steps: Sequence[Step], possible: Bools, rows: EventRows, context: Context
) -> Iterable[tuple[str, Bools]]:
    actor = rows.column("actor")
    any_step = possible.any(axis=0)
    refused = (actor != NOTHING) & any_step
    for fits, step in zip(possible, steps, strict=True):
        allows = _acted_as(actor, step.roles, context) if step.roles else np.ones(len(rows), bool)
        refused &= ~(fits & allows)
    yield "role_not_allowed", refused
    for name in sorted({name for step in steps for name, _ in step.evidence}):
        codes, words = rows.attribute(name)
        lacking = (codes != NOTHING) & any_step
        for fits, step in zip(possible, steps, strict=True):
            accepted = dict(step.evidence).get(name)
            if accepted is None:
                lacking &= ~fits
            else:
                lacking &= ~(fits & np.isin(codes, [words.code(text) for text in accepted]))
        yield f"evidence:{name}", lacking
