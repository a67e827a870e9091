"""Diagnostic codes: phrase."""

from __future__ import annotations

from engine.diagnostics.catalogue import Entry

ENTRIES: tuple[Entry, ...] = ()
