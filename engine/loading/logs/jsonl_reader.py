"""JSON Lines: one object a line, its keys being the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from engine.loading.logs.report import Problem, Report, problem
from engine.loading.logs.table import Row, Table
from engine.loading.logs.text_file import read_text


def read_json_lines(path: Path, report: Report) -> Table | None:
    """Return the table in a JSON Lines file, or None when it is not text or no line is an object.

    The columns are all keys in order of appearance; a key missing from a line is an empty cell there. Numbers
    keep the digits they are written with.
    """
    text = read_text(path, report)
    if text is None:
        return None
    file = str(path)
    decoder = json.JSONDecoder(
        object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=lambda name: [name]
    )
    columns: dict[str, int] = {}
    objects: list[tuple[int, dict[str, str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        cells = _cells(line, decoder)
        if isinstance(cells, Problem):
            report.lose(cells, file, number)
            continue
        for name in cells:
            columns.setdefault(name, len(columns))
        objects.append((number, cells))
    if not objects and report.unread:
        return None
    return Table(file, list(columns), _rows(objects, list(columns)))


def _cells(line: str, decoder: json.JSONDecoder) -> dict[str, str] | Problem:
    try:
        pairs = decoder.decode(line.strip())
    except (ValueError, RecursionError):
        return problem("D133")
    if not isinstance(pairs, tuple):
        return problem("D133")
    cells: dict[str, str] = {}
    for name, value in pairs:
        if name in cells:
            return problem("D135", column=name)
        if isinstance(value, list | tuple):
            return problem("D134", column=name)
        cells[name] = _text(value)
    if "\\u" in line and not _is_text("".join([*cells, *cells.values()])):
        return problem("D136")
    return cells


def _is_text(text: str) -> bool:
    """Tell whether `text` can be written out: escapes may hide half of a surrogate pair or a NUL."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _text(value: str | bool | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else "true" if value else "false"


def _rows(objects: list[tuple[int, dict[str, str]]], columns: list[str]) -> Iterator[Row]:
    for number, cells in objects:
        yield number, [cells.get(name, "") for name in columns]
