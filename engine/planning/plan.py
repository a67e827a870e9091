"""The plan: one regulation with every legal choice made, ready for any evaluator."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from engine.counting import Conventions
from engine.model.duties import ApprovalPlace, Delegation, Means, MoveTo, OnRepeat, Per, RegulationStatus
from engine.model.matching import UNIT_FIELDS
from engine.phrases import PAUSABLE, Ahead, CalendarSpan, Deadline, StateLasts, WorkingDays
from engine.planning.conditions import Test, trigger_fields_of
from engine.vocabulary import Level


class DutyKind(Enum):
    """How a duty arises: from an event, with each calendar period, or as a time to keep a thing."""

    DEADLINE = "deadline"
    PERIODIC = "periodic"
    RETENTION = "retention"
    RIGHT = "right"
    """A window in which somebody may do a thing."""


class AnswerableUnit(Enum):
    """Where to look for the unit that answers for a duty."""

    UNIT = "unit"
    """The unit in which the trigger happened (for a move, the sending unit)."""
    TO_UNIT = "to_unit"
    """The unit named as destination, else the unit in which the trigger happened."""
    HOME = "home"
    """The person's own unit: the destination of an arriving dossier, else the unit of the trigger."""
    ASKED = "asked"
    """The unit named as destination, and no other."""
    HOLDER = "holder"
    """The unit that has the dossier on the due date; as long as there is none, on the day of judging."""
    PARENT = "parent"
    """The superior of the unit in which the trigger happened."""
    DEPARTMENT = "department"
    """The Department of Home Affairs."""
    ELSEWHERE = "elsewhere"
    """An office of the province that no units table singles out, such as the Department of Finance."""

    @property
    def is_of_province(self) -> bool:
        """Tell whether the duty is borne once for the province rather than by each unit."""
        return self in (AnswerableUnit.DEPARTMENT, AnswerableUnit.ELSEWHERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versioned:
    """A part of the plan that governs what happens in a half-open time; None is unbounded."""

    valid_from: date | None = None
    valid_until: date | None = None

    def governs(self, day: date) -> bool:
        """Tell whether what happens on `day` falls under this version."""
        if self.valid_from is not None and day < self.valid_from:
            return False
        return self.valid_until is None or day < self.valid_until

    def covers(self, other: Versioned) -> bool:
        """Tell whether this governs every day that `other` governs."""
        begins = self.valid_from is None or (other.valid_from is not None and self.valid_from <= other.valid_from)
        ends = self.valid_until is None or (other.valid_until is not None and other.valid_until <= self.valid_until)
        return begins and ends

    def meets(self, other: Versioned) -> bool:
        """Tell whether there is a day that both govern."""
        begins = max(self.valid_from or date.min, other.valid_from or date.min)
        return begins < min(self.valid_until or date.max, other.valid_until or date.max)

    @property
    def is_bounded(self) -> bool:
        """Tell whether there are days that it does not govern."""
        return self.valid_from is not None or self.valid_until is not None


MOVES: Mapping[str, MoveTo] = MappingProxyType(
    dict.fromkeys(("transfer_document_effective", "paper_dossier_sent", "paper_dossier_received"), MoveTo.TO_UNIT)
)
"""The events by which a dossier changes hands where a regulation does not say it otherwise."""


@dataclass(frozen=True, slots=True)
class Act:
    """Events of one type that pass a test."""

    event: str
    test: Test


@dataclass(frozen=True, slots=True)
class Happens:
    """Any of the trigger's events sets the duty off, on its own date."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """The state that a trigger event begins must have lasted.

    Attributes:
        until: the event that ends the state.
        length: for how long it must last.
        exceeded: whether it must have lasted longer than that («quá 30 ngày»), so that the duty starts a day later.
    """

    until: str
    length: WorkingDays | CalendarSpan | StateLasts
    exceeded: bool = False


@dataclass(frozen=True, slots=True)
class AllHappened:
    """Each of these acts has happened to the subject; the last one sets the duty off, and then all begin anew."""

    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Expired:
    """The due date of that rule has passed and it was not done by then; the due date is the trigger date."""

    rule: str


@dataclass(frozen=True, slots=True)
class Completed:
    """Every instance of that rule in one matter is done; the day of the last is the trigger date."""

    rule: str


@dataclass(frozen=True, slots=True)
class Entered:
    """An event brought the dossier into that state of the lifecycle, from some other."""

    state: str


Source = Happens | Lasting | AllHappened | Expired | Completed | Entered
"""How a trigger comes about."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What sets a duty off.

    Attributes:
        events: the types of the events that can stand for the trigger: unit, matter and case are read off them.
        source: how it comes about.
    """

    events: frozenset[str]
    source: Source = field(default_factory=Happens)

    @property
    def lasting(self) -> Lasting | None:
        """The state that must have lasted, if that is what sets the duty off."""
        return self.source if isinstance(self.source, Lasting) else None

    @property
    def follows(self) -> str | None:
        """The rule whose outcome sets the duty off, if that is what does."""
        return self.source.rule if isinstance(self.source, (Expired, Completed)) else None

    @property
    def is_a_moment(self) -> bool:
        """Tell whether it comes about at the time of the event that stands for it."""
        return isinstance(self.source, (Happens, AllHappened, Entered))

    @property
    def is_an_event(self) -> bool:
        """Tell whether a single event sets the duty off, at once or when its state has lasted."""
        return isinstance(self.source, (Happens, Lasting))


@dataclass(frozen=True, slots=True)
class StartDate:
    """Events before `on` that pass `test` set nothing off."""

    test: Test
    on: date
    cites: str


@dataclass(frozen=True, slots=True)
class Extending:
    """An event that adds `by` to the period, at most `at_most` times."""

    event: str
    by: Deadline
    at_most: int


@dataclass(frozen=True, slots=True)
class Voiding:
    """An act that ends the duty without its being done, and why.

    Attributes:
        from_start: whether it annuls the trigger, so that the duty never was; else it ends it from then on.
    """

    act: Act
    reason: str
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """A field of the act that must agree with a field of the trigger, as far as both are known."""

    act: str
    trigger: str

    @property
    def is_of_units(self) -> bool:
        """Whether it is a unit that must agree; one that has ended is then followed by who goes on with its work."""
        return {self.act, self.trigger} <= UNIT_FIELDS.keys()


@dataclass(frozen=True, slots=True)
class PeriodCase:
    """A period that holds in some circumstances."""

    test: Test
    phrase: str
    deadline: Deadline
    cap: Deadline | None


@dataclass(frozen=True, slots=True)
class Stated:
    """The attribute of the trigger or its dossier that states the due date, or else the words of the period."""

    attribute: str
    is_date: bool


@dataclass(frozen=True, slots=True)
class Duty(Versioned):
    """One version of one obligation.

    Attributes:
        valid_from, valid_until: the trigger dates it governs.
        assumed: the ids of the interpretations that shaped it.
        subject: the level on which its fulfilment is looked for.
        succeeds: whether another version governs until the day on which this one begins.
        carries: later versions by whose period what is still open on their first day is judged, in order; each is
            this version with the period of the later one.
        premature: for a time to keep or to wait, the reason of the violation when the act comes before it ends.
        periods: periods for different circumstances, of which the first that holds counts.
        stated: what states the period. With either of the two `deadline` means nothing.
        cap: the most that the period may come to with all extensions, in its own unit; None when nothing is said.
    """

    id: str
    label: str
    topic: str | None
    cites: str
    kind: DutyKind
    trigger: Trigger | None
    test: Test
    start_dates: tuple[StartDate, ...]
    phrase: str
    deadline: Deadline
    conventions: Conventions
    bearer: str
    answerable: AnswerableUnit
    must: tuple[Act, ...]
    subject: Level
    premature: str
    pauses: tuple[tuple[str, str], ...]
    extension: Extending | None
    cap: Deadline | None
    periods: tuple[PeriodCase, ...]
    stated: Stated | None
    voids: tuple[Voiding, ...]
    on_repeat: OnRepeat
    warn: int
    after: tuple[str, ...]
    assumed: tuple[str, ...]
    matched_by: tuple[Matched, ...] = ()
    strict_matter: bool = False
    succeeds: bool = False
    carries: tuple[Duty, ...] = ()

    @property
    def done_by(self) -> frozenset[str]:
        """The events that may show it done."""
        return frozenset(act.event for act in self.must)

    @property
    def is_ahead(self) -> bool:
        """Tell whether it must be done before its trigger."""
        return isinstance(self.deadline, Ahead)

    @property
    def can_be_stopped(self) -> bool:
        """Tell whether its clock can stand still."""
        return isinstance(self.deadline, PAUSABLE)

    @property
    def can_be_late(self) -> bool:
        """Tell whether there is anything to be late with: a time to keep and a right are over when they are over."""
        return self.kind not in (DutyKind.RETENTION, DutyKind.RIGHT)

    def follows_any(self, rules: Collection[str]) -> bool:
        """Tell whether the outcome of one of `rules` sets it off."""
        return self.trigger is not None and self.trigger.follows in rules

    @property
    def is_set_off_at_a_moment(self) -> bool:
        """Tell whether the time of day of its trigger matters: an event sets it off, and it does not lie ahead."""
        return self.trigger is not None and self.trigger.is_a_moment and not self.is_ahead

    @property
    def has_choices(self) -> bool:
        """Tell whether its period depends on the instance."""
        return bool(self.periods) or self.stated is not None

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The fields of a trigger that make two of one day different duties, beside matter and bearer."""
        versions = (self, *self.carries)
        tests = (self.test, *(start.test for start in self.start_dates))
        tests += tuple(case.test for duty in versions for case in duty.periods)
        asked = frozenset[str]().union(*map(trigger_fields_of, tests))
        stated = {duty.stated.attribute for duty in versions if duty.stated is not None}
        return tuple(sorted(asked | stated | {pair.trigger for pair in self.matched_by}))


@dataclass(frozen=True, slots=True)
class PlannedApprover:
    """Roles that may approve, for some unit types and person categories (empty: all)."""

    unit_types: frozenset[str]
    categories: frozenset[str]
    roles: frozenset[str]
    cites: str


@dataclass(frozen=True, slots=True)
class PlannedTier(Versioned):
    """One level of approval.

    Attributes:
        after_events: the changes that have to be approved, from the tier's own duties.
        before: events that may come only after this approval.
    """

    id: str
    label: str
    tier: int
    event: str
    cites: str
    approvers: tuple[PlannedApprover, ...]
    means: Means
    place: ApprovalPlace
    delegation: Delegation
    admin_may_approve: bool
    after_events: frozenset[str]
    before: frozenset[str]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step(Versioned):
    """One transition of the lifecycle; `to` None keeps the state, `origins` empty means from any state.

    Attributes:
        cites: the clauses that order it; without any, what breaks the order is assumed to.
        why: the author's reason for this step's order, told where no clause is.
        mentions: the clauses that speak of it without ordering it.
    """

    event: str
    origins: frozenset[str]
    to: str | None
    test: Test
    roles: frozenset[str]
    evidence: tuple[tuple[str, frozenset[str]], ...]
    cites: str
    why: str = ""
    mentions: str = ""


@dataclass(frozen=True, slots=True)
class PlannedLifecycle:
    """The states of a dossier and the steps between them; `why` is the author's reason where a step gives none."""

    initial: str
    states: tuple[str, ...]
    steps: tuple[Step, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRequirement(Versioned):
    """An act that is allowed only after another event, with evidence, by some roles, or not at all.

    Attributes:
        applies: when the requirement holds for an event.
        needs: an act that must have come before or on the same day.
        forbidden: the act may not be done at all where the requirement applies.
    """

    id: str
    label: str
    topic: str | None
    cites: str
    event: str
    applies: Test
    needs: Act | None
    evidence: tuple[tuple[str, frozenset[str]], ...]
    roles: frozenset[str]
    forbidden: bool
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedLimit(Versioned):
    """How many of a thing there may be at one time, counted from `event` to `until`."""

    id: str
    label: str
    topic: str | None
    cites: str
    event: str
    until: str | None
    per: Per
    at_most: int
    exempt: Test | None
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedProhibition(Versioned):
    """Acts that nobody may do."""

    id: str
    label: str
    cites: str
    acts: frozenset[str]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedGate(Versioned):
    """Requests that are not dealt with while the asking unit has overdue duties of these rules."""

    id: str
    label: str
    topic: str | None
    cites: str
    event: str
    closed_by: frozenset[str]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecognisedCase(Versioned):
    """A transfer case and how a move that names no case is recognised as such."""

    case: str
    test: Test


@dataclass(frozen=True)
class Plan:
    """One regulation under one set of readings.

    Attributes:
        valid_from, valid_until: when the regulation is in force, half-open; a draft is in force throughout.
        cases: in order of precedence.
        choices: the reading used for each interpretation.
        rules_version: digest of the rule file, with the readings when they differ from the file's own.
        moves: the events by which a dossier changes hands.
        remembered: attributes of a dossier: an event that does not state one has what was stated last.
        of_units: attributes of units, from the units table.
    """

    regulation: str
    name: str
    province: str
    status: RegulationStatus
    rules_version: str
    valid_from: date | None
    valid_until: date | None
    scope_unit_types: frozenset[str]
    scope_categories: frozenset[str]
    duties: tuple[Duty, ...]
    tiers: tuple[PlannedTier, ...]
    lifecycle: PlannedLifecycle | None
    requirements: tuple[PlannedRequirement, ...]
    limits: tuple[PlannedLimit, ...]
    prohibitions: tuple[PlannedProhibition, ...]
    gates: tuple[PlannedGate, ...]
    cases: tuple[RecognisedCase, ...]
    choices: tuple[tuple[str, str], ...]
    event_levels: dict[str, tuple[Level, ...]] = field(repr=False, compare=False)
    moves: dict[str, MoveTo] = field(default_factory=lambda: dict(MOVES), compare=False)
    remembered: frozenset[str] = frozenset()
    of_units: frozenset[str] = frozenset()

    @cached_property
    def followed(self) -> frozenset[str]:
        """The rules whose outcome sets another duty off."""
        triggers = (duty.trigger for duty in self.duties)
        return frozenset(trigger.follows for trigger in triggers if trigger is not None and trigger.follows is not None)

    @cached_property
    def rules_in_turn(self) -> tuple[tuple[Duty, ...], ...]:
        """The duties that are set off, all versions of a rule together.

        Each rule comes after those whose outcome sets it off, else in the order of the file.
        """
        waiting: dict[str, list[Duty]] = {}
        for duty in self.duties:
            if duty.trigger is not None:
                waiting.setdefault(duty.id, []).append(duty)
        found: list[tuple[Duty, ...]] = []
        while waiting:
            ready = [
                rule for rule, versions in waiting.items() if not any(duty.follows_any(waiting) for duty in versions)
            ]
            if not ready:
                raise ValueError(
                    f"duties that wait for each other, which the loader should have refused: {sorted(waiting)}"
                )
            found += [tuple(waiting.pop(rule)) for rule in ready]
        return tuple(found)

    def in_force(self, day: date) -> bool:
        """Tell whether the regulation is in force on `day`."""
        if self.valid_from is not None and day < self.valid_from:
            return False
        return self.valid_until is None or day < self.valid_until
