"""`quyche explain`: why each verdict on a dossier, or on a unit's own duties, is what it is, day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final, Unpack

import click

from engine.cli.common import ExitCode, current_lang
from engine.cli.judging import Asked, done_with, exit_code_of, judging_options, screen, write_result
from engine.texts import Text, number

if TYPE_CHECKING:
    from engine.findings import Finding
    from engine.reports.names import Names
    from engine.service import CheckResult

_MOST_SUGGESTED: Final = 3
_NO_DOSSIER: Final = Text("nhật ký không có hồ sơ «{name}»", "the log has no dossier «{name}»")
_ALL_LEFT_OUT: Final = Text(
    "mọi dòng của hồ sơ «{name}» bị để ra ngoài vì ghi sai; sửa các dòng nêu trên rồi xét lại",
    "all rows of the dossier «{name}» were left out as they are wrong; correct those named above and try again",
)
_NO_UNIT: Final = Text("không có đơn vị «{name}»", "there is no unit «{name}»")
_ONE_SUBJECT: Final = Text("cần --dossier HỒ_SƠ hoặc --unit ĐƠN_VỊ", "give --dossier DOSSIER or --unit UNIT")
_NO_RULE: Final = Text("không có quy tắc «{name}»", "there is no rule «{name}»")
_DID_YOU_MEAN: Final = Text("; có phải {names}?", "; did you mean {names}?")
_ONE_REGULATION: Final = Text(
    "một tình huống chỉ xét theo một quy chế; thêm --rules (hồ sơ này: {names})",
    "a scenario is judged by one regulation; add --rules (this dossier: {names})",
)
_WHOLE_DOSSIER: Final = Text(
    "--as-scenario ghi cả một hồ sơ, không đi cùng --unit, --rule, --closures",
    "--as-scenario writes a whole dossier down, without --unit, --rule, --closures",
)
_SCENARIO: Final = Text("hồ sơ {dossier}, xét tại ngày {day}", "dossier {dossier}, as of {day}")
_TITLE: Final = Text("Hồ sơ {dossier}", "Dossier {dossier}")
_UNIT_TITLE: Final = Text("Việc riêng của đơn vị {unit}", "The own duties of unit {unit}")
_NOTHING: Final = Text(
    "Hồ sơ này có {events} sự kiện, nhưng không sự kiện nào làm phát sinh nghĩa vụ hay vi phạm theo quy chế đã chọn.",
    "The dossier has {events} events, none of which sets off a duty or breaks the procedure of the regulation chosen.",
)


@click.command("explain", help="Giải thích từng kết luận về một hồ sơ: căn cứ, diễn biến và bảng đếm từng ngày.")
@judging_options
@click.option("--dossier", metavar="HỒ_SƠ", help="Mã hồ sơ như trong nhật ký.")
@click.option("--unit", metavar="ĐƠN_VỊ", help="Thay cho hồ sơ: việc riêng của đơn vị này (định kỳ, tài khoản…).")
@click.option("--rule", metavar="MÃ", help="Chỉ quy tắc này.")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", help="Dạng kết quả.")
@click.option("--as-scenario", is_flag=True, help="Ghi hồ sơ này thành một tình huống cho quyche test.")
def command(
    dossier: str | None, unit: str | None, rule: str | None, style: str, as_scenario: bool, **asked: Unpack[Asked]
) -> None:
    """Judge the log and unfold what was found of one dossier or unit; exit 1 when that breaks the rules."""
    from engine.explanation import explain
    from engine.reports.explained import explanations_as_json, explanations_as_text
    from engine.reports.left_rows import left_in_words
    from engine.reports.names import Names
    from engine.service.inspecting import inspect

    lang = current_lang()
    if (dossier is None) == (unit is None):
        raise click.UsageError(_ONE_SUBJECT.say(lang))
    if as_scenario and (unit is not None or rule is not None or asked["closures"]):
        raise click.UsageError(_WHOLE_DOSSIER.say(lang))
    inspection = done_with(inspect, **asked)
    left = [row for row in inspection.left_rows() if row.dossier is None or row.dossier == dossier]
    if dossier is not None:
        if dossier not in (known := set(inspection.dossiers())) and any(row.dossier == dossier for row in left):
            click.echo(_ALL_LEFT_OUT.say(lang, name=dossier), err=True)
            raise click.exceptions.Exit(ExitCode.DATA)
        name = _as_spelt(dossier, known, _NO_DOSSIER, lang)
        result = inspection.of_dossier(name)
    else:
        name = _as_spelt(unit or "", inspection.units(), _NO_UNIT, lang)
        result = inspection.of_unit(name)
    if rule is not None:
        _require_rule(result, rule, lang)
    subject = (name, None) if dossier is not None else (None, name)
    found = sorted(
        (item for item in result.findings if _is_about(item, *subject) and rule in (None, item.verdict.rule)),
        key=_order,
    )
    if as_scenario:
        write_result(_scenario(result, name, found, lang).encode("utf-8", "replace"), None)
        return
    names = Names.of(lang, result.judged, result.units)
    explanations = [explain(item, names.applied[item.regulation]) for item in found]
    lost = tuple(left_in_words(left, lang))
    if style == "json":
        written = explanations_as_json(name, explanations, names, result.as_of, result.known_at, lost) + "\n"
    else:
        width, colour = screen()
        title = _title(result, name, found, names, of_dossier=dossier is not None)
        written = explanations_as_text(title, explanations, names, result.as_of, lost, width=width, colour=colour)
    write_result(written.encode("utf-8", "replace"), None)
    is_broken = any(item.verdict.status.breaks_the_rules for item in found)
    raise click.exceptions.Exit(exit_code_of(is_broken, is_complete=not left))


def _scenario(result: CheckResult, dossier: str, found: list[Finding], lang: str) -> str:
    """Write the dossier down as a scenario of the one regulation that judged it."""
    from engine.clock import shown
    from engine.scenarios import scenario_as_yaml

    regulations = {finding.regulation for finding in found} or {item.plan.regulation for item in result.judged}
    if len(regulations) != 1 or result.log is None:
        raise click.UsageError(_ONE_REGULATION.say(lang, names=", ".join(sorted(regulations))))
    judged = next(item for item in result.judged if item.plan.regulation in regulations)
    return scenario_as_yaml(
        _SCENARIO.say(lang, dossier=dossier, day=shown(result.as_of)),
        dossier,
        found,
        judged.plan,
        result.log.events,
        result.units,
        result.as_of,
        result.known_at,
        judged.members,
    )


def _order(finding: Finding) -> tuple[date, date, str]:
    """Order as things happened."""
    verdict = finding.verdict
    return verdict.trigger_date or date.min, verdict.due_on or date.max, verdict.rule


def _is_about(finding: Finding, dossier: str | None, unit: str | None) -> bool:
    verdict = finding.verdict
    return verdict.dossier == dossier and (unit is None or verdict.unit == unit)


def _as_spelt(asked: str, known: set[str], missing: Text, lang: str) -> str:
    """Return the name as the log spells it; one that is not there is a usage error with near names."""
    from engine.vocabulary import fold

    if asked in known:
        return asked
    wanted = fold(asked)
    same = [name for name in known if fold(name) == wanted]
    if len(same) == 1:
        return same[0]
    raise click.UsageError(missing.say(lang, name=asked) + _suggestion(asked, known, lang))


def _require_rule(result: CheckResult, rule: str, lang: str) -> None:
    known = {finding.verdict.rule for finding in result.findings}
    for judged in result.judged:
        known |= {duty.id for duty in judged.plan.duties} | {tier.id for tier in judged.plan.tiers}
    if rule not in known:
        raise click.UsageError(_NO_RULE.say(lang, name=rule) + _suggestion(rule, known, lang))


def _suggestion(text: str, known: set[str], lang: str) -> str:
    """Return the names most like `text`, as a question; empty when none is near."""
    from engine.vocabulary import closest_name, fold, vietnamese_key

    near: list[str] = []
    left = sorted(known, key=vietnamese_key)
    while len(near) < _MOST_SUGGESTED and (best := closest_name(text, left)) is not None:
        near.append(best)
        left.remove(best)
    wanted = fold(text)
    near += [name for name in left if wanted and wanted in fold(name)][: _MOST_SUGGESTED - len(near)]
    return _DID_YOU_MEAN.say(lang, names=", ".join(f"«{name}»" for name in near)) if near else ""


def _title(result: CheckResult, name: str, found: list[Finding], names: Names, *, of_dossier: bool) -> str:
    from engine import texts
    from engine.clock import shown

    lang = names.lang
    subject = (
        _TITLE.say(lang, dossier=texts.printable(name)) if of_dossier else _UNIT_TITLE.say(lang, unit=names.unit(name))
    )
    told = [subject, texts.AS_OF.say(lang, day=shown(result.as_of))]
    if result.known_at is not None:
        told.append(texts.KNOWN_AT.say(lang, day=shown(result.known_at)))
    counts = Counter(item.verdict.status.value for item in found)
    told += [f"{names.status(status)} {number(count, lang)}" for status, count in sorted(counts.items())]
    if found or result.log is None or not of_dossier:
        return " · ".join(told)
    events = sum(event.dossier == name for event in result.log.events)
    return " · ".join(told) + "\n" + _NOTHING.say(lang, events=number(events, lang))
