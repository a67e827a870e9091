"""What the program can be asked, free of terminals and browsers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from engine.calendars import FIRST_DAY, LAST_DAY, Calendar, SpecialDay, load_special_days
from engine.diagnostics import Diagnostic, has_errors
from engine.evaluation import evaluate_reference
from engine.findings import Finding, findings_of, in_order
from engine.loading.collecting import without_cycle_collection
from engine.loading.logs import Event, EventLog, UnitTable, load_events, load_units, with_events
from engine.loading.rules import RuleDocument, find_rules, known_rules, load_rules
from engine.model.duties import RegulationStatus
from engine.planning import Plan, compile_plan
from engine.source import Place
from engine.store.files import JournalError, is_journal
from engine.vocabulary import Vocabulary, fold, standard

Progress = Callable[[str, int], None]
"""Told the name of the stage and how many rows or dossiers of it are done."""


@dataclass(frozen=True)
class Inputs:
    """What a check needs to be told.

    Attributes:
        rules: ids or files; empty to let each unit be judged by its own province's regulation.
        as_of: the date as of which statuses are told.
        known_at: what was recorded or announced later does not exist; None means that all is known.
        closures: files of a province's own closed days.
        choices: another reading for some interpretations, by id.
    """

    events: tuple[Path, ...]
    as_of: date
    units: Path | None = None
    rules: tuple[str, ...] = ()
    known_at: date | None = None
    closures: tuple[Path, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Judged:
    """One regulation that was applied: its document, its plan, and the units it was applied to (None: all)."""

    document: RuleDocument
    plan: Plan
    members: frozenset[str] | None = None


@dataclass(frozen=True)
class CheckResult:
    """What a check found.

    Attributes:
        rules_usable: False when a rule file has errors; then nothing was judged.
        data_usable: False when no row of the log could be used, or the units table is broken.
    """

    as_of: date
    known_at: date | None
    findings: list[Finding] = field(default_factory=list)
    judged: tuple[Judged, ...] = ()
    calendar: Calendar | None = None
    log: EventLog | None = None
    units: UnitTable | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    rules_usable: bool = True
    data_usable: bool = True


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


def check(
    inputs: Inputs, on_progress: Progress | None = None, *, readable_by: Sequence[RuleDocument] = ()
) -> CheckResult:
    """Judge a log by one or more regulations.

    Args:
        readable_by: regulations whose own events the log may hold, too, because it will be judged by them later.
    """
    problems: list[Diagnostic] = []
    units: UnitTable | None = None
    if inputs.units is not None:
        units, found = load_units(inputs.units, standard())
        problems += found
        if not units and has_errors(found):
            return CheckResult(inputs.as_of, inputs.known_at, diagnostics=tuple(problems), data_usable=False)
    judged, found = _regulations(inputs, units)
    rules_usable = not has_errors(found) and bool(judged)
    problems += found
    calendar, found = load_calendar(inputs.known_at, inputs.closures)
    problems += found
    if has_errors(found):  # Thiếu ngày nghỉ riêng thì mọi ngày đến hạn có thể sai.
        return CheckResult(inputs.as_of, inputs.known_at, diagnostics=tuple(problems), data_usable=False)
    if not rules_usable:
        return CheckResult(inputs.as_of, inputs.known_at, diagnostics=tuple(problems), rules_usable=False)
    documents = [*(item.document for item in judged), *readable_by]
    log, found = _read(inputs.events, _vocabulary_of(documents), units, on_progress)
    problems += found
    if not inputs.rules:
        judged = [item for item in judged if item.members is None or _concerns(log, item.members)]
    findings: list[Finding] = []
    for item in judged:
        findings += _judge(item, log, units, calendar, (inputs.as_of, inputs.known_at), on_progress)
    return CheckResult(
        as_of=inputs.as_of,
        known_at=inputs.known_at,
        findings=in_order(findings),
        judged=tuple(judged),
        calendar=calendar,
        log=log,
        units=units,
        diagnostics=tuple(problems),
        data_usable=bool(log.events) or not has_errors(found),
    )


def judge_log(result: CheckResult, item: Judged, on_progress: Progress | None = None) -> list[Finding]:
    """Judge the log of an earlier check anew, by another regulation or under other readings, as of the same date.

    Raises:
        ValueError: nothing was read in that check (a programming error).
    """
    if result.log is None or result.calendar is None:
        raise ValueError("a check that read nothing cannot be repeated")
    days = (result.as_of, result.known_at)
    return in_order(_judge(item, result.log, result.units, result.calendar, days, on_progress))


def read_log(
    paths: Sequence[Path], units: Path | None, on_progress: Progress | None = None
) -> tuple[EventLog, list[Diagnostic]]:
    """Read logs and journals without judging them, checked against the units table when there is one."""
    problems: list[Diagnostic] = []
    table: UnitTable | None = None
    if units is not None:
        table, problems = load_units(units, standard())
    log, found = _read(paths, standard(), table, on_progress)
    return log, [*problems, *found]


def _read(
    paths: Sequence[Path], vocabulary: Vocabulary, units: UnitTable | None, on_progress: Progress | None
) -> tuple[EventLog, list[Diagnostic]]:
    """Read logs and journals together; an event that is in several counts once, as first recorded."""
    advance = (lambda done: on_progress("read", done)) if on_progress else None
    plain = [path for path in paths if not is_journal(path)]
    log, problems = load_events(plain, vocabulary, units, FIRST_DAY, LAST_DAY, advance)
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


def _judge(
    item: Judged,
    log: EventLog,
    units: UnitTable | None,
    calendar: Calendar,
    days: tuple[date, date | None],
    on_progress: Progress | None,
) -> list[Finding]:
    """Return the findings of one regulation; `days` are the date of the statuses and the date of what is known."""
    plan, members = item.plan, item.members
    events = log.events
    if members is not None:
        touched = {
            event.dossier for event in events if event.dossier and (event.unit in members or event.to_unit in members)
        }
        events = tuple(event for event in events if event.dossier in touched or _is_own(event.unit, members))
    verdicts = evaluate_reference(
        plan,
        events,
        as_of=days[0],
        known_at=days[1],
        calendar=calendar,
        units=units,
        members=members,
        on_progress=(lambda done: on_progress(plan.regulation, done)) if on_progress else None,
    )
    return findings_of(verdicts, plan, calendar)


def _concerns(log: EventLog, members: frozenset[str]) -> bool:
    """Tell whether any event of the log happened in, or moved somebody to, one of these units."""
    return any(event.unit in members or event.to_unit in members for event in log.events)


def _is_own(unit: str | None, members: frozenset[str]) -> bool:
    return unit is None or unit in members


def _vocabulary_of(documents: Sequence[RuleDocument]) -> Vocabulary:
    """Return the vocabulary that reads the log: the standard one with what the regulations add."""
    vocabulary = standard()
    for document in documents:
        own = document.vocabulary
        if own is not standard():
            vocabulary = vocabulary.with_additions(
                {
                    "events": [term for name, term in own.events.items() if name not in vocabulary.events],
                    "attributes": [term for name, term in own.attributes.items() if name not in vocabulary.attributes],
                }
            )
    return vocabulary


def _regulations(inputs: Inputs, units: UnitTable | None) -> tuple[list[Judged], list[Diagnostic]]:
    """Return the regulations to judge by, each with the units it is for.

    Where the units table names jurisdictions, a regulation is for the units of its own province; one whose province
    the table does not name is for all units, so that a log can be judged by another province's rules.
    """
    groups = jurisdictions(units)
    if inputs.rules:
        documents, problems = load_named_rules(inputs.rules)
        if has_errors(problems):
            return [], problems
        own = {item.id: groups[name] for item in documents for name in groups if _is_of(item, name)}
        return _compiled(documents, inputs, problems, own)
    if not groups:
        return [], [Diagnostic.of("U102", None, known=", ".join(sorted(known_rules())))]
    documents, problems = _usable_or_needed(groups)
    if has_errors(problems):
        return [], problems
    chosen, unmatched = _by_jurisdiction(documents, groups, inputs.as_of)
    for name in unmatched:
        place = Place(str(inputs.units))
        problems.append(Diagnostic.of("U103", place, name=name, known=", ".join(sorted(known_rules()))))
    members = {document.id: groups[name] for name, document in chosen.items()}
    return _compiled(list(chosen.values()), inputs, problems, members)


def _usable_or_needed(groups: Mapping[str, frozenset[str]]) -> tuple[list[RuleDocument], list[Diagnostic]]:
    """Load all known regulations; mistakes count only in those that a jurisdiction of the table asks for."""
    usable: list[RuleDocument] = []
    problems: list[Diagnostic] = []
    for name in sorted(known_rules()):
        documents, found = load_named_rules([name])
        asked = any(fold(name) == fold(group) or (documents and _is_of(documents[0], group)) for group in groups)
        problems += found if asked else []
        usable += [] if has_errors(found) else documents
    return usable, problems


def _compiled(
    documents: Sequence[RuleDocument],
    inputs: Inputs,
    problems: list[Diagnostic],
    members: dict[str, frozenset[str]],
) -> tuple[list[Judged], list[Diagnostic]]:
    judged: list[Judged] = []
    wanted = dict(inputs.choices)
    for document in documents:
        readings = {item.id: item.readings for item in document.file.interpretations}
        choices = {name: reading for name, reading in wanted.items() if reading in readings.get(name, {})}
        judged.append(Judged(document, compile_plan(document, choices), members.get(document.id)))
    offered = {
        (item.id, reading)
        for document in documents
        for item in document.file.interpretations
        for reading in item.readings
    }
    for name, reading in inputs.choices:
        if (name, reading) not in offered:
            problems.append(Diagnostic.of("U104", None, name=name, reading=reading))
    return judged, problems


def jurisdictions(units: UnitTable | None) -> dict[str, frozenset[str]]:
    """Return the units of each jurisdiction that the units table names."""
    found: dict[str, set[str]] = {}
    for unit in units.values() if units is not None else ():
        if unit.jurisdiction is not None:
            found.setdefault(unit.jurisdiction, set()).add(unit.id)
    return {name: frozenset(members) for name, members in sorted(found.items())}


def _by_jurisdiction(
    documents: Sequence[RuleDocument], groups: dict[str, frozenset[str]], as_of: date
) -> tuple[dict[str, RuleDocument], list[str]]:
    """Return the regulation of each jurisdiction, found by id or by the province's name; enacted before draft."""
    chosen: dict[str, RuleDocument] = {}
    for name in groups:
        fitting = [item for item in documents if _is_of(item, name)]
        fitting.sort(key=lambda item: (not _in_force(item, as_of), item.id))
        if fitting:
            chosen[name] = fitting[0]
    return chosen, [name for name in groups if name not in chosen]


def _is_of(document: RuleDocument, jurisdiction: str) -> bool:
    """Tell whether the regulation is that of a jurisdiction, named by its id or by the province."""
    return fold(jurisdiction) in (fold(document.id), fold(document.file.regulation.province))


def _in_force(document: RuleDocument, as_of: date) -> bool:
    regulation = document.file.regulation
    if regulation.status is RegulationStatus.DRAFT or regulation.in_force_from is None:
        return False
    ended = regulation.in_force_until is not None and as_of >= regulation.in_force_until
    return regulation.in_force_from <= as_of and not ended
