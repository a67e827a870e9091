"""What a check is told, and the loading of what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.calendars import Calendar, SpecialDay, load_special_days
from engine.diagnostics import Diagnostic
from engine.loading.collecting import without_cycle_collection
from engine.loading.rules import RuleDocument, find_rules, known_rules, load_rules

Progress = Callable[[str, int, float | None], None]
"""Told the name of the stage, how many rows or dossiers of it are done, and which share of it that is, if known."""


@dataclass(frozen=True)
class Inputs:
    """What a check needs to be told.

    Attributes:
        rules: ids or files; empty to let each unit be judged by its own province's regulation.
        as_of: the date as of which statuses are told.
        known_at: what was recorded or announced later does not exist; None means that all is known.
        closures: files of a province's own closed days.
        choices: another reading for some interpretations, by id.
        column_map: says what the headers and codes of another program mean.
    """

    events: tuple[Path, ...]
    as_of: date
    units: Path | None = None
    rules: tuple[str, ...] = ()
    known_at: date | None = None
    closures: tuple[Path, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    column_map: Path | None = None


def load_named_rules(names: Sequence[str]) -> tuple[list[RuleDocument], list[Diagnostic]]:
    """Load regulations by id or file; a name that leads nowhere is a diagnostic."""
    documents: list[RuleDocument] = []
    problems: list[Diagnostic] = []
    with without_cycle_collection():
        for name in names:
            path = find_rules(name)
            if path is None:
                problems.append(Diagnostic.of("U101", None, name=name, known=", ".join(sorted(known_rules()))))
                continue
            document, found = load_rules(path)
            problems += found
            if document is not None:
                documents.append(document)
    return documents, problems


def load_calendar(known_at: date | None, closures: Sequence[Path]) -> tuple[Calendar, list[Diagnostic]]:
    """Return the calendar known at a date, with a province's own closures."""
    days: list[SpecialDay] = []
    problems: list[Diagnostic] = []
    for path in closures:
        found, wrong = load_special_days(path)
        days += found
        problems += wrong
    return Calendar.national(known_at, tuple(days)), problems
