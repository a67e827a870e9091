"""`quyche calendar`: a year's working days, month by month, and the document behind every special day."""

from __future__ import annotations

import csv
import io
import json
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from engine.cli.common import DATE, ExitCode, current_lang, show_diagnostics

if TYPE_CHECKING:
    from engine.calendars import Calendar, SpecialDay

FORMATS: Final = ("table", "csv", "json", "md")
_MONTHS_ABREAST: Final = 3
_DAY_WIDTH: Final = 4
_GAP: Final = "   "
_WEEK: Final = (
    ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"),
)
_KINDS: Final = {
    "holiday": ("*", "nghỉ lễ", "holiday"),
    "compensatory": ("b", "nghỉ bù", "compensatory day off"),
    "swap_off": ("h", "nghỉ hoán đổi", "swapped day off"),
    "swap_work": ("+", "làm bù", "worked weekend day"),
    "closure": ("x", "đóng cửa riêng", "the province's closure"),
}
_DEGREES: Final = {
    "statute": ("luật định", "named by law"),
    "derived": ("suy từ luật", "derived from the law"),
    "projected": ("ước tính", "estimate"),
}
_HEADS: Final = (
    ("Ngày", "Thứ", "Loại", "Tên", "Văn bản", "Công bố"),
    ("Date", "Day", "Kind", "Name", "Document", "Announced"),
)


@click.command("calendar", help="In lịch làm việc một năm, kèm văn bản của từng ngày nghỉ, ngày làm bù.")
@click.argument("year", type=int, metavar="NĂM")
@click.option("--known-at", type=DATE, metavar="NGÀY", help="Chỉ theo những văn bản đã công bố đến ngày này.")
@click.option(
    "--closures", multiple=True, type=click.Path(path_type=Path), metavar="TỆP", help="Ngày nghỉ riêng của tỉnh."
)
@click.option("--format", "style", type=click.Choice(FORMATS), default="table", show_default=True, help="Dạng.")
def command(year: int, known_at: date | None, closures: tuple[Path, ...], style: str) -> None:
    """Print the calendar of one year as it was known on a day."""
    from engine.calendars import FIRST_DAY, LAST_DAY
    from engine.cli.due import known_calendar
    from engine.diagnostics import Diagnostic

    lang = current_lang()
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        show_diagnostics([Diagnostic.of("U111", year=year, first=FIRST_DAY.year, last=LAST_DAY.year)], lang)
        raise click.exceptions.Exit(ExitCode.USAGE)
    calendar = known_calendar(known_at, closures, lang)
    click.echo(_rendered(year, calendar, style, lang), nl=False)


def _rendered(year: int, calendar: Calendar, style: str, lang: str) -> str:
    match style:
        case "json":
            return _as_json(year, calendar)
        case "csv":
            return _as_csv(year, calendar)
        case "md":
            return _as_markdown(year, calendar, lang)
        case _:
            return _as_table(year, calendar, lang)


def _special_days(year: int, calendar: Calendar) -> tuple[SpecialDay, ...]:
    return calendar.special_days(date(year, 1, 1), date(year, 12, 31))


def _working_days(year: int, month: int, calendar: Calendar) -> int:
    days = range(1, monthrange(year, month)[1] + 1)
    return sum(calendar.is_working(date(year, month, day)) for day in days)


def _is_estimated(year: int, calendar: Calendar) -> bool:
    return calendar.is_estimated(date(year, 1, 1)) or calendar.any_estimated(date(year, 1, 1), date(year, 12, 31))


def _heading(year: int, calendar: Calendar, lang: str) -> list[str]:
    """Return the title, and loudly that the year is an estimate if it is one."""
    en = lang == "en"
    total = sum(_working_days(year, month, calendar) for month in range(1, 13))
    lines = [f"Calendar {year}: {total} working days" if en else f"Lịch làm việc năm {year}: {total} ngày làm việc"]
    if calendar.known_at is not None:
        lines.append(f"{'As known at' if en else 'Theo những gì đã biết đến ngày'} {calendar.known_at:%d/%m/%Y}")
    if calendar.is_estimated(date(year, 1, 1)):
        lines.append(
            f"!!! ESTIMATE: not decided beyond {calendar.decided_until:%d/%m/%Y}; computed from the statute, "
            "swaps are not known"
            if en
            else f"!!! ƯỚC TÍNH: lịch mới được công bố đến {calendar.decided_until:%d/%m/%Y}; năm này tính theo luật,"
            " chưa biết ngày hoán đổi"
        )
    elif _is_estimated(year, calendar):
        lines.append(
            "!!! Some days are ESTIMATES: due by law, not announced yet (marked below)"
            if en
            else "!!! Một số ngày là ƯỚC TÍNH: có theo luật nhưng chưa được công bố (ghi rõ bên dưới)"
        )
    derived = [day for day in _special_days(year, calendar) if day.degree.value == "derived"]
    if derived:
        days = ", ".join(f"{day.on:%d/%m/%Y}" for day in derived)
        lines.append(
            f"Derived from the law, no document that names the day is known: {days}"
            if en
            else f"Chỉ suy từ luật, chưa thấy văn bản nào nêu đích danh: {days}"
        )
    return lines


def _as_table(year: int, calendar: Calendar, lang: str) -> str:
    from engine.cli.tables import text_table

    en = lang == "en"
    present = {day.kind.value for day in _special_days(year, calendar)}
    legend = ", ".join(f"{mark} {words[en]}" for kind, (mark, *words) in _KINDS.items() if kind in present)
    table = text_table(list(_HEADS[en]), [_special_row(day, lang) for day in _special_days(year, calendar)])
    grid = _grid(year, calendar, lang)
    return "\n".join([*_heading(year, calendar, lang), "", *grid, legend, "", table]) + "\n"


def _special_row(day: SpecialDay, lang: str) -> list[str]:
    from engine.texts import weekday

    mark, *words = _KINDS[day.kind.value]
    projected = ("", "") if not day.projected else (" (ước tính)", " (estimate)")
    undated = "day not known" if lang == "en" else "không rõ ngày"
    announced = f"{day.announced_on:%d/%m/%Y}" if day.announced_on is not None else undated
    degree = _DEGREES.get(day.degree.value)
    return [
        f"{day.on:%d/%m/%Y}",
        weekday(day.on, lang),
        f"{mark} {words[lang == 'en']}",
        day.name + projected[lang == "en"],
        day.document,
        degree[lang == "en"] if degree is not None else announced,
    ]


def _grid(year: int, calendar: Calendar, lang: str) -> list[str]:
    """Return the twelve months, three abreast."""
    blocks = [_month(year, month, calendar, lang) for month in range(1, 13)]
    lines: list[str] = []
    for first in range(0, 12, _MONTHS_ABREAST):
        abreast = blocks[first : first + _MONTHS_ABREAST]
        height = max(len(block) for block in abreast)
        blank = " " * (7 * _DAY_WIDTH)
        for place in range(height):
            row = [block[place] if place < len(block) else blank for block in abreast]
            lines.append(_GAP.join(row).rstrip())
        lines.append("")
    return lines


def _month(year: int, month: int, calendar: Calendar, lang: str) -> list[str]:
    """Return one month: its name with the number of working days, the week, and its weeks from Monday."""
    en = lang == "en"
    count = _working_days(year, month, calendar)
    title = f"{year}-{month:02}: {count} working days" if en else f"Tháng {month}: {count} ngày làm việc"
    width = 7 * _DAY_WIDTH
    lines = [title.ljust(width), "".join(f"{name:>3} " for name in _WEEK[en])]
    first = date(year, month, 1)
    cells = [" " * _DAY_WIDTH] * first.weekday()
    for offset in range(monthrange(year, month)[1]):
        day = first + timedelta(days=offset)
        special = calendar.special(day)
        cells.append(f"{day.day:>3}{_KINDS[special.kind.value][0] if special is not None else ' '}")
    for start in range(0, len(cells), 7):
        lines.append("".join(cells[start : start + 7]).ljust(width))
    return lines


def _as_json(year: int, calendar: Calendar) -> str:
    record = {
        "year": year,
        "known_at": calendar.known_at.isoformat() if calendar.known_at is not None else None,
        "estimated": _is_estimated(year, calendar),
        "decided_until": calendar.decided_until.isoformat(),
        "calendar_version": calendar.version,
        "working_days": sum(_working_days(year, month, calendar) for month in range(1, 13)),
        "months": [{"month": month, "working_days": _working_days(year, month, calendar)} for month in range(1, 13)],
        "special_days": [_special_record(day) for day in _special_days(year, calendar)],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _special_record(day: SpecialDay) -> dict[str, str | bool | None]:
    return {
        "date": day.on.isoformat(),
        "kind": day.kind.value,
        "name": day.name,
        "document": day.document,
        "announced_on": day.announced_on.isoformat() if day.announced_on is not None else None,
        "certain": day.certain,
        "degree": day.degree.value,
        "projected": day.projected,
    }


def _as_csv(year: int, calendar: Calendar) -> str:
    """Return the special days in the columns of a calendar file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["date", "kind", "name", "document", "announced_on", "confidence", "projected"])
    for day in _special_days(year, calendar):
        record = _special_record(day)
        confidence = "high" if day.certain else "medium"
        values = [record[key] or "" for key in ("date", "kind", "name", "document", "announced_on")]
        writer.writerow([*values, confidence, str(day.projected).lower()])
    return text.getvalue()


def _as_markdown(year: int, calendar: Calendar, lang: str) -> str:
    en = lang == "en"
    title, *notes = _heading(year, calendar, lang)
    heads = ("Month", "Working days") if en else ("Tháng", "Ngày làm việc")
    lines = [f"# {title}", "", *(f"**{note}**\n" for note in notes), f"| {heads[0]} | {heads[1]} |", "| --- | ---: |"]
    lines += [f"| {month} | {_working_days(year, month, calendar)} |" for month in range(1, 13)]
    lines += ["", f"| {' | '.join(_HEADS[en])} |", "|" + " --- |" * len(_HEADS[en])]
    for day in _special_days(year, calendar):
        cells = (cell.replace("|", "\\|").replace("*", "\\*") for cell in _special_row(day, lang))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
