"""A111: one move satisfies two transfer cases, and nothing says in the open which goes first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.moves import moves, recognised
from engine.diagnostics import Diagnostic
from engine.model.readings import chosen_reading


def overlapping_cases(examined: Examined) -> Iterator[Defect]:
    """Report pairs of cases that both recognise a move and that no interpretation ranks."""
    ranked = _ranked(examined)
    places = {item.case: index for index, item in enumerate(examined.document.file.transfer_cases)}
    kinds = list(moves(examined))
    for first, second in combinations(examined.plan.cases, 2):
        if {first.case, second.case} <= ranked or not first.meets(second):
            continue
        shared = [kind for kind in kinds if recognised(first, kind) and recognised(second, kind)]
        if shared:
            index = places[second.case]
            found = Diagnostic.of(
                "A111",
                examined.document.place("transfer_cases", index, "case"),
                cites="; ".join(examined.document.file.transfer_cases[index].cites) or None,
                first=first.case,
                second=second.case,
            )
            told = dict.fromkeys(kind.told(examined.document.vocabulary) for kind in shared)
            yield Defect(found, second.case, tuple(Witness(None, says) for says in told))


def _ranked(examined: Examined) -> frozenset[str]:
    """Return the cases whose precedence an interpretation declares."""
    for item in examined.document.file.interpretations:
        reading = chosen_reading(item, {}) if "transfer_cases" in item.about else None
        if reading is not None and reading.precedence:
            return frozenset(reading.precedence)
    return frozenset()
