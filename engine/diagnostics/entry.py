"""One entry of the catalogue: what a diagnostic code weighs and says, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a diagnostic weighs: an error stops the use of what it stands in."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: templates are `str.format` over the diagnostic's arguments; `why` is the longer explanation."""

    code: str
    severity: Severity
    message: str
    message_en: str
    hint: str = ""
    hint_en: str = ""
    why: str = ""
