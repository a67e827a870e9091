"""Reading the table of units; what is wrong about a unit is taken as not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from engine.diagnostics import Diagnostic, Note
from engine.loading.logs.columns import UNIT_COLUMNS, Layout, layout_of
from engine.loading.logs.dates import date_from
from engine.loading.logs.records import Unit, UnitTable
from engine.loading.logs.report import Problem, Report, problem
from engine.loading.logs.table import Table, fits, is_blank, open_table
from engine.loading.logs.values import Suggestions, attribute_value, clean, truth_from
from engine.source import Place
from engine.vocabulary import Vocabulary

_SHEETS = ("units", "đơn vị")
_FURTHER = ("org_level",)
"""What the common vocabulary says of units and no regulation asks for today."""


@dataclass(frozen=True)
class _Link:
    """A column that names another unit.

    Attributes:
        unknown, circle: the codes of what can be wrong with it.
    """

    column: str
    unknown: str
    circle: str

    def of(self, unit: Unit) -> str | None:
        """Return the unit that is named."""
        named: str | None = getattr(unit, self.column)
        return named

    def without(self, unit: Unit) -> Unit:
        """Return `unit` naming none."""
        return replace(unit, parent=None) if self.column == "parent" else replace(unit, successor=None)


_LINKS: Final = (_Link("parent", "D204", "D205"), _Link("successor", "D209", "D210"))


def load_units(path: Path, vocabulary: Vocabulary) -> tuple[UnitTable, list[Diagnostic]]:
    """Return the units in a CSV, XLSX, JSON Lines or Parquet file, and every mistake found.

    A unit defined twice in different ways, an unknown type, parent or successor, a circle of those, and dates that are
    none or end before they begin are reported and then count as not known; the unit itself stays in the table. Equal
    rows count once, in any order. Columns that nothing is known of are named.
    """
    report = Report()
    table = open_table(path, _SHEETS, report)
    if table is None:
        return UnitTable(), report.diagnostics()
    layout = layout_of(table, UNIT_COLUMNS, ("unit",), vocabulary, report)
    if layout is None:
        return UnitTable(), report.diagnostics()
    for name, _ in layout.attributes:
        if name not in vocabulary.attributes and name not in _FURTHER:
            report.add(problem("D206", column=name), table.file)
    rows = _read_rows(table, layout, vocabulary, report)
    units = {unit_id: _merged(unit_id, found, table.file, report) for unit_id, found in rows.items()}
    lines = {unit_id: found[0][0] for unit_id, found in rows.items()}
    for link in _LINKS:
        units = _with_known(link, units, lines, table.file, report)
        units = _without_circles(link, units, lines, table.file, report)
    return UnitTable(units), report.diagnostics()


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
    first, last = (_day_of(column, text[column], problems) for column in ("valid_from", "valid_until"))
    if first is not None and last is not None and last < first:
        problems.append(problem("D208", unit=text["unit"], first=first, last=last))
        first = last = None
    if text["successor"] and not text["valid_until"]:
        problems.append(problem("D211", unit=text["unit"], successor=text["successor"]))
    unit = Unit(
        id=text["unit"],
        name=text["name"] or text["unit"],
        type=None if unit_type is None else unit_type.id,
        parent=text["parent"] or None,
        in_scope=in_scope,
        jurisdiction=text["jurisdiction"] or None,
        attributes=tuple(pairs),
        valid_from=first,
        valid_until=last,
        successor=text["successor"] or None,
    )
    return unit, problems


def _day_of(column: str, text: str, problems: list[Problem]) -> date | None:
    day = date_from(text, column) if text else None
    if isinstance(day, Problem):
        problems.append(problem("D207", column=column, value=text))
        return None
    return day


def _merged(unit_id: str, rows: list[tuple[int, Unit]], file: str, report: Report) -> Unit:
    first_line, first = rows[0]
    different = [line for line, unit in rows if unit != first]
    if not different:
        return first
    note = Note("khai lần đầu ở đây", "first defined here", Place(file, first_line))
    for line in different:
        report.add(problem("D202", unit=unit_id), file, line, (note,))
    return Unit(unit_id, unit_id)


def _with_known(
    link: _Link, units: Mapping[str, Unit], lines: Mapping[str, int], file: str, report: Report
) -> dict[str, Unit]:
    suggestions = Suggestions(units)
    checked = dict(units)
    for unit in units.values():
        other = link.of(unit)
        if other is not None and other not in units:
            near = suggestions.closest(other)
            report.add(problem(link.unknown, near, unit=unit.id, value=other), file, lines[unit.id])
            checked[unit.id] = link.without(unit)
    return checked


def _without_circles(
    link: _Link, units: Mapping[str, Unit], lines: Mapping[str, int], file: str, report: Report
) -> dict[str, Unit]:
    checked = dict(units)
    cleared: set[str] = set()
    for start in units:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in cleared and at not in path:
            path[at] = None
            at = link.of(units[at])
        if at is not None and at in path:
            circle = list(path)[list(path).index(at) :]
            chain = " → ".join([*circle, at])
            for member in circle:
                report.add(problem(link.circle, unit=member, chain=chain), file, lines[member])
                checked[member] = link.without(units[member])
        cleared.update(path)
    return checked
