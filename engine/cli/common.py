"""What several commands share: reading dates, showing diagnostics, exit codes, progress."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.diagnostics import Diagnostic, render_diagnostics
from engine.diagnostics.os_words import refused
from engine.texts import number

if TYPE_CHECKING:
    from rich.progress import TaskID

_FEW = 1_000
"""Steps fewer than these are no rows, and their rate says nothing."""


_WRITTEN = frozenset({"out", "events_out", "units_out", "state", "store"})
"""The parameters, in all commands, that name what is written."""


class ExitCode(IntEnum):
    """The published exit codes (design §5)."""

    CLEAN = 0
    VIOLATIONS = 1
    USAGE = 2
    RULES = 3
    DATA = 4
    STORAGE = 5


class DateType(click.ParamType[date]):
    """A date as ISO or dd/mm/yyyy."""

    name = "ngày"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date; anything else is a usage error."""
        if isinstance(value, date):
            return value
        from engine.loading.logs.dates import date_from
        from engine.loading.logs.report import Problem

        found = date_from(str(value).strip(), "date")
        if isinstance(found, Problem):
            said = f"không hiểu ngày «{value}»; viết 2025-12-31 hoặc 31/12/2025"
            if current_lang() == "en":
                said = f"«{value}» is not a date; write 2025-12-31 or 31/12/2025"
            self.fail(said, param, ctx)
        return found


DATE = DateType()


def show_diagnostics(diagnostics: Sequence[Diagnostic], lang: str, limit: int = 50) -> None:
    """Write diagnostics to stderr, at most `limit`, and say how many more there are."""
    if not diagnostics:
        return
    click.echo(render_diagnostics(list(diagnostics)[:limit], lang), err=True)
    more = len(diagnostics) - limit
    if more > 0:
        click.echo(f"… và {more} thông báo nữa" if lang != "en" else f"… and {more} more", err=True)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a temporary neighbour to write to; it takes the final name only when everything went well.

    A link stays a link, a file keeps its permissions, and a device or a pipe is written to itself.

    Raises:
        click.exceptions.Exit: after saying why, with the usage code when the file is one that the command reads, with
            the storage code when it cannot be written.
    """
    if any(_is_within(path, read) for read in _read_paths()):
        show_diagnostics([Diagnostic.of("U119", None, path=path)], current_lang())
        raise click.exceptions.Exit(ExitCode.USAGE)
    target = path.resolve()
    is_special = target.exists() and not target.is_file()
    temporary = target if is_special else target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        if target.is_file():
            shutil.copymode(target, temporary)
        if not is_special:
            os.replace(temporary, target)
    except OSError as error:
        # Bộ ghi XLSX dở dang còn than phiền khi được dọn; lý do đã nói ở dưới.
        sys.unraisablehook = lambda _: None
        show_diagnostics([refused("S101", error, path=path)], current_lang())
        raise click.exceptions.Exit(ExitCode.STORAGE) from error
    finally:
        if not is_special:
            temporary.unlink(missing_ok=True)


def _read_paths() -> Iterator[Path]:
    """Yield the files and folders that this call names to be read."""
    context = click.get_current_context(silent=True)
    given = context.params.items() if context is not None else ()
    for name, value in given:
        if name not in _WRITTEN:
            for item in value if isinstance(value, tuple | list) else (value,):
                if isinstance(item, Path) or (isinstance(item, str) and Path(item).is_file()):
                    yield Path(item)


def _is_within(path: Path, read: Path) -> bool:
    """Tell whether an existing file is one of those read, or stands in a folder of them."""
    try:
        return path.is_file() and (path.samefile(read) or (read.is_dir() and read.resolve() in path.resolve().parents))
    except OSError:
        return False


def current_lang() -> str:
    """Return the language of this call («vi» or «en»)."""
    ctx = click.get_current_context(silent=True)
    return ctx.find_root().obj if ctx is not None and ctx.find_root().obj else "vi"


Advance = Callable[[str, int, float | None], None]
"""Told the stage, how many of its steps are done, and which share of it that is, if known."""


@contextmanager
def progress(stages: dict[str, str]) -> Iterator[Advance | None]:
    """Give a function to tell of work; it draws bars with rate and time left on stderr, only on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TextColumn("{task.fields[done]}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        tasks: dict[str, TaskID] = {}

        def advance(stage: str, done: int, share: float | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stages.get(stage, stage), total=None if share is None else 1.0, done="")
            elapsed = bar.tasks[tasks[stage]].elapsed or 0.0
            rate = f" · {number(int(done / elapsed), current_lang())}/s" if elapsed > 1 and done > _FEW else ""
            bar.update(tasks[stage], completed=share or 0, done=f"{number(done, current_lang())}{rate}")

        yield advance
