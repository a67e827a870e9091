"""A trial as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from engine import texts
from engine.analysis.effects import Pair
from engine.findings import Finding
from engine.reports.effects import reading_words, words
from engine.reports.effects.reading_words import AllReadings
from engine.reports.effects.words import WhatIf
from engine.reports.ledger import ledger_rows
from engine.reports.names import Names
from engine.reports.spreadsheet import Cell, workbook_of
from engine.texts import Text

_SUMMARY: Final = Text("Tóm tắt", "Summary")
_CHANGED: Final = Text("Đổi kết luận", "Flipped")
_OTHERWISE: Final = Text("Đổi cách khác", "Changed otherwise")
_LEDGERS: Final = Text("Bảng tính ngày", "Day ledgers")
_LINE: Final = Text("Số thứ tự", "Number")
_ITEM: Final = Text("Mục", "Item")
_SIDE: Final = Text("Bên", "Side")
_DUE_BEFORE: Final = Text("Hạn trước", "Due before")
_DUE_AFTER: Final = Text("Hạn sau", "Due after")
_STATUS_BEFORE: Final = Text("Tình trạng trước", "Status before")
_STATUS_AFTER: Final = Text("Tình trạng sau", "Status after")
_PAIR_COLUMNS: Final = (
    *((_LINE, 9), (texts.DOSSIER, 18), (texts.UNIT, 34), (texts.DUTY, 46), (texts.CITES, 26), (words.TURN, 22)),
    *((_STATUS_BEFORE, 18), (_DUE_BEFORE, 13), (_STATUS_AFTER, 18), (_DUE_AFTER, 13)),
)
_LEDGER_COLUMNS: Final = (
    *((_LINE, 9), (texts.DOSSIER, 18), (_SIDE, 10), (texts.DAY, 24), (texts.WEEKDAY, 20), (texts.COUNTED, 9)),
    *((texts.REASON, 44), (texts.DOCUMENT, 34)),
)


def effects_as_workbook(report: WhatIf) -> bytes:
    """Return what a change does: summary, by topic, by unit, each flip, their ledgers, what else changes."""
    counts = [(text, 16) for text in words.COUNT_COLUMNS]
    by_topic = (
        (words.topic_name(report, name), *words.count_cells(c)) for name, c in report.effects.by_topic().items()
    )
    by_unit = ((report.before.unit(name), *words.count_cells(c)) for name, c in report.effects.by_unit().items())
    flips = report.traced(report.effects.flips())
    with workbook_of(words.title(report), report.as_of, report.lang) as writer:
        writer.sheet(_SUMMARY, ((_ITEM, 30), (words.CHANGES, 100)), _summary_rows(report))
        writer.sheet(words.BY_TOPIC, [(words.TOPIC, 44), *counts], by_topic)
        writer.sheet(words.BY_UNIT, [(texts.UNIT, 44), *counts], by_unit)
        writer.sheet(_CHANGED, _PAIR_COLUMNS, _pair_rows(report, flips), frozen=2)
        writer.sheet(_LEDGERS, _LEDGER_COLUMNS, _ledger_rows(report, flips), frozen=2)
        writer.sheet(_OTHERWISE, _PAIR_COLUMNS, _pair_rows(report, report.effects.otherwise()), frozen=2)
    return writer.content()


def _summary_rows(report: WhatIf) -> Iterator[tuple[Cell, ...]]:
    yield words.title(report), None
    for change in report.changes:
        yield words.CHANGES.say(report.lang), change
    for line in words.summary(report):
        yield None, line
    for regulation, before, after in report.versions:
        yield regulation, f"{before} → {after}"


def _pair_rows(report: WhatIf, pairs: Sequence[Pair]) -> Iterator[tuple[Cell, ...]]:
    for place, pair in enumerate(pairs, 1):
        verdict, names = pair.either.verdict, report.after if pair.after is not None else report.before
        yield (
            place,
            verdict.dossier,
            names.unit(verdict.unit),
            names.duty(pair.either),
            verdict.cites,
            words.TURNS[pair.turn].say(report.lang),
            *_standing(report.before, pair.before),
            *_standing(report.after, pair.after),
        )


def _standing(names: Names, finding: Finding | None) -> tuple[Cell, Cell]:
    if finding is None:
        return words.NO_DUTY.say(names.lang), None
    return names.status(finding.verdict.status.value), finding.verdict.due_on


def _ledger_rows(report: WhatIf, flips: Sequence[Pair]) -> Iterator[tuple[Cell, ...]]:
    sides = ((words.BEFORE, report.before), (words.AFTER, report.after))
    for place, pair in enumerate(flips, 1):
        for (label, names), finding in zip(sides, (pair.before, pair.after), strict=True):
            explanation = words.explained(names, finding)
            for row in ledger_rows(explanation, report.lang) if explanation is not None else ():
                yield place, pair.either.verdict.dossier, label.say(report.lang), *row.cells()


def readings_as_workbook(report: AllReadings) -> bytes:
    """Return which verdicts hang on which reading: a sheet of the doubts, and one of the verdicts."""
    doubts = (
        *((reading_words.DOUBT, 28), (reading_words.QUESTION, 90)),
        *((reading_words.VERDICTS, 18), (reading_words.BREACHES, 18)),
    )
    verdicts = (
        *((texts.DOSSIER, 18), (texts.UNIT, 34), (texts.DUTY, 46), (texts.CITES, 26), (reading_words.HANGS_ON, 30)),
        *((reading_words.OWN, 40), (reading_words.OTHERS, 60), (reading_words.SAFE, 16)),
    )
    with workbook_of(reading_words.title(report), report.as_of, report.lang) as writer:
        writer.sheet(_SUMMARY, ((_ITEM, 110),), [(fact,) for fact in reading_words.facts(report)])
        writer.sheet(reading_words.BY_DOUBT, doubts, reading_words.doubt_rows(report), frozen=1)
        writer.sheet(reading_words.DUTY_BY_DUTY, verdicts, _unsettled_rows(report), frozen=1)
    return writer.content()


def _unsettled_rows(report: AllReadings) -> Iterator[tuple[Cell, ...]]:
    for item in report.unsettled:
        verdict = item.shown.verdict
        yield (
            verdict.dossier,
            report.names.unit(verdict.unit),
            report.names.duty(item.shown),
            verdict.cites,
            ", ".join(item.depends_on),
            reading_words.own_outcome(report, item),
            "; ".join(reading_words.alternatives(report, item)),
            item.safe_date,
        )
