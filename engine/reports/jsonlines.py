"""Findings as JSON Lines: for programs, every finding, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from engine.findings import Finding


def findings_as_json_lines(findings: Iterable[Finding]) -> bytes:
    """Return one JSON object a line, UTF-8, in the order given.

    Half a surrogate pair, which UTF-8 cannot hold, is written as its JSON escape.
    """
    return "".join(finding.as_json_line() + "\n" for finding in findings).encode("utf-8", "backslashreplace")
