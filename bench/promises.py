"""The everyday promises: starting, loading rules, judging with a trace."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measuring import ROOT, timed
from bench.pipeline import plan_of
from bench.report import Section, Target, duration, number
from engine.calendars import FIRST_DAY, LAST_DAY, Calendar
from engine.evaluation import evaluate_reference
from engine.loading.logs import load_events, load_units
from engine.service import load_named_rules
from engine.vocabulary import standard

PROVINCES = ("haiphong", "laichau", "longan", "quangninh", "tuyenquang")
EXAMPLES = ROOT / "examples"


def measure() -> Section:
    """Return the chapter on the everyday promises: targets and nothing else."""
    body = "Chạy như người dùng chạy, trên nhật ký ví dụ và các tệp quy chế của dự án."
    return Section("Dùng hằng ngày", (body,), (*_command_line(), *_loading(), _tracing()))


def _command_line() -> tuple[Target, Target]:
    starting = timed(_cli("--help")).seconds
    logs = [str(EXAMPLES / f"events_{name}.csv") for name in PROVINCES]
    units = str(EXAMPLES / "units.csv")
    checking = timed(_cli("check", *logs, "--units", units, "--as-of", "2025-12-31")).seconds
    return (
        Target.at_most("`quyche --help` ≤ 150 ms", starting, 0.15, duration(starting)),
        Target.at_most("`quyche check` ví dụ năm tỉnh < 1,5 s", checking, 1.5, duration(checking)),
    )


def _cli(*arguments: str) -> Callable[[], object]:
    command = [str(Path(sys.executable).with_name("quyche")), *arguments]
    return lambda: subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def _loading() -> tuple[Target, Target]:
    files = [str(ROOT / "rules" / f"{name}.yaml") for name in PROVINCES]
    five = timed(lambda: load_named_rules(files)).seconds
    with TemporaryDirectory() as folder:
        many = [_generated(Path(folder), number) for number in range(1000)]
        thousand = timed(lambda: load_named_rules([str(path) for path in many])).seconds
    return (
        Target.at_most("nạp năm tệp quy chế < 0,3 s", five, 0.3, duration(five)),
        Target.at_most("nạp 1.000 tệp quy chế sinh ra < 3 s", thousand, 3, duration(thousand)),
    )


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


def _tracing() -> Target:
    """Measure the reference evaluator on the example of Quảng Ninh, with its trace."""
    plan = plan_of("quangninh")
    units, _ = load_units(EXAMPLES / "units.csv", standard())
    log, _ = load_events([EXAMPLES / "events_quangninh.csv"], standard(), units, FIRST_DAY, LAST_DAY)
    calendar = Calendar.national()

    def judge() -> int:
        found = evaluate_reference(plan, log.events, as_of=date(2025, 12, 31), calendar=calendar, units=units)
        return sum(1 for _ in found)

    rate = judge() / timed(judge).seconds
    return Target.at_least("bộ xét tham chiếu, có vết ≥ 20.000 kết luận/s", rate, 20_000, f"{number(rate)} kết luận/s")
