"""What running scenarios showed: the red ones with their day ledgers, and the rules that none touches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from engine.explanation import explain
from engine.findings import Finding
from engine.reports.explained import LEDGER_COLUMNS, explanation_as_record
from engine.reports.ledger import ledger_rows
from engine.reports.names import Names
from engine.reports.terminal import PLAIN_WIDTH, console_in_memory, text_of
from engine.scenarios import Covered, Outcome
from engine.scenarios.records import Value
from engine.scenarios.running import Missing
from engine.texts import DASH, Text, number, printable

_RED: Final = Text("✗ {place}: {name}", "✗ {place}: {name}")
_LAW: Final = Text("Căn cứ: {law}", "Law: {law}")
_WHY: Final = Text("Người viết đếm: {why}", "The author counts: {why}")
_DIFFERS: Final = Text(
    "{rule}: {key} mong đợi {wanted}, tính ra {found}", "{rule}: {key} expected {wanted}, found {found}"
)
_NONE: Final = Text("{rule}: không có kết luận nào, mong đợi {wanted}", "{rule}: no finding, expected {wanted}")
_SURPLUS: Final = Text("{rule}: không được phát sinh mà có: {found}", "{rule}: must not arise, but did: {found}")
_LEDGER: Final = Text("Bảng tính ngày của kết luận gần nhất", "Day ledger of the nearest finding")
_TOTAL: Final = Text(
    "{count} tình huống: {passed} đạt, {failed} không đạt", "{count} scenarios: {passed} passed, {failed} failed"
)
_COVERED: Final = Text(
    "{regulation}: {scenarios} tình huống chạm đến {touched} trên {all} quy tắc",
    "{regulation}: {scenarios} scenarios touch {touched} of {all} rules",
)
_UNTOUCHED: Final = Text("Chưa có tình huống nào: {rules}", "No scenario touches: {rules}")


def results_as_text(
    outcomes: Sequence[Outcome], covered: Sequence[Covered], lang: str, *, width: int | None = None
) -> bytes:
    """Return the red scenarios, the total and the coverage as UTF-8 text of `width` columns (None: 100)."""
    console = console_in_memory(width or PLAIN_WIDTH, colour=False)
    red = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in red:
        _print_red(console, outcome, lang)
        console.print()
    counts = {"count": len(outcomes), "passed": len(outcomes) - len(red), "failed": len(red)}
    console.print(RichText(_TOTAL.say(lang, **{name: number(count, lang) for name, count in counts.items()})))
    for item in covered:
        all_rules = len(item.touched) + len(item.untouched)
        numbers = {"scenarios": item.scenarios, "touched": len(item.touched), "all": all_rules}
        told = {name: number(count, lang) for name, count in numbers.items()}
        console.print(RichText(_COVERED.say(lang, regulation=item.document.id, **told)))
        if item.untouched:
            console.print(Padding(RichText(_UNTOUCHED.say(lang, rules=", ".join(item.untouched))), (0, 0, 0, 2)))
    return (text_of(console).rstrip() + "\n").encode("utf-8", "replace")


def _print_red(console: Console, outcome: Outcome, lang: str) -> None:
    scenario = outcome.scenario
    names = Names.of(lang, [outcome], scenario.units)
    place = f"{scenario.place.file}:{scenario.place.line or 1}"
    console.print(RichText(_RED.say(lang, place=place, name=printable(scenario.name))))
    lines = [_LAW.say(lang, law=printable(scenario.law))] if scenario.law else []
    lines += [_WHY.say(lang, why=printable(scenario.why))] if scenario.why else []
    lines += failures(outcome, lang)
    for line in lines:
        console.print(Padding(RichText(line), (0, 0, 0, 2)))
    for finding in _shown(outcome):
        explanation = explain(finding, outcome)
        if explanation.ledger:
            console.print(Padding(RichText(f"{_LEDGER.say(lang)} ({finding.verdict.rule}):"), (0, 0, 0, 2)))
            table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="none")
            for column, text in enumerate(LEDGER_COLUMNS):
                table.add_column(text.say(lang), justify="right" if column == 2 else "left", overflow="fold")
            for row in ledger_rows(explanation, names.lang):
                table.add_row(*(RichText(cell) for cell in row.cells()))
            console.print(Padding(table, (0, 0, 0, 4)))


def failures(outcome: Outcome, lang: str) -> list[str]:
    """Return what is wrong with a red scenario, a line each."""
    lines = [line for missing in outcome.missing for line in _missing(missing, lang)]
    for finding in outcome.surplus:
        found = ", ".join(f"{key} {_shown_value(finding.as_record()[key])}" for key in ("status", "due_on", "dossier"))
        lines.append(_SURPLUS.say(lang, rule=finding.verdict.rule, found=found))
    return lines


def _missing(missing: Missing, lang: str) -> list[str]:
    wanted = missing.expectation.values
    rule = str(wanted.get("rule") or DASH)
    if missing.nearest is None:
        told = ", ".join(f"{key} {_shown_value(value)}" for key, value in wanted.items() if key != "rule")
        return [_NONE.say(lang, rule=rule, wanted=told)]
    return [
        _DIFFERS.say(lang, rule=rule, key=key, wanted=_shown_value(value), found=_shown_value(found))
        for key, value, found in missing.differing
    ]


def _shown_value(value: Value) -> str:
    return DASH if value is None else printable(str(value))


def _shown(outcome: Outcome) -> list[Finding]:
    """Return the findings whose ledgers explain what is red, each once."""
    found = [item.nearest for item in outcome.missing if item.nearest is not None] + list(outcome.surplus)
    return list({id(item): item for item in found}.values())


def results_as_json(outcomes: Sequence[Outcome], covered: Sequence[Covered], lang: str) -> bytes:
    """Return one object: counts, `failed` scenarios with what is wrong and the ledger, `coverage` by regulation."""
    record = {
        "scenarios": len(outcomes),
        "passed": sum(outcome.passed for outcome in outcomes),
        "failed": [_failed(outcome, lang) for outcome in outcomes if not outcome.passed],
        "coverage": [
            {
                "regulation": item.document.id,
                "rules_version": item.document.version,
                "scenarios": item.scenarios,
                "touched": list(item.touched),
                "untouched": list(item.untouched),
            }
            for item in covered
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _failed(outcome: Outcome, lang: str) -> dict[str, object]:
    scenario = outcome.scenario
    names = Names.of(lang, [outcome], scenario.units)
    return {
        "name": scenario.name,
        "file": scenario.place.file,
        "line": scenario.place.line,
        "regulation": scenario.document.id,
        "failures": failures(outcome, lang),
        "missing": [
            {
                "expected": dict(item.expectation.values),
                "nearest": item.nearest.as_record() if item.nearest is not None else None,
                "explanation": (
                    explanation_as_record(explain(item.nearest, outcome), names, scenario.as_of)
                    if item.nearest is not None
                    else None
                ),
            }
            for item in outcome.missing
        ],
        "surplus": [item.as_record() for item in outcome.surplus],
    }
