"""A127: a duty of a person that nothing ends when the person has left or died."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic
from engine.planning.plan import Duty, DutyKind
from engine.vocabulary import standard

_PERSON: Final = "person"
GONE: Final = ("death_occurred", "exit_document_effective")
"""The events after which a person owes nothing any more."""


def bearer_gone(examined: Examined) -> Iterator[Defect]:
    """Report duties of persons that stay open for ever after the person has died or left.

    An event of the file's own among those that end the duty is trusted to speak of that.
    """
    terms = examined.document.vocabulary.events
    for item in examined.duties:
        missing = _missing(item.duty) if item.duty.bearer == _PERSON else ()
        if missing:
            found = Diagnostic.of(
                "A127",
                examined.place(item, "who"),
                cites=item.duty.cites,
                name=item.duty.id,
                events=", ".join(terms[event].label for event in missing),
                events_en=", ".join(terms[event].en or terms[event].label for event in missing),
            )
            yield Defect(found, item.duty.id)


def _missing(duty: Duty) -> tuple[str, ...]:
    if duty.trigger is None or duty.kind is not DutyKind.DEADLINE or not duty.trigger.events.isdisjoint(GONE):
        return ()
    ending = {voiding.act.event for voiding in duty.voids}
    if not ending <= standard().events.keys():
        return ()
    return tuple(event for event in GONE if event not in ending)
