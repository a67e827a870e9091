"""Random regulations as plans: every shape of period, bearer, condition, repetition, stop and version."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TypeVar

from engine.calendars.cycles import Cycle
from engine.counting import Conventions
from engine.model.duties import ApprovalPlace, Delegation, Means, MoveTo, OnRepeat, Per, RegulationStatus
from engine.phrases import (
    PAUSABLE,
    Ahead,
    AtOnce,
    BeforeDate,
    Between,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    DatesOfYear,
    Deadline,
    Every,
    FirstDays,
    FirstWorkingDays,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    SameWorkingDay,
    SpanUnit,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)
from engine.planning.conditions import (
    ALWAYS,
    AnyOf,
    Comparison,
    Fact,
    FieldCompares,
    FieldIs,
    Happened,
    Holds,
    InState,
    Not,
    SameUnit,
    Test,
    all_of,
)
from engine.planning.passages import with_period_of
from engine.planning.periods import NO_PERIOD
from engine.planning.plan import (
    MOVES,
    Act,
    AllHappened,
    AnswerableUnit,
    Completed,
    Duty,
    DutyKind,
    Entered,
    Expired,
    Extending,
    Lasting,
    Matched,
    PeriodCase,
    Plan,
    PlannedApprover,
    PlannedGate,
    PlannedLifecycle,
    PlannedLimit,
    PlannedProhibition,
    PlannedRequirement,
    PlannedTier,
    RecognisedCase,
    StartDate,
    Stated,
    Step,
    Trigger,
    Voiding,
)
from engine.planning.triggers import entering
from engine.vocabulary import fold, standard

T = TypeVar("T")
V = TypeVar("V", PlannedTier, Step, PlannedRequirement, PlannedLimit, PlannedProhibition, PlannedGate, RecognisedCase)

OF_DOSSIERS = (
    "transfer_document_effective",
    "paper_dossier_sent",
    "paper_dossier_received",
    "edossier_transferred",
    "personal_info_changed",
    "data_updated_by_person",
    "approved_level1",
    "data_entry_completed",
    "death_occurred",
    "consent_granted",
)
OF_UNITS = (
    "delegation_granted",
    "admin_appointed",
    "admin_revoked",
    "password_changed",
    "unit_report_submitted",
    "request_filed_with_snv",
)
OF_THE_PROVINCE = ("backup_made", "backup_disposed", "software_outage_started", "software_outage_ended")
OF_EITHER = ("prohibited_act", "violation_found", "budget_provided")
EVENTS = (*OF_DOSSIERS, *OF_UNITS, *OF_THE_PROVINCE, *OF_EITHER)
LEVELS = {name: standard().events[name].levels for name in EVENTS}

UNIT_TYPES = ("so_nganh", "so_noi_vu", "ubnd_cap_huyen", "dvsn_so", "ngoai_tinh")
CATEGORIES = ("cong_chuc", "vien_chuc", "ld_nd111")
ROLES = ("person", "unit_head", "unit_admin", "unit_delegate", "snv_leader")
CASES = ("inter_unit", "intra_unit", "outgoing_external", "retirement")
UNITS = ("u0", "u1", "u2", "u3", "u4", "u5")
REFS = ("QD-1", "QD-2", "QD-3")
VALUES = {
    "case": CASES,
    "category": CATEGORIES,
    "actor": ROLES,
    "unit": UNITS,
    "to_unit": UNITS,
    "ref": REFS,
    "unit_type": UNIT_TYPES,
    "to_unit_type": UNIT_TYPES,
    "same_unit": ("true", "false"),
    "from_in_scope": ("true", "false"),
    "to_in_scope": ("true", "false"),
    "signed": ("true", "false"),
    "written": ("true", "false"),
    "place": ("provincial_db", "national_db"),
}
NUMBERS = ("9", "10", "10.5", "100")
DAYS = ("2025-03-03", "2025-03-04", "2025-12-31")
TEXTS = ("Khẩn", "KHẨN ", "khan")
OWN_ATTRIBUTES = {"so_ho_so": NUMBERS, "hen_tra": DAYS, "ghi_ro": TEXTS}
"""Attributes of a regulation's own: a number, a date and a free text."""
STATES = ("s0", "s1", "s2", "s3", "s4")


class Draw:
    """Draws from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def one(self, items: Sequence[T]) -> T:
        """Return one of `items`."""
        return self.chance.choice(items)

    def some(self, items: Sequence[T], most: int, least: int = 1) -> frozenset[T]:
        """Return between `least` and `most` of `items`."""
        return frozenset(self.chance.sample(items, self.chance.randint(least, min(most, len(items)))))

    def maybe(self, probability: float, make: Callable[[], T], otherwise: T) -> T:
        """Return what `make` makes, or else `otherwise`."""
        return make() if self.chance.random() < probability else otherwise

    def yes(self, probability: float) -> bool:
        """Say yes with that probability."""
        return self.chance.random() < probability


class Crowded(Draw):
    """Draws that put many constructs together on few events, so that they meet in every history."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        self.pool = frozenset((*chance.sample(OF_DOSSIERS, 5), *chance.sample(EVENTS, 2)))

    def one(self, items: Sequence[T]) -> T:
        """Return one of `items`, of events one of the few."""
        return super().one(self._few(items))

    def some(self, items: Sequence[T], most: int, least: int = 1) -> frozenset[T]:
        """Return some of `items`, of events some of the few."""
        return super().some(self._few(items), most, least)

    def maybe(self, probability: float, make: Callable[[], T], otherwise: T) -> T:
        """Return what `make` makes more often than not."""
        return super().maybe(min(0.7, 2 * probability), make, otherwise)

    def _few(self, items: Sequence[T]) -> Sequence[T]:
        few = [item for item in items if isinstance(item, str) and item in self.pool]
        return few or items


def random_plan(chance: random.Random, *, is_crowded: bool = False) -> Plan:
    """Return a regulation that no province would enact."""
    draw = Crowded(chance) if is_crowded else Draw(chance)
    valid_from = draw.maybe(0.4, lambda: date(chance.choice((2024, 2025)), chance.randint(1, 12), 1), None)
    valid_until = draw.maybe(0.2, lambda: date(2026, chance.randint(1, 12), 15), None)
    remembered = draw.some(tuple(OWN_ATTRIBUTES), 2, 0)
    drawn = (_varied(_duty(number, draw), draw) for number in range(chance.randint(1, 6)))
    duties = [duty for one in drawn for duty in _versions(one, draw)]
    plan = Plan(
        regulation="thu",
        name="Quy chế thử",
        province="Thử",
        status=draw.one(tuple(RegulationStatus)),
        rules_version="1",
        valid_from=valid_from,
        valid_until=valid_until,
        scope_unit_types=draw.maybe(0.5, lambda: draw.some(UNIT_TYPES, 4), frozenset()),
        scope_categories=draw.maybe(0.5, lambda: draw.some(CATEGORIES, 2), frozenset()),
        duties=_followed(duties, draw),
        tiers=tuple(_tier(number, draw) for number in range(chance.randint(0, 2))),
        lifecycle=draw.maybe(0.6, lambda: _lifecycle(draw), None),
        requirements=tuple(_requirement(number, draw) for number in range(chance.randint(0, 2))),
        limits=tuple(_limit(number, draw) for number in range(chance.randint(0, 2))),
        prohibitions=tuple(_prohibition(number, draw) for number in range(chance.randint(0, 2))),
        gates=tuple(_gate(number, draw) for number in range(chance.randint(0, 1))),
        cases=tuple(RecognisedCase(case, condition(draw, 2, ())) for case in sorted(draw.some(CASES, 3, 0))),
        choices=(),
        event_levels=dict(LEVELS),
        moves=draw.one((dict(MOVES), {draw.one(OF_DOSSIERS): draw.one(tuple(MoveTo)) for _ in range(2)})),
        remembered=remembered,
        of_units=frozenset(OWN_ATTRIBUTES) - remembered if draw.yes(0.5) else frozenset(),
    )
    plan = amended(plan, Draw(random.Random(chance.getrandbits(32))))
    return _entering(plan, Draw(random.Random(chance.getrandbits(32))))


def amended(plan: Plan, draw: Draw) -> Plan:
    """Return the plan with some parts that hold for a time only, or that another version follows."""
    lifecycle = plan.lifecycle
    if lifecycle is not None:
        lifecycle = replace(lifecycle, steps=_over_time(lifecycle.steps, draw))
    return replace(
        plan,
        duties=tuple(_with_passages(plan.duties, draw)),
        tiers=_over_time(plan.tiers, draw),
        lifecycle=lifecycle,
        requirements=_over_time(plan.requirements, draw),
        limits=_over_time(plan.limits, draw),
        prohibitions=_over_time(plan.prohibitions, draw),
        gates=_over_time(plan.gates, draw),
        cases=_over_time(plan.cases, draw),
    )


def _with_passages(duties: Sequence[Duty], draw: Draw) -> Iterator[Duty]:
    """Yield the duties; of some with two versions what is open moves on, and of some of these a third one follows."""
    for place, duty in enumerate(duties):
        before = duties[place - 1] if place and duties[place - 1].id == duty.id else None
        after = duties[place + 1] if duties[place + 1 : place + 2] and duties[place + 1].id == duty.id else None
        if before is not None and before.valid_until == duty.valid_from:
            duty = replace(duty, succeeds=True)
        if after is None or after.valid_from is None or duty.kind is DutyKind.PERIODIC or draw.yes(0.4):
            yield duty
            continue
        again = replace(after, valid_from=after.valid_from + timedelta(days=draw.one((1, 30, 90))))
        later = [item for item in (after, again)[: draw.one((1, 1, 2))] if item.is_ahead == duty.is_ahead]
        yield replace(duty, carries=tuple(with_period_of(duty, item) for item in later))


def _over_time(parts: tuple[V, ...], draw: Draw) -> tuple[V, ...]:
    found: list[V] = []
    for part in parts:
        amended_on = date(2025, draw.chance.randint(1, 12), draw.one((1, 15)))
        match draw.one(("", "", "", "ends", "begins", "both")):
            case "ends":
                found.append(replace(part, valid_until=amended_on))
            case "begins":
                found.append(replace(part, valid_from=amended_on))
            case "both":
                found += [replace(part, valid_until=amended_on), _newer(part, amended_on, draw)]
            case _:
                found.append(part)
    return tuple(found)


def _newer(part: V, amended_on: date, draw: Draw) -> V:
    """Return the version that follows: of a limit with another number, else with nothing but other clauses."""
    newer = replace(part, valid_from=amended_on)
    if isinstance(newer, PlannedLimit):
        return replace(newer, at_most=draw.chance.randint(0, 3))
    return newer if isinstance(newer, RecognisedCase) else replace(newer, cites="Điều 99")


def condition(draw: Draw, depth: int = 2, facts: tuple[str, ...] = ("happened", "state", "same_unit")) -> Test:
    """Return a random condition over the fields of an event, and over such facts."""
    if draw.yes(0.25):
        return _own_condition(draw)
    if facts and draw.yes(0.25):
        return Holds(_fact(draw, draw.one(facts)))
    if depth == 0 or draw.yes(0.5):
        field = draw.one(tuple(VALUES))
        return FieldIs(field, draw.some(VALUES[field], 2))
    inner = tuple(condition(draw, depth - 1, facts) for _ in range(draw.chance.randint(1, 2)))
    match draw.one(("all", "any", "not")):
        case "all":
            return all_of(*inner)
        case "any":
            return AnyOf(inner)
        case _:
            return Not(inner[0])


def _fact(draw: Draw, kind: str) -> Fact:
    match kind:
        case "happened":
            since = draw.maybe(0.5, lambda: draw.one(EVENTS), None)
            shown = draw.maybe(0.4, lambda: condition(draw, 1, ()), ALWAYS)
            return Happened(draw.one(EVENTS), shown, since, draw.yes(0.5))
        case "state":
            return InState(draw.some(STATES, 4))
        case _:
            return SameUnit(*draw.chance.sample(("unit", "to_unit", "actor_unit", "holder"), 2))


def _own_condition(draw: Draw) -> Test:
    """Return a condition on an attribute of the regulation's own."""
    field = draw.one(tuple(OWN_ATTRIBUTES))
    value, comparison = draw.one(OWN_ATTRIBUTES[field]), draw.one(tuple(Comparison))
    match field:
        case "so_ho_so":
            return FieldCompares(field, comparison, Decimal(value))
        case "hen_tra":
            return FieldCompares(field, comparison, date.fromisoformat(value))
        case _:
            return FieldIs(field, frozenset({fold(value)}), folded=True)


def deadline(draw: Draw) -> Deadline:
    """Return a period of any shape."""
    number = draw.chance.randint
    months = draw.one((1, 3, 6, 12))
    return draw.one(
        (
            WorkingDays(number(1, 12)),
            WorkingDays(number(1, 30)),
            # Thời hạn đếm tới là thường gặp nhất, và tạm dừng, gia hạn chỉ tác động đến nó.
            WorkingDays(number(1, 8)),
            CalendarSpan(number(1, 20), SpanUnit.DAY),
            CalendarSpan(number(1, 40), SpanUnit.DAY),
            CalendarSpan(number(1, 13), SpanUnit.MONTH),
            CalendarSpan(number(1, 2), SpanUnit.YEAR),
            AtOnce(),
            ByDate(named_date(draw)),
            BeforeDate(named_date(draw)),
            LastDays(number(1, 12), months),
            LastWorkingDays(number(1, 12), months),
            every(draw),
            SameWorkingDay(),
            draw.one((FirstDays, FirstWorkingDays))(number(1, 12), months, number(0, 1)),
            Ahead(_counted(draw)),
            Ahead(WorkingDays(number(1, 5))),
            Between(_counted(draw), _counted(draw)),
            _halves(draw),
            StateLasts(number(1, 5)),
            KeepAtLeast(number(1, 4), draw.one(tuple(SpanUnit))),
            StartsOn(date(2025, number(1, 12), number(1, 28))),
            Unquantified("kịp thời"),
            NotStated(),
        )
    )


def _counted(draw: Draw) -> WorkingDays | CalendarSpan:
    """Return a period that is counted from a day, onwards or back."""
    number = draw.chance.randint
    unit, most = draw.one(((SpanUnit.DAY, 40), (SpanUnit.MONTH, 13), (SpanUnit.YEAR, 2)))
    return draw.one((WorkingDays(number(1, 20)), CalendarSpan(number(1, most), unit)))


def _halves(draw: Draw) -> CalendarSpan:
    return draw.one((CalendarSpan(15, SpanUnit.DAY, assumed=True), CalendarSpan(6, SpanUnit.MONTH, assumed=True)))


def named_date(draw: Draw) -> DateInPeriod:
    """Return a named date of a year, of a quarter or of each month."""
    if draw.yes(0.2):
        within = Cycle.QUARTER
        return DateInPeriod(draw.chance.randint(1, 31), draw.chance.randint(1, 3), None, draw.one((0, 1)), within)
    return DateInPeriod(
        day=draw.chance.randint(1, 31),
        month=draw.maybe(0.6, lambda: draw.chance.randint(1, 12), None),
        year=draw.maybe(0.1, lambda: draw.chance.randint(2024, 2026), None),
        periods_later=draw.one((0, 0, 1)),
    )


def every(draw: Draw) -> Every:
    """Return a period that comes back with the calendar."""
    count = draw.chance.randint(1, 9)
    if draw.yes(0.15):
        dates = DateInPeriod(draw.one((1, 15, 31)), 6), DateInPeriod(draw.one((1, 15, 31)), 12)
        return Every(Cycle.HALF_YEAR, DatesOfYear(dates, is_before=draw.yes(0.5)))
    window = draw.one(
        (
            LastDays(count),
            LastWorkingDays(count),
            FirstDays(count, periods_later=draw.one((0, 1))),
            FirstWorkingDays(count, periods_later=draw.one((0, 1))),
        )
    )
    due = draw.one((None, ByDate(named_date(draw)), BeforeDate(named_date(draw)), window))
    return Every(draw.one((Cycle.WEEK, Cycle.MONTH, Cycle.QUARTER, Cycle.HALF_YEAR, Cycle.YEAR)), due)


def _duty(number: int, draw: Draw) -> Duty:
    kind = draw.one(
        (*[DutyKind.DEADLINE] * 6, DutyKind.PERIODIC, DutyKind.PERIODIC, DutyKind.RETENTION, DutyKind.RIGHT)
    )
    must = draw.one(EVENTS)
    period = deadline(draw)
    if kind is DutyKind.PERIODIC:
        period = draw.one((every(draw), every(draw), Unquantified("thường xuyên")))
        must = draw.one((*OF_UNITS, *OF_THE_PROVINCE, "budget_provided"))
    pausable = isinstance(period, PAUSABLE)
    return Duty(
        id=f"r{number}",
        label="",
        topic=draw.one((None, "backup")),
        cites=f"Điều {number}",
        kind=kind,
        trigger=None if kind is DutyKind.PERIODIC else _trigger(draw),
        test=draw.maybe(0.4, lambda: condition(draw), ALWAYS),
        start_dates=draw.maybe(0.2, lambda: (_start_date(draw), _start_date(draw)), ()),
        phrase="",
        deadline=period,
        conventions=Conventions(
            draw.yes(0.2), draw.yes(0.8), draw.yes(0.8), draw.one((1, 1, 2, 0)), draw.one((None, None, time(15)))
        ),
        bearer=draw.one((*ROLES, "snv")),
        answerable=draw.one(tuple(AnswerableUnit)),
        must=_acts(draw, must),
        periods=(),
        stated=None,
        premature=("disposed_too_early", "done_too_early")[number % 2],
        subject=draw.one(LEVELS[must]),
        pauses=draw.maybe(0.3, lambda: tuple(_pause(draw) for _ in range(draw.chance.randint(1, 2))), ())
        if pausable or draw.yes(0.1)
        else (),
        extension=draw.maybe(0.4, lambda: _extension(draw, period), None),
        cap=_cap(draw, period),
        voids=draw.maybe(0.3, lambda: tuple(_void(draw) for _ in range(draw.chance.randint(1, 2))), ()),
        on_repeat=draw.one((OnRepeat.EACH, OnRepeat.EACH, OnRepeat.RESTART, OnRepeat.IGNORE)),
        warn=draw.one((0, 2, 2, 5)),
        after=(),
        valid_from=draw.maybe(0.3, lambda: date(2025, draw.chance.randint(1, 12), 1), None),
        valid_until=None,
        assumed=draw.one(((), (), ("cach-hieu",))),
        matched_by=draw.maybe(0.25, lambda: _matched(draw), ()),
        strict_matter=draw.yes(0.15),
    )


def _matched(draw: Draw) -> tuple[Matched, ...]:
    pairs = (
        Matched("unit", "unit"),
        Matched("unit", "to_unit"),
        Matched("case", "case"),
        Matched("place", "place"),
        Matched("signed", "written"),
        Matched("actor", "category"),
    )
    return tuple(sorted(draw.some(pairs, 2), key=lambda pair: (pair.act, pair.trigger)))


def _versions(duty: Duty, draw: Draw) -> tuple[Duty, ...]:
    """Return the duty, or an old and a new version of it."""
    if draw.yes(0.7):
        return (duty,)
    amended = date(2025, draw.chance.randint(2, 12), draw.one((1, 15)))
    if duty.valid_from is not None and duty.valid_from >= amended:
        return (duty,)
    newer = deadline(draw) if duty.extension is None and duty.kind is DutyKind.DEADLINE else duty.deadline
    return (replace(duty, valid_until=amended), replace(duty, valid_from=amended, deadline=newer))


def _trigger(draw: Draw) -> Trigger:
    match draw.chance.random():
        case drawn if drawn < 0.15:
            return Trigger(draw.some(EVENTS, 2), Lasting(draw.one(EVENTS), _length(draw), draw.yes(0.4)))
        case drawn if drawn < 0.25:
            family = draw.one((OF_DOSSIERS, OF_DOSSIERS, OF_UNITS, OF_THE_PROVINCE))
            acts = tuple(_act(draw, draw.one(family[:5])) for _ in range(draw.one((2, 2, 3))))
            return Trigger(frozenset(act.event for act in acts), AllHappened(acts))
        case _:
            return Trigger(draw.some(EVENTS, 2))


def _varied(duty: Duty, draw: Draw) -> Duty:
    """Return the duty, now and then with periods by case, or with one that the log states."""
    if duty.kind is not DutyKind.DEADLINE or duty.extension is not None or not draw.yes(0.2):
        return duty
    if draw.yes(0.4):
        return replace(duty, stated=Stated(draw.one(("hen", "han")), is_date=draw.yes(0.5)))
    cases = [PeriodCase(condition(draw, 1), "", deadline(draw), None) for _ in range(draw.chance.randint(1, 2))]
    return replace(duty, periods=(*cases, NO_PERIOD if draw.yes(0.3) else PeriodCase(ALWAYS, "", duty.deadline, None)))


def _entering(plan: Plan, draw: Draw) -> Plan:
    """Return the plan, now and then with a duty that is set off by entering a state."""
    if plan.lifecycle is None or not plan.duties or not draw.yes(0.4):
        return plan
    events = entering(plan.lifecycle)
    place = draw.chance.randrange(len(plan.duties))
    duty = plan.duties[place]
    if not events or duty.kind is DutyKind.PERIODIC or duty.id in plan.followed or duty.trigger is None:
        return plan
    state = draw.one(sorted(events))
    entered = replace(duty, trigger=Trigger(frozenset(events[state]), Entered(state)))
    return replace(plan, duties=(*plan.duties[:place], entered, *plan.duties[place + 1 :]))


def _length(draw: Draw) -> StateLasts | CalendarSpan:
    days = draw.chance.randint
    return draw.one((StateLasts(days(1, 4)), CalendarSpan(days(1, 9), SpanUnit.DAY), CalendarSpan(1, SpanUnit.MONTH)))


def _followed(duties: list[Duty], draw: Draw) -> tuple[Duty, ...]:
    """Return the duties, some of them set off by how another one ended."""
    found = list(duties)
    for place, duty in enumerate(duties):
        sources = [other for other in found[:place] if other.kind is DutyKind.DEADLINE and other.id != duty.id]
        if duty.kind is DutyKind.PERIODIC or not sources or not draw.yes(0.3):
            continue
        source = draw.one(sources)
        events = frozenset[str]().union(
            *(other.trigger.events for other in found if other.id == source.id and other.trigger is not None)
        )
        follows = draw.one((Expired(source.id), Completed(source.id)))
        found[place] = replace(duty, trigger=Trigger(events, follows), test=draw.one((ALWAYS, duty.test)))
    return tuple(found)


def _start_date(draw: Draw) -> StartDate:
    return StartDate(condition(draw, 1), date(2025, draw.chance.randint(1, 12), 1), "")


def _act(draw: Draw, event: str) -> Act:
    return Act(event, draw.maybe(0.25, lambda: condition(draw, 1, ("same_unit",)), ALWAYS))


def _acts(draw: Draw, event: str) -> tuple[Act, ...]:
    """Return the acts of which any fulfils a duty, all on one level."""
    others = [name for name in EVENTS if LEVELS[name] == LEVELS[event]]
    more = draw.maybe(0.25, lambda: tuple(_act(draw, name) for name in sorted(draw.some(others, 2))), ())
    return (_act(draw, event), *more)


def _pause(draw: Draw) -> tuple[str, str]:
    return draw.one((("software_outage_started", "software_outage_ended"), (draw.one(EVENTS), draw.one(EVENTS))))


def _extension(draw: Draw, period: Deadline) -> Extending | None:
    event, most = draw.one(EVENTS), draw.chance.randint(1, 3)
    match period:
        case WorkingDays():
            return Extending(event, WorkingDays(draw.chance.randint(1, 6)), most)
        case CalendarSpan(_, unit):
            return Extending(event, CalendarSpan(draw.chance.randint(1, 6), unit), most)
        case _:
            return None


def _cap(draw: Draw, period: Deadline) -> Deadline | None:
    """Return the most that a period may come to with its extensions, perhaps nothing more than itself."""
    most = draw.chance.randint(0, 8)
    match period:
        case WorkingDays(count) if draw.yes(0.25):
            return WorkingDays(count + most)
        case CalendarSpan(amount, unit) if draw.yes(0.25):
            return CalendarSpan(amount + most, unit)
        case _:
            return None


def _void(draw: Draw) -> Voiding:
    return Voiding(_act(draw, draw.one(OF_DOSSIERS)), draw.one(("lý do một", "lý do hai")), draw.yes(0.3))


def _tier(number: int, draw: Draw) -> PlannedTier:
    approvers = tuple(
        PlannedApprover(
            draw.some(UNIT_TYPES, 2, 0), draw.some(CATEGORIES, 2, 0), draw.some(ROLES, 2), f"Điều {number}.{place}"
        )
        for place in range(draw.chance.randint(0, 3))
    )
    return PlannedTier(
        id=f"tier{number}",
        label="",
        tier=number + 1,
        event=draw.one(("approved_level1", "data_entry_completed")),
        cites=f"Điều {20 + number}",
        approvers=approvers,
        means=draw.one(tuple(Means)),
        place=draw.one(tuple(ApprovalPlace)),
        delegation=draw.one(tuple(Delegation)),
        admin_may_approve=draw.yes(0.5),
        after_events=draw.some(OF_DOSSIERS, 2, 0),
        before=draw.some(OF_DOSSIERS, 2, 0),
        assumed=draw.one(((), ("cach-hieu",))),
    )


def _lifecycle(draw: Draw) -> PlannedLifecycle:
    steps = tuple(
        Step(
            event=draw.one(OF_DOSSIERS),
            origins=draw.some(STATES, 2, 0),
            to=draw.one((*STATES, None)),
            test=draw.maybe(0.3, lambda: condition(draw, 1, ("happened", "same_unit")), ALWAYS),
            roles=draw.maybe(0.3, lambda: draw.some(ROLES, 2), frozenset()),
            evidence=draw.maybe(0.3, lambda: (("signed", frozenset({"true"})),), ()),
            cites=draw.one(("", f"Điều {30 + place}")),
            why=("", "lý do một", "lý do hai")[place % 3],
        )
        for place in range(draw.chance.randint(2, 14))
    )
    return PlannedLifecycle("s0", STATES, steps, ("", "lý do chung")[len(steps) % 2])


def _requirement(number: int, draw: Draw) -> PlannedRequirement:
    return PlannedRequirement(
        id=f"need{number}",
        label="",
        topic=None,
        cites=f"Điều {50 + number}",
        event=draw.one(EVENTS),
        applies=draw.maybe(0.5, lambda: condition(draw, 1), ALWAYS),
        needs=draw.maybe(0.5, lambda: _act(draw, draw.one(("consent_granted", "consent_granted", *EVENTS))), None),
        evidence=draw.maybe(0.4, lambda: (("signed", frozenset({"true"})), ("written", frozenset({"true"}))), ()),
        roles=draw.maybe(0.4, lambda: draw.some(ROLES, 2), frozenset()),
        forbidden=draw.yes(0.2),
        assumed=draw.one(((), ("cach-hieu",))),
    )


def _limit(number: int, draw: Draw) -> PlannedLimit:
    event = draw.one(EVENTS)
    return PlannedLimit(
        id=f"limit{number}",
        label="",
        topic=None,
        cites=f"Điều {60 + number}",
        event=event,
        until=draw.maybe(0.7, lambda: draw.one([name for name in EVENTS if name != event]), None),
        per=draw.one(tuple(Per)),
        at_most=draw.chance.randint(0, 2),
        exempt=draw.maybe(0.4, lambda: condition(draw, 1), None),
        assumed=(),
    )


def _prohibition(number: int, draw: Draw) -> PlannedProhibition:
    acts = draw.some(("sabotage", "obstruct_use", "falsify_in_transit"), 2)
    return PlannedProhibition(f"ban{number}", "", f"Điều {70 + number}", acts, ())


def _gate(number: int, draw: Draw) -> PlannedGate:
    closing = draw.some(("r0", "r1", "r2", "r3"), 3)
    return PlannedGate(f"gate{number}", "", None, "Điều 80", draw.one(EVENTS), closing, ())
