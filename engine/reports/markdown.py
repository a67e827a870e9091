"""The result as Markdown tables, to paste into a document or a ticket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine import texts
from engine.reports import left_rows
from engine.reports.headings import (
    ROW_COLUMNS,
    UNIT_COLUMNS,
    Limits,
    closing_lines,
    counts_line,
    more,
    row_cells,
    unit_cells,
    unit_name,
    verdict_line,
    where_the_rest_is,
)
from engine.reports.names import Names
from engine.reports.overview import Overview
from engine.reports.pipes import pipe_row, plain
from engine.texts import Text

LIMITS: Final = Limits(units=100, rows=100)


def overview_as_markdown(overview: Overview, names: Names) -> bytes:
    """Return the overview as Markdown with pipe tables, UTF-8."""
    lang = names.lang
    lines = [f"# {texts.TITLE.say(lang)}", ""]
    lines += [f"- **{plain(line)}**" if is_draft else f"- {plain(line)}" for line, is_draft in overview.regulations]
    lines += [f"- {plain(fact)}" for fact in overview.facts]
    if overview.counts:
        lines.append(f"- {plain(counts_line(overview, names))}")
    lines += [f"- {plain(line)}" for line in overview.standings]
    if told := verdict_line(overview, lang):
        lines += ["", f"**{told}**"]
    if overview.units:
        lines += ["", f"## {texts.UNITS_CAPTION.say(lang)}", ""]
        shown_units = overview.units[: LIMITS.units]
        lines += _table(UNIT_COLUMNS, (unit_cells(part, names) for part in shown_units), lang, range(1, 5))
    cut = _note(lines, more(texts.MORE_UNITS, len(overview.units) - LIMITS.units, lang))
    for part in overview.units[: LIMITS.units]:
        lines += ["", f"## {plain(unit_name(part, names))}", ""]
        rows = part.rows[: LIMITS.rows]
        lines += _table(ROW_COLUMNS, map(row_cells, rows), lang, (1,))
        cut = _note(lines, more(texts.MORE_ROWS, part.row_count - len(rows), lang)) or cut
    if overview.left_rows:
        lines += ["", f"## {left_rows.TITLE.say(lang)}", ""]
        lines += _table(left_rows.COLUMNS, (row.cells() for row in overview.left_rows), lang, (1,))
        _note(lines, overview.more_left)
    lines += [part for line in closing_lines(overview, names) for part in ("", plain(line))]
    if cut:
        lines += ["", where_the_rest_is(overview, lang)]
    lines += ["", f"{plain(overview.versions)}", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _note(lines: list[str], told: str | None) -> bool:
    if told is None:
        return False
    lines += ["", told]
    return True


def _table(columns: tuple[Text, ...], rows: Iterable[tuple[str, ...]], lang: str, right: Iterable[int]) -> list[str]:
    aligned_right = set(right)
    rules = ("---:" if place in aligned_right else "---" for place in range(len(columns)))
    lines = [pipe_row(text.say(lang) for text in columns), pipe_row(rules)]
    return lines + [pipe_row(map(plain, row)) for row in rows]
