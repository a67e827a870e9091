"""One door to all report formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.reports.names import Names
from engine.reports.overview import Overview, overview_of

if TYPE_CHECKING:
    from engine.service import CheckResult

FORMATS: Final = ("table", "jsonl", "csv", "xlsx", "html", "md")
BINARY_FORMATS: Final = frozenset({"xlsx"})


def render_check(
    result: CheckResult,
    style: str,
    lang: str,
    *,
    everything: bool,
    oldest: int | None = None,
    width: int | None = None,
    colour: bool = False,
) -> bytes:
    """Return a result in one of the FORMATS. Equal results give equal bytes.

    Args:
        style: one of FORMATS.
        lang: «vi» or «en»; the keys and ids of jsonl and csv are the same in both.
        everything: list in table, md and html what is met or not yet due, too; the other formats always have all.
        oldest: in the table, show only the units and this many of the longest overdue duties.
        width: columns of the table; None for 100.
        colour: whether the table has ANSI colours.

    Raises:
        ValueError: there is no such format (a programming error).
    """
    names = Names.of(lang, result.judged, result.units)
    match style:
        case "jsonl":
            from engine.reports.jsonlines import findings_as_json_lines

            return findings_as_json_lines(result.findings)
        case "csv":
            from engine.reports.comma_table import findings_as_csv

            return findings_as_csv(result.findings)
        case "xlsx":
            from engine.reports.workbook import result_as_workbook

            return result_as_workbook(result, names)
    return _for_people(overview_of(result, names, everything=everything, oldest=oldest), style, names, width, colour)


def _for_people(overview: Overview, style: str, names: Names, width: int | None, colour: bool) -> bytes:
    match style:
        case "table":
            from engine.reports.terminal import overview_as_text

            return overview_as_text(overview, names, width=width, colour=colour)
        case "md":
            from engine.reports.markdown import overview_as_markdown

            return overview_as_markdown(overview, names)
        case "html":
            from engine.reports.page import overview_as_page

            return overview_as_page(overview, names)
    raise ValueError(f"no report format {style!r}")
