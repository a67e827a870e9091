"""How fast whole logs are judged: `python -m bench.columnar [--events N …] [--regulation ID] [--csv] [--shuffled]`.

Writes a log of its own making, reads it back, judges it by everything one regulation says, and tells the time of
every stage, the nanoseconds an event and the most memory used. Each size runs in a process of its own, so that the
memory is that of this size alone; the log is written by another process before.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2025, 12, 31)
UNITS = 2_000
PORTION = 1_000_000
_FIRST = (date(2024, 1, 1) - date(1970, 1, 1)).days
_DAYS = 700
_TYPES = ("so_nganh", "ubnd_cap_huyen", "ubnd_cap_xa", "dvsn_so", "dvsn_cap_huyen")

COURSES: tuple[tuple[str, ...], ...] = (
    (
        "recruitment_decided",
        "person_received",
        "personal_account_created",
        "data_entry_completed",
        "approved_level1",
        "approved_level2",
        "pushed_to_national_db",
    ),
    ("personal_info_changed", "data_updated_by_person", "approved_level1", "approved_level2", "pushed_to_national_db"),
    ("authority_document_effective", "data_updated_by_authority", "approved_level1", "approved_level2"),
    (
        "transfer_document_effective",
        "edossier_transferred",
        "edossier_received",
        "edossier_forwarded",
        "post_transfer_check_done",
    ),
    ("paper_dossier_received", "personal_account_created", "data_entry_completed", "approved_level1"),
    ("personal_info_changed", "authority_document_effective", "data_updated_by_person", "approved_level1"),
    ("exit_document_effective", "exit_status_updated", "dossier_archived"),
    ("declaration_requested", "declaration_received", "data_updated_by_authority", "approved_level1"),
)
"""What happens to a person, in order; a dossier goes through two of them."""


def generated_log(events: int, units: int, seed: int = 7, first_person: int = 0) -> pl.DataFrame:
    """Return a log of about so many events: courses of plausible length, some steps late, some left out."""
    chance = np.random.default_rng(seed)
    mean_length = sum(map(len, COURSES)) / len(COURSES) * 0.9
    courses = int(events / mean_length)
    people = max(1, courses // 2)
    parts = []
    for number, course in enumerate(COURSES):
        here = np.arange(number, courses, len(COURSES))
        steps = len(course)
        gaps = chance.integers(0, 12, (len(here), steps))
        gaps[:, 0] = chance.integers(0, _DAYS, len(here))
        parts.append(
            {
                "person": np.repeat(here % people + first_person, steps),
                "event": np.tile(np.array(course), len(here)),
                "day": _FIRST + np.cumsum(gaps, axis=1).ravel(),
                "document": np.repeat(here, steps),
                "done": chance.random(len(here) * steps) < 0.9,
            }
        )
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    done = whole.pop("done")
    return _as_table({name: column[done] for name, column in whole.items()}, units, chance)


def _as_table(whole: dict[str, np.ndarray], units: int, chance: np.random.Generator) -> pl.DataFrame:
    size = len(whole["person"])
    unit = (whole["person"] * 7919) % units
    is_move = whole["event"] == "transfer_document_effective"
    is_exit = whole["event"] == "exit_document_effective"
    names = np.array([f"dv{number:05d}" for number in range(units)])
    cases = np.where(is_move, chance.choice(["inter_unit", "intra_unit", "outgoing_external"], size), "")
    cases = np.where(is_exit, chance.choice(["retirement", "resignation"], size), cases)
    return (
        pl.DataFrame(
            {
                "dossier": whole["person"],
                "event": whole["event"],
                "date": whole["day"].astype(np.int32),
                "unit": names[unit],
                "to_unit": np.where(is_move, names[(unit + 1) % units], ""),
                "actor": chance.choice(["", "person", "unit_head", "unit_admin"], size),
                "case": cases,
                "category": chance.choice(["", "", "cong_chuc", "vien_chuc"], size),
                "ref": np.where(chance.random(size) < 0.5, whole["document"], -1),
                "signed": chance.choice(["", "", "true", "true", "true", "false"], size),
            }
        )
        .with_columns(
            pl.format("HS{}", pl.col("dossier").cast(pl.String).str.zfill(9)).alias("dossier"),
            pl.col("date").cast(pl.Date),
            pl.when(pl.col("ref") >= 0).then(pl.format("{}/QĐ-SNV", pl.col("ref"))).otherwise(pl.lit("")).alias("ref"),
        )
        .sort("dossier", "date", "event")
    )


def generated_units(count: int) -> pl.DataFrame:
    """Return the units of such a log, a fifth of them superiors of the rest."""
    number = np.arange(count)
    return pl.DataFrame(
        {
            "unit": [f"dv{place:05d}" for place in number],
            "name": [f"Đơn vị {place}" for place in number],
            "type": [_TYPES[place % len(_TYPES)] for place in number],
            "parent": ["" if place < count // 5 else f"dv{place % max(1, count // 5):05d}" for place in number],
        }
    )


def write_log(path: Path, events: int, *, shuffled: bool) -> None:
    """Write a log of about so many events, a million at a time, in order of dossier unless `shuffled`."""
    with tempfile.TemporaryDirectory() as folder:
        for number, first in enumerate(range(0, events, PORTION)):
            part = generated_log(min(PORTION, events - first), UNITS, seed=number, first_person=first)
            part.write_parquet(Path(folder) / f"part{number:04d}.parquet")
        whole = pl.scan_parquet(Path(folder) / "part*.parquet")
        if shuffled:
            whole = whole.collect().sample(fraction=1, shuffle=True, seed=1).lazy()
        whole.sink_csv(path) if path.suffix == ".csv" else whole.sink_parquet(path)


def measure(path: Path, regulation: str) -> dict[str, float]:
    """Return the seconds of each stage, the counts and the most memory, in gigabytes."""
    from engine.calendars import Calendar
    from engine.columnar.evaluate import Evaluation
    from engine.columnar.files import read_columns
    from engine.loading.logs import load_units
    from engine.loading.rules import load_rules
    from engine.planning import compile_plan
    from engine.vocabulary import standard

    document, _ = load_rules(ROOT / "rules" / f"{regulation}.yaml")
    assert document is not None
    units, _ = load_units(path.with_name("units.csv"), standard())
    plan, calendar = compile_plan(document), Calendar.national()
    marks = [time.perf_counter()]
    log = read_columns(path)
    marks.append(time.perf_counter())
    evaluation = Evaluation.of(plan, log, as_of=AS_OF, calendar=calendar, units=units)
    parts = list(evaluation.parts())
    marks.append(time.perf_counter())
    findings = evaluation.in_order(parts)
    marks.append(time.perf_counter())
    read, judge, order = np.diff(marks).tolist()
    return {
        "events": len(log),
        "findings": len(findings),
        "read": read,
        "judge": judge,
        "order": order,
        "cpu": time.process_time(),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
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
    print("| sự kiện | kết luận | đọc | xét | xếp thứ tự | tổng | CPU | ns/sự kiện | bộ nhớ |\n" + "| ---: " * 9 + "|")
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
    stages = [found[name] for name in ("read", "judge", "order")]
    seconds = " | ".join(f"{taken:.2f} s" for taken in (*stages, sum(stages)))
    nanoseconds = sum(stages) / found["events"] * 1e9
    counts = f"{found['events']:,.0f} | {found['findings']:,.0f}"
    print(f"| {counts} | {seconds} | {found['cpu']:.1f} s | {nanoseconds:.0f} | {found['memory']:.2f} GB |", flush=True)


if __name__ == "__main__":
    main()
