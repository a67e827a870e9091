"""What surrounds every event: the plan and the units, as tables by code. Equals `engine.evaluation.facts.Setting`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from engine.columnar.days import NOTHING, Bools, Ints, number_of
from engine.columnar.lifetimes import Lifetimes
from engine.columnar.log import LogColumns
from engine.columnar.words import Words
from engine.loading.logs import UnitTable
from engine.planning.plan import Plan

OUTSIDE = 0
UNDECIDED = 1
INSIDE = 2


@dataclass(frozen=True)
class Setting:
    """Tables by code of unit, each with one entry more for a unit that is not known.

    Attributes:
        units: the units of the log and of the units table.
        cases: the cases of the log and those that the plan recognises.
        roles: the roles of the log and the bearers of duties.
        unit_type: code of the type among `types`.
        scope: whether the regulation binds the unit.
        parent: the superior unit.
        departments: the units that are, or were, the Department of Home Affairs.
        known: the units of the table that are under this regulation, in order; None without a table.
        superiors: those among `known` that have units under them.
        table: the units table itself, for what is seldom asked.
        lifetimes: None when no unit begins or ends.
    """

    plan: Plan
    units: Words
    cases: Words
    roles: Words
    types: Words
    unit_type: Ints
    scope: Ints
    parent: Ints
    departments: Ints
    known: Ints | None
    superiors: Ints | None
    table: UnitTable | None
    lifetimes: Lifetimes | None

    @classmethod
    def of(cls, plan: Plan, log: LogColumns, table: UnitTable | None, members: frozenset[str] | None) -> Setting:
        """Lay out what the plan and the units table say of every unit."""
        units = log.units.with_added(table or ())
        found = [table.get(unit) for unit in units] if table is not None else [None] * len(units)
        types = Words.of(unit.type for unit in found if unit is not None)
        known = [unit for unit in table or () if members is None or unit in members]
        departments = [unit for unit in known if table is not None and table[unit].type == "so_noi_vu"]
        return cls(
            plan=plan,
            units=units,
            cases=log.cases.with_added(case.case for case in plan.cases),
            roles=log.actors.with_added(duty.bearer for duty in plan.duties),
            types=types,
            unit_type=_table(types.code(unit.type) if unit is not None else NOTHING for unit in found),
            scope=_scope(plan, units, table, members),
            parent=_table(units.code(unit.parent) if unit is not None else NOTHING for unit in found),
            departments=_codes(units, departments),
            known=_codes(units, known) if table is not None else None,
            superiors=_codes(units, [unit for unit in known if table.children(unit)]) if table is not None else None,
            table=table,
            lifetimes=Lifetimes.of(units, table),
        )

    def department_on(self, days: Ints) -> Ints:
        """Return the Department of Home Affairs on each day, `NOTHING` when it cannot be told."""
        found = np.full(len(days), NOTHING, np.int32)
        lifetimes = self.lifetimes
        if len(self.departments) == 1 and lifetimes is None:
            found[:] = self.departments[0]
        if lifetimes is not None:
            there = [lifetimes.exist(np.array([code]), days) for code in self.departments.tolist()]
            alone = np.sum(there, axis=0) == 1 if there else np.zeros(len(days), bool)
            for code, exists in zip(self.departments.tolist(), there, strict=True):
                found[alone & exists] = code
        return found

    def bearers(self, units: Ints, days: Ints) -> tuple[Ints, Ints]:
        """Return which units answer on each day, and from which other they have it, `NOTHING` for none."""
        if self.lifetimes is None:
            return units, np.full(len(units), NOTHING, np.int32)
        found = self.lifetimes.bearers(units, days)
        return found, np.where(found == units, NOTHING, units)

    def unit_attribute(self, name: str, words: Words) -> tuple[Ints, Words]:
        """Return what the units table says of every unit under an attribute, and `words` with what is said added."""
        found = [self.table.get(unit) for unit in self.units] if self.table is not None else [None] * len(self.units)
        said = [unit.attribute(name) if unit is not None else None for unit in found]
        words = words.with_added(said)
        return _table(map(words.code, said)), words

    def is_outside(self, units: Ints) -> Bools:
        """Tell which units the regulation surely does not bind."""
        outside: Bools = self.scope[units] == OUTSIDE
        return outside

    def in_force(self, days: Ints) -> Bools:
        """Tell on which days the regulation is in force; equals `Plan.in_force`."""
        return within(days, self.plan.valid_from, self.plan.valid_until)

    def binds(self, days: Ints, units: Ints) -> Bools:
        """Tell which acts the regulation governs; equals `engine.evaluation.act_verdicts.is_bound`."""
        bound: Bools = self.in_force(days) & ~self.is_outside(units)
        return bound


def within(days: Ints, valid_from: date | None, valid_until: date | None) -> Bools:
    """Tell which days lie in a half-open time; None is unbounded."""
    inside = np.ones(len(days), bool)
    if valid_from is not None:
        inside &= days >= number_of(valid_from)
    if valid_until is not None:
        inside &= days < number_of(valid_until)
    return inside


def _codes(units: Words, names: Iterable[str]) -> Ints:
    return np.fromiter((units.code(name) for name in names), np.int32)


def _table(values: Iterable[int]) -> Ints:
    """Return `values` by code, and `NOTHING` for a unit that is not known."""
    return np.fromiter(chain(values, (NOTHING,)), np.int32)


def _scope(plan: Plan, units: Words, table: UnitTable | None, members: frozenset[str] | None) -> Ints:
    if table is None:
        return np.full(len(units) + 1, UNDECIDED, np.int8)
    return np.array([*(_scope_of(plan, unit, table, members) for unit in units), UNDECIDED], np.int8)


def _scope_of(plan: Plan, unit: str, table: UnitTable, members: frozenset[str] | None) -> int:
    if members is not None and unit not in members:
        return OUTSIDE
    found = table.get(unit)
    if found is not None and found.in_scope is not None:
        return INSIDE if found.in_scope else OUTSIDE
    if found is None or found.type is None or not plan.scope_unit_types:
        return UNDECIDED
    return INSIDE if found.type in plan.scope_unit_types else OUTSIDE
