"""`quyche read`: a legal text examined by machine, and the skeleton of its rule file."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics, written_whole

if TYPE_CHECKING:
    from engine.reading import Examined
    from engine.reading.records import Record

_WIDTH: Final = 100
_KINDS: Final = {
    "regulation": ("quy chế", "regulation"),
    "decision_with_regulation": ("quyết định kèm quy chế", "decision with its regulation"),
    "submission": ("tờ trình", "submission"),
}
_CALLED: Final = (
    ("nghị định", "decree"),
    ("thông tư", "circular"),
    ("nghị quyết", "resolution"),
    ("quy định", "rules"),
    ("quy trình", "procedure"),
    ("nội quy", "house rules"),
    ("luật", "law"),
)
_LEVELS: Final = {
    "chapter": ("chương", "chapters"),
    "division": ("mục", "divisions"),
    "section": ("mục La Mã", "sections"),
    "item": ("mục số", "items"),
    "subitem": ("tiểu mục", "subitems"),
    "article": ("điều", "articles"),
    "clause": ("khoản", "clauses"),
    "point": ("điểm", "points"),
    "dash": ("gạch đầu dòng", "dashes"),
    "plus": ("dấu cộng", "pluses"),
    "paragraph": ("đoạn không số", "unnumbered paragraphs"),
}
_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\Z")


@click.command(
    "read", help="Đọc một văn bản quy chế: cấu trúc, thời hạn, dẫn chiếu, lỗi soạn thảo; soạn nháp tệp quy tắc."
)
@click.argument("path", type=click.Path(path_type=Path), metavar="VĂN_BẢN")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True, help="Dạng.")
@click.option("--outline", is_flag=True, help="Chương, điều, khoản, điểm và vị trí.")
@click.option("--times", is_flag=True, help="Mọi cụm từ thời gian.")
@click.option("--references", is_flag=True, help="Dẫn chiếu trong văn bản và đến văn bản khác.")
@click.option("--defects", is_flag=True, help="Các chỗ cần xem lại.")
@click.option("--draft", is_flag=True, help="Soạn nháp tệp quy tắc (YAML), chỗ chưa chắc ghi TODO.")
@click.option("--id", "rule_id", metavar="MÃ", help="Mã quy chế trong bản nháp (mặc định: theo tên tệp).")
@click.option("--province", metavar="TÊN", help="Tên tỉnh, thành phố trong bản nháp.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi kết quả ra tệp.")
def command(
    path: Path,
    style: str,
    outline: bool,
    times: bool,
    references: bool,
    defects: bool,
    draft: bool,
    rule_id: str | None,
    province: str | None,
    out: Path | None,
) -> None:
    """Show what is asked for (by default a summary and the defects); exit 4 when the file is no regulation."""
    lang = current_lang()
    asked = {"outline": outline, "times": times, "references": references, "defects": defects}
    parts = [name for name, wanted in asked.items() if wanted]
    if draft and (parts or style == "json"):
        both = "--draft không đi cùng các lựa chọn khác" if lang != "en" else "--draft does not go with other parts"
        raise click.UsageError(both)
    name = rule_id or _slug(path.stem)
    if draft and not _ID.match(name):
        _stop("U113", ExitCode.USAGE, lang, name=name)
    if draft and out is not None and out.exists():
        _stop("U112", ExitCode.USAGE, lang, path=out)
    examined = _examined(path, lang)
    if draft:
        from engine.reading import draft_rules

        answer = draft_rules(examined, name=name, province=province)
        _tell_open_points(examined, lang)
    elif style == "json":
        answer = _as_json(examined, parts, lang)
    else:
        answer = "\n".join(_as_text(examined, parts or ["defects"], lang)) + "\n"
    _write(answer, out, lang)


def _tell_open_points(examined: Examined, lang: str) -> None:
    """Say on stderr how much of the draft a person has to fill in before the file can be used."""
    from engine.reading import draft_duties

    duties = draft_duties(examined)
    lacking = {
        "who": sum(duty.who is None for duty in duties),
        "must": sum(duty.must is None for duty in duties),
        "when": sum(duty.when is None and duty.expired is None and duty.needs_start for duty in duties),
    }
    told = ", ".join(f"{key} {count}" for key, count in lacking.items() if count)
    left = len({item.citation for item in examined.text.provisions} - {duty.cites for duty in duties})
    click.echo(
        f"Draft: {len(duties)} rules{f', to be filled in: {told}' if told else ''}; {left} provisions are left open; "
        "every line marked TODO has to be read. Next: quyche lint FILE"
        if lang == "en"
        else f"Bản nháp: {len(duties)} quy tắc{f', còn phải ghi: {told}' if told else ''}; "
        f"{left} điều khoản còn bỏ ngỏ; "
        "dòng nào có TODO cũng phải đọc lại. Tiếp theo: quyche lint TỆP",
        err=True,
    )


def _stop(code: str, exit_code: ExitCode, lang: str, **args: object) -> NoReturn:
    from engine.diagnostics import Diagnostic

    pairs = tuple((key, str(value)) for key, value in args.items())
    show_diagnostics([Diagnostic(code, None, pairs)], lang)
    raise click.exceptions.Exit(exit_code)


def _examined(path: Path, lang: str) -> Examined:
    from engine.diagnostics import Diagnostic
    from engine.reading import Examined, read_source, read_text

    source, problems = read_source(path)
    text = read_text(source) if source is not None else None
    if isinstance(text, Diagnostic):
        problems = [*problems, text]
    show_diagnostics(problems, lang)
    if text is None or isinstance(text, Diagnostic):
        raise click.exceptions.Exit(ExitCode.DATA)
    return Examined(text)


def _write(answer: str, out: Path | None, lang: str) -> None:
    if out is None:
        click.echo(answer, nl=False)
        return
    with written_whole(out) as temporary:
        temporary.write_text(answer, encoding="utf-8", newline="\n")
    click.echo(f"Written: {out}" if lang == "en" else f"Đã ghi {out}", err=True)


def _slug(stem: str) -> str:
    """Return the file's name as an id: small letters without marks."""
    plain = unicodedata.normalize("NFD", stem.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-") or "quy-che"


def _as_json(examined: Examined, parts: list[str], lang: str) -> str:
    from engine.reading import find_defects
    from engine.reading.records import PARTS, defect_records, text_record

    wanted = set(parts or (*PARTS, "defects"))
    if "references" in wanted:
        wanted.add("documents")
    record: Record = text_record(examined)
    record |= {name: build(examined) for name, build in PARTS.items() if name in wanted}
    if "defects" in wanted:
        record["defects"] = defect_records(find_defects(examined), lang)
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _as_text(examined: Examined, parts: list[str], lang: str) -> Iterator[str]:
    yield from _summary(examined, lang)
    for part in parts:
        yield ""
        match part:
            case "outline":
                yield from _outline(examined)
            case "times":
                yield from _times(examined, lang)
            case "references":
                yield from _references(examined, lang)
            case _:
                yield from _defects(examined, lang)


def _summary(examined: Examined, lang: str) -> Iterator[str]:
    from engine.reading.records import text_record

    en = lang == "en"
    record = text_record(examined)
    head = " · ".join(str(record[key]) for key in ("number", "signed_on") if record[key])
    yield f"{record['file']}: {_kind_of(record)[en]}" + (f" {head}" if head else "")
    if record["name"]:
        yield from _wrapped(str(record["name"]), 2)
    counts = record["counts"]
    assert isinstance(counts, dict)
    said = ", ".join(f"{counts[level]} {words[en]}" for level, words in _LEVELS.items() if counts.get(level))
    yield from _wrapped(said, 2)
    found = len(examined.times), len(examined.references), len(examined.documents)
    yield (
        f"  {found[0]} expressions of time, {found[1]} references within the text, {found[2]} to other documents"
        if en
        else f"  {found[0]} cụm từ thời gian, {found[1]} dẫn chiếu trong văn bản, {found[2]} dẫn chiếu văn bản khác"
    )


def _kind_of(record: Record) -> tuple[str, str]:
    """Return what the text calls itself («nghị định»), else the kind by its shape."""
    named = str(record["name"] or "").lower()
    own = next((words for words in _CALLED if named.startswith(words[0])), None)
    return own if own is not None and record["kind"] == "regulation" else _KINDS[str(record["kind"])]


def _outline(examined: Examined) -> Iterator[str]:
    from engine.reading.records import outline_records

    for record in outline_records(examined):
        name = record["at"] or f"{_LEVELS.get(str(record['level']), ('phần',))[0].capitalize()} {record['number']}"
        heading = f": {record['heading']}" if record["heading"] else ""
        yield _cut(f"{record['line']:>5}  {name}{heading}")


def _times(examined: Examined, lang: str) -> Iterator[str]:
    from engine.reading.records import time_records

    for record in time_records(examined, lang):
        yield from _wrapped(f"{record['line']:>5}  {record['at']}: «{record['words']}»", 0)
        if record["deadline"]:
            yield from _wrapped(f"= {record['deadline']}" + (f" | {record['anchor']}" if record["anchor"] else ""), 9)


def _references(examined: Examined, lang: str) -> Iterator[str]:
    from engine.reading.records import document_records, reference_records

    en = lang == "en"
    words = {True: ("có", "found"), False: ("KHÔNG CÓ", "NOT FOUND"), None: ("không biết được", "cannot be known")}
    for record in reference_records(examined):
        found = record["found"]
        assert found is None or isinstance(found, bool)
        yield from _wrapped(f"{record['line']:>5}  {record['at']}: «{record['words']}» ({words[found][en]})", 0)
    yield ""
    for record in document_records(examined):
        part = f"{record['part']} " if record["part"] else ""
        yield from _wrapped(f"{record['line']:>5}  {record['at'] or '–'}: {part}{record['words']}", 0)


def _defects(examined: Examined, lang: str) -> Iterator[str]:
    from engine.diagnostics import Severity
    from engine.reading import find_defects

    found = find_defects(examined)
    marks = {Severity.ERROR: "!!", Severity.WARNING: "! ", Severity.NOTE: "· "}
    for item in found:
        line = item.place.line if item.place is not None else ""
        at = f" {item.cites}:" if item.cites else ""
        yield from _wrapped(f"{line:>5}  {marks[item.severity]} {item.code}{at} {item.message(lang)}", 0)
    warnings = sum(item.severity is Severity.WARNING for item in found)
    yield ""
    yield (
        f"{warnings} places to correct, {len(found) - warnings} to note; more on a code: quyche lint --explain CODE"
        if lang == "en"
        else f"{warnings} chỗ cần sửa, {len(found) - warnings} chỗ cần lưu ý; xem một mã: quyche lint --explain MÃ"
    )


def _wrapped(words: str, indent: int) -> list[str]:
    margin = " " * indent
    lead = re.match(r"\s*", words)
    first = margin + (lead[0] if lead is not None else "")
    return textwrap.wrap(
        words.strip(),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=margin + (" " * 10 if indent == 0 else "  "),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _cut(words: str) -> str:
    return words if len(words) <= _WIDTH else f"{words[: _WIDTH - 2].rsplit(' ', 1)[0]} …"
