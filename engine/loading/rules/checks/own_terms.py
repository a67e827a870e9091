"""The file's own attributes are columns of their own, and their choices fit their type."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.loading.logs.columns import EVENT_COLUMNS, UNIT_COLUMNS
from engine.loading.rules.document import RuleDocument
from engine.loading.rules.nodes import Path
from engine.loading.rules.own_vocabulary import repeated_choice
from engine.model.base import Act, Condition, When
from engine.model.own_terms import AttributeType, NewAttribute
from engine.vocabulary import fold

_KEYS = frozenset(
    field.alias or name for part in (When, Act, Condition) for name, field in part.model_fields.items()
) | {"unit_type", "to_unit_type"}  # fmt: skip
"""What a key of a condition can mean beside an attribute."""


def check_own_terms(document: RuleDocument) -> list[Diagnostic]:
    """Report own attributes that could not be told from a column or a key, and choices that do not fit the type."""
    found: list[Diagnostic] = []
    columns = {fold(name) for names in (EVENT_COLUMNS, UNIT_COLUMNS) for item in names.items() for name in _names(item)}
    for index, attribute in enumerate(document.file.vocabulary.attributes):
        path: Path = ("vocabulary", "attributes", index)
        for key in ("id", "label"):
            name = getattr(attribute, key)
            if fold(name) in columns or (key == "id" and name in _KEYS):
                found.append(Diagnostic.of("P502", document.place(*path, key), name=name))
        found += _check_choices(document, path, attribute)
    return found


def _names(column: tuple[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (column[0], *column[1])


def _check_choices(document: RuleDocument, path: Path, attribute: NewAttribute) -> Iterator[Diagnostic]:
    is_choice = attribute.type is AttributeType.CHOICE
    if is_choice != bool(attribute.choices):
        place = document.place(*path, "id" if is_choice else "choices")
        yield Diagnostic.of("P503", place, name=attribute.id)
    elif repeated_choice(attribute) is not None:
        yield Diagnostic.of("P503", document.place(*path, "choices"), name=attribute.id)
