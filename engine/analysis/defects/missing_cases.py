"""A113: kinds of moves and reasons of exit that the file does not mention at all."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.defects.defect import Defect
from engine.analysis.defects.examined import Examined
from engine.diagnostics import Diagnostic


def missing_cases(examined: Examined) -> Iterator[Defect]:
    """Report the vocabulary's cases that are neither regulated nor marked as silent; a file without cases has none."""
    told = {item.case for item in examined.document.file.transfer_cases}
    if not told:
        return
    for case in examined.document.vocabulary.transfer_cases.values():
        if case.id not in told:
            place = examined.document.key_place("transfer_cases")
            yield Defect(Diagnostic.of("A113", place, case=case.id, label=case.label, label_en=case.en), case.id)
