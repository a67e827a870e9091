"""Findings as columns: the same records, in the same order, as `engine.findings` makes of verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from engine.calendars import Calendar
from engine.columnar.days import NEVER, NOTHING, Bools, Ints, date_of
from engine.columnar.log import LogColumns
from engine.columnar.setting import Setting
from engine.columnar.words import Words
from engine.outcomes import Certainty, Kind, Status
from engine.planning.plan import Plan

STATUSES: Final = tuple(Status)
CERTAINTIES: Final = tuple(Certainty)
STATUS_CODE: Final = {status: code for code, status in enumerate(STATUSES)}
CERTAINTY_CODE: Final = {certainty: code for code, certainty in enumerate(CERTAINTIES)}
NOT_LATE: Final = -1

Record = dict[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Norm:
    """What a finding is about: the same for many findings."""

    rule: str
    topic: str | None
    kind: Kind
    cites: str


FIELDS: Final[Mapping[str, tuple[type[np.signedinteger], int]]] = {
    "norm": (np.int32, NOTHING),
    "dossier": (np.int32, NOTHING),
    "unit": (np.int32, NOTHING),
    "bearer": (np.int32, NOTHING),
    "case": (np.int32, NOTHING),
    "trigger_event": (np.int32, NOTHING),
    "trigger_date": (np.int32, NEVER),
    "opens_on": (np.int32, NEVER),
    "due_on": (np.int32, NEVER),
    "fulfilled_on": (np.int32, NEVER),
    "status": (np.int8, NOTHING),
    "reason": (np.int32, 0),
    "late_working_days": (np.int32, NOT_LATE),
    "late_calendar_days": (np.int32, NOT_LATE),
    "certainty": (np.int8, NOTHING),
    "early": (np.int8, NOTHING),
    "ref": (np.int32, NOTHING),
}
"""Columns of findings: how they are stored, and what stands for «nothing». `ref` only serves the order."""


@dataclass(frozen=True)
class FindingColumns:
    """All findings of one regulation, one a row; codes, day numbers and counts (see `FIELDS`).

    Attributes:
        columns: by name.
        norms: what `norm` means.
        reasons: what `reason` means; 0 is none.
    """

    plan: Plan
    calendar_version: str
    norms: tuple[Norm, ...]
    reasons: tuple[str, ...]
    dossiers: Words
    units: Words
    roles: Words
    cases: Words
    events: Words
    columns: Mapping[str, Ints]

    def __len__(self) -> int:
        return len(self.columns["norm"])

    def take(self, rows: Ints | Bools) -> FindingColumns:
        """Return some rows, in the order told."""
        columns = {name: column[rows] for name, column in self.columns.items()}
        return FindingColumns(
            self.plan,
            self.calendar_version,
            self.norms,
            self.reasons,
            self.dossiers,
            self.units,
            self.roles,
            self.cases,
            self.events,
            columns,
        )

    def in_order(self) -> FindingColumns:
        """Return the findings by unit, due date, dossier, rule; equals `engine.findings.in_order`."""
        column = self.columns
        rules = _ranks([norm.rule for norm in self.norms])
        keys = (
            self.units.ranks[column["unit"]],
            _empty_first(column["due_on"]),
            column["dossier"],
            rules[column["norm"]] if len(rules) else column["norm"],
            _empty_first(column["trigger_date"]),
            column["trigger_event"],
            _ranks(self.reasons)[column["reason"]],
            column["ref"],
            _empty_first(column["fulfilled_on"]),
            self.cases.ranks[column["case"]],
        )
        return self.take(_order(keys))

    def records(self) -> Iterator[Record]:
        """Yield each finding with all published keys, dates as ISO texts; equals `Finding.as_record`."""
        lists = {name: column.tolist() for name, column in self.columns.items()}
        regulation, status = self.plan.regulation, self.plan.status.value
        days: dict[int, str | None] = {NEVER: None}
        for row in range(len(self)):
            here = {name: values[row] for name, values in lists.items()}
            norm = self.norms[here["norm"]]
            for name in ("trigger_date", "opens_on", "due_on", "fulfilled_on"):
                if here[name] not in days:
                    days[here[name]] = date_of(here[name]).isoformat()
            yield {
                "regulation": regulation,
                "regulation_status": status,
                "rule": norm.rule,
                "topic": norm.topic,
                "kind": norm.kind.value,
                "dossier": _text(self.dossiers, here["dossier"]),
                "unit": _text(self.units, here["unit"]),
                "bearer": _text(self.roles, here["bearer"]),
                "case": _text(self.cases, here["case"]),
                "trigger_event": _text(self.events, here["trigger_event"]),
                "trigger_date": days[here["trigger_date"]],
                "opens_on": days[here["opens_on"]],
                "due_on": days[here["due_on"]],
                "fulfilled_on": days[here["fulfilled_on"]],
                "status": STATUSES[here["status"]].value,
                "reason": self.reasons[here["reason"]] or None,
                "late_working_days": None if here["late_working_days"] == NOT_LATE else here["late_working_days"],
                "late_calendar_days": None if here["late_calendar_days"] == NOT_LATE else here["late_calendar_days"],
                "certainty": CERTAINTIES[here["certainty"]].value,
                "early": None if here["early"] == NOTHING else bool(here["early"]),
                "cites": norm.cites,
                "rules_version": self.plan.rules_version,
                "calendar_version": self.calendar_version,
            }


def _text(words: Words, code: int) -> str | None:
    return None if code == NOTHING else words[code]


def _empty_first(days: Ints) -> Ints:
    return np.where(days == NEVER, -NEVER, days)


def _ranks(texts: list[str] | tuple[str, ...]) -> Ints:
    """Return the place of each text in order; equal texts share one."""
    place = {text: rank for rank, text in enumerate(sorted(set(texts)))}
    return np.array([place[text] for text in texts], np.int32)


def _order(keys: tuple[Ints, ...]) -> Ints:
    """Return the rows in order of the first key, then the second and so on; rows equal in all keep their order."""
    return np.lexsort(tuple(reversed(keys)))


@dataclass
class FindingWriter:
    """Gathers findings part by part."""

    setting: Setting
    norms: dict[Norm, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=lambda: {"": 0})
    parts: list[Mapping[str, Ints]] = field(default_factory=list)

    def norm(self, rule: str, topic: str | None, kind: Kind, cites: str) -> int:
        """Return the number of a norm."""
        return self.norms.setdefault(Norm(rule, topic, kind, cites), len(self.norms))

    def reason(self, text: str | None) -> int:
        """Return the number of a reason, 0 for none."""
        return self.reasons.setdefault(text or "", len(self.reasons))

    def reasons_of(self, numbers: Ints, texts: list[str]) -> Ints:
        """Return the reasons that `numbers` mean among `texts`."""
        return np.array([self.reason(text) for text in texts], np.int32)[numbers]

    def add(self, size: int, **columns: Ints | int) -> Mapping[str, Ints]:
        """Add `size` findings; a column that is not given has nothing in it."""
        part = {}
        for name, (kind, empty) in FIELDS.items():
            given = np.asarray(columns.pop(name, empty))
            part[name] = np.ascontiguousarray(np.broadcast_to(given, size), kind)
        if columns:
            raise KeyError(f"no such columns: {sorted(columns)}")
        if size:
            self.parts.append(part)
        return part

    def so_far(self) -> dict[str, Ints]:
        """Return all findings added until now, as columns."""
        return {
            name: np.concatenate([part[name] for part in self.parts]) if self.parts else np.empty(0, kind)
            for name, (kind, _) in FIELDS.items()
        }

    def finish(self, log: LogColumns, calendar: Calendar) -> FindingColumns:
        """Return the findings, in the order in which they were added."""
        return FindingColumns(
            plan=self.setting.plan,
            calendar_version=calendar.version,
            norms=tuple(self.norms),
            reasons=tuple(self.reasons),
            dossiers=log.dossiers,
            units=self.setting.units,
            roles=self.setting.roles,
            cases=self.setting.cases,
            events=log.events,
            columns=self.so_far(),
        )
