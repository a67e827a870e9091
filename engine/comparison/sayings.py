"""What the rules of one regulation say on each topic, in the text's own terms, and what of it can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.clock import shown
from engine.comparison.comparability import Why
from engine.comparison.measures import DELEGATION, MEANS, Form, Measure, Rank
from engine.comparison.wording import Wording
from engine.loading.rules import RuleDocument
from engine.model.duties import ApprovalPlace, Delegation, Means, Obligation, RegulationStatus
from engine.model.periods import Within
from engine.model.procedures import ApprovalTier, Limit, Reading, Requirement
from engine.model.readings import apply_reading, apply_reading_to_requirement, apply_reading_to_tier
from engine.planning import compile_plan
from engine.planning.norms import readings_of
from engine.vocabulary import Vocabulary, fold


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says: words fit for a cell, the clauses, the rule's id (None for the regulation itself).

    Attributes:
        measures: what of it can be set against another text.
        cases: where the period differs by case, the circumstances of each in words.
    """

    text: str
    cites: tuple[str, ...]
    rule: str | None
    measures: tuple[Measure, ...] = ()
    cases: tuple[str, ...] = ()


def sayings(document: RuleDocument, as_of: date) -> Iterator[tuple[str, Said]]:
    """Yield (topic, what is said) for every rule with a topic, in the order of the file.

    Versions of a rule that do not hold on `as_of` are left out. Of a regulation that is not in force that day
    the nearest day on which it is counts: its first, or its last.
    """
    file = document.file
    for start in file.start_dates:
        if start.topic is not None:
            form = Form("start", (start.from_, start.only_if), Why.NO_ORDER)
            yield start.topic, Said(f"{start.label}: từ ngày {shown(start.from_)}", start.cites, start.id, (form,))
    day = day_in_force(document, as_of)
    yield from _duties(document, day)
    for tier in file.approval:
        if tier.topic is not None and tier.holds_on(day):
            yield tier.topic, _tier(document, tier)
    for limit in file.limits:
        if limit.topic is not None and limit.holds_on(day):
            text = f"{limit.label} (nhiều nhất {limit.at_most})"
            yield limit.topic, Said(text, limit.cites, limit.id, (_number(limit),))
    for requirement in file.requirements:
        if requirement.topic is not None and requirement.holds_on(day):
            yield requirement.topic, _requirement(document, requirement)
    for consequence in file.consequences:
        if consequence.topic is not None and consequence.holds_on(day):
            yield consequence.topic, _words(consequence.says, consequence.cites, consequence.id)
    for norm in file.norms:
        if not norm.holds_on(day):
            continue
        yield norm.topic, _words(norm.says, norm.cites, norm.id)


def begins(document: RuleDocument) -> date | None:
    """Return the first day on which the regulation is in force, as the reading in use has it."""
    regulation = document.file.regulation
    read = (reading.in_force_from for reading in readings_of(document, "regulation", {}))
    return next((day for day in read if day is not None), regulation.in_force_from)


def day_in_force(document: RuleDocument, day: date) -> date:
    """Return the day on which the regulation is in force that is nearest to `day`; a draft is in force throughout."""
    regulation = document.file.regulation
    if regulation.status is RegulationStatus.DRAFT:
        return day
    first, until = begins(document), regulation.in_force_until
    if first is not None:
        day = max(day, first)
    return min(day, until - timedelta(days=1)) if until is not None else day


def _words(text: str, cites: tuple[str, ...], rule: str) -> Said:
    return Said(text, cites, rule, (Form("words", fold(text), Why.IN_WORDS),))


def _duties(document: RuleDocument, day: date) -> Iterator[tuple[str, Said]]:
    compiled = iter(compile_plan(document).duties)
    wording = Wording(document.vocabulary, "vi")
    for obligation in document.file.obligations:
        readings = readings_of(document, obligation.id, {})
        # Bản kế hoạch bỏ nghĩa vụ mà cách hiểu được chọn cho là không có, còn lại giữ đúng thứ tự của tệp.
        duty = None if any(reading.drops for reading in readings) else next(compiled)
        if obligation.topic is not None and obligation.holds_on(day):
            measures = (duty,) if duty is not None else ()
            cases = wording.circumstances(_read(obligation, readings).within)
            text = _duty(obligation, readings, wording)
            yield obligation.topic, Said(text, obligation.cites, obligation.id, measures, cases)


def _read(obligation: Obligation, readings: list[Reading]) -> Obligation:
    for reading in readings:
        obligation = apply_reading(obligation, reading)
    return obligation


def _duty(obligation: Obligation, readings: list[Reading], wording: Wording) -> str:
    """Return the duty with the text's own phrase; where the file's reading gives another, that one is named as such."""
    own = _period(obligation.within, wording)
    phrase = own or "không nêu thời hạn"
    if any(reading.drops for reading in readings):
        return f"{obligation.label}: {phrase} (hiểu là không phải nghĩa vụ)"
    read = _read(obligation, readings)
    if (period := _period(read.within, wording)) not in (own, None):
        phrase = str(period) if obligation.within is None else f"{phrase} (hiểu là: {period})"
    return f"{obligation.label}: {phrase}"


def _period(within: Within | None, wording: Wording) -> str | None:
    """Return the words of a period, those of each case with its circumstances; None where the text states none."""
    if within is None or within.phrase == "none":
        return None
    return within.phrase or wording.say(within)


def _tier(document: RuleDocument, tier: ApprovalTier) -> Said:
    """Say who approves, how and where; what only the reading in use says is marked as read."""
    read = tier
    for reading in readings_of(document, tier.id, {}):
        read = apply_reading_to_tier(read, reading)
    own, told = _approval(tier, document.vocabulary), _approval(read, document.vocabulary)
    parts = [part if part in own else f"{part} (theo cách hiểu được chọn)" for part in told]
    return Said(f"{tier.label}: {'; '.join(parts)}", tier.cites, tier.id, tuple(_ranks(read)))


def _approval(tier: ApprovalTier, vocabulary: Vocabulary) -> list[str]:
    roles = dict.fromkeys(role for approver in tier.approvers for role in approver.by)
    parts = [", ".join(vocabulary.roles[role].label for role in roles)]
    values = {item.id: {value.id: value.label for value in item.values} for item in vocabulary.approval.values()}
    if tier.means is not Means.UNSPECIFIED:
        parts.append(values["means"][tier.means.value])
    if tier.place is not ApprovalPlace.UNSPECIFIED:
        parts.append("trên " + values["place"][tier.place.value])
    if tier.delegation is not Delegation.UNSPECIFIED:
        parts.append("ủy quyền: " + values["delegation"][tier.delegation.value])
    return parts


def _ranks(tier: ApprovalTier) -> Iterator[Measure]:
    if tier.means in MEANS:
        yield Rank(f"means:{tier.tier}", MEANS[tier.means])
    if tier.delegation in DELEGATION:
        yield Rank(f"delegation:{tier.tier}", DELEGATION[tier.delegation])


def _number(limit: Limit) -> Measure:
    """Measure a limit: of the same things counted over the same, the fewer allowed the stricter."""
    return Rank(f"limit:{limit.event}:{limit.per.value}", -limit.at_most)


def _requirement(document: RuleDocument, item: Requirement) -> Said:
    """Say what an act needs; two texts are equal when they ask for the same with the same exceptions."""
    readings = readings_of(document, item.id, {})
    if any(reading.drops for reading in readings):
        return Said(f"{item.label} (hiểu là không bắt buộc)", item.cites, item.id)
    read = item
    for reading in readings:
        read = apply_reading_to_requirement(read, reading)
    evidence = tuple(sorted((name, tuple(sorted(values))) for name, values in read.evidence.items()))
    value = (read.only_if, read.unless, read.needs, evidence, tuple(sorted(read.roles)), read.forbidden)
    return Said(item.label, item.cites, item.id, (Form(f"requirement:{item.event}", value, Why.OTHER_CONDITIONS),))
