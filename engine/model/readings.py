"""A rule under a reading: the keys that the reading gives take the place of the rule's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from engine.model.duties import Obligation
from engine.model.procedures import ApprovalTier, Interpretation, Reading, Requirement

AnyPart = TypeVar("AnyPart", Obligation, ApprovalTier, Requirement)

_OF_DUTY = ("when", "who", "must", "matched_by", "within", "only_if", "unless", "from_", "counting")
_OF_TIER = ("means", "place", "delegation", "admin_may_approve")
_OF_REQUIREMENT = ("only_if", "unless")


def apply_reading(obligation: Obligation, reading: Reading) -> Obligation:
    """Return `obligation` as `reading` understands it."""
    return _patched(obligation, reading, _OF_DUTY)


def apply_reading_to_tier(tier: ApprovalTier, reading: Reading) -> ApprovalTier:
    """Return the approval tier as `reading` understands it."""
    read = _patched(tier, reading, _OF_TIER)
    if not reading.by:
        return read
    approvers = tuple(entry.model_copy(update={"by": reading.by}) for entry in read.approvers)
    return read.model_copy(update={"approvers": approvers})


def apply_reading_to_requirement(requirement: Requirement, reading: Reading) -> Requirement:
    """Return the condition of an act as `reading` understands it."""
    return _patched(requirement, reading, _OF_REQUIREMENT)


def _patched(part: AnyPart, reading: Reading, names: tuple[str, ...]) -> AnyPart:
    given = {name: getattr(reading, name) for name in names if getattr(reading, name) not in (None, ())}
    return part.model_copy(update=given) if given else part


def chosen_reading(interpretation: Interpretation, choices: Mapping[str, str]) -> Reading | None:
    """Return the reading in use: the one in `choices` under the interpretation's id, else the file's own choice."""
    return interpretation.readings.get(choices.get(interpretation.id, interpretation.chosen))
