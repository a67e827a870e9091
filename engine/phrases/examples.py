"""The nearest form of a phrase that was not understood: shown only where it says no other law than the phrase does."""

from __future__ import annotations

from engine.phrases.amounts import Quantity, read_quantity
from engine.phrases.cursor import Cursor
from engine.phrases.suggestions import vocabulary
from engine.phrases.tokens import tokenize

# Words of the grammar that bear no law of their own.
_NEUTRAL = frozenset(
    ("trong", "thời", "hạn", "gian", "vòng", "khoảng", "là", "làm", "việc", "ngày", "tháng", "năm", "tuần", "quý")
)


def nearest_form(text: str) -> str:
    """Return the one amount of time in `text` in its usual form; empty where the text has more to say.

    A phrase with a second number, a direction, a minimum, a period that comes back or any other word that bears on
    the time gets no form: whatever was left out would change the law.
    """
    cursor = Cursor(text, tokenize(text))
    quantity = _only_quantity(cursor)
    if quantity is None:
        return ""
    around = [word for at, word in enumerate(cursor.words) if not quantity.first <= at < quantity.end]
    if any(word.isdigit() or (word in vocabulary() and word not in _NEUTRAL) for word in around):
        return ""
    said = cursor.written(quantity.first, quantity.end)
    return f"{said if quantity.assumed else f'{quantity.amount:02d} {quantity.unit.value}'} kể từ ngày ..."


def _only_quantity(cursor: Cursor) -> Quantity | None:
    found: list[Quantity] = []
    while cursor.at < len(cursor.tokens):
        at = cursor.at
        quantity = read_quantity(cursor)
        if cursor.problem is not None:
            return None
        if quantity is None:
            cursor.at = at + 1
        else:
            found.append(quantity)
    return found[0] if len(found) == 1 else None
