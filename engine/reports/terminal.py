"""The result as tables of text, for a terminal or a plain file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from engine import texts
from engine.evaluation import Status
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
from engine.reports.overview import Overview, Row, UnitPart

LIMITS: Final = Limits(units=20, rows=10)
PLAIN_WIDTH: Final = 100
_NARROW: Final = 80
_LEAST_WIDTH: Final = 40
_STYLES = {
    Status.OVERDUE: "bold red",
    Status.VIOLATION: "magenta",
    Status.LATE: "yellow",
    Status.DUE_SOON: "cyan",
}


def overview_as_text(overview: Overview, names: Names, *, width: int | None, colour: bool) -> bytes:
    """Return the overview as UTF-8 text.

    Args:
        width: columns to fill; None for 100.
        colour: whether to write ANSI colours. They never carry meaning that the words do not.
    """
    columns = max(width or PLAIN_WIDTH, _LEAST_WIDTH)
    console = console_in_memory(columns, colour)
    _print_head(console, overview, names)
    if overview.units:
        console.print(_units_table(overview, names, columns))
        if told := more(texts.MORE_UNITS, len(overview.units) - LIMITS.units, names.lang):
            console.print(RichText(told, style="dim"))
    cut = len(overview.units) > LIMITS.units
    if overview.oldest:
        cut = True
        _print_oldest(console, overview, names, columns)
    for part in () if overview.oldest else overview.units[: LIMITS.units]:
        cut = _print_unit(console, part, names, columns) or cut
    print_left_rows(console, overview.left_rows, names.lang)
    if overview.more_left is not None:
        console.print(RichText(overview.more_left, style="dim"))
    console.print()
    if any(row.late != texts.DASH for part in overview.units for row in part.rows):
        console.print(RichText(texts.LEGEND_LATE.say(names.lang), style="dim"))
    for line in closing_lines(overview, names):
        console.print(RichText(line))
    if cut:
        console.print(RichText(where_the_rest_is(overview, names.lang), style="bold"))
    console.print(RichText(overview.versions, style="dim"))
    return text_of(console).encode("utf-8", "replace")


def print_left_rows(console: Console, rows: Sequence[left_rows.Left], lang: str) -> None:
    """Write rows left out, each with its place, what is wrong and the way out; nothing for none."""
    if not rows:
        return
    console.print()
    console.print(RichText(left_rows.TITLE.say(lang), style="bold"))
    for row in rows:
        subject = f" [{row.dossier}]" if row.dossier else ""
        console.print(RichText(f"{row.file}:{row.line or ''}{subject} {row.why}"))
        console.print(Padding(RichText(row.way_out, style="dim"), (0, 0, 0, 2)))


def console_in_memory(width: int, colour: bool) -> Console:
    """Return a console that writes to memory and looks at no environment variable."""
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def text_of(console: Console) -> str:
    """Return what was written to a console in memory, without spaces at line ends."""
    written = console.file
    if not isinstance(written, io.StringIO):
        raise TypeError("not a console in memory")
    return "\n".join(line.rstrip() for line in written.getvalue().split("\n")).strip("\n") + "\n"


def _print_head(console: Console, overview: Overview, names: Names) -> None:
    for line, is_draft in overview.regulations:
        console.print(RichText(line, style="bold yellow" if is_draft else "bold"))
    console.print(RichText(" · ".join(overview.facts)))
    if overview.counts:
        console.print(RichText(counts_line(overview, names)))
    for line in overview.standings:
        console.print(RichText(line))
    if told := verdict_line(overview, names.lang):
        console.print(RichText(told, style="green"))


def _units_table(overview: Overview, names: Names, width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for place, text in enumerate(UNIT_COLUMNS):
        is_number = place > 0
        table.add_column(
            text.say(names.lang),
            justify="right" if is_number else "left",
            no_wrap=is_number and width >= _NARROW,
            overflow="fold",
        )
    for part in overview.units[: LIMITS.units]:
        table.add_row(*(RichText(cell) for cell in unit_cells(part, names)))
    return table


def _print_unit(console: Console, part: UnitPart, names: Names, width: int) -> bool:
    """Write one unit's rows; return whether some were left out."""
    console.print()
    console.print(RichText(unit_name(part, names), style="bold underline"))
    console.print(_rows_table(part.rows[: LIMITS.rows], names, width))
    told = more(texts.MORE_ROWS, part.row_count - len(part.rows[: LIMITS.rows]), names.lang)
    if told:
        console.print(RichText(told, style="dim"))
    return told is not None


def _print_oldest(console: Console, overview: Overview, names: Names, width: int) -> None:
    """Write the duties that have been overdue longest, over all units, each under its unit's name."""
    console.print()
    title = texts.OLDEST_TITLE.say(names.lang, count=len(overview.oldest))
    console.print(RichText(title, style="bold underline"))
    rows = tuple(replace(row, duty=f"{unit}: {row.duty}") for unit, row in overview.oldest)
    console.print(_rows_table(rows, names, width))


def _rows_table(rows: tuple[Row, ...], names: Names, width: int) -> Table:
    """Lay out rows; on a narrow screen the source stands under the duty instead of beside it."""
    narrow = width < _NARROW
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    headings = [text.say(names.lang) for text in ROW_COLUMNS]
    headings[1] = texts.DAYS_LATE_SHORT.say(names.lang)
    for place, heading in enumerate(headings[:-1] if narrow else headings):
        table.add_column(
            heading,
            justify="right" if place == 1 else "left",
            no_wrap=place == 0,
            overflow="fold",
            ratio=3 if place == 4 else None,
        )
    for row in rows:
        cells = [RichText(cell) for cell in row_cells(row)]
        cells[3].stylize(_STYLES.get(row.status, ""))
        if narrow:
            cells[4].append(f"\n{row.cites}", style="dim")
            cells.pop()
        table.add_row(*cells)
    return table
