"""`quyche simulate`: a believable event log of any size, from a regulation's own rules."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import DATE, ExitCode, current_lang, progress, show_diagnostics, written_whole
from engine.diagnostics import has_errors

if TYPE_CHECKING:
    from engine.simulation import Scenario, Simulation

FORMATS = ("csv", "jsonl", "xlsx", "parquet")
SHARE = click.FloatRange(0, 1)


@click.command("simulate", help="Sinh nhật ký sự kiện mẫu từ một quy chế: cùng hạt giống thì cùng từng byte.")
@click.argument("rules", metavar="MÃ|TỆP")
@click.option("--dossiers", type=click.IntRange(0), default=400, show_default=True, metavar="SỐ", help="Số hồ sơ.")
@click.option(
    "--units", type=click.IntRange(1, 100_000), default=8, show_default=True, metavar="SỐ",
    help="Số đơn vị thuộc phạm vi; thêm vài đơn vị ngoài phạm vi.",
)  # fmt: skip
@click.option(
    "--from", "first_day", type=DATE, default="2025-01-01", show_default=True, metavar="NGÀY", help="Từ ngày."
)
@click.option("--to", "last_day", type=DATE, default="2025-12-31", show_default=True, metavar="NGÀY", help="Đến ngày.")
@click.option("--seed", type=int, default=1, show_default=True, metavar="SỐ", help="Hạt giống.")
@click.option("--late", type=SHARE, default=0.06, show_default=True, metavar="TỶ_LỆ", help="Phần việc trễ hoặc bỏ.")
@click.option(
    "--disorder", type=SHARE, default=0.02, show_default=True, metavar="TỶ_LỆ",
    help="Phần việc sai thứ tự, sai vai, thiếu bằng chứng, và phần dòng ghi không gọn.",
)  # fmt: skip
@click.option(
    "--events-out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP",
    help="Nơi ghi nhật ký (mặc định: màn hình).",
)  # fmt: skip
@click.option(
    "--units-out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Nơi ghi bảng đơn vị."
)
@click.option("--format", "style", type=click.Choice(FORMATS), default="csv", show_default=True, help="Dạng tệp.")
def command(
    rules: str,
    dossiers: int,
    units: int,
    first_day: date,
    last_day: date,
    seed: int,
    late: float,
    disorder: float,
    events_out: Path | None,
    units_out: Path | None,
    style: str,
) -> None:
    """Simulate, write the log and the units, and say on stderr how much there is."""
    from engine.calendars import FIRST_DAY, LAST_DAY
    from engine.simulation import BINARY_FORMATS, Scenario

    english = current_lang() == "en"
    if last_day < first_day:
        raise click.UsageError("--to lies before --from" if english else "--to đứng trước --from")
    if not (first_day >= FIRST_DAY and last_day.year < LAST_DAY.year):
        span = f"{FIRST_DAY.year}–{LAST_DAY.year - 1}"
        raise click.UsageError(f"the calendar covers {span}" if english else f"lịch chỉ tính các năm {span}")
    if style in BINARY_FORMATS and events_out is None:
        need = f"--format {style} needs --events-out FILE" if english else f"--format {style} cần --events-out TỆP"
        raise click.UsageError(need)
    simulation = _simulation(rules, Scenario(dossiers, units, first_day, last_day, seed, late, disorder))
    with progress({"dossiers": "Dossiers" if english else "Hồ sơ"}, dossiers) as advance:
        count = _write(
            simulation, events_out, units_out, style, (lambda n: advance("dossiers", n)) if advance else None
        )
    said = f"{count} sự kiện, {dossiers} hồ sơ, {units} đơn vị; hạt giống {seed}"
    click.echo(f"{count} events, {dossiers} dossiers, {units} units; seed {seed}" if english else said, err=True)


def _simulation(rules: str, scenario: Scenario) -> Simulation:
    """Load and compile the regulation; its mistakes end the command with the code for bad rules."""
    from engine.planning import compile_plan
    from engine.service import load_calendar, load_named_rules
    from engine.simulation import simulate

    documents, problems = load_named_rules([rules])
    show_diagnostics(problems, current_lang())
    if has_errors(problems) or not documents:
        raise click.exceptions.Exit(ExitCode.RULES)
    calendar, _ = load_calendar(None, ())
    return simulate(compile_plan(documents[0]), documents[0].vocabulary, calendar, scenario)


def _write(
    simulation: Simulation,
    events_out: Path | None,
    units_out: Path | None,
    style: str,
    advance: Callable[[int], None] | None,
) -> int:
    """Write what was asked for and return the number of events written."""
    from engine.simulation import MOST_SHEET_ROWS, TooManyRowsError, print_events, write_events, write_units

    if units_out is not None:
        with written_whole(units_out) as path:
            write_units(simulation, path, style)
    if events_out is None:
        return print_events(simulation, sys.stdout, style, advance)
    try:
        with written_whole(events_out) as path:
            return write_events(simulation, path, style, advance)
    except TooManyRowsError:
        english = current_lang() == "en"
        most = f"{MOST_SHEET_ROWS:,}".replace(",", " ")
        raise click.UsageError(
            f"a worksheet holds {most} rows; use csv or parquet"
            if english
            else f"một trang tính chỉ chứa {most} dòng; dùng csv hoặc parquet"
        ) from None
