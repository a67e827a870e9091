"""Rows of a table of events as they come from elsewhere: their columns, whose they are, what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.columnar.days import Bools
from engine.columnar.intake import Chunk, Meanings, TableIntake
from engine.diagnostics import Diagnostic, Note
from engine.loading.logs import UnitTable
from engine.loading.logs.columns import EVENT_COLUMNS, Layout, layout_of
from engine.loading.logs.events import RowLookups
from engine.loading.logs.report import Problem, Report
from engine.loading.logs.streams import Batch
from engine.loading.logs.table import Table
from engine.loading.logs.values import clean
from engine.vocabulary import Level, Vocabulary

TABLE_NAME: Final = "events"
"""What messages call the table."""
REJECTED: Final = pl.Schema(
    {"code": pl.String(), "message": pl.String(), "message_en": pl.String(), "rows": pl.Int32(), "row": pl.String()}
)
"""Rows that cannot be used: the code of the mistake and its words, how many rows say the same, the row as JSON."""


@dataclass(frozen=True)
class EventTable:
    """How the rows of one table of events are read.

    Frames of its rows have the columns «0», «1», …, one for each of `columns`: texts, null or empty for nothing, or
    dates.
    """

    columns: tuple[str, ...]
    layout: Layout
    vocabulary: Vocabulary
    units: UnitTable | None

    @classmethod
    def of(
        cls, columns: Sequence[str], vocabulary: Vocabulary, units: UnitTable | None
    ) -> tuple[EventTable | None, list[Diagnostic]]:
        """Return the table with such a header, or None when the header cannot be used; and every mistake in it."""
        report = Report()
        header = Table(TABLE_NAME, list(columns), iter(()))
        layout = layout_of(header, EVENT_COLUMNS, ("event", "date"), vocabulary, report)
        table = None if layout is None else cls(tuple(columns), layout, vocabulary, units)
        return table, report.diagnostics()

    @property
    def dossier(self) -> str | None:
        """The column of frames that names the dossier; None when there is none."""
        place = self.layout.standard["dossier"]
        return None if place == self.layout.width else str(place)

    @cached_property
    def of_one_dossier(self) -> frozenset[str]:
        """Ids and labels of the events that, where they name a dossier, concern nothing else."""
        return frozenset(
            name
            for event in self.vocabulary.events.values()
            if Level.DOSSIER in event.levels and Level.PROVINCE not in event.levels
            for name in (event.id, event.label)
        )

    def cleaned(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return `frame` with the name of each dossier in its one spelling, null for none."""
        if self.dossier is None:
            return frame
        names = [clean(text or "") or None for text in frame[self.dossier].cast(pl.String)]
        return frame.with_columns(pl.Series(self.dossier, names, dtype=pl.String))

    def shared(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the rows that concern more than one dossier, cleaned: those of units and province."""
        cleaned = self.cleaned(frame)
        events = cleaned[str(self.layout.standard["event"])].cast(pl.String)
        many = events.is_in([text for text in events.unique() if text and self._concerns_many(text)])
        return cleaned.filter(many.fill_null(False) | ~self.has_dossier(cleaned))

    def has_dossier(self, cleaned: pl.DataFrame) -> pl.Series:
        """Tell which cleaned rows name a dossier."""
        if self.dossier is None:
            return pl.Series([False], dtype=pl.Boolean).new_from_index(0, cleaned.height)
        return cleaned[self.dossier].is_not_null()

    def meanings(self) -> Meanings:
        """Return what texts mean, with none met so far."""
        return Meanings(RowLookups(self.vocabulary, self.units, FIRST_DAY, LAST_DAY))

    def taken_in(self, frame: pl.DataFrame, meanings: Meanings, report: Report) -> Chunk:
        """Return the usable rows of a frame, known by their places from 1, and report the others."""
        batch = Batch(np.arange(1, frame.height + 1), frame)
        return TableIntake(TABLE_NAME, 0, self.layout, meanings, report).take(batch)

    def rejected(self, frame: pl.DataFrame, problems: Iterable[tuple[int, Problem, int]]) -> pl.DataFrame:
        """Return rows of `frame` with what is wrong with them; see `REJECTED`."""
        rows = [self._rejected(frame.row(place - 1), found, count) for place, found, count in problems]
        return pl.DataFrame(rows, REJECTED, orient="row")

    def _rejected(self, cells: tuple[object, ...], found: Problem, count: int) -> tuple[str, str, str, int, str]:
        said = {name: str(cell) for name, cell in zip(self.columns, cells, strict=True) if cell is not None}
        wrong = Diagnostic(found.code, None, found.args, found.suggestion)
        row = json.dumps(said, ensure_ascii=False)
        return found.code, wrong.message(), wrong.message("en"), count, row

    def _concerns_many(self, text: str) -> bool:
        event = self.vocabulary.event_by_name(clean(text))
        return event is not None and event.id not in self.of_one_dossier


class Rejections(Report):
    """Keeps every row that is left out: its place, what is wrong with it, and how many rows say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[int, Problem, int]] = []

    def leave_out(
        self,
        found: Problem,
        file: str,
        line: int,
        notes: tuple[Note, ...] = (),
        rows: int = 1,
        dossier: str | None = None,
    ) -> None:
        """Note a mistake that costs `rows` rows."""
        del file, notes, dossier
        self.rows.append((line, found, rows))


def is_of_dossier(chunk: Chunk, meanings: Meanings) -> Bools:
    """Tell which rows are about the dossier that they name."""
    events = meanings.lookups.vocabulary.events
    levels = meanings.of_events(lambda name: Level.DOSSIER in events[name].levels)
    found: Bools = ~chunk.dossier.is_missing & levels[chunk.columns["event"]]
    return found


def whole_dossiers(frames: Iterable[pl.DataFrame], key: str, size: int) -> Iterator[pl.DataFrame]:
    """Put frames together to frames of `size` rows or somewhat more without cutting a dossier.

    Args:
        frames: with equal keys next to each other.
        key: a column that is equal in all rows of a dossier.
    """
    held: list[pl.DataFrame] = []
    height = 0
    for frame in frames:
        held.append(frame)
        height += frame.height
        begun = _start_of_last(frame[key]) if height >= size else 0
        if begun:
            yield pl.concat([*held[:-1], frame[:begun]])
            held, height = [frame[begun:]], frame.height - begun
    if height:
        yield pl.concat(held)


def _start_of_last(keys: pl.Series) -> int:
    """Return where the rows with the last key begin."""
    others = (keys != keys[-1]).arg_true()
    return int(others[-1]) + 1 if len(others) else 0
