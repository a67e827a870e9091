"""Storage: the journal of events as they became known."""

from engine.store.journal import JournalError, Recorded, is_journal, read_journal, record_events

__all__ = ["JournalError", "Recorded", "is_journal", "read_journal", "record_events"]
