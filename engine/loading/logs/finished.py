"""Which rows say that something was done: process logs also note when it was begun, assigned or put off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

import polars as pl

from engine.loading.logs.pieces import Piece, Reading
from engine.loading.logs.report import Problem, Report, problem

TRANSITION = "lifecycle:transition"
"""The name that the XES standard gives to it; programs keep it when they export tables."""
_DONE = frozenset(("complete", ""))
_MOST_TOLD = 8


def done_by(further: Collection[str]) -> frozenset[str]:
    """Return what a row may say of itself, folded, to be read; `further` beside «complete» and nothing at all."""
    return _DONE | frozenset(further)


def left_out(unfinished: Counter[str]) -> Problem:
    """Tell how many rows were not read, and what they say of themselves."""
    told = ", ".join(f"«{value}» ({count})" for value, count in unfinished.most_common(_MOST_TOLD))
    return problem("D114", count=unfinished.total(), values=told)


def finished_only(reading: Reading, done: Collection[str], file: str, report: Report) -> Reading:
    """Return a table without the rows that were not finished; one without that column as it is."""
    places = [place for place, name in enumerate(reading.columns) if name.strip().casefold() == TRANSITION]
    if not places:
        return reading
    return Reading(reading.columns, _finished(reading.pieces, str(places[0]), done_by(done), file, report))


def _finished(pieces: Iterator[Piece], name: str, done: frozenset[str], file: str, report: Report) -> Iterator[Piece]:
    unfinished: Counter[str] = Counter()
    for piece in pieces:
        said = piece.frame[name].cast(pl.String).fill_null("").str.strip_chars()
        is_done = said.str.to_lowercase().is_in(list(done))
        if is_done.all():
            yield piece
            continue
        unfinished.update(said.filter(~is_done).to_list())
        yield Piece(piece.lines[is_done.to_numpy()], piece.frame.filter(is_done), piece.ragged)
    if unfinished:
        report.add(left_out(unfinished), file)
