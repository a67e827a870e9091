"""A row that says it was only begun is no act, in whatever table the process log was exported to."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from engine.loading.logs.column_map import ColumnMap
from engine.loading.logs.report import Report
from engine.loading.logs.streams import open_stream
from tests.logs.log_helpers import found, load

TABLE = pl.DataFrame(
    {
        "dossier": ["d1", "d1", "d1", "d1"],
        "event": ["dossier_created"] * 4,
        "date": ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-06"],
        "lifecycle:transition": ["start", "COMPLETE", None, " schedule"],
    }
)


def written(folder: Path, kind: str) -> Path:
    path = folder / f"log.{kind}"
    match kind:
        case "csv":
            TABLE.write_csv(path)
        case "jsonl":
            TABLE.write_ndjson(path)
        case "parquet":
            TABLE.write_parquet(path)
        case _:
            TABLE.write_excel(path)
    return path


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx"])
def test_what_was_only_begun_is_left_out_and_told(tmp_path: Path, kind: str) -> None:
    loaded = load(written(tmp_path, kind))
    assert [event.on.day for event in loaded[0].events] == [4, 5]
    assert ("D114", None) in found(loaded)
    told = next(item for item in loaded[1] if item.code == "D114")
    assert told.message() == (
        "không đọc 2 sự kiện vì lifecycle:transition của chúng khác «complete»: «start» (1), «schedule» (1)"
    )


def test_a_map_says_what_else_counts_as_done(tmp_path: Path) -> None:
    report = Report()
    done = ColumnMap("bảng", {}, {}, {}, frozenset({"start"}))
    stream = open_stream(written(tmp_path, "csv"), (), report, column_map=done)
    assert stream is not None
    assert sum(batch.frame.height for batch in stream.batches) == 3
