"""Portions of findings whose codes mean the same, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from engine.columnar.findings import FindingColumns, joined
from engine.compliance.frames import Wordbook, findings_frame


def mean_the_same(one: FindingColumns, other: FindingColumns) -> bool:
    """Tell whether the codes of two portions mean the same; one may only know more norms and reasons."""
    words = ("plan", "dossiers", "units", "roles", "cases", "events", "refs", "persons")
    if any(getattr(one, name) is not getattr(other, name) for name in words):
        return False
    return _knows_all(one, other) or _knows_all(other, one)


def together(portions: Sequence[FindingColumns]) -> FindingColumns:
    """Return portions whose codes mean the same as one, in their order; there is at least one."""
    head = max(portions, key=lambda portion: len(portion.norms) + len(portion.reasons))
    return replace(head, columns=joined([dict(portion.columns) for portion in portions]))


@dataclass
class Picks:
    """A few findings of each portion, gathered as one table of texts.

    To make a table costs more than a few rows are worth, so portions wait until one comes whose codes mean something
    else; then what they name need not stay in memory.
    """

    _waiting: list[FindingColumns] = field(default_factory=list)
    _tables: list[pl.DataFrame] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(map(len, self._waiting)) + sum(map(len, self._tables))

    def add(self, picked: FindingColumns) -> None:
        """Take in what was picked of a portion."""
        if not len(picked):
            return
        if self._waiting and not mean_the_same(self._waiting[-1], picked):
            self._write_down()
        self._waiting.append(picked)

    def table(self) -> pl.DataFrame:
        """Return all of them with the published keys, texts for enums, in the order in which they came."""
        self._write_down()
        return pl.concat(self._tables) if self._tables else _plain(pl.DataFrame(schema=Wordbook.of([]).schema))

    def keep(self, table: pl.DataFrame) -> None:
        """Forget all but these."""
        self._waiting, self._tables = [], [table]

    def _write_down(self) -> None:
        if self._waiting:
            self._tables.append(_plain(findings_frame(together(self._waiting))))
            self._waiting = []


def _knows_all(one: FindingColumns, other: FindingColumns) -> bool:
    return one.norms[: len(other.norms)] == other.norms and one.reasons[: len(other.reasons)] == other.reasons


def _plain(table: pl.DataFrame) -> pl.DataFrame:
    """Return a table with texts for enums, so that tables of different portions go together."""
    return table.with_columns(pl.col(pl.Enum).cast(pl.String))
