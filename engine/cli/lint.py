"""`quyche lint`: mistakes and defects of rule files, and how much of each text its file accounts for."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics

if TYPE_CHECKING:
    from engine.analysis.defects import Defect
    from engine.cli.lint_records import Examination
    from engine.diagnostics import Diagnostic
    from engine.loading.rules import RuleDocument

_MOST_SHOWN = 1000


@click.command("lint", help="Kiểm tra tệp quy tắc, khiếm khuyết của quy chế, độ phủ điều khoản và cách hiểu.")
@click.argument("names", nargs=-1, metavar="[TỆP|MÃ]...")
@click.option("--explain", "code", metavar="MÃ_THÔNG_BÁO", help="Giải thích một mã thông báo, ví dụ P204.")
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="THƯ_MỤC",
    help="Đối chiếu từng con số, cụm từ với văn bản trong thư mục này.",
)
@click.option(
    "--format", "style", type=click.Choice(("text", "json", "sarif")), default="text", show_default=True, help="Dạng."
)
def command(names: tuple[str, ...], code: str | None, sources: Path | None, style: str) -> None:
    """Check the named rule files (default: all known ones).

    Exit 3 when a file has mistakes and cannot be used, 1 when it has a defect of weight «error» that is not accepted.
    """
    lang = current_lang()
    if code is not None:
        _explain(code, lang)
        return
    documents, problems = _load(names)
    examined = [_examine(document, problems, sources) for document in documents]
    _show(examined, problems, style, lang)
    raise click.exceptions.Exit(_exit_code(examined, problems))


def _show(examined: list[Examination], problems: list[Diagnostic], style: str, lang: str) -> None:
    from engine.cli.lint_records import as_record, as_sarif_log

    match style:
        case "json":
            click.echo(json.dumps(as_record(examined, problems, lang), ensure_ascii=False, indent=2))
        case "sarif":
            click.echo(json.dumps(as_sarif_log(examined, problems, lang), ensure_ascii=False, indent=2))
        case _:
            from engine.cli.lint_text import as_text

            show_diagnostics(problems, lang, limit=_MOST_SHOWN)
            click.echo(as_text(examined, problems, lang))


def _exit_code(examined: list[Examination], problems: list[Diagnostic]) -> ExitCode:
    from engine.diagnostics import has_errors

    if any(item.code == "U101" for item in problems):
        return ExitCode.USAGE
    if has_errors(problems):
        return ExitCode.RULES
    if any(defect.is_open_error for item in examined for defect in item.defects):
        return ExitCode.VIOLATIONS
    return ExitCode.CLEAN


def _explain(code: str, lang: str) -> None:
    from engine.diagnostics import Diagnostic, entries
    from engine.diagnostics.pages import page

    entry = entries().get(code.strip().upper())
    if entry is None:
        show_diagnostics([Diagnostic.of("U114", name=code)], lang)
        raise click.exceptions.Exit(ExitCode.USAGE)
    for line in page(entry, lang).splitlines():
        click.echo(textwrap.fill(line, 100, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False))


def _load(names: tuple[str, ...]) -> tuple[list[RuleDocument], list[Diagnostic]]:
    from engine.diagnostics import Diagnostic
    from engine.loading.rules import find_rules, known_rules, load_rules

    found: dict[str, Path | None] = {name: find_rules(name) for name in names} if names else {**known_rules()}
    documents: list[RuleDocument] = []
    problems: list[Diagnostic] = []
    for name, path in found.items():
        if path is None:
            problems.append(Diagnostic.of("U101", name=name, known=", ".join(sorted(known_rules()))))
            continue
        document, wrong = load_rules(path)
        problems += wrong
        if document is not None:
            documents.append(document)
    return documents, problems


def _examine(document: RuleDocument, problems: list[Diagnostic], sources: Path | None) -> Examination:
    """Look for defects; a file with mistakes of its own is only counted."""
    from engine.analysis import coverage_of, find_defects
    from engine.cli.lint_records import Examination
    from engine.diagnostics import has_errors

    own = [item for item in problems if item.place is not None and item.place.file == document.source.name]
    usable = not has_errors(own)
    defects = find_defects(document, _against_text(document, sources, problems)) if usable else []
    return Examination(document, coverage_of(document), tuple(defects))


def _against_text(document: RuleDocument, folder: Path | None, problems: list[Diagnostic]) -> list[Defect]:
    """Return where the rule file and the text of the regulation differ; without a folder of texts, nothing.

    A text that is missing or cannot be read is added to `problems`.
    """
    if folder is None:
        return []
    from engine.analysis.defects import Defect
    from engine.analysis.sources import compare_with_text, text_of
    from engine.diagnostics import Diagnostic

    text, wrong = text_of(document, folder)
    problems += wrong
    if text is None:
        if not wrong:
            problems.append(Diagnostic.of("U131", name=document.id, folder=folder))
        return []
    return [Defect(item, dict(item.args).get("at", "regulation")) for item in compare_with_text(document, text)]
