"""Where the time goes, against the least it could take: each stage beside moving its bytes through memory once.

The floor of a stage is what it must take in and give out, moved once at the speed at which this machine copies
memory. Some elementary operations are measured beside it, since a stage that sorts or gathers cannot copy.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import polars as pl

from bench.generating import UNITS, generated_units
from bench.measuring import in_own_process, timed
from bench.pipeline import REGULATION, in_order, judge, plan_of, read, summed, units_beside
from bench.report import Section, duration, number, table, times
from bench.scale import join, write_part
from engine.columnar import FindingColumns, LogColumns

MILLIONS = 2
_WORDS = 64 << 20
_KEYS = 10_000_000


def measure() -> Section:
    """Return the chapter on the floor."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        generated_units(UNITS).write_csv(folder / "units.csv")
        for place in range(MILLIONS):
            write_part(name, place)
        join(folder / "log.parquet", MILLIONS, shuffled=False)
        join(folder / "shuffled.parquet", MILLIONS, shuffled=True)
        found = in_own_process("bench.floor", name)
    if "failed" in found:
        return Section("Cách đáy bao xa", (f"không đo được: {found['failed']}",))
    return _section(found)


def elementary() -> dict[str, float]:
    """Return the bytes a second of copying, and the seconds a key of sorting and gathering."""
    chance = np.random.default_rng(1)
    source = np.ones(_WORDS, np.int64)
    target = np.empty_like(source)
    copying = timed(lambda: np.copyto(target, source)).seconds
    keys = chance.integers(0, 1 << 40, _KEYS)
    sorting = timed(lambda: np.argsort(keys, kind="stable")).seconds
    in_sequence = np.sort(keys)
    places, small = chance.permutation(_KEYS), chance.integers(0, 1 << 16, _KEYS)
    column = np.arange(_KEYS, dtype=np.int32)
    return {
        "copy": 2 * 8 * _WORDS / copying,
        "sort": sorting / _KEYS,
        "sort_sorted": timed(lambda: np.argsort(in_sequence, kind="stable")).seconds / _KEYS,
        "gather": timed(lambda: column[places]).seconds / _KEYS,
        "gather_near": timed(lambda: column[small]).seconds / _KEYS,
    }


def stages(folder: Path) -> dict[str, Any]:
    """Measure the stages of a check on the log in `folder`, each with the bytes it must take in and give out."""
    path, shuffled = folder / "log.parquet", folder / "shuffled.parquet"
    plan, units = plan_of(REGULATION), units_beside(path)
    size = path.stat().st_size
    decoded = pl.read_parquet(path).estimated_size()
    log = read(path, units)
    portions = judge(plan, log, units)
    columns, findings = _size_of(log), sum(map(_size_of_findings, portions))
    decode = timed(lambda: pl.read_parquet(path)).seconds
    whole = timed(lambda: read(path, units)).seconds
    unordered = timed(lambda: read(shuffled, units)).seconds
    judging = timed(lambda: judge(plan, log, units)).seconds
    ordering = timed(lambda: in_order(plan, log, units)).seconds - judging
    summing = timed(lambda: summed(portions)).seconds
    return {
        "elementary": elementary(),
        "events": len(log),
        "findings": sum(map(len, portions)),
        "stages": [
            ("đọc tệp từ bộ đệm của hệ điều hành", timed(path.read_bytes).seconds, size, size),
            ("giải nén Parquet thành chữ", decode, size, decoded),
            ("mã hóa thành cột số, kiểm từng dòng", whole - decode, decoded, columns),
            ("xếp lại nhật ký xáo trộn (thêm vào lúc đọc)", unordered - whole, columns, columns),
            ("xét mọi quy tắc và vòng đời", judging, columns, findings),
            ("tổng hợp theo đơn vị, tháng, quy tắc", summing, findings, 0),
            ("xếp thứ tự mọi kết luận (chỉ khi cần in hết)", ordering, findings, findings),
        ],
    }


def _size_of(log: LogColumns) -> int:
    columns = (getattr(log, one.name) for one in fields(log))
    return sum(column.nbytes for column in columns if isinstance(column, np.ndarray))


def _size_of_findings(portion: FindingColumns) -> int:
    return sum(column.nbytes for column in portion.columns.values())


def _section(found: dict[str, Any]) -> Section:
    base, events = found["elementary"], found["events"]
    intro = (
        f"{number(events)} sự kiện, {number(found['findings'])} kết luận. «Đáy» là thời gian chép số byte vào và ra "
        f"của chặng đúng một lần, với tốc độ chép bộ nhớ của máy này ({number(base['copy'] / 1e9, 1)} GB/s, đọc và "
        "ghi, một luồng). Chặng nào tìm, xếp, tra thì không thể bằng chép: bảng sau cho giá của những việc ấy."
    )
    rows = [_stage(one, base["copy"], events) for one in found["stages"]]
    stage_table = table(("chặng", "thời gian", "ns/sự kiện", "byte vào + ra", "đáy", "gấp đáy"), rows)
    prices = [
        ("xếp 10 triệu khóa 64 bit ngẫu nhiên", base["sort"]),
        ("xếp 10 triệu khóa đã có thứ tự", base["sort_sorted"]),
        ("tra bảng 40 MB ở chỗ ngẫu nhiên", base["gather"]),
        ("tra bảng 256 KB ở chỗ ngẫu nhiên", base["gather_near"]),
    ]
    price_table = table(("việc sơ đẳng", "ns một phần tử"), ((name, number(price * 1e9, 1)) for name, price in prices))
    return Section("Cách đáy bao xa", (intro, stage_table, price_table))


def _stage(one: Sequence[Any], speed: float, events: int) -> tuple[str, ...]:
    name, seconds, taken, given = one
    least = (taken + given) / speed
    size = f"{number(taken / 1e6)} + {number(given / 1e6)} MB"
    if seconds <= 0:
        return (name, "không đáng kể", "", size, duration(least), "")
    per_event = number(seconds / events * 1e9, 1)
    return (name, duration(seconds), per_event, size, duration(least), times(seconds / least))


if __name__ == "__main__":
    print(json.dumps(stages(Path(sys.argv[1]))))
