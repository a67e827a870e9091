"""`quyche check`: judge an event log."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from engine.cli.common import DATE, ExitCode, current_lang, progress, show_diagnostics, written_whole
from engine.diagnostics import Severity

FORMATS = ("table", "jsonl", "csv", "xlsx", "html", "md")


@click.command("check", help="Xét nhật ký sự kiện theo một hay nhiều quy chế.")
@click.argument("events", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="NHẬT_KÝ...")
@click.option("--units", type=click.Path(path_type=Path), metavar="TỆP", help="Bảng đơn vị.")
@click.option(
    "--rules", multiple=True, metavar="MÃ|TỆP", help="Quy chế; bỏ trống thì theo cột jurisdiction của bảng đơn vị."
)
@click.option("--as-of", type=DATE, metavar="NGÀY", help="Xét tại ngày này (mặc định: hôm nay).")
@click.option("--known-at", type=DATE, metavar="NGÀY", help="Chỉ dùng những gì đã biết đến ngày này.")
@click.option(
    "--closures", multiple=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ngày nghỉ riêng của tỉnh."
)
@click.option("--reading", multiple=True, metavar="MÃ=PHƯƠNG_ÁN", help="Dùng phương án hiểu khác.")
@click.option("--format", "style", type=click.Choice(FORMATS), default="table", show_default=True, help="Dạng kết quả.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
@click.option("--strict", is_flag=True, help="Dừng khi có dòng sai thay vì bỏ dòng đó.")
@click.option("--all", "everything", is_flag=True, help="Bảng gồm cả việc đúng hạn và chưa đến hạn.")
def command(
    events: tuple[Path, ...],
    units: Path | None,
    rules: tuple[str, ...],
    as_of: date | None,
    known_at: date | None,
    closures: tuple[Path, ...],
    reading: tuple[str, ...],
    style: str,
    out: Path | None,
    strict: bool,
    everything: bool,
) -> None:
    """Judge the log, write the result, and end with the published exit code."""
    from engine.clock import today
    from engine.reports import BINARY_FORMATS, render_check
    from engine.service import Inputs, check

    lang = current_lang()
    if style in BINARY_FORMATS and out is None:
        raise click.UsageError(
            f"--format {style} cần --out TỆP" if lang != "en" else f"--format {style} needs --out FILE"
        )
    inputs = Inputs(events, as_of or today(), units, rules, known_at, closures, _choices(reading))
    stages = {"read": "Đọc nhật ký" if lang != "en" else "Reading the log"}
    with progress(stages) as advance:
        result = check(inputs, advance)
    show_diagnostics(result.diagnostics, lang)
    if not result.rules_usable:
        raise click.exceptions.Exit(ExitCode.RULES)
    bad_rows = any(item.severity is Severity.ERROR for item in result.diagnostics)
    if not result.data_usable or (strict and bad_rows):
        raise click.exceptions.Exit(ExitCode.DATA)
    if out is not None:
        with written_whole(out) as path:
            path.write_bytes(render_check(result, style, lang, everything=everything, width=None, colour=False))
    else:
        from rich.console import Console

        terminal = sys.stdout.isatty()
        width = Console().width if terminal else None
        click.echo(
            render_check(result, style, lang, everything=everything, width=width, colour=terminal).decode(), nl=False
        )
    broken = any(finding.verdict.status.breaks_the_rules for finding in result.findings)
    raise click.exceptions.Exit(ExitCode.VIOLATIONS if broken else ExitCode.CLEAN)


def _choices(readings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for text in readings:
        name, equals, reading = text.partition("=")
        if not equals:
            raise click.UsageError(f"--reading viết MÃ=PHƯƠNG_ÁN, không phải «{text}»")
        pairs.append((name.strip(), reading.strip()))
    return tuple(pairs)
