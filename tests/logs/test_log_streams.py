"""Streams: every format gives the same rows, a batch at a time."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.loading.logs import streams, text_file
from engine.loading.logs.byte_blocks import Packing
from engine.loading.logs.csv_reader import read_csv
from engine.loading.logs.jsonl_reader import read_json_lines
from engine.loading.logs.pieces import rows_of
from engine.loading.logs.report import Report
from engine.loading.logs.streams import log_files, open_stream

COLUMNS = ["dossier", "event", "ref"]
ROWS = [["HS1", "approved_level1", "1/QĐ"], ["HS2", "", "12"], ["", "backup_made", ""]]
CSV = "\n".join(",".join(row) for row in [COLUMNS, *ROWS]) + "\n"
JSON_LINES = "".join(json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n" for row in ROWS)

Texts = tuple[list[str], list[tuple[int, list[str]]], list[tuple[str, int | None]], int]


def read(path: Path, sheets: tuple[str, ...] = ()) -> Texts:
    """Return columns, rows, diagnostics and rows lost of a whole stream."""
    report = Report()
    stream = open_stream(path, sheets, report)
    rows: list[tuple[int, list[str]]] = []
    if stream is not None:
        for batch in stream.batches:
            texts = batch.frame.select(pl.all().cast(pl.String).fill_null("")).rows()
            rows += zip(batch.lines.tolist(), map(list, texts), strict=True)
    found = [(item.code, item.place.line if item.place else None) for item in report.diagnostics()]
    return stream.columns if stream else [], rows, found, report.unread


def write_parquet(path: Path) -> None:
    """Write the rows as Parquet."""
    pl.DataFrame(ROWS, schema=COLUMNS, orient="row").write_parquet(path)


def write_workbook(path: Path) -> None:
    """Write the rows as a workbook."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([COLUMNS, *ROWS]):
            sheet.write_row(number, 0, row)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("a.csv", 2),
        ("a.csv.gz", 2),
        ("a.csv.zst", 2),
        ("a.zst", 2),
        ("a.jsonl", 1),
        ("a.jsonl.gz", 1),
        ("a.ndjson.zst", 1),
        ("a.gz", 2),
        ("a", 2),
        ("a.parquet", 1),
        ("a.xlsx", 2),
    ],
)
def test_every_format_gives_the_same_rows(tmp_path: Path, name: str, first: int) -> None:
    path = tmp_path / name
    content = (JSON_LINES if "json" in name else CSV).encode()
    match path.suffix:
        case ".parquet":
            write_parquet(path)
        case ".xlsx":
            write_workbook(path)
        case ".gz":
            # Two members, as «cat a.gz b.gz» makes them.
            path.write_bytes(gzip.compress(content[:20]) + gzip.compress(content[20:]))
        case ".zst":
            pack = zstandard.ZstdCompressor().compress
            path.write_bytes(pack(content[:20]) + pack(content[20:]))
        case _:
            path.write_bytes(content)
    assert read(path) == (COLUMNS, list(enumerate(ROWS, first)), [], 0)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.jsonl", "a.parquet", "a.xlsx"])
def test_progress_ends_with_the_size_of_the_stored_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.parquet":
        write_parquet(path)
    elif name == "a.xlsx":
        write_workbook(path)
    else:
        content = JSON_LINES if name == "a.jsonl" else CSV
        path.write_bytes(gzip.compress(content.encode()) if name.endswith("gz") else content.encode())
    told: list[int] = []
    stream = open_stream(path, (), Report(), told.append)
    assert stream is not None
    assert sum(len(batch.lines) for batch in stream.batches) == 3
    assert told == sorted(told)
    assert told[-1] == path.stat().st_size


def test_dates_of_parquet_are_dates_in_viet_nam(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    late = datetime(2024, 5, 2, 18, 0, tzinfo=timezone(timedelta(0)))
    columns = {
        "day": [date(2024, 5, 2), None],
        "moment": [late, None],
        "local": [datetime(2024, 5, 2, 23, 59), None],
        "yes": [True, False],
        "number": [7.0, 0.5],
        "count": [12, None],
    }
    pl.DataFrame(columns).write_parquet(path)
    stream = open_stream(path, (), Report())
    assert stream is not None
    (batch,) = stream.batches
    assert batch.frame.dtypes == [pl.Date, pl.String, pl.String, pl.String, pl.String, pl.String]
    assert batch.frame.rows() == [
        (date(2024, 5, 2), "2024-05-03T01:00:00.000", "2024-05-02T23:59:00.000", "true", "7", "12"),
        (None, None, None, "false", "0.5", None),
    ]


def test_row_of_wrong_width_is_lost_and_blank_rows_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b,,\n1,2\n1,2,\n\n , \n1,2,3\n"x\ny"\n,,,\n3,4,,,\n', encoding="utf-8")
    rows = [(2, ["1", "2"]), (3, ["1", "2"]), (10, ["3", "4"])]
    assert read(path) == (["a", "b"], rows, [("D132", 6), ("D132", 7)], 2)


def test_header_alone_is_a_stream_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b", encoding="utf-8")
    assert read(path) == (["a", "b"], [], [], 0)


def test_header_that_is_lost_is_not_called_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,"b\n', encoding="utf-8")
    assert read(path) == ([], [], [("D130", 1)], 1)


def test_batches_have_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_MOST_ROWS", 4)
    path = tmp_path / "a.csv"
    path.write_text("a\n" + "x\n" * 10, encoding="utf-8")
    stream = open_stream(path, (), Report())
    assert stream is not None
    assert [batch.lines.tolist() for batch in stream.batches] == [[2, 3, 4, 5], [6, 7, 8, 9], [10, 11]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("block", [5, 13, 1_000])
def test_line_that_is_too_long_is_skipped_and_named(monkeypatch: pytest.MonkeyPatch, end: str, block: int) -> None:
    monkeypatch.setattr(text_file, "LONGEST_LINE", 20)
    lines = ["x" * 90, "a,b", "1,2", "y," + "z" * 90, "3,4", '5,"6', "w" * 90, '7"', "8,9"]
    content = end.join(lines).encode()
    report = Report()
    reading = read_csv((content[at : at + block] for at in range(0, len(content), block)), "a.csv", report)
    rows = [row for piece in reading.pieces for row in rows_of(piece)]
    found = [(item.code, item.place.line if item.place else None) for item in report.diagnostics()]
    if block == 1_000:
        # All of it is in memory, so that nothing is too long for that.
        assert reading.columns == ["x" * 90]
        return
    assert reading.columns == ["a", "b"]
    # The row that is open before the long line is lost with it; what should have closed it stands alone.
    assert rows == [(3, ["1", "2"]), (5, ["3", "4"]), (8, ['7"']), (9, ["8", "9"])]
    assert found == [("D137", 1), ("D137", 4), ("D137", 6)]
    assert report.unread == 4


JSON_VALUE = st.one_of(
    st.sampled_from(['"a"', '""', '"null"', '"Sở"', "null", "true", "false", "12", "-0", "1.50", "1e5", "01", "NaN"]),
    st.sampled_from(["[1]", "{}", '"q\\"q"', '"\\u0041"', '"\\ud800"', '"tab\t"', '"}"', '","', '"b":', "'c'"]),
)
JSON_KEY = st.sampled_from(['"a"', '"b"', '"Mã NV"', '"a-b #~&/$^.*"', '""', '"\\u0061"', "a"])
JSON_LINE = st.one_of(
    st.lists(st.tuples(JSON_KEY, JSON_VALUE), max_size=4).map(
        lambda pairs: "{" + ", ".join(f"{key}:{value}" for key, value in pairs) + "}"
    ),
    st.sampled_from(["", " ", "\u3000", "{", "7", "null", '{"a":1}\r', '\u3000{"a":2}', '{"a":"\x01"}', "\ufeff"]),
)


def plainly(text: str) -> tuple[list[str], list[tuple[int, list[str]]], list[tuple[str, int | None]]]:
    """Read JSON Lines with nothing but the json module."""
    found: list[tuple[str, int | None]] = []
    objects: list[tuple[int, dict[str, object]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            pairs = json.loads(
                line.strip(), object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=lambda _: []
            )
        except ValueError:
            pairs = None
        if not isinstance(pairs, tuple):
            found.append(("D133", number))
            continue
        keys: set[str] = set()
        for key, value in pairs:
            if key in keys or isinstance(value, (list, tuple)):
                found.append(("D135" if key in keys else "D134", number))
                break
            keys.add(key)
        else:
            if any("\ud800" in str(part) for pair in pairs for part in pair):
                found.append(("D136", number))
            else:
                objects.append((number, dict(pairs)))
    columns = list(dict.fromkeys(key for _, cells in objects for key in cells))
    words = {None: "", True: "true", False: "false"}
    rows = [
        (number, [words[cells.get(key)] if cells.get(key) in words else str(cells[key]) for key in columns])
        for number, cells in objects
    ]
    return columns, [row for row in rows if any(cell.strip() for cell in row[1])], found


@given(st.lists(JSON_LINE, max_size=8), st.lists(JSON_LINE, max_size=2))
@settings(max_examples=250, deadline=None)
@example(['{"a":1}', '{"a":null}', '{"a":"x"}'], ['{"b":1, "a":2}'])
def test_json_lines_are_read_as_by_the_json_module(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], often: list[str]
) -> None:
    text = "\n".join(lines + often * 3)
    path = tmp_path_factory.getbasetemp() / "a.jsonl"
    path.write_bytes(text.encode())
    columns, rows, wrong = plainly(text.removeprefix("\ufeff"))
    report = Report()
    reading = read_json_lines(path, Packing.NONE, report)
    found = [(item.code, item.place.line if item.place else None) for item in report.diagnostics()]
    assert reading.columns == columns
    assert [row for piece in reading.pieces for row in rows_of(piece)] == rows
    found = [(item.code, item.place.line if item.place else None) for item in report.diagnostics()]
    assert found == wrong


def test_folder_stands_for_the_logs_in_it_by_name(tmp_path: Path) -> None:
    for name in ("b.csv", "a.XES.gz", "c.jsonl.zst", "d.pdf", ".an.csv", "~$b.xlsx", "b.map.yaml"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "e.csv").write_bytes(b"")
    report = Report()
    files = log_files([tmp_path / "c.jsonl.zst", tmp_path, tmp_path / "d.pdf"], report)
    assert [path.name for path in files] == ["c.jsonl.zst", "a.XES.gz", "b.csv", "d.pdf"]
    assert [(item.code, item.args) for item in report.diagnostics()] == [
        ("D116", (("name", "d.pdf"),)),
        ("D116", (("name", "sub"),)),
    ]


def test_folder_without_logs_and_a_path_to_nothing_are_errors(tmp_path: Path) -> None:
    report = Report()
    assert log_files([tmp_path, tmp_path / "khong-co.csv"], report) == []
    assert [item.code for item in report.diagnostics()] == ["D117", "D101"]
