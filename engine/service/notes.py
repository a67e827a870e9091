"""What is said once of a log as a whole: events of other regulations, and times of day that nothing asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from engine.diagnostics import Diagnostic
from engine.planning import Plan
from engine.planning.conditions import fields_of
from engine.service.regulations import Judged, usable_rules

UNKNOWN_EVENT: Final = "D141"
"""The mistake of a row whose event is not known."""


def notes_on(problems: Sequence[Diagnostic], judged: Sequence[Judged], *, has_times: bool) -> list[Diagnostic]:
    """Return what is to be said once of a log.

    Args:
        problems: what is wrong with the log; only when it names unknown events are other regulations looked at.
        judged: the regulations applied.
        has_times: whether any of its events has a time of day.
    """
    names = {value for item in problems if item.code == UNKNOWN_EVENT for key, value in item.args if key == "value"}
    found = list(of_other_regulations(names, judged)) if names else []
    if has_times and judged and not any(_asks_for_times(item.plan) for item in judged):
        found.append(Diagnostic.of("D165", None))
    return found


def of_other_regulations(names: Iterable[str], judged: Sequence[Judged]) -> Iterator[Diagnostic]:
    """Yield a note for each other known regulation that has events which no regulation applied knows.

    Args:
        names: the events that are not known.
    """
    applied = {item.plan.regulation for item in judged}
    for document in usable_rules():
        regulation = document.file.regulation.id
        known = sorted(name for name in names if document.vocabulary.event_by_name(name) is not None)
        if known and regulation not in applied:
            yield Diagnostic.of("D162", None, regulation=regulation, events=", ".join(known))


def _asks_for_times(plan: Plan) -> bool:
    """Tell whether a time of day may move a due date or decide a condition."""
    return any(
        duty.conventions.cut_off is not None
        or "time" in duty.fields_read
        or any("time" in fields_of(act.test) for act in duty.must)
        for duty in plan.duties
    )
