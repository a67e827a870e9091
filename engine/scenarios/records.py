"""What a scenario is once read, and what it is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.loading.logs import Event, UnitTable
from engine.loading.rules import RuleDocument
from engine.source import Place, SourceText, Span

Value = str | int | bool | None
"""A value as a finding's record has it; dates are ISO texts."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A finding that must be there.

    Attributes:
        values: the published keys that it must have; keys that are not named may have any value.
    """

    values: Mapping[str, Value]


@dataclass(frozen=True)
class Scenario:
    """Facts, events and a date, with what must and what must not be found.

    Attributes:
        law: the clauses it is about, for people.
        why: how the expected date is counted, for people.
        choices: readings other than the file's own.
        absent: rules that must give no finding.
    """

    name: str
    place: Place
    document: RuleDocument
    as_of: date
    known_at: date | None
    events: tuple[Event, ...]
    units: UnitTable | None
    choices: tuple[tuple[str, str], ...]
    expect: tuple[Expectation, ...]
    absent: tuple[str, ...]
    law: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a text; turned into a place only when there is something to say about it."""

    source: SourceText
    span: Span


@dataclass(frozen=True, slots=True)
class Given:
    """One value as written; a text of None is an explicit «nothing»."""

    text: str | None
    at: Place | Spot

    @property
    def place(self) -> Place:
        """Where it stands, as a person finds it."""
        return self.at.source.place(self.at.span) if isinstance(self.at, Spot) else self.at


Row = Mapping[str, Given]
"""Column or key → value as written."""


@dataclass(frozen=True)
class Draft:
    """A scenario as written, whatever the format of its file.

    Attributes:
        facts: the single values (name, regulation, as_of, …).
        expect: None when nothing is said of what is expected.
        flawed: whether its shape already was found wrong, so that it must not be run.
    """

    place: Place
    facts: Row
    events: tuple[Row, ...]
    units: tuple[Row, ...]
    readings: Row
    expect: tuple[Row, ...] | None
    absent: tuple[Given, ...]
    flawed: bool = False
