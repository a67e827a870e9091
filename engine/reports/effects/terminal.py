"""A trial as text: the change, the numbers, and duty by duty with both ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from engine.analysis.effects import Pair
from engine.clock import shown
from engine.explanation import Explanation
from engine.reports.effects import reading_words, words
from engine.reports.effects.reading_words import AllReadings
from engine.reports.effects.words import WhatIf
from engine.reports.explained import LEDGER_COLUMNS
from engine.reports.ledger import ledger_rows
from engine.reports.names import Names
from engine.reports.terminal import PLAIN_WIDTH, console_in_memory, text_of
from engine.texts import number, printable

_MOST_FLIPS: Final = 20
_MOST_UNSETTLED: Final = 40
_MOST_ROWS: Final = 30


def effects_as_text(report: WhatIf, *, width: int | None = None) -> bytes:
    """Return what a change does as UTF-8 text of `width` columns (None: 100)."""
    console = console_in_memory(width or PLAIN_WIDTH, colour=False)
    lang = report.lang
    console.print(RichText(words.title(report)))
    for change in report.changes:
        console.print(Padding(RichText(f"• {printable(change)}"), (0, 0, 0, 2)))
    console.print()
    for line in words.summary(report):
        console.print(RichText(line))
    for caption, first, rows in words.tables(report):
        if rows:
            heads = (first.say(lang), *(text.say(lang) for text in words.COUNT_COLUMNS))
            console.print()
            console.print(RichText(caption.say(lang)))
            console.print(_table(heads, rows[:_MOST_ROWS], right=(1, 2, 3)))
            if len(rows) > _MOST_ROWS:
                console.print(RichText(words.MORE.say(lang, count=number(len(rows) - _MOST_ROWS, lang))))
    _print_flips(console, report)
    return _bytes(console)


def _print_flips(console: Console, report: WhatIf) -> None:
    count, lang = report.effects.flip_count, report.lang
    if not count:
        return
    console.print()
    console.print(RichText(words.FLIPPED.say(lang)))
    for place, pair in enumerate(report.traced(report.effects.flips(_MOST_FLIPS)), 1):
        console.print()
        console.print(RichText(f"{place}. {words.headline(report, pair)}"))
        _print_sides(console, report, pair)
    if count > _MOST_FLIPS:
        console.print()
        console.print(RichText(words.MORE.say(lang, count=number(count - _MOST_FLIPS, lang))))


def _print_sides(console: Console, report: WhatIf, pair: Pair) -> None:
    """Write both sides, each with its phrase, its outcome and its ledger."""
    for label, names, finding in (
        (words.BEFORE, report.before, pair.before),
        (words.AFTER, report.after, pair.after),
    ):
        explanation = words.explained(names, finding)
        told = f"{label.say(report.lang)}: {words.outcome(names, finding)}"
        if explanation is not None and explanation.phrase is not None:
            told += f" («{printable(explanation.phrase)}»)"
        console.print(Padding(RichText(told), (0, 0, 0, 3)))
        if explanation is not None and explanation.ledger:
            console.print(Padding(_ledger(explanation, names), (0, 0, 0, 5)))


def _ledger(explanation: Explanation, names: Names) -> Table:
    heads = [text.say(names.lang) for text in LEDGER_COLUMNS]
    return _table(heads, [row.cells() for row in ledger_rows(explanation, names.lang)], right=(2,))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, header_style="none")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(RichText(cell) for cell in row))
    return table


def readings_as_text(report: AllReadings, *, width: int | None = None) -> bytes:
    """Return which verdicts hang on which reading as UTF-8 text of `width` columns (None: 100)."""
    console = console_in_memory(width or PLAIN_WIDTH, colour=False)
    lang, unsettled = report.lang, report.unsettled
    console.print(RichText(reading_words.title(report)))
    for fact in reading_words.facts(report):
        console.print(RichText(fact))
    console.print()
    if not unsettled:
        console.print(RichText(reading_words.ALL_SETTLED.say(lang)))
        return _bytes(console)
    columns = (
        reading_words.DOUBT,
        reading_words.QUESTION,
        reading_words.VERDICTS,
        reading_words.BREACHES,
    )
    heads = [text.say(lang) for text in columns]
    rows = [
        (name, question, number(hanging, lang), number(flipping, lang))
        for name, question, hanging, flipping in reading_words.doubt_rows(report)
    ]
    console.print(_table(heads, rows, right=(2, 3)))
    console.print()
    console.print(RichText(reading_words.DUTY_BY_DUTY.say(lang)))
    for place, item in enumerate(unsettled[:_MOST_UNSETTLED], 1):
        console.print()
        console.print(RichText(f"{place}. {reading_words.subject(report, item)}"))
        lines = [f"{reading_words.OWN.say(lang)}: {reading_words.own_outcome(report, item)}"]
        lines += reading_words.alternatives(report, item)
        lines.append(f"{reading_words.SAFE.say(lang)}: {shown(item.safe_date)}")
        for line in lines:
            console.print(Padding(RichText(line), (0, 0, 0, 3)))
    if len(unsettled) > _MOST_UNSETTLED:
        console.print()
        console.print(RichText(words.MORE.say(lang, count=number(len(unsettled) - _MOST_UNSETTLED, lang))))
    return _bytes(console)


def _bytes(console: Console) -> bytes:
    return (text_of(console).rstrip() + "\n").encode("utf-8", "replace")
