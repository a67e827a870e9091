"""A152: «ngay» is given a number of days that the text does not have, and nothing says so."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic
from engine.phrases import AtOnce


def assumed_at_once(examined: Examined) -> Iterator[Defect]:
    """Report duties to be done «ngay» without an interpretation that offers another period or way of counting."""
    questioned = {
        name
        for item in examined.document.file.interpretations
        for name in item.about
        if any(reading.within is not None or reading.counting is not None for reading in item.readings.values())
    }
    for item in examined.periods:
        if isinstance(item.duty.deadline, AtOnce) and item.duty.id not in questioned:
            found = Diagnostic.of(
                "A152",
                examined.place(item, "within"),
                cites=item.duty.cites,
                name=item.duty.id,
                phrase=item.duty.phrase,
                days=item.duty.conventions.at_once_working_days,
            )
            yield Defect(found, item.duty.id)
