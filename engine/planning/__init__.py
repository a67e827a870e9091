"""The plan: a regulation compiled under a set of readings."""

from engine.planning.compile import compile_plan
from engine.planning.plan import Duty, DutyKind, Plan

__all__ = ["Duty", "DutyKind", "Plan", "compile_plan"]
