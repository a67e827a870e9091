"""A changed number on a loaded log: `python -m bench.whatif [--duties N]`.

The log holds so many dossiers, each with one open duty of the rule that is changed: the worst case, since the change
touches every one of them. It is in memory and was judged once; what is timed is all that a question takes: the number
is written into the rule file's text, the file is read again, what the change can touch is judged, every duty is paired
with itself and the turns are counted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from datetime import date

import numpy as np
import polars as pl

from bench.measuring import ROOT, in_own_process, peak_gigabytes
from bench.report import Section, Target, duration, number
from engine.analysis.amending import Change
from engine.calendars import Calendar
from engine.columnar import LogColumns
from engine.columnar.days import NEVER, NOTHING, number_of
from engine.columnar.parts import LogParts
from engine.columnar.texts import SeriesTexts
from engine.columnar.words import Words
from engine.loading.rules import load_rules
from engine.planning import compile_plan
from engine.service import Judged
from engine.service.grounds import Grounds
from engine.trials import LoadedLog, Trial, what_if

DUTIES = 1_000_000
UNITS = 2_000
AS_OF = date(2025, 12, 31)
RULE = "transfer-sender"
DAYS = (2, 4, 7, 9, 20, 35, 60)
"""The numbers that are tried, one after another."""


def open_duties(count: int) -> LogColumns:
    """Return a log of dossiers that were moved to another unit, of which nothing more is known."""
    chance = np.random.default_rng(7)
    unit = chance.integers(0, UNITS, count).astype(np.int32)
    day = number_of(date(2025, 6, 1)) + chance.integers(0, 200, count)
    nothing, first = np.full(count, NOTHING, np.int32), np.zeros(count, np.int32)
    numbers = pl.Series(np.arange(count)).cast(pl.String).str.zfill(9)
    return LogColumns(
        dossiers=Words(SeriesTexts("HS" + numbers)),
        events=Words(("transfer_document_effective",)),
        units=Words(tuple(f"dv{number:05d}" for number in range(UNITS))),
        actors=Words(()),
        cases=Words(("inter_unit",)),
        categories=Words(("cong_chuc",)),
        refs=Words(()),
        attributes=((),),
        dossier=np.arange(count, dtype=np.int32),
        day=day.astype(np.int32),
        event=first,
        ref=nothing,
        unit=unit,
        to_unit=(unit + 1) % UNITS,
        case=first,
        actor=nothing,
        category=first,
        attribute=first,
        recorded=np.full(count, NEVER, np.int32),
    )


def loaded(count: int) -> LoadedLog:
    """Return such a log with the regulation it is judged by."""
    document, problems = load_rules(ROOT / "rules" / "quangninh.yaml")
    assert document is not None, problems
    plan = compile_plan(document)
    parts = LogParts.of(open_duties(count), plan.event_levels)
    return LoadedLog(AS_OF, None, Grounds(Calendar.national()), (Judged(document, plan),), parts)


def figures(count: int = DUTIES) -> dict[str, float]:
    """Return the seconds of judging the log once and of the questions after it, and the most memory, in gigabytes."""
    log = loaded(count)
    start = time.perf_counter()
    findings = log.counts().total()
    first = time.perf_counter() - start
    taken = []
    for days in DAYS:
        start = time.perf_counter()
        tried, problems = what_if(log, Trial(changes=(Change(RULE, ("within",), f"{days:02d} ngày làm việc"),)))
        assert tried is not None, problems
        changed = tried.effects.counts.total()
        taken.append(time.perf_counter() - start)
        assert changed + tried.effects.unchanged == findings
    return {
        "duties": count,
        "findings": findings,
        "judged_once": first,
        "median": statistics.median(taken),
        "least": min(taken),
        "memory": peak_gigabytes(),
    }


def measure() -> Section:
    """Return the chapter on changing a number."""
    found = in_own_process("bench.whatif")
    title, promise = "Thử đổi một con số", f"thử đổi một con số trên {number(DUTIES)} nghĩa vụ còn mở ≤ 300 ms"
    if "failed" in found:
        return Section(title, (found["failed"],), (Target.at_most(promise, None, 0.3, "không đo được"),))
    median = found["median"]
    told = (
        f"Nhật ký {number(found['duties'])} hồ sơ, mỗi hồ sơ một nghĩa vụ còn mở, đã nạp và đã xét một lần "
        f"({duration(found['judged_once'])}). Đổi số ngày của quy tắc ấy thành {len(DAYS)} giá trị, mỗi lần tính cả "
        f"việc sửa và đọc lại tệp quy tắc, xét lại, ghép từng cặp và đếm: trung vị {duration(median)}, nhanh nhất "
        f"{duration(found['least'])}; bộ nhớ {number(found['memory'], 2)} GB."
    )
    return Section(title, (told,), (Target.at_most(promise, median, 0.3, duration(median)),))


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--duties", type=int, default=DUTIES)
    print(json.dumps(figures(parser.parse_args().duties)))


if __name__ == "__main__":
    main()
