"""The result as one HTML page that needs nothing beside itself and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from engine import texts
from engine.explanation import Explanation, explain
from engine.reports import left_rows
from engine.reports.explained import LEDGER_COLUMNS
from engine.reports.headings import (
    ROW_COLUMNS,
    UNIT_COLUMNS,
    Limits,
    closing_lines,
    counts_line,
    more,
    row_cells,
    unit_cells,
    unit_name,
    verdict_line,
    where_the_rest_is,
)
from engine.reports.ledger import ledger_rows
from engine.reports.names import Names
from engine.reports.overview import Overview, Row, UnitPart
from engine.reports.page_style import STYLE
from engine.reports.story import doubts, story
from engine.survey import Retrace
from engine.texts import Text, number

LIMITS: Final = Limits(units=300, rows=200, ledgers=300)
_SKIP = Text("Đến phần chi tiết", "Skip to details")
_SUMMARY = Text("Tổng hợp", "Summary")
_WHY = Text("Vì sao, đếm từng ngày", "Why, day by day")
_ROWS_CAPTION = Text("Các việc của {unit}, gấp nhất đứng đầu", "Duties of {unit}, most pressing first")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class _Explaining:
    """The explanations that the page holds, by (place of the unit, place of the row), and how many it does not."""

    by_row: dict[tuple[int, int], Explanation]
    left_out: int


def overview_as_page(overview: Overview, names: Names, retrace: Retrace | None) -> bytes:
    """Return the overview as a complete HTML document, UTF-8; breaches can be unfolded into their day ledger.

    Args:
        retrace: gives breaches their traces; None for a page without ledgers.
    """
    lang = names.lang
    explaining = _explaining(overview, names, retrace)
    title = f"{texts.TITLE.say(lang)} – {overview.facts[0]}"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>",
        f'<body><a class="skip" href="#details">{_SKIP.say(lang)}</a>',
        *_head(overview, names),
        "<main>",
        *_summary(overview, names),
        *_details(overview, names, explaining),
        *_left_rows(overview, names.lang),
        "</main>",
        *_foot(overview, names, explaining),
        "</body></html>",
        "",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def _explaining(overview: Overview, names: Names, retrace: Retrace | None) -> _Explaining:
    if retrace is None:
        return _Explaining({}, 0)
    breaches = {
        (unit, place): row.finding
        for unit, part in enumerate(overview.units[: LIMITS.units])
        for place, row in enumerate(part.rows[: LIMITS.rows])
        if row.status.breaks_the_rules and row.finding.regulation in names.applied
    }
    places = list(breaches)[: LIMITS.ledgers]
    traced = retrace([breaches[place] for place in places])
    found = {
        place: explain(finding, names.applied[finding.regulation])
        for place, finding in zip(places, traced, strict=True)
    }
    return _Explaining(found, len(breaches) - len(found))


def _head(overview: Overview, names: Names) -> Iterator[str]:
    yield f"<header><h1>{texts.TITLE.say(names.lang)}</h1>"
    for line, is_draft in overview.regulations:
        yield f'<p class="draft">{escape(line)}</p>' if is_draft else f"<p><strong>{escape(line)}</strong></p>"
    yield f"<p>{escape(' · '.join(overview.facts))}</p>"
    if overview.counts:
        yield f"<p>{escape(counts_line(overview, names))}</p>"
    for line in overview.standings:
        yield f"<p>{escape(line)}</p>"
    if told := verdict_line(overview, names.lang):
        yield f"<p><strong>{escape(told)}</strong></p>"
    yield "</header>"


def _summary(overview: Overview, names: Names) -> Iterator[str]:
    if not overview.units:
        return
    lang = names.lang
    yield f'<section aria-labelledby="summary"><h2 id="summary">{_SUMMARY.say(lang)}</h2>'
    yield f"<table><caption>{texts.UNITS_CAPTION.say(lang)}</caption>{_thead(UNIT_COLUMNS, lang, range(1, 6))}<tbody>"
    for place, part in enumerate(overview.units[: LIMITS.units]):
        name, *numbers = (escape(cell) for cell in unit_cells(part, names))
        cells = "".join(f'<td class="number">{cell}</td>' for cell in numbers)
        yield f'<tr><th scope="row"><a href="#unit-{place}">{name}</a></th>{cells}</tr>'
    yield "</tbody></table>"
    yield from _note(more(texts.MORE_UNITS, len(overview.units) - LIMITS.units, lang), overview, lang)
    yield "</section>"


def _details(overview: Overview, names: Names, explaining: _Explaining) -> Iterator[str]:
    yield f'<section aria-labelledby="details"><h2 id="details" tabindex="-1">{texts.DETAIL_TITLE.say(names.lang)}</h2>'
    for place, part in enumerate(overview.units[: LIMITS.units]):
        yield from _unit(place, part, overview, names, explaining)
    yield "</section>"


def _unit(place: int, part: UnitPart, overview: Overview, names: Names, explaining: _Explaining) -> Iterator[str]:
    lang, name = names.lang, escape(unit_name(part, names))
    yield f'<section aria-labelledby="unit-{place}"><h3 id="unit-{place}" tabindex="-1">{name}</h3>'
    yield f'<div class="wide" role="region" tabindex="0" aria-labelledby="unit-{place}">'
    yield f"<table><caption>{_ROWS_CAPTION.say(lang, unit=name)}</caption>{_thead(ROW_COLUMNS, lang, (1,))}<tbody>"
    rows = part.rows[: LIMITS.rows]
    for number_in_unit, row in enumerate(rows):
        yield _row(row, explaining.by_row.get((place, number_in_unit)), overview, names)
    yield "</tbody></table></div>"
    yield from _note(more(texts.MORE_ROWS, part.row_count - len(rows), lang), overview, lang)
    yield "</section>"


def _row(row: Row, explanation: Explanation | None, overview: Overview, names: Names) -> str:
    day, late, dossier, status, duty, cites = (escape(cell) for cell in row_cells(row))
    why = "".join(_why(explanation, overview, names)) if explanation is not None else ""
    return (
        f'<tr class="{row.status.value}"><td class="day">{day}</td><td class="number">{late}</td>'
        f'<th scope="row">{dossier}</th><td class="status">{status}</td><td>{duty}{why}</td><td>{cites}</td></tr>'
    )


def _why(explanation: Explanation, overview: Overview, names: Names) -> Iterator[str]:
    lang = names.lang
    yield f"<details><summary>{_WHY.say(lang)}</summary>"
    yield f"<p>{escape(' '.join(story(explanation, names, overview.as_of)))}</p>"
    for line in doubts(explanation, names):
        yield f"<p>{escape(line)}</p>"
    if explanation.ledger:
        yield f"<table><caption>{texts.LEDGER.say(lang)}</caption>{_thead(LEDGER_COLUMNS, lang, (2,))}<tbody>"
        for ledger_row in ledger_rows(explanation, lang):
            days, weekdays, count, reason, document = (escape(cell) for cell in ledger_row.cells())
            yield (
                f'<tr><th scope="row" class="day">{days}</th><td>{weekdays}</td><td class="number">{count}</td>'
                f"<td>{reason}</td><td>{document}</td></tr>"
            )
        yield "</tbody></table>"
    yield "</details>"


def _left_rows(overview: Overview, lang: str) -> Iterator[str]:
    if not overview.left_rows:
        return
    title = left_rows.TITLE.say(lang)
    yield f'<section aria-labelledby="left-out"><h2 id="left-out">{title}</h2>'
    yield '<div class="wide" role="region" tabindex="0" aria-labelledby="left-out">'
    yield f"<table><caption>{title}</caption>{_thead(left_rows.COLUMNS, lang, (1,))}<tbody>"
    for row in overview.left_rows:
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row.cells())}</tr>"
    yield "</tbody></table></div>"
    if overview.more_left is not None:
        yield f"<p>{escape(overview.more_left)}</p>"
    yield "</section>"


def _foot(overview: Overview, names: Names, explaining: _Explaining) -> Iterator[str]:
    yield "<footer>"
    for line in closing_lines(overview, names):
        yield f"<p>{escape(line)}</p>"
    if explaining.left_out:
        yield f"<p>{texts.LEDGERS_CAPPED.say(names.lang, count=number(LIMITS.ledgers, names.lang))}</p>"
    yield f'<p class="soft">{escape(overview.versions)}</p></footer>'


def _thead(columns: Sequence[Text], lang: str, numbers: Iterable[int]) -> str:
    opening = {True: '<th scope="col" class="number">', False: '<th scope="col">'}
    right = set(numbers)
    cells = (f"{opening[place in right]}{escape(text.say(lang))}</th>" for place, text in enumerate(columns))
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _note(told: str | None, overview: Overview, lang: str) -> Iterator[str]:
    if told is not None:
        yield f"<p>{told}. {where_the_rest_is(overview, lang)}</p>"
