"""The comparison as a CSV table and as Markdown."""

from __future__ import annotations

import csv
import io
from typing import Final

from engine.comparison import Matrix, Row
from engine.reports.compared.words import (
    LEGEND,
    TOPIC,
    cell_lines,
    cell_standings,
    column_title,
    facts,
    mark_words,
    row_title,
    silence_words,
    standing_words,
    title,
)
from engine.reports.lines import defused
from engine.reports.pipes import pipe_row, plain
from engine.texts import Text

_ID: Final = Text("mã", "topic")
_LABEL: Final = Text("chủ đề", "label")
_CITES: Final = Text("căn cứ", "cites")
_MARK: Final = Text("so sánh", "mark")


def matrix_as_csv(matrix: Matrix, lang: str) -> bytes:
    """Return a table for a spreadsheet: topic, label, and for each regulation its text, its clauses and its mark."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heads = [
        head
        for column in matrix.columns
        for head in (
            column_title(column, lang),
            f"{column.id}: {_CITES.say(lang)}",
            f"{column.id}: {_MARK.say(lang)}",
        )
    ]
    writer.writerow([_ID.say(lang), _LABEL.say(lang), *heads])
    for row in matrix.rows:
        values = [
            value
            for cell in row.cells
            for value in (
                cell.text or f"[{silence_words(cell, lang)}]",
                "; ".join(cell.cites),
                mark_words(cell, lang),
            )
        ]
        writer.writerow(defused(value) for value in (row.topic, row_title(row, lang), *values))
    return ("\N{BYTE ORDER MARK}" + text.getvalue()).encode("utf-8", "replace")


def matrix_as_markdown(matrix: Matrix, lang: str) -> bytes:
    """Return a Markdown table under a heading; each cell ends with how it stands."""
    heads = [TOPIC.say(lang), *(plain(column_title(column, lang)) for column in matrix.columns)]
    lines = [f"# {title(matrix, lang)}", ""]
    lines += [f"- {plain(fact)}" for fact in (*facts(matrix, lang), LEGEND.say(lang))]
    lines += ["", pipe_row(heads), pipe_row(["---"] * len(heads))]
    for row in matrix.rows:
        cells = [_cell(matrix, row, column, lang) for column in range(len(row.cells))]
        lines.append(pipe_row([plain(row_title(row, lang)), *cells]))
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _cell(matrix: Matrix, row: Row, column: int, lang: str) -> str:
    cell = row.cells[column]
    lines = [plain(line) for line in cell_lines(cell, lang)]
    if told := mark_words(cell, lang):
        lines.append(f"**{plain(told)}**")
    lines += [plain(standing_words(item, matrix, lang)) for item in cell_standings(row, column)]
    return "<br>".join(dict.fromkeys(lines))
