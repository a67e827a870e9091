"""From findings to the morning's questions: which units are overdue, on what, since when."""

from engine.compliance.frames import findings_frame, findings_of_frame
from engine.compliance.gathering import FindingSource, Gathering, gather
from engine.compliance.kept import KeptFindings, Remainder
from engine.compliance.outlet import Outlet
from engine.compliance.shortlist import EVERYTHING, PRESSING, URGENCY, Place, Shortlist, Wanted
from engine.compliance.tallies import Tallies
from engine.compliance.units import UnitSummary, summarise_units

__all__ = [
    "EVERYTHING",
    "PRESSING",
    "URGENCY",
    "FindingSource",
    "Gathering",
    "KeptFindings",
    "Outlet",
    "Place",
    "Remainder",
    "Shortlist",
    "Tallies",
    "UnitSummary",
    "Wanted",
    "findings_frame",
    "findings_of_frame",
    "gather",
    "summarise_units",
]
