"""A rule under a reading: the keys that the reading gives take the place of the rule's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from engine.model.duties import Obligation
from engine.model.procedures import ApprovalTier, Interpretation, Reading

AnyPart = TypeVar("AnyPart", Obligation, ApprovalTier)

_OF_DUTY = ("when", "who", "must", "within", "only_if", "unless", "from_", "counting")
_OF_TIER = ("means", "place", "delegation", "admin_may_approve")


def apply_reading(obligation: Obligation, reading: Reading) -> Obligation:
    """Return `obligation` as `reading` understands it."""
    return _patched(obligation, reading, _OF_DUTY)


def apply_reading_to_tier(tier: ApprovalTier, reading: Reading) -> ApprovalTier:
    """Return the approval tier as `reading` understands it."""
    return _patched(tier, reading, _OF_TIER)


def _patched(part: AnyPart, reading: Reading, names: tuple[str, ...]) -> AnyPart:
    given = {name: getattr(reading, name) for name in names if getattr(reading, name) is not None}
    return part.model_copy(update=given) if given else part


def chosen_reading(interpretation: Interpretation, choices: Mapping[str, str]) -> Reading | None:
    """Return the reading in use: the one in `choices` under the interpretation's id, else the file's own choice."""
    return interpretation.readings.get(choices.get(interpretation.id, interpretation.chosen))
