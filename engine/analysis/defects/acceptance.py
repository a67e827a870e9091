"""Findings that the authors accept: matched by code and by what they are about, never dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engine.analysis.defects.defect import Defect
from engine.diagnostics import Diagnostic
from engine.loading.rules import RuleDocument

_OF_THE_TEXT: Final = "L"


def with_acceptance(document: RuleDocument, defects: Sequence[Defect]) -> list[Defect]:
    """Return the defects, those that the file accepts with the reason it gives."""
    reasons = {(item.code, name): item.reason for item in document.file.accepted for name in item.about}
    marked: list[Defect] = []
    for defect in defects:
        reason = reasons.get((defect.code, defect.about))
        marked.append(defect if reason is None else defect.accepted_because(reason))
    return marked


def idle_acceptances(document: RuleDocument, defects: Sequence[Defect]) -> Iterator[Defect]:
    """Report acceptances of what is not, or no longer, found (A190).

    Findings in the text of the regulation are only looked for when the text is at hand, so those are passed over.
    """
    found = {(defect.code, defect.about) for defect in defects}
    for index, item in enumerate(document.file.accepted):
        for position, name in enumerate(item.about):
            if (item.code, name) not in found and not item.code.startswith(_OF_THE_TEXT):
                place = document.place("accepted", index, "about", position)
                yield Defect(Diagnostic.of("A190", place, finding=item.code, name=name), name)
