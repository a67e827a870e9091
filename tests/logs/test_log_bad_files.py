"""Damaged files of every format: a clear error, no rows of a file that cannot be trusted, bounded memory."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import zstandard
from log_helpers import found, load

from engine.loading.logs.report import Report
from engine.loading.logs.streams import StreamBrokenError, open_stream

COLUMNS = ["event", "date", "ref"]
NOISE = random.Random(4).randbytes(900)
ROWS = [["backup_made", "2024-05-01", f"{number}/QĐ"] for number in range(300)]
CSV = "".join(",".join(row) + "\n" for row in [COLUMNS, *ROWS]).encode()
JSON_LINES = "".join(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in ROWS).encode()
XES = (
    '<?xml version="1.0"?><log>'
    + "".join(
        f'<event><string key="concept:name" value="{event}"/><date key="time:timestamp" value="{day}"/>'
        f'<string key="ref" value="{ref}"/></event>\n'
        for event, day, ref in ROWS
    )
    + "</log>"
).encode()


def parquet(rows: list[list[str]]) -> bytes:
    """Return rows as Parquet, a hundred in a group."""
    content = BytesIO()
    pl.DataFrame(rows, schema=COLUMNS, orient="row").write_parquet(content, row_group_size=100)
    return content.getvalue()


def outcome(path: Path) -> tuple[list[str], int]:
    """Return the codes that a stream reports, and how many rows may be used."""
    report = Report()
    stream = open_stream(path, (), report)
    rows = 0
    if stream is not None:
        try:
            rows = sum(len(batch.lines) for batch in stream.batches)
        except StreamBrokenError as broken:
            return [broken.problem.code], 0
    return sorted({item.code for item in report.diagnostics()}), rows


def cuts(content: bytes) -> Iterator[bytes]:
    """Yield the content cut at many places."""
    for part in (*range(5, 40, 7), *range(40, len(content), len(content) // 12), len(content) - 1):
        yield content[:part]


def flips(content: bytes, step: int) -> Iterator[bytes]:
    """Yield the content with some bytes changed, from its begin to its end."""
    for first in range(0, len(content), len(content) // 12):
        damaged = bytearray(content)
        for place in range(first, min(len(damaged), first + 60), step):
            damaged[place] ^= 0xA5
        yield bytes(damaged)


@pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz", "a.xes.gz", "a.csv.zst", "a.jsonl.zst", "a.xes.zst"])
def test_compressed_file_that_is_cut_or_changed_is_left_out_whole(tmp_path: Path, name: str) -> None:
    plain = {"c": CSV, "j": JSON_LINES, "x": XES}[name[2]]
    whole = (
        gzip.compress(plain) if name.endswith("gz") else zstandard.ZstdCompressor(write_checksum=True).compress(plain)
    )
    path = tmp_path / name
    path.write_bytes(whole)
    assert outcome(path) == ([], 300)
    for damaged in (*cuts(whole), *flips(whole, 3), whole[:12] + NOISE[:500]):
        path.write_bytes(damaged)
        assert outcome(path) == (["D109"], 0)


def test_cut_text_loses_its_last_line_only(tmp_path: Path) -> None:
    for name, content, codes in (("a.csv", CSV, {"D132"}), ("a.jsonl", JSON_LINES, {"D133", "D107"})):
        path = tmp_path / name
        for cut in cuts(content):
            path.write_bytes(cut)
            found_codes, rows = outcome(path)
            assert set(found_codes) <= codes
            assert rows <= cut.count(b"\n") + 1


def test_cut_xml_is_left_out_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xes"
    for cut in cuts(XES):
        path.write_bytes(cut)
        assert outcome(path) == (["D112"], 0)


def test_damaged_parquet_never_gives_half_a_table(tmp_path: Path) -> None:
    whole = parquet(ROWS)
    path = tmp_path / "a.parquet"
    damaged = [
        whole[:20],
        whole[: len(whole) // 2],
        whole[:-5],
        *list(flips(whole, 3))[1:11:3],
        b"PAR1" + NOISE,
    ]
    for content in damaged:
        path.write_bytes(content)
        codes, rows = outcome(path)
        assert (codes, rows) in ((["D109"], 0), (["D110"], 0), ([], 300))


def test_damaged_workbook_is_left_out_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([COLUMNS, *ROWS]):
            sheet.write_row(number, 0, row)
    whole = path.read_bytes()
    for content in (whole[:40], whole[: len(whole) // 2], whole[:-30], b"PK\x03\x04" + NOISE):
        path.write_bytes(content)
        assert outcome(path) == (["D109"], 0)


def test_parquet_broken_in_its_middle_breaks_the_stream(tmp_path: Path) -> None:
    count = 600_000
    content = BytesIO()
    frame = pl.DataFrame({"event": pl.Series(["backup_made"]).new_from_index(0, count), "number": range(count)})
    frame.write_parquet(content, row_group_size=100_000, compression="zstd", use_pyarrow=False)
    damaged = bytearray(content.getvalue())
    last = len(damaged) * 9 // 10
    damaged[last : last + 20_000] = bytes(20_000)
    path = tmp_path / "a.parquet"
    path.write_bytes(bytes(damaged))
    stream = open_stream(path, (), Report())
    assert stream is not None
    assert len(next(stream.batches).lines) == 500_000
    with pytest.raises(StreamBrokenError) as broken:
        next(stream.batches)
    assert broken.value.problem.code == "D109"


def test_other_encoding_in_the_middle_of_a_big_file_breaks_the_stream(tmp_path: Path) -> None:
    good = CSV + b"backup_made,2024-05-01,\n" * 400_000
    path = tmp_path / "a.csv"
    path.write_bytes(good + "backup_made,2024-05-01,1\n".encode("utf-16-le"))
    assert outcome(path) == (["D108"], 0)
    path.write_bytes(good + b"backup_made,2024-05-01,Nguy\xeanh\n" + CSV)
    stream = open_stream(path, (), Report())
    assert stream is not None
    with pytest.raises(StreamBrokenError) as broken:
        list(stream.batches)
    assert broken.value.problem.code == "D107"
    assert dict(broken.value.problem.args)["offset"] == str(len(good) + 27)
    loaded = load(path)
    assert loaded[0].row_count == 0
    assert found(loaded) == [("D107", None)]


def test_one_bad_file_does_not_spoil_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(CSV)
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(CSV)[:-20])
    (tmp_path / "c.jsonl").write_bytes(JSON_LINES)
    log, diagnostics = load(*sorted(tmp_path.iterdir()))
    assert [item.code for item in diagnostics] == ["D109"]
    assert (len(log.events), log.row_count) == (300, 600)


def test_names_that_lie_about_the_content(tmp_path: Path) -> None:
    packed = gzip.compress(CSV)
    cases = [
        ("a.csv", packed, "D106"),
        ("a.gz", CSV, "D109"),
        ("a.csv.zst", packed, "D109"),
        ("a.parquet.gz", gzip.compress(parquet(ROWS)), "D111"),
        ("b.gz", gzip.compress(parquet(ROWS)), "D111"),
        ("a.csv.gz", gzip.compress(parquet(ROWS)), "D106"),
        ("c.csv.gz", gzip.compress(b""), "D104"),
        ("d.xes", b"event,date\n", "D112"),
        ("d.xes.gz", gzip.compress(b"%PDF-1.7"), "D106"),
    ]
    for name, content, code in cases:
        path = tmp_path / name
        path.write_bytes(content)
        assert outcome(path) == ([code], 0), name


def test_fifo_and_folder_are_not_read(tmp_path: Path) -> None:
    fifo = tmp_path / "a.csv"
    os.mkfifo(fifo)
    assert found(load(fifo)) == [("D102", None)]
    assert outcome(fifo) == (["D102"], 0)
    assert outcome(tmp_path) == (["D102"], 0)


MEASURED = """
import sys
from pathlib import Path
from engine.loading.logs.report import Report
from engine.loading.logs.streams import open_stream
report = Report()
stream = open_stream(Path(sys.argv[1]), (), report)
rows = sum(len(batch.lines) for batch in stream.batches)
codes = [(item.code, item.place.line) for item in report.diagnostics()]
status = Path("/proc/self/status").read_text()
# ru_maxrss cũng kể bộ nhớ của tiến trình mẹ trước khi chạy chương trình này; VmHWM thì không.
print(rows, codes, int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def measured(path: Path) -> tuple[str, int]:
    """Read a file in a process of its own; return what it says and its largest memory in MB."""
    said = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    what, _, memory = said.stdout.strip().rpartition(" ")
    return what, int(memory)


@pytest.mark.parametrize("packed", [False, True])
def test_line_of_300_megabytes_is_an_error_and_fits_in_little_memory(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.csv.gz" if packed else "a.csv")
    piece = b"x,y;z" * 200_000
    with gzip.open(path, "wb", 1) if packed else path.open("wb") as stream:
        stream.write(b"event,date,ref\nbackup_made,2024-05-01,1\n")
        for _ in range(300):
            stream.write(piece)
        stream.write(b"\nbackup_made,2024-05-01,2\n")
    what, memory = measured(path)
    path.unlink()
    assert what == "2 [('D137', 3)]"
    assert memory < 400


def test_file_of_empty_lines_fits_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"event,date,ref\n" + b"\n" * 40_000_000 + b"backup_made,2024-05-01,1\n", 1))
    what, memory = measured(path)
    assert what == "1 []"
    assert memory < 900
