"""Checking one log of 100,000 dossiers: ours against other checkers, right and wrong beside fast and slow."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import probe
from bench.generating import UNITS, generated_log, generated_units
from bench.measuring import in_own_process, peak_gigabytes, timed
from bench.pipeline import REGULATION, check, judge, lifecycle_of, plan_of, read, summed, units_beside
from bench.report import Section, Target, duration, number, table, times
from engine.phrases import AtOnce, WorkingDays
from engine.planning import Plan
from engine.planning.plan import Duty, DutyKind

EVENTS, DOSSIERS = 640_000, 100_000
PEERS = {
    "process_mining.temporal_by_hand": "pm4py, hồ sơ thời gian, giờ hành chính, lịch tự viết (workalendar)",
    "process_mining.temporal_adapted": "pm4py, hồ sơ thời gian, bảy ngày, lịch của quyche",
    "process_mining.declare": "pm4py DECLARE",
    "process_mining.declare4py": "Declare4Py, ngày theo lịch",
    "machines.transitions": "transitions, chỉ vòng đời",
    "machines.statemachine": "python-statemachine, chỉ vòng đời",
}
WITH_CALENDAR = ("process_mining.temporal_by_hand", "process_mining.temporal_adapted")


def prepare(folder: Path) -> None:
    """Write the log, the units and what the peers need to be told."""
    generated_log(EVENTS, UNITS, people=DOSSIERS).write_parquet(folder / "log.parquet")
    generated_units(UNITS).write_csv(folder / "units.csv")
    plan = plan_of(REGULATION)
    assert plan.lifecycle is not None
    steps = [(step.event, sorted(step.origins), step.to) for step in plan.lifecycle.steps]
    job = {
        "pairs": _pairs(plan),
        "lifecycle": {"initial": plan.lifecycle.initial, "states": plan.lifecycle.states, "steps": steps},
        "probe": probe.as_records(),
        "of_probe": {
            "pairs": [(probe.SUBMIT, probe.RECEIVE, probe.WORKING_DAYS)],
            "lifecycle": {
                "initial": "none",
                "states": ["none", "submitted", "received"],
                "steps": [(probe.SUBMIT, ["none"], "submitted"), (probe.RECEIVE, ["submitted"], "received")],
            },
        },
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")


def _pairs(plan: Plan) -> list[tuple[str, str, int | None]]:
    """Return each trigger with the act it calls for, and the most working days where there is such a number."""
    longest: dict[tuple[str, str], int | None] = {}
    for duty in plan.duties:
        if duty.kind is DutyKind.DEADLINE and duty.trigger is not None:
            for event in sorted(duty.trigger.events):
                pair, days = (event, duty.must[0].event), _working_days(duty)
                longest[pair] = max(days or 0, longest.get(pair) or 0) or None
    return [(*pair, days) for pair, days in longest.items()]


def _working_days(duty: Duty) -> int | None:
    match duty.deadline:
        case WorkingDays(count):
            return count
        case AtOnce():
            return duty.conventions.at_once_working_days
        case _:
            return None


def ours(folder: str) -> dict[str, Any]:
    """Measure reading, judging by everything the regulation says, and a summary of the units; then less of it."""
    path = Path(folder) / "log.parquet"
    plan, units = plan_of(REGULATION), units_beside(path)
    log, lifecycle = read(path, units), lifecycle_of(plan)
    return {
        "whole": timed(lambda: check(path)).as_record(),
        "check": timed(lambda: judge(plan, log, units)).as_record(),
        "lifecycle": timed(lambda: summed(judge(lifecycle, read(path, units), units))).as_record(),
        "events": len(log),
        "dossiers": len(log.dossiers),
        "findings": check(path),
        "memory": peak_gigabytes(),
    }


def measure() -> Section:
    """Return the chapter on checking a log."""
    with TemporaryDirectory() as name:
        prepare(Path(name))
        mine = in_own_process("bench.logs", name)
        found = {peer: in_own_process("bench.peers", peer, name) for peer in PEERS}
    return _section(mine, found, probe.our_answers())


def _section(mine: dict[str, Any], found: dict[str, dict[str, Any]], answers: dict[str, tuple[str, ...]]) -> Section:
    whole, alone = mine["whole"]["seconds"], mine["check"]["seconds"]
    events = mine["events"]
    rows = [
        _row("quyche: đọc, xét mọi nghĩa vụ và vòng đời, tổng hợp", whole, mine, whole, events, "whole"),
        _row("quyche: chỉ xét, nhật ký đã đọc", alone, mine, whole, events),
        _row("quyche: đọc, chỉ xét vòng đời, tổng hợp", mine["lifecycle"]["seconds"], mine, whole, events, "lifecycle"),
    ]
    scaled = {}
    for peer, title in PEERS.items():
        one = found[peer]
        if "failed" in one:
            rows.append((title, f"không chạy được: {one['failed']}", *[""] * 4))
            continue
        scaled[peer] = (one["check"]["seconds"] + one["read"]["seconds"]) * events / one["events"]
        rows.append(_row(title, scaled[peer], one, whole, events))
    headings = ("", "cả nhật ký", "sự kiện/s", "chậm hơn", "đo trên", "bộ nhớ")
    intro = (
        f"Một nhật ký {number(mine['dossiers'])} hồ sơ, {number(events)} sự kiện, quy chế Quảng Ninh, "
        f"{number(mine['findings'])} kết luận. Thời gian của công cụ khác gồm đọc Parquet và xét; đo trên một phần "
        "(số hồ sơ ở cột «đo trên») rồi nhân theo tỷ lệ. Với pm4py cách nhân ấy có lợi cho nó: mỗi lệch nó tìm hồ sơ "
        "trong danh sách, nên thời gian tăng nhanh hơn số hồ sơ. Không công cụ nào trong bảng làm đủ việc của quyche: "
        "pm4py và Declare4Py chỉ xét từng cặp sự kiện, máy trạng thái chỉ xét thứ tự; xem thêm bảng đúng sai."
    )
    calendar = [scaled[peer] for peer in WITH_CALENDAR if peer in scaled]
    against_pm4py = min(calendar) / whole if calendar else None
    machine = scaled.get("machines.transitions")
    against_machine = machine / whole if machine else None
    right = sum(answers[one.name] == (one.expected,) for one in probe.QUESTIONS)
    targets = (
        Target.at_least("≥ 100 lần pm4py có lịch", against_pm4py, 100, _times(against_pm4py)),
        Target.at_least("≥ 20 lần transitions", against_machine, 20, _times(against_machine)),
        Target.at_least("đúng 6 trên 6 trường hợp", right, 6, f"{right}/6"),
    )
    return Section("Xét nhật ký", (intro, table(headings, rows), PROBE_INTRO, _probe_table(answers, found)), targets)


def _times(value: float | None) -> str:
    return "không đo được" if value is None else times(value)


def _row(
    title: str, seconds: float, one: dict[str, Any], whole: float, events: int, what: str = "check"
) -> tuple[str, ...]:
    return (
        title,
        duration(seconds),
        number(events / seconds),
        times(seconds / whole),
        f"{number(one['dossiers'])} hồ sơ, {one[what]['runs']} lượt",
        f"{number(one['memory'], 2)} GB",
    )


PROBE_INTRO = (
    "Đúng và sai: «tiếp nhận trong 03 ngày làm việc kể từ ngày chuyển giao», xét đến 11/6/2025. quyche phải nói đúng "
    "tình trạng; các công cụ khác chỉ nói được có vi phạm hay không, nên được tính đúng nếu nói đúng điều đó. Cột cuối "
    "là trường hợp thứ bảy: sau 26/4/2024 đến 06/5/2024 có bốn ngày làm việc, kể cả thứ Bảy 04/5 làm bù, nên là trễ. "
    "Lịch tự viết nói đúng trường hợp này vì hai cái sai bù nhau: nó coi 29/4 (nghỉ hoán đổi) là ngày làm việc."
)


def _probe_table(answers: dict[str, tuple[str, ...]], found: dict[str, dict[str, Any]]) -> str:
    rows = [_probe_row("quyche", {one.name: answers[one.name] == (one.expected,) for one in probe.ALL}, "có")]
    for peer, title in PEERS.items():
        if "broken" in found[peer]:
            broken = found[peer]["broken"]
            rows.append(_probe_row(title, {one.name: broken[one.name] == one.is_broken for one in probe.ALL}, "không"))
    headings = ("", *(one.title for one in probe.QUESTIONS), "đúng", "phân biệt bốn tình trạng", probe.SATURDAY.title)
    return table(headings, rows)


def _probe_row(title: str, right: dict[str, bool], tells_statuses: str) -> tuple[str, ...]:
    marks = ["đúng" if right[one.name] else "**sai**" for one in probe.QUESTIONS]
    count = sum(right[one.name] for one in probe.QUESTIONS)
    return (title, *marks, f"{count}/6", tells_statuses, "đúng" if right[probe.SATURDAY.name] else "**sai**")


if __name__ == "__main__":
    import sys

    print(json.dumps(ours(sys.argv[1])))
