"""Rows that cannot all be true; which are left out does not depend on their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from engine.diagnostics import Note
from engine.loading.logs.report import Problem, Report, problem
from engine.source import Place

Pairs = tuple[tuple[str, str], ...]
Key = tuple[str, date, str, str, str, str, str, str, str, Pairs, str, int, str]
"""All that makes two rows the same event, in the order of `Named`; an empty text where the log says nothing.

Its order is the canonical order of events. A plain tuple, since it is made and compared once for every row.
"""
Told = tuple[date, str]
"""What does not make rows different: the day of recording (`date.min` for none given), and the person's name.

`NO_NAME`, after all names, where there is none.
"""
NO_NAME = "\U0010ffff"
Seen = tuple[Told, int, int]
"""The rows that say one event: what it is told as (the least of all), first origin, number of rows."""


class Named(NamedTuple):
    """A key whose parts are called by name."""

    dossier: str
    on: date
    event: str
    unit: str
    to_unit: str
    actor: str
    case: str
    category: str
    ref: str
    attributes: Pairs
    about: str
    milliseconds: int
    actor_unit: str


Subject = tuple[str, date | None, str, str]
"""What rows can contradict each other about: dossier, date (None: any), event, document."""

_TO_ONE_PLACE: Final = frozenset(
    {
        *("transfer_document_effective", "paper_dossier_sent", "paper_dossier_received"),
        *("edossier_transferred", "edossier_received", "edossier_forwarded"),
    }
)
"""Events that bring a dossier or its person to one place; any other document may go to several units on one day."""

FILE_BITS = 40
"""An origin is the file's index shifted by so many bits, plus the line: one small number for each row."""


def contradicting(seen: Mapping[Key, Seen], files: Sequence[str], report: Report) -> set[Key]:
    """Return the keys of all rows that contradict another row, after reporting each of them.

    Two rows contradict when the same document has, on one day and for one dossier and event, different cases or
    units, or brings the dossier to different units, or when a dossier has two dates of death.
    """
    claims: dict[Subject, Key] = {}
    deaths: dict[str, date] = {}
    disputed: set[Subject] = set()
    for key in seen:
        dossier, on, event, unit, to_unit, _, case, _, ref, *_ = key
        if not dossier:
            continue
        if ref:
            subject = (dossier, on, event, ref)
            other = claims.setdefault(subject, key)
            if other is not key and (
                (other[6], other[3]) != (case, unit) or (other[4] != to_unit and event in _TO_ONE_PLACE)
            ):
                disputed.add(subject)
        if event == "death_occurred" and deaths.setdefault(dossier, on) != on:
            disputed.add(_death_of(dossier))
    return _leave_out(seen, disputed, files, report) if disputed else set()


def _death_of(dossier: str) -> Subject:
    return (dossier, None, "death_occurred", "")


def _leave_out(seen: Mapping[Key, Seen], disputed: set[Subject], files: Sequence[str], report: Report) -> set[Key]:
    groups: dict[Subject, list[Key]] = {}
    for key in sorted(seen, key=lambda item: seen[item][1]):
        named = Named._make(key)
        subjects = (_death_of(named.dossier), (named.dossier, named.on, named.event, named.ref))
        for subject in subjects:
            if subject in disputed and named.event == subject[2] and named.dossier:
                groups.setdefault(subject, []).append(key)
                break
    for subject, group in groups.items():
        places = [_place(seen[key][1], files) for key in group]
        found = _problem(subject, group)
        for index, key in enumerate(group):
            other = places[1] if index == 0 else places[0]
            note = Note("trái với dòng này", "contradicts this row", other)
            place = places[index]
            report.leave_out(found, place.file, place.line or 1, (note,), seen[key][2], dossier=subject[0])
    return {key for group in groups.values() for key in group}


def _problem(subject: Subject, group: list[Key]) -> Problem:
    dossier, on, event, ref = subject
    if on is None:
        days = ", ".join(day.isoformat() for day in sorted({key[1] for key in group}))
        return problem("D161", dossier=dossier, days=days)
    return problem("D160", dossier=dossier, event=event, on=on, ref=ref)


def _place(origin: int, files: Sequence[str]) -> Place:
    return Place(files[origin >> FILE_BITS], origin & ((1 << FILE_BITS) - 1))
