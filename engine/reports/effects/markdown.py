"""A trial as Markdown tables, to paste into a document or a ticket."""

from __future__ import annotations

from engine.analysis.effects import Pair
from engine.clock import shown
from engine.reports.effects import reading_words, words
from engine.reports.effects.reading_words import AllReadings
from engine.reports.effects.words import WhatIf
from engine.reports.pipes import pipe_table, plain
from engine.texts import DOSSIER, DUTY, UNIT, WHOLE_UNIT, number, printable


def effects_as_markdown(report: WhatIf) -> bytes:
    """Return what a change does: the change, the numbers, and a row for each duty that flips."""
    lang = report.lang
    lines = [f"# {plain(words.title(report))}", ""]
    lines += [f"- {plain(change)}" for change in report.changes]
    lines += ["", *(f"- {plain(line)}" for line in words.summary(report))]
    for caption, first, rows in words.tables(report):
        if rows:
            heads = (first.say(lang), *(text.say(lang) for text in words.COUNT_COLUMNS))
            lines += ["", f"## {caption.say(lang)}", "", *pipe_table(heads, rows)]
    if report.effects.flip_count:
        columns = (DOSSIER, UNIT, DUTY, words.TURN, words.BEFORE, words.AFTER)
        rows = [_flip_cells(report, pair) for pair in report.effects.flips()]
        lines += ["", f"## {words.FLIPPED.say(lang)}", "", *pipe_table([text.say(lang) for text in columns], rows)]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _flip_cells(report: WhatIf, pair: Pair) -> tuple[str, ...]:
    verdict, names = pair.either.verdict, report.after if pair.after is not None else report.before
    return (
        printable(verdict.dossier) if verdict.dossier else WHOLE_UNIT.say(report.lang),
        names.unit(verdict.unit),
        names.duty(pair.either),
        words.TURNS[pair.turn].say(report.lang),
        words.outcome(report.before, pair.before),
        words.outcome(report.after, pair.after),
    )


def readings_as_markdown(report: AllReadings) -> bytes:
    """Return which verdicts hang on which reading: a table of the doubts, and a row for each verdict."""
    lang = report.lang
    lines = [
        f"# {plain(reading_words.title(report))}",
        "",
        *(f"- {plain(fact)}" for fact in reading_words.facts(report)),
    ]
    if not report.unsettled:
        return ("\n".join([*lines, "", reading_words.ALL_SETTLED.say(lang)]) + "\n").encode("utf-8", "replace")
    doubts = [
        (name, question, number(hanging, lang), number(flipping, lang))
        for name, question, hanging, flipping in reading_words.doubt_rows(report)
    ]
    heads = (reading_words.DOUBT, reading_words.QUESTION, reading_words.VERDICTS, reading_words.BREACHES)
    lines += ["", f"## {reading_words.BY_DOUBT.say(lang)}", "", *pipe_table([text.say(lang) for text in heads], doubts)]
    rows = [
        (
            reading_words.subject(report, item),
            ", ".join(item.depends_on),
            reading_words.own_outcome(report, item),
            "; ".join(reading_words.alternatives(report, item)),
            shown(item.safe_date),
        )
        for item in report.unsettled
    ]
    columns = (DUTY, reading_words.HANGS_ON, reading_words.OWN, reading_words.OTHERS, reading_words.SAFE)
    lines += [
        "",
        f"## {reading_words.DUTY_BY_DUTY.say(lang)}",
        "",
        *pipe_table([text.say(lang) for text in columns], rows),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
