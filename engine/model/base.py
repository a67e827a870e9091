"""The building blocks of the rule file's model: strictness, texts, one-or-many values, conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


def _as_text(value: object) -> object:
    """Give a text field back what the clerk typed, where YAML's plain scalars were read as something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _as_many(value: object) -> object:
    """Read a single value as a list of one."""
    if value is None or isinstance(value, (list, tuple)):
        return tuple(value) if value is not None else ()
    return (value,)


_WRITTEN_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")


def is_date_text(text: str) -> bool:
    """Tell whether `text` is written as a date, be there such a day or not."""
    return _WRITTEN_DATE.fullmatch(text) is not None


def _as_date(value: object) -> object:
    """Read a date that stands in quotes, day first as in Vietnam or year first; what is none stays as it is."""
    match = _WRITTEN_DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return value
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return value


Day = Annotated[date, BeforeValidator(_as_date), Field(ge=date(1945, 9, 2), le=date(2199, 12, 31))]
"""A date on which something of a regulation begins or ends; farther ones are slips of the pen."""
Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]
Identifier = Annotated[
    str, BeforeValidator(_as_text), Field(min_length=1, max_length=80, pattern=r"^[a-z0-9][a-z0-9_\-]*$")
]


def enum_by_value(enum: type[Enum]) -> BeforeValidator:
    """Accept the enum's value as text, which strict mode alone would refuse."""

    def convert(value: object) -> object:
        if isinstance(value, str):
            for member in enum:
                if member.value == value:
                    return member
        return value

    return BeforeValidator(convert)


class _ManySchema:
    """Publishes «one value or a list of them» in the JSON Schema."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        item = schema.get("items", {})
        kept = {key: value for key, value in schema.items() if key not in ("type", "items", "minItems")}
        return {**kept, "anyOf": [item, {"type": "array", "items": item}]}


Many = Annotated[tuple[Text, ...], BeforeValidator(_as_many), _ManySchema()]
ManyIdentifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_as_many), _ManySchema()]


class Part(BaseModel):
    """A part of a rule file: immutable, strict, no unknown keys."""

    # Một bộ kiểm tra cho cả tệp, dựng khi cần lần đầu: dựng cho từng phần thì phần bên trong bị dựng lại nhiều lần.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True, defer_build=True)


GATHERED = ("fields", "compared")
"""What holds the conditions on fields; a rule file writes them without these names."""


class Bounds(Part):
    """Bounds that a number or a date must keep within."""

    at_least: Text | None = Field(default=None, title="Ít nhất", description="Lớn hơn hoặc bằng; ngày: từ ngày này.")
    more_than: Text | None = Field(default=None, title="Lớn hơn", description="Lớn hơn hẳn; ngày: sau ngày này.")
    at_most: Text | None = Field(default=None, title="Nhiều nhất", description="Nhỏ hơn hoặc bằng; ngày: đến ngày này.")
    less_than: Text | None = Field(default=None, title="Nhỏ hơn", description="Nhỏ hơn hẳn; ngày: trước ngày này.")


class _WithFields(Part):
    """A part whose unreserved keys are conditions on fields of an event.

    A value or a list of values goes into `fields`, bounds go into `compared`.
    """

    fields: dict[str, Many] = Field(default_factory=dict)
    compared: dict[str, Bounds] = Field(default_factory=dict)

    @classmethod
    def _reserved(cls) -> set[str]:
        names: set[str] = set()
        for name, field in cls.model_fields.items():
            names.add(field.alias or name)
        return names

    @model_validator(mode="before")
    @classmethod
    def _gather_fields(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        reserved = cls._reserved()
        gathered: dict[str, Any] = {}
        fields: dict[str, Any] = {}
        compared: dict[str, Any] = {}
        for key, item in value.items():
            asked = compared if isinstance(item, Mapping) and item else fields
            (gathered if key in reserved else asked)[key] = item
        for name, found in (("fields", fields), ("compared", compared)):
            if found:
                gathered[name] = {**gathered.get(name, {}), **found}
        return gathered

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        for name in GATHERED:
            schema.get("properties", {}).pop(name, None)
        schema["additionalProperties"] = {
            "description": "Điều kiện trên một trường của sự kiện: một giá trị hoặc danh sách giá trị được chấp nhận.",
            "anyOf": [
                {"type": ["string", "boolean", "integer"]},
                {"type": "array", "items": {"type": ["string", "boolean", "integer"]}},
            ],
        }
        return schema


class Act(_WithFields):
    """An act that an event shows: the event, narrowed by conditions on its fields; a bare event id is short for it."""

    event: Identifier = Field(title="Sự kiện", description="Mã sự kiện trong từ vựng.")

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: object) -> object:
        return {"event": value} if isinstance(value, str) else value


class Happening(Act):
    """An event that has happened, or has not."""

    since: Identifier | None = Field(
        default=None,
        title="Kể từ",
        description="Chỉ tính từ lần gần nhất của sự kiện này; chưa có lần nào thì coi như chưa có gì kể từ đó.",
    )


class Holding(Part):
    """Something that is held from one event until another."""

    event: Identifier = Field(title="Từ sự kiện", description="Ví dụ cấp tài khoản.")
    until: Identifier = Field(
        title="Đến sự kiện", description="Ví dụ thu hồi; cùng ngày thì sự kiện này coi là xảy ra trước."
    )


class Condition(_WithFields):
    """A condition on an event. All that it says must hold.

    A field left empty in the log makes the condition unknown rather than false.
    """

    all: tuple[Condition, ...] = Field(
        default=(), title="Tất cả", description="Mọi điều kiện trong danh sách đều đúng."
    )
    any: tuple[Condition, ...] = Field(
        default=(), title="Một trong", description="Ít nhất một điều kiện trong danh sách đúng."
    )
    not_: Condition | None = Field(default=None, alias="not", title="Không", description="Điều kiện này không đúng.")
    has: Happening | None = Field(
        default=None, title="Đã có", description="Đến ngày đó đã có sự kiện này, kể cả trong ngày."
    )
    has_not: Happening | None = Field(
        default=None, title="Chưa có", description="Đến ngày đó chưa có sự kiện này, kể cả trong ngày."
    )
    holding: Holding | None = Field(
        default=None, title="Đang giữ", description="Đã có sự kiện đầu mà sau đó chưa có sự kiện cuối; ví dụ tài khoản."
    )
    state: ManyIdentifiers = Field(
        default=(),
        title="Trạng thái hồ sơ",
        description="Ngay trước sự kiện, hồ sơ ở một trong các trạng thái này; chưa rõ khi có thể ở trạng thái khác.",
    )


ManyActs = Annotated[tuple[Act, ...], BeforeValidator(_as_many), _ManySchema()]


class When(_WithFields):
    """What sets a duty off: an event, a state that has lasted, several acts together, or how another duty ended."""

    event: ManyIdentifiers = Field(
        default=(),
        title="Sự kiện phát sinh",
        description="Một hoặc nhiều mã sự kiện; sự kiện nào xảy ra cũng phát sinh nghĩa vụ.",
    )
    all: tuple[Act, ...] = Field(
        default=(),
        title="Đủ các sự kiện",
        description="Phát sinh khi mọi sự kiện trong danh sách đều đã xảy ra; ngày phát sinh là ngày của sự kiện cuối.",
    )
    expired: Identifier | None = Field(
        default=None,
        title="Khi quá hạn",
        description="Mã một quy tắc: phát sinh khi hết hạn của quy tắc đó mà chưa làm; ngày phát sinh là ngày đến hạn.",
    )
    completed: Identifier | None = Field(
        default=None,
        title="Khi đã xong",
        description="Mã một quy tắc: phát sinh khi mọi việc theo quy tắc đó trong cùng một vụ việc đã xong; ngày phát "
        "sinh là ngày của việc xong sau cùng.",
    )
    entered: Identifier | None = Field(
        default=None,
        title="Khi vào trạng thái",
        description="Mã trạng thái của vòng đời: phát sinh khi một sự kiện chắc chắn đưa hồ sơ vào trạng thái đó.",
    )
    until: Identifier | None = Field(
        default=None, title="Cho đến sự kiện", description="Sự kiện chấm dứt trạng thái, dùng cùng `lasting`."
    )
    lasting: Text | None = Field(
        default=None,
        title="Kéo dài",
        description="Cụm từ về thời gian mà trạng thái phải kéo dài, ví dụ «02 ngày làm việc liên tiếp», «30 ngày», "
        "«quá 30 ngày».",
    )


def many(title: str, description: str) -> Any:
    """Declare a field that takes one value or a list and may be left out."""
    return Field(default=(), title=title, description=description)
