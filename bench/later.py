"""Measurements whose feature is on its way: each says why it was skipped until it can be made."""

from __future__ import annotations

from bench.report import Met, Section, Target

MISSING = "chưa có trong bản này"


def measure() -> Section:
    """Return the chapter on what-if and incremental checks."""
    return Section("Thử thay đổi và xét phần mới", (), (what_if(), incremental()))


def what_if() -> Target:
    """Tell how long a changed number takes on a loaded log with a million open duties."""
    return Target("thử đổi một con số trên 1 triệu nghĩa vụ còn mở ≤ 300 ms", MISSING, Met.UNKNOWN)


def incremental() -> Target:
    """Tell how long ten thousand new events take on a log of ten million that was checked before."""
    return Target("10 nghìn sự kiện mới trên 10 triệu ≤ 2 s", MISSING, Met.UNKNOWN)
