"""Files of every format: they mean the same, and a bad one gets a diagnostic, never an exception."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from log_helpers import LoadText, found, load

COLUMNS = ["dossier", "event", "date", "unit", "ref", "recorded_at", "signed"]
ROWS = [
    ["HS1", "recruitment_decided", "2024-05-02", "SNV", "1/QĐ", "2024-05-03", ""],
    ["HS1", "approved_level1", "2024-05-06", "SNV", "", "", "true"],
    ["HS2", "approved_level1", "2024-05-07", "STC", "12", "2024-05-08", "false"],
    ["", "backup_made", "2024-05-01", "", "", "", ""],
]
CSV = "\n".join(",".join(row) for row in [COLUMNS, *ROWS]) + "\n"
UTC = timezone(timedelta(0))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CSV, "utf-8-sig"),
        (CSV, "utf-16"),
        ("\ufeff" + CSV, "utf-16-be"),
        (CSV.replace(",", ";"), "utf-8"),
        (CSV.replace(",", "\t"), "utf-8"),
        (CSV.replace("\n", "\r\n"), "utf-8"),
        (CSV.replace("\n", "\r"), "utf-8"),
        ("sep=;\r\n" + CSV.replace(",", ";"), "utf-8"),
        ("\n\n" + CSV.replace("\n", "\n\n"), "utf-8"),
        (CSV.rstrip("\n"), "utf-8"),
        (CSV.replace("1/QĐ", '"1/QĐ"'), "utf-8"),
        (CSV.replace("\n", ",,\n"), "utf-8"),
        (CSV + ",,,,,,\n ,,,,,,\n", "utf-8"),
    ],
)
def test_every_dialect_of_csv_means_the_same(load_text: LoadText, text: str, encoding: str) -> None:
    log, diagnostics = load_text(text, encoding=encoding)
    assert diagnostics == []
    assert log == load_text(CSV, "chuan.csv")[0]
    assert log.row_count == 4


def test_separator_inside_quotes_belongs_to_the_cell(load_text: LoadText) -> None:
    log, _ = load_text('event;date;"purpose";ref\nbackup_made;2024-05-01;"a;b, ""c""\nd";1\n')
    assert log.events[0].attribute("purpose") == 'a;b, "c" d'


def test_line_of_a_row_is_its_first_physical_line(load_text: LoadText) -> None:
    loaded = load_text('\nevent,date,purpose\nbackup_made,2024-05-01,"a\nb"\nnhảy,2024-05-01,"c\nd"\nhát,2024-05-01,\n')
    assert found(loaded) == [("D141", 5), ("D141", 7)]


def test_all_formats_are_equal(tmp_path: Path, load_text: LoadText) -> None:
    expected = load_text(CSV)[0]
    lines = [{name: cell for name, cell in zip(COLUMNS, row, strict=True) if cell} for row in ROWS]
    lines[2] |= {"ref": 12, "signed": False}
    json_lines = tmp_path / "so.jsonl"
    json_lines.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    frame = pl.DataFrame(
        {name: [row[index] or None for row in ROWS] for index, name in enumerate(COLUMNS)}
    ).with_columns(pl.col("date").str.to_date(), signed=pl.Series([None, True, False, None]))
    moments = [datetime(2024, 5, 2, 18, 0, tzinfo=UTC), None, datetime(2024, 5, 8, 3, 0, tzinfo=UTC), None]
    parquet = tmp_path / "so.parquet"
    frame.with_columns(recorded_at=pl.Series(moments)).write_parquet(parquet)
    workbook = write_workbook(tmp_path / "so.xlsx", "Sự kiện")
    for path in (json_lines, parquet, workbook):
        log, diagnostics = load(path)
        assert diagnostics == []
        assert log == expected, path


def write_workbook(path: Path, sheet_name: str) -> Path:
    """Write the rows as a person would: a cover sheet, real dates, numbers and truth values, a gap above."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Bìa").write(0, 0, "Sổ theo dõi")
        sheet = book.add_worksheet(sheet_name)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(2, 1, COLUMNS)
        for number, row in enumerate(ROWS, 3):
            for column, cell in enumerate(row, 1):
                if column in (3, 6) and cell:
                    sheet.write_datetime(number, column, datetime.fromisoformat(cell), day)
                elif cell in ("true", "false"):
                    sheet.write_boolean(number, column, cell == "true")
                elif cell == "12":
                    sheet.write_number(number, column, 12)
                else:
                    sheet.write(number, column, cell)
    return path


def test_first_sheet_is_read_when_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Trang 1")
        sheet.write_row(0, 0, ["event", "date"])
        sheet.write_row(3, 0, ["backup_made", "01/05/2024"])
        sheet.write_row(4, 0, ["nhảy", "01/05/2024"])
        book.add_worksheet("Trang 2")
    loaded = load(path)
    assert [event.on for event in loaded[0].events] == [date(2024, 5, 1)]
    assert found(loaded) == [("D141", 5)]


HOSTILE_SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    "</sheetData></worksheet>"
)


def test_cell_in_the_farthest_corner_is_an_error_not_a_dead_process(tmp_path: Path) -> None:
    innocent, hostile = tmp_path / "goc.xlsx", tmp_path / "xau.xlsx"
    with xlsxwriter.Workbook(innocent) as book:
        book.add_worksheet()
    with zipfile.ZipFile(innocent) as source, zipfile.ZipFile(hostile, "w") as target:
        for name in source.namelist():
            sheet = name == "xl/worksheets/sheet1.xml"
            target.writestr(name, HOSTILE_SHEET if sheet else source.read(name))
    assert hostile.stat().st_size < 20_000
    assert found(load(hostile)) == [("D110", None)]


@pytest.mark.parametrize("keep", [4, 100, 3_000])
def test_truncated_workbook(tmp_path: Path, keep: int) -> None:
    whole = write_workbook(tmp_path / "a.xlsx", "events").read_bytes()
    assert len(whole) > 3_000
    cut = tmp_path / "b.xlsx"
    cut.write_bytes(whole[:keep])
    assert found(load(cut)) == [("D109", None)]


@pytest.mark.parametrize("keep", [4, 30, -1])
def test_truncated_parquet(tmp_path: Path, keep: int) -> None:
    whole = tmp_path / "a.parquet"
    pl.DataFrame({"event": ["backup_made"], "date": ["2024-05-01"]}).write_parquet(whole)
    cut = tmp_path / "b.parquet"
    cut.write_bytes(whole.read_bytes()[:keep])
    assert found(load(cut)) == [("D109", None)]


def test_nested_parquet_column(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"event": ["backup_made"], "date": ["2024-05-01"], "ref": [["a"]]}).write_parquet(path)
    assert found(load(path)) == [("D134", None)]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.csv", [("D104", None)]),
        (b"\n \r\n", "a.csv", [("D104", None)]),
        (b"\xef\xbb\xbf", "a.csv", [("D104", None)]),
        (b"sep=;\n", "a.csv", [("D104", None)]),
        (b"", "a.xlsx", [("D104", None)]),
        (b"event,date\n", "a.csv", [("D105", None)]),
        (b"PK\x03\x04abc", "a.csv", [("D106", None)]),
        (b"PAR1abc", "a.xlsx", [("D106", None)]),
        (b"\xd0\xcf\x11\xe0abc", "a.xlsx", [("D106", None)]),
        (b"%PDF-1.7", "a.csv", [("D106", None)]),
        (b"event,date", "a.xlsx", [("D109", None)]),
        (b"event,date", "a.parquet", [("D109", None)]),
        (b"event,date\nnh\xe1y,x", "a.csv", [("D107", None)]),
        (b"\xff\xfee\x00v", "a.csv", [("D107", None)]),
        (b"event,date\nbackup_made,2024-\x0005-01\n", "a.csv", [("D108", 2)]),
        ("event,date\n".encode("utf-16-le"), "a.csv", [("D108", 1)]),
        (b"dossier,event\nHS1,approved_level1\n", "a.csv", [("D120", None)]),
        (b"a,b\n1,2\n", "a.csv", [("D120", None), ("D120", None)]),
        ("event,date,ngày\n".encode(), "a.csv", [("D121", None)]),
        (b"event,date,ref,ref\n", "a.csv", [("D121", None)]),
        (b"event,,date\n", "a.csv", [("D122", None)]),
        (b"event,date,to_unitt\nbackup_made,2024-05-01,\n", "a.csv", [("D123", None)]),
        (b"event,dat\nbackup_made,2024-05-01\n", "a.csv", [("D120", None), ("D123", None)]),
        (b'event,date\nbackup_made,"2024-05-01\nx,y\n', "a.csv", [("D130", 2)]),
        (b'event,date\nbackup_made,"2024-05-01"x\nbackup_made,2024-05-01\n', "a.csv", [("D130", 2)]),
        (b"event,date\nbackup_made," + b"9" * 200_000 + b"\n", "a.csv", [("D131", 2)]),
        (b'{"event":"backup_made","date":"2024-05-01"}\n{"event":"back', "a.jsonl", [("D133", 2)]),
        (b'{"event":"backup_made","date":"2024-05-01"}\n[1]\n\n7\n', "a.jsonl", [("D133", 2), ("D133", 4)]),
        (b"[" * 100_000, "a.jsonl", [("D133", 1)]),
        (b'{"event":"backup_made","date":["2024-05-01"]}', "a.jsonl", [("D134", 1)]),
        (b'{"event":"backup_made","date":NaN}', "a.jsonl", [("D134", 1)]),
        (b'{"event":"backup_made","event":"nhay","date":"2024-05-01"}', "a.jsonl", [("D135", 1)]),
        (b'{"event":"backup_made","date":"2024-05-01","ref":"\\ud800"}', "a.jsonl", [("D136", 1)]),
    ],
)
def test_bad_file_gets_its_code(
    load_text: LoadText, content: bytes, name: str, expected: list[tuple[str, int | None]]
) -> None:
    assert found(load_text(content, name)) == expected


def test_wrong_encoding_says_where(load_text: LoadText) -> None:
    _, diagnostics = load_text(b"event,date\nnh\xe1y,x\n")
    assert dict(diagnostics[0].args) == {"encoding": "UTF-8", "offset": "13"}
    assert "CSV UTF-8" in diagnostics[0].hint()


def test_rows_swallowed_by_an_open_quote_are_counted(load_text: LoadText) -> None:
    log, _ = load_text('event,date\nbackup_made,2024-05-01\nbackup_made,"2024-05-02\nx,y\nz,t\n')
    assert (len(log.events), log.row_count, log.left_out) == (1, 4, 3)


def test_header_is_near_a_standard_column_only_when_it_looks_like_it(load_text: LoadText) -> None:
    loaded = load_text("event,date,org_level,Phòng,don vi den\nbackup_made,2024-05-01,1,2,\n")
    assert [(item.code, item.suggestion) for item in loaded[1]] == [("D123", "đơn vị đến")]


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert found(load(tmp_path / "khong-co.csv")) == [("D101", None)]
    assert found(load(tmp_path)) == [("D117", None)]
    assert found(load(Path("a\0b.csv"))) in ([("D101", None)], [("D103", None)])


@pytest.mark.skipif(os.geteuid() == 0, reason="quản trị hệ thống đọc được mọi tệp")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CSV, encoding="utf-8")
    path.chmod(0)
    assert found(load(path)) == [("D103", None)]


def test_bad_file_does_not_spoil_the_others(tmp_path: Path) -> None:
    good = tmp_path / "a.csv"
    good.write_text(CSV, encoding="utf-8")
    log, diagnostics = load(tmp_path / "khong-co.csv", good)
    assert [item.code for item in diagnostics] == ["D101"]
    assert len(log.events) == 4


def test_format_without_a_known_ending_is_taken_from_the_content(load_text: LoadText) -> None:
    expected = load_text(CSV)[0].events
    assert load_text(CSV, "so")[0].events == expected
    log, _ = load_text('{"event": "backup_made", "date": "2024-05-01"}', "so.log")
    assert len(log.events) == 1


def test_every_message_can_be_written_in_both_languages(load_text: LoadText) -> None:
    for _, diagnostics in (
        load_text(b"a,b\n1,2\n"),
        load_text(b"event,date,date\n"),
        load_text(b'{"event":\n', "a.jsonl"),
        load_text(b"event,date\nx,1/1/24\n,\n"),
    ):
        assert diagnostics
        for item in diagnostics:
            for lang in ("vi", "en"):
                assert "{event}" not in item.message(lang)
                assert item.message(lang)
                item.hint(lang)
