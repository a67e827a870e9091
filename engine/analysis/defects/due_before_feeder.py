"""A101: a step falls due before the step that feeds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from engine.analysis.defects.chains import comparable_starts, feeding_pairs
from engine.analysis.defects.defect import Defect, Witness
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.wording import PERIODS, TRIGGER_DATES, day, share
from engine.diagnostics import Diagnostic, Note
from engine.planning.plan import Duty
from engine.texts import Text

_MOST_WITNESSES: Final = 12
Early = tuple[date, date, date]
"""A start, when the feeding step is due, when the fed step is due."""


def due_before_feeder(examined: Examined) -> Iterator[Defect]:
    """Report steps that are due before the step they wait for, with the dates on which it happens."""
    for feeder, step in feeding_pairs(examined):
        starts = comparable_starts(examined, feeder.duty, step.duty)
        dues = [(on, examined.due_on(feeder.duty, on), examined.due_on(step.duty, on)) for on in starts]
        early = [(on, fed, own) for on, fed, own in dues if fed is not None and own is not None and own < fed]
        if not early:
            continue
        how = share(len(early), len(starts), TRIGGER_DATES if step.duty.trigger is not None else PERIODS)
        note = Note("bước trước ở đây", "the step before stands here", examined.place(feeder, "within"))
        found = Diagnostic.of(
            "A101",
            examined.place(step, "within"),
            cites=step.duty.cites,
            notes=(note,),
            step=step.duty.id,
            feeder=feeder.duty.id,
            how=how.vi,
            how_en=how.en,
        )
        witnesses = tuple(_witness(step.duty, feeder.duty, *item) for item in _most_telling(early))
        yield Defect(found, step.duty.id, witnesses)


def _most_telling(early: list[Early]) -> list[Early]:
    """Return all dates when they are few, else the first of each number of days too early, the most days first."""
    if len(early) <= _MOST_WITNESSES:
        return early
    first: dict[int, Early] = {}
    for item in early:
        first.setdefault((item[1] - item[2]).days, item)
    return [first[days] for days in sorted(first, reverse=True)][:_MOST_WITNESSES]


def _witness(step: Duty, feeder: Duty, on: date, fed: date, own: date) -> Witness:
    vi = f"{day(on)}: «{step.id}» đến hạn {day(own)}, «{feeder.id}» còn hạn đến {day(fed)}"
    en = f"{day(on)}: «{step.id}» falls due on {day(own)}, «{feeder.id}» has until {day(fed)}"
    return Witness(on, Text(vi, en))
