"""Column maps: foreign headers and codes, remembered beside the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from log_helpers import FIRST_DAY, LAST_DAY, found, load

from engine.diagnostics import Diagnostic
from engine.loading.logs import load_events
from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.map_draft import draft_column_map
from engine.loading.logs.map_reader import load_column_map
from engine.loading.logs.report import Report
from engine.loading.logs.streams import open_stream
from engine.vocabulary import standard

FOREIGN = (
    "Mã NV;Loại;Ngày PS;ĐV;Người nhập\nHS1; A01;02/05/2024;SNV;An\nHS2;B7;03/05/2024;SNV;An\nHS3;Z9;03/05/2024;SNV;\n"
)
MAP = """\
columns: {"Mã NV": dossier, "loại": sự kiện, "Ngày PS": date, ĐV: unit, "Người nhập": actor}
values:
  event: {A01: recruitment_decided, B7: Phê duyệt cấp 1, Z9: null}
  actor: {An: ""}
"""


@pytest.fixture
def log_path(tmp_path: Path) -> Path:
    """A log of another program."""
    path = tmp_path / "so.csv"
    path.write_text(FOREIGN, encoding="utf-8")
    return path


def read_map(path: Path, text: str) -> tuple[ColumnMap | None, list[Diagnostic]]:
    """Write a map and read it."""
    path.write_text(text, encoding="utf-8")
    return load_column_map(path, standard())


def test_map_names_columns_and_codes(log_path: Path) -> None:
    column_map, problems = read_map(log_path.with_name("ten-cot.yaml"), MAP)
    assert problems == []
    log, diagnostics = load_events([log_path], standard(), None, FIRST_DAY, LAST_DAY, column_map=column_map)
    assert [(event.dossier, event.event, event.actor) for event in log.events] == [
        ("HS1", "recruitment_decided", None),
        ("HS2", "approved_level1", None),
    ]
    assert [(item.code, item.args) for item in diagnostics] == [("D119", (("count", "1"),))]


def test_stream_is_mapped_as_the_table_is(log_path: Path) -> None:
    column_map, _ = read_map(log_path.with_name("ten-cot.yaml"), MAP)
    stream = open_stream(log_path, (), Report(), column_map=column_map)
    assert stream is not None
    assert stream.columns == ["dossier", "event", "date", "unit", "actor"]
    (batch,) = stream.batches
    assert batch.lines.tolist() == [2, 3]
    assert batch.frame["1"].to_list() == ["recruitment_decided", "approved_level1"]


@pytest.mark.parametrize("name", ["so.csv.map.yaml", "so.map.yaml", "log.map.yaml"])
def test_map_beside_the_log_is_remembered(log_path: Path, name: str) -> None:
    read_map(log_path.with_name(name), MAP)
    log, diagnostics = load(log_path)
    assert len(log.events) == 2
    assert ("D124", (("map", name),)) in [(item.code, item.args) for item in diagnostics]


def test_map_of_a_compressed_log_may_leave_out_both_endings(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "so.csv.gz"
    path.write_bytes(gzip.compress(FOREIGN.encode()))
    read_map(tmp_path / "so.map.yaml", MAP)
    assert len(load(path)[0].events) == 2


def test_json_is_read_as_well(log_path: Path) -> None:
    text = json.dumps({"columns": {"Mã NV": "dossier", "Loại": "event"}, "values": {"event": {"A01": "backup_made"}}})
    column_map, problems = read_map(log_path.with_name("a.json"), text)
    assert problems == []
    assert column_map is not None
    assert column_map.columns == {"Mã NV": "dossier", "Loại": "event"}
    assert column_map.values == {"event": {"A01": "backup_made"}}


def test_values_apply_to_a_column_that_needs_no_new_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Sự kiện,date,signed\nA01,2024-05-01,ký rồi\n", encoding="utf-8")
    read_map(tmp_path / "a.map.yaml", "values: {event: {A01: backup_made}, signed: {ký rồi: có}}")
    log, _ = load(path)
    assert [(event.event, event.attribute("signed")) for event in log.events] == [("backup_made", "true")]


def test_header_of_the_map_that_the_file_lacks_is_noted(log_path: Path) -> None:
    read_map(log_path.with_name("log.map.yaml"), MAP.replace("{", '{"Họ tên": ref, ', 1))
    diagnostics = load(log_path)[1]
    assert [dict(item.args)["column"] for item in diagnostics if item.code == "D128"] == ["Họ tên"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("columns: {A: dossierr}", [("D125", 1, "dossier")]),
        ("columns:\n  A: dossier\n  B: hồ sơ\n", [("D126", 3, None)]),
        ("columns:\n  A: dossier\n  a: unit\n", [("D126", 3, None)]),
        ("columns: [A]", [("D127", 1, None)]),
        ("columns: {A: [b]}", [("D125", 1, None)]),
        ("column: {A: dossier}", [("D129", 1, "columns")]),
        ("values:\n  event: {A01: recruitment_decide}", [("D141", 2, "recruitment_decided")]),
        ("values: {actor: {A: nobody_at_all}, case: {B: x}, category: {C: y}}", ["D142", "D143", "D144"]),
        ("values: {signed: {A: maybe}}", [("D147", 1, None)]),
        ("values: {event: A01}", [("D127", 1, None)]),
        ("values: {event: {A: [b]}}", [("D127", 1, None)]),
        ("7", [("D127", 1, None)]),
        ("columns: {A: dossier, A: unit}", [("P105", 1, None)]),
        ("columns: {", ["P104"]),
        ("!!python/object:os.system x", ["P107"]),
    ],
)
def test_mistake_in_a_map_has_its_place(tmp_path: Path, text: str, expected: list[object]) -> None:
    column_map, problems = read_map(tmp_path / "a.yaml", text)
    assert column_map is None
    codes = [item.code for item in problems]
    places = [(item.code, item.place.line if item.place else None, item.suggestion) for item in problems]
    assert expected in (codes, places)
    for item in problems:
        for lang in ("vi", "en"):
            assert item.message(lang)
            item.hint(lang)


def test_mistake_in_a_remembered_map_is_told_with_the_log(log_path: Path) -> None:
    read_map(log_path.with_name("so.map.yaml"), "columns: {A: dossierr}")
    assert ("D125", 1) in found(load(log_path))


def test_draft_is_a_valid_map_that_guesses_each_column_once() -> None:
    headers = ["Mã nhân viên", "Ngày phát sinh", "Ngày hiệu lực", "Cơ quan", 'Ghi "chú"', "concept:name", "Ngày nhập"]
    text = draft_column_map(headers)
    lines = text.splitlines()
    assert '  "Mã nhân viên": dossier' in lines
    assert '  "Ngày phát sinh": date' in lines
    assert '#  "Ngày hiệu lực":' in lines
    assert '  "Cơ quan": unit' in lines
    assert '#  "Ghi \\"chú\\"":' in lines
    assert '  "concept:name": event' in lines


@pytest.mark.parametrize("headers", [[], ["?"], ["Mã hồ sơ", "Ngày", "\u0085 lạ: #"]])
def test_draft_can_be_read_as_it_is(tmp_path: Path, headers: list[str]) -> None:
    column_map, problems = read_map(tmp_path / "a.yaml", draft_column_map(headers))
    assert problems == []
    assert column_map is not None


def test_missing_column_tells_of_the_map(log_path: Path) -> None:
    assert all("--map" in item.hint("vi") and "--map" in item.hint("en") for item in load(log_path)[1][:1])
