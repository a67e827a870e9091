"""Every id that one part of a file gives for another part leads somewhere, and ids are unique."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.amended import VERSIONED
from engine.loading.rules.checks.names import unknown_rule
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path

ID_BLOCKS = (
    "obligations",
    "approval",
    "limits",
    "requirements",
    "prohibitions",
    "consequences",
    "norms",
    "start_dates",
)


def check_references(document: RuleDocument) -> list[Diagnostic]:
    """Report dangling references, ids used twice, and steps that wait for each other in a circle."""
    return [*_duplicates(document), *_dangling(document), *_circles(document)]


def ids_of(document: RuleDocument) -> dict[str, Path]:
    """Return every id that provisions and interpretations may name, with where it first stands."""
    found: dict[str, Path] = {}
    for block in ID_BLOCKS:
        for index, item in enumerate(getattr(document.file, block)):
            found.setdefault(item.id, (block, index))
    return found


def _duplicates(document: RuleDocument) -> Iterator[Diagnostic]:
    first: dict[str, Path] = {}
    for block in (*ID_BLOCKS, "interpretations"):
        for index, item in enumerate(getattr(document.file, block)):
            path: Path = (block, index)
            before = first.setdefault(item.id, path)
            if before == path or _are_versions(document, before, path):
                continue  # Các phiên bản của một mục thì check_versions xét.
            note = Note("đã dùng ở đây", "already used here", document.place(*before, "id"))
            yield Diagnostic.of("P412", document.place(*path, "id"), name=item.id, notes=(note,))


def _are_versions(document: RuleDocument, first: Path, second: Path) -> bool:
    """Tell whether two entries with one id are meant as versions: two duties, or two of one block that have dates."""
    if first[0] != second[0] or first[0] not in VERSIONED:
        return False
    entries = [getattr(document.file, str(block))[index] for block, index in (first, second)]
    return first[0] == "obligations" or any(item.is_dated for item in entries)


def _dangling(document: RuleDocument) -> Iterator[Diagnostic]:
    known = ids_of(document)
    duties = {item.id for item in document.file.obligations}
    for path, name, among in _references(document):
        allowed = (
            duties
            if among == "obligations"
            else {*known, *(("regulation", "transfer_cases") if among == "about" else ())}
        )
        if name not in allowed:
            yield unknown_rule(document.place(*path), name, allowed)


def _references(document: RuleDocument) -> Iterator[tuple[Path, str, str]]:
    file = document.file
    keys = (
        ("obligations", "after", "obligations"),
        ("start_dates", "about", "obligations"),
        ("approval", "duties", "obligations"),
        ("transfer_cases", "duties", "obligations"),
        ("consequences", "closed_by", "obligations"),
        ("interpretations", "about", "about"),
        ("provisions", "rules", "any"),
    )
    for block, key, among in keys:
        for index, item in enumerate(getattr(file, block)):
            for position, name in enumerate(getattr(item, key)):
                yield (block, index, key, position), name, among


def _circles(document: RuleDocument) -> Iterator[Diagnostic]:
    follows: dict[str, tuple[str, ...]] = {}
    where: dict[str, Path] = {}
    for index, item in enumerate(document.file.obligations):
        follows[item.id] = follows.get(item.id, ()) + item.after
        where.setdefault(item.id, ("obligations", index, "after"))
    told: set[str] = set()
    for start in follows:
        trail = _trail_back_to(start, follows)
        if trail and start not in told:
            told.update(trail)
            yield Diagnostic.of("P411", document.place(*where[start]), trail=" → ".join([*trail, start]))


def _trail_back_to(start: str, follows: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the steps of a circle through `start`, or nothing; every step is visited once."""
    pending = [(start, [start])]
    seen: set[str] = set()
    while pending:
        node, trail = pending.pop()
        for before in follows.get(node, ()):
            if before == start:
                return trail
            if before not in seen:
                seen.add(before)
                pending.append((before, [*trail, before]))
    return []
