"""A151: an interpretation whose readings all come to the same, so that none of them can be tried against the others."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic
from engine.model.procedures import Interpretation, Reading

_EFFECTIVE: Final = MappingProxyType(
    {
        "obligations": (
            "when",
            "who",
            "must",
            "matched_by",
            "within",
            "only_if",
            "unless",
            "from_",
            "counting",
            "drops",
        ),
        "approval": ("means", "place", "delegation", "admin_may_approve", "by"),
        "requirements": ("only_if", "unless", "drops"),
        "regulation": ("in_force_from", "counting"),
        "transfer_cases": ("precedence",),
    }
)
"""What a reading can change, by what it is about; readings about other blocks are words only."""


def no_alternative(examined: Examined) -> Iterator[Defect]:
    """Report interpretations where choosing another reading changes no rule; a single reading is the plainest case."""
    blocks = _blocks(examined)
    for index, item in enumerate(examined.document.file.interpretations):
        effects = {_effect(item, reading, blocks) for reading in item.readings.values()}
        if len(effects) < 2:
            found = Diagnostic.of(
                "A151",
                examined.document.place("interpretations", index, "id"),
                cites="; ".join(item.cites) or None,
                name=item.id,
                about=", ".join(item.about),
            )
            yield Defect(found, item.id)


def _blocks(examined: Examined) -> dict[str, str]:
    """Return the block in which each id stands."""
    file = examined.document.file
    found = {item.id: block for block in ("obligations", "approval", "requirements") for item in getattr(file, block)}
    return found | {"regulation": "regulation", "transfer_cases": "transfer_cases"}


def _effect(item: Interpretation, reading: Reading, blocks: dict[str, str]) -> str:
    """Return what the reading changes, as text that can be compared."""
    keys = {key for about in item.about for key in _EFFECTIVE.get(blocks.get(about, ""), ())}
    given = reading.model_dump(include=keys, exclude_defaults=True)
    return repr(sorted(given.items()))
