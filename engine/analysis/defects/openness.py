"""Whether a rule says in the open what it rests on: by an interpretation about it, or by a note."""

from __future__ import annotations

from engine.analysis.defects.examined import Examined


def interpreted(examined: Examined) -> frozenset[str]:
    """Return the ids that some interpretation is about."""
    return frozenset(name for item in examined.document.file.interpretations for name in item.about)


def is_open(examined: Examined, name: str, note: str | None) -> bool:
    """Tell whether a rule has a note or an interpretation."""
    return note is not None or name in interpreted(examined)
