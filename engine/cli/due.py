"""`quyche due`: from a deadline phrase and a date to the due date, with the ledger of days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.cli.common import DATE, ExitCode, current_lang, show_diagnostics

if TYPE_CHECKING:
    from engine.calendars import Calendar, SpecialDay
    from engine.counting import Due, PeriodDue
    from engine.diagnostics import Diagnostic
    from engine.phrases import Phrase

PHRASE_NAME: Final = {"vi": "cụm từ", "en": "phrase"}


@click.command("due", help="Tính ngày đến hạn từ một cụm từ thời hạn, kèm bảng tính từng ngày.")
@click.argument("phrase", metavar="CỤM_TỪ")
@click.option("--from", "start", type=DATE, required=True, metavar="NGÀY", help="Ngày làm phát sinh thời hạn.")
@click.option("--known-at", type=DATE, metavar="NGÀY", help="Chỉ theo lịch đã biết đến ngày này.")
@click.option(
    "--closures", multiple=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ngày nghỉ riêng của tỉnh."
)
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON cho máy.")
def command(phrase: str, start: date, known_at: date | None, closures: tuple[Path, ...], as_json: bool) -> None:
    """Read the phrase, count, and show the answer: of a phrase that comes back, for the first period not yet over.

    The JSON object holds opens_on, due_on, certainty (stated, assumed or estimated), ledger, whose lines hold date,
    counted, reason and document, period, whose first_day and last_day tell which period of a recurring phrase it is
    for, and cap_on, the last day with all extensions; dates are ISO, what there is not is null.
    """
    from engine.calendars import FIRST_DAY, LAST_DAY, OutsideCalendar
    from engine.counting import first_due, resolve
    from engine.diagnostics import Diagnostic

    lang = current_lang()
    parsed = _parsed(phrase, lang)
    calendar = known_calendar(known_at, closures, lang)
    try:
        found = first_due(parsed.deadline, start, calendar)
        cap = resolve(parsed.cap, start, calendar) if parsed.cap is not None else None
    except OutsideCalendar as error:
        problem = Diagnostic.of("U110", reason=error, first=FIRST_DAY.year, last=LAST_DAY.year)
        show_diagnostics([problem], lang)
        raise click.exceptions.Exit(ExitCode.USAGE) from error
    cap_on = cap.due_on if cap is not None else None
    click.echo(due_as_json(found, cap_on) if as_json else _page(parsed, start, found, cap_on, known_at, lang))


def known_calendar(known_at: date | None, closures: tuple[Path, ...], lang: str) -> Calendar:
    """Return the calendar known at a date with a province's closures; a closures file with errors ends the command."""
    from engine.calendars import Calendar, load_special_days
    from engine.diagnostics import has_errors

    days: list[SpecialDay] = []
    problems: list[Diagnostic] = []
    for path in closures:
        found, wrong = load_special_days(path)
        days += found
        problems += wrong
    show_diagnostics(problems, lang)
    if has_errors(problems):
        raise click.exceptions.Exit(ExitCode.DATA)
    return Calendar.national(known_at, tuple(days))


def due_as_json(found: PeriodDue, cap_on: date | None = None) -> str:
    """Return the answer as the published JSON object."""
    due = found.due
    lines = [
        {"date": line.day.isoformat(), "counted": line.counted, "reason": line.reason, "document": line.document}
        for line in due.ledger
    ]
    record = {
        "opens_on": due.opens_on.isoformat() if due.opens_on else None,
        "due_on": due.due_on.isoformat() if due.due_on else None,
        "certainty": _certainty(due),
        "ledger": lines,
        "period": {"first_day": found.first_day.isoformat(), "last_day": found.last_day.isoformat()}
        if found.first_day and found.last_day
        else None,
        "cap_on": cap_on.isoformat() if cap_on else None,
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def _parsed(text: str, lang: str) -> Phrase:
    from engine.diagnostics import Diagnostic
    from engine.phrases import PhraseProblem, parse_phrase
    from engine.source import SourceText

    parsed = parse_phrase(text)
    if isinstance(parsed, PhraseProblem):
        place = SourceText(PHRASE_NAME["en" if lang == "en" else "vi"], text).place(parsed.span)
        show_diagnostics([Diagnostic(parsed.code, place, parsed.args, parsed.suggestion)], lang)
        raise click.exceptions.Exit(ExitCode.USAGE)
    return parsed


def _certainty(due: Due) -> str:
    """Return how firm the date is: the weakest of what it rests on."""
    if due.estimated:
        return "estimated"
    return "assumed" if due.assumed else "stated"


def _page(phrase: Phrase, start: date, found: PeriodDue, cap_on: date | None, known_at: date | None, lang: str) -> str:
    from engine.phrases import phrase_in_words
    from engine.texts import period_name

    en, due = lang == "en", found.due
    read = phrase_in_words(phrase.deadline, lang)
    lines = [f"{'Read as' if en else 'Hiểu là'}: {read}" + _anchor(phrase, lang)]
    lines.append(f"{'From' if en else 'Tính từ'}: {_long_date(start, lang)}")
    if known_at is not None:
        lines.append(f"{'Calendar known at' if en else 'Theo lịch đã biết đến ngày'}: {known_at:%d/%m/%Y}")
    if phrase.remark is not None:
        lines.append(f"{'Remark' if en else 'Ghi thêm'}: {phrase.remark}")
    if due.due_on is None:
        return "\n".join([*lines, "", _no_date(read, lang)])
    if found.first_day is not None and found.last_day is not None:
        lines.append(f"{'Period' if en else 'Kỳ'}: {period_name(found.first_day, found.last_day, lang)}")
    if due.opens_on is not None:
        lines.append(f"{'Opens on' if en else 'Mở từ'}: {_long_date(due.opens_on, lang)}")
    lines.append(f"{'Due on' if en else 'Đến hạn'}: {_long_date(due.due_on, lang)}")
    if cap_on is not None:
        lines.append(f"{'With extensions by' if en else 'Kể cả gia hạn, không quá'}: {_long_date(cap_on, lang)}")
    lines.append(_firmness(due, phrase, lang))
    return "\n".join([*lines, "", ledger_table(due, phrase, lang)])


def _anchor(phrase: Phrase, lang: str) -> str:
    if phrase.anchor is None:
        return ""
    return f" ({'starting point' if lang == 'en' else 'mốc'}: {phrase.anchor})"


def ledger_table(due: Due, phrase: Phrase, lang: str) -> str:
    """Return the ledger as a table: date, day of the week, number of the counted day, reason, document."""
    from engine import texts
    from engine.cli.tables import text_table
    from engine.explanation import numbered

    headers = [item.say(lang) for item in (texts.DAY, texts.WEEKDAY, texts.COUNTED, texts.REASON, texts.DOCUMENT)]
    yes = "yes" if lang == "en" else "có"
    rows = [
        (
            f"{line.day:%d/%m/%Y}",
            texts.weekday(line.day, lang),
            str(line.number or yes) if line.counted else texts.DASH,
            texts.ledger_reason(line.reason, lang),
            line.document or "",
        )
        for line in numbered(due.ledger, phrase.deadline)
    ]
    return text_table(headers, rows, numbers=(2,))


def _long_date(day: date, lang: str) -> str:
    from engine.texts import weekday

    return f"{weekday(day, lang)}, {day:%d/%m/%Y}"


def _no_date(read: str, lang: str) -> str:
    if lang == "en":
        return f"No due date: «{read}» gives no number of days, so no date can be worked out."
    return f"Không có ngày đến hạn: «{read}» không nêu số ngày, nên không tính ra ngày nào được."


def _firmness(due: Due, phrase: Phrase, lang: str) -> str:
    """Return how firm the date is, with what the reader must know before relying on it."""
    from engine.counting import LEGAL_DEFAULTS
    from engine.phrases import AtOnce
    from engine.texts import CERTAINTY, LEGEND_ESTIMATED

    en = lang == "en"
    reasons = []
    if due.assumed and not isinstance(phrase.deadline, AtOnce):
        reasons.append(
            "assumed: half a month is 15 days, half a year 6 months (Civil Code 2015, Art. 146)"
            if en
            else "giả định: nửa tháng là 15 ngày, nửa năm là 6 tháng (Bộ luật Dân sự 2015, Điều 146)"
        )
    elif due.assumed:
        days = LEGAL_DEFAULTS.at_once_working_days
        reasons.append(
            f"assumed: by convention «ngay» is {days} working day, the text gives no number"
            if en
            else f"giả định: theo quy ước, «ngay» là {days} ngày làm việc, văn bản không nêu số ngày"
        )
    if due.estimated:
        reasons.append(LEGEND_ESTIMATED.say(lang).removeprefix("~ "))
    words = ";\n  ".join(reasons) or CERTAINTY["stated"].say(lang)
    return f"{'Certainty' if en else 'Mức chắc chắn'}: {words}"
