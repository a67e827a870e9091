"""From nodes to the model; pydantic's findings become diagnostics with places.

What is wrong with keys and types does not hide the rest: the guilty values are taken out, and names and phrases in
what is left are still checked, so that a person sees all mistakes in one run.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import key_span, value_span
from engine.loading.rules.nodes import (
    MappingNode,
    Node,
    Path,
    ScalarNode,
    SequenceNode,
    node_at,
    plain_value,
    with_texts,
    without,
)
from engine.loading.rules.shapes import keys_at, taken_at, values_at
from engine.model import RuleFile
from engine.model.base import GATHERED, is_date_text
from engine.source import Place, SourceText

_EXPECTED = {
    "string_type": ("chữ", "text"),
    "int_type": ("số nguyên", "a whole number"),
    "bool_type": ("true hoặc false", "true or false"),
    "date_type": ("ngày, viết 2025-12-31 hoặc 31/12/2025", "a date, written 2025-12-31 or 31/12/2025"),
    "tuple_type": ("danh sách", "a list"),
    "dict_type": ("bảng khóa–giá trị", "a mapping"),
    "model_type": ("bảng khóa–giá trị", "a mapping"),
    "model_attributes_type": ("bảng khóa–giá trị", "a mapping"),
}
_BOUNDS = {
    "greater_than_equal": ("ge", "không nhỏ hơn {0}", "not below {0}"),
    "less_than_equal": ("le", "không lớn hơn {0}", "not above {0}"),
    "too_long": ("max_length", "không dài hơn {0} ký tự", "not longer than {0} characters"),
    "string_too_long": ("max_length", "không dài hơn {0} ký tự", "not longer than {0} characters"),
}
_STAND_INS = {
    **dict.fromkeys(("label", "says", "name", "province", "reason", "question"), "…"),
    "id": "chua-co",
    "status": "draft",
}
"""What stands for a missing key on which no name and no phrase hangs, while the rest is checked."""
_OF_THE_KEY = "[key]"
"""How pydantic ends the path to a key of a mapping that is wrong itself."""
_MOST_LAYERS = 8
"""So often are guilty values taken out; what then lacks a key that it needs goes in the next round."""


@dataclass(frozen=True)
class Validated:
    """A rule file held against the model.

    Attributes:
        file: the model; None when nothing of the file can be used.
        root: the nodes that `file` was made from.
        is_whole: whether nothing had to be taken out.
    """

    file: RuleFile | None
    root: Node
    is_whole: bool


def validate_nodes(root: Node, source: SourceText) -> tuple[Validated, list[Diagnostic]]:
    """Return the model of a parsed rule file, and all that is wrong with its keys, types and values."""
    if not isinstance(root, MappingNode):
        return Validated(None, root, False), [Diagnostic.of("P309", source.place(value_span(root)))]
    problems = [
        Diagnostic.of("P305", source.place(scalar.span), value=scalar.text)
        for scalar in _scalars(root)
        if scalar.has_impossible_date()
    ]
    dated = {problem.place for problem in problems}
    try:
        return Validated(RuleFile.model_validate(plain_value(root)), root, not problems), problems
    except ValidationError as error:
        for details in error.errors(include_url=False):
            problem = _problem(details, root, source)
            if problem.place not in dated:
                problems.append(problem)
        return _salvaged(root, error), list(dict.fromkeys(problems))


def _salvaged(root: Node, error: ValidationError) -> Validated:
    """Return what is left of a file when the guilty values are taken out, one layer after another.

    A part that lacks only what names and phrases do not hang on is kept.
    """
    for _ in range(_MOST_LAYERS):
        errors = error.errors(include_url=False)
        filled = {details["loc"]: text for details in errors if (text := _stand_in(details)) is not None}
        left = without(
            with_texts(root, filled), [_guilty(loc) for details in errors if (loc := details["loc"]) not in filled]
        )
        if left is None or left == root:
            break
        root = left
        try:
            return Validated(RuleFile.model_validate(plain_value(root)), root, False)
        except ValidationError as next_error:
            error = next_error
    return Validated(None, root, False)


def _guilty(path: Path) -> Path:
    """Return what to take out: with a wrong key, what stands under it."""
    return path[:-1] if path[-1] == _OF_THE_KEY else path


def _stand_in(details: ErrorDetails) -> str | None:
    path = details["loc"]
    if details["type"] != "missing" or path[0] == "vocabulary":
        return None
    return _STAND_INS.get(str(path[-1]))


def _scalars(root: Node) -> Iterator[ScalarNode]:
    pending: list[Node] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, ScalarNode):
            yield node
        elif isinstance(node, SequenceNode):
            pending += node.items
        else:
            pending += [value for _, value in node.entries]


def _problem(details: ErrorDetails, root: Node, source: SourceText) -> Diagnostic:
    path: Path = details["loc"]
    kind = details["type"]
    context: dict[str, Any] = details.get("ctx", {})
    key = _key_of(path)
    node, under = node_at(root, path)
    if path[-1] == _OF_THE_KEY and under is not None:
        node = under
    place = source.place(value_span(node))
    value = node.text if isinstance(node, ScalarNode) else ""
    if kind == "missing":
        takes, takes_en = taken_at(path)
        return Diagnostic.of("P301", place, key=key, takes=takes, takes_en=takes_en)
    if kind == "extra_forbidden":
        allowed = keys_at(path[:-1])
        close = difflib.get_close_matches(key, allowed, n=1, cutoff=0.6)
        return Diagnostic.of(
            "P302",
            source.place(key_span(root, path)),
            key=key,
            allowed=", ".join(allowed),
            suggestion=close[0] if close else None,
        )
    if plain_value(node) in ("", {}, [], None):
        return Diagnostic.of("P308", source.place(key_span(root, path)), key=key)
    if kind in ("is_instance_of", "literal_error"):
        return _not_among(node, place, path, values_at(path) or [str(context.get("expected", ""))])
    if kind == "string_pattern_mismatch":
        return Diagnostic.of("P306", place, value=value)
    if kind in _BOUNDS:
        name, *words = _BOUNDS[kind]
        limit, limit_en = (text.format(_limit(context.get(name))) for text in words)
        return Diagnostic.of("P307", place, key=key, value=value, limit=limit, limit_en=limit_en)
    if kind == "date_type" and is_date_text(value):
        return Diagnostic.of("P305", place, value=value)
    expected = _EXPECTED.get(kind)
    if expected is not None:
        return _wrong_type(place, path, *expected)
    return Diagnostic.of("P310", place, key=key, problem=details["msg"])


def _limit(value: object) -> object:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


def _key_of(path: Path) -> str:
    return next((str(part) for part in reversed(path) if isinstance(part, str) and part not in GATHERED), "")


def _not_among(node: Node, place: Place, path: Path, allowed: list[str]) -> Diagnostic:
    """Tell that a value is not in a closed list; a mapping or a list has no value that could be quoted."""
    if not isinstance(node, ScalarNode):
        return _wrong_type(place, path, f"một trong: {', '.join(allowed)}", f"one of: {', '.join(allowed)}")
    close = difflib.get_close_matches(node.text, allowed, n=1, cutoff=0.5)
    return Diagnostic.of(
        "P304",
        place,
        key=_key_of(path),
        value=node.text,
        allowed=", ".join(allowed),
        suggestion=close[0] if close else None,
    )


def _wrong_type(place: Place, path: Path, expected: str, expected_en: str) -> Diagnostic:
    """Tell what must stand where something of another kind stands; an item of a list is told as such."""
    key = _key_of(path)
    is_item = isinstance(path[-1], int)
    takes, takes_en = taken_at(path)
    return Diagnostic.of(
        "P303",
        place,
        what=f"mỗi mục của «{key}»" if is_item else f"«{key}»",
        what_en=f"each item of «{key}»" if is_item else f"«{key}»",
        expected=expected,
        expected_en=expected_en,
        takes=takes,
        takes_en=takes_en,
    )
