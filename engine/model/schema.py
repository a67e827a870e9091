"""The JSON Schema of rule files: what an editor needs to complete, explain and check them in Vietnamese.

Made from the model, then told in Vietnamese and tied to the vocabulary. Ids of families that a file may add to are
offered but not closed. The published copy is `rule_file.schema.json`, beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

from engine.model.base import Bounds
from engine.model.matching import UNIT_FIELDS
from engine.model.rule_file import RuleFile
from engine.model.schema_words import KEYS, PARTS, VALUES
from engine.vocabulary import Attribute, AttributeKind, Term, standard

Schema = dict[str, Any]

ID_PATTERN: Final = "^[a-z0-9][a-z0-9_-]*$"
_LONGEST_ID: Final = 80
_DAY_FIRST: Final = "^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$"
_SHORT_FOR: Final = {"Act": "event", "Happening": "event", "Staying": "event"}
"""Parts that may be written as a bare id, and what the id names."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_URN: Final = "urn:quyche:rule-file:1"

_OPEN: Final = {
    "role": ("Vai", "roles"),
    "unit_type": ("Loại đơn vị", "unit_types"),
    "category": ("Đối tượng", "person_categories"),
    "state": ("Trạng thái", "states"),
    "transfer_case": ("Trường hợp chuyển giao", "transfer_cases"),
    "subtype": ("Loại văn bản", "subtypes"),
    "prohibited_act": ("Hành vi bị cấm", "prohibited_acts"),
    "event": ("Sự kiện", "events"),
    "topic": ("Chủ đề so sánh", "topics"),
}
"""Families of the vocabulary by what the schema calls them; a file may add to each."""

_FAMILIES: Final = {
    **dict.fromkeys(
        (
            *("Happening.event", "Happening.since", "Holding.event", "Holding.until"),
            *("Act.event", "Voiding.event", "When.event", "When.until", "Pause.from", "Pause.until"),
            *("Extension.event", "Transition.event", "Staying.event", "ApprovalTier.event", "ApprovalTier.before"),
            *("Limit.event", "Limit.until", "Move.event", "Requirement.event", "Consequence.event"),
        ),
        "event",
    ),
    **dict.fromkeys(
        (
            *("StartDate.topic", "Obligation.topic", "ApprovalTier.topic", "Limit.topic"),
            *("Requirement.topic", "Consequence.topic", "Norm.topic"),
        ),
        "topic",
    ),
    **dict.fromkeys(
        ("Obligation.who", "Reading.who", "Reading.by", "Transition.roles", "Approver.by", "Requirement.roles"), "role"
    ),
    **dict.fromkeys(("Scope.unit_types", "Approver.unit_types"), "unit_type"),
    **dict.fromkeys(("Scope.categories", "Approver.categories"), "category"),
    **dict.fromkeys(("Lifecycle.initial", "Lifecycle.states", "When.entered", "Lifecycle.groups"), "state"),
    **dict.fromkeys(("Transition.from", "Transition.except", "Transition.to"), "state_or_any"),
    **dict.fromkeys(("Staying.in", "Staying.except"), "state_or_any"),
    **dict.fromkeys(("TransferCase.case", "Reading.precedence"), "transfer_case"),
    "Prohibition.acts": "prohibited_act",
}
"""Which family of the vocabulary the ids under a key belong to."""

_CONDITIONED: Final = ("Act", "Happening", "Voiding", "When", "Condition")
_EVIDENCED: Final = ("Transition.evidence", "Requirement.evidence")
_COLUMNS: Final = {
    "actor": ("Người thực hiện", "role"),
    "category": ("Đối tượng", "category"),
    "unit_type": ("Loại đơn vị", "unit_type"),
    "case": ("Trường hợp, lý do hoặc loại văn bản", "case"),
    "unit": ("Đơn vị", "value"),
    "to_unit": ("Đơn vị nhận", "value"),
    "ref": ("Số văn bản", "value"),
    "about": ("Về văn bản, về việc", "value"),
    "actor_unit": ("Đơn vị của người thực hiện", "value"),
}

_SAME_UNIT: Final = "same_unit"


def rule_file_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of rule files."""
    raw = RuleFile.model_json_schema(by_alias=True)
    parts = {**raw.pop("$defs"), "Bounds": Bounds.model_json_schema(by_alias=True), "RuleFile": raw}
    told = {name: _part(name, part) for name, part in parts.items()}
    top = told.pop("RuleFile")
    definitions = {**_vocabulary_definitions(), **dict(sorted(told.items()))}
    return {"$schema": _DIALECT, "$id": _URN, **top, "$defs": definitions}


def published_text(schema: Schema) -> str:
    """Return a schema as it stands in a file: indented, Vietnamese letters as they are."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def packaged_schema() -> str:
    """Return the published copy that the package carries."""
    return files("engine.model").joinpath("rule_file.schema.json").read_text(encoding="utf-8")


def _part(name: str, raw: Schema) -> Schema:
    """Return one part of the model: an enumeration, or a mapping with its keys told in Vietnamese."""
    title, description = PARTS[name]
    words = {"title": title, "description": description}
    if "enum" in raw:
        meanings = VALUES.get(name, {})
        return {**words, **_enumerated({value: meanings.get(value, value) for value in raw["enum"]})}
    properties = {key: _property(name, key, value) for key, value in raw["properties"].items()}
    if name in _CONDITIONED:
        properties = {**_condition_keys(), **properties}
    kept: Schema = {key: raw[key] for key in ("additionalProperties", "required") if key in raw}
    if name == "Regulation":  # Văn bản cấp cả nước không có tỉnh.
        kept["required"] = [key for key in kept["required"] if key != "province"]
    if isinstance(kept.get("additionalProperties"), dict):
        kept["additionalProperties"] = _values()
    shape: Schema = {"type": "object", "properties": properties, **kept}
    if name in _SHORT_FOR:
        return {**words, "anyOf": [_ref(_SHORT_FOR[name]), shape]}
    if name == "Within":
        cases = {"type": "array", "items": _ref("PeriodCase"), "minItems": 1}
        return {**words, "anyOf": [_ref("text"), shape, cases]}
    return {**words, **shape}


def _property(part: str, key: str, raw: Schema) -> Schema:
    """Return one key of a part: its words, and its shape with ids tied to the vocabulary."""
    place = f"{part}.{key}"
    words = {"title": raw["title"] if "title" in raw else PARTS[_target(raw)][0]}
    words["description"] = raw["description"] if "description" in raw else KEYS[key]
    shape = {name: value for name, value in raw.items() if name not in ("title", "description", "default")}
    if place in _EVIDENCED:
        return {**words, **_ref("attributes")}
    return {**words, **_tied(shape, _FAMILIES.get(place, "identifier"))}


def _target(raw: Schema) -> str:
    return str(raw["$ref"]).rsplit("/", 1)[-1]


def _tied(shape: Schema, family: str) -> Schema:
    """Return a shape with ids as references to `family`, and texts and dates as what may be written for them."""
    if shape.get("format") == "date":
        return _ref("date")
    if shape.get("type") == "string" and "format" not in shape and "enum" not in shape:
        return _ref(family if shape.get("maxLength") == _LONGEST_ID else "text")
    tied = dict(shape)
    for key in ("anyOf", "oneOf"):
        if key in tied:
            tied[key] = [_tied(item, family) for item in tied[key]]
    for key in ("items", "additionalProperties"):
        if isinstance(tied.get(key), dict):
            tied[key] = _tied(tied[key], family)
    return tied


def _vocabulary_definitions() -> Schema:
    words = standard()
    definitions: Schema = {
        "identifier": {"type": "string", "pattern": ID_PATTERN, "maxLength": _LONGEST_ID},
        "text": {"type": ["string", "number", "boolean"], "minLength": 1},
        "value": {"type": ["string", "integer", "boolean"]},
        "date": {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": _DAY_FIRST}]},
    }
    for name, (title, family) in _OPEN.items():
        known = _of_terms(words.family(family).values())
        definitions[name] = {"title": title, "anyOf": [known, _ref("identifier")]}
    definitions["attributes"] = {
        "title": "Thuộc tính của sự kiện",
        "type": "object",
        "properties": {item.id: _attribute(item) for item in words.attributes.values()},
        "additionalProperties": _values(),
    }
    every = _enumerated({"any": "mọi trạng thái", "same": "giữ nguyên trạng thái"})
    definitions["state_or_any"] = {"title": "Trạng thái", "anyOf": [_ref("state"), every, _ref("identifier")]}
    definitions["case"] = {"title": "Trường hợp", "anyOf": [_ref("transfer_case"), _ref("subtype")]}
    return definitions


def _condition_keys() -> Schema:
    columns = {key: {"title": title, **_one_or_many(_ref(name))} for key, (title, name) in _COLUMNS.items()}
    attributes = {name: _ref(f"attributes/properties/{name}") for name in standard().attributes}
    agreeing = {"type": "array", "items": _enumerated(UNIT_FIELDS), "minItems": 2, "maxItems": 2, "uniqueItems": True}
    same_unit = {"title": "Cùng một đơn vị", "anyOf": [attributes[_SAME_UNIT], agreeing]}
    return {**columns, **attributes, _SAME_UNIT: same_unit}


def _attribute(item: Attribute) -> Schema:
    if item.kind is AttributeKind.BOOL:
        return {"title": item.label, **_one_or_many({"type": "boolean"})}
    if item.values is not None:
        return {"title": item.label, **_one_or_many(_of_terms(item.values))}
    return {"title": item.label, **_values()}


def _of_terms(terms: Iterable[Term]) -> Schema:
    return _enumerated({term.id: term.label for term in terms})


def _enumerated(meanings: Mapping[str, str]) -> Schema:
    """Return a closed list of texts; editors show the meanings beside the values."""
    return {"enum": list(meanings), "enumDescriptions": list(meanings.values())}


def _values() -> Schema:
    return {"anyOf": [*_one_or_many(_ref("value"))["anyOf"], _ref("Bounds")]}


def _one_or_many(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
