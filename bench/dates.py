"""Working-day arithmetic on a million random dates: ours against other libraries, and against the calendar itself.

Every answer is compared with the calendar walked day by day, so that a fast wrong answer shows as wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.measuring import in_own_process, timed
from bench.report import Section, Target, nanoseconds, number, share, table, times
from engine.calendars import Calendar
from engine.columnar.almanac import Almanac

ROWS = 1_000_000
FIRST, LAST = date(2010, 1, 1), date(2027, 12, 31)
NUMBERS = (3, 5, 7, 10, 30)
"""The numbers of working days that the five regulations speak of."""
MOST_DAYS = 60
BLOCK = 1 << 16
PEERS = {
    "numpy_busday": "NumPy `busday_offset`, `busday_count`",
    "polars_business_days": "polars `add_business_days`, `business_day_count`",
    "pandas_custom": "pandas `CustomBusinessDay`",
    "holidays_vietnam": "holidays, lịch VN của chính nó",
    "workalendar_adapted": "workalendar trên bảng lịch của quyche",
    "workalendar_by_hand": "workalendar, lịch Việt Nam tự viết",
}


@dataclass(frozen=True)
class Answers:
    """The right answers, by walking.

    Attributes:
        worked: for each day from FIRST, whether it is worked.
    """

    worked: np.ndarray[Any, Any]

    @classmethod
    def of(cls, calendar: Calendar) -> Answers:
        """Ask the calendar about every day."""
        days = range((LAST - FIRST).days + 1)
        return cls(np.array([calendar.is_working(FIRST + timedelta(days=day)) for day in days]))

    def due(self, start: np.ndarray[Any, Any], count: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return the `count`-th worked day after each day, both as numbers from FIRST."""
        left, here = count.copy(), start.copy()
        while (going := left > 0).any():
            here[going] += 1
            left[going] -= self.worked[here[going]]
        return here

    def counted(self, after: np.ndarray[Any, Any], until: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return the worked days in (after, until], both as numbers from FIRST."""
        here, found = after.copy(), np.zeros(len(after), np.int64)
        while (going := here < until).any():
            here[going] += 1
            found[going] += self.worked[here[going]]
        return found


def prepare(folder: Path) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Write the dates for everyone; return the right answers."""
    chance = np.random.default_rng(2027)
    span = (LAST - FIRST).days + 1
    start = chance.integers(0, span - MOST_DAYS - 15, ROWS)
    count = chance.choice(NUMBERS, ROWS)
    until = start + chance.integers(0, MOST_DAYS, ROWS)
    answers = Answers.of(Calendar.national())
    days = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1)
    off = days[~answers.worked & np.is_busday(days)]
    np.savez(folder / "dates.npz", start=days[start], number=count.astype(np.int64), until=days[until], off=off)
    return days[answers.due(start, count)], answers.counted(start, until)


def ours(folder: Path) -> dict[str, Any]:
    """Measure our own tables on the same dates; days as numbers, as logs hold them, in blocks as logs are judged."""
    job = np.load(folder / "dates.npz")
    start, until = (job[name].astype(np.int64).astype(np.int32) for name in ("start", "until"))
    count = job["number"].astype(np.int32)
    almanac = Almanac.of(Calendar.national())

    def add() -> np.ndarray[Any, Any]:
        return _in_blocks(lambda rows: almanac.working_day(almanac.through(start[rows]) + count[rows])[0])

    def counted() -> np.ndarray[Any, Any]:
        return _in_blocks(lambda rows: almanac.count(start[rows], until[rows]))

    np.savez(folder / "ours.npz", due=add().astype(np.int64).astype("M8[D]"), counted=counted())
    return {
        "add": timed(add).as_record(),
        "count": timed(counted).as_record(),
        "rows": ROWS,
        "count_rows": ROWS,
        "answers": "ours.npz",
    }


def _in_blocks(reckon: Callable[[slice], np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    found = np.empty(ROWS, np.int32)
    for begin in range(0, ROWS, BLOCK):
        rows = slice(begin, begin + BLOCK)
        found[rows] = reckon(rows)
    return found


def measure() -> Section:
    """Return the chapter on dates."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        due, counted = prepare(folder)
        found = {"quyche": ours(folder)}
        found |= {title: in_own_process("bench.peers", f"dates.{peer}", name) for peer, title in PEERS.items()}
        wrong = {title: _wrong(folder, one, due, counted) for title, one in found.items() if "failed" not in one}
    return _section(found, wrong)


def _wrong(folder: Path, one: dict[str, Any], due: Any, counted: Any) -> tuple[float, float]:
    said = np.load(folder / one["answers"])
    return tuple(
        float((said[name] != right[: len(said[name])]).mean()) for name, right in (("due", due), ("counted", counted))
    )


def _section(found: dict[str, dict[str, Any]], wrong: dict[str, tuple[float, float]]) -> Section:
    add, count = (_per_record(found["quyche"], what) for what in ("add", "count"))
    rows = []
    for title, one in found.items():
        if "failed" in one:
            rows.append((title, "không chạy được: " + one["failed"], *[""] * 6))
            continue
        here = _per_record(one, "add"), _per_record(one, "count")
        rows.append(
            (
                title,
                nanoseconds(here[0]),
                times(here[0] / add),
                share(wrong[title][0]),
                nanoseconds(here[1]),
                times(here[1] / count),
                share(wrong[title][1]),
                number(one["rows"]) + ("" if one["rows"] == one["count_rows"] else f" / {number(one['count_rows'])}"),
            )
        )
    headings = ("", "cộng n ngày làm việc", "so với quyche", "sai", "đếm", "so với quyche", "sai", "số dòng đo")
    intro = (
        f"Một triệu ngày ngẫu nhiên {FIRST:%d/%m/%Y}–{LAST:%d/%m/%Y}; n lấy trong {', '.join(map(str, NUMBERS))}; đếm "
        f"trong khoảng (a, b] dài dưới {MOST_DAYS} ngày. Mọi câu trả lời được so với lịch chính thức đi từng ngày một. "
        "NumPy, polars, pandas được cho đủ danh sách ngày nghỉ chính thức; cái chúng không nói được là ngày thứ Bảy, "
        f"Chủ nhật làm bù. quyche tính theo khối {number(BLOCK)} dòng, như khi xét nhật ký. Công cụ chậm chỉ đo trên "
        "số dòng ghi ở cột cuối."
    )
    our_wrong = max(wrong["quyche"])
    targets = (
        Target.at_most("cộng n ngày làm việc ≤ 5 ns một ngày", add, 5, nanoseconds(add)),
        Target.at_most("đếm ngày làm việc ≤ 10 ns một cặp", count, 10, nanoseconds(count)),
        Target.at_most("đúng từng ngày", our_wrong, 0, f"{share(our_wrong)} sai"),
    )
    return Section("Cộng và đếm ngày làm việc", (intro, table(headings, rows)), targets)


def _per_record(one: dict[str, Any], what: str) -> float:
    rows = one["rows"] if what == "add" else one["count_rows"]
    return float(one[what]["seconds"]) / rows * 1e9
