"""`quyche check`: judge an event log."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn, Unpack

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics, written_whole
from engine.cli.judging import Asked, done_with, exit_code_of, judging_options, screen, write_result
from engine.diagnostics.os_words import refused

if TYPE_CHECKING:
    from engine.compliance import Wanted
    from engine.service import Inputs, Progress
    from engine.survey import Survey

FORMATS: Final = ("table", "jsonl", "csv", "xlsx", "html", "md", "parquet")
BY: Final = ("unit", "month", "topic", "province")
_FORMAT_OF_SUFFIX: Final = {f".{name}": name for name in FORMATS if name != "table"}

_STATE_LOST: Final = frozenset({"S101"})
"""The result stands, but what was to be remembered could not be written."""

Write = Callable[[BinaryIO], None]
"""Writes a result to a stream of bytes."""


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
@click.option(
    "--by",
    multiple=True,
    type=click.Choice(BY),
    help="Chỉ đếm, theo đơn vị, tháng, chủ đề hoặc tỉnh; dùng được nhiều lần.",
)
@click.option(
    "--since",
    "state",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="THƯ_MỤC",
    help="Nhớ lần xét trước trong thư mục này; chỉ xét lại hồ sơ có sự kiện mới.",
)
@click.option("--draft-map", is_flag=True, help="Chỉ in mẫu bảng tên cột (--map) cho nhật ký này.")
def command(
    style: str | None,
    out: Path | None,
    strict: bool,
    everything: bool,
    oldest: int | None,
    by: tuple[str, ...],
    state: Path | None,
    draft_map: bool,
    **asked: Unpack[Asked],
) -> None:
    """Judge the log, write the result, and end with the published exit code."""
    from engine.compliance import Wanted
    from engine.reports import BINARY_FORMATS, wanted_for, write_check, write_summaries

    lang = current_lang()
    if draft_map:
        _draft_map(asked["events"], asked["rules"], out, lang)
    style = style or _style_of(out, lang)
    if style in BINARY_FORMATS and out is None:
        raise click.UsageError(
            f"--format {style} cần --out TỆP" if lang != "en" else f"--format {style} needs --out FILE"
        )
    if by and style == "html":
        raise click.UsageError("--by không có dạng html" if lang != "en" else "--by has no html format")
    wanted = Wanted(statuses=frozenset()) if by else wanted_for(style, everything=everything, oldest=oldest)
    found = _survey(wanted, strict, state, with_digest=style == "xlsx" and not by, **asked)
    width, colour = screen() if out is None else (None, False)
    if by:
        _send(lambda target: write_summaries(found, by, style, lang, target, width=width, colour=colour), out)
    else:
        _send(lambda target: write_check(found, style, lang, target, width=width, colour=colour), out)
    if any(item.code in _STATE_LOST for item in found.diagnostics):
        raise click.exceptions.Exit(ExitCode.STORAGE)
    # Thiếu một tệp hay một dòng thì không thể nói là sạch.
    is_complete = not found.files_left_out and not found.left_out
    raise click.exceptions.Exit(exit_code_of(found.breaks_the_rules, is_complete=is_complete))


def _draft_map(events: Sequence[Path], rules: tuple[str, ...], out: Path | None, lang: str) -> NoReturn:
    """Write a column map to begin with for the first of the logs that can be opened, and end."""
    from engine.loading.logs.folders import log_files
    from engine.loading.logs.map_drafting import drafted_map
    from engine.loading.logs.report import Report
    from engine.service.grounds import known_words

    report, vocabulary = Report(), known_words(rules)
    drafts = (drafted_map(path, vocabulary, report) for path in log_files(events, report))
    draft = next((found for found in drafts if found is not None), None)
    show_diagnostics(report.diagnostics(), lang)
    if draft is None:
        raise click.exceptions.Exit(ExitCode.DATA)
    write_result(draft.encode(), out)
    raise click.exceptions.Exit(ExitCode.CLEAN)


def _survey(wanted: Wanted, strict: bool, state: Path | None, *, with_digest: bool, **asked: Unpack[Asked]) -> Survey:
    """Judge the log and show the diagnostics; exits as `done_with`, or when there is no room for temporary files."""

    def work(inputs: Inputs, advance: Progress | None) -> Survey:
        if state is not None:
            from engine.service.increments import survey_since

            return survey_since(inputs, state, wanted, advance, with_digest=with_digest)
        from engine.service.surveying import survey

        return survey(inputs, wanted, advance, with_digest=with_digest)

    try:
        return done_with(work, strict=strict, **asked)
    except OSError as error:
        raise _not_written(error, gettempdir()) from error


def _send(write: Write, out: Path | None) -> None:
    """Write a result to `out`, whole or not at all, or to standard output byte for byte, as it comes.

    Raises:
        click.exceptions.Exit: with the storage code, after saying why, when it cannot be written.
    """
    if out is not None:
        with written_whole(out) as path, path.open("wb") as target:
            write(target)
        return
    if sys.stdout.isatty():
        told = io.BytesIO()
        write(told)
        write_result(told.getvalue(), None)
        return
    try:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(error, "stdout") from error


def _not_written(error: OSError, place: str) -> click.exceptions.Exit:
    show_diagnostics([refused("S101", error, path=place)], current_lang())
    return click.exceptions.Exit(ExitCode.STORAGE)


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
