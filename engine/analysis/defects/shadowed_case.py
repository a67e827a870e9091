"""A114: a transfer case that no move is ever given, because cases before it take them all."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.moves import moves, recognised
from engine.diagnostics import Diagnostic


def shadowed_case(examined: Examined) -> Iterator[Defect]:
    """Report cases whose every move is recognised as another case that goes before."""
    cases = examined.plan.cases
    kinds = list(moves(examined))
    listed = {item.case: index for index, item in enumerate(examined.document.file.transfer_cases)}
    for place, case in enumerate(cases):
        own = [kind for kind in kinds if recognised(case, kind) is not False]
        earlier = [other for other in cases[:place] if other.covers(case)]
        takers = [next((other.case for other in earlier if recognised(other, kind)), None) for kind in own]
        if own and None not in takers:
            index = listed[case.case]
            found = Diagnostic.of(
                "A114",
                examined.document.place("transfer_cases", index, "recognised_by"),
                cites="; ".join(examined.document.file.transfer_cases[index].cites) or None,
                case=case.case,
                takers=", ".join(dict.fromkeys(taker for taker in takers if taker is not None)),
            )
            told = dict.fromkeys(kind.told(examined.document.vocabulary) for kind in own)
            yield Defect(found, case.case, tuple(Witness(None, says) for says in told))
