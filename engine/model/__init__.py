"""The model of a rule file: strict, immutable, published as JSON Schema."""

from engine.model.rule_file import RuleFile

__all__ = ["RuleFile"]
