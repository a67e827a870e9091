"""The ledger of days as rows that a person reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from engine import texts
from engine.clock import shown
from engine.explanation import Explanation, NumberedDay
from engine.texts import Text, ledger_reason, number, printable, weekday

_DUE_HERE = Text("{reason} ⇒ đến hạn", "{reason} ⇒ due")
_WEEKEND = frozenset({"thứ Bảy", "Chủ nhật"})


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One or more days of a ledger as shown."""

    days: str
    weekdays: str
    count: str
    reason: str
    document: str

    def cells(self) -> tuple[str, str, str, str, str]:
        """Return the row for the columns day, weekday, count, reason, document."""
        return self.days, self.weekdays, self.count, self.reason, self.document


def ledger_rows(explanation: Explanation, lang: str) -> list[LedgerRow]:
    """Return the ledger for reading: neighbouring days off for the same reason stand in one row."""
    return rows_of_ledger(explanation.ledger, explanation.finding.verdict.due_on, lang)


def rows_of_ledger(ledger: Iterable[NumberedDay], due_on: date | None, lang: str) -> list[LedgerRow]:
    """Return a numbered ledger for reading, with the day that something is due marked in it."""
    return [_ledger_row(list(group), due_on, lang) for _, group in groupby(ledger, key=_group_key)]


def _group_key(line: NumberedDay) -> tuple[object, ...]:
    if line.counted:
        return (line.day,)
    if line.document is None and line.reason in _WEEKEND:
        return ("weekend",)
    return (line.reason, line.document)


def _ledger_row(lines: list[NumberedDay], due_on: date | None, lang: str) -> LedgerRow:
    first, last = lines[0], lines[-1]
    reason = ", ".join(dict.fromkeys(ledger_reason(line.reason, lang) for line in lines))
    if any(line.day == due_on for line in lines):
        reason = _DUE_HERE.say(lang, reason=reason)
    count = texts.DASH if not first.counted else "✓" if first.number is None else number(first.number, lang)
    days, weekdays = shown(first.day), weekday(first.day, lang)
    if first is not last:
        days, weekdays = f"{first.day:%d/%m}–{shown(last.day)}", f"{weekdays} – {weekday(last.day, lang)}"
    return LedgerRow(days, weekdays, count, printable(reason), printable(first.document or ""))
