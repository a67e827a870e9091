"""A141: days on which no version of a duty holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.analysis.defects.wording import day
from engine.diagnostics import Diagnostic, Note


def version_gap(examined: Examined) -> Iterator[Defect]:
    """Report versions of one duty that leave days between them; versions that overlap are refused when loading."""
    document = examined.document
    names = dict.fromkeys(item.id for item in document.file.obligations)
    for name in names:
        versions = [(index, item) for index, item in enumerate(document.file.obligations) if item.id == name]
        versions.sort(key=lambda pair: pair[1].from_ or date.min)
        for (before, old), (after, new) in pairwise(versions):
            if old.until is None or new.from_ is None or old.until >= new.from_:
                continue
            note = Note("phiên bản trước ở đây", "the version before", document.place("obligations", before, "until"))
            found = Diagnostic.of(
                "A141",
                document.place("obligations", after, "from"),
                cites="; ".join(new.cites),
                notes=(note,),
                name=name,
                first=day(old.until),
                last=day(date.fromordinal(new.from_.toordinal() - 1)),
            )
            yield Defect(found, name)
