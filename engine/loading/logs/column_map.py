"""A column map: what the headers and codes of another program mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from engine.loading.logs.pieces import Piece, Reading, without_blanks
from engine.loading.logs.report import Report, problem
from engine.loading.logs.values import clean
from engine.vocabulary import fold


@dataclass(frozen=True)
class ColumnMap:
    """Headers and cells of one kind of log, and what to read for them.

    Attributes:
        file: where it is written, for messages.
        columns: header as written in the map → standard column or attribute, None for a column to leave aside.
        values: column → cell → what it means, None for rows to leave aside; cells are compared without the blanks
            around them.
        names: every folded header under which a column of `values` is known.
        done: what the life cycle of an XES event may be besides «complete», folded.
    """

    file: str
    columns: Mapping[str, str | None]
    values: Mapping[str, Mapping[str, str | None]]
    names: Mapping[str, str]
    done: frozenset[str] = frozenset()

    def applied_to(self, reading: Reading, file: str, report: Report) -> Reading:
        """Return `reading` with its columns called and its cells written as the map says.

        Headers are compared without regard to capitals; one that the map does not name stays as it is. A header of
        the map that the file lacks is noted: the map may serve several files.
        """
        headers = [fold(clean(header)) for header in reading.columns]
        wanted = {fold(clean(header)): header for header in self.columns}
        for folded, header in wanted.items():
            if folded not in headers:
                report.add(problem("D128", column=header, map=self.file), file)
        meant = {
            str(place): self.values[self.names[header]]
            for place, header in enumerate(headers)
            if header in self.names and self.names[header] in self.values
        }
        columns = [
            self.columns[wanted[folded]] if folded in wanted else header
            for folded, header in zip(headers, reading.columns, strict=True)
        ]
        pieces = _mapped(reading.pieces, meant, file, report) if meant else reading.pieces
        kept = [place for place, column in enumerate(columns) if column is not None]
        if len(kept) < len(columns):
            pieces = (_with_columns(piece, kept) for piece in pieces)
        return Reading([column for column in columns if column is not None], pieces)


def _with_columns(piece: Piece, kept: list[int]) -> Piece:
    """Return `piece` with some of its columns, numbered anew."""
    frame = piece.frame.select(pl.col(str(place)).alias(str(now)) for now, place in enumerate(kept))
    ragged = [(line, cells) for line, cells in piece.ragged]
    return without_blanks(Piece(piece.lines, frame, ragged))


def _mapped(
    pieces: Iterator[Piece], meant: Mapping[str, Mapping[str, str | None]], file: str, report: Report
) -> Iterator[Piece]:
    aside = 0
    for piece in pieces:
        used = piece
        for name, meanings in meant.items():
            if piece.frame.schema[name] == pl.String:
                used = _with_meanings(used, name, meanings)
        aside += piece.frame.height - used.frame.height
        yield without_blanks(used)
    if aside:
        report.add(problem("D119", count=aside), file)


def _with_meanings(piece: Piece, name: str, meanings: Mapping[str, str | None]) -> Piece:
    """Return `piece` with the cells of one column replaced, and without the rows to leave aside."""
    texts = piece.frame[name]
    found = {text: meanings[known] for text in texts.unique().drop_nulls() if (known := clean(text)) in meanings}
    if not found:
        return piece
    is_used = ~texts.is_in([text for text, meaning in found.items() if meaning is None]).fill_null(False)
    frame = piece.frame.with_columns(texts.replace(found)).filter(is_used)
    return Piece(piece.lines[is_used.to_numpy()], frame, piece.ragged)
