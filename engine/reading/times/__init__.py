"""Expressions of time in a legal text: their words, their meaning, and what they do."""

from engine.reading.times.expressions import TimeExpression, TimeKind
from engine.reading.times.finding import find_times

__all__ = ["TimeExpression", "TimeKind", "find_times"]
