"""From one million events to fifty: the command line on whole logs, time, events a second and the most memory.

Logs are written part by part, the small ones being the first parts of the large one. Each run has a wrapper process
of its own, so that the memory told is that of the command alone.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from bench.generating import AS_OF, PORTION, UNITS, generated_log, generated_units
from bench.measuring import LONG_RUN, ROOT, in_own_process, peak_gigabytes_of_children
from bench.pipeline import REGULATION
from bench.report import Section, Target, duration, number, table

SIZES = (1, 10, 50)
"""Millions of events."""
TRIAL_EVENTS = 100_000
SLOWEST = 100_000
"""Fewer events a second mean that the command does not judge by columns yet, and would take hours."""
CLEAN_EXITS = (0, 1)


def write_part(folder: str, place: int) -> None:
    """Write the `place`-th million of events."""
    part = generated_log(PORTION, UNITS, seed=place, first_person=place * PORTION)
    part.write_parquet(Path(folder) / f"part{place:04d}.parquet")


def run(log: str, *more: str) -> dict[str, Any]:
    """Check a log by the command line; return the seconds, the most memory of the command, and its exit code."""
    command = [str(Path(sys.executable).with_name("quyche")), "check", log, "--rules", REGULATION]
    command += ["--units", str(Path(log).with_name("units.csv")), "--as-of", AS_OF.isoformat(), "--oldest", "10", *more]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in CLEAN_EXITS:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        return {"failed": said[-1] if said else f"mã thoát {done.returncode}"}
    return {"seconds": seconds, "memory": peak_gigabytes_of_children()}


def measure(sizes: tuple[int, ...] = SIZES) -> Section:
    """Return the chapter on scale."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        generated_units(UNITS).write_csv(folder / "units.csv")
        reason = _too_slow(folder)
        if reason is not None:
            return Section("Quy mô", (reason,), _targets({}))
        _write_parts(folder, max(sizes))
        found = {}
        for millions in sizes:
            for form in ("parquet", "csv"):
                found[millions, form] = _measured(_joined(folder, millions, form))
        middle = sizes[len(sizes) // 2]
        found[middle, "xáo trộn"] = _measured(_joined(folder, middle, "parquet", shuffled=True))
    return _section(found)


def _too_slow(folder: Path) -> str | None:
    log = folder / "trial.parquet"
    generated_log(TRIAL_EVENTS, UNITS).write_parquet(log)
    found = in_own_process("bench.scale", str(log), limit=120)
    if "failed" in found:
        return f"Bỏ qua: `quyche check` không chạy được trên nhật ký thử: {found['failed']}."
    rate = TRIAL_EVENTS / found["seconds"]
    if rate < SLOWEST / 5:
        return f"Bỏ qua: `quyche check` của bản này chỉ xét {number(rate)} sự kiện/s, tức chưa xét theo cột."
    return None


def _write_parts(folder: Path, millions: int) -> None:
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawning) as pool:
        list(pool.map(write_part, [str(folder)] * millions, range(millions)))


def _joined(folder: Path, millions: int, form: str, *, shuffled: bool = False) -> Path:
    """Write the first parts as one file, in a process of its own, and return it."""
    path = folder / f"log{millions}.{form}"
    in_own_process("bench.scale", "--join", str(path), str(millions), "shuffled" if shuffled else "")
    return path


def join(path: Path, millions: int, *, shuffled: bool) -> None:
    """Write the first `millions` parts beside `path` as one file."""
    whole = pl.scan_parquet([path.with_name(f"part{place:04d}.parquet") for place in range(millions)])
    if shuffled:
        whole = whole.collect().sample(fraction=1, shuffle=True, seed=1).lazy()
    whole.sink_csv(path) if path.suffix == ".csv" else whole.sink_parquet(path)


def _measured(log: Path) -> dict[str, Any]:
    """Return the median of three runs, or one long run; the log is removed afterwards."""
    runs = [in_own_process("bench.scale", str(log))]
    if "failed" not in runs[0] and runs[0]["seconds"] < 2 * LONG_RUN:
        runs += [in_own_process("bench.scale", str(log)) for _ in range(2)]
    size = log.stat().st_size
    log.unlink()
    failed = next((one for one in runs if "failed" in one), None)
    return failed or {
        "seconds": statistics.median(one["seconds"] for one in runs),
        "memory": max(one["memory"] for one in runs),
        "runs": len(runs),
        "size": size,
    }


def _section(found: dict[tuple[int, str], dict[str, Any]]) -> Section:
    rows = []
    for (millions, form), one in found.items():
        title = f"{millions} triệu, {form}"
        if "failed" in one:
            rows.append((title, f"không chạy được: {one['failed']}", *[""] * 4))
            continue
        rows.append(
            (
                title,
                duration(one["seconds"]),
                number(millions * 1e6 / one["seconds"]),
                f"{number(one['seconds'] / millions * 1000)} ns",
                f"{number(one['memory'], 2)} GB",
                f"{number(one['size'] / 1e6)} MB, {one['runs']} lượt",
            )
        )
    headings = ("sự kiện", "thời gian", "sự kiện/s", "một sự kiện", "bộ nhớ cao nhất", "tệp, số lượt")
    intro = (
        f"`quyche check` như người dùng gõ, quy chế Quảng Ninh, {number(UNITS)} đơn vị: đọc tệp, xét mọi nghĩa vụ và "
        "vòng đời, in tổng hợp theo đơn vị và mười việc quá hạn lâu nhất; kể cả lúc khởi động. «xáo trộn»: Parquet "
        "không theo thứ tự hồ sơ."
    )
    return Section("Quy mô", (intro, table(headings, rows)), _targets(found))


def _targets(found: dict[tuple[int, str], dict[str, Any]]) -> tuple[Target, ...]:
    def of(millions: int, form: str, what: str) -> float | None:
        return found.get((millions, form), {}).get(what)

    def shown(value: float | None, write: str) -> str:
        return "không đo được" if value is None else duration(value) if write == "s" else f"{number(value, 2)} GB"

    seconds, memory = of(10, "parquet", "seconds"), of(10, "parquet", "memory")
    csv, large = of(10, "csv", "seconds"), of(50, "parquet", "memory")
    first, last = of(1, "parquet", "seconds"), of(50, "parquet", "seconds")
    growth = last / (50 * first) if first and last else None
    return (
        Target.at_most("10 triệu sự kiện từ Parquet ≤ 10 s", seconds, 10, shown(seconds, "s")),
        Target.at_most("10 triệu sự kiện từ Parquet ≤ 2 GB", memory, 2, shown(memory, "GB")),
        Target.at_most("10 triệu sự kiện từ CSV ≤ 20 s", csv, 20, shown(csv, "s")),
        Target.at_most("50 triệu sự kiện trong 3 GB", large, 3, shown(large, "GB")),
        Target.at_most(
            "giá một sự kiện không tăng từ 1 đến 50 triệu (≤ 1,2 lần)",
            growth,
            1.2,
            "không đo được" if growth is None else f"{number(growth, 2)} lần",
        ),
    )


if __name__ == "__main__":
    if sys.argv[1] == "--join":
        join(Path(sys.argv[2]), int(sys.argv[3]), shuffled=sys.argv[4] == "shuffled")
        print("{}")
    else:
        print(json.dumps(run(*sys.argv[1:])))
