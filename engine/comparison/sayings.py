"""What the rules of one regulation say on each topic, in the text's own terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.clock import shown
from engine.loading.rules import RuleDocument
from engine.model.duties import ApprovalPlace, Delegation, Means, Obligation
from engine.model.procedures import ApprovalTier
from engine.model.readings import apply_reading, chosen_reading
from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says: words fit for a cell, the clauses, the rule's id (None for the regulation itself)."""

    text: str
    cites: tuple[str, ...]
    rule: str | None


def sayings(document: RuleDocument, as_of: date) -> Iterator[tuple[str, Said]]:
    """Yield (topic, what is said) for every rule with a topic, in the order of the file.

    Versions of an obligation that do not hold on `as_of` are left out.
    """
    file = document.file
    for start in file.start_dates:
        if start.topic is not None:
            yield start.topic, Said(f"{start.label}: từ ngày {shown(start.from_)}", start.cites, start.id)
    for obligation in file.obligations:
        if obligation.topic is not None and _holds(obligation, as_of):
            yield obligation.topic, Said(_duty(document, obligation), obligation.cites, obligation.id)
    for tier in file.approval:
        if tier.topic is not None:
            yield tier.topic, Said(_tier(tier, document.vocabulary), tier.cites, tier.id)
    for limit in file.limits:
        if limit.topic is not None:
            yield limit.topic, Said(f"{limit.label} (nhiều nhất {limit.at_most})", limit.cites, limit.id)
    for requirement in file.requirements:
        if requirement.topic is not None:
            yield requirement.topic, Said(requirement.label, requirement.cites, requirement.id)
    for consequence in file.consequences:
        if consequence.topic is not None:
            yield consequence.topic, Said(consequence.says, consequence.cites, consequence.id)
    for norm in file.norms:
        yield norm.topic, Said(norm.says, norm.cites, norm.id)


def _holds(obligation: Obligation, day: date) -> bool:
    begun = obligation.from_ is None or obligation.from_ <= day
    return begun and (obligation.until is None or day < obligation.until)


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
