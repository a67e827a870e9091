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


WINDOW = """\
format: 1
regulation: {id: thu, name: Quy chế thử, province: Thử, status: draft}
obligations:
  - id: duyet
    label: Duyệt cuối tháng
    cites: Điều 5
    when: {event: data_entry_completed}
    who: unit_head
    must: approved_level1
    within: Trong vòng 05 ngày cuối từng tháng
norms: [{id: tinh-trang, topic: status, label: Tình trạng, cites: Điều 1, says: Dự thảo.}]
provisions: [{at: Điều 5, rules: [duyet]}, {at: Điều 1, rules: [tinh-trang]}, {at: Điều 2, none: phạm vi},
             {at: Điều 3, none: phạm vi}, {at: Điều 4, none: phạm vi}]
"""
ACCEPTED = WINDOW + "accepted: [{code: A104, about: duyet, reason: Văn bản quy định như vậy.}]\n"


def test_a_defect_that_is_an_error_ends_with_1_and_is_told_with_clause_line_and_proof(tmp_path: Path) -> None:
    result = lint(written(tmp_path, WINDOW))
    assert result.exit_code == 1
    shown = " ".join(result.stdout.split())
    assert "thu.yaml:10: lỗi A104" in shown
    assert "căn cứ: Điều 5" in shown
    assert "tháng 01/2025: 27/01–31/01/2025 có 0 ngày làm việc" in shown


def test_an_accepted_defect_is_still_shown_and_ends_with_0(tmp_path: Path) -> None:
    result = lint(written(tmp_path, ACCEPTED))
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "đã chấp nhận A104" in shown
    assert "vì: Văn bản quy định như vậy." in shown


def test_a_file_with_mistakes_ends_with_3_whatever_its_defects(tmp_path: Path) -> None:
    broken = WINDOW.replace("who: unit_head", "who: nguoi_la")
    result = lint(written(tmp_path, broken), "--format", "json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["files"][0]["defects"] == []


def test_json_tells_each_defect_with_its_witnesses_and_why_it_is_accepted(tmp_path: Path) -> None:
    (file,) = json.loads(lint(written(tmp_path, ACCEPTED), "--format", "json").stdout)["files"]
    (empty,) = [item for item in file["defects"] if item["code"] == "A104"]
    assert {key: empty[key] for key in ("line", "severity", "about", "cites", "accepted")} == {
        "line": 10,
        "severity": "error",
        "about": "duyet",
        "cites": "Điều 5",
        "accepted": "Văn bản quy định như vậy.",
    }
    assert "2025-01-27" in [seen["on"] for seen in empty["witnesses"]]


def test_sarif_has_rules_places_and_suppressions(tmp_path: Path) -> None:
    result = lint(written(tmp_path, ACCEPTED), "--format", "sarif")
    log = json.loads(result.stdout)
    assert (result.exit_code, log["version"]) == (0, "2.1.0")
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for found in run["results"]:
        assert rules[found["ruleIndex"]] == found["ruleId"]
        assert found["level"] in ("error", "warning", "note")
        assert found["message"]["text"]
    (empty,) = [found for found in run["results"] if found["ruleId"] == "A104"]
    assert empty["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "Văn bản quy định như vậy."}
    ]
    assert empty["locations"][0]["physicalLocation"]["region"]["startLine"] == 10
    (narrow,) = [found for found in run["results"] if found["ruleId"] == "A105"]
    assert narrow["suppressions"] == []


def test_the_report_of_defects_exists_in_english(tmp_path: Path) -> None:
    shown = " ".join(lint(written(tmp_path, ACCEPTED), lang="en").stdout.split())
    assert "accepted A104" in shown
    assert "has months without a single working day" in shown


def test_a_folder_of_sources_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert lint(written(tmp_path, WINDOW), "--sources", str(tmp_path / "khongco")).exit_code == 2


def test_the_known_regulations_have_no_unaccepted_error() -> None:
    assert lint("--format", "json").exit_code == 0


TEXT = """\
QUY CHẾ
Quản lý hồ sơ điện tử (thử)

Điều 1. Tình trạng
Văn bản này là dự thảo.
Điều 2. Phạm vi
Quy chế này quy định việc phê duyệt.
Điều 3. Đối tượng
Các cơ quan, đơn vị.
Điều 4. Giải thích từ ngữ
Hồ sơ là hồ sơ điện tử.
Điều 5. Phê duyệt
Trong vòng 07 ngày cuối từng tháng, người đứng đầu phê duyệt.
"""


def test_a_phrase_that_the_cited_clause_does_not_hold_is_found_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text(TEXT, encoding="utf-8")
    result = lint(written(tmp_path, ACCEPTED), "--sources", str(tmp_path), "--format", "json")
    found = {item["code"]: item for item in json.loads(result.stdout)["files"][0]["defects"]}
    assert (found["L350"]["line"], found["L350"]["about"]) == (10, "Điều 5")


def test_what_differs_from_the_text_can_be_accepted_by_its_clause(tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text(TEXT, encoding="utf-8")
    known = ACCEPTED + "  - {code: L350, about: Điều 5, reason: Bản nguồn in nhầm.}\n"
    known = known.replace("accepted: [{", "accepted:\n  - {").replace("như vậy.}]", "như vậy.}")
    result = lint(written(tmp_path, known), "--sources", str(tmp_path), "--format", "json")
    found = {item["code"]: item["accepted"] for item in json.loads(result.stdout)["files"][0]["defects"]}
    assert found["L350"] == "Bản nguồn in nhầm."
    without = lint(written(tmp_path, known), "--format", "json")
    assert "A190" not in {item["code"] for item in json.loads(without.stdout)["files"][0]["defects"]}


def test_a_folder_without_the_text_is_told(tmp_path: Path) -> None:
    result = lint(written(tmp_path, ACCEPTED), "--sources", str(tmp_path), "--format", "json")
    assert result.exit_code == 0
    assert [item["code"] for item in json.loads(result.stdout)["diagnostics"]] == ["U131"]
