"""Evaluators: what a plan says about the events of a log."""

from importlib import import_module
from typing import TYPE_CHECKING

from engine.evaluation.verdicts import Certainty, Kind, Status, Trace, Verdict

if TYPE_CHECKING:
    from engine.evaluation.reference import evaluate_reference

__all__ = ["Certainty", "Kind", "Status", "Trace", "Verdict", "evaluate_reference"]


def __getattr__(name: str) -> object:
    """Load the reference evaluator when it is first asked for: a check by columns does without."""
    if name != "evaluate_reference":
        raise AttributeError(f"module 'engine.evaluation' has no attribute {name!r}")
    return import_module("engine.evaluation.reference").evaluate_reference
