"""Legal texts read by machine: provisions, times, references, defects, and the skeleton of a rule file."""

from engine.reading.defects import Examined, find_defects
from engine.reading.drafting import DraftedDuty, draft_duties, draft_rules
from engine.reading.files import read_source
from engine.reading.markers import Level
from engine.reading.provisions import LegalText, Provision, TextKind
from engine.reading.structure import read_text
from engine.reading.times import TimeExpression, TimeKind

__all__ = [
    "DraftedDuty",
    "Examined",
    "LegalText",
    "Level",
    "Provision",
    "TextKind",
    "TimeExpression",
    "TimeKind",
    "draft_duties",
    "draft_rules",
    "find_defects",
    "read_source",
    "read_text",
]
