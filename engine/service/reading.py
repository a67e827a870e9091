"""Reading logs and journals into events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.diagnostics import Diagnostic
from engine.loading.logs import Event, EventLog, UnitTable, load_events, load_units, with_events
from engine.loading.logs.column_map import ColumnMap
from engine.service.inputs import Progress
from engine.service.regulations import usable_rules, vocabulary_of
from engine.source import Place
from engine.store.files import JournalError, is_journal
from engine.vocabulary import Vocabulary


def read_log(
    paths: Sequence[Path], units: Path | None, on_progress: Progress | None = None
) -> tuple[EventLog, list[Diagnostic]]:
    """Read logs and journals without judging them, checked against the units table when there is one.

    They may hold the events of every regulation that is known and has no errors.
    """
    problems: list[Diagnostic] = []
    table: UnitTable | None = None
    vocabulary = vocabulary_of(usable_rules())
    if units is not None:
        table, problems = load_units(units, vocabulary)
    log, found = read_events(paths, vocabulary, table, on_progress)
    return log, [*problems, *found]


def read_events(
    paths: Sequence[Path],
    vocabulary: Vocabulary,
    units: UnitTable | None,
    on_progress: Progress | None,
    column_map: ColumnMap | None = None,
) -> tuple[EventLog, list[Diagnostic]]:
    """Read logs and journals together; an event that is in several counts once, as first recorded."""
    advance = (lambda done: on_progress("read", done, None)) if on_progress else None
    plain = [path for path in paths if not is_journal(path)]
    log, problems = load_events(plain, vocabulary, units, FIRST_DAY, LAST_DAY, advance, column_map)
    journals = [path for path in paths if is_journal(path)]
    if journals:
        kept, found = _read_journals(journals)
        return with_events(log, kept), [*problems, *found]
    return log, problems


def _read_journals(paths: Sequence[Path]) -> tuple[list[Event], list[Diagnostic]]:
    from engine.store.journal import read_journal  # Thư viện cơ sở dữ liệu chỉ nạp khi có sổ.

    kept: list[Event] = []
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            kept += read_journal(path)
        except JournalError as error:
            problems.append(Diagnostic.of("S102", Place(str(path)), reason=error))
    return kept, problems
