"""The comparison as an Excel workbook: the matrix, a sheet of clauses, a sheet of who is stricter and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.comparison import Matrix
from engine.reports.compared.words import (
    LEGEND,
    TOPIC,
    cell_lines,
    column_title,
    facts,
    mark_words,
    proofs,
    row_title,
    silence_words,
    standing_words,
    title,
)
from engine.reports.spreadsheet import Cell, workbook_of
from engine.texts import CITES, REGULATION, Text

_MATRIX: Final = Text("So sánh", "Comparison")
_CLAUSES: Final = Text("Điều khoản", "Clauses")
_STANDINGS: Final = Text("Chặt hay lỏng", "Strictness")
_ABOUT: Final = Text("Thông tin", "About")
_RULE: Final = Text("Mã quy tắc", "Rule")
_SAID: Final = Text("Nội dung", "Says")
_MARK: Final = Text("So với các tỉnh khác", "Among the others")
_SILENCE: Final = Text("Im lặng", "Silence")
_AGAINST: Final = Text("So với", "Against")
_STANDS: Final = Text("Kết quả", "Result")
_START: Final = Text("Ngày bắt đầu làm chứng", "Witness start")
_DUE: Final = Text("Đến hạn", "Due")
_OTHER_DUE: Final = Text("Bên kia đến hạn", "The other due")
_ITEM: Final = Text("Mục", "Item")


def matrix_as_workbook(matrix: Matrix, lang: str) -> bytes:
    """Return the workbook: headers and topics stay in sight, every sheet can be filtered, texts are never formulas."""
    columns = [(TOPIC, 26), *((_literal(column_title(column, lang)), 46) for column in matrix.columns)]
    clauses = ((TOPIC, 30), (REGULATION, 22), (_RULE, 26), (_SAID, 60), (CITES, 30), (_MARK, 20), (_SILENCE, 30))
    standings = (
        *((TOPIC, 30), (REGULATION, 22), (_RULE, 26), (_AGAINST, 22), (_STANDS, 80)),
        *((_START, 14), (_DUE, 14), (_OTHER_DUE, 14)),
    )
    with workbook_of(title(matrix, lang), matrix.as_of, lang) as writer:
        writer.sheet(_MATRIX, columns, _matrix_rows(matrix, lang), frozen=1)
        writer.sheet(_CLAUSES, clauses, _clause_rows(matrix, lang), frozen=1)
        writer.sheet(_STANDINGS, standings, _standing_rows(matrix, lang), frozen=1)
        writer.sheet(_ABOUT, ((_ITEM, 30), (_SAID, 90)), _about_rows(matrix, lang))
    return writer.content()


def _literal(text: str) -> Text:
    """Return a heading that is the same in both languages."""
    escaped = text.replace("{", "{{").replace("}", "}}")
    return Text(escaped, escaped)


def _matrix_rows(matrix: Matrix, lang: str) -> Iterator[tuple[Cell, ...]]:
    for row in matrix.rows:
        cells = ("\n".join(filter(None, (*cell_lines(cell, lang), mark_words(cell, lang)))) for cell in row.cells)
        yield (row_title(row, lang), *cells)


def _clause_rows(matrix: Matrix, lang: str) -> Iterator[tuple[Cell, ...]]:
    for row in matrix.rows:
        topic = row_title(row, lang)
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            mark = mark_words(cell, lang)
            if cell.silence is not None:
                yield topic, column.province, None, None, None, mark, silence_words(cell, lang)
            for said in cell.said:
                yield topic, column.province, said.rule, said.text, "; ".join(said.cites), mark, None


def _standing_rows(matrix: Matrix, lang: str) -> Iterator[tuple[Cell, ...]]:
    for row in matrix.rows:
        for item in row.standings:
            here, there = matrix.columns[item.column].province, matrix.columns[item.reference].province
            said = (row_title(row, lang), here, item.rule, there, standing_words(item, matrix, lang))
            found = proofs(item, matrix)
            for proof in found:
                yield (*said, proof.seen.start, proof.seen.one.due_on, proof.seen.other.due_on)
            if not found:
                yield said


def _about_rows(matrix: Matrix, lang: str) -> Iterator[tuple[Cell, ...]]:
    yield title(matrix, lang), LEGEND.say(lang)
    for fact in facts(matrix, lang):
        yield None, fact
    for column in matrix.columns:
        yield column_title(column, lang), f"{column.id} {column.version}"
