"""What stands in a file and says nothing, or says the same thing twice, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from engine.model.base import is_date_text
from engine.vocabulary import Level

_BEGINNINGS: Final = ("from", "event")
_END: Final = "until"
_OWN_WORDS: Final = ("must", "within", "event", "all")
"""Keys of which other checks say more than that they are empty."""


def check_written(document: RuleDocument) -> list[Diagnostic]:
    """Report keys without a value, values twice in a list, and spans that begin and end with the same event."""
    assert isinstance(document.root, MappingNode)
    found = [item for _, value in document.root.entries for item in _walk(document, value)]
    return [*found, *_handovers(document), *_ended_at_once(document)]


def _walk(document: RuleDocument, node: Node) -> Iterator[Diagnostic]:
    if isinstance(node, MappingNode):
        yield from _span(document, node)
        for key, value in node.entries:
            if _is_empty(value) and key.text not in _OWN_WORDS:
                yield Diagnostic.of("P308", document.source.place(key.span), key=key.text)
            yield from _repeated(document, key, value)
            yield from _walk(document, value)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _walk(document, item)


def _is_empty(node: Node) -> bool:
    if isinstance(node, MappingNode):
        return not node.entries
    if isinstance(node, SequenceNode):
        return not node.items
    return plain_value(node) in (None, "")


def _repeated(document: RuleDocument, key: ScalarNode, node: Node) -> Iterator[Diagnostic]:
    """Report what stands a second time in a list: nearly always another one was meant."""
    seen: set[str] = set()
    for item in node.items if isinstance(node, SequenceNode) else ():
        value = repr(plain_value(item))
        if value in seen:
            shown = item.text if isinstance(item, ScalarNode) else "…"
            yield Diagnostic.of("P311", document.source.place(item.span), key=key.text, value=shown)
        seen.add(value)


def _span(document: RuleDocument, node: MappingNode) -> Iterator[Diagnostic]:
    """Report what begins and ends with one and the same event: it would never last."""
    end = node.get(_END)
    for name in _BEGINNINGS:
        begin = node.get(name)
        if not isinstance(begin, ScalarNode) or not isinstance(end, ScalarNode) or begin.text != end.text:
            continue
        if not is_date_text(begin.text):
            yield Diagnostic.of("P619", document.source.place(end.span), event=end.text)


def _handovers(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report events that move no dossier, and those for which two destinations are given."""
    destinations: dict[str, object] = {}
    for index, move in enumerate(document.file.moves):
        event = document.vocabulary.events.get(move.event)
        place = document.place("moves", index, "event")
        if event is not None and Level.DOSSIER not in event.levels:
            yield Diagnostic.of("P492", place, event=move.event)
        elif move.event in destinations:
            yield Diagnostic.of("P493", place, event=move.event)
        destinations[move.event] = move.to


def _ended_at_once(document: RuleDocument) -> Iterator[Diagnostic]:
    """Report duties that the very event by which they arise ends, whatever it says."""
    for index, duty in enumerate(document.file.obligations):
        begun = duty.when.event if duty.when is not None and duty.when.lasting is None else ()
        for place, voiding in enumerate(duty.void_by):
            is_bare = not voiding.fields and not voiding.compared
            if is_bare and voiding.event in begun and not voiding.from_start:
                where = document.place("obligations", index, "void_by", place, "event")
                yield Diagnostic.of("P655", where, event=voiding.event)
