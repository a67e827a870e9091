"""Working-day arithmetic by other libraries: the n-th working day after a day, and how many lie in (after, until].

Each gets the official days off as far as it can be told them; none but `holidays` can be told a worked Saturday.
Answers are written beside the inputs, for the parent to compare with the calendar.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bench.measuring import timed

Days = np.ndarray[Any, Any]
ONE = np.timedelta64(1, "D")


def _measured(
    folder: Path, name: str, rows: int, count_rows: int, add: Callable[[], Days], count: Callable[[], Days]
) -> dict[str, Any]:
    np.savez(folder / f"{name}.npz", due=add().astype("M8[D]"), counted=count().astype(np.int64))
    return {
        "add": timed(add).as_record(),
        "count": timed(count).as_record(),
        "rows": rows,
        "count_rows": count_rows,
        "answers": f"{name}.npz",
    }


def numpy_busday(folder: Path) -> dict[str, Any]:
    """NumPy's own business days, with the days off that fall on weekdays."""
    job = np.load(folder / "dates.npz")
    start, number, until = job["start"], job["number"], job["until"]
    calendar = np.busdaycalendar(holidays=job["off"])
    return _measured(
        folder,
        "numpy",
        len(start),
        len(start),
        lambda: np.busday_offset(start, number, roll="backward", busdaycal=calendar),
        lambda: np.busday_count(start + ONE, until + ONE, busdaycal=calendar),
    )


def polars_business_days(folder: Path) -> dict[str, Any]:
    """Expressions of polars."""
    import polars as pl

    job = np.load(folder / "dates.npz")
    off = job["off"].astype(object).tolist()
    frame = pl.DataFrame({name: job[name] for name in ("start", "number", "until")})
    add = pl.col("start").dt.add_business_days(pl.col("number"), holidays=off, roll="backward")
    shifted = [pl.col(name) + pl.duration(days=1) for name in ("start", "until")]
    count = pl.business_day_count(*shifted, holidays=off)
    return _measured(
        folder,
        "polars",
        len(frame),
        len(frame),
        lambda: frame.select(add).to_series().to_numpy(),
        lambda: frame.select(count).to_series().to_numpy(),
    )


def pandas_custom(folder: Path) -> dict[str, Any]:
    """CustomBusinessDay of pandas, one offset for each number of days; counting by the length of a range."""
    import pandas as pd

    rows, count_rows = 50_000, 2_000
    job = np.load(folder / "dates.npz")
    start, number, until = (job[name][:rows] for name in ("start", "number", "until"))
    off = job["off"]
    offsets = {n: pd.offsets.CustomBusinessDay(n, holidays=off) for n in np.unique(number).tolist()}

    def add() -> Days:
        found = np.empty(rows, "M8[D]")
        for n, offset in offsets.items():
            where = number == n
            found[where] = (pd.DatetimeIndex(start[where]) + offset).to_numpy().astype("M8[D]")
        return found

    def count() -> Days:
        pairs = zip(start[:count_rows] + ONE, until[:count_rows], strict=True)
        return np.array([len(pd.bdate_range(*pair, freq=offsets_one)) for pair in pairs])

    offsets_one = pd.offsets.CustomBusinessDay(1, holidays=off)
    return _measured(folder, "pandas", rows, count_rows, add, count)


def _one_by_one(
    folder: Path, name: str, rows: int, add: Callable[[date, int], date], count: Callable[[date, date], int]
) -> dict[str, Any]:
    job = np.load(folder / "dates.npz")
    start, number, until = (job[name][:rows].tolist() for name in ("start", "number", "until"))
    return _measured(
        folder,
        name,
        rows,
        rows,
        lambda: np.array([add(*pair) for pair in zip(start, number, strict=True)], "M8[D]"),
        lambda: np.array([count(*pair) for pair in zip(start, until, strict=True)]),
    )


def holidays_vietnam(folder: Path) -> dict[str, Any]:
    """Vietnam as the library «holidays» knows it."""
    import holidays

    vietnam = holidays.country_holidays("VN", years=range(2010, 2029))
    day = timedelta(days=1)
    return _one_by_one(
        folder,
        "holidays",
        20_000,
        vietnam.get_nth_working_day,
        lambda after, until: vietnam.get_working_days_count(after + day, until) if until > after else 0,
    )


def workalendar_by_hand(folder: Path) -> dict[str, Any]:
    """Vietnam as a user of workalendar would write it with that library's own means: it has no Vietnam."""
    from bench.peers.vietnam import VietnamByHand

    return _workalendar(folder, "workalendar", VietnamByHand(), 3_000)


def workalendar_adapted(folder: Path) -> dict[str, Any]:
    """The interface of workalendar over our own table."""
    from engine.calendars.workalendar_adapter import VietnamCivilService

    return _workalendar(folder, "adapter", VietnamCivilService(), 20_000)


def _workalendar(folder: Path, name: str, calendar: Any, rows: int) -> dict[str, Any]:
    def count(after: date, until: date) -> int:
        return int(calendar.get_working_days_delta(after, until))

    return _one_by_one(folder, name, rows, calendar.add_working_days, count)
