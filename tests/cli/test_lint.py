"""`quyche lint`: mistakes, coverage, interpretations and gaps of rule files; and the catalogue's pages."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from engine.cli.lint import command

RULES = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
obligations:
  - id: tiep-nhan
    label: Tiếp nhận hồ sơ
    cites: Điều 1
    when: {event: paper_dossier_sent}
    who: receiving_unit
    must: paper_dossier_received
    within: 03 ngày làm việc kể từ ngày nộp
interpretations:
  - id: moc
    about: [tiep-nhan]
    question: Nộp ở đâu?
    chosen: giay
    readings:
      giay: {says: Nộp bản giấy.}
      phan-mem: {says: Nộp trên phần mềm., when: {event: edossier_transferred}}
gaps:
  - {about: annual_report, says: Không quy định báo cáo.}
provisions:
  - {at: Điều 1, rules: [tiep-nhan]}
  - {at: Điều 2, none: phạm vi}
"""


def lint(*args: str, lang: str | None = None) -> Result:
    return CliRunner().invoke(command, list(args), obj=lang)


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "thu.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_coverage_tells_tied_explained_and_open_provisions(tmp_path: Path) -> None:
    result = lint(written(tmp_path, RULES), "--format", "json")
    assert result.exit_code == 0
    (file,) = json.loads(result.stdout)["files"]
    assert file["provisions"] == {"total": 2, "tied": 1, "explained": 1, "open": 0, "open_at": []}
    assert file["rules"] == {"obligations": 1}
    (doubt,) = file["interpretations"]
    assert (doubt["id"], doubt["question"], doubt["chosen"], doubt["others"]) == (
        "moc",
        "Nộp ở đâu?",
        "giay",
        ["phan-mem"],
    )
    assert file["gaps"] == [{"about": "annual_report", "says": "Không quy định báo cáo.", "cites": []}]


def test_a_provision_neither_tied_nor_explained_is_an_error(tmp_path: Path) -> None:
    result = lint(written(tmp_path, RULES.replace("{at: Điều 2, none: phạm vi}", "{at: Điều 2}")))
    assert result.exit_code == 3
    assert "P443" in result.stderr
    assert "Bỏ ngỏ: Điều 2" in result.stdout


def test_the_report_shows_the_chosen_reading_first_and_the_others_after(tmp_path: Path) -> None:
    result = lint(written(tmp_path, RULES))
    assert result.exit_code == 0
    assert "2 điều khoản: 1 có quy tắc, 1 có lý do không cần quy tắc, 0 còn bỏ ngỏ" in result.stdout
    assert result.stdout.index("chọn giay") < result.stdout.index("khác phan-mem")


def test_a_file_with_a_syntax_error_is_reported_and_the_others_are_still_read(tmp_path: Path) -> None:
    broken = tmp_path / "hong.yaml"
    broken.write_text("format: 1\nregulation: [\n", encoding="utf-8")
    result = lint(str(broken), written(tmp_path, RULES), "--format", "json")
    assert result.exit_code == 3
    answer = json.loads(result.stdout)
    assert [file["regulation"] for file in answer["files"]] == ["thu"]
    assert "error" in {item["severity"] for item in answer["diagnostics"]}


def test_without_names_every_known_regulation_is_read() -> None:
    answer = json.loads(lint("--format", "json").stdout)
    assert {"longan", "quangninh", "haiphong", "tuyenquang"} <= {file["regulation"] for file in answer["files"]}


def test_every_provision_of_the_known_regulations_is_tied_or_explained() -> None:
    answer = json.loads(lint("--format", "json").stdout)
    assert {file["regulation"]: file["provisions"]["open_at"] for file in answer["files"]} == {
        file["regulation"]: [] for file in answer["files"]
    }


def test_an_unknown_regulation_is_wrong_usage() -> None:
    result = lint("khongco")
    assert result.exit_code == 2
    assert "U101" in result.stderr


def test_a_code_is_explained_in_both_languages() -> None:
    assert "P204 (lỗi): không hiểu thời hạn" in lint("--explain", "p204").stdout
    assert lint("--explain", "P204", lang="en").stdout.startswith("P204 (error)")
    unknown = lint("--explain", "X999")
    assert unknown.exit_code == 2
    assert "U114" in unknown.stderr
