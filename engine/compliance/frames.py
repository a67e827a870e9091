"""Findings as tables with the published keys, and rows of such tables as findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl

from engine.columnar.days import NEVER, NOTHING, Ints
from engine.columnar.findings import CERTAINTIES, RARE, STATUSES, Columns, FindingColumns
from engine.columnar.texts import series_of
from engine.evaluation import Trace, Verdict
from engine.findings import KEYS, Finding
from engine.outcomes import Certainty, Kind, Status
from engine.phrases import Every
from engine.planning import Plan

DAY_KEYS: Final = ("trigger_date", "opens_on", "due_on", "fulfilled_on")
COUNT_KEYS: Final = ("late_working_days", "late_calendar_days")
_RARE_CODED: Final = ("would_be", "inherited_from")
_NORM_KEYS: Final = ("rule", "topic", "kind", "cites")
_CODED_KEYS: Final = ("unit", "bearer", "case", "trigger_event", "status", "reason", "certainty", *_RARE_CODED)
_TEXT_KEYS: Final = ("dossier", "about", "person")
"""The keys of which nearly every row may have a text of its own."""

Texts = Mapping[str, Sequence[str | None]]
"""Texts by column."""


@dataclass(frozen=True)
class Wordbook:
    """The types of the columns of findings that hold few different texts: enums, with their texts in order.

    Tables made with one wordbook have one schema, and their enums compare as their texts do.
    """

    types: Mapping[str, pl.Enum]

    @classmethod
    def of(cls, portions: Iterable[FindingColumns], further: pl.DataFrame | None = None) -> Wordbook:
        """Return the texts of all portions, whose columns are not looked at, and those in `further` rows."""
        found: dict[str, set[str]] = {key: set() for key in _enum_keys()}
        for portion in portions:
            for key, texts in _texts_of(portion).items():
                found[key].update(text for text in texts if text is not None)
        if further is not None:
            for key, known in found.items():
                known.update(further[key].drop_nulls())
        return cls({key: pl.Enum(sorted(texts)) for key, texts in found.items()})

    @property
    def schema(self) -> pl.Schema:
        """The schema of the tables."""
        return pl.Schema({key: self._type_of(key) for key in KEYS})

    def _type_of(self, key: str) -> pl.DataType:
        if key in self.types:
            return self.types[key]
        if key in DAY_KEYS:
            return pl.Date()
        if key in COUNT_KEYS:
            return pl.Int32()
        return pl.Boolean() if key == "early" else pl.String()


class Tabulator:
    """Makes tables of rows of one portion; what its codes mean is translated once."""

    def __init__(self, portion: FindingColumns, wordbook: Wordbook) -> None:
        self._wordbook = wordbook
        self._texts = {
            key: series_of(words)
            for key, words in zip(_TEXT_KEYS, (portion.dossiers, portion.refs, portion.persons), strict=True)
        }
        self._meanings = {key: pl.Series(texts, dtype=wordbook.types[key]) for key, texts in _texts_of(portion).items()}

    def table(self, columns: Columns) -> pl.DataFrame:
        """Return rows of the portion as a table with the published keys."""
        return pl.DataFrame([self._column(key, columns).alias(key) for key in KEYS])

    def ranks(self, key: str) -> Ints:
        """Return the place in the wordbook of the text behind each code of a column; at the end, -1 for none."""
        places = self._meanings[key].to_physical().cast(pl.Int32).fill_null(-1)
        return np.append(places.to_numpy(), np.int32(NOTHING))

    def count(self, key: str) -> int:
        """Return how many texts the wordbook has for a column."""
        return len(self._wordbook.types[key].categories)

    def _column(self, key: str, columns: Columns) -> pl.Series:
        if key in DAY_KEYS:
            days = pl.Series(columns[key]).cast(pl.Int32)
            return days.set(days == NEVER, None).cast(pl.Date)
        if key in COUNT_KEYS:
            return _places(columns[key]).cast(pl.Int32)
        if key == "early":
            return _places(columns[key]).cast(pl.Boolean)
        if key in RARE and key not in columns:
            kind = self._wordbook.types.get(key, pl.String())
            return pl.Series([None], dtype=kind).new_from_index(0, len(columns["norm"]))
        if key in _TEXT_KEYS:
            return self._texts[key].gather(_places(columns[key]))
        meanings = self._meanings[key]
        if key in _NORM_KEYS:
            return meanings.gather(_places(columns["norm"]))
        if key in _CODED_KEYS:
            return meanings.gather(_places(columns[key]))
        return meanings.new_from_index(0, len(columns["norm"]))


def findings_frame(portion: FindingColumns, wordbook: Wordbook | None = None) -> pl.DataFrame:
    """Return a portion as a table with the published keys, a row a finding, in its order.

    Dates are dates, counts Int32, `early` Boolean, the keys of `_TEXT_KEYS` Strings and all other texts enums of
    `wordbook` (None: one of this portion alone).
    """
    return Tabulator(portion, wordbook or Wordbook.of([portion])).table(portion.columns)


def findings_of_frame(table: pl.DataFrame, plans: Mapping[str, Plan]) -> list[Finding]:
    """Return the rows of a table with the published keys as findings.

    The trace of each says no more than the period of a periodic duty; `engine.evaluation` gives whole traces.

    Args:
        plans: by regulation.
    """
    return [_finding(row, plans) for row in table.select(KEYS).iter_rows(named=True)]


def _finding(row: dict[str, Any], plans: Mapping[str, Plan]) -> Finding:
    return Finding(
        regulation=row["regulation"],
        regulation_status=row["regulation_status"],
        verdict=Verdict(
            rule=row["rule"],
            topic=row["topic"],
            kind=Kind(row["kind"]),
            cites=row["cites"],
            dossier=row["dossier"],
            unit=row["unit"],
            bearer=row["bearer"],
            case=row["case"],
            trigger_event=row["trigger_event"],
            trigger_date=row["trigger_date"],
            opens_on=row["opens_on"],
            due_on=row["due_on"],
            fulfilled_on=row["fulfilled_on"],
            status=Status(row["status"]),
            reason=row["reason"],
            late_working_days=row["late_working_days"],
            late_calendar_days=row["late_calendar_days"],
            certainty=Certainty(row["certainty"]),
            early=row["early"],
            trace=Trace(period=_period(row, plans[row["regulation"]])),
            would_be=None if row["would_be"] is None else Status(row["would_be"]),
            about=row["about"],
            inherited_from=row["inherited_from"],
            person=row["person"],
        ),
        rules_version=row["rules_version"],
        calendar_version=row["calendar_version"],
    )


def _period(row: dict[str, Any], plan: Plan) -> tuple[date, date] | None:
    """Return the calendar period of a periodic duty; the first day of the period is what sets it off."""
    first: date | None = row["trigger_date"]
    if row["kind"] != Kind.PERIODIC.value or first is None:
        return None
    versions = [duty for duty in plan.duties if duty.id == row["rule"]]
    duty = next((duty for duty in versions if duty.governs(first)), versions[0])
    return (first, duty.deadline.cycle.end(first)) if isinstance(duty.deadline, Every) else None


def _places(codes: Ints) -> pl.Series:
    """Return codes, or counts, as numbers from 0, null for «nothing»."""
    return pl.Series(codes).cast(pl.UInt32, strict=False)


def _enum_keys() -> list[str]:
    return [key for key in KEYS if key not in (*DAY_KEYS, *COUNT_KEYS, *_TEXT_KEYS, "early")]


def _texts_of(portion: FindingColumns) -> Texts:
    """Return the texts of each column of few texts, at their codes; a column that never varies has one."""
    units = list(portion.units)
    return {
        "regulation": [portion.plan.regulation],
        "regulation_status": [portion.plan.status.value],
        "rules_version": [portion.plan.rules_version],
        "calendar_version": [portion.calendar_version],
        "rule": [norm.rule for norm in portion.norms],
        "topic": [norm.topic for norm in portion.norms],
        "kind": [norm.kind.value for norm in portion.norms],
        "cites": [norm.cites for norm in portion.norms],
        "unit": units,
        "inherited_from": units,
        "bearer": list(portion.roles),
        "case": list(portion.cases),
        "trigger_event": list(portion.events),
        "status": [status.value for status in STATUSES],
        "would_be": [status.value for status in STATUSES],
        "reason": [text or None for text in portion.reasons],
        "certainty": [certainty.value for certainty in CERTAINTIES],
    }
