"""What each diagnostic code means, in both languages.

One entry a code; a code is never reused. The families stand in modules of their own:
P1xx how the file is written, P2xx deadline phrases, P3xx shape and types, P4xx meaning of the rule set,
D1xx event logs, D2xx units, C1xx calendar files, U1xx usage, S1xx storage.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache


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


@cache
def entries() -> dict[str, Entry]:
    """Return every entry by code, in order of code."""
    from engine.diagnostics import (
        calendar_codes,
        log_codes,
        model_codes,
        phrase_codes,
        rule_codes,
        use_codes,
        yaml_codes,
    )

    families = (yaml_codes, phrase_codes, model_codes, rule_codes, log_codes, calendar_codes, use_codes)
    found: dict[str, Entry] = {}
    for family in families:
        for entry in family.ENTRIES:
            if entry.code in found:
                raise ValueError(f"diagnostic code {entry.code} defined twice")
            found[entry.code] = entry
    return dict(sorted(found.items()))
