"""From a rule document to a plan. All legal choices end here; evaluators only carry them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from engine.counting import Conventions
from engine.loading.rules import RuleDocument
from engine.model.base import Act as ActModel
from engine.model.clock_times import clock_time
from engine.model.duties import Answerable, Counting, FirstDay, Obligation, RegulationStatus, SpanEnd
from engine.model.procedures import ApprovalTier, TransferCase
from engine.model.readings import apply_reading, apply_reading_to_tier
from engine.model.triggers import TriggerEvents
from engine.planning import norms
from engine.planning.asking import Asking
from engine.planning.conditions import AllOf, all_of
from engine.planning.lifecycles import planned_lifecycle
from engine.planning.norms import assumptions, readings_of
from engine.planning.passages import over_time
from engine.planning.periods import cases_of, phrase_of, stated_of, understood
from engine.planning.plan import (
    MOVES,
    Act,
    AnswerableUnit,
    Duty,
    DutyKind,
    Extending,
    Matched,
    Plan,
    PlannedApprover,
    PlannedTier,
    RecognisedCase,
    StartDate,
    Voiding,
)
from engine.planning.triggers import entering, trigger_of
from engine.vocabulary import AttributeOf, EventType, Level

DEFAULT_WARN = 2

_ANSWERABLE_OF_ROLE = MappingProxyType(
    {
        "sending_unit": AnswerableUnit.UNIT,
        "external_sender": AnswerableUnit.UNIT,
        "subordinate_unit": AnswerableUnit.UNIT,
        "receiving_unit": AnswerableUnit.TO_UNIT,
        "superior_unit": AnswerableUnit.PARENT,
        "snv": AnswerableUnit.DEPARTMENT,
        "snv_leader": AnswerableUnit.DEPARTMENT,
        **dict.fromkeys(
            ("stttt", "data_centre", "stc", "ubnd_tinh", "chu_tich_ubnd_tinh", "bnv"), AnswerableUnit.ELSEWHERE
        ),
    }
)
_ANSWERABLE_AS_GIVEN = MappingProxyType(
    {
        Answerable.UNIT: AnswerableUnit.UNIT,
        Answerable.TO_UNIT: AnswerableUnit.TO_UNIT,
        Answerable.PARENT: AnswerableUnit.PARENT,
        Answerable.PROVINCE: AnswerableUnit.DEPARTMENT,
        Answerable.ASKED: AnswerableUnit.ASKED,
        Answerable.HOLDER: AnswerableUnit.HOLDER,
    }
)

_OF_MATTER = frozenset({"ref", "about"})
"""The fields that say which matter an act belongs to."""
_DISPOSALS = frozenset({"backup_disposed", "dossier_deleted"})
"""Acts after which a thing that had to be kept is gone."""


def compile_plan(document: RuleDocument, choices: Mapping[str, str] | None = None) -> Plan:
    """Compile a loaded regulation that has no errors.

    Args:
        document: as returned by `load_rules` without errors.
        choices: another reading for some interpretations, by interpretation id.

    Raises:
        KeyError: a choice names an interpretation or a reading that the file does not have.
    """
    chosen = _choices(document, choices or {})
    file, asking = document.file, Asking.of(document)
    regulation = file.regulation
    validity = _validity(document, chosen)
    obligations = tuple(_obligations(document, chosen))
    lifecycle = planned_lifecycle(file.lifecycle, asking) if file.lifecycle is not None else None
    events = TriggerEvents(obligations, entering(lifecycle))
    duties = over_time([_duty(document, item, validity, events) for item in obligations], obligations)
    own = {item.id: item.chosen for item in file.interpretations}
    differing = ",".join(f"{key}={value}" for key, value in sorted(chosen.items()) if own[key] != value)
    return Plan(
        regulation=regulation.id,
        name=regulation.name,
        province=regulation.province,
        status=regulation.status,
        rules_version=document.version + (f"+{differing}" if differing else ""),
        valid_from=validity[0],
        valid_until=validity[1],
        scope_unit_types=frozenset(file.scope.unit_types),
        scope_categories=frozenset(file.scope.categories),
        duties=duties,
        tiers=tuple(
            _tier(_read_tier(document, tier, chosen), duties, assumptions(document, tier.id)) for tier in file.approval
        ),
        lifecycle=lifecycle,
        requirements=norms.requirements(document, chosen),
        limits=norms.limits(document, chosen),
        prohibitions=norms.prohibitions(document),
        gates=norms.gates(document),
        cases=_cases(document, chosen),
        choices=tuple(sorted(chosen.items())),
        event_levels={event.id: event.levels for event in document.vocabulary.events.values()},
        moves={move.event: move.to for move in file.moves} or dict(MOVES),
        remembered=_attributes_of(document, AttributeOf.DOSSIER),
        of_units=_attributes_of(document, AttributeOf.UNIT),
    )


def _attributes_of(document: RuleDocument, whose: AttributeOf) -> frozenset[str]:
    return frozenset(item.id for item in document.vocabulary.attributes.values() if item.of is whose)


def _choices(document: RuleDocument, choices: Mapping[str, str]) -> dict[str, str]:
    chosen = {item.id: item.chosen for item in document.file.interpretations}
    readings = {item.id: item.readings for item in document.file.interpretations}
    for name, reading in choices.items():
        if reading not in readings[name]:
            raise KeyError(f"{name}={reading}")
        chosen[name] = reading
    return chosen


Validity = tuple[date | None, date | None]
"""When the regulation is in force, half-open; None is unbounded."""


def _validity(document: RuleDocument, chosen: Mapping[str, str]) -> Validity:
    """Return when the regulation is in force under its readings; a draft counts as in force throughout."""
    regulation = document.file.regulation
    if regulation.status is RegulationStatus.DRAFT:
        return None, None
    begins = _reading_of(document, "regulation", chosen, "in_force_from")
    return begins or regulation.in_force_from, regulation.in_force_until


def _reading_of(document: RuleDocument, about: str, chosen: Mapping[str, str], key: str) -> date | None:
    for item in document.file.interpretations:
        if about in item.about:
            value = getattr(item.readings[chosen[item.id]], key)
            if isinstance(value, date):
                return value
    return None


def _obligations(document: RuleDocument, chosen: Mapping[str, str]) -> Iterator[Obligation]:
    """Yield each obligation as its readings understand it; a reading may say that there is no duty at all."""
    of_all = [reading.counting for reading in readings_of(document, "regulation", chosen) if reading.counting]
    for obligation in document.file.obligations:
        readings = readings_of(document, obligation.id, chosen)
        if any(reading.drops for reading in readings):
            continue
        read = obligation
        for reading in readings:
            read = apply_reading(read, reading)
        yield _counted_as(read, of_all) if of_all else read


def _counted_as(obligation: Obligation, general: Sequence[Counting]) -> Obligation:
    """Return an obligation that counts as the readings of the whole regulation say, but for what it says itself."""
    merged: dict[str, object] = {}
    for counting in (*general, obligation.counting or Counting()):
        merged |= counting.model_dump(exclude_none=True)
    return obligation.model_copy(update={"counting": Counting.model_validate(merged)})


def _read_tier(document: RuleDocument, tier: ApprovalTier, chosen: Mapping[str, str]) -> ApprovalTier:
    for reading in readings_of(document, tier.id, chosen):
        tier = apply_reading_to_tier(tier, reading)
    return tier


def _duty(document: RuleDocument, item: Obligation, validity: Validity, events: TriggerEvents) -> Duty:
    acts = _acts(item)
    if item.within is None or item.who is None or not acts:
        raise ValueError(f"incomplete obligation, which the loader should have refused: {item.id}")
    within, matched = phrase_of(item.within), item.matched_by or {}
    asking = Asking.of(document)
    return Duty(
        id=item.id,
        label=item.label,
        topic=item.topic,
        cites="; ".join(item.cites),
        kind=_kind(item),
        trigger=trigger_of(item.when, events, asking),
        test=all_of(asking.fields(item.when), asking.condition(item.only_if), asking.unless(item.unless)),
        start_dates=_start_dates(document, item.id),
        phrase=within.text,
        deadline=within.deadline,
        conventions=_conventions(document.file.counting, item.counting),
        bearer=item.who,
        answerable=_answerable(document, item),
        must=tuple(Act(done.event, asking.fields(done)) for done in acts),
        subject=_subject(document, item, events.of(item.when)),
        premature="disposed_too_early" if acts[0].event in _DISPOSALS else "done_too_early",
        pauses=tuple((pause.from_, pause.until) for pause in item.suspended_while),
        extension=(
            Extending(item.extended_by.event, understood(item.extended_by.by).deadline, item.extended_by.at_most)
            if item.extended_by
            else None
        ),
        cap=within.cap,
        voids=tuple(
            Voiding(Act(void.event, asking.fields(void)), void.reason, void.from_start) for void in item.void_by
        ),
        periods=cases_of(item.within, asking),
        stated=stated_of(item.within),
        on_repeat=item.on_repeat,
        warn=DEFAULT_WARN if item.warn is None else item.warn,
        after=item.after,
        valid_from=_latest(validity[0], item.from_),
        valid_until=_earliest(validity[1], item.until),
        assumed=assumptions(document, item.id),
        matched_by=tuple(Matched(act, trigger) for act, trigger in sorted(matched.items()) if act not in _OF_MATTER),
        strict_matter=any(act in _OF_MATTER for act in matched),
    )


def _acts(item: Obligation) -> tuple[ActModel, ...]:
    """Return the acts of which any fulfils the duty, or the one that must not, or may, be done."""
    return item.must or tuple(act for act in (item.must_not, item.right) if act is not None)


def _kind(item: Obligation) -> DutyKind:
    if item.must_not is not None:
        return DutyKind.RETENTION
    if item.right is not None:
        return DutyKind.RIGHT
    return DutyKind.PERIODIC if item.when is None else DutyKind.DEADLINE


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _answerable(document: RuleDocument, item: Obligation) -> AnswerableUnit:
    """Return whose unit answers: as the duty says, else as the file says of its own role, else as the role implies."""
    of_role = next((role.answerable for role in document.file.vocabulary.roles if role.id == item.who), None)
    given = item.answerable or of_role
    if given is not None:
        return _ANSWERABLE_AS_GIVEN[given]
    return _ANSWERABLE_OF_ROLE.get(item.who or "", AnswerableUnit.HOME)


def _subject(document: RuleDocument, item: Obligation, triggers: tuple[str, ...]) -> Level:
    """Return the level of the fulfilling event; where two are possible, the trigger's own."""
    events = document.vocabulary.events
    first, *others = _acts(item)
    levels = [level for level in events[first.event].levels if all(level in events[act.event].levels for act in others)]
    if Level.PROVINCE in levels and _answerable(document, item).is_of_province:
        return Level.PROVINCE
    if len(levels) > 1 and triggers:
        trigger: EventType = events[triggers[0]]
        return next((level for level in trigger.levels if level in levels), levels[0])
    return levels[0]


def _start_dates(document: RuleDocument, rule: str) -> tuple[StartDate, ...]:
    asking = Asking.of(document)
    return tuple(
        StartDate(asking.condition(start.only_if), start.from_, "; ".join(start.cites))
        for start in document.file.start_dates
        if not start.about or rule in start.about
    )


def _conventions(general: Counting, own: Counting | None) -> Conventions:
    """Return the regulation's conventions, with what the rule says of its own in their place."""
    merged = general.model_dump(exclude_none=True) | (own.model_dump(exclude_none=True) if own else {})
    defaults = Conventions()
    return Conventions(
        first_day_counted=merged.get("first_day") is FirstDay.INCLUDED,
        span_rolls=merged.get("span_end") is not SpanEnd.UNCHANGED,
        by_date_rolls=merged.get("span_end") is not SpanEnd.UNCHANGED,
        at_once_working_days=merged.get("at_once_working_days", defaults.at_once_working_days),
        cut_off=clock_time(merged["cut_off"]) if "cut_off" in merged else None,
    )


def _tier(tier: ApprovalTier, duties: tuple[Duty, ...], assumed: tuple[str, ...]) -> PlannedTier:
    own = [duty for duty in duties if duty.id in tier.duties and duty.trigger is not None]
    return PlannedTier(
        id=tier.id,
        label=tier.label,
        tier=tier.tier,
        event=tier.event,
        cites="; ".join(tier.cites),
        approvers=tuple(
            PlannedApprover(
                frozenset(entry.unit_types),
                frozenset(entry.categories),
                frozenset(entry.by),
                "; ".join(entry.cites or tier.cites),
            )
            for entry in tier.approvers
        ),
        means=tier.means,
        place=tier.place,
        delegation=tier.delegation,
        admin_may_approve=tier.admin_may_approve,
        after_events=frozenset[str]().union(*(duty.trigger.events for duty in own if duty.trigger)),
        before=frozenset(tier.before),
        assumed=assumed,
        valid_from=tier.begins,
        valid_until=tier.ends,
    )


def _cases(document: RuleDocument, chosen: Mapping[str, str]) -> tuple[RecognisedCase, ...]:
    order: tuple[str, ...] = ()
    for item in document.file.interpretations:
        if "transfer_cases" in item.about:
            order = item.readings[chosen[item.id]].precedence or order
    cases: list[TransferCase] = list(document.file.transfer_cases)
    if order:
        rank = {case: place for place, case in enumerate(order)}
        cases.sort(key=lambda case: rank.get(case.case, len(rank)))
    asking = Asking.of(document)
    tests = [(case, asking.condition(case.recognised_by)) for case in cases if case.recognised_by is not None]
    return tuple(
        RecognisedCase(case.case, test, valid_from=case.begins, valid_until=case.ends)
        for case, test in tests
        if test != AllOf(())
    )
