"""Measure what the project promises and print medians of one run, with the machine and versions."""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROVINCES = ("haiphong", "laichau", "longan", "quangninh", "tuyenquang")


def median_seconds(action: Callable[[], object], runs: int) -> float:
    """Return the median wall time of `action` over `runs` runs, after one that is not counted."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run_cli(*args: str) -> Callable[[], object]:
    """Return an action that runs the command line as a user would, output thrown away."""
    command = [str(Path(sys.executable).with_name("quyche")), *args]
    return lambda: subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def row(name: str, value: str, target: str = "") -> None:
    """Print one measurement."""
    print(f"| {name} | {value} | {target} |", flush=True)


def command_line(runs: int) -> None:
    """Measure starting the command and checking the example."""
    row("`quyche --help`", f"{median_seconds(run_cli('--help'), runs) * 1000:.0f} ms", "≤ 150 ms")
    logs = [str(ROOT / "examples" / f"events_{name}.csv") for name in PROVINCES]
    args = ("check", *logs, "--units", str(ROOT / "examples" / "units.csv"), "--as-of", "2025-12-31")
    row("`quyche check` trên ví dụ, năm tỉnh", f"{median_seconds(run_cli(*args), runs):.2f} s", "< 1,5 s")


def loading(runs: int) -> None:
    """Measure loading the five files, and a thousand generated ones."""
    from engine.service import load_named_rules

    files = [str(ROOT / "rules" / f"{name}.yaml") for name in PROVINCES]
    row("nạp năm tệp quy chế", f"{median_seconds(lambda: load_named_rules(files), runs):.3f} s", "< 0,3 s")
    with tempfile.TemporaryDirectory() as folder:
        many = [_generated(Path(folder), number) for number in range(1000)]
        size = many[0].stat().st_size
        took = median_seconds(lambda: load_named_rules([str(path) for path in many]), 3)
        row(f"nạp 1.000 tệp sinh ra ({size:,} byte mỗi tệp)", f"{took:.2f} s", "< 3 s")


def _generated(folder: Path, number: int) -> Path:
    """Write a small regulation with twelve duties, each with a period of its own."""
    duties = "".join(
        f"""  - id: nghia-vu-{place}
    label: Nghĩa vụ số {place}
    cites: Điều {place}
    when: {{event: transfer_document_effective, case: inter_unit}}
    who: sending_unit
    must: edossier_transferred
    within: trong thời hạn {(number + place) % 60 + 1:02} ngày làm việc, kể từ ngày văn bản có hiệu lực
"""
        for place in range(1, 13)
    )
    provisions = "".join(f"  - {{at: Điều {place}, rules: nghia-vu-{place}}}\n" for place in range(1, 13))
    path = folder / f"tinh{number}.yaml"
    path.write_text(
        f"format: 1\nregulation: {{id: tinh{number}, name: Quy chế, province: Tỉnh {number}, status: draft}}\n"
        f"obligations:\n{duties}provisions:\n{provisions}",
        encoding="utf-8",
    )
    return path


def verdicts(runs: int) -> None:
    """Measure the reference evaluator on the example of Quảng Ninh, with its trace."""
    from engine.calendars import FIRST_DAY, LAST_DAY, Calendar
    from engine.evaluation import evaluate_reference
    from engine.loading.logs import load_events, load_units
    from engine.loading.rules import load_rules
    from engine.planning import compile_plan
    from engine.vocabulary import standard

    document, _ = load_rules(ROOT / "rules" / "quangninh.yaml")
    assert document is not None
    plan = compile_plan(document)
    units, _ = load_units(ROOT / "examples" / "units.csv", standard())
    log, _ = load_events([ROOT / "examples" / "events_quangninh.csv"], standard(), units, FIRST_DAY, LAST_DAY)
    calendar = Calendar.national()

    def judge() -> int:
        return sum(
            1 for _ in evaluate_reference(plan, log.events, as_of=date(2025, 12, 31), calendar=calendar, units=units)
        )

    count = judge()
    took = median_seconds(judge, runs)
    row(
        f"bộ xét tham chiếu, có vết ({len(log.events):,} sự kiện, {count:,} kết luận)",
        f"{count / took:,.0f} kết luận/s",
        "≥ 20.000/s",
    )


def main() -> None:
    """Print the table of measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(f"{platform.machine()}, {platform.system()} {platform.release()}, Python {platform.python_version()}")
    print(", ".join(f"{name} {version(name)}" for name in ("pydantic", "pyyaml", "click", "transitions")))
    print(f"Trung vị của {runs} lượt sau một lượt khởi động.\n\n| phép đo | kết quả | mục tiêu |\n| --- | --- | --- |")
    command_line(runs)
    loading(runs)
    verdicts(runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row("bộ nhớ cao nhất của tiến trình đo", f"{peak:.0f} MB")


if __name__ == "__main__":
    main()
