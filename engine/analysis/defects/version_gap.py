"""A141: days on which no version of a rule holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.wording import day
from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.checks.versions import groups_of
from engine.model.versions import beginning_of, ending_of


def version_gap(examined: Examined) -> Iterator[Defect]:
    """Report versions of one rule that leave days between them; versions that overlap are refused when loading."""
    document = examined.document
    for (block, name), entries in groups_of(document).items():
        versions = sorted(entries, key=lambda pair: pair[1].begins or date.min)
        for (before, old), (after, new) in pairwise(versions):
            if old.ends is None or new.begins is None or old.ends >= new.begins:
                continue
            end = document.place(block, before, ending_of(old))
            found = Diagnostic.of(
                "A141",
                document.place(block, after, beginning_of(new).rstrip("_")),
                cites="; ".join(getattr(new, "cites", ())),
                notes=(Note("phiên bản trước ở đây", "the version before", end),),
                name=name,
                first=day(old.ends),
                last=day(date.fromordinal(new.begins.toordinal() - 1)),
            )
            yield Defect(found, name)
