"""Reading the table of units; what is wrong about a unit is taken as not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from engine.diagnostics import Diagnostic, Note
from engine.loading.logs.columns import UNIT_COLUMNS, Layout, layout_of
from engine.loading.logs.records import Unit, UnitTable
from engine.loading.logs.report import Problem, Report, problem
from engine.loading.logs.table import Table, fits, is_blank, open_table
from engine.loading.logs.values import Suggestions, attribute_value, clean, truth_from
from engine.source import Place
from engine.vocabulary import Vocabulary

_SHEETS = ("units", "đơn vị")


def load_units(path: Path, vocabulary: Vocabulary) -> tuple[UnitTable, list[Diagnostic]]:
    """Return the units in a CSV, XLSX, JSON Lines or Parquet file, and every mistake found.

    A unit defined twice in different ways, an unknown type or parent and a circle of parents are reported and
    then count as not known; the unit itself stays in the table. Equal rows count once, in any order.
    """
    report = Report()
    table = open_table(path, _SHEETS, report)
    if table is None:
        return UnitTable(), report.diagnostics()
    layout = layout_of(table, UNIT_COLUMNS, ("unit",), vocabulary, report)
    if layout is None:
        return UnitTable(), report.diagnostics()
    rows = _read_rows(table, layout, vocabulary, report)
    units = {unit_id: _merged(unit_id, found, table.file, report) for unit_id, found in rows.items()}
    lines = {unit_id: found[0][0] for unit_id, found in rows.items()}
    units = _with_known_parents(units, lines, table.file, report)
    return UnitTable(_without_circles(units, lines, table.file, report)), report.diagnostics()


def _read_rows(
    table: Table, layout: Layout, vocabulary: Vocabulary, report: Report
) -> dict[str, list[tuple[int, Unit]]]:
    types = [name for item in vocabulary.unit_types.values() for name in (item.id, item.label)]
    suggestions = Suggestions(types)
    found: dict[str, list[tuple[int, Unit]]] = {}
    row_count = 0
    for line, cells in table.rows:
        if is_blank(cells):
            continue
        row_count += 1
        if len(cells) != layout.width and not fits(cells, layout.width):
            report.leave_out(problem("D132", found=len(cells), expected=layout.width), table.file, line)
            continue
        unit, problems = _unit_of([*cells, ""], layout, vocabulary, suggestions)
        for item in problems:
            report.add(item, table.file, line)
        if unit.id:
            found.setdefault(unit.id, []).append((line, unit))
    if not row_count and not table.lost:
        report.add(problem("D105"), table.file)
    return found


def _unit_of(
    cells: list[str], layout: Layout, vocabulary: Vocabulary, suggestions: Suggestions
) -> tuple[Unit, list[Problem]]:
    text = {column: clean(cells[index]) for column, index in layout.standard.items()}
    problems: list[Problem] = []
    if not text["unit"]:
        problems.append(problem("D201"))
    unit_type = vocabulary.unit_type_by_name(text["type"])
    if unit_type is None and text["type"]:
        problems.append(problem("D203", suggestions.closest(text["type"]), value=text["type"]))
    in_scope = truth_from(text["in_scope"])
    if in_scope is None and text["in_scope"]:
        problems.append(
            problem("D147", column="in_scope", value=text["in_scope"], expected="có, không, true, false, 1, 0")
        )
    pairs = []
    for name, index in layout.attributes:
        value = attribute_value(name, vocabulary.attributes.get(name), cells[index])
        if isinstance(value, Problem):
            problems.append(value)
        elif value:
            pairs.append((name, value))
    unit = Unit(
        id=text["unit"],
        name=text["name"] or text["unit"],
        type=None if unit_type is None else unit_type.id,
        parent=text["parent"] or None,
        in_scope=in_scope,
        jurisdiction=text["jurisdiction"] or None,
        attributes=tuple(pairs),
    )
    return unit, problems


def _merged(unit_id: str, rows: list[tuple[int, Unit]], file: str, report: Report) -> Unit:
    first_line, first = rows[0]
    different = [line for line, unit in rows if unit != first]
    if not different:
        return first
    note = Note("khai lần đầu ở đây", "first defined here", Place(file, first_line))
    for line in different:
        report.add(problem("D202", unit=unit_id), file, line, (note,))
    return Unit(unit_id, unit_id)


def _with_known_parents(
    units: Mapping[str, Unit], lines: Mapping[str, int], file: str, report: Report
) -> dict[str, Unit]:
    suggestions = Suggestions(units)
    checked = dict(units)
    for unit in units.values():
        if unit.parent is not None and unit.parent not in units:
            near = suggestions.closest(unit.parent)
            report.add(problem("D204", near, unit=unit.id, value=unit.parent), file, lines[unit.id])
            checked[unit.id] = replace(unit, parent=None)
    return checked


def _without_circles(units: Mapping[str, Unit], lines: Mapping[str, int], file: str, report: Report) -> dict[str, Unit]:
    checked = dict(units)
    cleared: set[str] = set()
    for start in units:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in cleared and at not in path:
            path[at] = None
            at = units[at].parent
        if at is not None and at in path:
            circle = list(path)[list(path).index(at) :]
            chain = " → ".join([*circle, at])
            for member in circle:
                report.add(problem("D205", unit=member, chain=chain), file, lines[member])
                checked[member] = replace(units[member], parent=None)
        cleared.update(path)
    return checked
