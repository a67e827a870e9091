"""Explanations of a dossier's findings: as text, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from engine import texts
from engine.evaluation import Status
from engine.evaluation.verdicts import LeftAside
from engine.explanation import Explanation
from engine.loading.logs import Event
from engine.reports.ledger import ledger_rows
from engine.reports.left_rows import Left
from engine.reports.names import Names
from engine.reports.overview import regulation_title
from engine.reports.standing import standing_lines
from engine.reports.story import doubts, headline, story
from engine.reports.terminal import PLAIN_WIDTH, console_in_memory, print_left_rows, text_of

LEDGER_COLUMNS: Final = (texts.DAY, texts.WEEKDAY, texts.COUNTED, texts.REASON, texts.DOCUMENT)
_STYLES = {Status.OVERDUE: "bold red", Status.VIOLATION: "bold magenta", Status.LATE: "bold yellow"}
_INDENT: Final = 3


def explanations_as_text(
    title: str,
    explanations: Sequence[Explanation],
    names: Names,
    as_of: date,
    left: Sequence[Left] = (),
    *,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Return the explanations as text of `width` columns (None: 100), with ANSI colours if asked for.

    Args:
        left: the rows of the log left out that may concern them.
    """
    console = console_in_memory(width or PLAIN_WIDTH, colour)
    print_left_rows(console, left, names.lang)
    _print_all(console, title, explanations, names, as_of)
    return text_of(console)


def _print_all(console: Console, title: str, explanations: Sequence[Explanation], names: Names, as_of: date) -> None:
    """Write each explanation: a headline, a paragraph, the assumptions, the ledger."""
    console.print(RichText(title, style="bold"))
    for line in _standing(explanations, names):
        console.print(RichText(line))
    for place, explanation in enumerate(explanations, 1):
        style = _STYLES.get(explanation.finding.verdict.status, "bold")
        console.print()
        console.print(RichText(f"{place}. {headline(explanation, names)}", style=style))
        own = names.own_label(explanation.finding)
        if names.lang == "en" and own and own not in names.duty(explanation.finding):
            _indented(console, RichText(f"«{own}»", style="italic"))
        _indented(console, RichText(" ".join(story(explanation, names, as_of))))
        for line in doubts(explanation, names):
            _indented(console, RichText(line, style="dim"))
        if explanation.ledger:
            console.print()
            _indented(console, _ledger_table(explanation, names.lang))


def _standing(explanations: Sequence[Explanation], names: Names) -> list[str]:
    """Return what is known of whether the texts that judged still govern."""
    judged = dict.fromkeys(item.finding.regulation for item in explanations)
    texts_of_law = (names.applied[name].document.file.regulation for name in judged if name in names.applied)
    return standing_lines([(regulation_title(item, names.lang), item) for item in texts_of_law], names.lang)


def _indented(console: Console, content: RichText | Table) -> None:
    console.print(Padding(content, (0, 0, 0, _INDENT)))


def _ledger_table(explanation: Explanation, lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)
    for place, text in enumerate(LEDGER_COLUMNS):
        table.add_column(text.say(lang), justify="right" if place == 2 else "left", no_wrap=place < 3, overflow="fold")
    for row in ledger_rows(explanation, lang):
        table.add_row(*(RichText(cell) for cell in row.cells()))
    return table


def explanations_as_json(
    dossier: str,
    explanations: Sequence[Explanation],
    names: Names,
    as_of: date,
    known_at: date | None,
    left: Sequence[Left] = (),
) -> str:
    """Return one JSON object: dossier, as_of, known_at, rows_left_out, and findings.

    These have the published keys, and `explanation` with the trace.
    """
    record = {
        "dossier": dossier,
        "as_of": as_of.isoformat(),
        "known_at": known_at.isoformat() if known_at is not None else None,
        "standing": _standing(explanations, names),
        "rows_left_out": [asdict(row) for row in left],
        "findings": [
            {**item.finding.as_record(), "explanation": explanation_as_record(item, names, as_of)}
            for item in explanations
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def explanation_as_record(explanation: Explanation, names: Names, as_of: date) -> dict[str, object]:
    """Return an explanation as plain values. A ledger line is `date, counted, reason, document` and `number`."""
    trace = explanation.trace
    return {
        "label": explanation.label,
        "phrase": explanation.phrase,
        "text": " ".join(story(explanation, names, as_of)),
        "trigger": _event(trace.trigger),
        "fulfilment": _event(trace.fulfilment),
        "cases": [{"phrase": case.phrase, "holds": case.holds} for case in trace.cases],
        "passed_over": [_aside(item) for item in trace.passed_over],
        "pauses": [{"from": begins.isoformat(), "until": ends and ends.isoformat()} for begins, ends in trace.pauses],
        "pauses_aside": [_aside(item) for item in trace.pauses_aside],
        "extensions": [_event(event) for event in trace.extensions],
        "extensions_aside": [_aside(item) for item in trace.extensions_aside],
        "voided_by": _event(trace.voided_by),
        "period": [day.isoformat() for day in trace.period] if trace.period is not None else None,
        "states": list(trace.states),
        "interpretations": [
            {
                "id": doubt.id,
                "question": doubt.question,
                "cites": list(doubt.cites),
                "reading": {"id": doubt.reading[0], "says": doubt.reading[1]},
                "own_choice": doubt.is_own_choice,
                "why": doubt.why,
                "others": [{"id": name, "says": says} for name, says in doubt.others],
            }
            for doubt in explanation.doubts
        ],
        "documents": list(explanation.documents),
        "ledger": [
            {
                "date": line.day.isoformat(),
                "counted": line.counted,
                "reason": line.reason,
                "document": line.document,
                "number": line.number,
            }
            for line in explanation.ledger
        ],
    }


def _aside(aside: LeftAside) -> dict[str, object]:
    return {
        "event": _event(aside.event),
        "reason": aside.reason,
        "differences": [asdict(item) for item in aside.differences],
    }


def _event(event: Event | None) -> dict[str, object] | None:
    if event is None:
        return None
    return {
        "event": event.event,
        "date": event.on.isoformat(),
        "unit": event.unit,
        "to_unit": event.to_unit,
        "actor": event.actor,
        "case": event.case,
        "ref": event.ref,
        "about": event.about,
        "time": None if event.time is None else event.time.isoformat(),
    }
