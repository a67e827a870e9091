"""Storage. The database library is loaded only when a journal is opened: import from the modules."""
