"""What an evaluator says of one duty or one act, and the trace from which it can be explained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.counting import Due
from engine.loading.logs import Event
from engine.outcomes import Certainty, Kind, Status


@dataclass(frozen=True, slots=True)
class Difference:
    """Two fields that ought to agree and do not: of the act, and of the trigger, each with its value."""

    act: str
    found: str
    trigger: str
    wanted: str


@dataclass(frozen=True, slots=True)
class LeftAside:
    """An event of the right type that did not count, and why.

    Attributes:
        differences: for another party's event, what of it differs.
    """

    event: Event
    reason: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class WeighedCase:
    """A case of a list of periods, and whether it held; None when that hangs on what is not known."""

    phrase: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What a verdict was made from; explanations are written from it and from nothing else.

    Attributes:
        trigger: the event that set the duty off; None for a periodic duty.
        with_events: the other events that it took to set it off.
        phrase: the words of the period that counts.
        cases: of a list of periods those looked at, in order; the last is the one that counts, or that is in doubt.
        counted_from: the day from which the period was counted.
        handover: the move by which the unit that answers got the dossier.
        due: the resolved period with its ledger; None when there is none.
        fulfilment: the event that fulfilled it, or that broke a prohibition.
        doubted: the fields that the conditions on the fulfilment ask for and the log does not tell.
        passed_over: events of the right type that did not count.
        pauses: the stops of the clock that were taken into account.
        pauses_aside: the events that would have stopped the clock and did not count.
        extensions: the events that lengthened the period.
        extensions_aside: the events that would have lengthened the period and did not.
        voided_by: the event that cancelled the duty.
        period: the calendar period of a periodic duty.
        assumed: the interpretations it rests on.
        states: for an act of the lifecycle, the states that the dossier could have been in.
        carried_on: the first day of the later version to whose period the duty moved, being still open.
        blocking: for a gate, the duties that held it closed or left it open to doubt: rule, dossier, due date.
    """

    trigger: Event | None = None
    with_events: tuple[Event, ...] = ()
    phrase: str | None = None
    cases: tuple[WeighedCase, ...] = ()
    counted_from: date | None = None
    handover: Event | None = None
    due: Due | None = None
    fulfilment: Event | None = None
    doubted: tuple[str, ...] = ()
    passed_over: tuple[LeftAside, ...] = ()
    pauses: tuple[tuple[date, date | None], ...] = ()
    pauses_aside: tuple[LeftAside, ...] = ()
    extensions: tuple[Event, ...] = ()
    extensions_aside: tuple[LeftAside, ...] = ()
    voided_by: Event | None = None
    period: tuple[date, date] | None = None
    assumed: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    blocking: tuple[tuple[str, str | None, date | None], ...] = ()
    carried_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict. The fields mean what the columns of a finding of the same name mean.

    Attributes:
        would_be: what an undetermined verdict would be if the duty applied.
        about: the document that the trigger is about.
        inherited_from: the unit that the duty passed from when it ended.
        person: the name last stated for the dossier; to be shown only, and only where it may be.
    """

    rule: str
    topic: str | None
    kind: Kind
    cites: str
    dossier: str | None
    unit: str | None
    bearer: str | None
    case: str | None
    trigger_event: str | None
    trigger_date: date | None
    opens_on: date | None
    due_on: date | None
    fulfilled_on: date | None
    status: Status
    reason: str | None
    late_working_days: int | None
    late_calendar_days: int | None
    certainty: Certainty
    early: bool | None
    trace: Trace
    would_be: Status | None = None
    about: str | None = None
    inherited_from: str | None = None
    person: str | None = None

    @property
    def first_unit(self) -> str | None:
        """The unit that answered at first, before what it owed passed to another."""
        return self.inherited_from or self.unit


__all__ = ["Certainty", "Difference", "Kind", "LeftAside", "Status", "Trace", "Verdict", "WeighedCase"]
