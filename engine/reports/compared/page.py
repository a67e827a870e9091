"""The comparison as one HTML page that needs nothing beside itself and runs nothing.

The header row and the topics stay in sight; every mark is a sign with words; proofs unfold by mouse or keyboard.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from engine.comparison import Matrix, Row
from engine.comparison.marks import Standing
from engine.counting import Due
from engine.explanation import numbered
from engine.phrases import Deadline
from engine.reports.compared.words import (
    LEGEND,
    TOPIC,
    cell_standings,
    column_title,
    facts,
    mark_words,
    proofs,
    row_title,
    silence_words,
    standing_words,
    title,
    witness_words,
)
from engine.reports.explained import LEDGER_COLUMNS
from engine.reports.ledger import rows_of_ledger
from engine.texts import Text

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_SKIP: Final = Text("Đến bảng so sánh", "Skip to the table")
_WHY: Final = Text("So với tỉnh khác", "Against the others")
_LEDGERS: Final = Text("đếm từng ngày", "day by day")
_NOTHING: Final = Text("Không có chủ đề nào khác nhau.", "No topic differs.")
_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #c9d1d9; --head: #eef2f7; --soft: #57606a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #3d444d; --head: #1c2430;
  --soft: #9da7b3; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
h1 { font-size: 1.5rem; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0b5cad; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; z-index: 4; }
.sides > thead > tr > th { position: sticky; top: 0; background: var(--head); z-index: 2; }
.sides > tbody > tr > th { position: sticky; left: 0; background: var(--head); z-index: 1; min-width: 9rem; }
.sides > thead > tr > th:first-child { left: 0; z-index: 3; }
table { border-collapse: separate; border-spacing: 0; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border-bottom: 1px solid var(--line); border-right: 1px solid var(--line); padding: .4rem .6rem;
  text-align: left; vertical-align: top; }
.sides td { min-width: 15rem; }
td p { margin: 0 0 .35rem; }
.cites, .silent { color: var(--soft); } .cites { font-size: .875rem; } .silent { font-style: italic; }
.mark { font-weight: 700; }
summary { cursor: pointer; color: var(--soft); } details p { margin: .35rem 0; } details table { font-size: .875rem; }
@media print { .sides > thead > tr > th, .sides > tbody > tr > th { position: static; } .skip { display: none; }
  details:not([open]) { display: none; } tr { break-inside: avoid; } }
""".strip()


def matrix_as_page(matrix: Matrix, lang: str) -> bytes:
    """Return a complete HTML document, UTF-8."""
    name = escape(title(matrix, lang))
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{name}</title><style>{_STYLE}</style></head>",
        f'<body><a class="skip" href="#matrix">{_SKIP.say(lang)}</a>',
        f"<header><h1>{name}</h1>",
        *(f"<p>{escape(fact)}</p>" for fact in (*facts(matrix, lang), LEGEND.say(lang))),
        "</header><main>",
        *(_table(matrix, lang) if matrix.rows else [f"<p>{_NOTHING.say(lang)}</p>"]),
        "</main></body></html>",
        "",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def _table(matrix: Matrix, lang: str) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(column_title(column, lang))}</th>' for column in matrix.columns)
    yield f'<table class="sides" id="matrix" tabindex="-1"><caption>{escape(title(matrix, lang))}</caption>'
    yield f'<thead><tr><th scope="col">{TOPIC.say(lang)}</th>{heads}</tr></thead><tbody>'
    for row in matrix.rows:
        cells = "".join(f"<td>{''.join(_cell(matrix, row, column, lang))}</td>" for column in range(len(row.cells)))
        yield f'<tr id="{escape(row.topic)}"><th scope="row">{escape(row_title(row, lang))}</th>{cells}</tr>'
    yield "</tbody></table>"


def _cell(matrix: Matrix, row: Row, column: int, lang: str) -> Iterator[str]:
    cell = row.cells[column]
    if cell.silence is not None:
        yield f'<p class="silent">{escape(silence_words(cell, lang))}</p>'
    for item in cell.said:
        cites = f' <span class="cites">({escape("; ".join(item.cites))})</span>' if item.cites else ""
        yield f"<p>{escape(item.text)}{cites}</p>"
    if told := mark_words(cell, lang):
        yield f'<p class="mark">{escape(told)}</p>'
    standings = cell_standings(row, column)
    if standings:
        yield f"<details><summary>{_WHY.say(lang)}</summary>"
        for standing in standings:
            yield from _standing(standing, matrix, lang)
        yield "</details>"


def _standing(standing: Standing, matrix: Matrix, lang: str) -> Iterator[str]:
    yield f"<p>{escape(standing_words(standing, matrix, lang))}</p>"
    here, there = matrix.columns[standing.column].province, matrix.columns[standing.reference].province
    for proof in proofs(standing, matrix):
        yield f"<details><summary>{escape(witness_words(proof.seen, lang))}, {_LEDGERS.say(lang)}</summary>"
        yield _ledger(f"{here}: «{proof.duty.phrase}»", proof.seen.one, proof.duty.deadline, lang)
        yield _ledger(f"{there}: «{proof.other.phrase}»", proof.seen.other, proof.other.deadline, lang)
        yield "</details>"


def _ledger(name: str, due: Due, deadline: Deadline, lang: str) -> str:
    heads = "".join(f'<th scope="col">{text.say(lang)}</th>' for text in LEDGER_COLUMNS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.cells()) + "</tr>"
        for row in rows_of_ledger(numbered(due.ledger, deadline), due.due_on, lang)
    )
    return f"<table><caption>{escape(name)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
