"""A check that goes on from an earlier one says what a check of the whole log says."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest

from engine.loading.logs import Event
from engine.planning import Plan
from engine.service import increments, surveying
from engine.service.grounds import Grounds
from engine.service.increments import survey_since
from engine.service.regulations import Judged
from engine.vocabulary import Level
from tests.columnar.aimed_logs import Question, calendar_of
from tests.columnar.fuzz import question_of
from tests.columnar.own_words import OWN, vocabulary
from tests.evaluation.histories import PROVINCES
from tests.service.since_helpers import EVERYTHING, PRESSING, UNUSUAL, Morning, contents, said

HEADER = "dossier,event,date,unit,to_unit,case,ref,recorded_at"
FIELDS = (
    *("dossier", "event", "date", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_at"),
    *("about", "time", "actor_unit", "person"),
    *("act", "period", "place", "same_unit", "signed", "valid_until", "written", *OWN),
)


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    """A log of forty dossiers, and an event of a unit and one of the province."""
    rows = [f"d{number:02},personal_info_changed,2025-0{number % 9 + 1}-11,u{number % 3},,," for number in range(40)]
    rows += [f"d{number:02},data_updated_by_person,2025-0{number % 9 + 1}-14,u{number % 3},,," for number in range(20)]
    rows += [",unit_report_submitted,2025-02-03,u1,,,", ",backup_made,2025-02-03,,,,"]
    log = tmp_path / "log.csv"
    log.write_text("\n".join([HEADER, *(f"{row}," for row in rows), ""]), encoding="utf-8")
    return Morning((log,), tmp_path / "state")


def append(path: Path, *rows: str) -> None:
    """Add lines to the end of a file."""
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.writelines(f"{row}\n" for row in rows)


def test_a_row_at_the_end_of_the_log_is_all_that_is_judged_anew(morning: Morning) -> None:
    assert morning.check() == ["S116"]
    before = contents(morning.state)
    append(morning.events[0], "d03,data_updated_by_person,2025-05-02,u0,,,,")
    assert morning.check() == []
    assert morning.check(PRESSING) == []
    assert contents(morning.state) == before


def test_a_check_of_the_same_log_reads_no_row(morning: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    morning.check()
    monkeypatch.setattr("engine.service.given_files.take_file", None)
    assert survey_since(morning.inputs(), morning.state, PRESSING).row_count == 62


def test_another_date_of_judging_renews_the_state_without_reading_the_log(
    morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning.check()
    assert morning.check(as_of=date(2025, 3, 14)) == ["S116"]
    assert morning.check(as_of=date(2025, 3, 14)) == []
    monkeypatch.setattr("engine.service.given_files.take_file", None)
    found = survey_since(morning.inputs(as_of=date(2026, 1, 2)), morning.state, PRESSING)
    assert [item.code for item in found.diagnostics] == ["S116"]


@pytest.mark.parametrize(
    "row",
    [
        ",unit_report_submitted,2025-03-03,u1,,,,",
        ",backup_made,2025-03-03,,,,,",
        ",prohibited_act,2025-03-03,u2,,,,",
        "d05,unit_report_submitted,2025-03-03,u1,,,,",
        "d05,backup_made,2025-03-03,u1,,,,",
    ],
)
def test_an_event_of_a_unit_or_of_the_province_has_everything_judged_anew(morning: Morning, row: str) -> None:
    morning.check()
    append(morning.events[0], row)
    assert morning.check() == ["S116"]
    append(morning.events[0], "d05,data_updated_by_person,2025-05-02,u0,,,,")
    assert morning.check() == []


def test_many_new_rows_renew_the_state(morning: Morning) -> None:
    morning.check()
    append(morning.events[0], *(f"d0{number},data_updated_by_person,2025-06-02,u0,,,," for number in range(4)))
    assert morning.check() == ["S116"]
    assert morning.check() == []


def test_new_rows_repeat_and_contradict_old_ones(morning: Morning) -> None:
    old = "d07,transfer_document_effective,2025-04-01,u1,u2,inter_unit,9/QD,2025-04-03"
    append(morning.events[0], old, "d08,death_occurred,2025-04-01,u1,,,,")
    morning.check()
    append(morning.events[0], old.replace("2025-04-03", "2025-04-02"))
    assert morning.check() == []
    append(morning.events[0], old.replace("inter_unit", "outgoing_external"))
    assert morning.check() == []
    append(morning.events[0], "d08,death_occurred,2025-04-02,u1,,,,")
    assert morning.check() == []
    append(morning.events[0], "d09,personal_info_changed,2025-12-30,u0,,,,")
    assert morning.check() == ["S116"]
    append(morning.events[0], "d10,personal_info_changed,2025-12-30,u0,,,,")
    assert morning.check() == []


def test_wrong_rows_of_every_morning_are_reported(morning: Morning) -> None:
    append(morning.events[0], "d01,no_such_event,2025-01-01,u1,,,,", "d01,too,short")
    morning.check()
    append(morning.events[0], "d02,personal_info_changed,2025-13-01,u1,,,,", "one,two", "")
    assert morning.check() == []
    found = survey_since(morning.inputs(), morning.state, PRESSING)
    assert [(item.code, item.place and item.place.line) for item in found.diagnostics] == [
        ("D141", 64),
        ("D132", 65),
        ("D140", 66) if found.diagnostics[2].code == "D140" else (found.diagnostics[2].code, 66),
        ("D132", 67),
    ]
    assert (found.row_count, found.left_out) == (66, 4)


def test_the_earliest_event_may_be_contradicted_later(morning: Morning) -> None:
    first = "d11,transfer_document_effective,2024-01-02,u1,u2,inter_unit,1/QD,"
    append(morning.events[0], first)
    morning.check()
    append(morning.events[0], first.replace("u2", "u0"))
    assert morning.check() == []


def test_files_come_in_any_order_and_new_ones_between_old_ones(morning: Morning, tmp_path: Path) -> None:
    log = morning.events[0]
    morning.check()
    for name in ("a.csv", "z.csv"):
        (tmp_path / name).write_text(f"{HEADER}\nd01,no_such_event,2025-01-01,u1,,,,\n", encoding="utf-8")
    (tmp_path / "m.csv").write_text(f"{HEADER}\nd12,data_updated_by_person,2025-05-09,u0,,,,\n", encoding="utf-8")
    (tmp_path / "broken.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    files = tuple(tmp_path / name for name in ("a.csv", "broken.csv", "log.csv", "m.csv", "z.csv"))
    assert log in files
    assert morning.check(events=files) == []
    assert morning.check(events=files[::-1], as_of=date(2025, 12, 30)) == ["S116"]
    assert morning.check(events=files, as_of=date(2025, 12, 30)) == []


def test_a_folder_may_get_new_files(morning: Morning, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    log = morning.events[0].rename(folder / "log.csv")
    assert morning.check(events=(folder,)) == ["S116"]
    (folder / "day2.jsonl").write_text(
        '{"dossier": "d02", "event": "data_updated_by_person", "date": "2025-09-01", "note": "x"}\n', encoding="utf-8"
    )
    append(log, "d03,data_updated_by_person,2025-05-02,u0,,,,")
    assert morning.check(events=(folder,)) == []


def test_json_lines_may_bring_new_keys_at_the_end(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    lines = [
        {"dossier": f"d{number}", "event": "personal_info_changed", "date": "2025-02-03", "unit": "u1"}
        for number in range(40)
    ]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    morning = Morning((log,), tmp_path / "state")
    morning.check()
    append(
        log, '{"event": "data_updated_by_person", "dossier": "d4", "date": "2025-02-05", "signed": true, "x": 1}', "{"
    )
    assert morning.check() == []


@pytest.mark.parametrize("start", ["", "\n\n", "sep=;\n", "\ufeff", "\ufeffsep=;\r\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_kind_of_csv_may_grow(start: str, end: str, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    rows = [f'd{number};personal_info_changed;03/02/2025;"u;1"' for number in range(40)]
    rows[7] = 'd7;personal_info_changed;03/02/2025;"u\r\n1"'
    text = start + end.join(['"hồ sơ";sự kiện;ngày;đơn vị', *rows, ""])
    log.write_bytes(text.encode())
    morning = Morning((log,), tmp_path / "state")
    morning.check()
    with log.open("ab") as stream:
        stream.write(end.join(['d4;data_updated_by_person;05/02/2025;"u;1"', "", "d4;x", "d5;no_event;1;u"]).encode())
    assert morning.check() == []
    assert morning.check() == []


def test_compressed_and_columnar_files_are_known_by_their_content(tmp_path: Path, morning: Morning) -> None:
    text = morning.events[0].read_text(encoding="utf-8")
    packed, table = tmp_path / "log.csv.gz", tmp_path / "more.parquet"
    packed.write_bytes(gzip.compress(text.encode()))
    pl.DataFrame(
        {"dossier": ["x1"] * 3, "event": ["personal_info_changed"] * 3, "date": ["2025-01-02", None, "2025-01-03"]}
    ).write_parquet(table)
    assert morning.check(events=(packed, table)) == ["S116"]
    assert morning.check(events=(packed, table)) == []


def written(events: Sequence[Event], path: Path) -> None:
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS)
        if is_new:
            writer.writeheader()
        writer.writerows(rows_of(events))


def lay_out(question: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have checks judge by the plan of a question."""
    judged = Judged(cast(Any, None), question.plan, question.members)
    grounds = Grounds(calendar_of(question.known_at), (judged,), question.units, vocabulary())
    for module in (increments, surveying):
        monkeypatch.setattr(module, "lay_grounds", lambda _: grounds)


def is_alone(event: Event, plan: Plan) -> bool:
    """Tell whether an event concerns one dossier."""
    levels = plan.event_levels[event.event]
    return event.dossier is not None and Level.DOSSIER in levels and Level.PROVINCE not in levels


def rows_of(events: Sequence[Event]) -> list[dict[str, str]]:
    names = ("dossier", "event", "unit", "to_unit", "actor", "case", "category", "ref", "about", "actor_unit", "person")
    return [
        {
            **{name: getattr(event, name) or "" for name in names},
            "time": event.time.isoformat() if event.time is not None else "",
            "date": event.on.isoformat(),
            "recorded_at": event.recorded_on.isoformat() if event.recorded_on is not None else "",
            **dict(event.attributes),
        }
        for event in events
    ]


@pytest.mark.parametrize("portion", range(4))
def test_random_logs_that_grow_in_random_ways_are_judged_as_whole_ones(
    portion: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(increments, "_RENEWED_AT", 2)
    went_on = 0
    for seed in range(portion, 24, 4):
        chance = random.Random(seed)
        question = question_of(seed)
        lay_out(question, monkeypatch)
        events = chance.sample(question.events, len(question.events))
        if question.members is not None:  # Sự kiện của đơn vị ngoài phạm vi mà ghi tên hồ sơ thì không nói gì về hồ sơ.
            events = [item if is_alone(item, question.plan) else replace(item, dossier=None) for item in events]
        late = [event for event in events if is_alone(event, question.plan)][: len(events) // 5]
        folder = tmp_path / str(seed)
        folder.mkdir()
        names = [folder / "b.csv", folder / "a.csv"]
        written([event for event in events if event not in late], names[0])
        morning = Morning((folder,), folder.with_name(f"state{seed}"), as_of=question.as_of)
        changes: dict[str, Any] = {"known_at": question.known_at}
        assert morning.check(**changes) == ["S116"]
        while late:
            count = chance.randrange(1, 9)
            written([*late[:count], *chance.sample(events, chance.randrange(2))], chance.choice(names))
            late = late[count:]
            if chance.random() < 0.1:
                changes["as_of"] = chance.choice(events).on
            went_on += morning.check(chance.choice((EVERYTHING, PRESSING, UNUSUAL)), **changes) == []
    assert went_on >= 5


def test_the_five_provinces_together_grow_by_a_few_rows(root: Path, tmp_path: Path) -> None:
    files = []
    added = {}
    for province in PROVINCES:
        text = (root / "examples" / f"events_{province}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        path = tmp_path / f"{province}.csv"
        path.write_text("".join(text[:-12]), encoding="utf-8")
        added[path] = text[-12:]
        files.append(path)
    morning = Morning(tuple(files), tmp_path / "state", units=root / "examples" / "units.csv", rules=())
    assert morning.check() == ["S116"]
    for path, rows in added.items():
        own = [row for row in rows if not row.startswith(",")]
        append(path, *(row.rstrip("\n") for row in own))
    assert morning.check() == []


def test_the_first_rows_of_a_province_bring_its_regulation(tmp_path: Path) -> None:
    units, log = tmp_path / "units.csv", tmp_path / "log.csv"
    units.write_text("unit,name,type,jurisdiction\na,A,so_nganh,quangninh\nb,B,so_nganh,Long An\n", encoding="utf-8")
    rows = [f"d{number},personal_info_changed,2025-02-03,a,,,," for number in range(40)]
    rows.append("x,personal_info_changed,2025-02-03,,,,,")
    log.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    morning = Morning((log,), tmp_path / "state", units=units, rules=())
    assert morning.check() == ["S116"]
    append(log, "d3,data_updated_by_person,2025-02-03,b,,,,")
    assert morning.check() == ["S116"]
    assert morning.check() == []


def test_a_gate_is_closed_by_duties_of_dossiers_that_are_not_judged_again(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    rows = [f"d{number:02},personal_info_changed,2025-02-03,u{number % 5}" for number in range(60)]
    rows += [f"d{number:02},data_updated_by_person,2025-02-05,u{number % 5}" for number in range(60) if number % 5 != 3]
    rows += [f",request_filed_with_snv,2025-03-03,u{number}" for number in range(5)]
    log.write_text("\n".join(["dossier,event,date,unit", *rows, ""]), encoding="utf-8")
    morning = Morning((log,), tmp_path / "state", rules=("haiphong",))
    assert morning.check() == ["S116"]
    append(log, "d08,data_updated_by_person,2025-02-07,a new unit before all others")
    assert morning.check() == []
    found = survey_since(morning.inputs(), morning.state, EVERYTHING)
    gates = [row for table in found.findings.frames() for row in table.rows(named=True) if row["kind"] == "gate"]
    assert {row["unit"]: row["reason"] for row in gates} == {
        "u0": None,
        "u1": None,
        "u2": None,
        "u3": "gate_unclear",
        "u4": None,
    }


def test_listed_findings_can_be_unfolded_from_a_state(morning: Morning) -> None:
    morning.check()
    append(morning.events[0], "d03,data_updated_by_person,2025-05-02,u0,,,,")
    found = survey_since(morning.inputs(), morning.state, PRESSING)
    whole = surveying.survey(morning.inputs(), PRESSING)
    bare = [item for items in found.findings.listed().values() for item in items]
    assert found.retrace is not None
    assert whole.retrace is not None
    assert bare
    assert found.retrace(bare) == whole.retrace(bare)


def test_a_log_without_a_usable_row_leaves_no_state(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"{HEADER}\nd1,no_such_event,2025-01-01,u1,,,,\n", encoding="utf-8")
    morning = Morning((log,), tmp_path / "state")
    assert morning.check() == []
    assert not morning.state.exists()
    assert said(survey_since(morning.inputs(), morning.state, PRESSING))["usable"] is False
