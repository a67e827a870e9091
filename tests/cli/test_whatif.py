"""`quyche whatif` and `quyche diff` on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from engine.cli.diff import command as diff_command
from engine.cli.whatif import command
from tests.analysis.trial_world import LOG, RULES


@pytest.fixture
def world(tmp_path: Path) -> Path:
    (tmp_path / "thu.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "moi.yaml").write_text(RULES.replace("05 ngày làm việc", "02 ngày làm việc"), encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return tmp_path


def whatif(world: Path, *args: str, lang: str = "vi") -> Result:
    base = [str(world / "log.csv"), f"--rules={world / 'thu.yaml'}", "--as-of=2025-06-20"]
    return CliRunner().invoke(command, [*base, *args], obj=lang)


def test_new_breaches_end_with_1_and_show_both_ledgers(world: Path) -> None:
    done = whatif(world, "--set", "giao.within=02 ngày làm việc")
    assert done.exit_code == 1
    assert "thời hạn 5 → 2 ngày làm việc, chặt hơn mọi ngày trong 10 năm" in " ".join(done.stdout.split())
    assert "Thành quá hạn: 1" in done.stdout
    assert "Thành trễ: 1" in done.stdout
    assert done.stdout.count("⇒ đến hạn") == 4
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_a_change_that_only_saves_ends_with_0(world: Path) -> None:
    done = whatif(world, "--set", "toc-do.ngay.within=03 ngày làm việc")
    assert done.exit_code == 0
    assert "Hết vi phạm: 1" in done.stdout


def test_another_version_and_a_change_of_it_go_together(world: Path) -> None:
    record = json.loads(
        whatif(
            world, "--with", str(world / "moi.yaml"), "--set", "giao.within=15 ngày làm việc", "--format=json"
        ).stdout
    )
    assert record["counts"]["becomes_late"] == record["counts"]["becomes_overdue"] == 0
    assert record["changes"] == ["Điều 1: Giao hồ sơ: thời hạn 5 → 15 ngày làm việc, lỏng hơn mọi ngày trong 10 năm"]


def test_json_has_counts_by_unit_and_topic_and_each_flip_with_both_sides(world: Path) -> None:
    record = json.loads(whatif(world, "--set", "giao.within=02 ngày làm việc", "--format=json").stdout)
    assert record["counts"] == {
        "becomes_overdue": 1,
        "becomes_late": 1,
        "becomes_violation": 0,
        "saved": 0,
        "no_longer_a_duty": 0,
        "no_longer_known": 0,
        "otherwise": 0,
        "same": 2,
    }
    assert record["by_unit"] == [{"unit": "a", "becomes_late": 1, "becomes_overdue": 1}]
    assert record["by_topic"] == [{"topic": "transfer_inter_unit_sender", "becomes_late": 1, "becomes_overdue": 1}]
    flip = record["flipped"][1]
    assert (flip["dossier"], flip["turn"]) == ("HS1", "becomes_late")
    assert (flip["before"]["due_on"], flip["after"]["due_on"]) == ("2025-06-09", "2025-06-04")
    assert [len(flip[side]["explanation"]["ledger"]) for side in ("before", "after")] == [8, 3]
    (rules,) = record["rules"]
    assert rules["version_before"] != rules["version_after"]


def test_a_reading_is_told_and_tried(world: Path) -> None:
    done = whatif(world, "--reading", "moc=nhan-viec")
    assert "Cách hiểu «moc»: tuyen-dung → nhan-viec (Từ khi nhận việc.)" in done.stdout
    assert "Hết vi phạm: 1" in done.stdout


def test_judging_by_another_province_reads_events_of_its_own(world: Path) -> None:
    other = world / "kia.yaml"
    other.write_text(
        "format: 1\nregulation: {id: kia, name: Quy chế kia, province: Kia, status: draft}\n"
        "vocabulary: {events: [{id: viec_rieng, label: Việc riêng, level: dossier}]}\n"
        "obligations:\n  - {id: rieng, label: Việc riêng, topic: account_creation, cites: Điều 1, who: unit_admin,\n"
        "     when: {event: viec_rieng}, must: personal_account_created, within: 01 ngày làm việc}\n"
        "provisions: [{at: Điều 1, rules: rieng}]\n",
        encoding="utf-8",
    )
    log = world / "log.csv"
    log.write_text(LOG + "HS9,viec_rieng,2025-06-02,a,,,\n", encoding="utf-8")
    done = whatif(world, "--as", str(other), "--format=json")
    assert "D141" not in done.stderr
    record = json.loads(done.stdout)
    assert record["changes"] == ["Xét theo quy chế của Kia thay cho Thử"]
    assert ("HS9", "becomes_overdue") in [(item["dossier"], item["turn"]) for item in record["flipped"]]


def test_every_reading_tells_what_hangs_on_what_and_the_safe_date(world: Path) -> None:
    done = whatif(world, "--all-readings")
    assert done.exit_code == 0
    assert "Ngày an toàn (theo mọi cách hiểu): 11/06/2025" in done.stdout
    assert "moc=nhan-viec: đúng hạn, hạn 17/06/2025" in done.stdout
    record = json.loads(whatif(world, "--all-readings", "--format=json").stdout)
    (regulation,) = record["regulations"]
    assert (regulation["combinations"], regulation["idle"]) == (6, ["noi-suong"])
    account = next(item for item in regulation["unsettled"] if item["dossier"] == "HS3")
    assert account["depends_on"] == ["bao-gom", "moc"]
    assert account["under"][0] == {
        "readings": {"bao-gom": "gom", "moc": "tuyen-dung"},
        "status": "late",
        "due_on": "2025-06-11",
    }
    assert {item["status"] for item in account["under"]} == {"late", "met", None}


def test_workbooks_have_a_sheet_for_each_question(world: Path) -> None:
    out = world / "doi.xlsx"
    assert whatif(world, "--set", "giao.within=02 ngày làm việc", "--out", str(out)).exit_code == 1
    book = load_workbook(io.BytesIO(out.read_bytes()))
    assert book.sheetnames == [
        "Tóm tắt",
        "Theo chủ đề",
        "Theo đơn vị",
        "Đổi kết luận",
        "Bảng tính ngày",
        "Đổi cách khác",
    ]
    assert [cell.value for cell in book["Đổi kết luận"][2]][1] == "HS2"
    readings = world / "hieu.xlsx"
    assert whatif(world, "--all-readings", "--out", str(readings)).exit_code == 0
    assert load_workbook(io.BytesIO(readings.read_bytes())).sheetnames == ["Tóm tắt", "Theo chỗ để ngỏ", "Từng việc"]


def test_markdown_has_a_row_for_each_flip(world: Path) -> None:
    text = whatif(world, "--set", "giao.within=02 ngày làm việc", "--format=md").stdout
    assert text.startswith("# Nếu đổi thì sao")
    assert sum(line.startswith("| HS") for line in text.splitlines()) == 2
    assert "Safe date" in whatif(world, "--all-readings", "--format=md", lang="en").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "cần ít nhất một thay đổi"),
        (("--set", "giao"), "MÃ.KHÓA=GIÁ_TRỊ"),
        (("--all-readings", "--set", "giao.warn=3"), "--all-readings"),
        (("--with", "a.yaml", "--as", "b.yaml"), "--with"),
        (("--set", "giaoo.warn=3"), "T101"),
        (("--set", "giao.when=3"), "T102"),
        (("--reading", "moc=gì"), "U104"),
        (("--set", "giao.warn=3", "--format=xlsx"), "--out"),
    ],
)
def test_wrong_usage_ends_with_2(world: Path, args: tuple[str, ...], message: str) -> None:
    done = whatif(world, *args)
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_change_that_the_rules_do_not_take_ends_with_3(world: Path) -> None:
    done = whatif(world, "--set", "giao.within=mười mấy ngày")
    assert done.exit_code == 3
    assert "P204" in done.stderr


def diff(world: Path, *args: str, lang: str = "vi") -> Result:
    return CliRunner().invoke(diff_command, [str(world / "thu.yaml"), str(world / "moi.yaml"), *args], obj=lang)


def test_diff_tells_sentences(world: Path) -> None:
    done = diff(world)
    assert done.exit_code == 0
    assert "Điều 1: Giao hồ sơ: thời hạn 5 → 2 ngày làm việc, chặt hơn mọi ngày trong 10 năm" in done.stdout
    assert "within" not in done.stdout


def test_diff_as_data(world: Path) -> None:
    record = json.loads(diff(world, "--format=json").stdout)
    assert [(item["block"], item["rule"], item["cites"]) for item in record["changes"]] == [
        ("obligations", "giao", ["Điều 1"])
    ]


def test_diff_tells_the_effect_on_a_log(world: Path) -> None:
    done = diff(world, "--events", str(world / "log.csv"), "--as-of=2025-06-20")
    assert done.exit_code == 1
    assert "Thành trễ: 1" in done.stdout


def test_diff_of_the_same_says_so_and_of_two_regulations_is_refused(world: Path) -> None:
    same = CliRunner().invoke(diff_command, [str(world / "thu.yaml"), str(world / "thu.yaml")], obj="vi")
    assert (same.exit_code, same.stdout) == (0, "Hai bản không khác nhau về nội dung.\n")
    other = world / "kia.yaml"
    other.write_text(RULES.replace("id: thu,", "id: kia,"), encoding="utf-8")
    assert CliRunner().invoke(diff_command, [str(world / "thu.yaml"), str(other)], obj="vi").exit_code == 2
