"""Diagnostics as text for people and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.diagnostics.diagnostic import Diagnostic, sort_key
from engine.diagnostics.entry import Severity
from engine.source import Place

_SEVERITY_WORDS = {
    "vi": {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "lưu ý"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
_WIDEST: Final = 160
"""So many letters of a line are shown."""
_LABELS = {
    "vi": {"hint": "gợi ý", "see": "xem", "cites": "căn cứ"},
    "en": {"hint": "hint", "see": "see", "cites": "source"},
}


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    parts = [place.file]
    if place.line is not None:
        parts.append(str(place.line))
        if place.column is not None:
            parts.append(str(place.column))
    return ":".join(parts) + ": "


def _excerpt(place: Place | None) -> list[str]:
    if place is None or place.line is None or not place.excerpt or place.column is None:
        return []
    number = str(place.line).rjust(5)
    margin = " " * len(number)
    shown, column = _part_of(place.excerpt.replace("\t", " "), place.column - 1)
    width = max(1, min(place.width, len(shown) - column))
    return [f"{number} | {shown}", f"{margin} | {' ' * column}{'^' * width}"]


def _part_of(line: str, column: int) -> tuple[str, int]:
    """Return what of a line fits a page around a column, with the column's place in it."""
    if len(line) <= _WIDEST:
        return line, column
    start = max(0, min(column - _WIDEST // 3, len(line) - _WIDEST))
    before, after = "…" if start else "", "…" if start + _WIDEST < len(line) else ""
    return f"{before}{line[start : start + _WIDEST]}{after}", column - start + len(before)


def render_diagnostic(diagnostic: Diagnostic, lang: str = "vi") -> str:
    """Return the diagnostic as lines of text: place, code, message, excerpt, hint, where to read more."""
    words = _LABELS[lang]
    severity = _SEVERITY_WORDS[lang][diagnostic.severity]
    lines = [f"{_where(diagnostic.place)}{severity} {diagnostic.code}: {diagnostic.message(lang)}"]
    lines += _excerpt(diagnostic.place)
    for note in diagnostic.notes:
        lines.append(f"  {_where(note.place)}{note.message_en if lang == 'en' else note.message}")
    if diagnostic.cites:
        lines.append(f"  {words['cites']}: {diagnostic.cites}")
    if hint := diagnostic.hint(lang):
        lines.append(f"  {words['hint']}: {hint}")
    lines.append(f"  {words['see']}: quyche lint --explain {diagnostic.code}")
    return "\n".join(lines)


def render_diagnostics(diagnostics: Iterable[Diagnostic], lang: str = "vi") -> str:
    """Return all diagnostics as text, sorted by position."""
    return "\n".join(render_diagnostic(item, lang) for item in sorted(diagnostics, key=sort_key))


def diagnostic_as_json(diagnostic: Diagnostic, lang: str = "vi") -> dict[str, object]:
    """Return the diagnostic as plain values: keys file, line, column, code, severity, message, hint, cites."""
    place = diagnostic.place or Place("")
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message(lang),
        "hint": diagnostic.hint(lang),
        "cites": diagnostic.cites,
    }
