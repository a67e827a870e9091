"""A102: a chain whose parts, each done on its last day, end after the whole is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from engine.analysis.defects.chains import are_set_off_together, sets_off
from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined, PlacedDuty
from engine.analysis.defects.wording import TRIGGER_DATES, day, share
from engine.diagnostics import Diagnostic
from engine.texts import Text

_MOST_WITNESSES: Final = 12
Chain = tuple[PlacedDuty, ...]


def parts_exceed_whole(examined: Examined) -> Iterator[Defect]:
    """Report duties that are due before a chain of steps with the same start, which they wait for, can be required.

    The whole waits for a chain when its last step is named in `after`, or fulfils the same as the whole.
    """
    for whole in examined.duties:
        for chain in _chains_within(examined, whole):
            starts = examined.starts(whole.duty, *(step.duty for step in chain))
            ends = [(on, examined.due_on(whole.duty, on), _last_day(examined, chain, on)) for on in starts]
            over = [(on, due, end) for on, due, end in ends if due is not None and end is not None and end > due]
            if over:
                yield _defect(examined, whole, chain, over, len(starts))


def _chains_within(examined: Examined, whole: PlacedDuty) -> Iterator[Chain]:
    if whole.duty.trigger is None:
        return
    for last in examined.duties:
        same_end = bool(last.duty.done_by & whole.duty.done_by) and last.duty.id != whole.duty.id
        if same_end or last.duty.id in whole.duty.after:
            yield from _chains_to(examined, whole, (last,))


def _chains_to(examined: Examined, whole: PlacedDuty, chain: Chain) -> Iterator[Chain]:
    """Yield the chains of two steps or more that end with `chain` and begin with the whole's own trigger."""
    for step in examined.duties:
        if step in chain or step.index == whole.index or not sets_off(step.duty, chain[0].duty):
            continue
        longer = (step, *chain)
        if are_set_off_together(step.duty, whole.duty):
            yield longer
        else:
            yield from _chains_to(examined, whole, longer)


def _last_day(examined: Examined, chain: Chain, start: date) -> date | None:
    """Return when the chain ends if every step is done on its last day."""
    reached: date | None = start
    for step in chain:
        reached = examined.due_on(step.duty, reached) if reached is not None else None
    return reached


def _defect(
    examined: Examined, whole: PlacedDuty, chain: Chain, over: list[tuple[date, date, date]], total: int
) -> Defect:
    how = share(len(over), total, TRIGGER_DATES)
    found = Diagnostic.of(
        "A102",
        examined.place(whole, "within"),
        cites=whole.duty.cites,
        whole=whole.duty.id,
        parts=" + ".join(step.duty.id for step in chain),
        how=how.vi,
        how_en=how.en,
    )
    told = [
        Text(
            f"{day(on)}: các bước có thể xong đến {day(end)}, cả chuỗi đến hạn {day(due)}",
            f"{day(on)}: the steps may take until {day(end)}, the whole is due on {day(due)}",
        )
        for on, due, end in over[:_MOST_WITNESSES]
    ]
    witnesses = tuple(Witness(on, says) for (on, _, _), says in zip(over, told, strict=False))
    return Defect(found, whole.duty.id, witnesses)
