"""What can be said of a rule file by itself: how much of its text it covers, what it leaves in doubt, its defects."""

from engine.analysis.coverage import Coverage, coverage_of
from engine.analysis.defects import Defect, find_defects

__all__ = ["Coverage", "Defect", "coverage_of", "find_defects"]
