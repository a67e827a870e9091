"""What is still to happen to a subject."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

Owed = tuple[str, Hashable, str | None]
"""A duty: its rule, what set it off, who answers."""


@dataclass(slots=True)
class Task:
    """Something on the agenda; only its attributes may still grow until it is done.

    Attributes:
        serves: the duty for the sake of which it is done, where that matters.
    """

    on: date
    event: str
    unit: str | None
    to_unit: str | None = None
    case: str | None = None
    ref: str | None = None
    actor: str | None = None
    dossier: bool = True
    attributes: dict[str, str] = field(default_factory=dict)
    serves: Owed | None = None
