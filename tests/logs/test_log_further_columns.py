"""The columns that most logs lack: what an act is about, its time of day, the person's name, the actor's unit."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from log_helpers import LoadText, found, load

from engine.evaluation.history import History
from engine.loading.logs import Event, Unit, UnitTable
from engine.loading.logs.dates import milliseconds_from, moment_from, time_of
from engine.loading.logs.report import Problem

HEADER = "hồ sơ,sự kiện,ngày,đơn vị,{extra}\n"
UNITS = UnitTable({"SNV": Unit("SNV", "Sở Nội vụ"), "STC": Unit("STC", "Sở Tài chính")})


@pytest.mark.parametrize("name", ["about", "về văn bản", "Văn bản gốc", "về việc", "MÃ VIỆC"])
def test_what_an_act_is_about_has_several_names(load_text: LoadText, name: str) -> None:
    log, diagnostics = load_text(HEADER.format(extra=name) + "HS1,data_entry_completed,2025-03-03,SNV, 12/CV \n")
    assert diagnostics == []
    assert log.events[0].about == "12/CV"


@pytest.mark.parametrize("name", ["actor_unit", "đơn vị của người thực hiện"])
def test_the_unit_of_the_actor_is_a_unit_of_the_table(load_text: LoadText, name: str) -> None:
    rows = "HS1,data_entry_completed,2025-03-03,SNV,STC\nHS2,data_entry_completed,2025-03-03,SNV,STX\n"
    log, diagnostics = load_text(HEADER.format(extra=name) + rows, units=UNITS)
    assert found((log, diagnostics)) == [("D145", 3)]
    assert dict(diagnostics[0].args)["column"] == "actor_unit"
    assert [event.actor_unit for event in log.events] == ["STC"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("15:00", time(15)),
        ("9:05:30", time(9, 5, 30)),
        ("15h30", time(15, 30)),
        ("15h", time(15)),
        ("15 giờ 30", time(15, 30)),
        ("7 giờ 5 phút", time(7, 5)),
        ("3:00 PM", time(15)),
        ("12:30 sa", time(0, 30)),
        ("12:30 CH", time(12, 30)),
        ("14:59:59,9996", time(14, 59, 59, 999_000)),
        ("00:00", time(0)),
        ("2025-03-03T14:30:00", time(14, 30)),
    ],
)
def test_times_of_day(written: str, told: time) -> None:
    found_time = milliseconds_from(written, "time")
    assert isinstance(found_time, int)
    assert time_of(found_time) == told


@pytest.mark.parametrize("written", ["24:00", "15:60", "13:00 PM", "0:30 SA", "chiều", "15", "1530", "2025-03-03"])
def test_what_is_no_time_leaves_its_row_out(load_text: LoadText, written: str) -> None:
    log, diagnostics = load_text(
        HEADER.format(extra="giờ") + f'HS1,data_entry_completed,2025-03-03,SNV,"{written}"\n'
        "HS2,data_entry_completed,2025-03-03,SNV,08:00\n"
    )
    assert found((log, diagnostics)) == [("D156", 2)]
    assert [event.dossier for event in log.events] == ["HS2"]


@pytest.mark.parametrize(
    ("written", "on", "told"),
    [
        ("2025-03-03T14:30:00", date(2025, 3, 3), time(14, 30)),
        ("03/03/2025 14:30", date(2025, 3, 3), time(14, 30)),
        ("2025-03-03T23:30:00Z", date(2025, 3, 4), time(6, 30)),
        ("2025-03-03 00:00:00", date(2025, 3, 3), None),
        ("2025-03-02T17:00:00Z", date(2025, 3, 3), None),
        ("2025-03-03", date(2025, 3, 3), None),
    ],
)
def test_a_date_may_bring_its_time_and_midnight_is_none(written: str, on: date, told: time | None) -> None:
    moment = moment_from(written, "date")
    assert not isinstance(moment, Problem)
    assert (moment.on, time_of(moment.milliseconds)) == (on, told)


def test_the_column_of_times_goes_before_the_time_in_the_date(load_text: LoadText) -> None:
    rows = "HS1,data_entry_completed,2025-03-03T08:00,SNV,15:00\nHS2,data_entry_completed,2025-03-03T08:00,SNV,\n"
    log, _ = load_text(HEADER.format(extra="time") + rows)
    assert [event.time for event in log.events] == [time(15), time(8)]


def test_rows_that_differ_in_the_name_of_the_person_are_one(load_text: LoadText) -> None:
    rows = [f"HS1,data_entry_completed,2025-03-03,SNV,{name}\n" for name in ("Trần An", "", "Lê Bình")]
    logs = [
        load_text(HEADER.format(extra="họ và tên") + "".join(order))[0] for order in (rows, reversed(rows), rows[1:])
    ]
    assert [[event.person for event in log.events] for log in logs] == [["Lê Bình"]] * 3
    assert logs[0].digest == logs[1].digest == logs[2].digest


def test_rows_that_differ_in_their_time_are_two(load_text: LoadText) -> None:
    rows = "HS1,data_entry_completed,2025-03-03,SNV,08:00\nHS1,data_entry_completed,2025-03-03,SNV,15:00\n"
    log, _ = load_text(HEADER.format(extra="time") + rows * 2)
    assert [event.time for event in log.events] == [time(8), time(15)]


def test_an_empty_column_says_what_a_missing_one_does(load_text: LoadText) -> None:
    plain, _ = load_text("dossier,event,date\nHS1,data_entry_completed,2025-03-03\n")
    empty, _ = load_text(
        "dossier,event,date,about,time,person,actor_unit\nHS1,data_entry_completed,2025-03-03,,,,\n", name="b.csv"
    )
    assert plain.digest == empty.digest
    assert plain.events == empty.events


def test_events_of_a_day_are_in_order_of_their_times() -> None:
    day = date(2025, 3, 3)
    late = Event("HS1", "approved_level1", day, time=time(16))
    early = Event("HS1", "submitted_for_approval", day, time=time(9))
    assert History([late, early]).events == (early, late)
    untimed = Event("HS1", "zzz", day)
    assert History([late, untimed, early]).events == (untimed, early, late)


def test_a_workbook_or_parquet_of_timestamps_keeps_their_times(tmp_path: Path) -> None:
    from datetime import datetime

    import polars as pl

    path = tmp_path / "so.parquet"
    days = [datetime(2025, 3, 3, 14, 30), datetime(2025, 3, 4)]
    pl.DataFrame({"dossier": ["HS1", "HS2"], "event": ["data_entry_completed"] * 2, "date": days}).write_parquet(path)
    log, diagnostics = load(path)
    assert diagnostics == []
    assert [(event.on, event.time) for event in log.events] == [
        (date(2025, 3, 3), time(14, 30)),
        (date(2025, 3, 4), None),
    ]


def test_a_column_called_type_is_no_slip_for_time(load_text: LoadText) -> None:
    assert load_text(HEADER.format(extra="type") + "HS1,data_entry_completed,2025-03-03,SNV,a\n")[1] == []
