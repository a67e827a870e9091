"""The tables of phrases, and the short notation in which their meanings are typed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import assert_never

from engine.phrases import (
    Ahead,
    AtOnce,
    BeforeDate,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    Deadline,
    Every,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    StartsOn,
    StateLasts,
    Unquantified,
    WorkingDays,
)

_HERE = Path(__file__).parent


def read_table(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


GOOD = read_table("phrases.csv")
BAD = read_table("bad_phrases.csv")


def notation(deadline: Deadline) -> str:
    match deadline:
        case WorkingDays(count):
            return f"working_days {count}"
        case CalendarSpan(amount, unit):
            return f"span {amount} {unit.value}"
        case AtOnce():
            return "at_once"
        case ByDate(on):
            return f"by {_date(on)}"
        case BeforeDate(on):
            return f"before {_date(on)}"
        case LastDays(count, months):
            return f"last_days {count}/{months}"
        case LastWorkingDays(count, months):
            return f"last_working_days {count}/{months}"
        case Every(months, due, kept_for):
            return ", ".join([f"every {months}", *(notation(part) for part in (due, kept_for) if part is not None)])
        case Ahead(count, working):
            return f"ahead {count} working" if working else f"ahead {count}"
        case StateLasts(count):
            return f"state {count}"
        case KeepAtLeast(amount, unit):
            return f"keep {amount} {unit.value}"
        case StartsOn(on_date):
            return f"starts {on_date.isoformat()}"
        case Unquantified(word):
            return f"unquantified {word}"
        case NotStated():
            return "not_stated"
        case _:
            assert_never(deadline)


def _date(on: DateInPeriod) -> str:
    text = f"{on.day:02d}"
    if on.month is not None:
        text += f"/{on.month:02d}"
    if on.year is not None:
        text += f"/{on.year}"
    return text + (f" +{on.periods_later}" if on.periods_later else "")
