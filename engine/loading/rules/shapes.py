"""What the model of a rule file takes at a place: its keys, its values, and how that is told to a person."""

from __future__ import annotations

import typing
from enum import Enum
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from engine.loading.rules.nodes import Path
from engine.model import RuleFile
from engine.model.base import GATHERED, Act
from engine.model.versions import Dated

_LIST = (
    "ghi một danh sách, mỗi mục bắt đầu bằng «- » và có các khóa: {keys}",
    "write a list, each item beginning with «- » and holding the keys: {keys}",
)
_MAPPING = ("ghi các khóa: {keys}", "write the keys: {keys}")
_ACT = (
    "ghi mã sự kiện, hoặc {event: mã sự kiện, cùng điều kiện trên các trường của nó}",
    "write the id of an event, or {event: its id, with conditions on its fields}",
)
_VALUE = ("sửa giá trị; chữ có ký tự đặc biệt thì đặt trong ngoặc kép", "correct the value; quote special characters")


def keys_at(path: Path) -> list[str]:
    """Return the keys that may stand in the mapping at `path`."""
    model = _model_at(path)
    return keys_of(model) if model is not None else []


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of one part of the model, as they are written: its own first, then those on its validity."""
    fields = {name: field for name, field in model.model_fields.items() if name not in GATHERED}
    inherited = Dated.model_fields if issubclass(model, Dated) else {}
    return [fields[name].alias or name for name in sorted(fields, key=lambda name: name in inherited)]


def values_at(path: Path) -> list[str]:
    """Return the values of the closed list that stands at `path`; empty when there is none."""
    field = _field_at(path)
    enum = _first_of(field.annotation, Enum) if field is not None else None
    return [str(member.value) for member in enum] if enum is not None else []


def taken_at(path: Path) -> tuple[str, str]:
    """Return what a person should write at `path`, in Vietnamese and English."""
    field = _field_at(path)
    if field is None:
        return _VALUE
    model = _first_of(field.annotation, BaseModel)
    if model is not None and issubclass(model, Act) and len(keys_of(model)) == 1:
        return _ACT
    if model is not None:
        is_item = isinstance(path[-1], int)
        words = _LIST if _is_list(field.annotation) and not is_item else _MAPPING
        keys = ", ".join(keys_of(model))
        return words[0].format(keys=keys), words[1].format(keys=keys)
    if field.title is None:
        return _VALUE
    told = f"{field.title}: {field.description}" if field.description else field.title
    return told, _VALUE[1]


def _model_at(path: Path) -> type[BaseModel] | None:
    model: type[BaseModel] | None = RuleFile
    for part in path:
        if isinstance(part, str) and model is not None:
            field = _field_of(model, part)
            if field is not None:
                model = _first_of(field.annotation, BaseModel)
    return model


def _field_at(path: Path) -> FieldInfo | None:
    """Return the field at `path`; parts that only wrap a value (an index, a branch of a choice) are passed over."""
    model: type[BaseModel] | None = RuleFile
    found: FieldInfo | None = None
    for part in path:
        field = _field_of(model, part) if isinstance(part, str) and model is not None else None
        if field is not None:
            found = field
            model = _first_of(field.annotation, BaseModel)
    return found


def _field_of(model: type[BaseModel], key: str) -> FieldInfo | None:
    return next((field for name, field in model.model_fields.items() if key in (name, field.alias)), None)


def _is_list(annotation: Any) -> bool:
    if typing.get_origin(annotation) is tuple:
        return True
    return any(_is_list(argument) for argument in typing.get_args(annotation) if not isinstance(argument, type))


def _first_of(annotation: Any, kind: type) -> Any:
    """Return the first class of `kind` in an annotation, or None."""
    if isinstance(annotation, type):
        if issubclass(annotation, kind):
            return annotation
        if typing.get_origin(annotation) is None:
            return None
    for argument in typing.get_args(annotation):
        found = _first_of(argument, kind)
        if found is not None:
            return found
    return None
