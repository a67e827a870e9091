"""A lifecycle names only its own states and groups, and every step of it can be taken from somewhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.versions import lifecycle_versions
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.model.lifecycle import ANY, SAME, Lifecycle

_BASE: Path = ("lifecycle",)
_OWN_WORDS = (ANY, SAME)


def check_lifecycle(document: RuleDocument) -> list[Diagnostic]:
    """Report states that are not listed, groups that are none, and steps that start nowhere."""
    lifecycle = document.file.lifecycle
    if lifecycle is None:
        return []
    found = [*_groups(document, lifecycle), *_single_states(document, lifecycle), *_listed(document, lifecycle)]
    return [*found, *_without_event(document), *_idle_stays(document, lifecycle)]


def _without_event(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report steps whose list of events is empty."""
    for path, part in lifecycle_versions(document):
        if not part.event:
            yield Diagnostic.of("P477", document.key_place(*path, "event"))


def _groups(document: RuleDocument, lifecycle: Lifecycle) -> Iterator[Diagnostic]:
    """Report groups named like a state, groups without states, groups in groups, and members that are no states."""
    for name, members in lifecycle.groups.items():
        path: Path = (*_BASE, "groups", name)
        if name in lifecycle.states or name in document.vocabulary.states or name in _OWN_WORDS:
            yield Diagnostic.of("P471", document.key_place(*path), name=name)
        if not members:
            yield Diagnostic.of("P472", document.key_place(*path), name=name)
        for position, member in enumerate(members):
            place = document.place(*path, position)
            if member in lifecycle.groups and member not in lifecycle.states:
                yield Diagnostic.of("P470", place, name=name, member=member)
            elif member not in lifecycle.states:
                yield _unlisted(document, (*path, position), member, lifecycle.states)


def _single_states(document: RuleDocument, lifecycle: Lifecycle) -> Iterator[Diagnostic]:
    """Report where a single state must stand and something else does."""
    single: list[tuple[Path, str]] = [((*_BASE, "initial"), lifecycle.initial)]
    for index, step in enumerate(lifecycle.transitions):
        if step.to != SAME:
            single.append(((*_BASE, "transitions", index, "to"), step.to))
    for path, name in single:
        if name in lifecycle.states:
            continue
        if name in lifecycle.groups:
            yield Diagnostic.of("P473", document.place(*path), name=name)
        else:
            yield _unlisted(document, path, name, lifecycle.states)


def _unlisted(document: RuleDocument, path: Path, name: str, known: tuple[str, ...]) -> Diagnostic:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return Diagnostic.of("P450", document.place(*path), state=name, suggestion=close[0] if close else None)


def _listed(document: RuleDocument, lifecycle: Lifecycle) -> Iterator[Diagnostic]:
    """Report names in lists that are neither states nor groups, exceptions from nothing, and lists left empty."""
    known = (*lifecycle.states, *lifecycle.groups)
    for path, key, names, without in _lists(lifecycle):
        unknown = [
            _unlisted(document, (*path, own, position), name, known)
            for own, listed in ((key, names), ("except", without))
            for position, name in enumerate(listed)
            if name not in known and not (name == ANY and own == key)
        ]
        yield from unknown
        if unknown:
            continue
        for position, name in enumerate(without):
            if not set(lifecycle.states_named((name,))) & set(lifecycle.states_named(names)):
                yield Diagnostic.of("P474", document.place(*path, "except", position), name=name, key=key)
        if not lifecycle.states_named(names, without):
            yield Diagnostic.of("P475", document.key_place(*path, "except" if without else key), key=key)


def _lists(lifecycle: Lifecycle) -> Iterator[tuple[Path, str, tuple[str, ...], tuple[str, ...]]]:
    """Yield where states are listed, under which key, those named and those excepted."""
    for index, step in enumerate(lifecycle.transitions):
        yield (*_BASE, "transitions", index), "from", step.from_, step.except_
    for index, stay in enumerate(lifecycle.stays):
        yield (*_BASE, "stays", index), "in", stay.in_, stay.except_


def _idle_stays(document: RuleDocument, lifecycle: Lifecycle) -> Iterator[Diagnostic]:
    """Report events that cannot stay anywhere: unconditional steps begin in every state named."""
    for index, stay in enumerate(lifecycle.stays):
        states = set(lifecycle.states_named(stay.in_, stay.except_))
        for position, event in enumerate(stay.event):
            taken = {
                state
                for step in lifecycle.transitions
                if event in step.event and step.only_if is None and not step.is_dated
                for state in lifecycle.states_named(step.from_, step.except_)
            }
            if states and states <= taken:
                place = document.place(*_BASE, "stays", index, "event", position)
                yield Diagnostic.of("P476", place, event=event)
