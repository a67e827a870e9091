"""The usable rows of a log as they were taken in, kept from one run to the next, and looked up by dossier."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from engine.columnar.days import NEVER, NOTHING, Ints
from engine.columnar.intake import CODES, Chunk, Meanings
from engine.columnar.log import FURTHER_COLUMNS, LogColumns, Pairs
from engine.columnar.matching import stretches
from engine.columnar.text_columns import TextColumn
from engine.columnar.texts import series_of
from engine.loading.logs.contradictions import FILE_BITS

WORDS: Final = ("events", "units", "cases", "actors", "categories")
"""The kinds of texts that are few."""
_COPIED: Final = (*CODES, "ref", "day", "recorded")
_RARE: Final = (*FURTHER_COLUMNS, "rest")
_LINE: Final = (1 << FILE_BITS) - 1


@dataclass(frozen=True)
class KeptRows:
    """All usable rows, also those that others repeat or contradict, in order of dossier.

    Attributes:
        columns: the codes of `CODES` and of `ref`, day numbers `day` and `recorded`, `file` and `line`, and those of
            `FURTHER_COLUMNS` and `rest` that the log has; numbers may be narrow.
        starts: where the rows of each dossier begin, those of none coming first; at the end the number of rows.
        dossiers, refs, persons: the texts behind the codes, in order.
        attributes: the sets of further columns, as JSON.
        words: the texts behind the other codes, in order, for each of `WORDS`.
    """

    columns: Mapping[str, Ints]
    starts: Ints
    dossiers: pl.Series
    refs: pl.Series
    persons: pl.Series
    attributes: pl.Series
    words: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, log: LogColumns, origin: Ints) -> KeptRows:
        """Keep the rows of a log.

        Args:
            log: in any order.
            origin: file and line of each row.
        """
        columns = {name: getattr(log, name) for name in _COPIED}
        columns.update((name, column) for name in _RARE if (column := getattr(log, name)) is not None)
        origins = origin.astype(np.int64, copy=False)
        columns["file"] = (origins >> FILE_BITS).astype(np.int32)
        columns["line"] = _narrowed(origins & _LINE)
        if (log.dossier[1:] < log.dossier[:-1]).any():
            order = np.argsort(log.dossier, kind="stable")
            columns = {name: column[order] for name, column in columns.items()}
        sizes = np.bincount(log.dossier + 1, minlength=len(log.dossiers) + 1)
        return cls(
            columns=columns,
            starts=np.cumsum(sizes),
            dossiers=series_of(log.dossiers),
            refs=series_of(log.refs),
            persons=series_of(log.persons),
            attributes=pl.Series([json.dumps(pairs, ensure_ascii=False) for pairs in log.attributes], dtype=pl.String),
            words={name: tuple(getattr(log, name)) for name in WORDS},
        )

    def __len__(self) -> int:
        return int(self.starts[-1])

    def seed(self, meanings: Meanings) -> None:
        """Make new `meanings` begin with the texts of these rows, so that both use the same codes."""
        for name in WORDS:
            glossary = getattr(meanings, name)
            for text in self.words[name]:
                glossary.code(text)
        meanings.have_times |= "time" in self.columns

    def codes_of(self, dossiers: pl.Series) -> Ints:
        """Return the codes of those among distinct texts that are dossiers of these rows."""
        if not len(self.dossiers):
            return np.empty(0, np.int64)
        places = self.dossiers.search_sorted(dossiers).clip(0, len(self.dossiers) - 1)
        found: Ints = places.filter(self.dossiers.gather(places) == dossiers).to_numpy().astype(np.int64)
        return found

    def about(self, dossiers: Ints) -> tuple[Ints, Ints]:
        """Return the rows of dossiers, told by ascending codes, and of none, each with the code of its dossier."""
        loose = int(self.starts[0])
        sizes = self.starts[dossiers + 1] - self.starts[dossiers]
        rows = np.concatenate((np.arange(loose), stretches(self.starts[dossiers], sizes)))
        return rows, np.concatenate((np.full(loose, NOTHING), np.repeat(dossiers, sizes)))

    def chunk(self, dossiers: Ints | None, numbers: Ints, meanings: Meanings) -> Chunk:
        """Return the rows of dossiers and of none, as if they had just been read.

        Args:
            dossiers: ascending codes; None for all.
            numbers: for each file, its number from now on.
            meanings: seeded with these rows.
        """
        rows, dossier = self.about(np.arange(len(self.dossiers)) if dossiers is None else dossiers)
        columns = {name: self.columns[name][rows] for name in CODES if name != "attribute"}
        columns["attribute"] = self._sets(rows, meanings)
        columns["day"] = self.columns["day"][rows].astype(np.int32)
        columns["recorded"] = self.columns["recorded"][rows].astype(np.int32)
        for name in ("rest", "time", "actor_unit"):
            if name in self.columns:
                columns[name] = self.columns[name][rows].astype(np.int64 if name == "rest" else np.int32)
        columns["origin"] = numbers[self.columns["file"][rows]] << FILE_BITS
        columns["origin"] += self.columns["line"][rows]
        texts: dict[str, Any] = {
            name: _texts(known, self.columns[name][rows])
            for name, known in (("ref", self.refs), ("about", self.refs), ("person", self.persons))
            if name in self.columns
        }
        return Chunk(_texts(self.dossiers, dossier), columns=columns, **texts)

    def _sets(self, rows: Ints, meanings: Meanings) -> Ints:
        """Return the codes that the sets of attributes of rows have among `meanings`."""
        codes = self.columns["attribute"][rows]
        used, places = np.unique(codes, return_inverse=True)
        found = [meanings.attribute_set(_pairs(text)) for text in self.attributes.gather(used)]
        return np.array(found, np.int32)[places]


def _narrowed(lines: Ints) -> Ints:
    return lines.astype(np.int32) if int(lines.max(initial=0)) < NEVER else lines


def _pairs(text: str) -> Pairs:
    found: list[Any] = json.loads(text)
    return tuple((name, value) for name, value in found)


def _texts(texts: pl.Series, codes: Ints) -> TextColumn:
    return TextColumn(texts.gather(pl.Series(codes).cast(pl.UInt32, strict=False)))
