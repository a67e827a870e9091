"""What each diagnostic code means, in both languages.

One entry a code; a code is never reused. The families stand in modules of their own:
P1xx how the file is written, P2xx deadline phrases, P3xx shape and types, P4xx meaning of the rule set,
P5xx conditions and own vocabulary, P6xx what sets duties off and when they are due,
D1xx event logs, D2xx units, C1xx calendar files, U1xx usage, S1xx storage,
L1xx–L3xx legal texts,
A1xx defects of encoded regulations, T1xx changes on trial, T2xx scenario files.
"""

from __future__ import annotations

from functools import cache

from engine.diagnostics import (
    calendar_codes,
    condition_codes,
    defect_codes,
    duty_codes,
    log_codes,
    log_source_codes,
    model_codes,
    phrase_codes,
    reading_codes,
    reading_sense_codes,
    rule_codes,
    trial_codes,
    trigger_codes,
    unit_codes,
    use_codes,
    version_codes,
    yaml_codes,
)
from engine.diagnostics.entry import Entry

_FAMILIES = (
    calendar_codes,
    condition_codes,
    defect_codes,
    log_codes,
    log_source_codes,
    model_codes,
    phrase_codes,
    reading_codes,
    reading_sense_codes,
    rule_codes,
    trial_codes,
    duty_codes,
    trigger_codes,
    unit_codes,
    use_codes,
    version_codes,
    yaml_codes,
)


@cache
def entries() -> dict[str, Entry]:
    """Return every entry by code, in order of code."""
    found: dict[str, Entry] = {}
    for family in _FAMILIES:
        for entry in family.ENTRIES:
            if entry.code in found:
                raise ValueError(f"diagnostic code {entry.code} defined twice")
            found[entry.code] = entry
    return dict(sorted(found.items()))
