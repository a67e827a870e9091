"""Each obligation, under its chosen reading, says who must do what, after what, within what time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.diagnostics import Diagnostic
from engine.loading.rules.checks.conditions import cases_of_event
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import MappingNode, Path, node_at
from engine.model.duties import Obligation
from engine.model.readings import apply_reading, chosen_reading
from engine.phrases import (
    PAUSABLE,
    CalendarSpan,
    Every,
    KeepAtLeast,
    PhraseProblem,
    Unquantified,
    WorkingDays,
    parse_phrase,
)
from engine.source import Place

_STANDING = (Every, Unquantified)
"""Periods that need no trigger: they come back with the calendar, or hold all the time without a number."""


_KEYS_OF: Final = {"P417": ("within",), "P418": ("who",), "P419": ("must", "must_not", "right")}
"""The keys that say what a duty lacks: one that stands there without a value is the guilty one."""


def check_obligations(document: RuleDocument) -> list[Diagnostic]:
    """Report obligations that are incomplete, that contradict themselves, or that nothing can ever set off."""
    found: list[Diagnostic] = []
    for index, obligation in enumerate(document.file.obligations):
        path: Path = ("obligations", index)
        read = obligation
        for interpretation in document.file.interpretations:
            reading = chosen_reading(interpretation, {}) if obligation.id in interpretation.about else None
            if reading is not None:
                read = apply_reading(read, reading)
        found += _incomplete(document, path, read)
        found += _contradictions(document, path, read)
        found += _never_triggered(document, path, read)
    return found


def _deadlines(obligation: Obligation) -> list[object]:
    """Return the deadlines that the obligation may have, those left out that cannot be known here."""
    texts = [text for _, text in obligation.within.phrases()] if obligation.within is not None else ["none"]
    return [parsed.deadline for text in texts if not isinstance(parsed := parse_phrase(text), PhraseProblem)]


def _deadline(obligation: Obligation) -> object:
    """Return the one deadline of an obligation, None when there are several or it cannot be known here."""
    found = _deadlines(obligation) if obligation.within is None or obligation.within.phrase is not None else []
    return found[0] if found else None


def _incomplete(document: RuleDocument, path: Path, duty: Obligation) -> Iterator[Diagnostic]:
    lacks = {
        "P417": duty.within is None,
        "P418": duty.who is None,
        "P419": [bool(duty.must), duty.must_not is not None, duty.right is not None].count(True) != 1,
        "P615": duty.right is not None and duty.when is None,
        "P415": duty.when is None
        and duty.within is not None
        and not isinstance(_deadline(duty), (*_STANDING, type(None))),
    }
    for code, lacking in lacks.items():
        if lacking and not (code == "P415" and lacks["P615"]):
            yield Diagnostic.of(code, _where(document, path, code), name=duty.id)


def _where(document: RuleDocument, path: Path, code: str) -> Place:
    """Return the empty key that stands for what a duty lacks, or else the beginning of the duty."""
    node, _ = node_at(document.root, path)
    keys = [key for key in _KEYS_OF.get(code, ()) if isinstance(node, MappingNode) and node.get(key) is not None]
    return document.key_place(*path, keys[-1]) if keys else document.place(*path)


def _contradictions(document: RuleDocument, path: Path, duty: Obligation) -> Iterator[Diagnostic]:
    deadline = _deadline(duty)
    if duty.within is not None and deadline is not None:
        keeps = isinstance(deadline, KeepAtLeast)
        if keeps != (duty.must_not is not None):
            yield Diagnostic.of("P416", document.place(*path, "within"), name=duty.id)
    fixed = [item for item in _deadlines(duty) if not isinstance(item, PAUSABLE)]
    dated = duty.within is not None and duty.within.date_in is not None
    for key in ("suspended_while", "extended_by"):
        if getattr(duty, key) and (fixed or dated):
            yield Diagnostic.of("P421", document.key_place(*path, key), key=key)
    yield from _impossible_pair(document, path, duty)
    yield from _extension_in_another_unit(document, path, duty)
    yield from _idle_cap(document, path, duty)
    when = duty.when
    if when is not None and when.event and (when.until is None) != (when.lasting is None):
        yield Diagnostic.of("P422", document.key_place(*path, "when"))


def _impossible_pair(document: RuleDocument, path: Path, duty: Obligation) -> Iterator[Diagnostic]:
    """Report a periodic duty of single dossiers, and a duty that its own trigger fulfils."""
    events = document.vocabulary.events
    triggers = (*duty.when.event, *(act.event for act in duty.when.all)) if duty.when is not None else ()
    for done in dict.fromkeys(act.event for act in (*duty.must, duty.must_not, duty.right) if act is not None):
        if done not in events:
            continue
        if duty.when is None and isinstance(_deadline(duty), _STANDING) and events[done].needs_dossier:
            yield Diagnostic.of("P426", document.place(*path), name=duty.id, event=done)
        if done in triggers:
            yield Diagnostic.of("P427", document.key_place(*path, "when"), name=duty.id, event=done)


def _extension_in_another_unit(document: RuleDocument, path: Path, duty: Obligation) -> Iterator[Diagnostic]:
    """Report an extension that cannot be added to the period because it counts in another unit."""
    if duty.extended_by is None:
        return
    added = parse_phrase(duty.extended_by.by)
    if isinstance(added, PhraseProblem):
        return
    texts = duty.within.phrases() if duty.within is not None else ()
    for _, text in texts:
        parsed = parse_phrase(text)
        if not isinstance(parsed, PhraseProblem) and not _adds_up(parsed.deadline, added.deadline):
            place = document.place(*path, "extended_by", "by")
            yield Diagnostic.of("P428", place, by=duty.extended_by.by, within=text)
            return


def _adds_up(deadline: object, by: object) -> bool:
    match deadline, by:
        case (WorkingDays(), WorkingDays()):
            return True
        case (CalendarSpan(unit=unit), CalendarSpan(unit=other)):
            return unit is other
    return False


def _idle_cap(document: RuleDocument, path: Path, duty: Obligation) -> Iterator[Diagnostic]:
    """Report words on extension that no extension carries out, and an extension for which they leave no room."""
    for where, text in duty.within.phrases() if duty.within is not None else ():
        parsed = parse_phrase(text)
        if isinstance(parsed, PhraseProblem) or parsed.cap is None:
            continue
        may_grow = parsed.cap != parsed.deadline
        if may_grow and duty.extended_by is None:
            yield Diagnostic.of("P434", document.place(*path, "within", *where), name=duty.id)
        elif not may_grow and duty.extended_by is not None:
            yield Diagnostic.of("P435", document.key_place(*path, "extended_by"), name=duty.id, within=text)


def _never_triggered(document: RuleDocument, path: Path, duty: Obligation) -> Iterator[Diagnostic]:
    regulation = document.file.regulation
    if duty.from_ and duty.until and duty.from_ >= duty.until:
        yield Diagnostic.of("P414", document.place(*path, "until"), name=duty.id)
    elif regulation.in_force_until and duty.from_ and duty.from_ >= regulation.in_force_until:
        yield Diagnostic.of("P414", document.place(*path, "from"), name=duty.id)
    elif regulation.in_force_from and duty.until and duty.until <= regulation.in_force_from:
        yield Diagnostic.of("P414", document.place(*path, "until"), name=duty.id)
    if duty.when is None:
        return
    for field in ("case", "category"):
        accepted = _accepted(duty, field)
        if accepted is not None and not accepted:
            yield Diagnostic.of("P424", document.key_place(*path, "when"), name=duty.id, field=field)
    accepted = _accepted(duty, "case")
    if accepted and duty.when.event:
        possible = frozenset[str]().union(*(cases_of_event(document.vocabulary, event) for event in duty.when.event))
        is_known = accepted <= {*document.vocabulary.transfer_cases, *document.vocabulary.subtypes}
        if is_known and not accepted & possible:
            names, events = ", ".join(sorted(accepted)), ", ".join(duty.when.event)
            yield Diagnostic.of("P403", document.key_place(*path, "when"), case=names, event=events)
    scope = frozenset(document.file.scope.categories)
    people = _accepted(duty, "category")
    if scope and people and not people & scope:
        yield Diagnostic.of("P425", document.key_place(*path, "when"), name=duty.id, people=", ".join(sorted(people)))


def _accepted(duty: Obligation, field: str) -> frozenset[str] | None:
    """Return the values of `field` that `when`, `only_if` and `unless` together accept; None when they ask nothing."""
    asked = [duty.when.fields.get(field)] if duty.when else []
    asked += [duty.only_if.fields.get(field)] if duty.only_if else []
    sets = [frozenset(values) for values in asked if values]
    if not sets:
        return None
    accepted = frozenset.intersection(*sets)
    unless = duty.unless
    if unless and set(unless.fields) == {field} and not (unless.all or unless.any or unless.not_):
        accepted -= frozenset(unless.fields[field])
    return accepted
