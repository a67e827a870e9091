"""Going on from an earlier check: ten thousand new events on a log of ten million, process start included."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import polars as pl

from bench.generating import AS_OF, UNITS, generated_units, write_log
from bench.measuring import in_own_process, peak_gigabytes
from bench.report import Section, Target, duration, number, table

EVENTS, NEW = 10_000_000, 10_000
RUNS: Final = 5
REGULATION: Final = "quangninh"
_SHOWN_UNITS: Final = 20


def prepare(folder: Path) -> None:
    """Write the log, the units, and as many events as come in a morning: of dossiers that the log knows."""
    write_log(folder / "log.parquet", EVENTS, shuffled=False)
    generated_units(UNITS).write_csv(folder / "units.csv")
    whole = pl.read_parquet(folder / "log.parquet")
    rows = np.sort(np.random.default_rng(3).choice(len(whole), NEW, replace=False))
    later = whole[rows].with_columns(pl.col("date") + pl.duration(days=3))
    later.write_parquet(folder / "new.parquet")


def check(folder: Path, *logs: str) -> dict[str, Any]:
    """Check logs from the state in the folder, as the table of a morning needs it; tell the time of each stage."""
    stages: dict[str, float] = {}
    start = time.perf_counter()
    with _timed("import", stages):
        from engine.compliance import Wanted
        from engine.service import increments
        from engine.service.inputs import Inputs
    inputs = Inputs(tuple(folder / name for name in logs), AS_OF, folder / "units.csv", (REGULATION,))
    for name in ("lay_grounds", "_opened", "_read", "judge_again", "judge_whole", "_saved"):
        _watch(increments, name, stages)
    found = increments.survey_since(inputs, folder / "state", Wanted())
    with _timed("list", stages):
        found.findings.listed([(REGULATION, f"dv{place:05d}") for place in range(_SHOWN_UNITS)])
    return {
        "seconds": time.perf_counter() - start,
        "stages": stages,
        "rows": found.row_count,
        "findings": found.tallies.total,
        "memory": peak_gigabytes(),
    }


@contextmanager
def _timed(name: str, stages: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    stages[name] = time.perf_counter() - start


def _watch(module: Any, name: str, stages: dict[str, float]) -> None:
    action = getattr(module, name)

    def watched(*given: Any) -> Any:
        with _timed(name, stages):
            return action(*given)

    setattr(module, name, watched)


def measure() -> Section:
    """Return the chapter on going on from an earlier check."""
    with TemporaryDirectory() as name:
        in_own_process("bench.increments", name, "prepare")
        first = _started(name, "log.parquet")
        size = sum(path.stat().st_size for path in (Path(name) / "state").rglob("*"))
        again = [_started(name, "log.parquet", "new.parquet") for _ in range(RUNS)]
    return _section(first, again, size)


def _started(folder: str, *logs: str) -> dict[str, Any]:
    """Run a check in a process of its own; `whole` is the time from its start to its end."""
    start = time.perf_counter()
    found = in_own_process("bench.increments", folder, *logs)
    return {**found, "whole": time.perf_counter() - start}


_STAGES: Final = {
    "import": "nạp chương trình",
    "lay_grounds": "quy chế, lịch, đơn vị",
    "_opened": "mở và kiểm tra trạng thái",
    "_read": "nhận lại tệp cũ, đọc tệp mới",
    "judge_again": "xét hồ sơ có dòng mới, ghép với kết luận đã giữ",
    "judge_whole": "xét mọi hồ sơ",
    "_saved": "ghi trạng thái",
    "list": "danh sách cần làm",
}


def _section(first: dict[str, Any], again: list[dict[str, Any]], size: int) -> Section:
    if any("failed" in one for one in (first, *again)):
        return Section("Xét phần mới", (str(first), str(again)), (_target(None),))
    whole = sorted(one["whole"] for one in again)
    median = next(one for one in again if one["whole"] == statistics.median_low(whole))
    rows = [(title, _shown(first, name), _shown(median, name)) for name, title in _STAGES.items()]
    rows.append(("cả tiến trình", duration(first["whole"]), duration(median["whole"])))
    rows.append(("bộ nhớ", f"{number(first['memory'], 2)} GB", f"{number(median['memory'], 2)} GB"))
    intro = (
        f"Nhật ký {number(first['rows'])} sự kiện, {number(first['findings'])} kết luận, quy chế Quảng Ninh, Parquet; "
        f"trạng thái {number(size / 1e6)} MB. Sau đó {number(NEW)} sự kiện mới ở một tệp riêng. Lần xét tiếp: trung vị "
        f"của {len(again)} lượt, nhanh nhất {duration(whole[0])}."
    )
    body = (intro, table(("", "lần đầu", "lần xét tiếp"), rows))
    return Section("Xét phần mới", body, (_target(median["whole"]),))


def _shown(one: dict[str, Any], stage: str) -> str:
    return duration(one["stages"][stage]) if stage in one["stages"] else "–"


def _target(seconds: float | None) -> Target:
    shown = "không đo được" if seconds is None else duration(seconds)
    return Target.at_most("10 nghìn sự kiện mới trên 10 triệu ≤ 2 s", seconds, 2.0, shown)


if __name__ == "__main__":
    place, *asked = sys.argv[1:]
    if asked == ["prepare"]:
        prepare(Path(place))
        print("{}")
    else:
        print(json.dumps(check(Path(place), *asked)))
