"""quyche: rules and workflow of Vietnamese administrative regulations, evaluated against event logs."""
