"""Findings as CSV that Excel opens with the right letters and without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from engine.findings import KEYS, Finding

_BOM = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def findings_as_csv(findings: Iterable[Finding]) -> bytes:
    """Return a header of the published keys and a row a finding: UTF-8 with BOM, comma, dates ISO, empty for null.

    A text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(KEYS)
    for finding in findings:
        record = finding.as_record()
        rows.writerow([_cell(record[key]) for key in KEYS])
    return (_BOM + written.getvalue()).encode("utf-8", "backslashreplace")


def _cell(value: str | int | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return defused(str(value))


def defused(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
