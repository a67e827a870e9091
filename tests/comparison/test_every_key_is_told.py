"""Whatever key is taken out of a rule file or changed, if the file still stands, `diff` tells it, both values."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from engine.comparison.differences import differences
from engine.diagnostics import has_errors
from engine.loading.rules import RuleDocument, load_rules_text
from engine.model.rule_file import RuleFile
from engine.source import SourceText

HERE = Path(__file__).parent
FILES = [*sorted((HERE.parent / "cases").glob("*/*.rules.yaml")), HERE / "every_key.rules.yaml"]
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


def leaves_in(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if children is None:
        yield at
    for key, item in children or ():
        yield from leaves_in(item, (*at, key))


def others(tree: dict[str, Any], path: Path_) -> list[Any]:
    """Return values that might stand at `path` instead: another number or date, or what stands elsewhere."""
    value = value_at(tree, path)
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, date):
        return [value + timedelta(days=31)]
    figure = re.search(r"\d+ (?=ngày|tháng|năm)", str(value))
    if figure is not None:
        return [str(value).replace(figure[0], f"{int(figure[0]) + 1:02} ", 1)]
    alike = [found for found in leaves_in(tree) if found[-1] == path[-1] or found[-2:-1] == path[-2:-1]]
    return sorted({text for found in alike if isinstance(text := value_at(tree, found), str)} - {value})[:6]


def changed(tree: dict[str, Any], path: Path_) -> RuleDocument | None:
    """Return the file with the first other value at `path` with which it still stands."""
    for value in others(tree, path):
        copied = copy.deepcopy(tree)
        value_at(copied, path[:-1])[path[-1]] = value
        if (document := loaded(copied)) is not None:
            return document
    return None


@pytest.mark.parametrize("file", FILES, ids=[path.stem for path in FILES])
def test_a_value_that_is_changed_is_told_with_both_values(file: Path) -> None:
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    whole = loaded(tree)
    assert whole is not None
    kinds: dict[Path_, Path_] = {}
    for path in leaves_in(tree):
        kind = tuple(part for part in path if isinstance(part, str))
        if kind[0] not in ABOUT_THE_FILE and kind[-1] not in WORDS | {"id"}:
            kinds.setdefault(kind, path)
    for path in kinds.values():
        other = changed(tree, path)
        if other is not None:
            told = [item.says for item in differences(whole, other, "vi")]
            assert told, path
            both = any("→" in says for says in told) or len(told) > 1
            assert both or "thêm" in told[0] or "bỏ" in told[0], (path, told)


def keys_of(kind: Any) -> set[tuple[type[BaseModel], str]]:
    """Return every key that can be written in a part of a rule file and in the parts below it."""
    found: set[tuple[type[BaseModel], str]] = set()
    waiting = [kind]
    while waiting:
        part = waiting.pop()
        waiting += get_args(part)
        if isinstance(part, type) and issubclass(part, BaseModel):
            new = {(part, name) for name in part.model_fields} - found
            waiting += [part.model_fields[name].annotation for _, name in new]
            found |= new
    return found


def keys_written(value: Any) -> Iterator[tuple[type[BaseModel], str]]:
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield type(value), name
            yield from keys_written(getattr(value, name))
    elif isinstance(value, dict):
        yield from keys_written(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from keys_written(item)


def test_the_files_write_every_key_that_says_something_of_the_law() -> None:
    written = {
        key
        for file in FILES
        if (document := loaded(yaml.safe_load(file.read_text(encoding="utf-8")))) is not None
        for key in keys_written(document.file)
    }
    missing = {(part.__name__, name) for part, name in keys_of(RuleFile) - written}
    about_the_file = {
        ("RuleFile", "accepted"),
        ("Acceptance", "code"),
        ("Acceptance", "about"),
        ("Acceptance", "reason"),
    }
    assert missing - about_the_file == set()
