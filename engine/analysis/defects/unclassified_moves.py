"""A112: kinds of moves that no transfer case recognises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.moves import Move, moves, recognised
from engine.diagnostics import Diagnostic
from engine.texts import Text

_MOST_NAMED: Final = 4


def unclassified_moves(examined: Examined) -> Iterator[Defect]:
    """Report the moves that fit none of the cases which say how they are recognised; silent cases count as cases."""
    if not examined.plan.cases:
        return
    lost = [kind for kind in moves(examined) if all(recognised(case, kind) is False for case in examined.plan.cases)]
    told = _told(examined, lost)
    if told:
        shown, more = told[:_MOST_NAMED], "; …" if len(told) > _MOST_NAMED else ""
        found = Diagnostic.of(
            "A112",
            examined.document.key_place("transfer_cases"),
            count=len(told),
            kinds="; ".join(says.vi for says in shown) + more,
            kinds_en="; ".join(says.en for says in shown) + more,
        )
        yield Defect(found, "transfer_cases", tuple(Witness(None, says) for says in told))


def _told(examined: Examined, lost: list[Move]) -> list[Text]:
    """Return the moves in words, units in scope and moves with and without synchronisation taken together."""
    syncs: dict[tuple[Text, Text, str], set[str]] = {}
    for kind in lost:
        key = (_end(examined, kind, "from"), _end(examined, kind, "to"), kind.same_unit)
        syncs.setdefault(key, set()).add(kind.can_sync)
    told = []
    for (one, other, same), values in syncs.items():
        vi = "trong cùng một đơn vị" if same == "true" else f"từ {one.vi} đến {other.vi}"
        en = "within one unit" if same == "true" else f"from {one.en} to {other.en}"
        if values == {"false"}:
            vi, en = f"{vi}, không đồng bộ được", f"{en}, without synchronisation"
        told.append(Text(vi, en))
    return list(dict.fromkeys(told))


def _end(examined: Examined, kind: Move, side: str) -> Text:
    """Return one end of a move; units in scope go by that name, but for the destination of a move inside the scope."""
    inside = kind.from_in_scope if side == "from" else kind.to_in_scope
    if inside == "true" and (side == "from" or kind.from_in_scope == "false"):
        return Text("đơn vị trong phạm vi", "a unit in scope")
    term = examined.document.vocabulary.unit_types[kind.from_type if side == "from" else kind.to_type]
    return Text(f"«{term.label}»", f"«{term.en}»")
