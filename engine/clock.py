"""The only place that asks what day it is. Everything else is told."""

from __future__ import annotations

from datetime import date

ZONE = "Asia/Ho_Chi_Minh"


def today() -> date:
    """Return today's date in Asia/Ho_Chi_Minh, whatever the machine's time zone."""
    import pendulum  # Nặng; chỉ nạp khi thật sự phải hỏi giờ.

    now = pendulum.now(ZONE)
    return date(now.year, now.month, now.day)


def shown(day: date | None) -> str:
    """Return a date as Vietnamese offices write it, dd/mm/yyyy; a dash when there is none."""
    return day.strftime("%d/%m/%Y") if day is not None else "–"
