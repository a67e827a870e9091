"""Made-up but believable event logs, generated from a regulation's own plan."""

from engine.simulation.scenario import Scenario
from engine.simulation.simulate import Simulation, simulate
from engine.simulation.writing import (
    BINARY_FORMATS,
    FORMATS,
    MOST_SHEET_ROWS,
    TooManyRowsError,
    print_events,
    unit_rows,
    write_events,
    write_units,
)

__all__ = [
    "BINARY_FORMATS",
    "FORMATS",
    "MOST_SHEET_ROWS",
    "Scenario",
    "Simulation",
    "TooManyRowsError",
    "print_events",
    "simulate",
    "unit_rows",
    "write_events",
    "write_units",
]
