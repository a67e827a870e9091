"""All findings in order, whatever the number of portions: gathered in bounded memory, given out as tables.

Every portion is put in order by itself. At the end all of them are cut at the same units (a large unit at the same due
dates, too), and only what lies between two cuts is merged at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import polars as pl

from engine.columnar.days import NOTHING, Ints
from engine.columnar.findings import Columns, FindingColumns, joined
from engine.columnar.ordering import order_of
from engine.columnar.texts import series_of
from engine.columnar.words import Words
from engine.compliance.frames import Tabulator, Wordbook
from engine.compliance.portions import mean_the_same
from engine.compliance.runs import Run, empty_first

MOST_IN_MEMORY: Final = 6_000_000
"""Several portions with more findings than that wait in files."""
MERGED_AT_ONCE: Final = 1_000_000
TABLE_ROWS: Final = 1 << 17

Stretches = list[tuple[int, int]]
"""The rows of each run between two cuts, the end not counted."""


class Outlet:
    """Gathers portions and gives out their findings in the order of `engine.findings.in_order`.

    Findings that are alike in regulation, dossier, rule and trigger event are in one portion; so what is left to tell
    them apart needs to be looked at within portions only. A portion may be in any order. The files live as long as the
    outlet.
    """

    def __init__(self, most_in_memory: int = MOST_IN_MEMORY, merged_at_once: int = MERGED_AT_ONCE) -> None:
        self._most_in_memory = most_in_memory
        self._merged_at_once = merged_at_once
        self._runs: list[Run] = []
        self._folder: TemporaryDirectory[str] | None = None

    def add(self, portion: FindingColumns) -> None:
        """Take in a portion.

        Raises:
            OSError: there is no room for it among the temporary files.
        """
        self._runs.append(Run.of(portion))
        if self._folder is None and len(self._runs) > 1 and sum(map(len, self._runs)) > self._most_in_memory:
            self._folder = TemporaryDirectory(prefix="quyche-")
        if self._folder is not None:
            root = Path(self._folder.name)
            for place, run in enumerate(self._runs):
                if not (root / str(place)).exists():
                    self._runs[place] = run.laid_down(root / str(place))

    def frames(self, behind: pl.DataFrame | None = None) -> Iterator[pl.DataFrame]:
        """Yield all findings in order, in tables of one schema with the published keys; one without rows for none.

        Args:
            behind: rows of texts to yield in that schema after them.
        """
        runs = [run for run in self._runs if len(run)]
        wordbook = Wordbook.of((run.head for run in runs), behind)
        if not runs:
            yield pl.DataFrame(schema=wordbook.schema)
        elif len(runs) == 1:
            tabulator = Tabulator(runs[0].head, wordbook)
            for first in range(0, len(runs[0]), TABLE_ROWS):
                yield tabulator.table(runs[0].rows(first, min(first + TABLE_ROWS, len(runs[0]))))
        else:
            merger = _Merger(runs, _codings_of(runs, wordbook))
            for stretches in merger.cuts(self._merged_at_once):
                if any(first < end for first, end in stretches):
                    yield from merger.merged(stretches).iter_slices(TABLE_ROWS)
        if behind is not None:
            yield behind.cast(dict(wordbook.schema))  # type: ignore[arg-type]


@dataclass(frozen=True)
class _Coding:
    """What the codes of some runs mean.

    Attributes:
        dossiers: the place of each dossier among those of all runs, by code.
    """

    tabulator: Tabulator
    dossiers: Ints

    def keys(self, columns: Columns) -> list[Ints]:
        """Return what findings of different runs are ordered by; what follows tells those of one run apart."""
        ranks = self.tabulator.ranks
        return [
            ranks("unit")[columns["unit"]],
            empty_first(columns["due_on"]),
            self.dossiers[columns["dossier"]],
            ranks("rule")[columns["norm"]],
            empty_first(columns["trigger_date"]),
            ranks("trigger_event")[columns["trigger_event"]],
            np.full(len(columns["norm"]), ranks("regulation")[0]),
        ]


@dataclass(frozen=True)
class _Merger:
    """Merges runs; `codings` are theirs, runs whose codes mean the same share one."""

    runs: Sequence[Run]
    codings: Sequence[_Coding]

    def cuts(self, most: int) -> Iterator[Stretches]:
        """Yield the rows of each run, about `most` in all at a time; equal units and due dates stay together."""
        starts = [_unit_starts(run, coding.tabulator) for run, coding in zip(self.runs, self.codings, strict=True)]
        ends = np.sum(starts, axis=0)[1:]
        unit = 0
        while unit < len(ends):
            begun = int(ends[unit - 1]) if unit else 0
            after = max(int(np.searchsorted(ends, begun + most, side="right")), unit + 1)
            stretches = [(int(start[unit]), int(start[after])) for start in starts]
            if int(ends[after - 1]) - begun > most:
                yield from self._cuts_by_due_date(stretches, most)
            else:
                yield stretches
            unit = after

    def _cuts_by_due_date(self, stretches: Stretches, most: int) -> Iterator[Stretches]:
        """Cut the rows of one unit further."""
        dues = [
            empty_first(run.columns["due_on"][first:end])
            for run, (first, end) in zip(self.runs, stretches, strict=True)
        ]
        days, counts = np.unique(np.concatenate(dues), return_counts=True)
        ends = np.cumsum(counts)
        place = 0
        while place < len(days):
            begun = int(ends[place - 1]) if place else 0
            after = max(int(np.searchsorted(ends, begun + most, side="right")), place + 1)
            low, high = days[place], days[after - 1]
            yield [
                (first + int(np.searchsorted(due, low)), first + int(np.searchsorted(due, high, side="right")))
                for due, (first, _) in zip(dues, stretches, strict=True)
            ]
            place = after

    def merged(self, stretches: Stretches) -> pl.DataFrame:
        """Return the rows of all runs in order."""
        waiting: dict[int, list[int]] = {}
        for number, (first, end) in enumerate(stretches):
            if first < end:
                waiting.setdefault(id(self.codings[number]), []).append(number)
        parts = [
            (self.codings[numbers[0]], _joined([self.runs[number].rows(*stretches[number]) for number in numbers]))
            for numbers in waiting.values()
        ]
        keys = zip(*(coding.keys(columns) for coding, columns in parts), strict=True)
        together = [np.concatenate(key) for key in keys]
        order = order_of([key.__getitem__ for key in together], len(together[0]))
        if len(parts) == 1:
            ((coding, columns),) = parts
            return coding.tabulator.table({name: column[order] for name, column in columns.items()})
        return pl.concat([coding.tabulator.table(columns) for coding, columns in parts])[order]


def _joined(rows: Sequence[Columns]) -> Columns:
    return joined([dict(columns) for columns in rows])


def _unit_starts(run: Run, tabulator: Tabulator) -> Ints:
    """Return where the rows of each unit of the wordbook begin, first those without a unit; at the end, their count."""
    starts = np.zeros(tabulator.count("unit") + 2, np.int64)
    starts[tabulator.ranks("unit") + 2] = run.unit_sizes
    return np.cumsum(starts)


def _codings_of(runs: Sequence[Run], wordbook: Wordbook) -> list[_Coding]:
    """Return the coding of each run; portions of one evaluation share theirs."""
    heads: list[FindingColumns] = []
    places = []
    for run in runs:
        place = next((place for place, head in enumerate(heads) if mean_the_same(head, run.head)), len(heads))
        if place == len(heads):
            heads.append(run.head)
        elif len(run.head.norms) + len(run.head.reasons) > len(heads[place].norms) + len(heads[place].reasons):
            heads[place] = run.head
        places.append(place)
    ranks = _dossier_ranks([head.dossiers for head in heads])
    codings = [_Coding(Tabulator(head, wordbook), ranks[id(head.dossiers)]) for head in heads]
    return [codings[place] for place in places]


def _dossier_ranks(words: Sequence[Words]) -> dict[int, Ints]:
    """Return, by the identity of words, the place of each dossier among those of all, by code."""
    distinct = {id(found): found for found in words}
    if len(distinct) == 1:
        return {name: found.ranks for name, found in distinct.items()}
    texts = [series_of(found) for found in distinct.values()]
    places = pl.concat(texts).rank("dense").cast(pl.Int32).to_numpy()
    ends = np.cumsum([len(found) for found in texts])
    parts = np.split(places, ends[:-1])
    return {name: np.append(part, np.int32(NOTHING)) for name, part in zip(distinct, parts, strict=True)}
