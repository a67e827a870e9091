"""Loading small logs and looking at what was found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from engine.diagnostics import Diagnostic
from engine.loading.logs import EventLog, UnitTable, load_events
from engine.vocabulary import standard

Loaded = tuple[EventLog, list[Diagnostic]]
LoadText = Callable[..., Loaded]
FIRST_DAY, LAST_DAY = date(2010, 1, 1), date(2050, 12, 31)


def load(*paths: Path, units: UnitTable | None = None) -> Loaded:
    """Load logs with the standard vocabulary and the calendar's usual coverage."""
    return load_events(paths, standard(), units, FIRST_DAY, LAST_DAY)


def found(loaded: tuple[object, list[Diagnostic]]) -> list[tuple[str, int | None]]:
    """Return code and line of every diagnostic, in order."""
    return [(item.code, None if item.place is None else item.place.line) for item in loaded[1]]
