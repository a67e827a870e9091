"""What the checkers of logs are given: the log, the duties as pairs of events, the lifecycle, and the probe.

The folder holds `log.parquet`, `job.json` (pairs, lifecycle, probe) as `bench.logs` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from bench.measuring import timed

CASE, ACTIVITY, TIME = "case:concept:name", "concept:name", "time:timestamp"
EVENING = 23
"""Events happen in the evening, after hours: then the business hours between two events are those of the days after
the first one, as the law counts."""


def job_of(folder: Path) -> dict[str, Any]:
    """Return what is to be checked."""
    found: dict[str, Any] = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    return found


def log_of(folder: Path, every: int = 1) -> pl.DataFrame:
    """Read the log, or each so many-th dossier of it, in order of dossier and day."""
    frame = pl.read_parquet(folder / "log.parquet", columns=["dossier", "event", "date"])
    return _named(frame.filter(pl.col("dossier").rle_id() % every == 0))


def probe_of(job: dict[str, Any]) -> pl.DataFrame:
    """Return the rows of the probe, in the order of the file."""
    rows = [(one["name"], name, day) for one in job["probe"] for name, day in one["rows"]]
    frame = pl.DataFrame(rows, schema=["dossier", "event", "date"], orient="row")
    return _named(frame.with_columns(pl.col("date").str.to_date()))


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    evening = pl.col("date").cast(pl.Datetime("ns")) + pl.duration(hours=EVENING)
    return frame.select(
        pl.col("dossier").alias(CASE), pl.col("event").alias(ACTIVITY), evening.dt.replace_time_zone("UTC").alias(TIME)
    )


def measured(
    folder: Path,
    every: int,
    check: Callable[[Any, dict[str, Any]], dict[str, bool]],
    shape: Callable[[pl.DataFrame], Any] = lambda frame: frame,
) -> dict[str, Any]:
    """Measure reading and checking apart; ask the probe.

    Args:
        every: each so many-th dossier is checked.
        check: returns the dossiers of a log with something broken in them.
        shape: makes of the log what `check` wants; counted as reading.
    """
    job = job_of(folder)
    frame = log_of(folder, every)
    shaped = shape(frame)
    checking = timed(lambda: check(shaped, job))
    reading = timed(lambda: shape(log_of(folder, every)))
    broken = check(shape(probe_of(job)), {**job, **job["of_probe"]})
    return {
        "check": checking.as_record(),
        "read": reading.as_record(),
        "events": len(frame),
        "dossiers": frame[CASE].n_unique(),
        "broken": {one["name"]: bool(broken.get(one["name"], False)) for one in job["probe"]},
    }
