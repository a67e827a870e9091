"""Periods that an authority may extend: how long they then are, and that no cap is passed."""

from __future__ import annotations

from dataclasses import replace

from engine.phrases.deadlines import CalendarSpan, Deadline, WorkingDays


def lengthened(deadline: Deadline, by: Deadline, cap: Deadline | None = None) -> Deadline:
    """Return `deadline` with `by` added, at most `cap`; all three count in one unit.

    Raises:
        ValueError: they do not (a programming error: the loader refuses such a rule).
    """
    match deadline, by, cap:
        case WorkingDays(count), WorkingDays(more), None:
            return WorkingDays(count + more)
        case WorkingDays(count), WorkingDays(more), WorkingDays(most):
            return WorkingDays(max(count, min(count + more, most)))
        case CalendarSpan(amount, unit), CalendarSpan(more, other), None if unit is other:
            return replace(deadline, amount=amount + more)
        case CalendarSpan(amount, unit), CalendarSpan(more, other), CalendarSpan(most, third) if unit is other is third:
            return replace(deadline, amount=max(amount, min(amount + more, most)))
    raise ValueError(f"an extension in another unit, which the loader should have refused: {deadline} + {by} ≤ {cap}")
