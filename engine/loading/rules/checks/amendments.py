"""Amendments follow what they amend, versions name amendments that exist, a transition has a version before it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from engine.clock import shown
from engine.diagnostics import Diagnostic, Note
from engine.loading.rules.amended import families_of
from engine.loading.rules.checks.versions import lifecycle_versions, versions_of
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.duties import Obligation, RegulationStatus
from engine.model.versions import Passage, Version
from engine.phrases import Ahead, PhraseProblem, parse_phrase


def check_amendments(document: RuleDocument) -> list[Diagnostic]:
    """Report amendments told twice or out of time, unknown ones, and transitions that nothing comes before."""
    found = [*_twice(document), *_out_of_time(document), *_unknown(document)]
    return [*found, *_transitions(document), *_other_shapes(document)]


def _twice(document: RuleDocument) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for index, item in enumerate(document.file.amendments):
        before = first.setdefault(item.number, index)
        if before != index:
            note = Note("lần đầu ở đây", "first here", document.place("amendments", before, "number"))
            place = document.place("amendments", index, "number")
            yield Diagnostic.of("P481", place, number=item.number, notes=(note,))


def _out_of_time(document: RuleDocument) -> Iterator[Diagnostic]:
    regulation = document.file.regulation
    begins, ends = regulation.in_force_from, regulation.in_force_until
    if regulation.status is RegulationStatus.DRAFT:
        return
    for index, item in enumerate(document.file.amendments):
        too_early = begins is not None and item.in_force_from <= begins
        too_late = ends is not None and item.in_force_from >= ends
        if too_early or too_late:
            yield Diagnostic.of(
                "P482",
                document.place("amendments", index, "in_force_from"),
                number=item.number,
                on=shown(item.in_force_from),
                first=shown(begins) if begins is not None else "–",
                end=shown(ends) if ends is not None else "–",
            )


def _unknown(document: RuleDocument) -> Iterator[Diagnostic]:
    known = [item.number for item in document.file.amendments]
    for path, item in _versions(document):
        if item.amended_by is not None and item.amended_by not in known:
            close = difflib.get_close_matches(item.amended_by, known, n=1, cutoff=0.6)
            yield Diagnostic.of(
                "P480",
                document.place(*path, "amended_by"),
                number=item.amended_by,
                suggestion=close[0] if close else None,
            )


def _versions(document: RuleDocument) -> Iterator[tuple[Path, Version]]:
    for block, index, _, item in versions_of(document):
        yield (block, index), item
    yield from lifecycle_versions(document)
    own = document.file.vocabulary
    for key in families_of(own):
        for index, term in enumerate(getattr(own, key)):
            yield ("vocabulary", key, index), term


def _transitions(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report transitions written on a first version, or on a duty that comes back with the calendar."""
    passing = {item.number for item in document.file.amendments if item.transition is Passage.OPEN_INSTANCES}
    duties = document.file.obligations
    for index, item in enumerate(duties):
        if item.transition is None or item.amended_by in passing:
            continue
        if item.when is None and item.must:
            yield Diagnostic.of("P484", document.key_place("obligations", index, "transition"), name=item.id)
        elif not any(other.id == item.id and other.ends == item.begins is not None for other in duties):
            yield Diagnostic.of("P483", document.key_place("obligations", index, "transition"), name=item.id)


def _other_shapes(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report versions that take over open duties whose period is of a kind that theirs cannot take the place of."""
    duties = document.file.obligations
    for index, item in enumerate(duties):
        if item.transition is not Passage.OPEN_INSTANCES or item.begins is None or item.when is None:
            continue
        earlier = [other for other in duties if other.id == item.id and other.ends is not None]
        before = [other for other in earlier if other.ends is not None and other.ends <= item.begins]
        if any(_shape(other) != _shape(item) for other in before):
            yield Diagnostic.of("P491", document.place("obligations", index, "within"), name=item.id)


def _shape(item: Obligation) -> tuple[bool, bool]:
    """Return whether a duty is a time to keep, and whether it is due ahead of its trigger."""
    texts = [text for _, text in item.within.phrases()] if item.within is not None else []
    parsed = [found for text in texts if not isinstance(found := parse_phrase(text), PhraseProblem)]
    is_ahead = any(isinstance(found.deadline, Ahead) for found in parsed)
    return item.must_not is not None, is_ahead
