"""Logs as public programs write them are read with the drafted column map as it is printed."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from log_helpers import FIRST_DAY, LAST_DAY

from engine.cli.main import cli
from engine.loading.logs import Event, load_events
from engine.loading.logs.map_drafting import drafted_map
from engine.loading.logs.map_reader import load_column_map
from engine.loading.logs.report import Report
from engine.vocabulary import standard

WORDS = standard()


def xes(events: str, trace: str = "") -> str:
    return (
        '<?xml version="1.0"?><log><trace><date key="startdate" value="2026-03-01T08:00:00+07:00"/>'
        f'<string key="department" value="P1"/>{trace}<string key="concept:name" value="c1"/>{events}</trace></log>'
    )


def event(name: str, day: int, transition: str | None = None, resource: str = "Nguyễn Thị Hoa") -> str:
    told = "" if transition is None else f'<string key="lifecycle:transition" value="{transition}"/>'
    return (
        f'<event><string key="concept:name" value="{name}"/>{told}<string key="org:resource" value="{resource}"/>'
        f'<date key="time:timestamp" value="2026-03-{day:02}T08:30:00+07:00"/></event>'
    )


def read_as_drafted(path: Path) -> tuple[list[Event], list[str]]:
    """Read a log with the map that is drafted for it; return its events and the codes of what is said about it."""
    report = Report()
    draft = drafted_map(path, WORDS, report)
    assert draft is not None
    file = path.with_name("ban-do.yaml")
    file.write_text(draft, encoding="utf-8")
    column_map, problems = load_column_map(file, WORDS)
    assert problems == []
    log, found = load_events([path], WORDS, None, FIRST_DAY, LAST_DAY, column_map=column_map)
    return list(log.events), [item.code for item in found]


def test_xes_of_people_with_a_start_date_of_the_trace(tmp_path: Path) -> None:
    path = tmp_path / "so.xes"
    path.write_text(xes(event("data_entry_completed", 5)), encoding="utf-8")
    events, codes = read_as_drafted(path)
    assert codes == []
    (found,) = events
    assert (found.dossier, found.event, found.on, found.time) == (
        "c1",
        "data_entry_completed",
        date(2026, 3, 5),
        time(8, 30),
    )
    assert (found.unit, found.actor) == ("P1", None)


def test_a_column_of_roles_stays(tmp_path: Path) -> None:
    path = tmp_path / "so.xes"
    path.write_text(xes(event("data_entry_completed", 5, resource="snv")), encoding="utf-8")
    assert [found.actor for found in read_as_drafted(path)[0]] == ["snv"]


def test_a_life_cycle_of_other_words_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "so.xes"
    rows = event("data_entry_completed", 5, "In Progress") + event("approved_level1", 6, "Closed")
    path.write_text(xes(rows), encoding="utf-8")
    assert [found.event for found in read_as_drafted(path)[0]] == ["data_entry_completed", "approved_level1"]


def test_beside_complete_other_life_cycles_stay_out_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "so.xes"
    rows = event("data_entry_completed", 5, "start") * 2 + event("data_entry_completed", 6, "complete")
    path.write_text(xes(rows), encoding="utf-8")
    events, codes = read_as_drafted(path)
    assert ([found.on.day for found in events], codes) == ([6], ["D114"])
    draft = drafted_map(path, WORDS, Report()) or ""
    assert '#  "start": complete' in draft or '# "start": complete' in draft


def test_a_log_of_which_nothing_is_done_says_how_many_and_why(tmp_path: Path) -> None:
    path = tmp_path / "so.xes"
    path.write_text(xes(event("data_entry_completed", 5, "In Progress") * 3), encoding="utf-8")
    _, found = load_events([path], WORDS, None, FIRST_DAY, LAST_DAY)
    told = {item.code: dict(item.args) for item in found}
    assert told["D114"] == {"count": "3", "values": "«In Progress» (3)"}
    assert "D104" not in told
    (path.with_name("so.map.yaml")).write_text(
        "columns: {actor: null}\nlifecycle: {in progress: complete}", encoding="utf-8"
    )
    assert len(load_events([path], WORDS, None, FIRST_DAY, LAST_DAY)[0].events) == 1


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_tables_with_the_names_of_the_standard_and_an_index(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"so.{suffix}"
    table = pl.DataFrame(
        {
            "": ["0", "1"],
            "case:startdate": ["2026-03-01 08:00:00+07:00"] * 2,
            "org:resource": ["Trần Văn Ba", "Nguyễn Thị Hoa"],
            "concept:name": ["data_entry_completed", "approved_level1"],
            "time:timestamp": ["2026-03-05 08:30:00+07:00", "2026-03-06 09:00:00+07:00"],
            "case:concept:name": ["c1", "c1"],
        }
    )
    table.write_csv(path) if suffix == "csv" else table.write_parquet(path)
    events, codes = read_as_drafted(path)
    assert codes == []
    assert [(found.dossier, found.event, found.on.day) for found in events] == [
        ("c1", "data_entry_completed", 5),
        ("c1", "approved_level1", 6),
    ]


def test_a_column_may_be_dropped(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("dossier,event,date,actor\nHS1,data_entry_completed,2026-03-05,Bà Hoa\n", encoding="utf-8")
    path.with_name("so.map.yaml").write_text("columns: {actor: null}", encoding="utf-8")
    log, found = load_events([path], WORDS, None, FIRST_DAY, LAST_DAY)
    assert ([item.actor for item in log.events], [item.code for item in found]) == ([None], ["D124"])


@pytest.mark.parametrize("part", ["{Closed: done}", "[Closed]", "{Closed: [complete]}"])
def test_a_life_cycle_is_done_or_not(tmp_path: Path, part: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"lifecycle: {part}", encoding="utf-8")
    assert [item.code for item in load_column_map(file, WORDS)[1]] == ["D127"]


def test_the_command_prints_what_it_reads(tmp_path: Path) -> None:
    path, draft = tmp_path / "so.xes", tmp_path / "ban-do.yaml"
    path.write_text(xes(event("data_entry_completed", 5)), encoding="utf-8")
    run(str(path), "--draft-map", f"--out={draft}")
    done = run(str(path), f"--map={draft}", "--rules=quangninh", "--as-of=2026-03-31")
    assert "D1" not in done.stderr.replace("D165", "")  # Sổ có giờ, quy chế không có giờ chốt.
    assert done.exit_code in (0, 1)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["check", *args], obj="vi", prog_name="quyche")
