"""A105: a window with a single working day."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.windows import windows_with


def narrow_window(examined: Examined) -> Iterator[Defect]:
    """Report windows with exactly one working day, every such month of the calendar listed."""
    yield from windows_with(examined, "A105", 1)
