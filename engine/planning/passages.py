"""The versions of duties one after another: which follows which, and which takes over what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from engine.model.duties import Obligation
from engine.model.versions import Passage
from engine.planning.plan import Duty, DutyKind

_OF_THE_PERIOD: Final = (
    *("label", "cites", "phrase", "deadline", "periods", "stated", "conventions", "pauses", "extension", "cap", "warn"),
)
"""What a later version changes of a duty that is open when it begins; who owes what to whom stays."""


def over_time(duties: Sequence[Duty], obligations: Sequence[Obligation]) -> tuple[Duty, ...]:
    """Return the duties, each told which versions come before and after it.

    Args:
        obligations: those that the duties were compiled from, in the same order.
    """
    pairs = list(zip(duties, obligations, strict=True))
    return tuple(
        replace(duty, succeeds=_succeeds(item, obligations), carries=_carries(duty, item, pairs))
        for duty, item in pairs
    )


def _succeeds(item: Obligation, obligations: Sequence[Obligation]) -> bool:
    return item.begins is not None and any(other.id == item.id and other.ends == item.begins for other in obligations)


def _carries(duty: Duty, item: Obligation, pairs: Sequence[tuple[Duty, Obligation]]) -> tuple[Duty, ...]:
    """Return the later versions to which the duty moves while it is open, as this duty with their period."""
    if duty.kind is DutyKind.PERIODIC:  # Một kỳ theo bản có hiệu lực vào ngày đầu của kỳ.
        return ()
    later = [
        (other.begins, newer)
        for newer, other in pairs
        if other.id == item.id
        and other.transition is Passage.OPEN_INSTANCES
        and other.begins is not None
        and other.begins > (item.begins or date.min)
        and (newer.kind, newer.is_ahead) == (duty.kind, duty.is_ahead)
    ]
    return tuple(with_period_of(duty, newer) for _, newer in sorted(later, key=lambda pair: pair[0]))


def with_period_of(duty: Duty, newer: Duty) -> Duty:
    """Return what `duty` becomes where it is still open on the first day of `newer`."""
    return replace(
        duty,
        **{name: getattr(newer, name) for name in _OF_THE_PERIOD},
        valid_from=newer.valid_from,
        valid_until=newer.valid_until,
        assumed=tuple(dict.fromkeys((*duty.assumed, *newer.assumed))),
    )
