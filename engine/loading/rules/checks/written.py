"""What stands in a file and says nothing, or says the same thing twice, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from engine.model.base import is_date_text

_BEGINNINGS: Final = ("from", "event")
_END: Final = "until"
_OWN_WORDS: Final = ("must", "within", "event", "all")
"""Keys of which other checks say more than that they are empty."""


def check_written(document: RuleDocument) -> list[Diagnostic]:
    """Report keys without a value, values twice in a list, and spans that begin and end with the same event."""
    assert isinstance(document.root, MappingNode)
    return [item for _, value in document.root.entries for item in _walk(document, value)]


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
