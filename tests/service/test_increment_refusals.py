"""A state that does not fit, is damaged or cannot be written: said plainly, and never a wrong result."""

from __future__ import annotations

import errno
import gzip
import json
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from engine.columnar.intake import Chunk
from engine.service import given_files, increments, state_keys
from engine.service.increments import survey_since
from engine.store.checked_files import FileWriter
from engine.store.state import StateError, open_state
from tests.evaluation.histories import plan_of
from tests.service.since_helpers import PRESSING, Morning, codes, contents, said

HEADER = "dossier,event,date,unit"
CLOSURES = "date,kind,name,document,announced_on\n2025-03-04,closure,Bão,12/CĐ,2025-03-03\n"


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    """A log of forty dossiers that was checked once."""
    rows = [f"d{number:02},personal_info_changed,2025-0{number % 9 + 1}-11,u{number % 3}" for number in range(40)]
    log, units = tmp_path / "log.csv", tmp_path / "units.csv"
    log.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    units.write_text("unit,name,type\nu0,A,so_nganh\nu1,B,so_nganh\nu2,C,so_nganh\n", encoding="utf-8")
    found = Morning((log,), tmp_path / "state", units=units)
    assert found.check(PRESSING) == ["S116"]
    return found


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write(text)


def test_other_readings_are_refused(morning: Morning) -> None:
    assert morning.refused(rules=("longan",)) == ["S110"]
    assert morning.refused(rules=("quangninh", "longan")) == ["S110"]


def test_another_calendar_is_refused(morning: Morning, tmp_path: Path) -> None:
    closures = tmp_path / "closures.csv"
    closures.write_text(CLOSURES, encoding="utf-8")
    assert "S110" in morning.refused(closures=(closures,))


def test_another_date_of_knowledge_is_refused(morning: Morning) -> None:
    assert "S110" in morning.refused(known_at=date(2025, 12, 1))


def test_another_units_table_is_refused_and_the_same_one_in_another_order_is_not(morning: Morning) -> None:
    assert morning.units is not None
    lines = morning.units.read_text(encoding="utf-8").splitlines()
    morning.units.write_text("\n".join([lines[0], *lines[:0:-1]]), encoding="utf-8")
    assert morning.check(PRESSING) == []
    append(morning.units, "\nu3,D,so_nganh\n")
    assert morning.refused() == ["S110"]
    assert morning.refused(units=None) == ["S110"]


@pytest.mark.parametrize("name", ["FORMAT", "version"])
def test_another_program_is_refused(morning: Morning, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_keys, name, "0" if name == "FORMAT" else lambda _: "99")
    assert morning.refused() == ["S110"]


def test_what_differs_is_named(morning: Morning) -> None:
    found = survey_since(morning.inputs(rules=("longan",)), morning.state, PRESSING)
    assert (
        found.diagnostics[-1]
        .message()
        .startswith("trạng thái được lập với quy chế hoặc phương án hiểu khác: «quangninh@")
    )
    assert found.diagnostics[-1].message("en").startswith("the state was made with another regulations or readings")


def test_a_file_that_is_not_given_again_is_refused_by_name(morning: Morning, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    shutil.copy(morning.events[0], other)
    found = survey_since(morning.inputs(events=(other,)), morning.state, PRESSING)
    assert [(item.code, item.place and item.place.file) for item in found.diagnostics] == [
        ("S111", str(morning.events[0]))
    ]


def test_a_changed_file_is_refused_by_name(morning: Morning) -> None:
    log = morning.events[0]
    text = log.read_text(encoding="utf-8")
    for changed in (text.replace("d07", "d70"), text[:-9], text.replace("d07", "d70") + "d1,x,x,x\n"):
        log.write_text(changed, encoding="utf-8")
        found = survey_since(morning.inputs(), morning.state, PRESSING)
        assert [(item.code, item.place and item.place.file) for item in found.diagnostics] == [("S112", str(log))]
    log.write_text(text, encoding="utf-8")
    assert morning.check(PRESSING) == []


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("d1,personal_info_changed,2025-01-02,u1", "\nd2,personal_info_changed,2025-01-02,u1\n"),
        ('d1,personal_info_changed,2025-01-02,"u1\n', 'x"\nd2,personal_info_changed,2025-01-02,u1\n'),
        ("d1,personal_info_changed,2025-01-02,u1\r", "\nd2,personal_info_changed,2025-01-02,u1\n"),
        ("d1,personal_info_changed,2025-01-02,u1\n", "d2,\0,2025-01-02,u1\n"),
    ],
)
def test_a_file_that_does_not_go_on_at_a_line_end_is_refused(before: str, added: str, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"{HEADER}\nd0,personal_info_changed,2025-01-02,u1\n{before}", encoding="utf-8", newline="")
    morning = Morning((log,), tmp_path / "state")
    assert morning.check(PRESSING) == ["S116"]
    append(log, added)
    assert morning.refused() == ["S112"]


def test_files_that_are_not_lines_cannot_grow(morning: Morning, tmp_path: Path) -> None:
    text = morning.events[0].read_text(encoding="utf-8")
    wide, packed, table = tmp_path / "wide.csv", tmp_path / "log.csv.gz", tmp_path / "log.parquet"
    for path, content in ((wide, text.encode("utf-16")), (packed, gzip.compress(text.encode()))):
        path.write_bytes(content)
    pl.read_csv(text.encode()).write_parquet(table)
    for path in (wide, packed, table):
        found = Morning((path,), tmp_path / f"state of {path.name}")
        assert found.check(PRESSING) == ["S116"]
        with path.open("ab") as stream:
            stream.write(path.read_bytes()[2:])
        assert found.refused() == ["S112"]


def test_a_column_map_is_part_of_the_file(morning: Morning) -> None:
    log = morning.events[0]
    beside = log.with_name("log.map.yaml")
    beside.write_text("columns: {unit: unit}\n", encoding="utf-8")
    assert morning.refused() == ["S112"]
    shutil.rmtree(morning.state)
    assert morning.check(PRESSING) == ["S116"]
    assert morning.check(PRESSING) == []
    append(log, "d1,personal_info_changed,2025-05-02,u1\n")
    assert morning.refused() == ["S112"]


def test_a_column_map_that_is_named_is_part_of_every_file(morning: Morning, tmp_path: Path) -> None:
    log, meaning = tmp_path / "foreign.csv", tmp_path / "meaning.yaml"
    log.write_text("Mã,sự kiện,ngày\n" + "d1,personal_info_changed,2025-01-02\n" * 3, encoding="utf-8")
    meaning.write_text("columns: {Mã: dossier}\n", encoding="utf-8")
    found = Morning((log,), tmp_path / "mapped", units=morning.units)
    assert found.check(PRESSING, column_map=meaning) == ["S116"]
    assert found.check(PRESSING, column_map=meaning) == []
    meaning.write_text("columns: {Mã: dossier, x: unit}\n", encoding="utf-8")
    assert found.refused(column_map=meaning) == ["S112"]


def test_every_damage_is_noticed(morning: Morning) -> None:
    files = [path for path in sorted(morning.state.rglob("*")) if path.is_file() and path.stat().st_size]
    assert len(files) > 30
    for path in files:
        content = path.read_bytes()
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        for damaged in (b"", content[:-1], flipped, content + b"\0", None):
            path.unlink() if damaged is None else path.write_bytes(damaged)
            with pytest.raises(StateError, match=path.name):
                loaded(morning)
        path.write_bytes(content)
    loaded(morning)


def loaded(morning: Morning) -> None:
    """Open the state and all of its files."""
    found = open_state(morning.state)
    assert found is not None
    found.load({"quangninh": plan_of("quangninh")}, "calendar")


def test_damage_is_told_by_the_name_of_the_file(morning: Morning) -> None:
    next(morning.state.glob("v-*/rows.day")).write_bytes(b"1")
    found = survey_since(morning.inputs(), morning.state, PRESSING)
    assert [item.message() for item in found.diagnostics] == [
        "thư mục này không phải trạng thái dùng được: «rows.day» thiếu hoặc bị hỏng"
    ]


def test_a_folder_of_something_else_is_left_alone(morning: Morning, tmp_path: Path) -> None:
    before = contents(tmp_path)
    assert codes(survey_since(morning.inputs(), tmp_path, PRESSING)) == ["S113"]
    assert codes(survey_since(morning.inputs(), morning.events[0], PRESSING)) == ["S113"]
    assert contents(tmp_path) == before


def test_an_empty_folder_is_filled(morning: Morning, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert codes(survey_since(morning.inputs(), tmp_path / "empty", PRESSING)) == ["S116"]


def test_a_log_beyond_memory_is_refused(morning: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(increments, "MOST_IN_MEMORY", 41)
    assert morning.check(PRESSING) == []
    append(morning.events[0], "d1,personal_info_changed,2025-05-02,u1\n" * 2)
    assert morning.refused() == ["S114"]
    shutil.rmtree(morning.state)
    assert morning.refused() == ["S114"]
    assert not morning.state.exists()


def test_a_journal_is_refused(morning: Morning, tmp_path: Path) -> None:
    assert morning.refused(events=(*morning.events, tmp_path / "journal.sqlite")) == ["S115"]


@contextmanager
def small_disk() -> Iterator[None]:
    """Let no file become larger than 600 bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_costs_the_state_and_not_the_result(morning: Morning) -> None:
    before = contents(morning.state)
    with small_disk():
        found = survey_since(morning.inputs(as_of=date(2026, 1, 5)), morning.state, PRESSING)
    assert codes(found) == ["S101"]
    assert found.data_usable
    assert found.tallies.total > 30
    assert contents(morning.state) == before


def test_a_write_that_fails_midway_leaves_the_old_state(morning: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(morning.state)
    written = FileWriter.column
    for most in (0, 1, 5, 20):
        left = [most]

        def column(writer: FileWriter, name: str, values: object, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            written(writer, name, values)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(FileWriter, "column", column)
            found = survey_since(morning.inputs(as_of=date(2026, 1, 5)), morning.state, PRESSING)
        assert [item.message() for item in found.diagnostics] == [f"không ghi được «{morning.state}»: đĩa đã đầy"]
        assert contents(morning.state) == before
    assert morning.check(PRESSING) == []


def test_a_log_that_changes_while_it_is_read_leaves_no_state(morning: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(morning.state)
    add = given_files.FileIntake._add

    def add_and_touch(intake: given_files.FileIntake, chunk: Chunk) -> None:
        add(intake, chunk)
        append(morning.events[0], "d1,personal_info_changed,2025-05-02,u1\n")

    monkeypatch.setattr(given_files.FileIntake, "_add", add_and_touch)
    found = survey_since(morning.inputs(), morning.state, PRESSING)
    assert codes(found) == ["S117"]
    assert said(found)["usable"]
    assert not morning.state.exists()


def test_a_new_state_replaces_the_old_one(morning: Morning) -> None:
    first = {path.name for path in morning.state.iterdir()}
    assert morning.check(PRESSING, as_of=date(2026, 1, 5)) == ["S116"]
    second = {path.name for path in morning.state.iterdir()}
    assert first & second == {"state.json"}
    assert len(second) == 2
    record = json.loads((morning.state / "state.json").read_bytes().partition(b"\n")[2])
    assert record["as_of"] == "2026-01-05"
