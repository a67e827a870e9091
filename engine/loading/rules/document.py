"""A rule file that has been read: the model and where each part of it stands."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from engine.loading.rules.nodes import MappingNode, Node, Path, ScalarNode, node_at
from engine.model import RuleFile
from engine.source import Place, SourceText, Span
from engine.vocabulary import Vocabulary


@dataclass(frozen=True)
class RuleDocument:
    """One loaded regulation.

    Attributes:
        file: the validated model.
        source: the text it was read from.
        root: the YAML nodes with their spans.
        vocabulary: the standard vocabulary with the file's own additions.
    """

    file: RuleFile
    source: SourceText
    root: Node
    vocabulary: Vocabulary

    @property
    def id(self) -> str:
        """The regulation's id."""
        return self.file.regulation.id

    @cached_property
    def version(self) -> str:
        """A digest of the text: the same rules have the same version whatever their line ends or file name."""
        text = unicodedata.normalize("NFC", self.source.text).replace("\r\n", "\n").rstrip()
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at `path` (a mapping is shown by its first key)."""
        return self.source.place(value_span(node_at(self.root, path)[0]))

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the last key on `path`."""
        return self.source.place(key_span(self.root, path))

    def text_place(self, path: Path, start: int, end: int) -> Place:
        """Return the place of a stretch of a scalar; the whole scalar when offsets cannot be carried over."""
        node, _ = node_at(self.root, path)
        if not isinstance(node, ScalarNode) or node.block:
            return self.source.place(value_span(node))
        shift = 0 if node.plain else 1
        raw = self.source.text[node.span.start + shift : node.span.end - shift]
        if raw != node.text:
            return self.source.place(node.span)
        base = node.span.start + shift
        return self.source.place(Span(base + start, base + max(end, start + 1)))


def value_span(node: Node) -> Span:
    """Return the span to show for a node: a mapping by its first key, a list by its first item."""
    if isinstance(node, MappingNode) and node.entries:
        return node.entries[0][0].span
    if not isinstance(node, (ScalarNode, MappingNode)) and node.items:
        return value_span(node.items[0])
    return node.span


def key_span(root: Node, path: Path) -> Span:
    """Return the span of the last key on `path`, or of the nearest value."""
    node, key = node_at(root, path)
    return key.span if key is not None else value_span(node)
