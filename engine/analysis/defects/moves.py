"""Every kind of move there is, and which transfer cases of a regulation recognise it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from engine.analysis.defects.examined import Examined
from engine.planning.conditions import evaluate_test
from engine.planning.plan import RecognisedCase
from engine.texts import Text
from engine.vocabulary import Vocabulary

_TRUTHS = ("true", "false")
_NOT_A_MOVE_FROM = "ngoai_nha_nuoc"
"""Who comes from outside the state sector is recruited, not moved."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move of one person, of which everything is known that bears on its case."""

    from_type: str
    to_type: str
    same_unit: str
    can_sync: str
    from_in_scope: str
    to_in_scope: str

    def read(self, field: str) -> str | None:
        """Return the value of a field; None for what does not describe a kind of move."""
        match field:
            case "unit_type" | "from_unit_type":
                return self.from_type
            case "to_unit_type":
                return self.to_type
            case "same_unit" | "can_sync" | "from_in_scope" | "to_in_scope":
                value: str = getattr(self, field)
                return value
        return None

    def told(self, vocabulary: Vocabulary) -> Text:
        """Return the move in words."""
        types = vocabulary.unit_types
        if self.same_unit == "true":
            return Text(f"trong cùng một «{types[self.from_type].label}»", f"within one «{types[self.from_type].en}»")
        return Text(
            f"từ «{types[self.from_type].label}» đến «{types[self.to_type].label}»",
            f"from «{types[self.from_type].en}» to «{types[self.to_type].en}»",
        )


def moves(examined: Examined) -> Iterator[Move]:
    """Yield every kind of move that touches the regulation's scope, moves between units in scope first."""
    scope = examined.plan.scope_unit_types
    types = examined.document.vocabulary.unit_types
    inside = [name for name, item in types.items() if (name in scope if scope else not item.outside)]
    outside = [name for name in types if name not in inside]
    senders = [name for name in outside if name != _NOT_A_MOVE_FROM]
    for one, other in (*product(inside, inside), *product(inside, outside), *product(senders, inside)):
        for same, syncs in product(_TRUTHS if one == other else ("false",), _TRUTHS):
            yield Move(one, other, same, syncs, _told(one in inside), _told(other in inside))


def _told(truth: bool) -> str:
    return "true" if truth else "false"


def recognised(case: RecognisedCase, move: Move) -> bool | None:
    """Tell whether the case recognises the move; None when that hangs on something else."""
    return evaluate_test(case.test, move.read)
