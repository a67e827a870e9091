"""Portions of findings put in order, and kept in memory or in files until all have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from engine.columnar.days import EARLIEST, NEVER, NOTHING, Bools, Ints
from engine.columnar.findings import Columns, FindingColumns
from engine.columnar.ordering import WOULD_BE_RANKS, Key, order_by_unit_and_due, order_within_units, ranks_of

_KINDS = (np.int8, np.int16, np.int32, np.int64)


class Column(Protocol):
    """A column of which any stretch can be had."""

    def __getitem__(self, rows: slice, /) -> Ints:
        """Return the rows of a stretch; both its ends are given."""


@dataclass(frozen=True, slots=True)
class FiledColumn:
    """A column in a file of its own, as bare numbers."""

    path: Path
    kind: np.dtype[np.signedinteger]

    @classmethod
    def written(cls, path: Path, values: Ints) -> FiledColumn:
        """Write a column in the smallest numbers that hold it."""
        lowest, highest = values.min(initial=0), values.max(initial=0)
        kind = next(kind for kind in _KINDS if np.iinfo(kind).min <= lowest and highest <= np.iinfo(kind).max)
        with path.open("wb") as file:
            file.write(np.ascontiguousarray(values, kind).data)
        return cls(path, np.dtype(kind))

    def __getitem__(self, rows: slice, /) -> Ints:
        offset = rows.start * self.kind.itemsize
        return np.fromfile(self.path, self.kind, rows.stop - rows.start, offset=offset)


@dataclass(frozen=True)
class Run:
    """Findings of one regulation in the order of `engine.findings`.

    Attributes:
        head: what the codes mean; it has no columns.
        unit_sizes: how many findings each unit has, by code; at the end those without a unit.
    """

    head: FindingColumns
    unit_sizes: Ints
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, portion: FindingColumns) -> Run:
        """Put a portion in order."""
        ordered = in_order(portion)
        units = ordered.columns["unit"]
        sizes = np.bincount(np.where(units == NOTHING, len(portion.units), units), minlength=len(portion.units) + 1)
        return cls(replace(portion, columns={}), sizes, ordered.columns)

    def __len__(self) -> int:
        return int(self.unit_sizes.sum())

    def laid_down(self, folder: Path) -> Run:
        """Return the run with its columns written to `folder`, which is made."""
        folder.mkdir()
        columns = {
            name: FiledColumn.written(folder / name, column[0 : len(self)]) for name, column in self.columns.items()
        }
        return replace(self, columns=columns)

    def rows(self, first: int, end: int) -> Columns:
        """Return a stretch of findings."""
        return {name: column[first:end] for name, column in self.columns.items()}


def in_order(portion: FindingColumns) -> FindingColumns:
    """Return a portion in the order of `engine.findings`; the portion itself if it is in order already."""
    columns, rules, reasons = portion.columns, ranks_of([norm.rule for norm in portion.norms]), portion.reasons
    if _are_in_order(_keys_of(portion, rules, ranks_of(reasons)), len(portion)):
        return portion
    order = order_within_units(columns, rules, ranks_of(reasons), *_ranks(portion))
    placed = {name: columns[name][order] for name in ("unit", "due_on")}
    return portion.take(order[order_by_unit_and_due(placed, portion.units.ranks)])


def empty_first(days: Ints) -> Ints:
    """Return day numbers with «no such day» before all others."""
    return np.where(days == NEVER, EARLIEST - 1, days)


def _ranks(portion: FindingColumns) -> tuple[Ints, Ints, Ints]:
    """Return, for the codes of cases, roles and units, their places in order."""
    return portion.cases.ranks, portion.roles.ranks, portion.units.ranks


def _keys_of(portion: FindingColumns, rules: Ints, reasons: Ints) -> tuple[Key, ...]:
    columns = portion.columns
    cases, roles, units = _ranks(portion)
    return (
        lambda rows: units[columns["unit"][rows]],
        lambda rows: empty_first(columns["due_on"][rows]),
        lambda rows: columns["dossier"][rows],
        lambda rows: rules[columns["norm"][rows]],
        lambda rows: empty_first(columns["trigger_date"][rows]),
        lambda rows: columns["trigger_event"][rows],
        lambda rows: reasons[columns["reason"][rows]],
        lambda rows: columns["ref"][rows],
        lambda rows: empty_first(columns["fulfilled_on"][rows]),
        lambda rows: cases[columns["case"][rows]],
        *([lambda rows: columns["about"][rows]] if "about" in columns else []),
        lambda rows: roles[columns["bearer"][rows]],
        *([lambda rows: units[columns["inherited_from"][rows]]] if "inherited_from" in columns else []),
        *([lambda rows: WOULD_BE_RANKS[columns["would_be"][rows]]] if "would_be" in columns else []),
    )


def _are_in_order(keys: Sequence[Key], size: int) -> bool:
    """Tell whether rows are in order of the first key, then the second and so on."""
    tied: Ints | None = None
    for key in keys:
        if tied is None:
            values = key(slice(None))
            before, after = values[:-1], values[1:]
        else:
            before, after = key(tied), key(tied + 1)
        if (before > after).any():
            return False
        same: Bools = before == after
        tied = np.flatnonzero(same) if tied is None else tied[same]
    return size >= 0
