"""Event logs and unit tables: files in several formats become plain records."""

from engine.loading.logs.events import load_events
from engine.loading.logs.merging import with_events
from engine.loading.logs.records import Event, EventLog, Unit, UnitTable
from engine.loading.logs.units import load_units

__all__ = ["Event", "EventLog", "Unit", "UnitTable", "load_events", "load_units", "with_events"]
