"""Whatever key is taken out of a rule file, if the file still stands, `diff` has something to say about it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.comparison.differences import differences
from engine.diagnostics import has_errors
from engine.loading.rules import RuleDocument, load_rules_text
from engine.source import SourceText

FILES = sorted((Path(__file__).parents[1] / "cases").glob("*/*.rules.yaml"))
ABOUT_THE_FILE = frozenset({"format", "provisions", "accepted"})
"""Parts that say nothing of the law, but of how it was put down."""
WORDS = frozenset({"cites", "label", "note", "quote", "topic", "why"})
AS_WHEN_LEFT_OUT = {
    ("vocabulary", "events", "level"): "dossier",
    ("obligations", "extended_by", "at_most"): 1,
    ("moves", "to"): "to_unit",
}
"""Keys that may be written although leaving them out says the same."""

Path_ = tuple[str | int, ...]


def loaded(tree: dict[str, Any]) -> RuleDocument | None:
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    document, problems = load_rules_text(SourceText("thu.yaml", text))
    return None if document is None or has_errors(problems) else document


def keys_in(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*at, key)
            yield from keys_in(item, (*at, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from keys_in(item, (*at, place))


def value_at(tree: Any, path: Path_) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def without(tree: dict[str, Any], path: Path_) -> dict[str, Any]:
    changed = copy.deepcopy(tree)
    del value_at(changed, path[:-1])[path[-1]]
    return changed


def kinds_of_keys(tree: dict[str, Any]) -> dict[Path_, Path_]:
    """Return, for every chain of keys in a file, the first place where it stands and means something."""
    found: dict[Path_, Path_] = {}
    for path in keys_in(tree):
        kind = tuple(part for part in path if isinstance(part, str))
        told = kind[0] not in ABOUT_THE_FILE and kind[-1] not in WORDS
        if told and value_at(tree, path) != AS_WHEN_LEFT_OUT.get(kind):
            found.setdefault(kind, path)
    return found


@pytest.mark.parametrize("file", FILES, ids=[path.stem for path in FILES])
def test_a_key_that_is_taken_out_is_told(file: Path) -> None:
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    whole = loaded(tree)
    assert whole is not None
    for path in kinds_of_keys(tree).values():
        rest = loaded(without(tree, path))
        if rest is not None:
            assert differences(whole, rest, "vi"), path
