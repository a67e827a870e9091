"""A153: a choice of the authors that stands in a rule without a word on why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.openness import is_open
from engine.diagnostics import Diagnostic
from engine.model.duties import Counting, Obligation, OnRepeat

_CHOICES: Final = ("counting", "void_by", "suspended_while", "extended_by", "matched_by", "answerable")


def hidden_choice(examined: Examined) -> Iterator[Defect]:
    """Report rules that count, cancel, pause, lengthen, match, repeat or answer differently without a word on why.

    A way of counting for the whole regulation needs an interpretation about «regulation».
    """
    file = examined.document.file
    if file.counting != Counting() and not is_open(examined, "regulation", None):
        place = examined.document.key_place("counting")
        yield Defect(Diagnostic.of("A153", place, name=file.regulation.id, keys="counting"), "regulation")
    for index, item in enumerate(file.obligations):
        keys = _chosen(item)
        if keys and not is_open(examined, item.id, item.note):
            place = examined.document.key_place("obligations", index, keys[0])
            found = Diagnostic.of("A153", place, cites="; ".join(item.cites), name=item.id, keys=", ".join(keys))
            yield Defect(found, item.id)


def _chosen(item: Obligation) -> list[str]:
    repeated = ["on_repeat"] if item.on_repeat is not OnRepeat.EACH else []
    return [key for key in _CHOICES if getattr(item, key)] + repeated
