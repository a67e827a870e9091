"""`quyche compare`: regulations side by side, topic by topic."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.cli.common import DATE, ExitCode, current_lang, show_diagnostics

if TYPE_CHECKING:
    from engine.diagnostics import Diagnostic
    from engine.loading.rules import RuleDocument

FORMATS: Final = ("table", "json", "md", "html", "csv", "xlsx")
_FORMAT_OF_SUFFIX: Final = {f".{name}": name for name in FORMATS if name != "table"}


@click.command("compare", help="Đặt các quy chế cạnh nhau theo từng chủ đề, cho biết bên nào chặt hơn.")
@click.argument("names", nargs=-1, metavar="[MÃ|TỆP]...")
@click.option("--topic", "topics", multiple=True, metavar="CHỦ_ĐỀ", help="Chỉ những chủ đề này (mã hoặc nhãn).")
@click.option("--as-of", type=DATE, metavar="NGÀY", help="Theo quy định tại ngày này (mặc định: hôm nay).")
@click.option("--base", metavar="MÃ", help="So các quy chế khác với quy chế này.")
@click.option("--only-different", is_flag=True, help="Chỉ những chủ đề mà các quy chế nói khác nhau.")
@click.option("--ledgers", is_flag=True, help="Bảng kèm bảng đếm từng ngày của các ngày làm chứng.")
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    help="Dạng kết quả (mặc định: table, hoặc theo đuôi của tệp --out).",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
def command(
    names: tuple[str, ...],
    topics: tuple[str, ...],
    as_of: date | None,
    base: str | None,
    only_different: bool,
    ledgers: bool,
    style: str | None,
    out: Path | None,
) -> None:
    """Compare the named regulations (default: all known ones) by the versions in force on a day."""
    from engine.cli.judging import screen, write_result
    from engine.clock import today
    from engine.comparison import compare
    from engine.reports.compared import BINARY_FORMATS, render_matrix

    lang = current_lang()
    style = style or _FORMAT_OF_SUFFIX.get(out.suffix.lower() if out is not None else "", "table")
    if style in BINARY_FORMATS and out is None:
        raise click.UsageError(
            f"--format {style} cần --out TỆP" if lang != "en" else f"--format {style} needs --out FILE"
        )
    day = as_of or today()
    documents = _documents(names, base, day, lang)
    base_id = _base_of(base, documents)
    wanted = _topics(topics, documents, lang)
    matrix = compare(documents, day, wanted, base=base_id, only_different=only_different)
    width, _ = screen() if out is None else (None, False)
    write_result(render_matrix(matrix, style, lang, width=width, ledgers=ledgers), out)


def _documents(names: tuple[str, ...], base: str | None, as_of: date, lang: str) -> list[RuleDocument]:
    """Load the regulations in the order asked for, or all by province; what binds the whole country goes with them.

    The base is added if it is not among them.
    """
    from engine.diagnostics import has_errors
    from engine.loading.rules import known_rules
    from engine.service import added_regulations, load_named_rules
    from engine.vocabulary import vietnamese_key

    asked = dict.fromkeys(names or known_rules())
    documents, problems = load_named_rules(tuple(asked))
    if base is not None and base not in asked and base not in {item.id for item in documents}:
        more, found = load_named_rules((base,))
        documents, problems = [*more, *documents], [*problems, *found]
    above, wrong = added_regulations(documents, None, as_of)
    documents, problems = [*documents, *above], [*problems, *wrong]
    if has_errors(problems):
        show_diagnostics(problems, lang)
        unknown = any(item.code == "U101" for item in problems)
        raise click.exceptions.Exit(ExitCode.USAGE if unknown else ExitCode.RULES)
    if not names:
        documents.sort(key=lambda item: vietnamese_key(item.file.regulation.province))
    return documents


def _base_of(base: str | None, documents: list[RuleDocument]) -> str | None:
    """Return the id of the base, which may have been named by its file."""
    if base is None:
        return None
    return next(item.id for item in documents if base in (item.id, item.source.name))


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
