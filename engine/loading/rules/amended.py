"""Amendments carried into the rules they amend: since when, and what becomes of duties that are still open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.model import RuleFile
from engine.model.duties import Obligation
from engine.model.own_terms import OwnVocabulary
from engine.model.versions import Amendment, Version, beginning_of

VERSIONED: Final = (
    "obligations",
    "approval",
    "transfer_cases",
    "limits",
    "requirements",
    "prohibitions",
    "consequences",
    "norms",
)
"""The blocks whose entries with one id (for transfer cases: one case) are versions of each other."""


def with_beginnings(file: RuleFile) -> RuleFile:
    """Return the file with what its amendments say written into the versions that name them.

    A version without a date of its own begins when the text that amended it takes effect; a duty without a
    `transition` of its own has that of the amendment.
    """
    if not file.amendments:
        return file
    known = {item.number: item for item in file.amendments}
    blocks = {name: tuple(_begun(item, known) for item in getattr(file, name)) for name in VERSIONED}
    lifecycle = file.lifecycle
    if lifecycle is not None:
        steps = tuple(_begun(step, known) for step in lifecycle.transitions)
        stays = tuple(_begun(stay, known) for stay in lifecycle.stays)
        lifecycle = lifecycle.model_copy(update={"transitions": steps, "stays": stays})
    own = file.vocabulary
    terms = {key: tuple(_begun(term, known) for term in getattr(own, key)) for key in families_of(own)}
    return file.model_copy(update={**blocks, "lifecycle": lifecycle, "vocabulary": own.model_copy(update=terms)})


def families_of(own: OwnVocabulary) -> Iterator[str]:
    """Yield the keys under which a file adds terms of its own."""
    return (key for key in type(own).model_fields if any(isinstance(item, Version) for item in getattr(own, key)))


def _begun(item: Version, known: dict[str, Amendment]) -> Version:
    amendment = known.get(item.amended_by or "")
    if amendment is None:
        return item
    given: dict[str, object] = {}
    if item.begins is None:
        given[beginning_of(item)] = amendment.in_force_from
    if isinstance(item, Obligation) and item.transition is None and amendment.transition is not None:
        given["transition"] = amendment.transition
    return item.model_copy(update=given)
