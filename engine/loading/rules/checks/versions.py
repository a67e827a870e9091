"""Versions of a rule do not overlap, and the regulation's own dates make sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.document import RuleDocument
from engine.model.duties import Obligation, RegulationStatus


def check_versions(document: RuleDocument) -> list[Diagnostic]:
    """Report two versions of one rule that hold on the same day, and impossible validity of the regulation."""
    return [*_overlaps(document), *_validity(document)]


def _overlaps(document: RuleDocument) -> Iterator[Diagnostic]:
    versions: dict[str, list[tuple[int, Obligation]]] = defaultdict(list)
    for index, obligation in enumerate(document.file.obligations):
        versions[obligation.id].append((index, obligation))
    for name, entries in versions.items():
        for (first, one), (second, other) in combinations(entries, 2):
            start = max(one.from_ or date.min, other.from_ or date.min)
            end = min(one.until or date.max, other.until or date.max)
            if start < end:
                note = Note("phiên bản kia", "the other version", document.place("obligations", first, "id"))
                yield Diagnostic.of("P413", document.place("obligations", second, "id"), name=name, notes=(note,))


def _validity(document: RuleDocument) -> Iterator[Diagnostic]:
    regulation = document.file.regulation
    if regulation.status is not RegulationStatus.DRAFT and regulation.in_force_from is None:
        yield Diagnostic.of("P453", document.place("regulation", "status"))
    begins, ends = regulation.in_force_from, regulation.in_force_until
    if begins is not None and ends is not None and begins >= ends:
        yield Diagnostic.of("P454", document.place("regulation", "in_force_until"))
    if regulation.status is RegulationStatus.REPEALED and ends is None:
        yield Diagnostic.of("P455", document.place("regulation", "status"))
