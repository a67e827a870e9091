"""What an act must share with the trigger, as a rule file says it."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from engine.model.base import Identifier

UNIT_FIELDS: Final = {
    "unit": "nơi xảy ra",
    "to_unit": "đơn vị đến",
    "actor_unit": "đơn vị của người thực hiện",
    "holder": "đơn vị đang giữ hồ sơ",
}
"""The fields of an event that name units, and what people call them."""


def _as_pairs(value: object) -> object:
    """Read a field, or a list of fields, as fields that must agree with their namesakes."""
    names = (value,) if isinstance(value, str) else value
    if isinstance(names, (list, tuple)) and all(isinstance(name, str) for name in names):
        return {name: name for name in names}
    return value


class _PairsSchema:
    """Publishes «a field, a list of fields, or a mapping of fields» in the JSON Schema."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        field = schema["additionalProperties"]
        return {"anyOf": [field, {"type": "array", "items": field}, schema]}


MatchedBy = Annotated[dict[Identifier, Identifier], BeforeValidator(_as_pairs), _PairsSchema()]
"""What an act must share with the trigger: field of the act, field of the trigger."""
