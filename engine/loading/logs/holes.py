"""What findings on a dossier say of rows that were left out and concern it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from engine.loading.logs.report import Holes
from engine.outcomes import LEFT_OUT

_MOST_LINES: Final = 5


def marks_of(holes: Holes, several_files: bool) -> dict[str, str]:
    """Return the mark of each dossier: «row_left_out:3,7», with the files' names when there are several."""
    return {dossier: _mark(places, several_files) for dossier, places in holes.items()}


def _mark(places: Sequence[tuple[str, int]], several_files: bool) -> str:
    ordered = sorted({(PurePath(file).name if several_files else "", line) for file, line in places})
    told = [f"{file}:{line}" if file else str(line) for file, line in ordered[:_MOST_LINES]]
    if len(ordered) > _MOST_LINES:
        told.append("…")
    return f"{LEFT_OUT}:{','.join(told)}"
