"""Summaries in every format that can hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as RichText

from engine import texts
from engine.clock import shown
from engine.outcomes import Status
from engine.reports.names import Names
from engine.reports.overview import facts_of, heads_of, standings_of, versions_of
from engine.reports.pipes import pipe_table, plain
from engine.reports.sheets import COUNTED
from engine.reports.spreadsheet import Cell, workbook_of
from engine.reports.summaries import HEADS, TITLES, Line, lines_by, summary_table
from engine.reports.terminal import PLAIN_WIDTH, console_in_memory, text_of
from engine.texts import Text, number

if TYPE_CHECKING:
    from engine.survey import Survey

SUMMARY_FORMATS: Final = ("table", "jsonl", "csv", "xlsx", "md", "parquet")
_TOTAL: Final = Text("Tổng", "Total")
_OTHERS: Final = Text("Khác", "Others")
_TOLD: Final = (
    (Status.OVERDUE, texts.OVERDUE),
    (Status.LATE, texts.LATE),
    (Status.VIOLATION, texts.VIOLATIONS),
    (Status.DUE_SOON, texts.DUE_SOON),
    (Status.MET, Text("Đúng hạn", "Met")),
)
_NARROW: Final = 80

Summaries = dict[str, list[Line]]


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
    """Write a summary for each of `by`, in one of the SUMMARY_FORMATS. Equal results give equal bytes.

    Args:
        by: some of `engine.reports.summaries.BY`.
        lang: «vi» or «en», for the names of things, too; keys are the same in both.
        width: columns of the table; None for 100.
        colour: whether the table has ANSI styles.

    Raises:
        OSError: the target takes no more.
        ValueError: there is no such summary or format (a programming error).
    """
    names = Names.of(lang, survey.judged, survey.units)
    summaries = {name: lines_by(name, survey, names) for name in dict.fromkeys(by)}
    match style:
        case "jsonl":
            from engine.reports.lines import write_json_lines

            write_json_lines(iter([summary_table(summaries)]), target)
        case "csv":
            from engine.reports.lines import write_comma_table

            write_comma_table(iter([summary_table(summaries)]), target)
        case "parquet":
            from engine.reports.parquet_file import write_parquet

            write_parquet(iter([summary_table(summaries)]), target)
        case "xlsx":
            _write_workbook(survey, summaries, lang, target)
        case "md":
            target.write("\n".join(_markdown(survey, summaries, lang)).encode("utf-8", "replace"))
        case "table":
            target.write(_text(survey, summaries, lang, width, colour).encode("utf-8", "replace"))
        case _:
            raise ValueError(f"no summary format {style!r}")


def _write_workbook(survey: Survey, summaries: Summaries, lang: str, target: BinaryIO) -> None:
    with workbook_of(texts.TITLE.say(lang), survey.as_of, lang, target) as writer:
        for by, lines in summaries.items():
            columns = [(HEADS[by], 44), (texts.REGULATION, 16), *((text, 12) for _, text in COUNTED), (_TOTAL, 12)]
            writer.sheet(TITLES[by], [*columns, (texts.OLDEST_DUE, 13)], map(_sheet_cells, lines))


def _sheet_cells(line: Line) -> tuple[Cell, ...]:
    counts = (line.counts[status] for status, _ in COUNTED)
    return (line.name, line.regulation, *counts, line.counts.total(), line.oldest_due)


def _markdown(survey: Survey, summaries: Summaries, lang: str) -> Iterator[str]:
    yield f"# {texts.TITLE.say(lang)}\n"
    for line, _ in heads_of(survey.judged, lang):
        yield f"- {plain(line)}"
    for fact in (*facts_of(survey, lang), *standings_of(survey.judged, lang)):
        yield f"- {plain(fact)}"
    for by, lines in summaries.items():
        yield f"\n## {TITLES[by].say(lang)}\n"
        yield from pipe_table(*_cells(by, lines, survey, lang))
    yield f"\n{plain(versions_of(survey, lang))}\n"


def _text(survey: Survey, summaries: Summaries, lang: str, width: int | None, colour: bool) -> str:
    columns = width or PLAIN_WIDTH
    console = console_in_memory(columns, colour)
    for line, is_draft in heads_of(survey.judged, lang):
        console.print(RichText(line, style="bold yellow" if is_draft else "bold"))
    console.print(RichText(" · ".join(facts_of(survey, lang))))
    for told in standings_of(survey.judged, lang):
        console.print(RichText(told))
    for by, lines in summaries.items():
        console.print()
        console.print(RichText(TITLES[by].say(lang), style="bold underline"))
        heads, rows = _cells(by, lines, survey, lang)
        table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
        for place, head in enumerate(heads):
            is_number = place > 0
            no_wrap = is_number and columns >= _NARROW
            table.add_column(head, justify="right" if is_number else "left", no_wrap=no_wrap, overflow="fold")
        for row in rows:
            table.add_row(*map(RichText, row))
        console.print(table)
    console.print()
    console.print(RichText(versions_of(survey, lang), style="dim"))
    return text_of(console)


def _cells(by: str, lines: Sequence[Line], survey: Survey, lang: str) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows for people; what needs nobody's attention is told as one number."""
    heads = [HEADS[by].say(lang), *(text.say(lang) for _, text in _TOLD), _OTHERS.say(lang), _TOTAL.say(lang)]
    rows = []
    for line in lines:
        counts, total = [line.counts[status] for status, _ in _TOLD], line.counts.total()
        numbers = [number(count, lang) for count in (*counts, total - sum(counts), total)]
        several = by == "unit" and len(survey.judged) > 1
        rows.append([f"{line.name} ({line.regulation})" if several else line.name, *numbers])
    if by == "unit":
        heads.append(texts.OLDEST_DUE.say(lang))
        rows = [[*row, shown(line.oldest_due)] for row, line in zip(rows, lines, strict=True)]
    return heads, rows
