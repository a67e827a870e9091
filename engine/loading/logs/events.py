"""Reading event logs: rows become events, once each, in one order; bad rows become diagnostics."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from engine.clock import shown
from engine.diagnostics import Diagnostic
from engine.loading.collecting import without_cycle_collection
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.columns import EVENT_COLUMNS, Layout, layout_of
from engine.loading.logs.contradictions import FILE_BITS, NO_NAME, Key, Pairs, Seen, Told, contradicting
from engine.loading.logs.dates import NO_TIME, Moment, milliseconds_from, moment_from, time_of
from engine.loading.logs.folders import log_files
from engine.loading.logs.holes import marks_of
from engine.loading.logs.map_reader import remembered_map
from engine.loading.logs.records import Event, EventLog, UnitTable
from engine.loading.logs.report import Problem, Report, RowProblemError, problem
from engine.loading.logs.table import Table, fits, is_blank, open_table
from engine.loading.logs.values import Lookup, Suggestions, attribute_value, clean
from engine.vocabulary import Level, Term, Vocabulary

RowReader = Callable[[list[str]], tuple[Key, Told]]

SHEETS = ("events", "sự kiện")
_PROGRESS_EVERY = 20_000
_NO_FURTHER: Final = ["", NO_TIME, ""]


def load_events(
    paths: Sequence[Path],
    vocabulary: Vocabulary,
    units: UnitTable | None,
    first_day: date,
    last_day: date,
    on_progress: Callable[[int], None] | None = None,
    column_map: ColumnMap | None = None,
) -> tuple[EventLog, list[Diagnostic]]:
    """Return the events of all files together, and every mistake found.

    The order of files and rows does not matter. Rows that are equal count once; rows equal but for when they
    were recorded or for the person's name count once, with the earliest (not recorded is earliest). A row with a
    mistake is left out, and so are all rows that contradict each other.

    Args:
        paths: files of any format that `open_stream` reads, or folders of such.
        vocabulary: which events, roles, cases and categories there are.
        units: when given, every unit of the log must be among them.
        first_day: first date allowed in the log (the calendar's).
        last_day: last date allowed.
        on_progress: called now and then with the number of rows read so far.
        column_map: what the headers and cells of another program mean; without one, that which lies beside a file.
    """
    report = Report()
    with without_cycle_collection():
        lookups = RowLookups(vocabulary, units, first_day, last_day)
        log = _read_all(paths, lookups, report, on_progress, column_map)
    if on_progress is not None:
        on_progress(log.row_count)
    return log, report.diagnostics()


def _read_all(
    paths: Sequence[Path],
    lookups: RowLookups,
    report: Report,
    on_progress: Callable[[int], None] | None,
    column_map: ColumnMap | None,
) -> EventLog:
    seen: dict[Key, Seen] = {}
    files: list[str] = []
    row_count = 0
    found = log_files(paths, report)
    for path in found:
        meant = column_map or remembered_map(path, lookups.vocabulary, report)
        table = open_table(path, SHEETS, report, meant)
        if table is None:
            continue
        layout = layout_of(table, EVENT_COLUMNS, ("event", "date"), lookups.vocabulary, report)
        if layout is None:
            continue
        origin = len(files) << FILE_BITS
        files.append(table.file)
        row_count = _read_rows(table, layout, lookups, origin, seen, report, row_count, on_progress)
    for key in contradicting(seen, files, report):
        del seen[key]
    log = _log_of(seen, row_count + report.unread, report.left_out)
    return replace(log, marks=marks_of(report.holes, len(found) > 1), left_rows=report.left_rows)


class _Kind(NamedTuple):
    """What the cells event, actor, case and category say together, and which cells such a row cannot lack."""

    event: str
    actor: str
    case: str
    category: str
    needs_dossier: bool
    needs_unit: bool
    needs_either: bool
    needs_to_unit: bool


class RowLookups:
    """What each distinct text of each column means.

    Attributes:
        terms: of the columns event, actor, case and category, each for itself; `kinds` of the four together.
        lifetimes: the units that begin or end.
        dated: the events whose words begin or end.
    """

    def __init__(self, vocabulary: Vocabulary, units: UnitTable | None, first_day: date, last_day: date) -> None:
        self.vocabulary = vocabulary
        self.terms = _term_lookups(vocabulary)
        self.kinds = Lookup(_kind_reader(vocabulary, self.terms))
        self.texts: Lookup[str, str] = Lookup(clean)
        self.units: Lookup[str, str] = Lookup(_unit_reader("unit", units))
        self.to_units: Lookup[str, str] = Lookup(_unit_reader("to_unit", units))
        self.actor_units: Lookup[str, str] = Lookup(_unit_reader("actor_unit", units))
        self.lifetimes = {
            unit.id: unit
            for unit in (units or {}).values()
            if unit.valid_from is not None or unit.valid_until is not None
        }
        self.dated = {
            event.id: event
            for event in vocabulary.events.values()
            if event.begins is not None or event.ends is not None
        }
        no_date = problem("D140", column="date")
        self.days: Lookup[str, Moment] = Lookup(_moment_reader("date", first_day, last_day, no_date))
        not_told = Moment(date.min, NO_TIME)
        self.recordings: Lookup[str, Moment] = Lookup(_moment_reader("recorded_at", first_day, last_day, not_told))
        self.times: Lookup[str, int] = Lookup(_read_time)

    def untimely(self, unit: str, on: date) -> Problem | None:
        """Return what is wrong with an event recorded at a unit before its beginning or after its end."""
        found = self.lifetimes.get(unit)
        if found is None:
            return None
        if found.valid_from is not None and on < found.valid_from:
            return problem("D212", on=shown(on), unit=unit, first=shown(found.valid_from))
        if found.valid_until is not None and on > found.valid_until:
            return problem("D213", on=shown(on), unit=unit, last=shown(found.valid_until))
        return None

    def outdated(self, event: str, on: date) -> Problem | None:
        """Return what is wrong with an event of a day on which no regulation uses the word."""
        found = self.dated.get(event)
        if found is None or found.holds_on(on):
            return None
        if found.begins is not None and on < found.begins:
            return problem("D164", on=shown(on), event=found.label, first=shown(found.begins))
        return problem("D163", on=shown(on), event=found.label, end=shown(found.ends))


def _term_lookups(vocabulary: Vocabulary) -> tuple[Lookup[str, str], ...]:
    """Return what the texts of the columns event, actor, case and category mean."""
    cases = [*vocabulary.transfer_cases.values(), *vocabulary.subtypes.values()]
    readers = (
        _term_reader("D141", vocabulary.event_by_name, vocabulary.events.values()),
        _term_reader("D142", vocabulary.role_by_name, vocabulary.roles.values()),
        _term_reader("D143", vocabulary.case_by_name, cases),
        _term_reader("D144", vocabulary.category_by_name, vocabulary.person_categories.values()),
    )
    return tuple(Lookup(reader) for reader in readers)


def _kind_reader(
    vocabulary: Vocabulary, terms: tuple[Lookup[str, str], ...]
) -> Callable[[tuple[str, ...]], _Kind | Problem]:
    def read(raws: tuple[str, ...]) -> _Kind | Problem:
        event, actor, case, category = (lookup[raw] for lookup, raw in zip(terms, raws, strict=True))
        if not event:
            return problem("D140", column="event")
        kind = vocabulary.events[event]
        transfer_case = vocabulary.transfer_cases.get(case)
        return _Kind(
            event,
            actor,
            case,
            category,
            needs_dossier=kind.needs_dossier,
            needs_unit=kind.needs_unit,
            needs_either=Level.PROVINCE not in kind.levels,
            needs_to_unit=event == "transfer_document_effective"
            and not (transfer_case is not None and transfer_case.leaves_scope),
        )

    return read


def _term_reader(
    code: str, find: Callable[[str], Term | None], terms: Iterable[Term]
) -> Callable[[str], str | Problem]:
    known = tuple(terms)
    suggestions = Suggestions([term.id for term in known] + [term.label for term in known])

    def read(raw: str) -> str | Problem:
        text = clean(raw)
        if not text:
            return ""
        term = find(text)
        return term.id if term is not None else problem(code, suggestions.closest(text), value=text)

    return read


def _unit_reader(column: str, units: UnitTable | None) -> Callable[[str], str | Problem]:
    suggestions = Suggestions(units or ())

    def read(raw: str) -> str | Problem:
        text = clean(raw)
        if not text or units is None or text in units:
            return text
        return problem("D145", suggestions.closest(text), column=column, value=text)

    return read


def _read_time(raw: str) -> int | Problem:
    text = clean(raw)
    return milliseconds_from(text, "time") if text else NO_TIME


def _moment_reader(
    column: str, first_day: date, last_day: date, empty: Moment | Problem
) -> Callable[[str], Moment | Problem]:
    def read(raw: str) -> Moment | Problem:
        text = clean(raw)
        if not text:
            return empty
        moment = moment_from(text, column)
        if isinstance(moment, Problem) or first_day <= moment.on <= last_day:
            return moment
        return problem("D155", column=column, value=text, first=first_day, last=last_day)

    return read


def _attributes_reader(layout: Layout, vocabulary: Vocabulary) -> Callable[[list[str]], Pairs]:
    """Return a function from a row to its attributes; rows with the same cells share one result."""
    if not layout.attributes:
        return lambda _: ()
    names = [(name, vocabulary.attributes.get(name)) for name, _ in layout.attributes]

    def resolve(raws: tuple[str, ...]) -> Pairs | Problem:
        pairs = []
        for (name, attribute), raw in zip(names, raws, strict=True):
            value = attribute_value(name, attribute, raw)
            if isinstance(value, Problem):
                return value
            if value:
                pairs.append((name, value))
        return tuple(pairs)

    found: Lookup[tuple[str, ...], Pairs] = Lookup(resolve)
    indexes = [index for _, index in layout.attributes]
    if len(indexes) == 1:
        only = indexes[0]
        return lambda cells: found[(cells[only],)]
    pick = itemgetter(*indexes)
    return lambda cells: found[pick(cells)]


def row_reader(layout: Layout, lookups: RowLookups) -> RowReader:
    """Return the function that reads one row of a table; it is called for every row, hence the local names."""
    at = layout.standard
    pick_kind = itemgetter(at["event"], at["actor"], at["case"], at["category"])
    pick_rest = itemgetter(at["date"], at["dossier"], at["unit"], at["to_unit"], at["ref"], at["recorded_at"])
    pick_further = _further_reader(layout, lookups)
    kinds, days, recordings = lookups.kinds, lookups.days, lookups.recordings
    texts, units, to_units = lookups.texts, lookups.units, lookups.to_units
    attributes_of = _attributes_reader(layout, lookups.vocabulary)

    def read(cells: list[str]) -> tuple[Key, Told]:
        kind = kinds[pick_kind(cells)]
        event, actor, case, category, _, _, _, needs_to_unit = kind
        raw_date, raw_dossier, raw_unit, raw_to_unit, raw_ref, raw_recorded = pick_rest(cells)
        (on, milliseconds), dossier = days[raw_date], texts[raw_dossier]
        unit, to_unit = units[raw_unit], to_units[raw_to_unit]
        if not (dossier and unit) and (missing := _missing_subject(kind, dossier, unit)):
            raise RowProblemError(problem("D140", column=missing))
        if needs_to_unit and not to_unit:
            raise RowProblemError(problem("D146"))
        ref = clean(raw_ref) if raw_ref else ""
        about, told_time, person, actor_unit = pick_further(cells)
        if told_time != NO_TIME:
            milliseconds = told_time
        pairs = attributes_of(cells)
        key = (
            *(dossier, on, event, unit, to_unit, actor, case, category, ref),
            *(pairs, about, milliseconds, actor_unit),
        )
        return key, (recordings[raw_recorded].on, person)

    return read


def _further_reader(layout: Layout, lookups: RowLookups) -> Callable[[list[str]], tuple[str, int, str, str]]:
    """Return the function that reads the columns which most logs lack: about, time, person, actor_unit."""
    places = [layout.standard[name] for name in ("about", "time", "person", "actor_unit")]
    if all(place == layout.width for place in places):
        return lambda _: ("", NO_TIME, NO_NAME, "")
    pick = itemgetter(*places)
    times, actor_units = lookups.times, lookups.actor_units

    def read(cells: list[str]) -> tuple[str, int, str, str]:
        about, at, person, actor_unit = pick(cells)
        return clean(about), times[at], clean(person) or NO_NAME, actor_units[actor_unit]

    return read


def _missing_subject(kind: _Kind, dossier: str, unit: str) -> str | None:
    if kind.needs_dossier and not dossier:
        return "dossier"
    if (kind.needs_unit or (kind.needs_either and not dossier)) and not unit:
        return "unit"
    return None


def _read_rows(
    table: Table,
    layout: Layout,
    lookups: RowLookups,
    origin: int,
    seen: dict[Key, Seen],
    report: Report,
    row_count: int,
    on_progress: Callable[[int], None] | None,
) -> int:
    """Read all rows of `table` into `seen`; return `row_count` with its rows added."""
    width, before = layout.width, row_count
    read_row = row_reader(layout, lookups)
    lifetimes, untimely = lookups.lifetimes, lookups.untimely
    dated, outdated = lookups.dated, lookups.outdated
    for line, cells in table.rows:
        found = len(cells)
        if found != width and not fits(cells, width):
            if not is_blank(cells):
                row_count += 1
                report.leave_out(problem("D132", found=found, expected=width), table.file, line)
            continue
        row_count += 1
        cells.append("")
        try:
            key, told = read_row(cells)
        except RowProblemError as left:
            if is_blank(cells):
                row_count -= 1
            else:
                dossier = clean(cells[layout.standard["dossier"]]) or None
                report.leave_out(left.problem, table.file, line, dossier=dossier)
            continue
        if lifetimes and (wrong := untimely(key[3], key[1])) is not None:
            report.add(wrong, table.file, line)
        if dated and (wrong := outdated(key[2], key[1])) is not None:
            report.add(wrong, table.file, line)
        previous = seen.get(key)
        if previous is None:
            seen[key] = (told, origin + line, 1)
        else:
            earliest, first, rows = previous
            seen[key] = (min(earliest, told), min(first, origin + line), rows + 1)
        if on_progress is not None and row_count % _PROGRESS_EVERY == 0:
            on_progress(row_count)
    if row_count == before and not table.lost:
        report.add(problem("D105"), table.file)
    return row_count


def _log_of(seen: dict[Key, Seen], row_count: int, left_out: int) -> EventLog:
    """Return the log of what was seen, in canonical order.

    No value holds a control character, so the separators of the digest leave no two events alike.
    """
    digest = hashlib.sha256()
    events: list[Event] = []
    for batch in _batches(seen):
        lines = []
        for key, (told, _, _) in batch:
            events.append(_event(key, told))
            dossier, on, event, unit, to_unit, actor, case, category, ref, attributes, *further = key
            rest = "\x1f".join(chain.from_iterable(attributes)) if attributes else ""
            if further != _NO_FURTHER or told[1] != NO_NAME:
                rest += "\x1d" + "\x1f".join(map(str, (*further, told[1])))
            recorded_on = told[0]
            lines.append(
                f"{dossier}\x1f{on.toordinal()}\x1f{event}\x1f{unit}\x1f{to_unit}\x1f{actor}\x1f{case}\x1f"
                f"{category}\x1f{ref}\x1f{recorded_on.toordinal()}\x1f{rest}\x1e"
            )
        digest.update("".join(lines).encode())
    return EventLog(tuple(events), row_count, left_out, digest.hexdigest())


def _event(key: Key, told: Told) -> Event:
    dossier, on, event, unit, to_unit, actor, case, category, ref, attributes, about, milliseconds, actor_unit = key
    recorded_on, person = told
    return Event(
        dossier or None,
        event,
        on,
        unit or None,
        to_unit or None,
        actor or None,
        case or None,
        category or None,
        ref or None,
        None if recorded_on == date.min else recorded_on,
        attributes,
        about or None,
        time_of(milliseconds),
        None if person == NO_NAME else person,
        actor_unit or None,
    )


def _batches(seen: Mapping[Key, Seen]) -> Iterator[list[tuple[Key, Seen]]]:
    """Yield what was seen of each dossier, all in canonical order; many short sorts are faster than a long one."""
    by_dossier: dict[str, list[tuple[Key, Seen]]] = {}
    for item in seen.items():
        by_dossier.setdefault(item[0][0], []).append(item)
    for dossier in sorted(by_dossier):
        yield sorted(by_dossier.pop(dossier), key=itemgetter(0))
