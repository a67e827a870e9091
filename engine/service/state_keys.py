"""What a state rests on besides the log; a state serves only a check for which all of that is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

from engine.diagnostics import Diagnostic
from engine.service.grounds import Grounds
from engine.service.inputs import Inputs
from engine.source import Place
from engine.store.state import FORMAT
from engine.texts import Text

_NAMES: Final = {
    "format": Text("định dạng của trạng thái", "format of the state"),
    "program": Text("phiên bản chương trình", "version of the program"),
    "rules": Text("quy chế hoặc phương án hiểu", "regulations or readings"),
    "calendar": Text("lịch làm việc", "working calendar"),
    "units": Text("bảng đơn vị", "units table"),
    "known_at": Text("ngày biết (--known-at)", "date of knowledge (--known-at)"),
}
_NONE: Final = "–"


def keys_of(inputs: Inputs, grounds: Grounds) -> dict[str, str]:
    """Return what a check rests on, by name."""
    rules = sorted(f"{item.plan.regulation}@{item.plan.rules_version}" for item in grounds.judged)
    return {
        "format": FORMAT,
        "program": f"quyche {version('quyche')}, polars {version('polars')}",
        "rules": ", ".join(rules),
        "calendar": grounds.calendar.version,
        "units": _digest_of_units(grounds),
        "known_at": inputs.known_at.isoformat() if inputs.known_at is not None else _NONE,
    }


def _digest_of_units(grounds: Grounds) -> str:
    if grounds.units is None:
        return _NONE
    return hashlib.sha256(repr(list(grounds.units.values())).encode()).hexdigest()[:16]


def differences(before: Mapping[str, str], now: Mapping[str, str], folder: Path) -> list[Diagnostic]:
    """Return a diagnostic for each thing that is not what it was when the state was written."""
    return [
        Diagnostic.of(
            "S110",
            Place(str(folder)),
            what=_NAMES[name].vi,
            what_en=_NAMES[name].en,
            before=before.get(name, _NONE),
            now=now[name],
        )
        for name in now
        if before.get(name) != now[name]
    ]
