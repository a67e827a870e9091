"""Rule files: guarded YAML with positions, validated into the model, checked as a whole."""

from engine.loading.rules.document import RuleDocument
from engine.loading.rules.loader import find_rules, known_rules, load_rules, load_rules_text, packaged_rules

__all__ = ["RuleDocument", "find_rules", "known_rules", "load_rules", "load_rules_text", "packaged_rules"]
