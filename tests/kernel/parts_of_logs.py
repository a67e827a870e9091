"""Logs as tables of texts, cut by dossier, and judged part by part by the kernel."""

from __future__ import annotations

import json
import pickle
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from engine.calendars import Calendar
from engine.findings import KEYS
from engine.kernel import EventTable, Kernel, Ruling
from engine.loading.logs import Event, UnitTable
from engine.planning import Plan
from engine.vocabulary import Vocabulary, standard

COLUMNS = ("dossier", "event", "date", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_at")
Row = Mapping[str, str | None]
Record = dict[str, Any]


@dataclass(frozen=True)
class Judgement:
    """What the kernel said of all parts together."""

    findings: list[Record]
    rejected: list[Record]

    @property
    def left_out(self) -> int:
        """How many rows could not be used."""
        return sum(record["rows"] for record in self.rejected)


def judged_in_parts(
    rows: Sequence[Row],
    rulings: Sequence[tuple[Plan, frozenset[str] | None]],
    *,
    as_of: date,
    units: UnitTable | None = None,
    known_at: date | None = None,
    parts: int = 3,
    if_spoken_of: bool = False,
    vocabulary: Vocabulary | None = None,
) -> Judgement:
    """Judge rows of texts in so many parts, each by a kernel that has travelled."""
    names = sorted({name for row in rows for name in row} | {"dossier", "event", "date"})
    cells = {str(place): [row.get(name) for row in rows] for place, name in enumerate(names)}
    frame = pl.DataFrame(cells, dict.fromkeys(cells, pl.String))
    table, problems = EventTable.of(names, vocabulary or standard(), units)
    assert table is not None, problems
    own = table.cleaned(frame)
    own = own.filter(table.has_dossier(own))
    kernel = Kernel(
        table=table,
        rulings=tuple(Ruling(plan, members) for plan, members in rulings),
        calendar=Calendar.national(known_at),
        as_of=as_of,
        known_at=known_at,
        shared=table.shared(frame),
        if_spoken_of=if_spoken_of,
    )
    kernel = pickle.loads(pickle.dumps(kernel))
    place = own[table.dossier or ""].hash(seed=parts) % parts
    pieces = [own.filter(place == part) for part in range(parts)]
    kernel = kernel.knowing(pl.concat(map(kernel.had, pieces)))
    outlines = pl.concat([kernel.shared_outline(), *map(kernel.outline, pieces)])
    findings = pl.concat([*map(kernel.findings, pieces), kernel.shared_findings(outlines)])
    rejected = pl.concat([*map(kernel.rejected, pieces), kernel.shared_rejected()])
    return Judgement(list(records_of(findings.rows(named=True))), rejected.rows(named=True))


def records_of(rows: Iterable[Mapping[str, Any]]) -> Iterable[Record]:
    """Yield findings as the published records."""
    for row in rows:
        yield {key: row[key].isoformat() if isinstance(row[key], date) else row[key] for key in KEYS}


def sorted_records(records: Iterable[Record]) -> list[Record]:
    """Return records in some fixed order."""
    return sorted(records, key=lambda record: repr(list(record.values())))


def without_places(record: Record) -> Record:
    """Return a finding whose mark does not say where the rows left out stand: a kernel knows no lines of files."""
    return record | {"reason": record["reason"] and re.sub(r"row_left_out:\S*", "row_left_out", str(record["reason"]))}


def written(rows: Iterable[Row], folder: Path) -> Path:
    """Write rows as a log file."""
    path = folder / "log.jsonl"
    lines = [json.dumps({name: cell for name, cell in row.items() if cell}, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def rows_of(events: Iterable[Event], seed: int = 0) -> list[Row]:
    """Return events as rows of texts, shuffled."""
    rows: list[Row] = [
        {
            "dossier": event.dossier,
            "event": event.event,
            "date": event.on.isoformat(),
            "unit": event.unit,
            "to_unit": event.to_unit,
            "actor": event.actor,
            "case": event.case,
            "category": event.category,
            "ref": event.ref,
            "about": event.about,
            "time": None if event.time is None else event.time.isoformat(),
            "actor_unit": event.actor_unit,
            "recorded_at": None if event.recorded_on is None else event.recorded_on.isoformat(),
            **dict(event.attributes),
        }
        for event in events
    ]
    random.Random(seed).shuffle(rows)
    return rows
