"""Reading what users write: rule files, event logs, unit tables."""
