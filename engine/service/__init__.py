"""What the program can be asked, free of terminals and browsers."""

from engine.service.checking import CheckResult, check, judge_log
from engine.service.inputs import Inputs, Progress, load_calendar, load_named_rules
from engine.service.reach import added_regulations
from engine.service.reading import read_log
from engine.service.regulations import Judged, jurisdictions

__all__ = [
    "CheckResult",
    "Inputs",
    "Judged",
    "Progress",
    "added_regulations",
    "check",
    "judge_log",
    "jurisdictions",
    "load_calendar",
    "load_named_rules",
    "read_log",
]
