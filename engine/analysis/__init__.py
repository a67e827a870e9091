"""What can be said of a rule file by itself: how much of its text it covers, what it leaves in doubt."""

from engine.analysis.coverage import Coverage, coverage_of

__all__ = ["Coverage", "coverage_of"]
