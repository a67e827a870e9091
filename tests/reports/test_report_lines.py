"""Lines made column by column are the bytes that writing one finding after another gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from engine.columnar.words import Words
from engine.compliance import Outlet
from engine.findings import KEYS, Finding
from engine.reports.lines import comma_cell, write_comma_table, write_json_lines
from engine.reports.parquet_file import write_parquet
from tests.compliance.portions import asked, portions_of

SEEDS = range(8, 30)


def written_by_reference(findings: Sequence[Finding]) -> tuple[bytes, bytes]:
    """JSON Lines and CSV, one finding after another."""
    told = io.StringIO()
    rows = csv.writer(told, lineterminator="\r\n")
    rows.writerow(KEYS)
    for finding in findings:
        rows.writerow([cell_by_reference(value) for value in finding.as_record().values()])
    lines = "".join(finding.as_json_line() + "\n" for finding in findings)
    return lines.encode(), ("\ufeff" + told.getvalue()).encode()


def cell_by_reference(value: str | int | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if str(value).startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else str(value)


def written_by_columns(outlet: Outlet) -> tuple[bytes, bytes]:
    lines, table = io.BytesIO(), io.BytesIO()
    write_json_lines(outlet.frames(), lines)
    write_comma_table(outlet.frames(), table)
    return lines.getvalue(), table.getvalue()


def test_lines_are_byte_for_byte_those_of_the_reference() -> None:
    for seed in SEEDS:
        _, columns, findings = asked(seed)
        outlet = Outlet()
        for portion in portions_of(columns, 3, seed):
            outlet.add(portion)
        assert written_by_columns(outlet) == written_by_reference(findings), f"câu hỏi số {seed}"


@pytest.mark.parametrize(
    "text",
    ['"', "\\", "a,b", "a\nb", "\r", "\t1", "=1+1", "+1", "-1", "@x", "\x00", "\x1f", "\x7f", "Đỗ «Ánh»", "\u2028"],
)
def test_every_sign_is_written_as_the_reference_does(text: str) -> None:
    _, columns, findings = asked(1)
    first = next(finding.verdict.dossier for finding in findings if finding.verdict.dossier is not None)
    renamed = {first: text}
    words = Words(tuple(renamed.get(name, name) for name in columns.dossiers))
    units = Words(tuple(f"{text}{name}" for name in columns.units))
    outlet = Outlet()
    outlet.add(replace(columns, dossiers=words, units=units))
    lines, table = written_by_columns(outlet)
    expected = [
        replace(
            finding,
            verdict=replace(
                finding.verdict,
                dossier=renamed.get(finding.verdict.dossier or "", finding.verdict.dossier),
                unit=finding.verdict.unit and text + finding.verdict.unit,
            ),
        )
        for finding in findings
    ]
    assert (lines, table) == written_by_reference(expected)


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (True, "true"), (False, "false"), (12, "12"), (date(2025, 1, 2), "2025-01-02")],
)
def test_values_that_are_no_texts_are_written_plainly(value: int | bool | date | None, cell: str) -> None:
    table = io.BytesIO()
    write_comma_table(iter([pl.DataFrame({"x": [value]})]), table)
    assert table.getvalue().decode("utf-8-sig") == f"x\r\n{cell}\r\n"
    assert comma_cell(value) == cell


def test_days_far_apart_are_written_one_by_one() -> None:
    days = [date(1, 1, 1), date(9999, 12, 31), None]
    lines = io.BytesIO()
    write_json_lines(iter([pl.DataFrame({"day": days})]), lines)
    assert lines.getvalue() == b'{"day": "0001-01-01"}\n{"day": "9999-12-31"}\n{"day": null}\n'


def test_parquet_holds_the_same_findings_with_real_dates_and_numbers() -> None:
    for seed in SEEDS:
        _, columns, findings = asked(seed)
        outlet = Outlet()
        for portion in portions_of(columns, 2, seed):
            outlet.add(portion)
        file = io.BytesIO()
        write_parquet(outlet.frames(), file)
        table = pl.read_parquet(file.getvalue())
        assert table.columns == list(KEYS)
        assert {table.schema[key] for key in ("trigger_date", "opens_on", "due_on", "fulfilled_on")} == {pl.Date}
        assert {table.schema[key] for key in ("late_working_days", "late_calendar_days")} == {pl.Int32}
        assert table.schema["early"] == pl.Boolean
        days = pl.col(pl.Date).dt.to_string("%Y-%m-%d")
        assert table.with_columns(days).to_dicts() == [finding.as_record() for finding in findings]


def test_parquet_files_of_two_provinces_are_read_as_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, count = tmp_path_factory.mktemp("parquet"), 0
    for seed in (0, 8):
        _, columns, findings = asked(seed)
        count += len(findings)
        outlet = Outlet()
        outlet.add(columns)
        with (folder / f"{seed}.parquet").open("wb") as file:
            write_parquet(outlet.frames(), file)
    together = pl.scan_parquet(folder / "*.parquet").group_by("regulation").len().collect()
    assert (len(together), together["len"].sum()) == (2, count)
