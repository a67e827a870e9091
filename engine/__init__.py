"""quyche: rules and workflow of Vietnamese administrative regulations, evaluated against event logs.

The public names, loaded when they are first used:

    Calendar            the working days, as known at a date
    parse_phrase        a deadline phrase → its meaning, or what is wrong with it
    resolve             a deadline and a trigger date → due date and day ledger
    load_rules          a rule file → document and diagnostics
    compile_plan        a document under a set of readings → plan
    load_events         log files → events and diagnostics
    load_units          a units table → units and diagnostics
    evaluate_reference  a plan and events → verdicts with their traces
    findings_of         verdicts → findings in published order
    check, Inputs       all of it, as the command does
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.calendars import Calendar
    from engine.counting import resolve
    from engine.evaluation import evaluate_reference
    from engine.findings import findings_of
    from engine.loading.logs import load_events, load_units
    from engine.loading.rules import load_rules
    from engine.phrases import parse_phrase
    from engine.planning import compile_plan
    from engine.service import Inputs, check

_HOMES = {
    "Calendar": "engine.calendars",
    "parse_phrase": "engine.phrases",
    "resolve": "engine.counting",
    "load_rules": "engine.loading.rules",
    "compile_plan": "engine.planning",
    "load_events": "engine.loading.logs",
    "load_units": "engine.loading.logs",
    "evaluate_reference": "engine.evaluation",
    "findings_of": "engine.findings",
    "Inputs": "engine.service",
    "check": "engine.service",
}

__all__ = [
    "Calendar",
    "Inputs",
    "check",
    "compile_plan",
    "evaluate_reference",
    "findings_of",
    "load_events",
    "load_rules",
    "load_units",
    "parse_phrase",
    "resolve",
]


def __getattr__(name: str) -> object:
    """Load a public name from the module that defines it (PEP 562); importing the package itself costs nothing."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(home), name)
