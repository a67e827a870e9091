"""From a text to the skeleton of its rule file: every provision, every duty in time, open points marked TODO."""

from engine.reading.drafting.drafted import DraftedDuty, OwnEvent, OwnRole
from engine.reading.drafting.duties import draft_duties
from engine.reading.drafting.writing import draft_rules

__all__ = ["DraftedDuty", "OwnEvent", "OwnRole", "draft_duties", "draft_rules"]
