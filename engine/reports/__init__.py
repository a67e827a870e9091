"""Results for people and for machines: one module a format."""

from engine.reports.render import (
    BINARY_FORMATS,
    FORMATS,
    render_check,
    wanted_for,
    write_check,
    write_summaries,
)

__all__ = ["BINARY_FORMATS", "FORMATS", "render_check", "wanted_for", "write_check", "write_summaries"]
