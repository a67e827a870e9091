"""Deciding a million rows: the date of an event and its case in, due date and status out; versions by date honoured."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.dates import FIRST, LAST, Answers
from bench.measuring import in_own_process, timed
from bench.probe import probe_plan
from bench.report import Section, Target, number, share, table, times
from engine.calendars import Calendar
from engine.columnar.decisions import Decisions, decide
from engine.columnar.findings import STATUS_CODE
from engine.outcomes import Status

ROWS = 1_000_000
AS_OF = date(2025, 12, 31)
AMENDED = date(2022, 7, 1)
EVENT = "transfer_document_effective"
RULES = ("move", "leave")
CASES = ("inter_unit", "outgoing_external")
PERIODS = ((5, 3), (10, 7))
"""Working days of each case, before and since AMENDED; the same as in probe.yaml."""
PEERS = {
    "decisions.openfisca": "OpenFisca, ngày theo lịch",
    "decisions.zen_calendar_days": "GoRules ZEN, ngày theo lịch",
    "decisions.zen_working_days": "GoRules ZEN, ngày làm việc viết trong biểu thức",
    "decisions.regclock": "regclock, ngày làm việc trừ ngày nghỉ chính thức",
}


def prepare(folder: Path) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Write the rows for everyone; return the right due dates and whether they are overdue."""
    chance = np.random.default_rng(31)
    days = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1)
    start, case = chance.integers(0, len(days) - 40, ROWS), chance.integers(0, len(CASES), ROWS).astype(np.int8)
    answers = Answers.of(Calendar.national())
    week = np.is_busday(days)
    job = {
        "cases": CASES,
        "periods": PERIODS,
        "amended": AMENDED.isoformat(),
        "as_of": AS_OF.isoformat(),
        "off": days[week & ~answers.worked].astype(str).tolist(),
        "worked": days[~week & answers.worked].astype(str).tolist(),
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    np.savez(folder / "rows.npz", day=days[start], case=case)
    later = days[start] >= np.datetime64(AMENDED)
    due = days[answers.due(start, np.array(PERIODS)[case, later.astype(np.int64)])]
    return due, due < np.datetime64(AS_OF)


def ours(folder: Path) -> dict[str, Any]:
    """Measure our own decisions, the making of the tables included."""
    given = np.load(folder / "rows.npz")
    days, case = given["day"].astype(np.int64).astype(np.int32), given["case"]
    plan, calendar = probe_plan(), Calendar.national()

    def all_rows() -> Decisions:
        return decide(plan, RULES, EVENT, days, case, CASES, as_of=AS_OF, calendar=calendar)

    found = all_rows()
    overdue = found.status == STATUS_CODE[Status.OVERDUE]
    np.savez(folder / "ours.npz", due=found.due_on.astype(np.int64).astype("M8[D]"), overdue=overdue)
    return {"decide": timed(all_rows).as_record(), "rows": ROWS, "answers": "ours.npz", "working_days": True}


def measure() -> Section:
    """Return the chapter on decisions."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        right = prepare(folder)
        found = {"quyche `decide`": ours(folder)}
        found |= {title: in_own_process("bench.peers", peer, name) for peer, title in PEERS.items()}
        wrong = {title: _wrong(folder, one, right) for title, one in found.items() if "failed" not in one}
    return _section(found, wrong)


def _wrong(folder: Path, one: dict[str, Any], right: tuple[Any, Any]) -> float:
    said = np.load(folder / one["answers"])
    due, overdue = (column[: one["rows"]] for column in right)
    return float(((said["due"] != due) | (said["overdue"] != overdue)).mean())


def _section(found: dict[str, dict[str, Any]], wrong: dict[str, float]) -> Section:
    speed = {title: one["rows"] / one["decide"]["seconds"] for title, one in found.items() if "failed" not in one}
    mine = next(iter(speed.values()))
    rows = []
    for title, one in found.items():
        if "failed" in one:
            rows.append((title, f"không chạy được: {one['failed']}", *[""] * 4))
            continue
        rows.append(
            (
                title,
                number(speed[title]),
                times(mine / speed[title]),
                "có" if one["working_days"] else "không",
                share(wrong[title]),
                f"{number(one['rows'])}, {one['decide']['runs']} lượt",
            )
        )
    headings = ("", "dòng/s", "chậm hơn quyche", "ngày làm việc", "sai", "số dòng, số lượt")
    intro = (
        "Một triệu dòng (ngày văn bản có hiệu lực, trường hợp): hai trường hợp, mỗi trường hợp hai phiên bản trước và "
        f"từ {AMENDED:%d/%m/%Y} ({', '.join(f'{a} rồi {b}' for a, b in PERIODS)} ngày làm việc), ra ngày đến hạn và "
        f"tình trạng đến {AS_OF:%d/%m/%Y}. quyche tính cả việc dựng bảng trong mỗi lượt. «Sai» là tỷ lệ dòng có ngày "
        "đến hạn hoặc việc quá hạn khác lịch chính thức."
    )
    peers = [
        speed[title] for title, one in found.items() if title in speed and one["working_days"] and speed[title] != mine
    ]
    against = mine / max(peers) if peers else None
    targets = (
        Target.at_least("≥ 30 triệu dòng/s", mine, 30e6, f"{number(mine / 1e6)} triệu dòng/s"),
        Target.at_least(
            "≥ 10 lần công cụ nhanh nhất có ngày làm việc",
            against,
            10,
            "không đo được" if against is None else times(against),
        ),
        Target.at_most("đúng từng dòng", wrong["quyche `decide`"], 0, f"{share(wrong['quyche `decide`'])} sai"),
    )
    return Section("Quyết định hàng loạt", (intro, table(headings, rows)), targets)
