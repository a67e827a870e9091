"""What the commands that judge a log have in common: the options that say what to judge and how, and judging it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypedDict, TypeVar, Unpack

import click

from engine.cli.common import DATE, ExitCode, current_lang, progress, show_diagnostics, written_whole
from engine.diagnostics import Diagnostic, Severity
from engine.diagnostics.os_words import refused
from engine.texts import Text

if TYPE_CHECKING:
    from engine.service import Inputs, Progress

Command = TypeVar("Command", bound=Callable[..., Any])
Done = TypeVar("Done", bound="Outcome")
_STDOUT: Final = "stdout"
_STAGES: Final = {"read": Text("Đọc nhật ký", "Reading the log"), "judge": Text("Xét", "Judging")}


class Asked(TypedDict):
    """The values of `judging_options`."""

    events: tuple[Path, ...]
    units: Path | None
    rules: tuple[str, ...]
    as_of: date | None
    known_at: date | None
    closures: tuple[Path, ...]
    reading: tuple[str, ...]
    column_map: Path | None


_PATH: Final = click.Path(path_type=Path)
_OPTIONS: Final = (
    click.argument("events", nargs=-1, required=True, type=_PATH, metavar="NHẬT_KÝ..."),
    click.option("--units", type=_PATH, metavar="TỆP", help="Bảng đơn vị."),
    click.option(
        "--rules",
        multiple=True,
        metavar="MÃ|TỆP",
        help="Quy chế; bỏ trống thì theo cột jurisdiction của bảng đơn vị.",
    ),
    click.option("--as-of", type=DATE, metavar="NGÀY", help="Xét tại ngày này (mặc định: hôm nay)."),
    click.option("--known-at", type=DATE, metavar="NGÀY", help="Chỉ dùng những gì đã biết đến ngày này."),
    click.option("--closures", multiple=True, type=_PATH, metavar="TỆP", help="Ngày nghỉ riêng của tỉnh."),
    click.option("--map", "column_map", type=_PATH, metavar="TỆP", help="Bảng tên cột, cho nhật ký của phần mềm khác."),
    click.option("--reading", multiple=True, metavar="MÃ=PHƯƠNG_ÁN", help="Dùng phương án hiểu khác."),
)


def judging_options(function: Command) -> Command:
    """Give a command the log to judge and the options `Asked`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


class Outcome(Protocol):
    """What comes of reading, and perhaps judging, a log."""

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """The mistakes found in rules and data."""

    @property
    def rules_usable(self) -> bool:
        """Tell whether the rules could be used."""

    @property
    def data_usable(self) -> bool:
        """Tell whether the log and the units could be used."""


def done_with(work: Callable[[Inputs, Progress | None], Done], *, strict: bool = False, **asked: Unpack[Asked]) -> Done:
    """Do something with the log that was asked about, and show the diagnostics.

    Args:
        strict: whether a single wrong row ends the command.

    Raises:
        click.exceptions.Exit: with the published code, when the rules or the data cannot be used, or when `strict`
            and a row is wrong.
    """
    from engine.clock import today
    from engine.service import Inputs

    lang = current_lang()
    inputs = Inputs(
        events=asked["events"],
        as_of=asked["as_of"] or today(),
        units=asked["units"],
        rules=asked["rules"],
        known_at=asked["known_at"],
        closures=asked["closures"],
        choices=choices_of(asked["reading"], lang),
        column_map=asked["column_map"],
    )
    with progress({name: text.say(lang) for name, text in _STAGES.items()}) as advance:
        outcome = work(inputs, advance)
    show_diagnostics(outcome.diagnostics, lang)
    errors = [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
    if not outcome.rules_usable:
        misused = all(item.code.startswith("U") for item in errors)
        raise click.exceptions.Exit(ExitCode.USAGE if misused and errors else ExitCode.RULES)
    if not outcome.data_usable or (strict and errors):
        raise click.exceptions.Exit(ExitCode.DATA)
    return outcome


def exit_code_of(result_breaks_the_rules: bool, *, is_complete: bool = True) -> ExitCode:
    """Return the exit code of a command that found breaches, or none; not all of the log read is not clean."""
    if result_breaks_the_rules:
        return ExitCode.VIOLATIONS
    return ExitCode.CLEAN if is_complete else ExitCode.DATA


def screen() -> tuple[int | None, bool]:
    """Return the width of the terminal (None when standard output is none) and whether to use colours."""
    if not sys.stdout.isatty():
        return None, False
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return shutil.get_terminal_size().columns, not plain


def write_result(content: bytes, out: Path | None) -> None:
    """Write a result to `out`, whole or not at all, or to standard output byte for byte.

    Raises:
        click.exceptions.Exit: with the storage code, after saying why, when it cannot be written.
    """
    if out is not None:
        with written_whole(out) as path:
            path.write_bytes(content)
        return
    try:
        # Màn hình Windows cần chữ; tệp và đường ống cần đúng từng byte.
        click.echo(content.decode("utf-8", "replace") if sys.stdout.isatty() else content, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        show_diagnostics([refused("S101", error, path=_STDOUT)], current_lang())
        raise click.exceptions.Exit(ExitCode.STORAGE) from error


def choices_of(readings: tuple[str, ...], lang: str) -> tuple[tuple[str, str], ...]:
    """Return what the options `--reading` say as pairs of interpretation and reading.

    Raises:
        click.UsageError: one of them is not of the form ID=READING.
    """
    pairs = []
    for text in readings:
        name, equals, reading = text.partition("=")
        if not equals:
            said = f"--reading viết MÃ=PHƯƠNG_ÁN, không phải «{text}»"
            raise click.UsageError(said if lang != "en" else f"write --reading ID=READING, not «{text}»")
        pairs.append((name.strip(), reading.strip()))
    return tuple(pairs)
