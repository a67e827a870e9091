"""`quyche explain`: one dossier, day by day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.explain import command

WORLD = Path(__file__).parents[1] / "reports" / "world"
JUDGED = (
    str(WORLD / "events.csv"),
    f"--units={WORLD / 'units.csv'}",
    f"--rules={WORLD / 'phep-thu.yaml'}",
    "--as-of=2025-03-20",
)
SNAPSHOTS = WORLD.parent / "snapshots"


def run(*args: str, lang: str = "vi") -> Result:
    return CliRunner().invoke(command, [*JUDGED, *args], obj=lang)


@pytest.mark.parametrize(("lang", "name"), [("vi", "explain.txt"), ("en", "explain-en.txt")])
def test_an_explanation_reads_as_agreed(lang: str, name: str) -> None:
    done = run("--dossier=HS4", lang=lang)
    assert done.exit_code == 0
    assert done.stdout == (SNAPSHOTS / name).read_text(encoding="utf-8")


def test_a_breach_ends_with_1() -> None:
    done = run("--dossier=HS2")
    assert done.exit_code == 1
    assert "trễ 4 ngày làm việc (6 ngày lịch)" in " ".join(done.stdout.split())


def test_json_carries_the_published_keys_and_the_ledger() -> None:
    record = json.loads(run("--dossier=HS1", "--format=json").stdout)
    (finding,) = record["findings"]
    assert (record["dossier"], finding["due_on"], finding["status"]) == ("HS1", "2025-03-06", "overdue")
    assert finding["explanation"]["ledger"][1] == {
        "date": "2025-03-04",
        "counted": True,
        "reason": "ngày làm việc",
        "document": None,
        "number": 1,
    }


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("HS", "không có hồ sơ «HS»; có phải «HS1», «HS2», «HS3»?"),
        ("HS22", "có phải «HS2»"),
        ("Không giống gì cả", "nhật ký không có hồ sơ «Không giống gì cả»\n"),
    ],
)
def test_an_unknown_dossier_is_a_usage_error_with_near_names(asked: str, message: str) -> None:
    done = run(f"--dossier={asked}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_case_and_spaces_in_a_dossier_do_not_matter() -> None:
    assert run("--dossier= hs1 ").exit_code == 1


def test_an_unknown_rule_is_a_usage_error_with_near_names() -> None:
    done = run("--dossier=HS1", "--rule=tiep-nan")
    assert done.exit_code == 2
    assert "không có quy tắc «tiep-nan»; có phải «tiep-nhan»" in done.stderr


def test_a_rule_that_found_nothing_says_so() -> None:
    done = run("--dossier=HS1", "--rule=tai-khoan")
    assert done.exit_code == 0
    assert "không sự kiện nào làm phát sinh nghĩa vụ" in done.stdout


def test_another_reading_is_named_as_chosen_for_this_run(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("dossier,event,date,unit\nHS7,reported_for_work,2025-03-03,a\n", encoding="utf-8")
    args = [str(log), *JUDGED[1:], "--dossier=HS7", "--reading=moc-tai-khoan=nhan-viec"]
    done = CliRunner().invoke(command, args, obj="vi")
    assert done.exit_code == 1
    assert "(phương án chọn khi chạy, không phải của tệp quy tắc)" in " ".join(done.stdout.split())
