"""The stages of a check as the measurements call them; the one place that knows the evaluator's functions by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.generating import AS_OF
from bench.measuring import ROOT
from engine.calendars import FIRST_DAY, LAST_DAY, Calendar
from engine.columnar import FindingColumns, LogColumns, evaluate_columns
from engine.columnar.evaluate import Evaluation
from engine.columnar.reading import read_log
from engine.compliance import Gathering, Wanted
from engine.loading.logs import UnitTable, load_units
from engine.loading.rules import load_rules
from engine.planning import Plan, compile_plan
from engine.service import Inputs
from engine.service.surveying import survey
from engine.vocabulary import standard

REGULATION = "quangninh"


def plan_of(regulation: str) -> Plan:
    """Return the plan of a regulation that the project carries."""
    document, problems = load_rules(ROOT / "rules" / f"{regulation}.yaml")
    assert document is not None, problems
    return compile_plan(document)


def lifecycle_of(plan: Plan) -> Plan:
    """Return the plan with nothing in it but the lifecycle."""
    return replace(plan, duties=(), tiers=(), requirements=(), limits=(), prohibitions=(), gates=())


def units_beside(log: Path) -> UnitTable | None:
    """Return the units table that lies beside a log."""
    units, _ = load_units(log.with_name("units.csv"), standard())
    return units


def check(log: Path) -> int:
    """Do all that `quyche check` does but printing; return how many findings were summed by unit."""
    inputs = Inputs((log,), AS_OF, units=log.with_name("units.csv"), rules=(REGULATION,))
    found = survey(inputs, Wanted())
    return found.tallies.total


def read(log: Path, units: UnitTable | None) -> LogColumns:
    """Read a log that is a single part."""
    (columns,) = read_log([log], standard(), units, FIRST_DAY, LAST_DAY).parts
    return columns


def judge(plan: Plan, log: LogColumns, units: UnitTable | None) -> list[FindingColumns]:
    """Return every finding, portion by portion, in no order."""
    evaluation = Evaluation(plan, as_of=AS_OF, calendar=Calendar.national(), units=units)
    return [*evaluation.of_dossiers(log), evaluation.of_shared(log)]


def summed(portions: list[FindingColumns]) -> Gathering:
    """Sum findings as a check does."""
    gathering = Gathering(Wanted())
    for portion in portions:
        gathering.add(portion)
    return gathering


def in_order(plan: Plan, log: LogColumns, units: UnitTable | None) -> FindingColumns:
    """Return every finding, in order."""
    return evaluate_columns(plan, log, as_of=AS_OF, calendar=Calendar.national(), units=units)
