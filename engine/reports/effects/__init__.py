"""What a change does to the verdicts on a log, and which verdicts hang on a reading: for people and for machines."""

from engine.reports.effects.render import BINARY_FORMATS, FORMATS, render_effects, render_readings

__all__ = ["BINARY_FORMATS", "FORMATS", "render_effects", "render_readings"]
