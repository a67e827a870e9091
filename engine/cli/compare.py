"""`quyche compare`: regulations side by side, topic by topic."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.cli.common import DATE, ExitCode, current_lang, show_diagnostics, written_whole

if TYPE_CHECKING:
    from engine.comparison import Matrix
    from engine.diagnostics import Diagnostic
    from engine.loading.rules import RuleDocument

FORMATS: Final = ("table", "json", "md", "html", "csv")
_NARROWEST_CELL: Final = 24


@click.command("compare", help="Đặt các quy chế cạnh nhau theo từng chủ đề.")
@click.argument("names", nargs=-1, metavar="[MÃ|TỆP]...")
@click.option("--topic", "topics", multiple=True, metavar="CHỦ_ĐỀ", help="Chỉ những chủ đề này (mã hoặc nhãn).")
@click.option("--as-of", type=DATE, metavar="NGÀY", help="Theo quy định tại ngày này (mặc định: hôm nay).")
@click.option("--format", "style", type=click.Choice(FORMATS), default="table", show_default=True, help="Dạng.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
def command(names: tuple[str, ...], topics: tuple[str, ...], as_of: date | None, style: str, out: Path | None) -> None:
    """Compare the named regulations (default: all known ones) by the versions in force on a day."""
    from engine.clock import today
    from engine.comparison import compare

    lang = current_lang()
    documents = _documents(names, lang)
    matrix = compare(documents, as_of or today(), _topics(topics, documents, lang))
    text = _rendered(matrix, style, lang, None if out is None else _paper_width())
    if out is None:
        click.echo(text, nl=False)
        return
    with written_whole(out) as path:
        path.write_bytes(text.encode())


def _paper_width() -> int:
    from engine.cli.tables import PAPER_WIDTH

    return PAPER_WIDTH


def _documents(names: tuple[str, ...], lang: str) -> list[RuleDocument]:
    """Load the regulations in the order asked for, or all by province; mistakes end the command."""
    from engine.diagnostics import has_errors
    from engine.loading.rules import known_rules
    from engine.service import load_named_rules
    from engine.vocabulary import vietnamese_key

    documents, problems = load_named_rules(tuple(dict.fromkeys(names)) or tuple(known_rules()))
    if has_errors(problems):
        show_diagnostics(problems, lang)
        unknown = any(item.code == "U101" for item in problems)
        raise click.exceptions.Exit(ExitCode.USAGE if unknown else ExitCode.RULES)
    if not names:
        documents.sort(key=lambda item: vietnamese_key(item.file.regulation.province))
    return documents


def _topics(names: tuple[str, ...], documents: list[RuleDocument], lang: str) -> list[str]:
    """Return the ids of the topics named by id or label; one that is not known ends the command."""
    from engine.diagnostics import Diagnostic
    from engine.vocabulary import standard

    words = [standard(), *(document.vocabulary for document in documents)]
    found: list[str] = []
    problems: list[Diagnostic] = []
    for name in names:
        known = next((topic for vocabulary in words if (topic := vocabulary.find("topics", name)) is not None), None)
        if known is None:
            problems.append(Diagnostic.of("U116", suggestion=words[0].closest("topics", name), name=name))
        else:
            found.append(known)
    if problems:
        show_diagnostics(problems, lang)
        raise click.exceptions.Exit(ExitCode.USAGE)
    return list(dict.fromkeys(found))


def _rendered(matrix: Matrix, style: str, lang: str, width: int | None) -> str:
    from engine.comparison import pages

    match style:
        case "json":
            return pages.as_json(matrix, lang)
        case "md":
            return pages.as_markdown(matrix, lang)
        case "html":
            return pages.as_html(matrix, lang)
        case "csv":
            return pages.as_csv(matrix, lang)
        case _:
            return _terminal(matrix, lang, width)


def _terminal(matrix: Matrix, lang: str, width: int | None) -> str:
    """Return a grid when the columns fit side by side, otherwise a block a topic."""
    from engine.cli.tables import output_width
    from engine.comparison.pages import title

    columns = width or output_width()
    fits = columns // (len(matrix.columns) + 1) >= _NARROWEST_CELL
    body = _grid(matrix, lang, columns) if fits else _blocks(matrix, lang, columns)
    return f"{title(matrix, lang)}\n\n{body}\n"


def _grid(matrix: Matrix, lang: str, width: int) -> str:
    from engine.cli.tables import text_table
    from engine.comparison.pages import cell_lines, column_title, row_title

    heads = ["Topic" if lang == "en" else "Chủ đề", *(column_title(column, lang) for column in matrix.columns)]
    rows = [[row_title(row, lang), *(_listed(cell_lines(cell, lang)) for cell in row.cells)] for row in matrix.rows]
    return text_table(heads, rows, width=width, ratios=[2] + [4] * len(matrix.columns), ruled=True)


def _listed(lines: list[str]) -> str:
    return "\n".join(f"• {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def _blocks(matrix: Matrix, lang: str, width: int) -> str:
    from engine.comparison.pages import cell_lines, column_title, row_title

    blocks = []
    for row in matrix.rows:
        lines = [row_title(row, lang)]
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            lines.append(f"  {column_title(column, lang)}")
            for line in cell_lines(cell, lang):
                lines += textwrap.wrap(
                    line, width, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
                )
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
