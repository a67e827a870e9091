"""The comparison: what each text says on each topic in its own terms, and what its silence means."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner, Result

from engine.cli.compare import command
from engine.comparison import Force, compare
from engine.loading.rules import RuleDocument, load_rules_text
from engine.source import SourceText

ENACTED = """\
format: 1
regulation: {id: mot, name: Quy chế một, province: Một, number: 01/2020/QĐ-UBND, status: in_force,
  in_force_from: 2020-10-01, in_force_until: 2024-01-01, replaces: [09/2010/QĐ-UBND], cites: Điều 9}
obligations:
  - {id: giao, label: Giao hồ sơ, topic: transfer_inter_unit_sender, cites: Điều 1, until: 2022-01-01,
     when: {event: transfer_document_effective}, who: sending_unit, must: edossier_transferred,
     within: 05 ngày làm việc kể từ ngày quyết định có hiệu lực}
  - {id: giao, label: Giao hồ sơ, topic: transfer_inter_unit_sender, cites: Điều 1, from: 2022-01-01,
     when: {event: transfer_document_effective}, who: sending_unit, must: edossier_transferred,
     within: 03 ngày làm việc kể từ ngày quyết định có hiệu lực}
  - {id: bao-mat, label: Báo mất mật khẩu, topic: password_lost, cites: Điều 2, when: {event: password_lost},
     who: unit_admin, must: password_loss_reported, within: none}
norms:
  - {id: sao-luu, topic: backup, label: Sao lưu, cites: [Điều 3, Điều 4], says: "=Sao lưu | hằng <ngày>."}
provisions:
  - {at: Điều 1, rules: [giao]}
"""
DRAFT = "format: 1\nregulation: {id: hai, name: Quy chế hai, province: Hai, status: draft}\n"
SUMMARY = "format: 1\nregulation: {id: ba, name: Quy chế ba, province: Ba, status: draft, source: summary}\n"
AS_OF = date(2021, 6, 1)


def document(text: str) -> RuleDocument:
    found, _ = load_rules_text(SourceText("thu.yaml", text))
    assert found is not None
    return found


def cell_of(topic: str, text: str = ENACTED, as_of: date = AS_OF) -> tuple[str | None, tuple[str, ...], str | None]:
    cell = compare([document(text)], as_of, [topic]).rows[0].cells[0]
    return cell.text, cell.cites, cell.silence


def run(tmp_path: Path, *args: str, lang: str | None = None) -> Result:
    names = []
    for name, text in (("mot", ENACTED), ("hai", DRAFT), ("ba", SUMMARY)):
        path = tmp_path / f"{name}.yaml"
        if name != "mot":
            text += "provisions: [{at: Điều 1, none: phạm vi}]\n"
        else:
            text = text.split("provisions:")[0]
        path.write_text(text, encoding="utf-8")
        names.append(str(path))
    return CliRunner().invoke(command, [*names, "--as-of", "2021-06-01", *args], obj=lang)


def test_a_duty_is_given_in_the_phrase_of_its_text() -> None:
    assert cell_of("transfer_inter_unit_sender") == (
        "Giao hồ sơ: 05 ngày làm việc kể từ ngày quyết định có hiệu lực",
        ("Điều 1",),
        None,
    )


def test_the_version_in_force_on_the_day_is_shown() -> None:
    text, _, _ = cell_of("transfer_inter_unit_sender", as_of=date(2022, 1, 1))
    assert text == "Giao hồ sơ: 03 ngày làm việc kể từ ngày quyết định có hiệu lực"


def test_a_duty_without_a_period_says_so() -> None:
    assert cell_of("password_lost")[0] == "Báo mất mật khẩu: không nêu thời hạn"


def test_status_and_effective_date_come_from_the_regulation() -> None:
    assert cell_of("effective_date")[:2] == ("01/10/2020", ("Điều 9",))
    assert cell_of("status")[0] == "có hiệu lực; 01/2020/QĐ-UBND; thay thế 09/2010/QĐ-UBND"
    assert cell_of("status", DRAFT)[0] == "dự thảo; chưa có số"


def test_silence_tells_enacted_draft_and_summary_apart() -> None:
    assert cell_of("annual_report")[2] == "silent_enacted"
    assert cell_of("annual_report", DRAFT)[2] == "silent_draft"
    assert cell_of("annual_report", SUMMARY)[2] == "not_in_source"
    assert cell_of("effective_date", DRAFT) == (None, (), "silent_draft")


def test_the_rows_are_the_topics_of_the_vocabulary() -> None:
    rows = compare([document(ENACTED)], AS_OF).rows
    assert len(rows) == 33
    assert (rows[0].topic, rows[-1].topic) == ("account_creation", "status")


def test_a_regulation_not_in_force_on_the_day_is_marked() -> None:
    def force(day: date) -> Force:
        return compare([document(ENACTED)], day).columns[0].force

    assert force(date(2020, 9, 30)) is Force.NOT_YET
    assert force(date(2020, 10, 1)) is Force.IN_FORCE
    assert force(date(2023, 12, 31)) is Force.IN_FORCE
    assert force(date(2024, 1, 1)) is Force.ENDED
    assert compare([document(DRAFT)], AS_OF).columns[0].force is Force.DRAFT


def test_a_longer_reading_in_use_is_named_as_a_reading() -> None:
    text = DRAFT + (
        "obligations:\n  - {id: a, label: Báo cáo, topic: annual_report, cites: Điều 1, who: snv,\n"
        "     when: {event: password_lost}, must: unit_report_submitted, within: none}\n"
        "interpretations:\n  - {id: han, about: [a], question: Bao lâu?, chosen: muoi, readings: {muoi: {says: Mười,\n"
        "     within: 10 ngày}, khong: {says: Không, within: none}}}\n"
    )
    assert cell_of("annual_report", text)[0] == "Báo cáo: không nêu thời hạn (hiểu là: 10 ngày)"


def test_json_has_the_published_shape(tmp_path: Path) -> None:
    result = run(tmp_path, "--format", "json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["as_of"] == "2021-06-01"
    assert [item["id"] for item in answer["regulations"]] == ["mot", "hai", "ba"]
    assert len(answer["topics"]) == 33
    backup = next(row for row in answer["topics"] if row["topic"] == "backup")
    assert set(backup) == {"topic", "label", "cells"}
    assert backup["cells"]["mot"] == {
        "text": "=Sao lưu | hằng <ngày>.",
        "cites": ["Điều 3", "Điều 4"],
        "rule": ["sao-luu"],
        "silence": None,
        "mark": None,
    }
    assert backup["cells"]["ba"] == {"text": None, "cites": [], "rule": [], "silence": "not_in_source", "mark": None}


def test_csv_is_safe_and_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    text = run(tmp_path, "--format", "csv", "--topic", "backup").stdout
    assert text.startswith("\N{BYTE ORDER MARK}")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"))))
    assert len(rows[0]) == len(rows[1]) == 11
    assert rows[1][2] == "'=Sao lưu | hằng <ngày>."
    assert rows[1][8] == "[nguồn chỉ là bản tóm tắt, chưa kết luận được]"


def test_markdown_escapes_what_would_break_the_table(tmp_path: Path) -> None:
    line = run(tmp_path, "--format", "md", "--topic", "backup").stdout.splitlines()[-1]
    assert line.replace("\\|", "").count("|") == 5
    assert "\\<ngày\\>" in line


def test_html_is_one_page_with_headers_and_no_outside_links(tmp_path: Path) -> None:
    page = run(tmp_path, "--format", "html").stdout
    seen: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, dict(attrs)))

    Reader().feed(page)
    assert ("html", {"lang": "vi"}) in seen
    assert sum(tag == "th" and attrs.get("scope") == "row" for tag, attrs in seen) == 33
    assert sum(tag == "th" and attrs.get("scope") == "col" for tag, attrs in seen) == 4
    assert "http://" not in page
    assert "https://" not in page
    assert "&lt;ngày&gt;" in page


def test_the_table_fits_the_page(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert max(len(line) for line in result.stdout.splitlines()) <= 100
    assert "So sánh các quy chế, tại ngày 01/06/2021" in result.stdout


def test_many_provinces_are_folded_into_a_block_a_topic() -> None:
    result = CliRunner().invoke(
        command, ["longan", "quangninh", "haiphong", "tuyenquang", "--as-of", "2025-01-01", "--topic", "outage_notice"]
    )
    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 100
    assert "  Long An (25/2015/QĐ-UBND)" in result.stdout
    assert "[văn bản đã ban hành không quy định]" in result.stdout


def test_a_topic_may_be_named_by_its_label_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    answer = json.loads(run(tmp_path, "--format", "json", "--topic", "Sao lưu dữ liệu").stdout)
    assert [row["topic"] for row in answer["topics"]] == ["backup"]
    wrong = run(tmp_path, "--topic", "sao_luu")
    assert wrong.exit_code == 2
    assert "U116" in wrong.stderr


def test_an_unknown_regulation_is_wrong_usage() -> None:
    assert CliRunner().invoke(command, ["khongco"]).exit_code == 2


def test_english_labels(tmp_path: Path) -> None:
    answer = json.loads(run(tmp_path, "--format", "json", "--topic", "backup", lang="en").stdout)
    assert answer["topics"][0]["label"] == "Backup"


def test_the_known_texts_speak_in_their_own_words() -> None:
    answer = json.loads(
        CliRunner()
        .invoke(command, ["tuyenquang", "longan", "laichau", "--as-of", "2025-01-01", "--format", "json"])
        .stdout
    )
    cells = {row["topic"]: row["cells"] for row in answer["topics"]}
    receiver = cells["transfer_inter_unit_receiver"]["tuyenquang"]
    assert "03 ngày làm việc" in receiver["text"]
    assert receiver["cites"] == ["Điều 10 khoản 2"]
    assert cells["backup"]["longan"]["silence"] == "silent_enacted"
    assert cells["annual_report"]["laichau"]["silence"] == "not_in_source"
    assert cells["effective_date"]["tuyenquang"]["text"] == "01/10/2020"
