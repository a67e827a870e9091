"""The words that rule files, event logs and reports share."""

from engine.vocabulary.builtin import standard
from engine.vocabulary.names import closest_name, edit_distance, fold
from engine.vocabulary.sorting import vietnamese_key
from engine.vocabulary.terms import (
    ApprovalAttribute,
    Attribute,
    AttributeKind,
    AttributeOf,
    CaseKind,
    EventType,
    Level,
    Term,
    TransferCase,
    UnitType,
)
from engine.vocabulary.vocabulary import FAMILIES, Vocabulary

__all__ = [
    "FAMILIES",
    "ApprovalAttribute",
    "Attribute",
    "AttributeKind",
    "AttributeOf",
    "CaseKind",
    "EventType",
    "Level",
    "Term",
    "TransferCase",
    "UnitType",
    "Vocabulary",
    "closest_name",
    "edit_distance",
    "fold",
    "standard",
    "vietnamese_key",
]
