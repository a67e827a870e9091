"""`quyche simulate`: believable event logs of any size, from the regulations' own rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import DATE, Advance, ExitCode, current_lang, progress, show_diagnostics, written_whole
from engine.diagnostics import has_errors

if TYPE_CHECKING:
    from engine.simulation import Scenario, Simulation

FORMATS = ("csv", "jsonl", "xlsx", "parquet")
ID_MARK = "{id}"
SHARE = click.FloatRange(0, 1)


@click.command("simulate", help="Sinh nhật ký sự kiện mẫu từ quy chế: cùng hạt giống thì giống nhau từng byte.")
@click.argument("rules", nargs=-1, required=True, metavar="MÃ|TỆP...")
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
    help="Nơi ghi nhật ký (mặc định: màn hình); «{id}» trong tên được thay bằng mã quy chế.",
)  # fmt: skip
@click.option(
    "--units-out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP",
    help="Nơi ghi bảng đơn vị, chung cho mọi quy chế.",
)  # fmt: skip
@click.option("--format", "style", type=click.Choice(FORMATS), default="csv", show_default=True, help="Dạng tệp.")
def command(
    rules: tuple[str, ...],
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
    """Simulate, write the logs and the units, and say on stderr how much there is."""
    from engine.simulation import Scenario, write_units

    _refuse_bad_usage(rules, first_day, last_day, events_out, style)
    simulations = _simulations(rules, Scenario(dossiers, units, first_day, last_day, seed, late, disorder))
    english = current_lang() == "en"
    if units_out is not None:
        with written_whole(units_out) as path:
            write_units(simulations, path, style)
    for simulation in simulations:
        count = _write(simulation, events_out, style)
        name = simulation.world.plan.regulation
        said = f"{name}: {count} sự kiện, {dossiers} hồ sơ, {units} đơn vị; hạt giống {seed}"
        click.echo(
            f"{name}: {count} events, {dossiers} dossiers, {units} units; seed {seed}" if english else said, err=True
        )
        _tell_left_out(simulation, english)


def _tell_left_out(simulation: Simulation, english: bool) -> None:
    """Say which steps of the lifecycle the log never takes, and which acts the lifecycle left no way to do."""
    events = simulation.vocabulary.events
    never = ", ".join(f"«{events[name].en if english else events[name].label}»" for name in simulation.never_taken)
    if never:
        said = f"  bước của vòng đời không có trong nhật ký này: {never}"
        click.echo(f"  steps of the lifecycle that this log never takes: {never}" if english else said, err=True)
    undone = ", ".join(
        f"«{events[name].en if english else events[name].label}» ({count})" for name, count in simulation.left_undone
    )
    if undone:
        said = f"  việc không làm được vì vòng đời không có đường tới: {undone}"
        click.echo(
            f"  acts left undone, since the lifecycle has no way to them: {undone}" if english else said, err=True
        )


def _refuse_bad_usage(
    rules: tuple[str, ...], first_day: date, last_day: date, events_out: Path | None, style: str
) -> None:
    from engine.calendars import FIRST_DAY, LAST_DAY
    from engine.simulation import BINARY_FORMATS

    english = current_lang() == "en"
    if last_day < first_day:
        raise click.UsageError("--to lies before --from" if english else "--to đứng trước --from")
    if first_day < FIRST_DAY or last_day.year >= LAST_DAY.year:
        span = f"{FIRST_DAY.year}–{LAST_DAY.year - 1}"
        raise click.UsageError(f"the calendar covers {span}" if english else f"lịch chỉ tính các năm {span}")
    if style in BINARY_FORMATS and events_out is None:
        need = f"--format {style} needs --events-out FILE" if english else f"--format {style} cần --events-out TỆP"
        raise click.UsageError(need)
    if len(rules) > 1 and ID_MARK not in str(events_out or ""):
        need = (
            "several regulations need «{id}» in --events-out"
            if english
            else "nhiều quy chế thì --events-out cần «{id}»"
        )
        raise click.UsageError(need)


def _simulations(rules: Sequence[str], scenario: Scenario) -> list[Simulation]:
    """Load and compile the regulations; their mistakes end the command with the code for bad rules."""
    from engine.planning import compile_plan
    from engine.service import load_calendar, load_named_rules
    from engine.simulation import simulate

    documents, problems = load_named_rules(rules)
    show_diagnostics(problems, current_lang())
    if has_errors(problems) or not documents:
        raise click.exceptions.Exit(ExitCode.RULES)
    calendar, _ = load_calendar(None, ())
    return [simulate(compile_plan(document), document.vocabulary, calendar, scenario) for document in documents]


def _write(simulation: Simulation, events_out: Path | None, style: str) -> int:
    """Write one log, with a bar on a terminal, and return its number of events."""
    from engine.simulation import MOST_SHEET_ROWS, TooManyRowsError, print_events, write_events

    name, english = simulation.world.plan.regulation, current_lang() == "en"
    with progress({name: f"Hồ sơ {name}"}) as advance:
        tell = _teller(advance, name, simulation.scenario.dossiers) if advance is not None else None
        if events_out is None:
            return print_events(simulation, sys.stdout, style, tell)
        try:
            with written_whole(Path(str(events_out).replace(ID_MARK, name))) as path:
                return write_events(simulation, path, style, tell)
        except TooManyRowsError:
            most = f"một trang tính chỉ chứa {MOST_SHEET_ROWS} dòng; dùng csv hoặc parquet"
            raise click.UsageError(
                f"a worksheet holds {MOST_SHEET_ROWS} rows; use csv or parquet" if english else most
            ) from None


def _teller(advance: Advance, stage: str, total: int) -> Callable[[int], None]:
    """Return a function that moves the bar, but not more often than the eye can follow."""

    def tell(done: int) -> None:
        if done % 100 == 0:
            advance(stage, done, done / max(1, total))

    return tell
