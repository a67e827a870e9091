"""Trying a change on a log: other values, another version, another province's rules, other readings."""

from engine.trials.changing import Trial
from engine.trials.loaded import LoadedLog, load_log
from engine.trials.trying import Tried, every_reading, what_if

__all__ = ["LoadedLog", "Trial", "Tried", "every_reading", "load_log", "what_if"]
