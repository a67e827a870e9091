"""Findings as columns: the same records, in the same order, as `engine.findings` makes of verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

import numpy as np

from engine.columnar.days import NEVER, NOTHING, Bools, Ints, date_of
from engine.columnar.words import Words
from engine.outcomes import Certainty, Kind, Status
from engine.planning.plan import Plan

STATUSES: Final = tuple(Status)
CERTAINTIES: Final = tuple(Certainty)
STATUS_CODE: Final = {status: code for code, status in enumerate(STATUSES)}
CERTAINTY_CODE: Final = {certainty: code for code, certainty in enumerate(CERTAINTIES)}
NOT_LATE: Final = -1

Record = dict[str, str | int | bool | None]
Columns = Mapping[str, Ints]
"""Columns of findings by name, all of one length."""


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
RARE: Final[Mapping[str, tuple[type[np.signedinteger], int]]] = {
    "would_be": (np.int8, NOTHING),
    "about": (np.int32, NOTHING),
    "inherited_from": (np.int32, NOTHING),
    "person": (np.int32, NOTHING),
}
"""Further columns, which are there only if any finding has something in them: a status, a document, a unit, a name."""


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
    refs: Words
    persons: Words
    columns: Columns

    def __len__(self) -> int:
        return len(self.columns["norm"])

    def rare(self, name: str) -> Ints:
        """Return a column of `RARE`, nothing throughout if it is not there."""
        kind, empty = RARE[name]
        return self.columns[name] if name in self.columns else np.full(len(self), empty, kind)

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
            self.refs,
            self.persons,
            columns,
        )

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
                "would_be": STATUSES[here["would_be"]].value if here.get("would_be", NOTHING) != NOTHING else None,
                "about": _text(self.refs, here.get("about", NOTHING)),
                "inherited_from": _text(self.units, here.get("inherited_from", NOTHING)),
                "person": _text(self.persons, here.get("person", NOTHING)),
            }


def _text(words: Words, code: int) -> str | None:
    return None if code == NOTHING else words[code]


class Registry:
    """The norms and reasons that findings name by number; shared by all who write, several at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._norms: dict[Norm, int] = {}
        self._reasons: dict[str, int] = {"": 0}

    def norm(self, rule: str, topic: str | None, kind: Kind, cites: str) -> int:
        """Return the number of a norm."""
        with self._lock:
            return self._norms.setdefault(Norm(rule, topic, kind, cites), len(self._norms))

    def reason(self, text: str | None) -> int:
        """Return the number of a reason, 0 for none."""
        with self._lock:
            return self._reasons.setdefault(text or "", len(self._reasons))

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norms by number."""
        with self._lock:
            return tuple(self._norms)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons by number."""
        with self._lock:
            return tuple(self._reasons)


@dataclass(frozen=True)
class FindingWriter:
    """Gathers findings part by part; a column of `RARE` is given only if it may have something in it."""

    registry: Registry
    parts: list[dict[str, Ints]] = field(default_factory=list)

    def norm(self, rule: str, topic: str | None, kind: Kind, cites: str) -> int:
        """Return the number of a norm."""
        return self.registry.norm(rule, topic, kind, cites)

    def reason(self, text: str | None) -> int:
        """Return the number of a reason, 0 for none."""
        return self.registry.reason(text)

    def reasons_of(self, numbers: Ints, texts: list[str]) -> Ints:
        """Return the reasons that `numbers` mean among `texts`."""
        return np.array([self.reason(text) for text in texts], np.int32)[numbers]

    def add(self, size: int, **columns: Ints | int) -> None:
        """Add `size` findings; a column that is not given has nothing in it."""
        part = {}
        for name, (kind, empty) in FIELDS.items():
            given = np.asarray(columns.pop(name, empty))
            part[name] = np.broadcast_to(given.astype(kind, copy=False), size)
        for name in RARE.keys() & columns.keys():
            part[name] = np.broadcast_to(np.asarray(columns.pop(name)).astype(RARE[name][0], copy=False), size)
        if columns:
            raise KeyError(f"no such columns: {sorted(columns)}")
        if size:
            self.parts.append(part)


def joined(parts: Sequence[dict[str, Ints]]) -> dict[str, Ints]:
    """Return all parts as one, in order; the parts are used up, so that they never stand in memory twice."""
    rare = {name: RARE[name] for name in RARE if any(name in part for part in parts)}
    sizes = [len(part["norm"]) for part in parts]
    found = {
        name: np.concatenate([part.pop(name) for part in parts]) if parts else np.empty(0, kind)
        for name, (kind, _) in FIELDS.items()
    }
    for name, (kind, empty) in rare.items():
        filled = [part.pop(name, np.full(size, empty, kind)) for part, size in zip(parts, sizes, strict=True)]
        found[name] = np.concatenate(filled)
    return found
