"""Drafting a column map for a log that is there: its header, some of its cells, and its life cycles are looked at."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl

from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.formats import Format, format_of
from engine.loading.logs.map_draft import draft_column_map
from engine.loading.logs.pieces import Reading, StreamBrokenError
from engine.loading.logs.report import Report
from engine.loading.logs.streams import open_reading
from engine.loading.logs.values import clean
from engine.loading.logs.xes_reader import transitions_in
from engine.vocabulary import Vocabulary

_ROWS: Final = 2_000
_PIECES: Final = 4


def drafted_map(path: Path, vocabulary: Vocabulary, report: Report) -> str | None:
    """Return a column map to begin with for the log at `path`; None when it cannot be read, the reason is in `report`.

    An XES log none of whose events is «complete» tells states of its own, so all of them are taken for done.
    """
    told = format_of(path, report)
    reading = open_reading(path, (), report) if told is not None else None
    if told is None or reading is None:
        return None
    try:
        samples = _samples_of(reading)
        unfinished = transitions_in(path, told[1]) if told[0] is Format.XES else Counter[str]()
        are_done = bool(unfinished) and not any(samples.values())
        if are_done:
            done = ColumnMap("", {}, {}, {}, frozenset(value.casefold() for value in unfinished))
            reading = open_reading(path, (), report, column_map=done) or reading
            samples = _samples_of(reading)
    except StreamBrokenError as broken:
        report.add(broken.problem, str(path), broken.line)
        return None
    return draft_column_map(reading.columns, vocabulary, samples, dict.fromkeys(unfinished, are_done))


def _samples_of(reading: Reading) -> dict[str, list[str]]:
    """Return some different cells of each column, by its cleaned header."""
    samples: dict[str, list[str]] = {clean(header): [] for header in reading.columns}
    for piece in islice(reading.pieces, _PIECES):
        for place, header in enumerate(reading.columns):
            cells = piece.frame[str(place)].head(_ROWS).cast(pl.String).drop_nulls().unique(maintain_order=True)
            samples[clean(header)].extend(cells)
    return samples
