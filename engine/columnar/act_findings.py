"""Writing what is found of acts. Equals `engine.evaluation.act_verdicts`."""

from __future__ import annotations

import numpy as np

from engine.columnar.context import Context
from engine.columnar.days import Bools, Ints
from engine.columnar.facts import EventRows
from engine.columnar.findings import CERTAINTY_CODE, STATUS_CODE
from engine.columnar.setting import within
from engine.outcomes import Certainty, Status
from engine.planning.plan import Versioned


def write_acts(
    rows: EventRows,
    context: Context,
    *,
    norm: Ints | int,
    reason: Ints | int,
    assumed: Bools | bool,
    status: Ints | int = STATUS_CODE[Status.VIOLATION],
) -> None:
    """Write that acts broke a norm, or stand to it as `status` says."""
    context.writer.add(
        len(rows),
        norm=norm,
        dossier=rows.column("dossier"),
        unit=rows.own_unit,
        bearer=rows.column("actor"),
        case=rows.case,
        trigger_event=rows.column("event"),
        trigger_date=rows.day,
        status=status,
        reason=reason,
        certainty=np.where(assumed, CERTAINTY_CODE[Certainty.ASSUMED], CERTAINTY_CODE[Certainty.STATED]),
        ref=rows.column("ref"),
        **rows.named(),
    )


def is_bound(rows: EventRows, context: Context, rule: Versioned | None = None) -> Bools:
    """Tell which acts the regulation governs: in force on their day, and not surely outside its scope.

    Args:
        rule: the version of a rule that must govern them, too.
    """
    bound = context.setting.binds(rows.day, rows.unit)
    return bound & governs(rule, rows) if rule is not None and rule.is_bounded else bound


def governs(rule: Versioned, rows: EventRows) -> Bools:
    """Tell which acts fall under a version of a rule; equals `Versioned.governs`."""
    return within(rows.day, rule.valid_from, rule.valid_until)


def bound_rows(event: str, context: Context, rule: Versioned) -> EventRows:
    """Return the acts of one type that the regulation and a version of a rule govern."""
    rows = context.rows(event)
    return rows.only(is_bound(rows, context, rule))
