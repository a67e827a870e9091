"""Tables as plain text for the terminal: aligned, wrapped to a width, readable without colour."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

PAPER_WIDTH = 100
"""Columns taken when the output is not a terminal, so that files and pipes get the same bytes everywhere."""


def output_width() -> int:
    """Return how many columns stdout has."""
    if not sys.stdout.isatty():
        return PAPER_WIDTH
    from rich.console import Console

    return Console().width


def text_table(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    width: int | None = None,
    numbers: Iterable[int] = (),
    ratios: Sequence[int] | None = None,
    ruled: bool = False,
) -> str:
    """Return the rows as aligned text; cells wrap at words when the whole is wider than `width`.

    Args:
        headers: one a column; the row count of the answer is not the number of rows when cells wrap.
        width: columns of the terminal; None asks stdout.
        numbers: the columns to align right.
        ratios: how the width is shared; None lets every column take what it needs.
        ruled: whether a line parts the rows.
    """
    from rich import box
    from rich.table import Table

    right = set(numbers)
    table = Table(
        box=box.HORIZONTALS if ruled else box.SIMPLE_HEAD,
        show_lines=ruled,
        show_edge=False,
        pad_edge=False,
        header_style="none",
        expand=ratios is not None,
    )
    for place, header in enumerate(headers):
        table.add_column(
            _plain(header),
            justify="right" if place in right else "left",
            overflow="fold",
            no_wrap=place in right,
            ratio=ratios[place] if ratios is not None else None,
        )
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    return rendered(table, width)


def rendered(shown: object, width: int | None = None) -> str:
    """Return anything that rich can draw as plain text without trailing blanks."""
    from io import StringIO

    from rich.console import Console

    text = StringIO()
    Console(file=text, width=width or output_width(), color_system=None, legacy_windows=False).print(shown)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _plain(text: str) -> Text:
    """Return the text as it stands: square brackets in it are no mark-up."""
    from rich.text import Text

    return Text(text)
