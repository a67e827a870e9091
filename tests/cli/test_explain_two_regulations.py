"""`quyche explain` of a dossier under a national and a provincial regulation at once names both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.explain import command

WORLD = Path(__file__).parents[1] / "service" / "two_regulations"
RULES = ("--rules=rules/nghidinh.yaml", "--rules=rules/giadinh.yaml")


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WORLD)


def run(*args: str, lang: str = "vi") -> Result:
    asked = ["events.csv", "--units=units.csv", "--as-of=2025-07-31", "--dossier=hs-1", *args]
    return CliRunner().invoke(command, asked, obj=lang)


@pytest.mark.parametrize("rules", [(), RULES])
def test_both_regulations_are_named_each_with_its_own_due_date(rules: tuple[str, ...]) -> None:
    # Nhập liệu 12/05, duyệt 05/06: quy chế tỉnh 10 ngày là 26/05, nghị định sửa đổi 15 ngày là 02/06.
    done = run(*rules)
    told = " ".join(done.stdout.split())
    assert done.exit_code == 1
    assert "Hồ sơ hs-1 · Xét tại ngày 31/07/2025 · hoàn thành trễ 2" in told
    province, decree = told.split("2. Hoàn thành trễ: ")
    assert "Căn cứ Điều 2 (21/2024/QĐ-UBND · Gia Định)" in province
    assert "Ngày đến hạn: 26/05/2025" in province
    assert "Căn cứ Điều 5 khoản 1 (11/2024/NĐ-CP · Cả nước)" in decree
    assert "Theo 40/2025/NĐ-CP, áp dụng từ ngày 01/06/2025." in decree
    assert "Ngày đến hạn: 02/06/2025" in decree


def test_the_json_names_the_regulation_of_each_finding() -> None:
    record = json.loads(run("--format=json").stdout)
    assert [(item["regulation"], item["due_on"], item["late_working_days"]) for item in record["findings"]] == [
        ("giadinh", "2025-05-26", 8),
        ("nghidinh", "2025-06-02", 3),
    ]


def test_one_rule_of_one_of_them_is_explained_alone() -> None:
    told = " ".join(run("--rule=nd-duyet", lang="en").stdout.split())
    assert "11/2024/NĐ-CP" in told
    assert "21/2024/QĐ-UBND" not in told
