"""What the page on a nation's log rests on: `python -m bench.nation [--events N]`; asks for `quyche[spark]` and Java.

Processor time is told, not wall time, since the machine may have other work: the kernel on one thread, then local
Spark with two workers, both on the log of `bench.generating`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bench.measuring import ROOT, in_own_process, machine, peak_gigabytes_of_children, versions
from bench.report import number, table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

REGULATION = "quangninh"
RUNS = 3
CHAPTERS = ("kernel", "alone", "spark")
_TICKS = os.sysconf("SC_CLK_TCK")


def kernel(folder: str) -> dict[str, float]:
    """Measure the kernel on one group of rows, in seconds of one core."""
    import polars as pl

    from bench.generating import AS_OF
    from engine.kernel import EventTable, Kernel, Ruling
    from engine.service import Inputs
    from engine.service.grounds import lay_grounds

    grounds = lay_grounds(Inputs((), AS_OF, Path(folder) / "units.csv", (REGULATION,)))
    log = pl.read_parquet(Path(folder) / "log.parquet").head(1 << 19)
    rows = log.select(pl.col(name).cast(pl.String).alias(str(place)) for place, name in enumerate(log.columns))
    event_table, problems = EventTable.of(log.columns, grounds.vocabulary, grounds.units)
    assert event_table is not None, problems
    rulings = tuple(Ruling(item.plan, item.members) for item in grounds.judged)
    judge = Kernel(event_table, rulings, grounds.calendar, AS_OF, None, event_table.shared(rows))
    seconds = {name: _median(lambda name=name: getattr(judge, name)(rows), time.process_time) for name in PARTS}  # type: ignore[misc]
    return {**seconds, "rows": rows.height}


PARTS = ("findings", "outline")


def alone(folder: str) -> dict[str, float]:
    """Measure the command on one machine: seconds of all cores, gigabytes."""
    where = Path(folder)
    command = [sys.executable, "-m", "engine.cli.main", "check", "log.parquet", "--units", "units.csv"]
    command += ["--rules", REGULATION, "--as-of", "2025-12-31", "--format", "parquet", "--out", "alone.parquet"]

    def check() -> None:
        done = subprocess.run(command, cwd=where, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
        assert done.returncode == 1, done.stderr

    return {"check": _median(check, _seconds_of_children), "memory": peak_gigabytes_of_children()}


def spark(folder: str) -> dict[str, float]:
    """Measure local Spark: seconds of all its processes, bytes moved and written, the memory of a Python worker."""
    from pyspark.sql import SparkSession

    from bench.generating import AS_OF
    from engine.spark import check_on_spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    settings = {"spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "4", "spark.driver.memory": "3g"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    events = session.read.parquet(str(Path(folder) / "log.parquet"))
    count = events.count()

    def check() -> Any:
        found = check_on_spark(events, as_of=AS_OF, rules=[REGULATION], units=Path(folder) / "units.csv")
        assert found.findings is not None
        return found.findings.write.mode("overwrite").parquet(str(Path(folder) / "findings"))

    check()
    moved, cpu = _moved(session), _median(check, _seconds_of_all)
    out = Path(folder) / "findings"
    return {
        "check": cpu,
        "scan": _median(lambda: events.write.format("noop").mode("overwrite").save(), _seconds_of_all),
        "rows": count,
        "findings": session.read.parquet(str(out)).count(),
        "moved": moved,
        "written": sum(path.stat().st_size for path in out.glob("*.parquet")),
        "worker": max(_peaks("pyspark.daemon")),
    }


def _median(action: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return the median of some runs after one that warms up, in seconds of `clock`."""
    action()
    found = []
    for _ in range(RUNS):
        begun = clock()
        action()
        found.append(clock() - begun)
    return statistics.median(found)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _moved(session: SparkSession) -> int:
    """Return the bytes that were written so far to be moved between workers."""
    executors = session.sparkContext._jsc.sc().statusStore().executorList(True)
    return sum(int(executors.apply(place).totalShuffleWrite()) for place in range(int(executors.size())))


def _family() -> Iterator[tuple[Path, list[str]]]:
    """Yield this process and all that came of it, with what Linux says of each."""
    found: dict[int, tuple[Path, list[str]]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            found[int(path.name)] = path, (path / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
    wanted = {os.getpid()}
    while more := {pid for pid, (_, fields) in found.items() if int(fields[1]) in wanted} - wanted:
        wanted |= more
    return (found[pid] for pid in wanted)


def _seconds_of_all() -> float:
    """Return the processor time of this process and all that came of it."""
    return sum(sum(map(int, fields[11:15])) for _, fields in _family()) / _TICKS


def _peaks(name: str) -> Iterator[float]:
    """Yield the most memory that each process of that name used, in gigabytes."""
    for path, _ in _family():
        if name in (path / "cmdline").read_text().replace("\0", " "):
            peak = next(line for line in (path / "status").read_text().splitlines() if line.startswith("VmHWM"))
            yield int(peak.split()[1]) / 1e6


def _page(one: dict[str, float], single: dict[str, float], many: dict[str, float]) -> str:
    millions, all_millions = one["rows"] / 1e6, many["rows"] / 1e6
    rows = [
        ("lõi: kết luận, giây-nhân một triệu sự kiện", number(one["findings"] / millions, 2)),
        ("lõi: tóm lược, giây-nhân một triệu sự kiện", number(one["outline"] / millions, 2)),
        ("quyche check trên một máy, giây-nhân một triệu sự kiện", number(single["check"] / all_millions, 2)),
        ("Spark: cả lượt xét, giây-nhân một triệu sự kiện", number(many["check"] / all_millions, 1)),
        ("Spark: chỉ đọc Parquet, giây-nhân một triệu sự kiện", number(many["scan"] / all_millions, 1)),
        ("Spark: byte chuyển giữa các máy, một sự kiện", number(many["moved"] / many["rows"])),
        ("Spark: kết luận trên một sự kiện", number(many["findings"] / many["rows"], 2)),
        ("byte Parquet một kết luận", number(many["written"] / many["findings"])),
        ("Spark: bộ nhớ cao nhất của một tiến trình Python, GB", number(many["worker"], 2)),
    ]
    head = f"{machine()}; {versions(('polars', 'numpy', 'pyspark', 'pyarrow'))}; {number(many['rows'])} sự kiện"
    return f"{head}\n\n{table(('đại lượng', 'đo được'), rows)}"


def main() -> None:
    """Measure all in processes of their own and print a table; the inner runs print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=2_000_000)
    parser.add_argument("--only", choices=CHAPTERS)
    parser.add_argument("--folder")
    options = parser.parse_args()
    if options.only:
        print(json.dumps({"kernel": kernel, "alone": alone, "spark": spark}[options.only](options.folder)))
        return
    from bench.generating import UNITS, generated_units, write_log

    os.environ["POLARS_MAX_THREADS"] = "1"
    with TemporaryDirectory() as folder:
        write_log(Path(folder) / "log.parquet", options.events, shuffled=True)
        generated_units(UNITS).write_csv(Path(folder) / "units.csv")
        parts = [in_own_process("bench.nation", "--only", name, "--folder", folder) for name in CHAPTERS]
    if failed := [part["failed"] for part in parts if "failed" in part]:
        sys.exit("; ".join(failed))
    print(_page(*parts))


if __name__ == "__main__":
    main()
