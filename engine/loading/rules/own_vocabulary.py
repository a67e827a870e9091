"""The vocabulary of one rule file: the shared one, with what the file adds and without what it hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import value_span
from engine.loading.rules.nodes import MappingNode, Node, Path, ScalarNode, SequenceNode, node_at
from engine.model import RuleFile
from engine.model.own_terms import AttributeType, NewAttribute, OwnVocabulary
from engine.source import SourceText
from engine.vocabulary import (
    Attribute,
    AttributeKind,
    EventType,
    Term,
    TransferCase,
    UnitType,
    Vocabulary,
    fold,
    standard,
)

FAMILY_OF_KEY = {
    "events": "events",
    "attributes": "attributes",
    "topics": "topics",
    "roles": "roles",
    "unit_types": "unit_types",
    "states": "states",
    "categories": "person_categories",
    "cases": "transfer_cases",
    "subtypes": "subtypes",
    "acts": "prohibited_acts",
}
"""The family of the vocabulary that each key under `vocabulary` adds to."""
ALL = "all"
_KINDS = {
    AttributeType.BOOLEAN: AttributeKind.BOOL,
    AttributeType.NUMBER: AttributeKind.NUMBER,
    AttributeType.DATE: AttributeKind.DATE,
    AttributeType.TEXT: AttributeKind.TEXT,
    AttributeType.CHOICE: AttributeKind.TEXT,
}


def own_vocabulary(file: RuleFile, root: Node, source: SourceText) -> tuple[Vocabulary, list[Diagnostic]]:
    """Return the vocabulary of a file; a term that clashes is reported and left out."""
    vocabulary, problems = standard(), []

    def report(path: Path, code: str, name: str) -> None:
        problems.append(Diagnostic.of(code, source.place(value_span(node_at(root, path)[0])), name=name))

    for key, index, term in _with_former_labels(file.vocabulary):
        try:
            if key in ("cases", "subtypes") and _names_a_case(vocabulary, term):
                raise ValueError(term.id)
            vocabulary = vocabulary.with_new({FAMILY_OF_KEY[key]: [term]})
        except ValueError:
            report(("vocabulary", key, index, "id"), "P423", term.id)
    hidden = file.vocabulary.hide_topics
    for place, topic in enumerate(hidden):
        if topic != ALL and topic not in standard().topics:
            report(("vocabulary", "hide_topics", place), "P501", topic)
    names = set(standard().topics) - _topics_used(file) if ALL in hidden else hidden
    return (vocabulary.without("topics", names) if hidden else vocabulary), problems


def _names_a_case(vocabulary: Vocabulary, term: Term) -> bool:
    """Tell whether the column `case` can say this word already: moves, exits and subtypes share it."""
    return any(vocabulary.case_by_name(name) is not None for name in (term.id, term.label))


def _topics_used(file: RuleFile) -> set[str]:
    blocks = ("start_dates", "obligations", "approval", "limits", "requirements", "consequences", "norms")
    return {item.topic for block in blocks for item in getattr(file, block) if item.topic is not None}


def _with_former_labels(own: OwnVocabulary) -> Iterator[tuple[str, int, Term]]:
    """Yield each term once, under its latest label, with those that it had before; what differs in more stays apart."""
    latest: dict[tuple[str, str], tuple[str, int, Term]] = {}
    apart: list[tuple[str, int, Term]] = []
    told = sorted(_own_terms(own), key=lambda item: getattr(own, item[0])[item[1]].begins or date.min)
    for key, index, term in told:
        before = latest.get((key, term.id))
        version = getattr(own, key)[index]
        if before is not None and (
            not version.is_dated
            or replace(before[2], label="", en="", also=()) != replace(term, label="", en="", also=())
        ):
            apart.append((key, index, term))
            continue
        former = (*before[2].also, before[2].label) if before is not None else ()
        also = tuple(label for label in dict.fromkeys(former) if fold(label) != fold(term.label))
        latest[(key, term.id)] = (key, index, replace(term, also=also))
    for key, index, term in latest.values():
        yield key, index, _with_life(term, own) if isinstance(term, EventType) else term
    yield from apart


def _with_life(event: EventType, own: OwnVocabulary) -> EventType:
    """Return an event with its first day and the day of its end, over all its labels."""
    versions = [item for item in own.events if item.id == event.id]
    begins = min(item.begins or date.min for item in versions)
    ends = max(item.ends or date.max for item in versions)
    return replace(event, begins=None if begins == date.min else begins, ends=None if ends == date.max else ends)


def _own_terms(own: OwnVocabulary) -> Iterator[tuple[str, int, Term]]:
    """Yield each term of the file's own with the key and the place where it stands."""
    for index, event in enumerate(own.events):
        yield "events", index, EventType(event.id, event.label, event.label, levels=(event.level,))
    for index, item in enumerate(own.attributes):
        yield "attributes", index, _attribute(item)
    for index, kind in enumerate(own.unit_types):
        yield "unit_types", index, UnitType(kind.id, kind.label, kind.label, outside=kind.outside)
    for index, case in enumerate(own.cases):
        found = TransferCase(case.id, case.label, case.label, kind=case.kind, leaves_scope=case.leaves_scope)
        yield "cases", index, found
    for key in ("topics", "roles", "states", "categories", "subtypes", "acts"):
        for index, term in enumerate(getattr(own, key)):
            yield key, index, Term(term.id, term.label, term.label)


def _attribute(item: NewAttribute) -> Attribute:
    choices = tuple(Term(choice, choice, choice) for choice in dict.fromkeys(item.choices))
    values = choices if item.type is AttributeType.CHOICE else None
    return Attribute(item.id, item.label, item.label, kind=_KINDS[item.type], values=values, of=item.of)


def repeated_choice(item: NewAttribute) -> str | None:
    """Return a choice that another one equals in all but case and spacing, or None."""
    seen: set[str] = set()
    for choice in item.choices:
        if fold(choice) in seen:
            return choice
        seen.add(fold(choice))
    return None


def written_terms(root: Node) -> frozenset[str]:
    """Return every word that stands under `vocabulary` in a file, read rightly or not."""
    return frozenset(_words(root.get("vocabulary") if isinstance(root, MappingNode) else None))


def _words(node: Node | None) -> Iterator[str]:
    if isinstance(node, ScalarNode):
        yield node.text
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _words(item)
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            yield key.text
            yield from _words(value)
