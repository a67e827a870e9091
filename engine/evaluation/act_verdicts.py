"""The verdict on an act: how it was done, by whom, and whether it was allowed at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.evaluation.context import Context
from engine.evaluation.facts import EventFacts
from engine.evaluation.history import History
from engine.evaluation.verdicts import Certainty, Kind, Status, Trace, Verdict
from engine.loading.logs import Event
from engine.planning.plan import Versioned


@dataclass(frozen=True, slots=True)
class ActNorm:
    """The norm that an act is held against; `is_stated` is false when no clause demands it."""

    id: str
    kind: Kind
    topic: str | None
    cites: str
    assumed: tuple[str, ...] = ()
    is_stated: bool = True


def act_verdict(
    norm: ActNorm,
    event: Event,
    history: History,
    context: Context,
    reason: str | None,
    *,
    status: Status = Status.VIOLATION,
    states: tuple[str, ...] = (),
    blocking: tuple[tuple[str, str | None, date | None], ...] = (),
) -> Verdict:
    """Return the verdict that `event` broke `norm`, or stands to it as `status` says."""
    unit = event.unit or (history.home_on(event.on) if event.dossier else None)
    return Verdict(
        rule=norm.id,
        topic=norm.topic,
        kind=norm.kind,
        cites=norm.cites,
        dossier=event.dossier,
        unit=unit,
        bearer=event.actor,
        case=EventFacts(event, history, context.setting).case(),
        trigger_event=event.event,
        trigger_date=event.on,
        opens_on=None,
        due_on=None,
        fulfilled_on=None,
        status=status,
        reason=reason,
        late_working_days=None,
        late_calendar_days=None,
        certainty=Certainty.ASSUMED if norm.assumed or not norm.is_stated else Certainty.STATED,
        early=None,
        trace=Trace(trigger=event, assumed=norm.assumed, states=states, blocking=blocking),
    )


def is_bound(event: Event, context: Context, rule: Versioned) -> bool:
    """Tell whether the regulation, and this version of the rule, governs the act and binds the unit it happened in."""
    in_force = context.plan.in_force(event.on) and rule.governs(event.on)
    return in_force and context.setting.in_scope(event.unit) is not False
