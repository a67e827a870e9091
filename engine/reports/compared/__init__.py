"""The comparison of regulations, for people and for machines."""

from engine.reports.compared.render import BINARY_FORMATS, FORMATS, render_matrix

__all__ = ["BINARY_FORMATS", "FORMATS", "render_matrix"]
