"""Scenario files in YAML: `regulation`, and under `cases` a list of scenarios."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from engine.diagnostics import Diagnostic, has_errors
from engine.loading.rules.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain_value
from engine.loading.rules.yaml_reader import read_nodes, read_text
from engine.scenarios.building import FACTS
from engine.scenarios.records import Draft, Given, Row, Spot
from engine.source import Place, SourceText
from engine.vocabulary import closest_name

_LISTS: Final = ("events", "units", "expect", "absent")
_ALLOWED: Final = (*FACTS, *_LISTS, "readings")
_LIST: Final = ("danh sách", "a list")
_MAPPING: Final = ("bảng khóa–giá trị", "a mapping")
_SINGLE: Final = ("một giá trị đơn", "a single value")


def read_yaml_drafts(path: Path) -> tuple[list[Draft], list[Diagnostic]]:
    """Return the scenarios of one file as written, and what is wrong with its shape."""
    source, problems = read_text(path)
    if source is None:
        return [], problems
    root, found = read_nodes(source)
    problems += found
    if root is None or has_errors(found):
        return [], problems
    reader = _Reader(source, problems)
    return reader.drafts(root), reader.problems


class _Reader:
    """Turns nodes into drafts; what has the wrong shape is reported and left out."""

    def __init__(self, source: SourceText, problems: list[Diagnostic]) -> None:
        self.source = source
        self.problems = problems

    def drafts(self, root: Node) -> list[Draft]:
        """Read the whole file."""
        tree = self._mapping(root, "", ("regulation", "cases"))
        cases = tree.get("cases")
        for key in ("regulation", "cases"):
            if key not in tree:
                self.problems.append(Diagnostic.of("T201", Place(self.source.name), key=key))
        if cases is None or "regulation" not in tree:
            return []
        regulation = self._given(tree["regulation"], "regulation")
        found = (self._draft(node, regulation) for node in self._items(cases, "cases"))
        return [draft for draft in found if draft is not None]

    def _draft(self, node: Node, regulation: Given | None) -> Draft | None:
        if not isinstance(node, MappingNode):
            self._wrong(node, "cases", _MAPPING)
            return None
        known = len(self.problems)
        tree = self._mapping(node, "cases", _ALLOWED)
        facts: dict[str, Given] = {
            key: given for key in FACTS if key in tree and (given := self._given(tree[key], key)) is not None
        }
        if regulation is not None:
            facts.setdefault("regulation", regulation)
        readings = tree.get("readings")
        draft = Draft(
            place=self._place(node.entries[0][0] if node.entries else node),
            facts=facts,
            events=self._rows(tree, "events"),
            units=self._rows(tree, "units"),
            readings=self._row(readings, "readings") if readings is not None else {},
            expect=self._rows(tree, "expect") if "expect" in tree else None,
            absent=self._names(tree, "absent"),
        )
        return replace(draft, flawed=len(self.problems) > known)

    def _rows(self, tree: dict[str, Node], key: str) -> tuple[Row, ...]:
        return tuple(self._row(item, key) for item in self._items(tree[key], key)) if key in tree else ()

    def _row(self, node: Node, key: str) -> Row:
        if not isinstance(node, MappingNode):
            self._wrong(node, key, _MAPPING)
            return {}
        given = ((name.text, self._given(value, name.text)) for name, value in node.entries)
        return {name: value for name, value in given if value is not None}

    def _names(self, tree: dict[str, Node], key: str) -> tuple[Given, ...]:
        if key not in tree:
            return ()
        found = (self._given(item, key) for item in self._items(tree[key], key))
        return tuple(item for item in found if item is not None)

    def _items(self, node: Node, key: str) -> tuple[Node, ...]:
        if isinstance(node, SequenceNode):
            return node.items
        if not (isinstance(node, ScalarNode) and plain_value(node) is None):
            self._wrong(node, key, _LIST)
        return ()

    def _mapping(self, node: Node, key: str, allowed: tuple[str, ...]) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            self._wrong(node, key or self.source.name, _MAPPING)
            return {}
        for name, _ in node.entries:
            if name.text not in allowed:
                near = closest_name(name.text, allowed)
                place, names = self._place(name), ", ".join(allowed)
                self.problems.append(Diagnostic.of("T202", place, suggestion=near, key=name.text, allowed=names))
        return {name.text: value for name, value in node.entries if name.text in allowed}

    def _given(self, node: Node, key: str) -> Given | None:
        if not isinstance(node, ScalarNode):
            self._wrong(node, key, _SINGLE)
            return None
        return Given(None if node.plain and plain_value(node) is None else node.text, Spot(self.source, node.span))

    def _wrong(self, node: Node, key: str, expected: tuple[str, str]) -> None:
        vi, en = expected
        self.problems.append(Diagnostic.of("T203", self._place(node), key=key, expected=vi, expected_en=en))

    def _place(self, node: Node) -> Place:
        return self.source.place(node.span)
