"""Timing, and running what is measured in a process of its own."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LONG_RUN = 10.0
VERY_LONG_RUN = 40.0
PEER_LIMIT = 600


@dataclass(frozen=True)
class Timing:
    """The median of some runs.

    Attributes:
        seconds: the median wall time.
        runs: how many runs it is the median of.
    """

    seconds: float
    runs: int

    def as_record(self) -> dict[str, float | int]:
        """Return the timing as JSON can carry it."""
        return {"seconds": self.seconds, "runs": self.runs}


def timed(action: Callable[[], object]) -> Timing:
    """Return the median time of an action: five runs after one that warms up, three long ones, one very long one."""
    first = _seconds(action)
    if first >= VERY_LONG_RUN:
        return Timing(first, 1)
    if first >= LONG_RUN:
        times = [first, _seconds(action), _seconds(action)]
    else:
        times = [_seconds(action) for _ in range(5 if first > 0.5 else 15)]
    return Timing(statistics.median(times), len(times))


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def peak_gigabytes() -> float:
    """Return the most memory that this process has used since its program began; 0 where the system does not tell."""
    # Không dùng getrusage: số của nó gồm cả bộ nhớ của tiến trình mẹ lúc sinh ra tiến trình này.
    line = next((line for line in _lines("/proc/self/status") if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024 / 1e9


def peak_gigabytes_of_children() -> float:
    """Return the most memory that any finished child of this process has used; at least what this one has itself."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e9


def in_own_process(module: str, *arguments: str, limit: int = PEER_LIMIT) -> dict[str, Any]:
    """Run `python -m module …`; return the JSON of the last line it prints, or {"failed": why}."""
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"failed": f"quá {limit} giây"}
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        said = [line for line in done.stderr.strip().splitlines() if line.strip()]
        return {"failed": said[-1].strip() if said else f"mã thoát {done.returncode}"}
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def machine() -> str:
    """Return what the figures were measured on."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    return f"{model}, {os.cpu_count()} nhân, {memory:.0f} GiB, {system}, Python {platform.python_version()}"


def load() -> float:
    """Return how many processes wanted a core, on average over the last minute; an idle machine has 0."""
    return os.getloadavg()[0]


def _lines(path: str) -> Sequence[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()


def versions(names: Sequence[str]) -> str:
    """Return the installed versions of some packages, those that are missing left out."""
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)
