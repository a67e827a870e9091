"""The tables of phrases, and the short notation in which their meanings are typed."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import assert_never

from engine.calendars.cycles import Cycle
from engine.phrases import (
    Ahead,
    AtOnce,
    BeforeDate,
    Between,
    ByDate,
    CalendarSpan,
    DateInPeriod,
    DatesOfYear,
    Deadline,
    Every,
    FirstDays,
    FirstWorkingDays,
    KeepAtLeast,
    LastDays,
    LastWorkingDays,
    NotStated,
    Phrase,
    SameWorkingDay,
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


def notation(deadline: Deadline | DatesOfYear) -> str:
    match deadline:
        case WorkingDays(count):
            return f"working_days {count}"
        case SameWorkingDay():
            return "same_working_day"
        case CalendarSpan(amount, unit, assumed):
            return f"span {amount} {unit.value}" + (" assumed" if assumed else "")
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
        case FirstDays(count, months, later):
            return f"first_days {count}/{months}" + (f" +{later}" if later else "")
        case FirstWorkingDays(count, months, later):
            return f"first_working_days {count}/{months}" + (f" +{later}" if later else "")
        case Every(cycle, due, kept_for):
            often = f"every {cycle.months or cycle.value}"
            return ", ".join([often, *(notation(part) for part in (due, kept_for) if part is not None)])
        case DatesOfYear(dates, is_before):
            return ("before " if is_before else "by ") + " & ".join(map(_date, dates))
        case Ahead(by):
            return f"ahead {notation(by)}"
        case Between(opens, due):
            return f"between {notation(opens)} and {notation(due)}"
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


def told(phrase: Phrase) -> str:
    """Return the meaning of a phrase: its deadline, and the cap on its extensions if it sets one."""
    cap = f", cap {notation(phrase.cap)}" if phrase.cap is not None else ""
    return notation(phrase.deadline) + cap


def _date(on: DateInPeriod) -> str:
    text = f"{on.day:02d}"
    if on.month is not None:
        text += f"/{on.month:02d}" + ("Q" if on.within is Cycle.QUARTER else "")
    if on.year is not None:
        text += f"/{on.year}"
    return text + (f" +{on.periods_later}" if on.periods_later else "")
