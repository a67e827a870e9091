"""To which matter an event belongs: by the documents that it names."""

from __future__ import annotations

from engine.loading.logs import Event


def matters_of(event: Event) -> frozenset[str]:
    """Return the numbers of documents by which an event belongs to a matter."""
    return frozenset(number for number in (event.ref, event.about) if number is not None)
