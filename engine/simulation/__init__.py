"""Made-up but believable event logs, generated from a regulation's own plan."""

from engine.simulation.scenario import Scenario
from engine.simulation.simulate import Simulation, simulate
from engine.simulation.writing import FORMATS, write_events, write_units

__all__ = ["FORMATS", "Scenario", "Simulation", "simulate", "write_events", "write_units"]
