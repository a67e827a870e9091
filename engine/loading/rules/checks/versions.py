"""Versions of a rule do not overlap, and the regulation's own dates make sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.amended import VERSIONED, families_of
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.duties import WHOLE_COUNTRY, RegulationLevel, RegulationStatus
from engine.model.lifecycle import Staying, Transition
from engine.model.procedures import TransferCase
from engine.model.versions import Version, beginning_of, ending_of


def check_versions(document: RuleDocument) -> list[Diagnostic]:
    """Report versions of one rule that hold on the same day or on none, and impossible validity of the regulation."""
    terms = _overlapping_terms(document)
    return [*_overlaps(document), *terms, *_never(document), *_validity(document), *_level(document)]


def versions_of(document: RuleDocument) -> Iterator[tuple[str, int, str, Version]]:
    """Yield every entry that may be a version of another: block, place, id (of a transfer case the case), entry."""
    for block in VERSIONED:
        for index, item in enumerate(getattr(document.file, block)):
            yield block, index, item.case if isinstance(item, TransferCase) else item.id, item


def groups_of(document: RuleDocument) -> dict[tuple[str, str], list[tuple[int, Version]]]:
    """Return the versions of each rule, in the order of the file, by block and id."""
    found: dict[tuple[str, str], list[tuple[int, Version]]] = defaultdict(list)
    for block, index, name, item in versions_of(document):
        found[(block, name)].append((index, item))
    return found


def _overlaps(document: RuleDocument) -> Iterator[Diagnostic]:
    for (block, name), entries in groups_of(document).items():
        for (first, one), (second, other) in combinations(entries, 2):
            start = max(one.begins or date.min, other.begins or date.min)
            end = min(one.ends or date.max, other.ends or date.max)
            meant = block in ("obligations", "transfer_cases") or one.is_dated or other.is_dated
            if start < end and meant:
                key = "case" if block == "transfer_cases" else "id"
                note = Note("phiên bản kia", "the other version", document.place(block, first, key))
                yield Diagnostic.of("P413", document.place(block, second, key), name=name, notes=(note,))


def lifecycle_versions(document: RuleDocument) -> Iterator[tuple[Path, Transition | Staying]]:
    """Yield where each step of the lifecycle stands, and what changes nothing in it."""
    lifecycle = document.file.lifecycle
    if lifecycle is None:
        return
    yield from ((("lifecycle", "transitions", index), step) for index, step in enumerate(lifecycle.transitions))
    yield from ((("lifecycle", "stays", index), stay) for index, stay in enumerate(lifecycle.stays))


def _overlapping_terms(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report two labels of one own term that hold on the same day; terms without dates clash as such (P423)."""
    own = document.file.vocabulary
    for key in families_of(own):
        for (first, one), (second, other) in combinations(enumerate(getattr(own, key)), 2):
            start = max(one.begins or date.min, other.begins or date.min)
            end = min(one.ends or date.max, other.ends or date.max)
            if one.id == other.id and start < end and (one.is_dated or other.is_dated):
                note = Note("phiên bản kia", "the other version", document.place("vocabulary", key, first, "id"))
                place = document.place("vocabulary", key, second, "id")
                yield Diagnostic.of("P413", place, name=one.id, notes=(note,))


def _never(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report parts other than duties that hold on no day; of duties `check_obligations` tells."""
    parts: list[tuple[Path, str, Version]] = [
        ((block, index), name, item) for block, index, name, item in versions_of(document) if block != "obligations"
    ]
    parts += [(path, ", ".join(step.event), step) for path, step in lifecycle_versions(document)]
    own = document.file.vocabulary
    parts += [
        (("vocabulary", key, index), term.id, term)
        for key in families_of(own)
        for index, term in enumerate(getattr(own, key))
    ]
    regulation = document.file.regulation
    for path, name, item in parts:
        begins = max((day for day in (item.begins, regulation.in_force_from) if day is not None), default=date.min)
        ends = min((day for day in (item.ends, regulation.in_force_until) if day is not None), default=date.max)
        if item.is_dated and begins >= ends:
            key = ending_of(item) if item.ends is not None else beginning_of(item).rstrip("_")
            yield Diagnostic.of("P414", document.place(*path, key), name=name)


def _level(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report a regulation of a unit that names none, and a unit named by any other regulation."""
    regulation = document.file.regulation
    if regulation.level is RegulationLevel.UNIT and regulation.unit is None:
        yield Diagnostic.of("P485", document.place("regulation", "level"))
    if regulation.level is not RegulationLevel.UNIT and regulation.unit is not None:
        yield Diagnostic.of("P486", document.key_place("regulation", "unit"))
    if regulation.level is RegulationLevel.NATIONAL and regulation.province != WHOLE_COUNTRY:
        yield Diagnostic.of("P494", document.key_place("regulation", "province"))


def _validity(document: RuleDocument) -> Iterator[Diagnostic]:
    regulation = document.file.regulation
    if regulation.status is not RegulationStatus.DRAFT and regulation.in_force_from is None:
        yield Diagnostic.of("P453", document.place("regulation", "status"))
    begins, ends = regulation.in_force_from, regulation.in_force_until
    if begins is not None and ends is not None and begins >= ends:
        yield Diagnostic.of("P454", document.place("regulation", "in_force_until"))
    if regulation.status is RegulationStatus.REPEALED and ends is None:
        yield Diagnostic.of("P455", document.place("regulation", "status"))
