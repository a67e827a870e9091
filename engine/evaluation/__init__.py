"""Evaluators: what a plan says about the events of a log."""

from engine.evaluation.reference import evaluate_reference
from engine.evaluation.verdicts import Certainty, Kind, Status, Trace, Verdict

__all__ = ["Certainty", "Kind", "Status", "Trace", "Verdict", "evaluate_reference"]
