"""A154: a condition that narrows a rule without a word on where the text says so."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.openness import is_open
from engine.diagnostics import Diagnostic


def unfounded_condition(examined: Examined) -> Iterator[Defect]:
    """Report rules with `only_if` or `unless` that have neither an interpretation nor a note."""
    for block in ("obligations", "limits", "requirements"):
        for index, item in enumerate(getattr(examined.document.file, block)):
            keys = [key for key in ("only_if", "unless") if getattr(item, key, None) is not None]
            if keys and not is_open(examined, item.id, item.note):
                place = examined.document.key_place(block, index, keys[0])
                found = Diagnostic.of("A154", place, cites="; ".join(item.cites), name=item.id, keys=", ".join(keys))
                yield Defect(found, item.id)
