"""The comparison as JSON, CSV, Markdown and a page of HTML."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Sequence
from typing import Final

from engine.comparison.matrix import Cell, Column, Force, Matrix, Row
from engine.vocabulary import standard

_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_FORCE: Final = {
    Force.DRAFT: ("dự thảo", "draft"),
    Force.NOT_YET: ("chưa có hiệu lực", "not yet in force"),
    Force.IN_FORCE: ("có hiệu lực", "in force"),
    Force.ENDED: ("đã hết hiệu lực", "no longer in force"),
}
_STYLE: Final = """\
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5rem 0; }
th, td { border: 1px solid #8888; padding: .4rem .6rem; text-align: left; vertical-align: top; min-width: 11rem; }
thead th { position: sticky; top: 0; background: Canvas; }
tbody th { min-width: 9rem; }
td p { margin: 0 0 .3rem; }
.cites { font-size: .85em; opacity: .8; }
.silent { font-style: italic; opacity: .8; }
@media print { thead th { position: static; } }
"""


def column_title(column: Column, lang: str) -> str:
    """Return a regulation's province with its number or state: «Long An (31/2015/QĐ-UBND)»."""
    state = _FORCE[column.force][lang == "en"]
    if column.force is Force.IN_FORCE:
        return f"{column.province} ({column.number or state})"
    return f"{column.province} ({state})"


def row_title(row: Row, lang: str) -> str:
    """Return a topic's label."""
    return row.label_en if lang == "en" else row.label


def silence_words(cell: Cell, lang: str) -> str:
    """Return what a cell's silence means, in words; empty when it speaks."""
    if cell.silence is None:
        return ""
    term = standard().absence_markers[cell.silence]
    return term.en if lang == "en" else term.label


def cell_lines(cell: Cell, lang: str) -> list[str]:
    """Return a cell as lines: each saying with its clauses, or what the silence means in brackets."""
    if cell.silence is not None:
        return [f"[{silence_words(cell, lang)}]"]
    return [f"{item.text.rstrip('.')} ({'; '.join(item.cites)})" if item.cites else item.text for item in cell.said]


def as_json(matrix: Matrix, lang: str) -> str:
    """Return the published object: as_of, regulations, topics with a cell for each regulation id."""
    record = {
        "as_of": matrix.as_of.isoformat(),
        "regulations": [
            {
                "id": column.id,
                "province": column.province,
                "number": column.number,
                "status": column.status.value,
                "force": column.force.value,
                "rules_version": column.version,
            }
            for column in matrix.columns
        ],
        "topics": [_topic_record(row, matrix.columns, lang) for row in matrix.rows],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _topic_record(row: Row, columns: Sequence[Column], lang: str) -> dict[str, object]:
    cells = {
        column.id: {
            "text": cell.text,
            "cites": list(cell.cites),
            "rule": list(cell.rules),
            "silence": cell.silence,
            "mark": cell.mark,
        }
        for column, cell in zip(columns, row.cells, strict=True)
    }
    return {"topic": row.topic, "label": row_title(row, lang), "cells": cells}


def as_csv(matrix: Matrix, lang: str) -> str:
    """Return a table for a spreadsheet: topic, label, and for each regulation its text and its clauses."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    cites = "cites" if lang == "en" else "căn cứ"
    heads = [head for column in matrix.columns for head in (column_title(column, lang), f"{column.id}: {cites}")]
    writer.writerow(["topic", "label", *heads] if lang == "en" else ["mã", "chủ đề", *heads])
    for row in matrix.rows:
        values = [
            value
            for cell in row.cells
            for value in (cell.text or f"[{silence_words(cell, lang)}]", "; ".join(cell.cites))
        ]
        writer.writerow(_defused(value) for value in (row.topic, row_title(row, lang), *values))
    return "\N{BYTE ORDER MARK}" + text.getvalue()


def _defused(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + value if value.startswith(_FORMULA_SIGNS) else value


def as_markdown(matrix: Matrix, lang: str) -> str:
    """Return a Markdown table under a heading."""
    heads = [_topic_head(lang), *(column_title(column, lang) for column in matrix.columns)]
    lines = [f"# {title(matrix, lang)}", "", _md_row(heads), _md_row(["---"] * len(heads))]
    for row in matrix.rows:
        cells = ["<br>".join(_md(line) for line in cell_lines(cell, lang)) for cell in row.cells]
        lines.append(_md_row([_md(row_title(row, lang)), *cells]))
    return "\n".join(lines) + "\n"


def _md_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _md(text: str) -> str:
    for sign in ("\\", "|", "*", "_", "<", ">", "`", "["):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")


def title(matrix: Matrix, lang: str) -> str:
    """Return the heading with the day of the comparison."""
    day = f"{matrix.as_of:%d/%m/%Y}"
    return f"Regulations side by side, as of {day}" if lang == "en" else f"So sánh các quy chế, tại ngày {day}"


def _topic_head(lang: str) -> str:
    return "Topic" if lang == "en" else "Chủ đề"


def as_html(matrix: Matrix, lang: str) -> str:
    """Return one self-contained page."""
    heads = "".join(f'<th scope="col">{_esc(column_title(column, lang))}</th>' for column in matrix.columns)
    rows = "\n".join(_html_row(row, lang) for row in matrix.rows)
    name = _esc(title(matrix, lang))
    return (
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "vi"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{name}</title>\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n<table>\n<caption>{name}</caption>\n"
        f'<thead><tr><th scope="col">{_topic_head(lang)}</th>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n'
        "</table>\n</main>\n</body>\n</html>\n"
    )


def _html_row(row: Row, lang: str) -> str:
    cells = "".join(f"<td>{_html_cell(cell, lang)}</td>" for cell in row.cells)
    return f'<tr id="{_esc(row.topic)}"><th scope="row">{_esc(row_title(row, lang))}</th>{cells}</tr>'


def _html_cell(cell: Cell, lang: str) -> str:
    if cell.silence is not None:
        return f'<p class="silent">{_esc(silence_words(cell, lang))}</p>'
    return "".join(
        f'<p>{_esc(item.text)} <span class="cites">{_esc("; ".join(item.cites))}</span></p>' for item in cell.said
    )


def _esc(text: str) -> str:
    return html.escape(text, quote=True)
