"""`quyche record`: add a log to the journal of events as they became known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from engine.cli.common import DATE, ExitCode, current_lang, progress, show_diagnostics


@click.command("record", help="Ghi nhật ký vào sổ sự kiện (SQLite), giữ ngày từng sự kiện được biết đến lần đầu.")
@click.argument("events", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="NHẬT_KÝ...")
@click.option(
    "--store", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Sổ sự kiện."
)
@click.option("--units", type=click.Path(path_type=Path), metavar="TỆP", help="Bảng đơn vị, để kiểm tra tên đơn vị.")
@click.option(
    "--recorded-at", type=DATE, metavar="NGÀY", help="Ngày ghi cho dòng chưa có recorded_at (mặc định: hôm nay)."
)
@click.option("--strict", is_flag=True, help="Không ghi gì khi có dòng sai.")
def command(events: tuple[Path, ...], store: Path, units: Path | None, recorded_at: date | None, strict: bool) -> None:
    """Read the log, add what is new, and say how many events were."""
    from engine.clock import today
    from engine.diagnostics import Diagnostic, has_errors
    from engine.service import read_log
    from engine.source import Place
    from engine.store.files import JournalError
    from engine.store.journal import record_events

    lang = current_lang()
    with progress({"read": "Đọc nhật ký" if lang != "en" else "Reading the log"}) as advance:
        log, problems = read_log(events, units, advance)
    show_diagnostics(problems, lang)
    if (strict and has_errors(problems)) or (not log.events and has_errors(problems)):
        raise click.exceptions.Exit(ExitCode.DATA)
    try:
        done = record_events(store, log.events, recorded_at or today())
    except JournalError as error:
        show_diagnostics([Diagnostic.of("S102", Place(str(store)), reason=error)], lang)
        raise click.exceptions.Exit(ExitCode.STORAGE) from error
    if lang == "en":
        click.echo(f"{done.added} new events recorded, {done.known} known already, {log.left_out} rows left out.")
    else:
        click.echo(f"Đã ghi {done.added} sự kiện mới, {done.known} đã có từ trước, bỏ {log.left_out} dòng sai.")
