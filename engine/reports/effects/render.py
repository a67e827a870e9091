"""One door to all formats of a trial."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.reports.effects.reading_words import AllReadings
    from engine.reports.effects.words import WhatIf

FORMATS: Final = ("text", "json", "md", "xlsx")
BINARY_FORMATS: Final = frozenset({"xlsx"})


def render_effects(report: WhatIf, style: str, *, width: int | None = None) -> bytes:
    """Return what a change does in one of FORMATS. Equal results give equal bytes.

    Args:
        width: columns of the text; None for 100.

    Raises:
        ValueError: there is no such format (a programming error).
    """
    match style:
        case "text":
            from engine.reports.effects.terminal import effects_as_text

            return effects_as_text(report, width=width)
        case "json":
            from engine.reports.effects.records import effects_as_json

            return effects_as_json(report)
        case "md":
            from engine.reports.effects.markdown import effects_as_markdown

            return effects_as_markdown(report)
        case "xlsx":
            from engine.reports.effects.sheets import effects_as_workbook

            return effects_as_workbook(report)
    raise ValueError(f"no format {style!r} of a trial")


def render_readings(report: AllReadings, style: str, *, width: int | None = None) -> bytes:
    """Return which verdicts hang on which reading, as `render_effects` does for a change."""
    match style:
        case "text":
            from engine.reports.effects.terminal import readings_as_text

            return readings_as_text(report, width=width)
        case "json":
            from engine.reports.effects.records import readings_as_json

            return readings_as_json(report)
        case "md":
            from engine.reports.effects.markdown import readings_as_markdown

            return readings_as_markdown(report)
        case "xlsx":
            from engine.reports.effects.sheets import readings_as_workbook

            return readings_as_workbook(report)
    raise ValueError(f"no format {style!r} of a trial")
