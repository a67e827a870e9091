"""YAML as nodes with positions: every key and value knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from engine.source import Span

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,9})\Z")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar as text; `plain` when it stood without quotes. `text` is NFC, `span` covers the value in the file."""

    text: str
    span: Span
    plain: bool
    block: bool = False

    def has_impossible_date(self) -> bool:
        """Tell whether it is written as a date that no calendar holds, such as 2025-02-30."""
        return self.plain and bool(_ISO_DATE.match(self.text)) and _as_date(self.text) is None


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values in the order of the file; keys are unique."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """Return the value under `key`."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> ScalarNode | None:
        """Return the key node itself."""
        for name, _ in self.entries:
            if name.text == key:
                return name
        return None


Node = ScalarNode | SequenceNode | MappingNode


def _as_date(text: str) -> date | None:
    match = _ISO_DATE.match(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def plain_value(node: Node) -> object:
    """Return the node as plain values: mappings as dicts, lists as tuples, scalars by the few forms a clerk expects.

    Only `true`, `false`, `null`, whole numbers without leading zeros and ISO dates are read as such; «no», «010»
    and «17:30» stay the texts they are. Quoted scalars are always text.
    """
    if isinstance(node, MappingNode):
        return {name.text: plain_value(value) for name, value in node.entries}
    if isinstance(node, SequenceNode):
        return tuple(plain_value(item) for item in node.items)
    if not node.plain:
        return node.text
    return _plain_scalar(node.text)


def _plain_scalar(text: str) -> object:
    known: Mapping[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
    if text in known:
        return known[text]
    if _INTEGER.match(text):
        return int(text)
    return _as_date(text) or text


def node_at(root: Node, path: Path) -> tuple[Node, ScalarNode | None]:
    """Return the deepest node on `path` and the key it stands under.

    Parts of the path that are not in the file (a missing key, a wrapper of the model) are passed over, so that
    the answer is always the nearest place a person can look at.
    """
    node, key = root, None
    for part in path:
        if isinstance(node, MappingNode) and isinstance(part, str):
            found = node.get(part)
            if found is not None:
                key = node.key(part)
                node = found
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
    return node, key


def without(root: Node, guilty: Iterable[Path]) -> Node | None:
    """Return `root` without the values at the guilty paths, or None when nothing would be left.

    A path goes as far as the file does, so a missing key takes away what lacks it.
    """
    doomed = {_trail(root, path) for path in guilty}
    return None if () in doomed else _rebuilt(root, (), doomed, {})


def with_texts(root: Node, missing: Mapping[Path, str]) -> Node:
    """Return `root` with a text under each missing key, as if it stood where the part that lacks it begins."""
    added: dict[tuple[int, ...], list[tuple[str, str]]] = {}
    for path, text in missing.items():
        added.setdefault(_trail(root, path[:-1]), []).append((str(path[-1]), text))
    return _rebuilt(root, (), set(), added)


def _trail(root: Node, path: Path) -> tuple[int, ...]:
    """Return the position at each level on the way along `path`; what is not in the file is passed over."""
    node, trail = root, tuple[int, ...]()
    for part in path:
        if isinstance(node, MappingNode) and isinstance(part, str):
            names = [name.text for name, _ in node.entries]
            if part in names:
                trail = (*trail, names.index(part))
                node = node.entries[trail[-1]][1]
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.items):
            trail = (*trail, part)
            node = node.items[part]
    return trail


def _rebuilt(
    node: Node,
    at: tuple[int, ...],
    doomed: set[tuple[int, ...]],
    added: Mapping[tuple[int, ...], list[tuple[str, str]]],
) -> Node:
    match node:
        case MappingNode(entries, span):
            kept = [
                (name, _rebuilt(value, (*at, place), doomed, added))
                for place, (name, value) in enumerate(entries)
                if (*at, place) not in doomed
            ]
            kept += [(ScalarNode(key, span, False), ScalarNode(text, span, False)) for key, text in added.get(at, ())]
            return MappingNode(tuple(kept), span)
        case SequenceNode(items, span):
            left = [
                _rebuilt(item, (*at, place), doomed, added)
                for place, item in enumerate(items)
                if (*at, place) not in doomed
            ]
            return SequenceNode(tuple(left), span)
        case ScalarNode():
            return node
