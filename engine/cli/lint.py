"""`quyche lint`: mistakes in rule files, and how much of each text its file accounts for."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics

if TYPE_CHECKING:
    from engine.analysis import Coverage
    from engine.diagnostics import Diagnostic
    from engine.loading.rules import RuleDocument
    from engine.model.procedures import Gap, Interpretation

_BLOCKS: Final = {
    "obligations": ("nghĩa vụ", "obligations"),
    "approval": ("cấp phê duyệt", "approval tiers"),
    "limits": ("giới hạn", "limits"),
    "requirements": ("điều kiện của hành vi", "requirements"),
    "prohibitions": ("hành vi bị cấm", "prohibitions"),
    "consequences": ("hậu quả", "consequences"),
    "norms": ("chuẩn khác", "other norms"),
    "start_dates": ("ngày bắt đầu áp dụng", "start dates"),
}
_WIDTH: Final = 100
_MOST_SHOWN: Final = 1000


@click.command("lint", help="Kiểm tra tệp quy tắc, độ phủ điều khoản, cách hiểu và khoảng trống.")
@click.argument("names", nargs=-1, metavar="[TỆP|MÃ]...")
@click.option("--explain", "code", metavar="MÃ_THÔNG_BÁO", help="Giải thích một mã thông báo, ví dụ P204.")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True, help="Dạng.")
def command(names: tuple[str, ...], code: str | None, style: str) -> None:
    """Check the named rule files (default: all known ones); exit 3 when any has an error."""
    lang = current_lang()
    if code is not None:
        _explain(code, lang)
        return
    documents, problems = _load(names)
    if style == "json":
        click.echo(_as_json(documents, problems, lang))
    else:
        show_diagnostics(problems, lang, limit=_MOST_SHOWN)
        click.echo("\n\n".join(_report(document, lang) for document in documents))
        click.echo("\n" + _summary(len(documents), problems, lang))
    from engine.diagnostics import has_errors

    if any(item.code == "U101" for item in problems):
        raise click.exceptions.Exit(ExitCode.USAGE)
    raise click.exceptions.Exit(ExitCode.RULES if has_errors(problems) else ExitCode.CLEAN)


def _explain(code: str, lang: str) -> None:
    from engine.diagnostics import Diagnostic, entries
    from engine.diagnostics.pages import page

    entry = entries().get(code.strip().upper())
    if entry is None:
        show_diagnostics([Diagnostic.of("U114", name=code)], lang)
        raise click.exceptions.Exit(ExitCode.USAGE)
    for line in page(entry, lang).splitlines():
        click.echo("\n".join(_wrapped(line, 0)))


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


def _report(document: RuleDocument, lang: str) -> str:
    from engine.analysis import coverage_of

    found = coverage_of(document)
    regulation = document.file.regulation
    title = (
        f"{regulation.id} – {regulation.province}, {regulation.number or _unnumbered(lang)} ({document.source.name})"
    )
    return "\n".join([title, *_counts(found, lang), *_doubts(found, lang), *_gaps(found, lang)])


def _unnumbered(lang: str) -> str:
    from engine.texts import UNNUMBERED

    return UNNUMBERED.say(lang)


def _counts(found: Coverage, lang: str) -> list[str]:
    en = lang == "en"
    blocks = ", ".join(f"{count} {_BLOCKS[block][en]}" for block, count in found.rules.items())
    lines = [
        f"  {found.total} provisions: {found.tied} tied to rules, {found.explained} explained, {len(found.open)} open"
        if en
        else f"  {found.total} điều khoản: {found.tied} có quy tắc, {found.explained} có lý do không cần quy tắc, "
        f"{len(found.open)} còn bỏ ngỏ",
        *_wrapped(f"{found.rule_count} {'rules' if en else 'quy tắc'}: {blocks}", 2),
    ]
    if found.open:
        lines += _wrapped(f"{'Open' if en else 'Bỏ ngỏ'}: {'; '.join(found.open)}", 2)
    return lines


def _doubts(found: Coverage, lang: str) -> list[str]:
    title = "interpretations" if lang == "en" else "cách hiểu"
    lines = [f"  {len(found.interpretations)} {title}"]
    for item in found.interpretations:
        lines += _wrapped(f"{item.id}: {item.question}", 4)
        for name, reading in sorted(item.readings.items(), key=lambda pair: pair[0] != item.chosen):
            role = ("chosen", "other") if lang == "en" else ("chọn", "khác")
            lines += _wrapped(f"{role[name != item.chosen]} {name}: {reading.says}", 6)
    return lines


def _gaps(found: Coverage, lang: str) -> list[str]:
    lines = [f"  {len(found.gaps)} {'gaps' if lang == 'en' else 'khoảng trống'}"]
    for gap in found.gaps:
        cites = f" ({'; '.join(gap.cites)})" if gap.cites else ""
        lines += _wrapped(f"{gap.about}: {gap.says}{cites}", 4)
    return lines


def _wrapped(text: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _summary(files: int, problems: list[Diagnostic], lang: str) -> str:
    from engine.diagnostics import Severity

    errors = sum(item.severity is Severity.ERROR for item in problems)
    warnings = sum(item.severity is Severity.WARNING for item in problems)
    if lang == "en":
        return f"{files} files read: {errors} errors, {warnings} warnings"
    return f"Đã đọc {files} tệp: {errors} lỗi, {warnings} cảnh báo"


def _as_json(documents: list[RuleDocument], problems: list[Diagnostic], lang: str) -> str:
    from engine.diagnostics import diagnostic_as_json

    record = {
        "files": [_file_record(document) for document in documents],
        "diagnostics": [diagnostic_as_json(item, lang) for item in problems],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def _file_record(document: RuleDocument) -> dict[str, object]:
    from engine.analysis import coverage_of

    found = coverage_of(document)
    return {
        "file": document.source.name,
        "regulation": document.id,
        "version": document.version,
        "provisions": {
            "total": found.total,
            "tied": found.tied,
            "explained": found.explained,
            "open": len(found.open),
            "open_at": list(found.open),
        },
        "rules": found.rules,
        "interpretations": [_doubt_record(item) for item in found.interpretations],
        "gaps": [_gap_record(gap) for gap in found.gaps],
    }


def _doubt_record(item: Interpretation) -> dict[str, object]:
    return {
        "id": item.id,
        "question": item.question,
        "cites": list(item.cites),
        "about": list(item.about),
        "chosen": item.chosen,
        "why": item.why,
        "others": [name for name in item.readings if name != item.chosen],
        "readings": {name: reading.says for name, reading in item.readings.items()},
    }


def _gap_record(gap: Gap) -> dict[str, object]:
    return {"about": gap.about, "says": gap.says, "cites": list(gap.cites)}
