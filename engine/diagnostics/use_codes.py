"""Diagnostic codes: use."""

from __future__ import annotations

from engine.diagnostics.catalogue import Entry

ENTRIES: tuple[Entry, ...] = ()
