"""The outcomes that every evaluator speaks of: how a duty stands, how firm that is, what sort of norm it is about."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

LIFECYCLE: Final = "lifecycle"
"""What findings about the order of steps are filed under in place of a rule."""

MISSING: Final = "missing:"
"""How the reason of a verdict begins that cannot be reached for want of some fields; their names follow."""
LEFT_OUT: Final = "row_left_out"
"""Begins the mark of a verdict on a dossier of which rows were left out: it may not be certain."""
_SEPARATOR: Final = ";"
"""Stands between the reason of a verdict and the mark."""

UNREADABLE: Final = "unreadable:"
"""How the reason of a verdict begins whose due date is stated by a field that cannot be read; its name follows."""


class Status(Enum):
    """The standing of a duty or an act as of a date (design §4)."""

    PENDING = "pending"
    DUE_SOON = "due_soon"
    SUSPENDED = "suspended"
    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    VOID = "void"
    UNDETERMINED = "undetermined"
    VIOLATION = "violation"
    OPEN = "open"
    """A right that may still be used."""
    USED = "used"
    LAPSED = "lapsed"
    """A right whose time is over and that was not used in time; nobody has done wrong."""

    @property
    def breaks_the_rules(self) -> bool:
        """Tell whether it is a breach: late, overdue or a violation."""
        return self in (Status.LATE, Status.OVERDUE, Status.VIOLATION)


OF_RIGHTS: Final[Mapping[Status, Status]] = {
    Status.PENDING: Status.OPEN,
    Status.DUE_SOON: Status.OPEN,
    Status.MET: Status.USED,
    Status.LATE: Status.LAPSED,
    Status.OVERDUE: Status.LAPSED,
}
"""How a right stands where a duty with the same dates would stand so."""


class Certainty(Enum):
    """How far a verdict rests on the text alone, from the firmest to the weakest."""

    STATED = "stated"
    ASSUMED = "assumed"
    ESTIMATED = "estimated"


class Kind(Enum):
    """What sort of norm a verdict is about."""

    DEADLINE = "deadline"
    PERIODIC = "periodic"
    RETENTION = "retention"
    RIGHT = "right"
    TRANSITION = "transition"
    REQUIREMENT = "requirement"
    LIMIT = "limit"
    PROHIBITION = "prohibition"
    GATE = "gate"

    @property
    def is_about_an_act(self) -> bool:
        """Tell whether a single act is judged, rather than a time to do or keep something."""
        return self not in (Kind.DEADLINE, Kind.PERIODIC, Kind.RETENTION, Kind.RIGHT)


def marked(reason: str | None, mark: str) -> str:
    """Return a reason with a mark behind it."""
    return mark if reason is None else f"{reason}{_SEPARATOR}{mark}"


def parted(reason: str) -> tuple[str | None, str | None]:
    """Return a reason without its mark, and what the mark says of where the rows stand; None for neither."""
    head, found, places = reason.rpartition(LEFT_OUT)
    if not found or not (not head or head.endswith(_SEPARATOR)) or not (not places or places.startswith(":")):
        return reason, None
    return head.removesuffix(_SEPARATOR) or None, places.removeprefix(":")
