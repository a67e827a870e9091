"""`quyche check`: judge an event log."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Unpack

import click

from engine.cli.common import current_lang
from engine.cli.judging import Asked, exit_code_of, judge, judging_options, screen, write_result

FORMATS: Final = ("table", "jsonl", "csv", "xlsx", "html", "md")
_FORMAT_OF_SUFFIX: Final = {f".{name}": name for name in FORMATS if name != "table"}


@click.command("check", help="Xét nhật ký sự kiện theo một hay nhiều quy chế.")
@judging_options
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    help="Dạng kết quả (mặc định: table, hoặc theo đuôi của tệp --out).",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
@click.option("--strict", is_flag=True, help="Dừng khi có dòng sai thay vì bỏ dòng đó.")
@click.option("--all", "everything", is_flag=True, help="Bảng gồm cả việc đúng hạn và chưa đến hạn.")
@click.option(
    "--oldest",
    type=click.IntRange(min=1),
    metavar="N",
    help="Bảng chỉ gồm các đơn vị và N việc quá hạn lâu nhất.",
)
def command(
    style: str | None,
    out: Path | None,
    strict: bool,
    everything: bool,
    oldest: int | None,
    **asked: Unpack[Asked],
) -> None:
    """Judge the log, write the result, and end with the published exit code."""
    from engine.reports import BINARY_FORMATS, render_check

    lang = current_lang()
    style = style or _style_of(out, lang)
    if style in BINARY_FORMATS and out is None:
        raise click.UsageError(
            f"--format {style} cần --out TỆP" if lang != "en" else f"--format {style} needs --out FILE"
        )
    result = judge(strict=strict, **asked)
    width, colour = screen() if out is None else (None, False)
    write_result(
        render_check(result, style, lang, everything=everything, oldest=oldest, width=width, colour=colour), out
    )
    broken = any(finding.verdict.status.breaks_the_rules for finding in result.findings)
    raise click.exceptions.Exit(exit_code_of(broken))


def _style_of(out: Path | None, lang: str) -> str:
    """Return the format that the name of the output file asks for; an unknown suffix is a usage error."""
    suffix = out.suffix.lower() if out is not None else ""
    if suffix in ("", ".txt"):
        return "table"
    style = _FORMAT_OF_SUFFIX.get(suffix)
    if style is None:
        known = ", ".join(sorted(_FORMAT_OF_SUFFIX))
        raise click.UsageError(
            f"không ghi được dạng «{suffix}»; dùng một trong: .txt, {known}"
            if lang != "en"
            else f"cannot write «{suffix}»; use one of: .txt, {known}"
        )
    return style
