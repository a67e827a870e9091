"""From nodes to the model; pydantic's findings become diagnostics with places."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.diagnostics import Diagnostic
from engine.loading.rules.document import key_span, value_span
from engine.loading.rules.nodes import MappingNode, Node, Path, ScalarNode, SequenceNode, node_at, plain_value
from engine.model import RuleFile, duties
from engine.source import SourceText

_EXPECTED = {
    "string_type": ("chữ", "text"),
    "int_type": ("số nguyên", "a whole number"),
    "bool_type": ("true hoặc false", "true or false"),
    "date_type": ("ngày (năm-tháng-ngày)", "a date (year-month-day)"),
    "tuple_type": ("danh sách (các dòng bắt đầu bằng «- »)", "a list (lines that begin with «- »)"),
    "dict_type": ("bảng khóa–giá trị", "a mapping"),
    "model_type": ("bảng khóa–giá trị", "a mapping"),
}
_BOUNDS = {
    "greater_than_equal": ("ge", "không nhỏ hơn {0}"),
    "less_than_equal": ("le", "không lớn hơn {0}"),
    "string_too_long": ("max_length", "không dài hơn {0} ký tự"),
}


def validate_nodes(root: Node, source: SourceText) -> tuple[RuleFile | None, list[Diagnostic]]:
    """Return the model of a parsed rule file, or all that is wrong with its keys, types and values."""
    if not isinstance(root, MappingNode):
        return None, [Diagnostic.of("P309", source.place(value_span(root)))]
    problems = [
        Diagnostic.of("P305", source.place(scalar.span), value=scalar.text)
        for scalar in _scalars(root)
        if scalar.has_impossible_date()
    ]
    dated = {problem.place for problem in problems}
    try:
        model = RuleFile.model_validate(plain_value(root))
    except ValidationError as error:
        for details in error.errors(include_url=False):
            problem = _problem(details, root, source)
            if problem.place not in dated:
                problems.append(problem)
        return None, list(dict.fromkeys(problems))
    return (None if problems else model), problems


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
    key = next((str(part) for part in reversed(path) if isinstance(part, str) and part != "fields"), "")
    node, _ = node_at(root, path)
    place = source.place(value_span(node))
    value = node.text if isinstance(node, ScalarNode) else ""
    if kind == "missing":
        return Diagnostic.of("P301", place, key=key)
    if kind == "extra_forbidden":
        allowed = _keys_at(path[:-1])
        close = difflib.get_close_matches(key, allowed, n=1, cutoff=0.6)
        return Diagnostic.of(
            "P302",
            source.place(key_span(root, path)),
            key=key,
            allowed=", ".join(allowed),
            suggestion=close[0] if close else None,
        )
    if value == "" and isinstance(node, ScalarNode):
        return Diagnostic.of("P308", source.place(key_span(root, path)), key=key)
    if kind in ("is_instance_of", "literal_error"):
        allowed = _allowed_values(context)
        close = difflib.get_close_matches(value, allowed, n=1, cutoff=0.5)
        return Diagnostic.of(
            "P304", place, key=key, value=value, allowed=", ".join(allowed), suggestion=close[0] if close else None
        )
    if kind == "string_pattern_mismatch":
        return Diagnostic.of("P306", place, value=value)
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return Diagnostic.of("P307", place, key=key, value=value, limit=words.format(context.get(name)))
    expected = _EXPECTED.get(kind)
    if expected is not None:
        return Diagnostic.of("P303", place, key=key, expected=expected[0], expected_en=expected[1])
    return Diagnostic.of("P310", place, key=key, problem=details["msg"])


def _allowed_values(context: dict[str, Any]) -> list[str]:
    name = context.get("class")
    if isinstance(name, str):
        enum = getattr(duties, name, None)
        if isinstance(enum, type) and issubclass(enum, Enum):
            return [str(member.value) for member in enum]
    return [str(context.get("expected", ""))]


def _keys_at(path: Path) -> list[str]:
    """Return the keys that the model at `path` takes."""
    model: Any = RuleFile
    for part in path:
        if isinstance(part, int) or not (isinstance(model, type) and issubclass(model, BaseModel)):
            continue
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                model = _model_within(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items() if name != "fields"]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in typing.get_args(annotation):
        found = _model_within(argument)
        if found is not None:
            return found
    return None
