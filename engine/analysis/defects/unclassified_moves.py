"""A112: kinds of moves that no transfer case recognises."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.moves import Move, moves, recognised
from engine.diagnostics import Diagnostic
from engine.texts import Text


def unclassified_moves(examined: Examined) -> Iterator[Defect]:
    """Report the moves that fit none of the cases which say how they are recognised; silent cases count as cases."""
    if not examined.plan.cases:
        return
    lost = [kind for kind in moves(examined) if all(recognised(case, kind) is False for case in examined.plan.cases)]
    told = dict.fromkeys(_told(examined, kind) for kind in lost)
    if told:
        found = Diagnostic.of(
            "A112",
            examined.document.key_place("transfer_cases"),
            count=len(told),
            kinds="; ".join(says.vi for says in told),
            kinds_en="; ".join(says.en for says in told),
        )
        yield Defect(found, "transfer_cases", tuple(Witness(None, says) for says in told))


def _told(examined: Examined, kind: Move) -> Text:
    """Return the move in words, all units in scope taken together."""
    types = examined.document.vocabulary.unit_types
    within = Text("đơn vị trong phạm vi", "a unit in scope")
    one, other = (
        within if in_scope == "true" else Text(f"«{types[name].label}»", f"«{types[name].en}»")
        for name, in_scope in ((kind.from_type, kind.from_in_scope), (kind.to_type, kind.to_in_scope))
    )
    syncs = "" if kind.can_sync == "true" else ", không đồng bộ được"
    syncs_en = "" if kind.can_sync == "true" else ", without synchronisation"
    if kind.same_unit == "true":
        return Text("trong cùng một đơn vị" + syncs, "within one unit" + syncs_en)
    return Text(f"từ {one.vi} đến {other.vi}{syncs}", f"from {one.en} to {other.en}{syncs_en}")
