"""One door to all report formats."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final

from engine.compliance import PRESSING, Wanted
from engine.outcomes import Status
from engine.reports.names import Names
from engine.reports.overview import overview_of

if TYPE_CHECKING:
    import polars as pl

    from engine.survey import Survey

FORMATS: Final = ("table", "jsonl", "csv", "xlsx", "html", "md", "parquet")
BINARY_FORMATS: Final = frozenset({"xlsx", "parquet"})
_MOST_BREACHES: Final = 100_000
"""A workbook's sheet of breaches is sorted by urgency up to so many; beyond, it keeps the order of all findings."""


def wanted_for(style: str, *, everything: bool = False, oldest: int | None = None) -> Wanted:
    """Return what a survey has to keep for a format; see `write_check`.

    Args:
        everything: list in table, md and html what is met or not yet due, too; the other formats always have all.
        oldest: in the table, show only the units and this many of the longest overdue duties.
    """
    match style:
        case "jsonl" | "csv" | "parquet":
            return Wanted(rows=True, statuses=frozenset())
        case "xlsx":
            breaking = frozenset(status for status in Status if status.breaks_the_rules)
            return Wanted(rows=True, statuses=breaking, most_listed=_MOST_BREACHES)
    return Wanted(statuses=frozenset(Status) if everything else PRESSING, oldest=oldest or 0)


def write_check(
    survey: Survey, style: str, lang: str, target: BinaryIO, *, width: int | None = None, colour: bool = False
) -> None:
    """Write a result in one of the FORMATS, as it comes. Equal results give equal bytes.

    Args:
        survey: one that kept what is `wanted_for` the format.
        style: one of FORMATS.
        lang: «vi» or «en»; the keys and ids of jsonl, csv and parquet are the same in both.
        width: columns of the table; None for 100.
        colour: whether the table has ANSI colours.

    Raises:
        OSError: the target takes no more.
        ValueError: there is no such format, or the survey did not keep what it needs (programming errors).
    """
    names = Names.of(lang, survey.judged, survey.units)
    match style:
        case "jsonl":
            from engine.reports.lines import write_json_lines

            write_json_lines(_all_of(survey), target)
        case "csv":
            from engine.reports.lines import write_comma_table

            write_comma_table(_all_of(survey), target)
        case "parquet":
            from engine.reports.parquet_file import write_parquet

            write_parquet(_all_of(survey), target)
        case "xlsx":
            from engine.reports.workbook import write_workbook

            write_workbook(survey, names, target)
        case _:
            target.write(_for_people(survey, style, names, width, colour))


def render_check(survey: Survey, style: str, lang: str, *, width: int | None = None, colour: bool = False) -> bytes:
    """Return what `write_check` writes."""
    written = io.BytesIO()
    write_check(survey, style, lang, written, width=width, colour=colour)
    return written.getvalue()


def write_summaries(
    survey: Survey,
    by: Sequence[str],
    style: str,
    lang: str,
    target: BinaryIO,
    *,
    width: int | None = None,
    colour: bool = False,
) -> None:
    """Write counts by unit, month, topic or province; see `engine.reports.summarised`."""
    from engine.reports.summarised import write_summaries as write

    write(survey, by, style, lang, target, width=width, colour=colour)


def _all_of(survey: Survey) -> Iterator[pl.DataFrame]:
    """Return all findings as tables, and behind them the rows left out."""
    if not survey.left_rows:
        return survey.findings.frames()
    from engine.reports.left_rows import left_as_findings

    return survey.findings.frames(left_as_findings(survey.left_rows))


def _for_people(survey: Survey, style: str, names: Names, width: int | None, colour: bool) -> bytes:
    match style:
        case "table":
            from engine.reports.terminal import LIMITS, overview_as_text

            return overview_as_text(overview_of(survey, names, LIMITS.units), names, width=width, colour=colour)
        case "md":
            from engine.reports.markdown import LIMITS, overview_as_markdown

            return overview_as_markdown(overview_of(survey, names, LIMITS.units), names)
        case "html":
            from engine.reports.page import LIMITS, overview_as_page

            return overview_as_page(overview_of(survey, names, LIMITS.units), names, survey.retrace)
    raise ValueError(f"no report format {style!r}")
