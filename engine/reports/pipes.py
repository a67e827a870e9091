"""Markdown tables: texts that show as they are, rows between pipes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def plain(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")


def pipe_row(cells: Iterable[str]) -> str:
    """Return one row of a table from cells that are Markdown already."""
    return "| " + " | ".join(cells) + " |"


def pipe_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return the lines of a table from plain texts."""
    first = [plain(head) for head in heads]
    return [pipe_row(first), pipe_row(["---"] * len(first)), *(pipe_row(map(plain, row)) for row in rows)]
