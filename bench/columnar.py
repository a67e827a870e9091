"""How fast whole logs are judged: `python -m bench.columnar [--events N …] [--regulation ID] [--csv] [--shuffled]`.

Writes a log of its own making, reads it back, judges it by everything one regulation says, and tells the time of
every stage, the nanoseconds an event and the most memory used. Each size runs in a process of its own, so that the
memory is that of this size alone; the log is written by another process before.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.generating import UNITS, generated_units, write_log
from bench.measuring import ROOT, peak_gigabytes
from bench.pipeline import judge, plan_of, read, summed, units_beside


def measure(path: Path, regulation: str) -> dict[str, float]:
    """Return the seconds of each stage, the counts and the most memory, in gigabytes."""
    plan, units = plan_of(regulation), units_beside(path)
    marks = [time.perf_counter()]
    log = read(path, units)
    marks.append(time.perf_counter())
    portions = judge(plan, log, units)
    marks.append(time.perf_counter())
    summed(portions)
    marks.append(time.perf_counter())
    reading, judging, summing = np.diff(marks).tolist()
    return {
        "events": len(log),
        "findings": sum(map(len, portions)),
        "read": reading,
        "judge": judging,
        "sum": summing,
        "cpu": time.process_time(),
        "memory": peak_gigabytes(),
    }


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--regulation", default="quangninh")
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("--shuffled", action="store_true")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write is not None:
        write_log(options.write, options.events[0], shuffled=options.shuffled)
        return
    if options.measure is not None:
        print(json.dumps(measure(options.measure, options.regulation)))
        return
    print("| sự kiện | kết luận | đọc | xét | tổng hợp | tổng | CPU | ns/sự kiện | bộ nhớ |\n" + "| ---: " * 9 + "|")
    for events in options.events:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("log.csv" if options.csv else "log.parquet")
            generated_units(UNITS).write_csv(path.with_name("units.csv"))
            shuffled = ["--shuffled"] if options.shuffled else []
            _again("--write", str(path), "--events", str(events), *shuffled)
            said = _again("--measure", str(path), "--regulation", options.regulation)
        _print_row(json.loads(said))


def _again(*arguments: str) -> bytes:
    """Run this module once more in a process of its own; return what it prints."""
    command = [sys.executable, "-m", "bench.columnar", *arguments]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout


def _print_row(found: dict[str, float]) -> None:
    stages = [found[name] for name in ("read", "judge", "sum")]
    seconds = " | ".join(f"{taken:.2f} s" for taken in (*stages, sum(stages)))
    nanoseconds = sum(stages) / found["events"] * 1e9
    counts = f"{found['events']:,.0f} | {found['findings']:,.0f}"
    print(f"| {counts} | {seconds} | {found['cpu']:.1f} s | {nanoseconds:.0f} | {found['memory']:.2f} GB |", flush=True)


if __name__ == "__main__":
    main()
