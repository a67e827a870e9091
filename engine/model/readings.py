"""A rule under a reading: the keys that the reading gives take the place of the rule's own."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model.duties import Obligation
from engine.model.procedures import Interpretation, Reading

_PATCHED = ("when", "who", "must", "within", "only_if", "unless", "from_", "counting")


def apply_reading(obligation: Obligation, reading: Reading) -> Obligation:
    """Return `obligation` as `reading` understands it."""
    given = {name: getattr(reading, name) for name in _PATCHED if getattr(reading, name) is not None}
    return obligation.model_copy(update=given) if given else obligation


def chosen_reading(interpretation: Interpretation, choices: Mapping[str, str]) -> Reading | None:
    """Return the reading in use: the one in `choices` under the interpretation's id, else the file's own choice."""
    return interpretation.readings.get(choices.get(interpretation.id, interpretation.chosen))
