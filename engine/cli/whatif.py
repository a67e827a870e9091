"""`quyche whatif`: what a change would do to the verdicts on a log. Nothing is written to the rule files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

import click

from engine.cli.common import ExitCode, current_lang, show_diagnostics
from engine.cli.judging import Asked, choices_of, done_with, exit_code_of, judging_options, screen, write_result
from engine.texts import Text

if TYPE_CHECKING:
    from engine.analysis.amending import Change
    from engine.loading.rules import RuleDocument
    from engine.reports.effects.words import WhatIf
    from engine.trials import LoadedLog, Trial, Tried

FORMATS: Final = ("text", "json", "md", "xlsx")
_FORMAT_OF_SUFFIX: Final = {".json": "json", ".md": "md", ".xlsx": "xlsx", ".txt": "text"}
_NO_CHANGE: Final = Text(
    "cần ít nhất một thay đổi: --set, --with, --as, --reading, hoặc --all-readings",
    "at least one change is needed: --set, --with, --as, --reading, or --all-readings",
)
_ALONE: Final = Text("--all-readings không đi cùng --set, --with, --as, --reading", "--all-readings stands alone")
_ONE_OF: Final = Text("chỉ dùng một trong --with và --as", "use only one of --with and --as")
_NOT_A_CHANGE: Final = Text("--set viết MÃ.KHÓA=GIÁ_TRỊ, không phải «{text}»", "write --set ID.KEY=VALUE, not «{text}»")
_NEEDS_OUT: Final = Text("--format {style} cần --out TỆP", "--format {style} needs --out FILE")
_AS: Final = Text("Xét theo quy chế của {new} thay cho {old}", "Judged by the rules of {new} in place of {old}")
_READING: Final = Text("Cách hiểu «{name}»: {old} → {new} ({says})", "Interpretation «{name}»: {old} → {new} ({says})")


@click.command("whatif", help="Thử một thay đổi trên nhật ký: ai thành trễ, ai hết trễ. Không ghi gì vào tệp quy tắc.")
@judging_options
@click.option("--set", "changes", multiple=True, metavar="MÃ.KHÓA=GIÁ_TRỊ", help="Đổi một giá trị của quy tắc.")
@click.option("--with", "version", metavar="TỆP", help="Thay quy chế bằng một bản khác của chính nó.")
@click.option("--as", "as_rules", metavar="MÃ|TỆP", help="Xét theo quy chế của tỉnh khác.")
@click.option("--all-readings", is_flag=True, help="Thử mọi cách hiểu: kết luận nào tùy cách hiểu nào, ngày an toàn.")
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    help="Dạng kết quả (mặc định: text, hoặc theo đuôi của tệp --out).",
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Ghi vào tệp thay vì màn hình."
)
def command(
    changes: tuple[str, ...],
    version: str | None,
    as_rules: str | None,
    all_readings: bool,
    style: str | None,
    out: Path | None,
    **asked: Unpack[Asked],
) -> None:
    """Judge the log twice and tell the difference; exit 1 when the change makes new breaches."""
    lang = current_lang()
    chosen = style_of(style, out, lang)
    trying = bool(changes or version or as_rules or asked["reading"])
    if trying is all_readings:
        raise click.UsageError((_ALONE if trying else _NO_CHANGE).say(lang))
    if version is not None and as_rules is not None:
        raise click.UsageError(_ONE_OF.say(lang))
    if all_readings:
        _every_reading(read(**asked), chosen, out, lang)
        return
    parsed = [_change(text, lang) for text in changes]
    choices = choices_of(asked["reading"], lang)
    replacement = loaded(version or as_rules, lang) if version or as_rules else None
    asked["reading"] = ()
    before = read(readable_by=[replacement] if replacement is not None else [], **asked)
    from engine.trials import Trial

    trial = Trial(
        changes=tuple(parsed),
        version=replacement if version is not None else None,
        as_rules=replacement if as_rules is not None else None,
        choices=choices,
    )
    show_effects(before, trial, chosen, out, lang)


def read(*, readable_by: Sequence[RuleDocument] = (), **asked: Unpack[Asked]) -> LoadedLog:
    """Read the log to be judged again and again, and show the diagnostics; exits as `done_with`.

    Args:
        readable_by: regulations whose own events the log may hold, too, because it will be judged by them later.
    """
    from engine.trials import load_log

    return done_with(lambda inputs, advance: load_log(inputs, advance, readable_by=readable_by), **asked)


def style_of(style: str | None, out: Path | None, lang: str) -> str:
    """Return the format asked for, or the one that the file's ending names.

    Raises:
        click.UsageError: a workbook without a file to go to.
    """
    chosen = style or _FORMAT_OF_SUFFIX.get(out.suffix.lower() if out is not None else "", "text")
    if chosen == "xlsx" and out is None:
        raise click.UsageError(_NEEDS_OUT.say(lang, style=chosen))
    return chosen


def show_effects(before: LoadedLog, trial: Trial, style: str, out: Path | None, lang: str) -> None:
    """Try the change, write the report, and end with the published exit code."""
    from engine.diagnostics import has_errors
    from engine.reports.effects import render_effects
    from engine.trials import what_if

    tried, problems = what_if(before, trial)
    show_diagnostics(problems, lang)
    if tried is None:
        usage = all(item.code.startswith(("T1", "U")) for item in problems if has_errors([item]))
        raise click.exceptions.Exit(ExitCode.USAGE if usage else ExitCode.RULES)
    report = report_of(tried, trial, lang)
    width, _ = screen() if out is None else (None, False)
    write_result(render_effects(report, style, width=width), out)
    raise click.exceptions.Exit(exit_code_of(report.effects.does_harm))


def report_of(tried: Tried, trial: Trial, lang: str) -> WhatIf:
    """Gather what the report is made of."""
    from engine.reports.effects.words import WhatIf
    from engine.reports.names import Names

    before = tried.before
    return WhatIf(
        as_of=before.as_of,
        known_at=before.known_at,
        changes=tuple(_told(tried, trial, lang)),
        effects=tried.effects,
        before=Names.of(lang, before.judged, before.units),
        after=Names.of(lang, tried.judged, before.units),
        versions=tuple(
            (one.plan.regulation, one.plan.rules_version, other.plan.rules_version)
            for one, other in zip(before.judged, tried.judged, strict=True)
        ),
        traced=tried.traced,
    )


def _told(tried: Tried, trial: Trial, lang: str) -> list[str]:
    """Return what is changed in sentences: the differences of the files, another province, other readings."""
    from engine.comparison.differences import differences

    told: list[str] = []
    for one, other in zip(tried.before.judged, tried.judged, strict=True):
        if one.document.id != other.document.id:
            old, new = (item.document.file.regulation.province for item in (one, other))
            told.append(_AS.say(lang, old=old, new=new))
        elif one.document is not other.document:
            told += [item.sentence for item in differences(one.document, other.document, lang)]
        own = dict(one.plan.choices)
        readings = {item.id: item.readings for item in other.document.file.interpretations}
        for name, reading in trial.choices:
            if reading in readings.get(name, {}):
                old = own.get(name, "–")
                told.append(_READING.say(lang, name=name, old=old, new=reading, says=readings[name][reading].says))
    return told


def _every_reading(before: LoadedLog, style: str, out: Path | None, lang: str) -> None:
    from engine.reports.effects import render_readings
    from engine.reports.effects.reading_words import AllReadings
    from engine.reports.names import Names
    from engine.trials import every_reading

    report = AllReadings(
        as_of=before.as_of,
        names=Names.of(lang, before.judged, before.units),
        of=tuple((item.plan.regulation, readings) for item, readings in every_reading(before)),
        findings=before.counts(),
    )
    width, _ = screen() if out is None else (None, False)
    write_result(render_readings(report, style, width=width), out)


def _change(text: str, lang: str) -> Change:
    from engine.analysis.amending import parse_change

    found = parse_change(text)
    if found is None:
        raise click.UsageError(_NOT_A_CHANGE.say(lang, text=text))
    return found


def loaded(name: str | None, lang: str) -> RuleDocument:
    """Load one regulation by id or file; mistakes end the command."""
    from engine.diagnostics import has_errors
    from engine.service import load_named_rules

    documents, problems = load_named_rules((name or "",))
    if has_errors(problems) or not documents:
        show_diagnostics(problems, lang)
        unknown = any(item.code == "U101" for item in problems)
        raise click.exceptions.Exit(ExitCode.USAGE if unknown else ExitCode.RULES)
    return documents[0]
