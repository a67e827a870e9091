"""The comparison as text: a grid when the columns fit side by side, otherwise a block a topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.box import HORIZONTALS, SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from engine.comparison import Mark, Matrix, Row
from engine.comparison.marks import Standing
from engine.comparison.measures import Stands
from engine.counting import Due
from engine.explanation import numbered
from engine.phrases import Deadline
from engine.reports.compared.words import (
    INCOMPARABLE_SIGN,
    LEGEND,
    TOPIC,
    Proof,
    cell_lines,
    cell_standings,
    column_title,
    facts,
    mark_words,
    proofs,
    row_title,
    standing_words,
    title,
)
from engine.reports.explained import LEDGER_COLUMNS
from engine.reports.ledger import rows_of_ledger
from engine.reports.terminal import PLAIN_WIDTH, console_in_memory, text_of
from engine.texts import Text, printable

_NARROWEST_CELL: Final = 24
_PROOFS: Final = Text("Bảng tính ngày làm chứng", "Day ledgers of the witnesses")
_NOTHING: Final = Text("Không có chủ đề nào khác nhau.", "No topic differs.")


def matrix_as_text(matrix: Matrix, lang: str, *, width: int | None = None, ledgers: bool = False) -> bytes:
    """Return the comparison as UTF-8 text of `width` columns (None: 100)."""
    console = console_in_memory(width or PLAIN_WIDTH, colour=False)
    console.print(RichText(title(matrix, lang)))
    for fact in (*facts(matrix, lang), LEGEND.say(lang)):
        console.print(RichText(fact))
    console.print()
    if not matrix.rows:
        console.print(_NOTHING.say(lang))
    elif console.width // (len(matrix.columns) + 1) >= _NARROWEST_CELL:
        console.print(_grid(matrix, lang))
    else:
        _print_blocks(console, matrix, lang)
    if ledgers:
        _print_proofs(console, matrix, lang)
    return (text_of(console).rstrip() + "\n").encode("utf-8", "replace")


def _grid(matrix: Matrix, lang: str) -> Table:
    table = Table(box=HORIZONTALS, show_lines=True, show_edge=False, pad_edge=False, header_style="none", expand=True)
    table.add_column(TOPIC.say(lang), ratio=2, overflow="fold")
    for column in matrix.columns:
        table.add_column(RichText(printable(column_title(column, lang))), ratio=4, overflow="fold")
    for row in matrix.rows:
        cells = ["\n".join(_lines(matrix, row, column, lang)) for column in range(len(row.cells))]
        table.add_row(*(RichText(cell) for cell in (row_title(row, lang), *cells)))
    return table


def _lines(matrix: Matrix, row: Row, column: int, lang: str) -> Iterator[str]:
    """Yield what a cell says, then its mark and how it stands to the point of reference."""
    cell = row.cells[column]
    said = cell_lines(cell, lang)
    yield from (f"• {printable(line)}" if len(said) > 1 else printable(line) for line in said)
    told = list(dict.fromkeys(standing_words(item, matrix, lang) for item in _telling(cell_standings(row, column))))
    if cell.mark is Mark.INCOMPARABLE and told:
        yield f"{INCOMPARABLE_SIGN} {told.pop(0)}"
    elif cell.mark is not None:
        yield mark_words(cell, lang)
    yield from (f"→ {sentence}" for sentence in told)


def _telling(standings: list[Standing]) -> list[Standing]:
    """Return the comparable ones; when there are none, the first that says why not."""
    comparable = [item for item in standings if item.relation.stands is not Stands.INCOMPARABLE]
    return comparable or standings[:1]


def _print_blocks(console: Console, matrix: Matrix, lang: str) -> None:
    for place, row in enumerate(matrix.rows):
        if place:
            console.print()
        console.print(RichText(row_title(row, lang)))
        for column, regulation in enumerate(matrix.columns):
            console.print(Padding(RichText(printable(column_title(regulation, lang))), (0, 0, 0, 2)))
            for line in _lines(matrix, row, column, lang):
                console.print(Padding(RichText(line), (0, 0, 0, 4)))


def _print_proofs(console: Console, matrix: Matrix, lang: str) -> None:
    """Unfold each witness into the two reckonings, one after the other."""
    for row in matrix.rows:
        for item in row.standings:
            for proof in proofs(item, matrix):
                console.print()
                console.print(RichText(f"{_PROOFS.say(lang)} – {row_title(row, lang)}"))
                for name, due, deadline in _sides(matrix, item, proof):
                    console.print(Padding(RichText(name), (0, 0, 0, 2)))
                    console.print(Padding(_ledger(due, deadline, lang), (0, 0, 0, 4)))


def _sides(matrix: Matrix, item: Standing, proof: Proof) -> Iterable[tuple[str, Due, Deadline]]:
    here, there = matrix.columns[item.column], matrix.columns[item.reference]
    return (
        (f"{here.province}: «{printable(proof.duty.phrase)}»", proof.seen.one, proof.duty.deadline),
        (f"{there.province}: «{printable(proof.other.phrase)}»", proof.seen.other, proof.other.deadline),
    )


def _ledger(due: Due, deadline: Deadline, lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="none")
    for place, text in enumerate(LEDGER_COLUMNS):
        table.add_column(text.say(lang), justify="right" if place == 2 else "left", no_wrap=place < 3, overflow="fold")
    for row in rows_of_ledger(numbered(due.ledger, deadline), due.due_on, lang):
        table.add_row(*(RichText(cell) for cell in row.cells()))
    return table
