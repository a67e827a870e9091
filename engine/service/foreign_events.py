"""Events of a log that the regulations applied do not know, but others do."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagnostics import Diagnostic
from engine.service.regulations import Judged, usable_rules

_UNKNOWN_EVENT = "D141"


def of_other_regulations(problems: Sequence[Diagnostic], judged: Sequence[Judged]) -> list[Diagnostic]:
    """Return a note for each other known regulation that has events which no regulation applied knows.

    Args:
        problems: what is wrong with the log; only when it names unknown events are other regulations looked at.
        judged: the regulations applied.
    """
    names = {value for item in problems if item.code == _UNKNOWN_EVENT for key, value in item.args if key == "value"}
    if not names:
        return []
    applied = {item.plan.regulation for item in judged}
    found = []
    for document in usable_rules():
        regulation = document.file.regulation.id
        known = sorted(name for name in names if document.vocabulary.event_by_name(name) is not None)
        if known and regulation not in applied:
            found.append(Diagnostic.of("D162", None, regulation=regulation, events=", ".join(known)))
    return found
