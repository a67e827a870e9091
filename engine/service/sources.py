"""Logs of any size, read into parts, and what of them a regulation is concerned with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.columnar.days import NOTHING, Bools
from engine.columnar.log import LogColumns, columns_of
from engine.columnar.parts import LogParts
from engine.columnar.reading import read_log
from engine.diagnostics import Diagnostic
from engine.loading.logs.report import LeftRow
from engine.service.grounds import Grounds
from engine.service.inputs import Inputs, Progress
from engine.service.reading import read_events
from engine.service.regulations import Judged
from engine.store.files import is_journal


@dataclass(frozen=True)
class Source:
    """A log that was read.

    Attributes:
        has_times: whether any event has a time of day.
        left_out, diagnostics, marks, left_rows: complete once every part has been loaded; see `EventLog`.
    """

    parts: LogParts
    row_count: int
    left_out: Callable[[], int]
    diagnostics: Callable[[], Sequence[Diagnostic]]
    marks: Callable[[], Mapping[str, str]]
    left_rows: Callable[[], Sequence[LeftRow]]
    has_times: Callable[[], bool]


def read_source(inputs: Inputs, grounds: Grounds, on_progress: Progress | None = None) -> Source:
    """Read the log files, by way of events where journals are among them."""
    if any(map(is_journal, inputs.events)):
        log, problems = read_events(inputs.events, grounds.vocabulary, grounds.units, on_progress, grounds.column_map)
        levels = {name: kind.levels for name, kind in grounds.vocabulary.events.items()}
        parts = LogParts.of(columns_of(log.events), levels)
        return Source(
            parts,
            log.row_count,
            lambda: log.left_out,
            lambda: problems,
            lambda: log.marks,
            lambda: log.left_rows,
            lambda: any(event.time is not None for event in log.events),
        )
    advance = (lambda rows, share: on_progress("read", rows, share)) if on_progress else None
    found = read_log(inputs.events, grounds.vocabulary, grounds.units, FIRST_DAY, LAST_DAY, advance, grounds.column_map)
    report = found.report
    return Source(
        found.parts,
        found.row_count,
        lambda: report.left_out,
        found.diagnostics,
        lambda: found.marks,
        lambda: report.left_rows,
        lambda: found.has_times,
    )


def concerned(judged: Sequence[Judged], units: Iterable[str], inputs: Inputs) -> tuple[Judged, ...]:
    """Return the regulations among whose units are any of the log's; all of them when regulations were named."""
    if inputs.rules:
        return tuple(judged)
    spoken = set(units)
    return tuple(item for item in judged if item.members is None or not item.members.isdisjoint(spoken))


def under(
    log: LogColumns,
    members: frozenset[str] | None,
    also: Collection[str] = (),
    heirs: Collection[str] = (),
) -> LogColumns:
    """Return the rows that units under one regulation are judged by: of dossiers they ever had, and their own.

    Args:
        also: further dossiers that they had, see `had_among_shared`.
        heirs: further units to which what they owe passes.
    """
    if members is None:
        return log
    is_member = np.array([*(unit in members for unit in log.units), False])
    had = _had(log, is_member)
    had[[log.dossiers.code(name) for name in also]] = True
    had[NOTHING] = False
    is_heir = np.array([*(unit in heirs for unit in log.units), False])
    kept = had[log.dossier] | is_member[log.unit] | is_heir[log.unit] | (log.unit == NOTHING)
    return log if kept.all() else log.only(kept)


def had_among_shared(parts: LogParts, members: frozenset[str] | None) -> set[str]:
    """Return the dossiers named by events of units or province that units under one regulation ever had.

    Such events stand apart from the other events of the dossier, which alone tell whose it was.
    """
    shared = parts.shared
    named = {shared.dossiers[code] for code in np.unique(shared.dossier).tolist() if code != NOTHING}
    if members is None or not named:
        return set()
    found: set[str] = set()
    for log in parts:
        had = _had(log, np.array([*(unit in members for unit in log.units), False]))
        found |= {name for name in named if (code := log.dossiers.code(name)) != NOTHING and had[code]}
    return found


def _had(log: LogColumns, is_member: Bools) -> Bools:
    """Tell, by code, which dossiers have an event in a member unit or one that led there."""
    had = np.zeros(len(log.dossiers) + 1, bool)
    had[log.dossier[is_member[log.unit] | is_member[log.to_unit]]] = True
    had[NOTHING] = False
    return had
