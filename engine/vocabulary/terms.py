"""The kinds of words that rule files and event logs share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Level(Enum):
    """What an event happens to: one person's dossier, a unit, or the province as a whole."""

    DOSSIER = "dossier"
    UNIT = "unit"
    PROVINCE = "province"


class CaseKind(Enum):
    """How a transfer case bears on a dossier."""

    MOVE = "move"
    EXIT = "exit"
    INCOMING = "incoming"
    OTHER = "other"


class AttributeKind(Enum):
    """What the values of an event attribute are."""

    BOOL = "bool"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


class AttributeOf(Enum):
    """Whose property an attribute is: of the event alone, of the dossier from then on, or of the unit."""

    EVENT = "event"
    DOSSIER = "dossier"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Term:
    """A word with a fixed id, its labels in Vietnamese and English, and other spellings understood."""

    id: str
    label: str
    en: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType(Term):
    """A type of event; most happen at one level, a few at either of two.

    Attributes:
        begins, ends: the first day on which the word is used and the first on which it no longer is; None for always.
    """

    levels: tuple[Level, ...] = (Level.DOSSIER,)
    begins: date | None = None
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the regulations that have the word use it on `day`."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day < self.ends)

    @property
    def needs_dossier(self) -> bool:
        """Tell whether such an event always concerns one dossier."""
        return self.levels == (Level.DOSSIER,)

    @property
    def needs_unit(self) -> bool:
        """Tell whether such an event always concerns one unit and no dossier."""
        return self.levels == (Level.UNIT,)


@dataclass(frozen=True, slots=True)
class UnitType(Term):
    """A type of unit.

    Attributes:
        outside: whether regulations do not bind such units.
        last_day: the last day on which there were any, by `ended_by`; None while there are.
    """

    outside: bool = False
    last_day: date | None = None
    ended_by: str = ""


@dataclass(frozen=True, slots=True)
class TransferCase(Term):
    """A case of transfer or exit.

    Attributes:
        kind: whether the dossier moves, leaves, or comes in.
        leaves_scope: the destination lies outside the regulation, so no receiving unit need be named.
    """

    kind: CaseKind = CaseKind.OTHER
    leaves_scope: bool = False

    @property
    def is_move(self) -> bool:
        """Tell whether the case is a move, announced by `transfer_document_effective`."""
        return self.kind is CaseKind.MOVE

    @property
    def is_exit(self) -> bool:
        """Tell whether the case ends the service (`exit_document_effective`, or `death_occurred`)."""
        return self.kind is CaseKind.EXIT


@dataclass(frozen=True, slots=True)
class ApprovalAttribute(Term):
    """A property of an approval tier; `values` is empty when it takes a number, a truth value or a table."""

    values: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribute(Term):
    """A property of an event beyond the standard columns.

    Attributes:
        kind: what its values are.
        values: the terms it may take, or None for free text, truth values, numbers and dates.
        of: whose property it is.
        family: the family of the vocabulary that `values` are, when they are a whole one.
    """

    kind: AttributeKind = AttributeKind.TEXT
    values: tuple[Term, ...] | None = None
    of: AttributeOf = AttributeOf.EVENT
    family: str | None = None
