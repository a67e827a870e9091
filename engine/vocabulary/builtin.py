"""Reading the vocabulary that the package carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from engine.vocabulary.terms import (
    ApprovalAttribute,
    Attribute,
    AttributeKind,
    CaseKind,
    EventType,
    Level,
    Term,
    TransferCase,
    UnitType,
)
from engine.vocabulary.vocabulary import AnyTerm, Vocabulary

_Entry = Mapping[str, Any]
_Tree = Mapping[str, Mapping[str, _Entry]]


@cache
def standard() -> Vocabulary:
    """Return the vocabulary shared by all regulations.

    Its file is the project's own, so a mistake in it is a programming error: KeyError or ValueError.
    """
    text = files("engine.vocabulary").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    tree: _Tree = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    plain = {
        name: _family(tree[name], _term)
        for name in (
            "subtypes",
            "roles",
            "person_categories",
            "states",
            "flags",
            "absence_markers",
            "prohibited_acts",
            "topics",
            "statuses",
        )
    }
    unit_types = _family(tree["unit_types"], _unit_type)
    approval = _family(tree["approval"], _approval)
    families: dict[str, Mapping[str, Term]] = {**plain, "unit_types": unit_types}
    families |= {f"approval.{name}": {term.id: term for term in item.values} for name, item in approval.items()}
    return Vocabulary(
        events=_family(tree["events"], _event),
        unit_types=unit_types,
        transfer_cases=_family(tree["transfer_cases"], _case),
        approval=approval,
        attributes=_family(tree["attributes"], lambda name, entry: _attribute(name, entry, families)),
        **plain,
    )


def _family(entries: Mapping[str, _Entry], build: Callable[[str, _Entry], AnyTerm]) -> dict[str, AnyTerm]:
    return {name: build(name, entry) for name, entry in entries.items()}


def _words(name: str, entry: _Entry) -> dict[str, Any]:
    return {"id": name, "label": entry["label"], "en": entry["en"], "also": tuple(entry.get("also", ()))}


def _term(name: str, entry: _Entry) -> Term:
    return Term(**_words(name, entry))


def _event(name: str, entry: _Entry) -> EventType:
    level = entry["level"]
    levels = level if isinstance(level, list) else [level]
    return EventType(**_words(name, entry), levels=tuple(map(Level, levels)))


def _unit_type(name: str, entry: _Entry) -> UnitType:
    return UnitType(
        **_words(name, entry),
        outside=entry.get("outside", False),
        last_day=entry.get("last_day"),
        ended_by=entry.get("ended_by", ""),
    )


def _case(name: str, entry: _Entry) -> TransferCase:
    leaves = entry.get("leaves_scope", False)
    return TransferCase(**_words(name, entry), kind=CaseKind(entry["kind"]), leaves_scope=leaves)


def _approval(name: str, entry: _Entry) -> ApprovalAttribute:
    values = tuple(_term(value, words) for value, words in entry.get("values", {}).items())
    return ApprovalAttribute(**_words(name, entry), values=values)


def _attribute(name: str, entry: _Entry, families: Mapping[str, Mapping[str, Term]]) -> Attribute:
    source = entry.get("values")
    values = None if source is None else tuple(families[source].values())
    return Attribute(**_words(name, entry), kind=AttributeKind(entry["kind"]), values=values, family=source)
