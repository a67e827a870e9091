"""Writing a real dossier down as a scenario."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from engine.findings import Finding
from engine.loading.logs import Event, Unit, UnitTable
from engine.planning import Plan
from engine.planning.plan import DutyKind
from engine.vocabulary import Level

_PLAIN: Final = re.compile(r"[^\W\d_][^\n:#,\[\]{}\"'&*!|>%@`]*\Z")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_EXPECTED: Final = (
    *("rule", "unit", "case", "trigger_date", "opens_on", "due_on", "fulfilled_on", "status", "reason"),
    *("late_working_days", "late_calendar_days", "certainty"),
)
_WIDTH: Final = 110


def scenario_as_yaml(
    name: str,
    dossier: str,
    findings: Sequence[Finding],
    plan: Plan,
    events: Iterable[Event],
    units: UnitTable | None,
    as_of: date,
    known_at: date | None = None,
    members: frozenset[str] | None = None,
) -> str:
    """Return a scenario file with one scenario: the events that bear on a dossier, and what was found of it.

    Args:
        findings: those of the dossier, in the order in which they are to be written.
        events: the whole log; of the events of units and of the province those are kept that can bear on the
            dossier's duties.
        units: the units table; of it the units concerned are kept, with those above them.
        members: the units that the regulation is for, when the table tells jurisdictions apart.
    """
    kept = [event for event in events if event.dossier == dossier or _bears(event, plan)]
    own = {unit for event in kept if event.dossier == dossier for unit in (event.unit, event.to_unit)}
    known = {unit for unit in own if unit is not None}
    kept = [event for event in kept if event.dossier == dossier or event.unit is None or event.unit in known]
    lines = [f"regulation: {plan.regulation}", "cases:", f"  - name: {_scalar(name)}"]
    cites = list(dict.fromkeys(item.verdict.cites for item in findings if item.verdict.cites))
    if cites:
        lines.append(f"    law: {_scalar('; '.join(cites))}")
    if choices := _own_choices(plan):
        lines.append(f"    readings: {_flow(choices)}")
    lines += _block("units", (_unit_row(unit, members) for unit in _units(units, known, members)))
    lines += _block("events", (_event_row(event) for event in kept))
    lines.append(f"    as_of: {as_of.isoformat()}")
    if known_at is not None:
        lines.append(f"    known_at: {known_at.isoformat()}")
    rows = [_expected_row(item) for item in findings]
    lines += _block("expect", rows) if rows else ["    expect: []"]
    return "\n".join(lines) + "\n"


def _own_choices(plan: Plan) -> dict[str, str]:
    """Return the readings that were chosen for the run, as the plan's version names them."""
    _, _, differing = plan.rules_version.partition("+")
    return dict(pair.split("=", 1) for pair in differing.split(",") if pair)


def _bears(event: Event, plan: Plan) -> bool:
    """Tell whether an event of a unit or of the province can bear on duties and acts of a dossier."""
    if event.dossier is not None:
        return False
    named = {name for duty in plan.duties for pause in duty.pauses for name in pause}
    named |= {item.act.event for duty in plan.duties for item in duty.voids}
    named |= {duty.extension.event for duty in plan.duties if duty.extension is not None}
    named |= {item.needs.event for item in plan.requirements if item.needs is not None}
    closing = frozenset[str]().union(*(gate.closed_by for gate in plan.gates))
    for duty in plan.duties:
        if duty.id in closing and duty.subject is not Level.DOSSIER and duty.kind is not DutyKind.PERIODIC:
            named |= {*duty.done_by, *(duty.trigger.events if duty.trigger is not None else ())}
    return event.event in named


def _units(units: UnitTable | None, known: set[str], members: frozenset[str] | None) -> list[Unit]:
    """Return the units concerned, those above them, and the department of the province."""
    if units is None:
        return []
    wanted = {name for name in known if name in units}
    wanted |= {unit.id for name in list(wanted) for unit in units.superiors(name)}
    wanted |= {
        unit.id for unit in units.values() if unit.type == "so_noi_vu" and (members is None or unit.id in members)
    }
    return [units[name] for name in units if name in wanted]


def _unit_row(unit: Unit, members: frozenset[str] | None) -> dict[str, object]:
    """Return a unit's row; a unit of another jurisdiction is out of scope, as it was when the log was judged."""
    in_scope = unit.in_scope if members is None or unit.id in members else False
    row = {"unit": unit.id, "name": unit.name, "type": unit.type, "parent": unit.parent, "in_scope": in_scope}
    return {key: value for key, value in row.items() if value is not None and not (key == "name" and value == unit.id)}


def _event_row(event: Event) -> dict[str, object]:
    row: dict[str, object] = {
        "dossier": event.dossier,
        "event": event.event,
        "date": event.on,
        "unit": event.unit,
        "to_unit": event.to_unit,
        "actor": event.actor,
        "case": event.case,
        "category": event.category,
        "ref": event.ref,
        "about": event.about,
        "time": None if event.time is None else event.time.isoformat(),
        "person": event.person,
        "actor_unit": event.actor_unit,
        "recorded_at": event.recorded_on,
        **dict(event.attributes),
    }
    return {key: value for key, value in row.items() if value is not None}


def _expected_row(finding: Finding) -> dict[str, object]:
    record = finding.as_record()
    always = ("rule", "due_on", "status")
    row: dict[str, object] = {key: record[key] for key in _EXPECTED if key in always or record[key] is not None}
    if finding.verdict.dossier is not None:
        row = {"rule": row.pop("rule"), "dossier": finding.verdict.dossier, **row}
    return row


def _block(key: str, rows: Iterable[Mapping[str, object]]) -> list[str]:
    """Write a list of rows: each on one line where it fits, otherwise a key a line."""
    lines: list[str] = []
    for row in rows:
        line = f"      - {_flow(row)}"
        if len(line) <= _WIDTH:
            lines.append(line)
        else:
            pairs = [f"{name}: {_value(value)}" for name, value in row.items()]
            lines += [f"      {'- ' if place == 0 else '  '}{pair}" for place, pair in enumerate(pairs)]
    return [f"    {key}:", *lines] if lines else []


def _flow(row: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_value(value)}" for name, value in row.items()) + "}"


def _value(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else _scalar(str(value))


def _scalar(text: str) -> str:
    """Write a text: plain where it cannot be taken for anything else, or an ISO date; otherwise in quotes."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return text
    plain = _PLAIN.match(text) and text == text.strip() and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
