"""Diagnostics: a user's mistake as data, apart from how it is shown."""

from engine.diagnostics.catalogue import entries
from engine.diagnostics.diagnostic import Diagnostic, Note, has_errors, sort_key
from engine.diagnostics.entry import Entry, Severity
from engine.diagnostics.render import diagnostic_as_json, render_diagnostic, render_diagnostics

__all__ = [
    "Diagnostic",
    "Entry",
    "Note",
    "Severity",
    "diagnostic_as_json",
    "entries",
    "has_errors",
    "render_diagnostic",
    "render_diagnostics",
    "sort_key",
]
