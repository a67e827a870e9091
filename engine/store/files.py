"""What tells a journal from a log, without loading the database library."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = (".sqlite", ".sqlite3", ".db")


class JournalError(Exception):
    """The journal cannot be read or written; the message says why. Raised to the command, which reports it."""


def is_journal(path: Path) -> bool:
    """Tell by its name whether a file is a journal rather than a log."""
    return path.suffix.lower() in SUFFIXES
