"""A142: a rule dated outside the validity of its regulation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.wording import day
from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.versions import versions_of
from engine.model.duties import RegulationStatus
from engine.model.versions import beginning_of, ending_of


def outside_validity(examined: Examined) -> Iterator[Defect]:
    """Report `from` and `until` of rules that reach beyond the regulation, and start dates that change nothing.

    A draft has no validity yet.
    """
    document = examined.document
    if document.file.regulation.status is RegulationStatus.DRAFT:
        return
    begins, ends = examined.plan.valid_from, examined.plan.valid_until
    for block, index, name, key, on, is_empty in _dates(examined):
        too_early = begins is not None and (on < begins or (is_empty and on == begins))
        too_late = ends is not None and (on > ends or (is_empty and on == ends))
        if too_early or too_late:
            cites = getattr(document.file, block)[index].cites
            found = Diagnostic.of(
                "A142",
                document.place(block, index, key),
                cites="; ".join(cites),
                name=name,
                key=key,
                on=day(on),
                first=day(begins) if begins is not None else "–",
                end=day(ends) if ends is not None else "–",
            )
            yield Defect(found, name)


def _dates(examined: Examined) -> Iterator[tuple[str, int, str, str, date, bool]]:
    """Yield each date of a rule: block, index, id, key, date, and whether equal to a bound it has no effect."""
    for block, index, name, item in versions_of(examined.document):
        if item.begins is not None:
            yield block, index, name, beginning_of(item).rstrip("_"), item.begins, False
        if item.ends is not None:
            yield block, index, name, ending_of(item), item.ends, False
    for index, start in enumerate(examined.document.file.start_dates):
        yield "start_dates", index, start.id, "from", start.from_, True
