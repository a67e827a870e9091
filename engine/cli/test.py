"""`quyche test`: the scenarios that staff write, run against the rule files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics
from engine.cli.judging import exit_code_of, screen, write_result

if TYPE_CHECKING:
    from engine.diagnostics import Diagnostic

FORMATS: Final = ("text", "json")


@click.command("test", help="Chạy các tình huống do cán bộ viết: sự kiện, ngày xét, điều phải tính ra.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[TỆP|THƯ_MỤC]...")
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="Dạng kết quả.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
def command(files: tuple[Path, ...], style: str, out: Path | None) -> None:
    """Run the named scenarios (default: the folder «scenarios»); exit 1 when one is red, 4 when one cannot be read."""
    from engine.diagnostics import Diagnostic as Mistake
    from engine.diagnostics import has_errors
    from engine.reports.scenario_results import results_as_json, results_as_text
    from engine.scenarios import coverage_of_scenarios, find_scenarios, load_scenarios, run_scenario
    from engine.scenarios.library import Library

    lang = current_lang()
    library = Library()
    scenarios, problems = load_scenarios(find_scenarios(files), library)
    if not scenarios and not has_errors(problems):
        show_diagnostics([*problems, Mistake.of("T208")], lang)
        raise click.exceptions.Exit(ExitCode.USAGE)
    show_diagnostics(problems, lang)
    outcomes = [run_scenario(scenario, library) for scenario in scenarios]
    covered = coverage_of_scenarios(outcomes)
    if style == "json":
        written = results_as_json(outcomes, covered, lang)
    else:
        width, _ = screen() if out is None else (None, False)
        written = results_as_text(outcomes, covered, lang, width=width)
    write_result(written, out)
    if has_errors(problems):
        raise click.exceptions.Exit(_code_of(problems))
    raise click.exceptions.Exit(exit_code_of(any(not outcome.passed for outcome in outcomes)))


def _code_of(problems: list[Diagnostic]) -> ExitCode:
    """Return which code tells best what is wrong: the rule files, or the scenarios."""
    from engine.diagnostics import has_errors

    return (
        ExitCode.RULES if has_errors(item for item in problems if item.code.startswith(("P4", "P5"))) else ExitCode.DATA
    )
