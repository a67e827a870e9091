"""What the rules of one regulation say on each topic, in the text's own terms, and what of it can be measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from engine.clock import shown
from engine.comparison.measures import DELEGATION, MEANS, Form, Measure, Rank
from engine.loading.rules import RuleDocument
from engine.model.duties import ApprovalPlace, Delegation, Means, Obligation, Regulation, RegulationStatus
from engine.model.procedures import ApprovalTier, Limit, Requirement
from engine.model.readings import apply_reading, chosen_reading
from engine.planning import Duty, compile_plan
from engine.vocabulary import Vocabulary, fold


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says: words fit for a cell, the clauses, the rule's id (None for the regulation itself).

    Attributes:
        measures: what of it can be set against another text.
    """

    text: str
    cites: tuple[str, ...]
    rule: str | None
    measures: tuple[Measure, ...] = ()


def sayings(document: RuleDocument, as_of: date) -> Iterator[tuple[str, Said]]:
    """Yield (topic, what is said) for every rule with a topic, in the order of the file.

    Versions of an obligation that do not hold on `as_of` are left out. Of a regulation that is not in force that day
    the nearest day on which it is counts: its first, or its last.
    """
    file = document.file
    for start in file.start_dates:
        if start.topic is not None:
            value = (start.from_, start.only_if)
            yield start.topic, Said(
                f"{start.label}: từ ngày {shown(start.from_)}", start.cites, start.id, (Form("start", value),)
            )
    yield from _duties(document, day_in_force(file.regulation, as_of))
    for tier in file.approval:
        if tier.topic is not None:
            yield tier.topic, Said(_tier(tier, document.vocabulary), tier.cites, tier.id, tuple(_ranks(tier)))
    for limit in file.limits:
        if limit.topic is not None:
            text = f"{limit.label} (nhiều nhất {limit.at_most})"
            yield limit.topic, Said(text, limit.cites, limit.id, (_number(limit),))
    for requirement in file.requirements:
        if requirement.topic is not None:
            form = _conditions(requirement)
            yield requirement.topic, Said(requirement.label, requirement.cites, requirement.id, (form,))
    for consequence in file.consequences:
        if consequence.topic is not None:
            form = Form("words", fold(consequence.says))
            yield consequence.topic, Said(consequence.says, consequence.cites, consequence.id, (form,))
    for norm in file.norms:
        yield norm.topic, Said(norm.says, norm.cites, norm.id, (Form("words", fold(norm.says)),))


def day_in_force(regulation: Regulation, day: date) -> date:
    """Return the day on which the regulation is in force that is nearest to `day`; a draft is in force throughout."""
    if regulation.status is RegulationStatus.DRAFT:
        return day
    if regulation.in_force_from is not None:
        day = max(day, regulation.in_force_from)
    if regulation.in_force_until is not None:
        day = min(day, regulation.in_force_until - timedelta(days=1))
    return day


def _duties(document: RuleDocument, day: date) -> Iterator[tuple[str, Said]]:
    compiled = iter(compile_plan(document).duties)
    for obligation in document.file.obligations:
        duty = None if _is_dropped(document, obligation) else next(compiled)
        if obligation.topic is not None and _holds(obligation, day):
            measures: tuple[Measure, ...] = (duty,) if isinstance(duty, Duty) else ()
            yield obligation.topic, Said(_duty(document, obligation), obligation.cites, obligation.id, measures)


def _is_dropped(document: RuleDocument, obligation: Obligation) -> bool:
    """Tell whether the reading in use takes it for no duty; the plan then has none for it."""
    used = (
        chosen_reading(item, {}) for item in document.file.interpretations if obligation.id in item.about
    )
    return any(reading is not None and reading.drops for reading in used)


def _holds(obligation: Obligation, day: date) -> bool:
    begun = obligation.from_ is None or obligation.from_ <= day
    return begun and (obligation.until is None or day < obligation.until)


def _ranks(tier: ApprovalTier) -> Iterator[Measure]:
    if tier.means in MEANS:
        yield Rank(f"means:{tier.tier}", MEANS[tier.means])
    if tier.delegation in DELEGATION:
        yield Rank(f"delegation:{tier.tier}", DELEGATION[tier.delegation])


def _number(limit: Limit) -> Measure:
    """Measure a limit: of the same things counted over the same, the fewer allowed the stricter."""
    return Rank(f"limit:{limit.event}:{limit.per.value}", -limit.at_most)


def _conditions(item: Requirement) -> Form:
    """Return what an act needs as a value: equal for two texts that ask for the same with the same exceptions."""
    evidence = tuple(sorted((name, tuple(sorted(values))) for name, values in item.evidence.items()))
    value = (item.only_if, item.unless, item.needs, evidence, tuple(sorted(item.roles)), item.forbidden)
    return Form(f"requirement:{item.event}", value)


def _duty(document: RuleDocument, obligation: Obligation) -> str:
    """Return the duty with the text's own phrase; where the file's reading gives another, that one is named as such."""
    own = obligation.within
    phrase = "không nêu thời hạn" if own in (None, "none") else str(own)
    readings = [
        reading
        for item in document.file.interpretations
        if obligation.id in item.about and (reading := chosen_reading(item, {})) is not None
    ]
    if any(reading.drops for reading in readings):
        return f"{obligation.label}: {phrase} (hiểu là không phải nghĩa vụ)"
    read = obligation
    for reading in readings:
        read = apply_reading(read, reading)
    if read.within != own and read.within != "none":
        phrase = str(read.within) if own is None else f"{phrase} (hiểu là: {read.within})"
    return f"{obligation.label}: {phrase}"


def _tier(tier: ApprovalTier, vocabulary: Vocabulary) -> str:
    roles = dict.fromkeys(role for approver in tier.approvers for role in approver.by)
    parts = [", ".join(vocabulary.roles[role].label for role in roles)]
    values = {item.id: {value.id: value.label for value in item.values} for item in vocabulary.approval.values()}
    if tier.means is not Means.UNSPECIFIED:
        parts.append(values["means"][tier.means.value])
    if tier.place is not ApprovalPlace.UNSPECIFIED:
        parts.append("trên " + values["place"][tier.place.value])
    if tier.delegation is not Delegation.UNSPECIFIED:
        parts.append("ủy quyền: " + values["delegation"][tier.delegation.value])
    return f"{tier.label}: {'; '.join(parts)}"
