"""Small words that several checks share, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from engine.texts import Text
from engine.vocabulary import Term

_DAY: Final = "%d/%m/%Y"


def day(on: date) -> str:
    """Return a day as people write it."""
    return f"{on:{_DAY}}"


def labels(names: Iterable[str], terms: dict[str, Term] | None = None) -> str:
    """Return ids, or the labels of the terms they name, joined by commas."""
    known = terms or {}
    return ", ".join(known[name].label if name in known else name for name in names)


def share(hits: int, total: int, noun: Text) -> Text:
    """Return how many of all: «mọi ngày phát sinh», «12 trong 3652 ngày phát sinh»."""
    if hits == total:
        return Text(f"mọi {noun.vi}", f"every {noun.en}")
    return Text(f"{hits} trong {total} {noun.vi}", f"{hits} of {total} {noun.en}s")


TRIGGER_DATES: Final = Text("ngày phát sinh", "trigger date")
PERIODS: Final = Text("kỳ", "period")
