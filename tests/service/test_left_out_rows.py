"""A row left out marks the findings of its dossier in every output, and a log with a hole is never clean."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result

from engine.cli.main import cli
from engine.columnar.reading import read_log
from engine.compliance import Wanted
from engine.findings import Finding
from engine.loading.rules import RuleDocument
from engine.service import Inputs, check
from engine.service.increments import survey_since
from engine.service.regulations import usable_rules
from engine.service.surveying import survey
from engine.vocabulary import standard

RULES = """\
format: 1
regulation:
  id: mot-cua
  name: Quy chế thử tiếp nhận và trả kết quả
  province: Thử nghiệm
  number: 9/2020/QĐ-UBND
  status: in_force
  in_force_from: 2020-01-01
vocabulary:
  events:
    - {id: file_received, label: Tiếp nhận, level: dossier}
    - {id: result_returned, label: Trả kết quả, level: dossier}
obligations:
  - id: tra-ket-qua
    cites: Điều 1
    label: Trả kết quả
    when: {event: file_received}
    who: snv
    must: result_returned
    within: 02 ngày làm việc kể từ ngày tiếp nhận
provisions:
  - {at: Điều 1, rules: [tra-ket-qua]}
"""
HEADER = "hồ sơ,sự kiện,ngày,họ và tên\n"
ROWS = (
    "A1,Tiếp nhận,03/03/2025,Lê An\n"
    "A1,Trả kết qủa rồi,04/03/2025,\n"  # Dòng 3: không hiểu sự kiện.
    "B2,Tiếp nhận,03/03/2025,\n"
    "B2,Trả kết quả,05/03/2025,\n"
)
AS_OF = date(2025, 3, 31)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "mot-cua.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def log_of(tmp_path: Path, rows: str, name: str = "so.csv") -> Path:
    path = tmp_path / name
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def asked(rules: Path, *logs: Path) -> Inputs:
    return Inputs(logs, AS_OF, rules=(str(rules),))


def run(rules: Path, log: Path, *args: str, command: str = "check") -> Result:
    return CliRunner().invoke(
        cli, [command, str(log), f"--rules={rules}", f"--as-of={AS_OF}", *args], obj="vi", prog_name="quyche"
    )


def told(findings: list[Finding]) -> dict[str | None, tuple[str, str | None]]:
    return {item.verdict.dossier: (item.verdict.status.value, item.verdict.reason) for item in findings}


def records_of(inputs: Inputs, state: Path | None = None) -> list[dict[str, object]]:
    wanted = Wanted(rows=True, statuses=frozenset())
    found = survey(inputs, wanted) if state is None else survey_since(inputs, state, wanted)
    return [record for table in found.findings.frames() for record in table.rows(named=True)]


def test_the_mark_stands_in_both_paths(rules: Path, tmp_path: Path) -> None:
    inputs = asked(rules, log_of(tmp_path, ROWS))
    found = check(inputs).findings
    assert told(found) == {"A1": ("overdue", "row_left_out:3"), "B2": ("met", None)}
    assert {(item["dossier"], item["status"], item["reason"]) for item in records_of(inputs)} == {
        ("A1", "overdue", "row_left_out:3"),
        ("B2", "met", None),
    }


def test_several_rows_and_several_files_are_named(rules: Path, tmp_path: Path) -> None:
    one = log_of(tmp_path, ROWS + "A1,Trả kết quả,32/03/2025,\n")
    assert told(check(asked(rules, one)).findings)["A1"] == ("overdue", "row_left_out:3,6")
    other = log_of(tmp_path, "A1,Trả kết quả,,\n", "them.csv")
    both = told(check(asked(rules, one, other)).findings)
    assert both["A1"] == ("overdue", "row_left_out:so.csv:3,so.csv:6,them.csv:2")
    assert told(check(asked(rules, other, one)).findings) == both


def test_a_mark_stands_behind_another_reason(rules: Path, tmp_path: Path) -> None:
    rows = "A1,Tiếp nhận,03/03/2049,\nA1,Tiếp nhận,xx,\n"
    found = check(Inputs((log_of(tmp_path, rows),), date(2050, 12, 31), rules=(str(rules),)))
    reasons = {item.verdict.reason for item in found.findings}
    assert reasons == {"row_left_out:3"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A1,Trả kết quả,32/03/2025,\n", 4),
        (",Trả kết quả,04/03/2025,\n", 4),
        ("A1,Trả kết quả\n", 4),
        ("", 0),
    ],
)
def test_a_log_with_a_hole_is_not_clean(rules: Path, tmp_path: Path, row: str, code: int) -> None:
    rows = "A1,Tiếp nhận,03/03/2025,\nA1,Trả kết quả,04/03/2025,\n" + row
    assert run(rules, log_of(tmp_path, rows)).exit_code == code


def test_a_breach_ends_with_1_though_rows_were_left_out(rules: Path, tmp_path: Path) -> None:
    assert run(rules, log_of(tmp_path, ROWS)).exit_code == 1


def test_a_row_without_a_dossier_marks_nothing(rules: Path, tmp_path: Path) -> None:
    log = log_of(tmp_path, "A1,Tiếp nhận,03/03/2025,\nA1,Trả kết quả,04/03/2025,\n,Trả kết quả,04/03/2025,\n")
    assert told(check(asked(rules, log)).findings) == {"A1": ("met", None)}


def test_every_output_for_programs_lists_the_row(rules: Path, tmp_path: Path) -> None:
    log = log_of(tmp_path, ROWS)
    last = json.loads(run(rules, log, "--format=jsonl").stdout.splitlines()[-1])
    assert (last["rule"], last["kind"], last["dossier"], last["status"]) == (
        "row_left_out",
        "row_left_out",
        "A1",
        "undetermined",
    )
    assert last["reason"].startswith("row_left_out:so.csv:3:D141: ")
    assert "«Trả kết qủa rồi»" in last["reason"]
    for style in ("csv", "parquet"):
        out = tmp_path / f"kq.{style}"
        run(rules, log, f"--out={out}")
        rows = (
            list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
            if style == "csv"
            else pl.read_parquet(out).rows(named=True)
        )
        assert [row["reason"] for row in rows if row["rule"] == "row_left_out"] == [last["reason"]]
        assert [row["reason"] for row in rows if row["status"] == "overdue"] == ["row_left_out:3"]
        assert [row["person"] for row in rows if row["status"] == "overdue"] == ["Lê An"]


@pytest.mark.parametrize("style", ["table", "md", "html"])
def test_every_output_for_people_lists_the_row_and_marks_the_finding(rules: Path, tmp_path: Path, style: str) -> None:
    shown = " ".join(run(rules, log_of(tmp_path, ROWS), f"--format={style}").stdout.split())
    assert "Dòng bị để ra ngoài" in shown
    assert "không có sự kiện «Trả kết qủa rồi»" in shown
    assert "05/03/2025?" in shown
    assert "? chưa chắc" in shown
    assert style == "table" or "dòng 3 của hồ sơ bị để ra ngoài" in shown  # Bảng ngắt dòng trong cột.


def test_a_workbook_has_a_sheet_of_the_rows_left_out(rules: Path, tmp_path: Path) -> None:
    out = tmp_path / "kq.xlsx"
    run(rules, log_of(tmp_path, ROWS), f"--out={out}")
    rows = list(openpyxl.load_workbook(out)["Dòng bị để ra ngoài"].iter_rows(values_only=True))
    assert rows[1][1:5] == (3, "A1", None, "Trả kết qủa rồi")


def test_explain_names_the_row_in_text_and_in_json(rules: Path, tmp_path: Path) -> None:
    log = log_of(tmp_path, ROWS)
    text = run(rules, log, "--dossier=A1", command="explain")
    assert text.exit_code == 1
    assert "dòng 3 của hồ sơ này bị để ra ngoài" in " ".join(text.stdout.split())
    record = json.loads(run(rules, log, "--dossier=A1", "--format=json", command="explain").stdout)
    assert [(row["line"], row["dossier"], row["value"]) for row in record["rows_left_out"]] == [
        (3, "A1", "Trả kết qủa rồi")
    ]
    assert record["findings"][0]["reason"] == "row_left_out:3"
    assert run(rules, log, "--dossier=B2", command="explain").exit_code == 0


def test_a_dossier_of_which_every_row_was_left_out_is_told_so(rules: Path, tmp_path: Path) -> None:
    done = run(rules, log_of(tmp_path, ROWS + "C3,Tiếp nhận,2025-13-45,\n"), "--dossier=C3", command="explain")
    assert done.exit_code == 4
    assert "mọi dòng của hồ sơ «C3» bị để ra ngoài" in done.stderr


def test_going_on_from_an_earlier_check_marks_the_same(rules: Path, tmp_path: Path) -> None:
    log, state = log_of(tmp_path, "".join(f"D{n},Tiếp nhận,03/03/2025,\n" for n in range(60)) + ROWS), tmp_path / "st"
    inputs = asked(rules, log)
    records_of(inputs, state)
    with log.open("a", encoding="utf-8") as stream:
        stream.write("D7,Trả kết quả,04/13/2025,\n")
    assert records_of(inputs, state) == records_of(inputs)
    marked = {record["dossier"]: record["reason"] for record in records_of(inputs, state) if record["reason"]}
    assert marked == {"A1": "row_left_out:63", "D7": "row_left_out:66"}
    more = asked(rules, log, log_of(tmp_path, "D8,Trả kết quả,04/03/2025,\n", "them.csv"))
    marked = {record["dossier"]: record["reason"] for record in records_of(more, state) if record["reason"]}
    assert marked == {"A1": "row_left_out:so.csv:63", "D7": "row_left_out:so.csv:66"}


def test_a_log_in_parts_marks_the_same(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = asked(rules, log_of(tmp_path, ROWS * 3 + "B2,Trả kết quả,xx,\n"))
    whole = records_of(inputs)
    monkeypatch.setattr("engine.service.sources.read_log", partial(read_log, most_in_memory=2))
    assert records_of(inputs) == whole


def test_part_of_a_label_gets_the_labels_that_contain_it(rules: Path, tmp_path: Path) -> None:
    log = log_of(tmp_path, "A1,kết quả,03/03/2025,\n")
    found = [item for item in check(asked(rules, log)).diagnostics if item.code == "D141"]
    assert [item.suggestion for item in found] == ["Trả kết quả"]


def test_events_of_another_known_regulation_are_told_apart_from_slips(rules: Path, tmp_path: Path) -> None:
    document = next(item for item in usable_rules() if _own_events(item))
    name = sorted(_own_events(document))[0]
    inputs = asked(rules, log_of(tmp_path, f"A1,{name},03/03/2025,\nA1,gõ sai gì đó,03/03/2025,\n"))
    for found in (check(inputs).diagnostics, survey(inputs, Wanted()).diagnostics):
        told = [dict(item.args) for item in found if item.code == "D162"]
        assert {"regulation": document.file.regulation.id, "events": name} in told


def _own_events(document: RuleDocument) -> set[str]:
    return document.vocabulary.events.keys() - standard().events.keys()
