"""A124: the words of a period name a starting point that its trigger cannot have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic
from engine.phrases import PhraseProblem, parse_phrase
from engine.vocabulary import standard
from engine.vocabulary.terms import EventType

_TAKES_EFFECT: Final = "có hiệu lực"
_DOCUMENTS: Final = frozenset(
    {
        "transfer_document_effective",
        "exit_document_effective",
        "authority_document_effective",
        "regulation_effective",
    }
)
"""Events of a document that takes effect; death is none of them."""


def foreign_clock(examined: Examined) -> Iterator[Defect]:
    """Report periods counted from a document that takes effect, on triggers that have no such document."""
    terms = examined.document.vocabulary.events
    for item in examined.periods:
        trigger = item.duty.trigger
        parsed = parse_phrase(item.duty.phrase)
        anchor = None if isinstance(parsed, PhraseProblem) else parsed.anchor
        if trigger is None or anchor is None or _TAKES_EFFECT not in anchor or _takes_effect(trigger.events, terms):
            continue
        events = sorted(trigger.events)
        found = Diagnostic.of(
            "A124",
            examined.place(item, "within"),
            cites=item.duty.cites,
            name=item.duty.id,
            anchor=anchor,
            events=", ".join(terms[event].label for event in events),
            events_en=", ".join(terms[event].en for event in events),
        )
        yield Defect(found, item.duty.id)


def _takes_effect(events: frozenset[str], terms: Mapping[str, EventType]) -> bool:
    """Tell whether one of the events is a document that takes effect; the file's own events are taken at their word."""
    own = events - standard().events.keys()
    return not events.isdisjoint(_DOCUMENTS) or any(_TAKES_EFFECT in terms[event].label.lower() for event in own)
